//! A sink that keeps everything, for looking at.

use crate::domain::chats::DateOrder;
use crate::domain::message::{Mark, Media, Message, Voice};
use crate::import::chat::{
    self, Alone, ChatFormat, ChatOptions, ChatRead, ChatSink, ChatSummary, Error, Source,
};
use crate::import::{Reject, RejectReason};
use std::io::Cursor;
use std::ops::ControlFlow;

#[derive(Default)]
pub struct Basket {
    pub messages: Vec<Message>,
    pub rejects: Vec<Reject>,
}

impl ChatSink for Basket {
    fn message(&mut self, message: Message) -> ControlFlow<()> {
        self.messages.push(message);
        ControlFlow::Continue(())
    }

    fn reject(&mut self, reject: Reject) -> ControlFlow<()> {
        self.rejects.push(reject);
        ControlFlow::Continue(())
    }
}

/// A message as a line: who (`*` for the application), and what.
pub fn shown(message: &Message) -> String {
    let sender = message.sender.as_ref().map_or("", |sender| sender.reveal());
    let sign = if message.voice == Voice::System { "*" } else { "" };
    format!("{sign}{sender}|{}", message.text.reveal())
}

impl Basket {
    pub fn shown(&self) -> Vec<String> {
        self.messages.iter().map(shown).collect()
    }

    pub fn at(&self) -> Vec<String> {
        self.messages.iter().map(|message| message.at.unwrap().to_string()).collect()
    }

    pub fn why(&self) -> Vec<(u64, RejectReason)> {
        self.rejects.iter().map(|reject| (reject.place.number, reject.reason)).collect()
    }

    pub fn media(&self) -> Vec<&Media> {
        self.messages.iter().flat_map(|message| &message.media).collect()
    }

    pub fn marks(&self) -> Vec<(u64, Mark)> {
        let of =
            |message: &Message| message.marks.iter().map(|mark| (message.line, *mark)).collect::<Vec<_>>();
        self.messages.iter().flat_map(of).collect()
    }
}

pub const UTC: &str = "UTC";

/// And checks the balance, which must hold for any file.
pub fn from(
    source: &mut dyn Source,
    format: Option<&'static dyn ChatFormat>,
    options: &ChatOptions,
) -> Result<(ChatRead, Basket), Error> {
    let mut basket = Basket::default();
    let read = chat::read(source, format, options, &mut basket)?;
    balanced(&read.summary, &basket);
    Ok((read, basket))
}

fn balanced(summary: &ChatSummary, basket: &Basket) {
    let counts = summary.counts;
    assert_eq!(counts.messages(), basket.messages.len() as u64);
    assert_eq!(counts.rejected, basket.rejects.len() as u64);
    assert_eq!(summary.rejects.values().sum::<u64>(), counts.rejected);
    assert_eq!(
        counts.units,
        counts.messages() + counts.continued + counts.blank + counts.rejected,
        "{counts:?}"
    );
}

pub fn with(
    bytes: impl AsRef<[u8]>,
    format: Option<&'static dyn ChatFormat>,
    order: Option<DateOrder>,
    zone: &str,
) -> Result<(ChatRead, Basket), Error> {
    let options = ChatOptions { order, time_zone: zone.to_owned() };
    from(&mut Alone(Cursor::new(bytes)), format, &options)
}

/// Reads a chat as if nothing were known about it.
pub fn read(bytes: impl AsRef<[u8]>) -> Result<(ChatRead, Basket), Error> {
    with(bytes, None, None, UTC)
}
