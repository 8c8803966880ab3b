//! Telegram Desktop's JSON export: `result.json` of one chat, or of a whole account.
//!
//! The file is one JSON object; its `messages` are handed out one by one as they are read, however
//! long the file is.

use super::report::ChatTally;
use super::{ChatFormat, Error, Reading};
use crate::domain::Lang;
use crate::import::{Head, Recognition};
use std::io::BufRead;

mod entry;
mod stream;

pub struct Telegram;

impl ChatFormat for Telegram {
    fn code(&self) -> &'static str {
        "telegram"
    }

    fn label(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Es => "Telegram Desktop (JSON)",
            Lang::En => "Telegram Desktop (JSON)",
        }
    }

    fn recognises(&self, head: &Head) -> Recognition {
        let marks = ["date_unixtime", "from", "actor", "text_entities", "date"];
        let within = |list: &str| marks.iter().any(|mark| head.has(&[&format!("{list}.{mark}")]));
        let one = head.has(&["messages.type"]) && within("messages");
        let account = ["chats", "left_chats"].iter().any(|list| head.has(&[&format!("{list}.list")]));
        match one || account {
            true => Recognition::Sure,
            false if head.has(&["messages"]) && head.has(&["name", "type", "id"]) => Recognition::Likely,
            // The beginning of an account's export may be all contacts.
            false if head.has(&["about", "personal_information"]) => Recognition::Likely,
            false => Recognition::No,
        }
    }

    fn read(&self, from: &mut dyn BufRead, reading: &Reading, tally: &mut ChatTally) -> Result<(), Error> {
        stream::read(from, tally, |place, chat, text, tally| {
            entry::entry(place, chat, text, &reading.zone, tally)
        })
    }
}
