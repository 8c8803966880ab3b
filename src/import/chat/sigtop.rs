//! Signal as sigtop's long text: a block of fields per message, an empty line, the words.

use super::media::named;
use super::report::ChatTally;
use super::{ChatFormat, Error, Reading};
use crate::domain::message::{Mark, Message, Voice};
use crate::domain::{Lang, Moment, Private};
use crate::import::lines::{LONGEST, Line, Lines};
use crate::import::{Head, Place, Recognition, RejectReason};
use jiff::fmt::strtime;
use std::io::BufRead;

pub struct Sigtop;

impl ChatFormat for Sigtop {
    fn code(&self) -> &'static str {
        "signal-sigtop"
    }

    fn label(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Es => "Signal (texto de sigtop)",
            Lang::En => "Signal (sigtop text)",
        }
    }

    fn recognises(&self, head: &Head) -> Recognition {
        let text = String::from_utf8_lossy(head.bytes);
        let begins = text.starts_with("Conversation: ") && text.contains("\nType: ");
        if begins { Recognition::Sure } else { Recognition::No }
    }

    fn read(&self, from: &mut dyn BufRead, _: &Reading, tally: &mut ChatTally) -> Result<(), Error> {
        let mut blocks = Blocks::default();
        let mut lines = Lines::new(from);
        while let Some((number, line)) = lines.next()? {
            tally.unit();
            match line {
                Line::TooLong => blocks.lose(number, RejectReason::TooLong, tally)?,
                Line::Whole(bytes) => match std::str::from_utf8(bytes) {
                    Ok(text) => blocks.line(number, text, tally)?,
                    Err(_) => blocks.lose(number, RejectReason::NotUtf8, tally)?,
                },
            }
            tally.read_so_far(lines.bytes())?;
        }
        blocks.end(tally)
    }
}

/// The message that is being read, and a line that may begin the next one.
#[derive(Default)]
struct Blocks {
    open: Option<Block>,
    /// `From: …` behind an empty line: a message begins if the next line is `Type: …`, else it is
    /// text.
    pending: Option<(u64, String)>,
    after_blank: bool,
    chat: Option<Private>,
    heading: bool,
}

struct Block {
    line: u64,
    lines: String,
    rows: u64,
}

impl Blocks {
    fn line(&mut self, number: u64, text: &str, tally: &mut ChatTally) -> Result<(), Error> {
        if let Some(name) = text.strip_prefix("Conversation: ").filter(|_| !self.heading) {
            (self.heading, self.chat, self.after_blank) = (true, Some(Private::new(name)), false);
            tally.blank();
            return Ok(());
        }
        if let Some((at, from)) = self.pending.take() {
            match text.starts_with("Type: ") {
                true => self.begin(at, from, tally)?,
                false => self.add(at, &from, tally)?,
            }
        } else if self.after_blank && text.starts_with("Type: ") {
            // What has no sender is the application's.
            self.after_blank = false;
            return self.begin(number, text.to_owned(), tally);
        }
        if self.after_blank && text.starts_with("From: ") {
            self.pending = Some((number, text.to_owned()));
        } else {
            self.add(number, text, tally)?;
        }
        self.after_blank = text.is_empty();
        Ok(())
    }

    fn add(&mut self, number: u64, text: &str, tally: &mut ChatTally) -> Result<(), Error> {
        match &mut self.open {
            Some(open) if open.lines.len() + text.len() >= LONGEST => {
                return self.lose(number, RejectReason::TooLong, tally);
            }
            Some(open) => {
                open.lines.push('\n');
                open.lines.push_str(text);
                open.rows += 1;
            }
            None if text.trim().is_empty() => tally.blank(),
            None => tally.reject(Place::line(number), RejectReason::NoMessage)?,
        }
        Ok(())
    }

    fn begin(&mut self, line: u64, first: String, tally: &mut ChatTally) -> Result<(), Error> {
        self.close(tally)?;
        self.open = Some(Block { line, lines: first, rows: 1 });
        Ok(())
    }

    fn lose(&mut self, number: u64, reason: RejectReason, tally: &mut ChatTally) -> Result<(), Error> {
        if let Some((at, from)) = self.pending.take() {
            self.add(at, &from, tally)?;
        }
        self.close(tally)?;
        self.after_blank = false;
        tally.reject(Place::line(number), reason)
    }

    fn end(&mut self, tally: &mut ChatTally) -> Result<(), Error> {
        if let Some((at, from)) = self.pending.take() {
            self.add(at, &from, tally)?;
        }
        self.close(tally)
    }

    fn close(&mut self, tally: &mut ChatTally) -> Result<(), Error> {
        let Some(block) = self.open.take() else { return Ok(()) };
        match message(&block, self.chat.as_ref()) {
            Some(message) => {
                (1..block.rows).for_each(|_| tally.continued());
                tally.message(message)
            }
            // Each of its lines is lost with it.
            None => (0..block.rows)
                .try_for_each(|row| tally.reject(Place::line(block.line + row), RejectReason::BadDate)),
        }
    }
}

/// `Mon, 2 Jan 2006 15:04:05 -0700`, an offset with it.
fn moment(text: &str) -> Option<Moment> {
    let parsed = strtime::parse("%a, %d %b %Y %H:%M:%S %z", text).ok()?;
    parsed.to_timestamp().ok().map(Moment::from_timestamp)
}

fn message(block: &Block, chat: Option<&Private>) -> Option<Message> {
    let (fields, text) = block.lines.split_once("\n\n").unwrap_or((block.lines.trim_end(), ""));
    let field = |name: &str| {
        let values = fields.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        values.map(str::to_owned).collect::<Vec<String>>()
    };
    let first = |name: &str| field(name).into_iter().next();
    let stamp = first("Sent").or_else(|| first("Received"))?;
    let kind = first("Type").unwrap_or_default();
    let voice = if ["incoming", "outgoing"].contains(&kind.as_str()) { Voice::Person } else { Voice::System };
    let words = text.trim_end_matches('\n');
    let words = if voice == Voice::System && words.is_empty() { kind.as_str() } else { words };
    let mut message = Message::new(voice, block.line, stamp.as_str(), words);
    message.at = Some(moment(&stamp)?);
    message.sender = first("From").map(Private::new);
    message.chat = chat.cloned();
    message.media = field("Attachment").iter().map(|file| named(file_name(file))).collect();
    if first("Edited").is_some() {
        message.marks.push(Mark::Edited);
    }
    message.raw = Some(Private::new(block.lines.trim_end()));
    Some(message)
}

/// `a.jpg (image/jpeg, 12 bytes)`
fn file_name(attachment: &str) -> &str {
    let name = attachment.rsplit_once(" (").map_or(attachment, |(name, _)| name);
    if name == "no filename" { "" } else { name }
}
