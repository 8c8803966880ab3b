//! Which of two numbers is the day: what all dates of a file prove together, or that they prove
//! nothing.

use super::stamp::Stamp;
use crate::domain::Choice;
use crate::domain::chats::DateOrder;
use jiff::civil::Date;
use std::fmt;

/// A date of the file, with what it may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    pub line: u64,
    pub written: String,
    pub readings: Vec<(DateOrder, Date)>,
}

impl fmt::Display for Example {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.line, self.written)?;
        for (place, (order, date)) in self.readings.iter().enumerate() {
            let sign = if place == 0 { "→" } else { "/" };
            write!(f, " {sign} {date} ({})", order.code())?;
        }
        Ok(())
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every order gives the same dates; `None` where no date needs one.
    Unneeded(Option<DateOrder>),
    Proven(DateOrder),
    Undecided(Example),
}

/// What one order makes of the dates.
#[derive(Debug)]
struct Trial {
    order: DateOrder,
    /// The first date that does not exist in this order.
    wrong: Option<Example>,
    /// Days run forward from message to message.
    forward: bool,
    last: Option<Date>,
    span: Option<(Date, Date)>,
}

impl Trial {
    fn new(order: DateOrder) -> Self {
        Self { order, wrong: None, forward: true, last: None, span: None }
    }

    fn see(&mut self, line: u64, stamp: &Stamp) {
        let Some(date) = stamp.date(self.order) else {
            self.wrong.get_or_insert_with(|| example(line, stamp));
            return;
        };
        self.forward &= self.last.is_none_or(|last| last <= date);
        self.last = Some(date);
        let (first, last) = self.span.unwrap_or((date, date));
        self.span = Some((first.min(date), last.max(date)));
    }

    fn holds(&self) -> bool {
        self.wrong.is_none()
    }

    fn days(&self) -> i32 {
        let between = self.span.and_then(|(first, last)| first.until(last).ok());
        between.map_or(0, |between| between.get_days())
    }
}

fn example(line: u64, stamp: &Stamp) -> Example {
    let reading = |order: &DateOrder| stamp.date(*order).map(|date| (*order, date));
    let readings = [DateOrder::Dmy, DateOrder::Mdy].iter().filter_map(reading).collect();
    Example { line, written: stamp.date_written(), readings }
}

/// Sees all dates of a file whose order is open.
#[derive(Debug)]
pub struct Judge {
    open: bool,
    trials: [Trial; 3],
    /// The first date of which day-first and month-first make different days.
    example: Option<Example>,
}

impl Default for Judge {
    fn default() -> Self {
        Self {
            open: false,
            trials: [DateOrder::Dmy, DateOrder::Mdy, DateOrder::Ymd].map(Trial::new),
            example: None,
        }
    }
}

impl Judge {
    pub(super) fn see(&mut self, line: u64, stamp: &Stamp) {
        if stamp.year_is_first() {
            return;
        }
        self.open = true;
        self.trials.iter_mut().for_each(|trial| trial.see(line, stamp));
        let [day_first, month_first] = [DateOrder::Dmy, DateOrder::Mdy].map(|order| stamp.date(order));
        if self.example.is_none() && day_first != month_first {
            self.example = Some(example(line, stamp));
        }
    }

    /// The first date that does not exist in an order, if the file proves another.
    pub fn against(&self, order: DateOrder) -> Option<Example> {
        let proven = matches!(self.verdict(), Verdict::Proven(proven) if proven != order);
        let own = self.trials.iter().find(|trial| trial.order == order)?;
        own.wrong.clone().filter(|_| proven)
    }

    /// A day above 12 anywhere decides; otherwise that the days run forward in one order only.
    pub fn verdict(&self) -> Verdict {
        if !self.open {
            return Verdict::Unneeded(None);
        }
        let [day_first, month_first, year_first] = &self.trials;
        let rival = (year_first.holds() && year_first.forward).then_some(year_first);
        let settled = match (day_first.holds(), month_first.holds()) {
            (true, false) => Some(day_first),
            (false, true) => Some(month_first),
            (true, true) => match (day_first.forward, month_first.forward) {
                _ if self.example.is_none() => Some(day_first),
                (true, false) => Some(day_first),
                (false, true) => Some(month_first),
                _ => None,
            },
            (false, false) => rival,
        };
        match (settled, rival) {
            // `19-10-20, 19-10-21`: one day in three years, or three days in a row?
            (Some(trial), Some(rival)) if rival.days() < trial.days() => match trial.forward {
                true => self.undecided(),
                false => Verdict::Proven(rival.order),
            },
            (Some(_), _) if self.example.is_none() && day_first.holds() => {
                Verdict::Unneeded(Some(DateOrder::Dmy))
            }
            (Some(trial), _) => Verdict::Proven(trial.order),
            (None, _) => self.undecided(),
        }
    }

    fn undecided(&self) -> Verdict {
        let wrong = || self.trials.iter().find_map(|trial| trial.wrong.clone());
        let example = self.example.clone().or_else(wrong);
        Verdict::Undecided(example.unwrap_or(Example {
            line: 1,
            written: String::new(),
            readings: Vec::new(),
        }))
    }
}
