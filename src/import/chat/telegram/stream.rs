//! Finds the messages in a JSON document of any length: goes down through `chats`, `left_chats` and
//! `list`, passes over the rest, and holds at most one message.

use crate::domain::Private;
use crate::import::chat::{ChatTally, Error};
use crate::import::json::is_too_deep;
use crate::import::lines::LONGEST;
use crate::import::{Place, RejectReason};
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::cell::Cell;
use std::fmt;
use std::io::{self, BufRead, Read};

/// What is done with a message: its place, its chat, its JSON.
pub trait Entry: FnMut(Place, Option<&Private>, &str, &mut ChatTally) -> Result<(), Error> {}
impl<F: FnMut(Place, Option<&Private>, &str, &mut ChatTally) -> Result<(), Error>> Entry for F {}

pub fn read(from: &mut dyn BufRead, tally: &mut ChatTally, entry: impl Entry) -> Result<(), Error> {
    let (left, bytes) = (Cell::new(u64::MAX), Cell::new(0));
    let mut from = from;
    skip_mark(&mut from)?;
    let meter = Meter { from, left: &left, bytes: &bytes };
    let mut walk = Walk { tally, entry, left: &left, bytes: &bytes, number: 0, stopped: None };
    let mut json = serde_json::Deserializer::from_reader(meter);
    let walked = Level { walk: &mut walk, depth: 0 }.deserialize(&mut json).and_then(|()| json.end());
    if let Some(error) = walk.stopped.take() {
        return Err(error);
    }
    if let Err(error) = walked {
        let reason = match left.get() {
            0 => RejectReason::TooLong,
            _ => why(error)?,
        };
        walk.number += 1;
        let place = Place::element(walk.number);
        walk.tally.unit();
        walk.tally.break_off(place, reason)?;
    }
    walk.tally.read_so_far(bytes.get())
}

fn skip_mark(from: &mut &mut dyn BufRead) -> Result<(), Error> {
    if from.fill_buf()?.starts_with(b"\xEF\xBB\xBF") {
        from.consume(3);
    }
    Ok(())
}

fn why(error: serde_json::Error) -> Result<RejectReason, Error> {
    use serde_json::error::Category;
    match error.classify() {
        Category::Io => Err(io::Error::from(error).into()),
        Category::Eof => Ok(RejectReason::Truncated),
        _ if is_too_deep(&error) => Ok(RejectReason::TooDeep),
        _ if error.to_string().contains("invalid unicode code point") => Ok(RejectReason::NotUtf8),
        _ => Ok(RejectReason::NotJson),
    }
}

/// Counts bytes, and stops where one message takes more than any may.
struct Meter<'m> {
    from: &'m mut dyn BufRead,
    left: &'m Cell<u64>,
    bytes: &'m Cell<u64>,
}

impl Read for Meter<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if self.left.get() == 0 {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let read = self.from.read(to)?;
        self.bytes.set(self.bytes.get() + read as u64);
        self.left.set(self.left.get().saturating_sub(read as u64));
        Ok(read)
    }
}

struct Walk<'w, 't, E> {
    tally: &'w mut ChatTally<'t>,
    entry: E,
    left: &'w Cell<u64>,
    bytes: &'w Cell<u64>,
    number: u64,
    /// Why the walk was ended from within.
    stopped: Option<Error>,
}

impl<E: Entry> Walk<'_, '_, E> {
    fn message(&mut self, chat: Option<&Private>, json: &str) -> Result<(), Error> {
        self.number += 1;
        self.tally.unit();
        (self.entry)(Place::element(self.number), chat, json, self.tally)?;
        self.tally.read_so_far(self.bytes.get())
    }
}

/// An object on the way to the messages.
struct Level<'l, 'w, 't, E> {
    walk: &'l mut Walk<'w, 't, E>,
    depth: u8,
}

/// Account, list, chat: no export nests deeper.
const DEEPEST: u8 = 6;

macro_rules! nothing_here {
    () => {
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("any value")
        }
        fn visit_unit<X: serde::de::Error>(self) -> Result<(), X> {
            Ok(())
        }
        fn visit_bool<X: serde::de::Error>(self, _: bool) -> Result<(), X> {
            Ok(())
        }
        fn visit_i64<X: serde::de::Error>(self, _: i64) -> Result<(), X> {
            Ok(())
        }
        fn visit_u64<X: serde::de::Error>(self, _: u64) -> Result<(), X> {
            Ok(())
        }
        fn visit_f64<X: serde::de::Error>(self, _: f64) -> Result<(), X> {
            Ok(())
        }
        fn visit_str<X: serde::de::Error>(self, _: &str) -> Result<(), X> {
            Ok(())
        }
    };
}

impl<'de, E: Entry> DeserializeSeed<'de> for Level<'_, '_, '_, E> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.depth > DEEPEST {
            return deserializer.deserialize_ignored_any(IgnoredAny).map(|_| ());
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de, E: Entry> Visitor<'de> for Level<'_, '_, '_, E> {
    type Value = ();
    nothing_here!();

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let depth = self.depth + 1;
        while list.next_element_seed(Level { walk: &mut *self.walk, depth })?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        let (mut name, depth) = (None, self.depth + 1);
        while let Some(key) = object.next_key::<Key>()? {
            match key {
                Key::Name => name = object.next_value::<Name>()?.0,
                Key::Messages => {
                    let chat = name.clone();
                    object.next_value_seed(Messages { walk: &mut *self.walk, chat })?;
                }
                Key::Inner => object.next_value_seed(Level { walk: &mut *self.walk, depth })?,
                Key::Other => drop(object.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

/// The keys that lead on.
enum Key {
    Name,
    Messages,
    Inner,
    Other,
}

impl<'de> serde::Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Keys;
        impl Visitor<'_> for Keys {
            type Value = Key;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }
            fn visit_str<X: serde::de::Error>(self, key: &str) -> Result<Key, X> {
                Ok(match key {
                    "name" => Key::Name,
                    "messages" => Key::Messages,
                    "chats" | "left_chats" | "list" => Key::Inner,
                    _ => Key::Other,
                })
            }
        }
        deserializer.deserialize_str(Keys)
    }
}

/// The name of a chat; some have none.
struct Name(Option<Private>);

impl<'de> serde::Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = crate::import::lenient::Text::deserialize(deserializer)?;
        Ok(Self(text.filled().map(Private::new)))
    }
}

struct Messages<'l, 'w, 't, E> {
    walk: &'l mut Walk<'w, 't, E>,
    chat: Option<Private>,
}

impl<'de, E: Entry> DeserializeSeed<'de> for Messages<'_, '_, '_, E> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, E: Entry> Visitor<'de> for Messages<'_, '_, '_, E> {
    type Value = ();
    nothing_here!();

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        loop {
            // What was read ahead of this message counts as its own: a little less for each.
            self.walk.left.set(LONGEST as u64);
            let found = list.next_element::<Box<RawValue>>()?;
            self.walk.left.set(u64::MAX);
            let Some(json) = found else { return Ok(()) };
            if let Err(error) = self.walk.message(self.chat.as_ref(), json.get()) {
                self.walk.stopped = Some(error);
                return Err(A::Error::custom("stopped"));
            }
        }
    }
}
