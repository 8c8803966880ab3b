//! Until when: a body's time limits, counted from the dates that the case knows.

use super::gather::Gathered;
use crate::domain::{PartialDate, Private};
use crate::dossier::Body;
use crate::dossier::body::{Clock, ClockStart, ClockUnit};

/// A time limit, as far as it can be told.
pub struct Deadline {
    pub clock: &'static Clock,
    /// From what it is counted.
    pub start: ClockStart,
    /// The date of that; `None` while nobody said it.
    pub since: Option<PartialDate>,
    pub due: Option<PartialDate>,
    pub passed: bool,
    /// To be checked by somebody: the date is not exact, or the law is not certain.
    pub check: bool,
}

/// A date that time limits are counted from, as it was typed.
pub struct StartDate {
    pub start: ClockStart,
    pub value: Option<Private>,
}

pub fn dates(body: &Body, gathered: &Gathered) -> Vec<StartDate> {
    let date = |start: ClockStart| StartDate { start, value: gathered.fact(start.field()).map(Private::new) };
    body.starts().into_iter().map(date).collect()
}

pub fn deadlines(body: &'static Body, gathered: &Gathered) -> Vec<Deadline> {
    body.clocks.iter().map(|clock| deadline(clock, gathered)).collect()
}

fn deadline(clock: &'static Clock, gathered: &Gathered) -> Deadline {
    let starts = [Some(clock.from), clock.or_from].into_iter().flatten();
    let dated = starts.filter_map(|start| Some((date_of(gathered, start)?, start)));
    // Where either may start it, the later one does.
    let (since, start) = match dated.max_by_key(|(date, _)| first_day(*date)) {
        Some((date, start)) => (Some(date), start),
        None => (None, clock.from),
    };
    let due = since.and_then(|date| counted(clock, date));
    Deadline {
        clock,
        start,
        since,
        passed: due.is_some_and(|due| first_day(due) < first_day(gathered.today())),
        check: clock.uncertain || since.is_some_and(|date| date.estimated || date.day.is_none()),
        due,
    }
}

/// The date that a limit is counted from: typed as such, or as the date of the facts.
fn date_of(gathered: &Gathered, start: ClockStart) -> Option<PartialDate> {
    let typed = gathered.fact(start.field()).and_then(PartialDate::parse);
    let facts = || gathered.fact("facts.date").and_then(PartialDate::parse);
    typed.or_else(|| (start == ClockStart::Facts).then(facts).flatten())
}

/// From the earliest day that the date can mean.
fn counted(clock: &Clock, since: PartialDate) -> Option<PartialDate> {
    let span = match clock.unit {
        ClockUnit::Days => jiff::Span::new().try_days(clock.count),
        ClockUnit::Years => jiff::Span::new().try_years(clock.count),
    };
    let due = first_day(since)?.checked_add(span.ok()?).ok()?;
    Some(PartialDate { year: due.year(), month: Some(due.month()), day: Some(due.day()), estimated: false })
}

fn first_day(date: PartialDate) -> Option<jiff::civil::Date> {
    jiff::civil::Date::new(date.year, date.month.unwrap_or(1), date.day.unwrap_or(1)).ok()
}
