//! Signal as text, a message per line, as three programs write it: `[2019-05-29, 15:04] Me: …`
//! (signal-export), `[Dec 05, 2018 10:39:10] <Ana> …` (signalbackup-tools), `2019-05-29 15:04 Ana: …` (sigtop's
//! short form). Signal itself exports nothing.

use super::media::named;
use super::stamp::Cursor;
use super::transcript::{self, Dialect, Form, Header, When};
use super::{ChatFormat, ChatTally, Error, Judge, Reading};
use crate::domain::message::{Mark, Media, Message, Voice};
use crate::domain::{Lang, Private};
use crate::import::{Head, Recognition};
use jiff::fmt::strtime;
use std::io::BufRead;

pub struct Signal;

impl ChatFormat for Signal {
    fn code(&self) -> &'static str {
        "signal"
    }

    fn label(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Es => "Signal (texto)",
            Lang::En => "Signal (text)",
        }
    }

    fn recognises(&self, head: &Head) -> Recognition {
        if head.bytes.trim_ascii_start().starts_with(b"{") {
            return Recognition::No;
        }
        let text = String::from_utf8_lossy(head.bytes);
        // A head of a message that WhatsApp never writes: year first, without seconds or a dash.
        match text.lines().find_map(header) {
            Some(header) if written_by_signal(&header) => Recognition::Sure,
            _ => Recognition::No,
        }
    }

    fn survey(&self, from: &mut dyn BufRead, judge: &mut Judge) -> Result<(), Error> {
        transcript::survey(from, &Lines, judge)
    }

    fn read(&self, from: &mut dyn BufRead, reading: &Reading, tally: &mut ChatTally) -> Result<(), Error> {
        transcript::read(from, &mut Lines, reading, tally)
    }
}

fn written_by_signal(header: &Header<'_>) -> bool {
    match header.when {
        When::Clock(_) => true,
        When::Numbers(stamp) => stamp.year_is_first() && header.written.matches(':').count() == 1,
    }
}

fn header(line: &str) -> Option<Header<'_>> {
    let mut cursor = Cursor(line);
    match cursor.eat(&['[']) {
        Some(_) => named_month(cursor.0).or_else(|| bracketed(cursor.0)),
        None => bare(line),
    }
}

/// `Dec 05, 2018 10:39:10] <Ana> …`
fn named_month(text: &str) -> Option<Header<'_>> {
    let (written, rest) = text.split_once("] ")?;
    let clock = strtime::parse("%b %d, %Y %H:%M:%S", written).ok()?.to_datetime().ok()?;
    let speaks = rest.starts_with('<') || rest.starts_with("***");
    speaks.then_some(Header { form: Form::Brackets, when: When::Clock(clock), written, rest })
}

/// `2019-05-29, 15:04] Me: …`
fn bracketed(text: &str) -> Option<Header<'_>> {
    let mut cursor = Cursor(text);
    let stamp = cursor.stamp()?;
    let written = &text[..text.len() - cursor.0.len()];
    cursor.eat(&[']'])?;
    let rest = cursor.0.strip_prefix(' ').unwrap_or(cursor.0);
    Some(Header { form: Form::Brackets, when: When::Numbers(stamp), written, rest })
}

/// `2019-05-29 15:04 Ana: …`
fn bare(line: &str) -> Option<Header<'_>> {
    let mut cursor = Cursor(line);
    let stamp = cursor.stamp()?;
    let written = &line[..line.len() - cursor.0.len()];
    let rest = cursor.0.strip_prefix(' ').filter(|rest| !rest.starts_with(['-', '–']))?;
    let speaks = rest.contains(':') && stamp.year_is_first();
    speaks.then_some(Header { form: Form::Bare, when: When::Numbers(stamp), written, rest })
}

struct Lines;

impl Dialect for Lines {
    fn header<'t>(&self, line: &'t str) -> Option<Header<'t>> {
        header(line)
    }

    fn attribute(&mut self, message: &mut Message) {
        let whole = message.text.clone();
        let whole = whole.reveal();
        if let Some(notice) = whole.strip_prefix("*** ") {
            return notice_or_file(notice, message);
        }
        let angled = whole.strip_prefix('<').and_then(|rest| rest.split_once("> "));
        let colon = || whole.split_once(": ").filter(|(name, _)| !name.contains('\n'));
        let empty =
            || whole.split('\n').next()?.strip_suffix(':').map(|name| (name, &whole[name.len() + 1..]));
        match angled.or_else(colon).or_else(empty) {
            Some((name, text)) => said(name, text, message),
            None => message.voice = Voice::System,
        }
    }
}

/// `*** <Ana> sent file "a.jpg"`, or what the application noted.
fn notice_or_file(notice: &str, message: &mut Message) {
    let sent = notice.strip_prefix('<').and_then(|rest| rest.split_once("> sent file"));
    let Some((name, file)) = sent else {
        message.voice = Voice::System;
        message.text = Private::new(notice);
        return;
    };
    let quoted = file.split('"').nth(1).unwrap_or_default();
    message.media.push(named(quoted));
    message.sender = Some(Private::new(name));
    message.text = Private::new(format!("sent file{file}"));
}

fn said(name: &str, text: &str, message: &mut Message) {
    message.sender = Some(Private::new(name));
    message.text = Private::new(text);
    message.media.extend(text.lines().filter_map(linked));
    let Some((details, _)) = text.strip_prefix('[').and_then(|rest| rest.split_once(']')) else { return };
    if details.split(", ").any(|detail| detail == "edited") {
        message.marks.push(Mark::Edited);
    }
    if details.ends_with(" message") && text.len() == details.len() + 2 {
        message.voice = Voice::System;
    }
}

/// `![name](path)` and `[name](path)`: a file beside the transcript.
fn linked(line: &str) -> Option<Media> {
    let inside = line.trim().trim_start_matches('!').strip_prefix('[')?.strip_suffix(')')?;
    let (_, path) = inside.split_once("](")?;
    (!path.contains("://")).then(|| named(path))
}
