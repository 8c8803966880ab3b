//! Reads an exported chat into drafts ([`Message`](crate::domain::message::Message)).
//!
//! As with posts: it reads from the streams it is given, in constant memory, and hands drafts to a
//! [`ChatSink`]. A file is read twice: once for what its dates prove about their own order, once
//! for its messages. What the dates leave open is asked, never guessed.
//!
//! A format is one file here and one line in [`CHAT_FORMATS`]; see `docs/formats/chats.md`.

mod bundle;
mod dates;
mod error;
mod media;
mod report;
mod signal;
mod sigtop;
mod stamp;
mod telegram;
mod transcript;
mod whatsapp;

#[cfg(test)]
mod tests;

pub use bundle::{Bundle, Limits, is_zip};
pub use dates::{Example, Judge, Verdict};
pub use error::Error;
pub use report::{ChatSink, ChatSummary, ChatTally};

use super::{HEAD, Head, Recognition};
use crate::domain::Lang;
use crate::domain::chats::{ChatSet, DateOrder, DatesRead, OrderBasis};
use jiff::tz::TimeZone;
use std::io::{BufRead, BufReader, Read, Seek};

/// What a person says about a chat beyond its format.
#[derive(Clone, Debug)]
pub struct ChatOptions {
    /// Needed where the file does not prove it.
    pub order: Option<DateOrder>,
    /// IANA name, of dates that do not say theirs.
    pub time_zone: String,
}

/// How dates are to be read, once that is settled.
#[derive(Clone, Debug)]
pub struct Reading {
    pub order: DateOrder,
    pub zone: TimeZone,
}

/// A way in which chats arrive.
pub trait ChatFormat: Sync {
    /// Stored and typed by people; it never changes.
    fn code(&self) -> &'static str;
    fn label(&self, lang: Lang) -> &'static str;
    /// Judged by content; a file's name says nothing.
    fn recognises(&self, head: &Head) -> Recognition;
    /// Looks at every date whose order is open.
    fn survey(&self, _from: &mut dyn BufRead, _judge: &mut Judge) -> Result<(), Error> {
        Ok(())
    }
    fn read(&self, from: &mut dyn BufRead, reading: &Reading, tally: &mut ChatTally) -> Result<(), Error>;
}

pub const CHAT_FORMATS: &[&dyn ChatFormat] =
    &[&whatsapp::WhatsApp, &telegram::Telegram, &signal::Signal, &sigtop::Sigtop];

pub fn by_code(code: &str) -> Option<&'static dyn ChatFormat> {
    CHAT_FORMATS.iter().copied().find(|format| format.code() == code)
}

/// A chat that can be opened more than once.
pub trait Source {
    fn open(&mut self) -> Result<Box<dyn Read + '_>, Error>;
}

/// A chat that is a file by itself.
pub struct Alone<R>(pub R);

impl<R: Read + Seek> Source for Alone<R> {
    fn open(&mut self) -> Result<Box<dyn Read + '_>, Error> {
        self.0.rewind()?;
        Ok(Box::new(&mut self.0))
    }
}

/// The format of a chat, from its first bytes.
pub fn detect(first: &[u8]) -> Result<&'static dyn ChatFormat, Error> {
    let head = Head::new(first)?;
    let judged = CHAT_FORMATS.iter().rev().map(|format| (format.recognises(&head), *format));
    match judged.max_by_key(|(recognition, _)| *recognition) {
        Some((recognition, format)) if recognition != Recognition::No => Ok(format),
        _ => Err(super::Error::Unrecognised.into()),
    }
}

/// What was read, and how.
#[derive(Debug)]
pub struct ChatRead {
    pub summary: ChatSummary,
    pub dates: DatesRead,
}

/// Reads a whole chat: recognises its format unless it is given, settles the order of its dates,
/// and hands every message and every reject to `sink`.
pub fn read(
    source: &mut dyn Source,
    format: Option<&'static dyn ChatFormat>,
    options: &ChatOptions,
    sink: &mut dyn ChatSink,
) -> Result<ChatRead, Error> {
    let zone = TimeZone::get(&options.time_zone).map_err(|_| super::Error::TimeZone)?;
    let mut first = Vec::new();
    source.open()?.take(HEAD as u64).read_to_end(&mut first)?;
    let format = match format {
        Some(format) => Head::new(&first).map(|_| format)?,
        None => detect(&first)?,
    };
    let mut judge = Judge::default();
    format.survey(&mut BufReader::with_capacity(HEAD, source.open()?), &mut judge)?;
    let (order, basis) = settle(&judge, options.order)?;
    let reading = Reading { order: order.unwrap_or(DateOrder::Ymd), zone };
    let mut tally = ChatTally::new(format.code(), sink);
    format.read(&mut BufReader::with_capacity(HEAD, source.open()?), &reading, &mut tally)?;
    let dates = DatesRead { order, basis, time_zone: options.time_zone.clone() };
    Ok(ChatRead { summary: tally.finish(), dates })
}

/// A person's word decides, unless the file proves it wrong.
fn settle(judge: &Judge, said: Option<DateOrder>) -> Result<(Option<DateOrder>, OrderBasis), Error> {
    match (judge.verdict(), said) {
        (Verdict::Unneeded(order), _) => Ok((order, OrderBasis::Unneeded)),
        (_, Some(said)) => match judge.against(said) {
            Some(example) => Err(Error::Contradicted(example)),
            None => Ok((Some(said), OrderBasis::Person)),
        },
        (Verdict::Proven(order), None) => Ok((Some(order), OrderBasis::File)),
        (Verdict::Undecided(example), None) => Err(Error::Undecided(example)),
    }
}
