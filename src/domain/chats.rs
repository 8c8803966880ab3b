//! Imported chats: all messages of one export in one record, each addressable by set and number.

use super::evidence::BlobRef;
use super::policy::{ImportPosts, ReadRecords};
use super::posts::{Page, Rejected};
use super::{Document, Moment, Private, RecordId};
use serde::{Deserialize, Serialize};

choices! {
    /// In which order a written date names day, month and year.
    DateOrder {
        Dmy = "dmy", "Día/mes/año", "Day/month/year";
        Mdy = "mdy", "Mes/día/año", "Month/day/year";
        Ymd = "ymd", "Año/mes/día", "Year/month/day";
    }
}

choices! {
    /// What the order of dates rests on.
    OrderBasis {
        Person = "person", "Lo decidió quien importó", "Decided by whoever imported it";
        File = "file", "Lo demuestra el archivo", "Proven by the file";
        Unneeded = "unneeded", "El archivo no deja duda", "The file leaves no doubt";
    }
}

/// How the dates of a chat were read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatesRead {
    /// `None` where the file's dates need no order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<DateOrder>,
    pub basis: OrderBasis,
    /// Of dates that do not say theirs.
    pub time_zone: String,
}

/// An account that takes part in a chat.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Participant {
    /// Name or number, as the export shows it.
    pub name: Private,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Private>,
    pub messages: u64,
    /// Who it is, once somebody has said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<RecordId>,
}

/// A file that came with a message, as an item of evidence of its own.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChatFile {
    /// As the messages name it.
    pub name: Private,
    pub evidence: RecordId,
}

/// The messages of one exported file. The file itself is an evidence item, untouched.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChatSet {
    pub title: Private,
    /// The evidence item that holds the imported file.
    pub original: RecordId,
    /// The format's code.
    pub format: String,
    pub dates: DatesRead,
    pub messages: BlobRef,
    pub pages: Vec<Page>,
    pub counts: ChatCounts,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<Moment>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<Moment>,
    /// The names of the chats in the file, as far as it gives them.
    #[serde(default)]
    pub chats: Vec<Private>,
    #[serde(default)]
    pub participants: Vec<Participant>,
    #[serde(default)]
    pub files: Vec<ChatFile>,
    /// The first of the rejected, at most as many as of posts.
    #[serde(default)]
    pub rejects: Vec<Rejected>,
}

/// The balance of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChatCounts {
    /// Lines, or elements of a JSON file.
    pub units: u64,
    /// What people said, and what the application noted: together they are the messages.
    pub said: u64,
    pub system: u64,
    /// Lines that go on with the message before.
    pub continued: u64,
    pub blank: u64,
    pub rejected: u64,
    /// Things that came with messages, and how many of them the export did not bring along.
    pub media: u64,
    pub media_absent: u64,
}

impl ChatCounts {
    pub fn messages(&self) -> u64 {
        self.said + self.system
    }
}

impl ChatSet {
    pub const MOST_PARTICIPANTS: usize = 20_000;
    /// Rejected lines are all counted; so many are listed.
    pub const MOST_REJECTS_KEPT: usize = 10_000;
}

impl Document for ChatSet {
    const KIND: &'static str = "chat-set";
    const PREFIX: &'static str = "M";
    type Read = ReadRecords;
    type Write = ImportPosts;

    fn title(&self) -> &Private {
        &self.title
    }
    fn search_text<'a>(&'a self, found: &mut dyn FnMut(&'a Private)) {
        found(&self.title);
        self.chats.iter().for_each(&mut *found);
        for participant in &self.participants {
            found(&participant.name);
            participant.id.iter().for_each(&mut *found);
        }
    }
    fn mentions(&self) -> Vec<RecordId> {
        let people = self.participants.iter().filter_map(|participant| participant.person);
        let files = self.files.iter().map(|file| file.evidence);
        std::iter::once(self.original).chain(people).chain(files).collect()
    }
}
