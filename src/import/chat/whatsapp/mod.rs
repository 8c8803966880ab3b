//! WhatsApp's "export chat": `3/4/24, 8:15 p. m. - Ana: …` of Android, `[3/4/24, 8:15:07 p. m.] Ana: …` of
//! iOS, in the date forms of any locale with Western digits; its own words in Spanish and English.

mod body;
mod notices;

use super::stamp::{Cursor, is_mark};
use super::transcript::{self, Dialect, Form, Header, When};
use super::{ChatFormat, ChatSet, ChatTally, Error, Judge, Reading};
use crate::domain::message::{Message, Voice};
use crate::domain::{Lang, Private};
use crate::import::{Head, Recognition};
use std::collections::HashSet;
use std::io::BufRead;

pub struct WhatsApp;

impl ChatFormat for WhatsApp {
    fn code(&self) -> &'static str {
        "whatsapp"
    }

    fn label(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Es => "WhatsApp (texto exportado)",
            Lang::En => "WhatsApp (exported text)",
        }
    }

    fn recognises(&self, head: &Head) -> Recognition {
        if head.bytes.trim_ascii_start().starts_with(b"{") {
            return Recognition::No;
        }
        let text = String::from_utf8_lossy(head.bytes);
        match text.lines().find_map(header) {
            Some(_) => Recognition::Likely,
            None => Recognition::No,
        }
    }

    fn survey(&self, from: &mut dyn BufRead, judge: &mut Judge) -> Result<(), Error> {
        transcript::survey(from, &Speakers::default(), judge)
    }

    fn read(&self, from: &mut dyn BufRead, reading: &Reading, tally: &mut ChatTally) -> Result<(), Error> {
        transcript::read(from, &mut Speakers::default(), reading, tally)
    }
}

fn header(line: &str) -> Option<Header<'_>> {
    let mut cursor = Cursor(line);
    let form = if cursor.eat(&['[']).is_some() { Form::Brackets } else { Form::Dash };
    let before = cursor.0;
    let stamp = cursor.stamp()?;
    let written =
        before[..before.len() - cursor.0.len()].trim_matches(|letter| is_mark(letter) || letter == ' ');
    match form {
        Form::Brackets => cursor.eat(&[']'])?,
        _ => {
            let spaced = cursor.spaces();
            let dash = cursor.eat(&['-', '–'])?;
            spaced.then_some(dash)?
        }
    };
    // One space belongs to the head; a mark of direction behind it belongs to the text.
    let rest = cursor.0.strip_prefix([' ', '\u{A0}', '\u{202F}']).unwrap_or(cursor.0);
    Some(Header { form, when: When::Numbers(stamp), written, rest })
}

/// Whoever has spoken in a chat: a name with a colon is a speaker when it was one before.
#[derive(Default)]
struct Speakers(HashSet<String>);

impl Dialect for Speakers {
    fn header<'t>(&self, line: &'t str) -> Option<Header<'t>> {
        header(line)
    }

    fn attribute(&mut self, message: &mut Message) {
        let whole = message.text.clone();
        match self.split(whole.reveal()) {
            Some((name, text)) if notices::is_from_the_application(text) => {
                message.voice = Voice::System;
                message.sender = Some(Private::new(name));
                message.text = Private::new(text);
            }
            Some((name, text)) => {
                self.remember(name);
                message.sender = Some(Private::new(name));
                message.text = Private::new(text);
                body::describe(text, message);
            }
            None => message.voice = Voice::System,
        }
    }
}

impl Speakers {
    fn remember(&mut self, name: &str) {
        if self.0.len() < ChatSet::MOST_PARTICIPANTS && !self.0.contains(name) {
            self.0.insert(name.to_owned());
        }
    }

    /// Name and text of a line that somebody says. A notice has no colon, or has one within what
    /// it quotes: `Ana changed the subject to "Plan: B"`.
    fn split<'t>(&self, whole: &'t str) -> Option<(&'t str, &'t str)> {
        let first = whole.split('\n').next().unwrap_or(whole);
        if let Some((name, _)) = first.split_once(": ") {
            let known = self.0.contains(name);
            let text = &whole[name.len() + 2..];
            return (known || !notices::is_notice(first)).then_some((name, text));
        }
        let (name, said) = first.split_once(':')?;
        // `Ana:` with nothing behind it, and `Ana:.`
        let speaks = self.0.contains(name) || (said.is_empty() && !notices::is_notice(first));
        speaks.then(|| (name, &whole[name.len() + 1..]))
    }
}
