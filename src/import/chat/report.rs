//! What an import says about a chat: every line or element of it is a message, goes on with one, is
//! blank, or was rejected with a reason.

use super::error::Error;
use crate::domain::chats::ChatCounts;
use crate::domain::message::{Message, Voice};
use crate::import::report::proceed;
use crate::import::{Place, Reject, RejectReason};
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// Who receives the messages. `Break` stops the import.
pub trait ChatSink {
    fn message(&mut self, message: Message) -> ControlFlow<()>;
    fn reject(&mut self, reject: Reject) -> ControlFlow<()>;
    /// Called about once per 256 KiB read.
    fn progress(&mut self, _bytes_read: u64) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

/// The balance of one file. `units` = said + system + continued + blank + rejected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChatSummary {
    /// The code of the format that read it.
    pub format: &'static str,
    pub bytes: u64,
    pub counts: ChatCounts,
    pub rejects: BTreeMap<RejectReason, u64>,
    /// The rest of the file could not be divided into messages: the last reject says where.
    pub broken_off: bool,
}

/// A sink that keeps the balance. Formats speak to this, so that no line escapes the count.
pub struct ChatTally<'a> {
    sink: &'a mut dyn ChatSink,
    told: u64,
    summary: ChatSummary,
}

impl<'a> ChatTally<'a> {
    const STEP: u64 = 256 * 1024;

    pub fn new(format: &'static str, sink: &'a mut dyn ChatSink) -> Self {
        Self { sink, told: 0, summary: ChatSummary { format, ..ChatSummary::default() } }
    }

    pub(super) fn finish(self) -> ChatSummary {
        self.summary
    }

    pub fn unit(&mut self) {
        self.summary.counts.units += 1;
    }

    pub fn continued(&mut self) {
        self.summary.counts.continued += 1;
    }

    pub fn blank(&mut self) {
        self.summary.counts.blank += 1;
    }

    pub fn message(&mut self, message: Message) -> Result<(), Error> {
        let counts = &mut self.summary.counts;
        match message.voice {
            Voice::Person => counts.said += 1,
            Voice::System => counts.system += 1,
        }
        counts.media += message.media.len() as u64;
        Ok(proceed(self.sink.message(message))?)
    }

    pub fn reject(&mut self, place: Place, reason: RejectReason) -> Result<(), Error> {
        self.summary.counts.rejected += 1;
        *self.summary.rejects.entry(reason).or_default() += 1;
        Ok(proceed(self.sink.reject(Reject { place, reason }))?)
    }

    /// The rest of the file cannot be divided into messages.
    pub fn break_off(&mut self, place: Place, reason: RejectReason) -> Result<(), Error> {
        self.summary.broken_off = true;
        self.reject(place, reason)
    }

    pub fn read_so_far(&mut self, bytes: u64) -> Result<(), Error> {
        self.summary.bytes = bytes;
        if bytes < self.told + Self::STEP {
            return Ok(());
        }
        self.told = bytes;
        Ok(proceed(self.sink.progress(bytes))?)
    }
}
