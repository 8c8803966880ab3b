//! What the text formats share: a message begins where a line has the head of one, and goes on until
//! the next. At most one message is in memory.

use super::error::Error;
use super::report::ChatTally;
use super::stamp::{Stamp, is_mark};
use super::{Judge, Reading};
use crate::domain::message::{Mark, Message};
use crate::domain::{Moment, Private};
use crate::import::head::without_mark;
use crate::import::lines::{LONGEST, Line, Lines};
use crate::import::{Place, RejectReason};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use std::io::BufRead;

/// How the beginning of a message is set off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Brackets,
    Dash,
    Bare,
}

/// When a message was written, as its line says it.
#[derive(Clone, Copy, Debug)]
pub enum When {
    /// The order of day and month may be open.
    Numbers(Stamp),
    Clock(DateTime),
}

/// The beginning of a message.
#[derive(Debug)]
pub struct Header<'t> {
    pub form: Form,
    pub when: When,
    /// The date and time as written.
    pub written: &'t str,
    pub rest: &'t str,
}

/// What tells one text format from another.
pub trait Dialect {
    fn header<'t>(&self, line: &'t str) -> Option<Header<'t>>;
    /// Who says what: `message` has its whole text, from behind the date on.
    fn attribute(&mut self, message: &mut Message);
}

/// Where a line goes.
enum Said<'l> {
    Text(&'l str),
    Lost(RejectReason),
}

fn decoded<'l>(line: Line<'l>) -> Said<'l> {
    match line {
        Line::TooLong => Said::Lost(RejectReason::TooLong),
        Line::Whole(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => Said::Text(text),
            Err(_) => Said::Lost(RejectReason::NotUtf8),
        },
    }
}

/// Shows the judge every date.
pub fn survey(from: &mut dyn BufRead, dialect: &dyn Dialect, judge: &mut Judge) -> Result<(), Error> {
    let mut lines = Lines::new(from);
    while let Some((number, line)) = lines.next()? {
        if let Said::Text(text) = decoded(line)
            && let Some(Header { when: When::Numbers(stamp), .. }) = dialect.header(text)
        {
            judge.see(number, &stamp);
        }
    }
    Ok(())
}

pub fn read(
    from: &mut dyn BufRead,
    dialect: &mut dyn Dialect,
    reading: &Reading,
    tally: &mut ChatTally,
) -> Result<(), Error> {
    let mut open = Transcript { dialect, reading, message: None, form: None, latest: None };
    let mut lines = Lines::new(from);
    while let Some((number, line)) = lines.next()? {
        tally.unit();
        match decoded(line) {
            Said::Lost(reason) => open.lose(number, reason, tally)?,
            Said::Text(text) if number == 1 => {
                let text = std::str::from_utf8(without_mark(text.as_bytes())).unwrap_or(text);
                open.line(number, text, tally)?;
            }
            Said::Text(text) => open.line(number, text, tally)?,
        }
        tally.read_so_far(lines.bytes())?;
    }
    open.close(tally)
}

struct Transcript<'d> {
    dialect: &'d mut dyn Dialect,
    reading: &'d Reading,
    message: Option<Gathering>,
    /// Of the first message: others in another form are told.
    form: Option<Form>,
    latest: Option<Moment>,
}

/// A message whose text may go on.
struct Gathering {
    message: Message,
    text: String,
}

/// Clocks differ and messages arrive late; a day is more than that.
const BACK: i64 = 24 * 3600 * 1_000_000;

impl Transcript<'_> {
    fn line(&mut self, number: u64, text: &str, tally: &mut ChatTally) -> Result<(), Error> {
        if let Some(header) = self.dialect.header(text) {
            let begun = self.begin(number, &header);
            self.close(tally)?;
            match begun {
                Some(begun) => self.message = Some(begun),
                None => tally.reject(Place::line(number), RejectReason::BadDate)?,
            }
            return Ok(());
        }
        match &mut self.message {
            Some(open) if open.text.len() + text.len() >= LONGEST => {
                self.lose(number, RejectReason::TooLong, tally)
            }
            Some(open) => {
                open.text.push('\n');
                open.text.push_str(text);
                tally.continued();
                Ok(())
            }
            None if text
                .trim_matches(|letter: char| letter.is_whitespace() || is_mark(letter))
                .is_empty() =>
            {
                tally.blank();
                Ok(())
            }
            None => tally.reject(Place::line(number), RejectReason::NoMessage),
        }
    }

    /// A line is lost, and with it perhaps the beginning of a message: what follows is nobody's
    /// until the next one begins.
    fn lose(&mut self, number: u64, reason: RejectReason, tally: &mut ChatTally) -> Result<(), Error> {
        self.close(tally)?;
        tally.reject(Place::line(number), reason)
    }

    fn begin(&mut self, number: u64, header: &Header<'_>) -> Option<Gathering> {
        let at = self.moment(header.when)?;
        let mut message = Message::new(crate::domain::message::Voice::Person, number, header.written, "");
        message.at = Some(at);
        if *self.form.get_or_insert(header.form) != header.form {
            message.marks.push(Mark::OtherForm);
        }
        if self.latest.is_some_and(|latest| at.micros() + BACK < latest.micros()) {
            message.marks.push(Mark::BackInTime);
        }
        self.latest = Some(self.latest.map_or(at, |latest| latest.max(at)));
        Some(Gathering { message, text: header.rest.to_owned() })
    }

    fn moment(&self, when: When) -> Option<Moment> {
        let civil = match when {
            When::Numbers(stamp) => stamp.civil(self.reading.order)?,
            When::Clock(civil) => civil,
        };
        moment(civil, &self.reading.zone)
    }

    fn close(&mut self, tally: &mut ChatTally) -> Result<(), Error> {
        let Some(Gathering { mut message, text }) = self.message.take() else { return Ok(()) };
        message.text = Private::new(text);
        self.dialect.attribute(&mut message);
        tally.message(message)
    }
}

/// A local time that occurs twice is the earlier one.
pub fn moment(civil: DateTime, zone: &TimeZone) -> Option<Moment> {
    let instant = zone.to_ambiguous_zoned_datetime(civil).compatible().ok()?;
    Some(Moment::from_timestamp(instant.timestamp()))
}
