//! How many messages when.

use super::Dataset;
use crate::choices;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};
use std::collections::{BTreeMap, HashSet};

choices! {
    /// By what time is divided.
    Step {
        Hour = "hour", "Hora", "Hour";
        Day = "day", "Día", "Day";
        Week = "week", "Semana", "Week";
        Month = "month", "Mes", "Month";
    }
}

/// The messages of one stretch of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// As the step writes it: `2021-06-01T05:00-06:00`, `2021-06-01` (of a week its Monday), `2021-06`.
    pub start: String,
    pub messages: u64,
    pub reposts: u64,
    pub replies: u64,
    /// Distinct.
    pub accounts: u64,
}

impl Span {
    /// Neither reposts nor replies.
    pub fn originals(&self) -> u64 {
        self.messages - self.reposts - self.replies
    }
}

#[derive(Default)]
struct Counts {
    messages: u64,
    reposts: u64,
    replies: u64,
    accounts: HashSet<u32>,
}

/// The stretches in which there was a message, in order, and how many messages tell no time.
pub fn volume(data: &Dataset, step: Step, zone: &TimeZone) -> (Vec<Span>, u64) {
    let mut spans: BTreeMap<String, Counts> = BTreeMap::new();
    let mut without_time = 0;
    for message in 0..data.len() {
        let Some(at) = local(data.created_time(message), zone) else {
            without_time += 1;
            continue;
        };
        let span = spans.entry(start(&at, step)).or_default();
        span.messages += 1;
        span.reposts += u64::from(data.is_repost(message));
        span.replies += u64::from(!data.is_repost(message) && data.reply_to(message).is_some());
        span.accounts.insert(data.account[message]);
    }
    let span = |(start, counts): (String, Counts)| Span {
        start,
        messages: counts.messages,
        reposts: counts.reposts,
        replies: counts.replies,
        accounts: counts.accounts.len() as u64,
    };
    (spans.into_iter().map(span).collect(), without_time)
}

pub(super) fn local(micros: Option<i64>, zone: &TimeZone) -> Option<ZonedDateTime> {
    Some(Timestamp::from_microsecond(micros?).ok()?.to_zoned_datetime(zone.clone()))
}

fn start(at: &ZonedDateTime, step: Step) -> String {
    match step {
        Step::Hour => at.strftime("%Y-%m-%dT%H:00%:z").to_string(),
        Step::Day => at.date().to_string(),
        Step::Week => monday(at.date()).to_string(),
        Step::Month => at.strftime("%Y-%m").to_string(),
    }
}

fn monday(date: Date) -> Date {
    let since = i64::from(date.weekday().since(Weekday::Monday));
    date.checked_sub(jiff::Span::new().days(since)).unwrap_or(date)
}
