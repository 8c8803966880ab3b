//! Takes messages as they are read: pages them, and keeps what the record of their set says.

use super::chat_import::refused;
use super::chat_pages::MessagePages;
use super::{Error, OnProgress, Progress, Result};
use crate::domain::chats::{ChatCounts, ChatFile, ChatSet, DatesRead, Participant};
use crate::domain::evidence::BlobRef;
use crate::domain::message::{MediaKind, Message, Voice};
use crate::domain::posts::{Page, Rejected};
use crate::domain::{Choice, Moment, Private, Problem, RecordId};
use crate::import::Reject;
use crate::import::chat::{self, ChatRead, ChatSink, ChatSummary};
use std::collections::{BTreeSet, HashMap};
use std::ops::ControlFlow;

/// What reading a chat brought.
pub struct Collected {
    /// Where the messages are sealed, once they are.
    pub blob: Option<BlobRef>,
    pub summary: ChatSummary,
    dates: DatesRead,
    pages: Vec<Page>,
    notes: Notes,
    /// The files of messages that came along.
    pub files: BTreeSet<Private>,
}

impl Collected {
    pub fn set(
        &self,
        title: Private,
        original: RecordId,
        messages: BlobRef,
        files: Vec<ChatFile>,
    ) -> ChatSet {
        let notes = &self.notes;
        ChatSet {
            title,
            original,
            format: self.summary.format.into(),
            dates: self.dates.clone(),
            messages,
            pages: self.pages.clone(),
            counts: ChatCounts { media: notes.media, media_absent: notes.absent, ..self.summary.counts },
            first: notes.first,
            last: notes.last,
            chats: notes.chats.clone(),
            participants: notes.participants.clone(),
            files,
            rejects: notes.rejects.clone(),
        }
    }
}

/// What is noted while messages go by.
#[derive(Default)]
struct Notes {
    participants: Vec<Participant>,
    known: HashMap<(Option<Private>, Option<Private>), usize>,
    chats: Vec<Private>,
    first: Option<Moment>,
    last: Option<Moment>,
    media: u64,
    absent: u64,
    rejects: Vec<Rejected>,
}

impl Notes {
    fn see(&mut self, message: &Message) {
        if let Some(at) = message.at {
            self.first = Some(self.first.map_or(at, |first| first.min(at)));
            self.last = Some(self.last.map_or(at, |last| last.max(at)));
        }
        if let Some(chat) = &message.chat
            && self.chats.last() != Some(chat)
            && self.chats.len() < ChatSet::MOST_PARTICIPANTS
        {
            self.chats.push(chat.clone());
        }
        if message.voice == Voice::Person && (message.sender.is_some() || message.sender_id.is_some()) {
            self.heard(message);
        }
    }

    fn heard(&mut self, message: &Message) {
        let who = (message.sender.clone(), message.sender_id.clone());
        match self.known.get(&who) {
            Some(place) => self.participants[*place].messages += 1,
            None if self.participants.len() < ChatSet::MOST_PARTICIPANTS => {
                self.known.insert(who.clone(), self.participants.len());
                let name = who.0.or_else(|| who.1.clone()).unwrap_or_default();
                self.participants.push(Participant { name, id: who.1, messages: 1, person: None });
            }
            None => {}
        }
    }
}

pub struct Collector<'w> {
    pages: MessagePages,
    notes: Notes,
    files: BTreeSet<Private>,
    /// Whether a file came along with the messages.
    brought: &'w dyn Fn(&str) -> bool,
    found: u64,
    total: u64,
    watch: OnProgress<'w>,
    failed: Option<Error>,
    cancelled: bool,
}

impl<'w> Collector<'w> {
    pub fn new(
        pages: MessagePages,
        total: u64,
        watch: OnProgress<'w>,
        brought: &'w dyn Fn(&str) -> bool,
    ) -> Self {
        let (notes, files, failed) = (Notes::default(), BTreeSet::new(), None);
        Self { pages, notes, files, brought, found: 0, total, watch, failed, cancelled: false }
    }

    pub fn finish(self, read: Result<ChatRead, chat::Error>) -> Result<Collected> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        if self.cancelled {
            return Err(Error::Cancelled);
        }
        let ChatRead { summary, dates } = read.map_err(refused)?;
        if self.found == 0 {
            return Err(nothing_in_it(&summary, self.notes.rejects.first()));
        }
        let pages = self.pages.finish()?;
        Ok(Collected { blob: None, summary, dates, pages, notes: self.notes, files: self.files })
    }

    fn media(&mut self, message: &Message) {
        for media in message.media.iter().filter(|media| media.kind != MediaKind::Place) {
            self.notes.media += 1;
            match (self.brought)(media.name.reveal()) {
                true => drop(self.files.insert(media.name.clone())),
                false => self.notes.absent += 1,
            }
        }
    }
}

impl ChatSink for Collector<'_> {
    fn message(&mut self, message: Message) -> ControlFlow<()> {
        self.found += 1;
        self.notes.see(&message);
        self.media(&message);
        match self.pages.push(message) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.failed = Some(error);
                ControlFlow::Break(())
            }
        }
    }

    fn reject(&mut self, reject: Reject) -> ControlFlow<()> {
        if self.notes.rejects.len() < ChatSet::MOST_REJECTS_KEPT {
            self.notes.rejects.push(Rejected { place: reject.place, reason: reject.reason.code().into() });
        }
        ControlFlow::Continue(())
    }

    fn progress(&mut self, done: u64) -> ControlFlow<()> {
        let flow = (self.watch)(Progress { done, total: Some(self.total), found: self.found });
        self.cancelled |= flow.is_break();
        flow
    }
}

/// Everything was read and nothing is a message: the first reject says why.
fn nothing_in_it(summary: &ChatSummary, first: Option<&Rejected>) -> Error {
    let detail = first
        .map(|reject| format!("{} {}: {}", reject.place.unit.code(), reject.place.number, reject.reason));
    let detail = detail.unwrap_or_else(|| format!("{} bytes", summary.bytes));
    Error::Invalid(vec![Problem::new("file", "chat-no-messages").with(detail)])
}
