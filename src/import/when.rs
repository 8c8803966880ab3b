//! The forms of date that sources use. A form that leaves the order of day and month open is read
//! only when somebody says the order.

use crate::choices;
use crate::domain::Moment;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::fmt::strtime;
use jiff::tz::TimeZone;

choices! {
    /// What comes first in a date such as `03/04/2021`.
    DateOrder {
        DayFirst = "day-first", "Día/mes/año", "Day/month/year";
        MonthFirst = "month-first", "Mes/día/año", "Month/day/year";
    }
}

/// `2021-06-04T02:18:16.000Z`
pub fn iso(text: &str) -> Option<Moment> {
    text.trim().parse().ok().map(Moment::from_timestamp)
}

/// `Wed Aug 27 13:08:45 +0000 2008`; in personal archives also `2013-06-01 06:07:35 +0000` and
/// the form of API v2.
pub fn status(text: &str) -> Option<Moment> {
    let text = text.trim();
    with_offset(text, "%a %b %d %H:%M:%S %z %Y").or_else(|| iso(text)).or_else(|| spaced(text))
}

fn spaced(text: &str) -> Option<Moment> {
    ["%Y-%m-%d %H:%M:%S%.f %z", "%Y-%m-%d %H:%M:%S%.f %:z", "%Y-%m-%d %H:%M %z"]
        .into_iter()
        .find_map(|form| with_offset(text, form))
}

fn with_offset(text: &str, form: &str) -> Option<Moment> {
    strtime::parse(form, text).ok()?.to_timestamp().ok().map(Moment::from_timestamp)
}

/// What the dates of a table mean beyond what they say.
#[derive(Clone, Debug)]
pub struct Reading {
    pub order: Option<DateOrder>,
    /// Of dates without an offset.
    pub zone: TimeZone,
}

/// A readable date: `Ok(None)` if it is a day without a time, which gives no moment. The shape
/// decides which form is tried: to try them all costs more than the rest of a row.
pub fn cell(text: &str, reading: &Reading) -> Result<Option<Moment>, Unreadable> {
    let text = text.trim();
    if text.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return status(text).map(Some).ok_or(Unreadable);
    }
    let universal = text.strip_suffix(" UTC").or_else(|| text.strip_suffix(" GMT"));
    let local = universal.unwrap_or(text);
    let Some((date, time)) = parts(local) else {
        let whole = unix(text).map(Some);
        return whole.or_else(|| day(text, reading.order).map(|_| None)).ok_or(Unreadable);
    };
    if time.contains(['+', '-', 'Z', 'z']) {
        return iso(text).or_else(|| spaced(text)).map(Some).ok_or(Unreadable);
    }
    let zone = if universal.is_some() { &TimeZone::UTC } else { &reading.zone };
    let civil = civil(date, time, reading.order).ok_or(Unreadable)?;
    let instant = zone.to_ambiguous_zoned_datetime(civil).compatible().map_err(|_| Unreadable)?;
    Ok(Some(Moment::from_timestamp(instant.timestamp())))
}

/// The date and the time of a text that has both.
fn parts(text: &str) -> Option<(&str, &str)> {
    text.split_once([' ', 'T', ',']).map(|(date, time)| (date, time.trim()))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

/// Seconds, milliseconds or microseconds since 1970, told apart by their digits: all three have
/// their own number of them from 2001 to 2286. Programs that keep them as doubles add `.0`, or parts
/// of the unit, which are left off.
fn unix(text: &str) -> Option<Moment> {
    let (text, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(text) || !digits(fraction) {
        return None;
    }
    let number: i64 = text.parse().ok()?;
    let stamp = match text.len() {
        10 => Timestamp::from_second(number),
        13 => Timestamp::from_millisecond(number),
        16 => Timestamp::from_microsecond(number),
        _ => return None,
    };
    stamp.ok().map(Moment::from_timestamp)
}

const TIMES: &[&str] = &["%H:%M:%S%.f", "%H:%M", "%I:%M:%S %p", "%I:%M %p"];

fn civil(date: &str, time: &str, order: Option<DateOrder>) -> Option<DateTime> {
    let date = day(date, order)?;
    let time = TIMES.iter().find_map(|form| strtime::parse(form, time).ok()?.to_time().ok())?;
    Some(date.to_datetime(time))
}

/// Year first needs no order; otherwise day and month stand as `order` says.
fn day(text: &str, order: Option<DateOrder>) -> Option<Date> {
    let mut parts = text.split(['-', '/', '.']);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    if first.len() == 4 {
        return date(first, second, third);
    }
    match order? {
        _ if third.len() != 4 => None,
        DateOrder::DayFirst => date(third, second, first),
        DateOrder::MonthFirst => date(third, first, second),
    }
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if ![year, month, day].into_iter().all(digits) {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// The order that the dates of a sample prove: one of the first two numbers exceeds 12, and
/// always on the same side.
pub fn proven_order<'t>(samples: impl Iterator<Item = &'t str>) -> Option<DateOrder> {
    let mut proven = None;
    for sample in samples {
        let parts: Vec<&str> = sample.trim().split(['-', '/', '.', ' ']).collect();
        let numbers = parts.get(..2).map(|two| [two[0].parse::<u8>(), two[1].parse::<u8>()]);
        let order = match numbers {
            Some([Ok(13..=31), Ok(1..=12)]) => DateOrder::DayFirst,
            Some([Ok(1..=12), Ok(13..=31)]) => DateOrder::MonthFirst,
            _ => continue,
        };
        if proven.is_some_and(|known| known != order) {
            return None;
        }
        proven = Some(order);
    }
    proven
}
