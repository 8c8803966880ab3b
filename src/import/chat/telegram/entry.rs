//! One entry of a Telegram chat: something said, or something that the application notes.

use crate::domain::message::{Mark, Media, MediaKind, Message, Voice};
use crate::domain::{Moment, Private};
use crate::import::chat::media::kind_by_name;
use crate::import::chat::transcript;
use crate::import::chat::{ChatTally, Error};
use crate::import::json;
use crate::import::lenient::{List, Obj, Text};
use crate::import::{Place, RejectReason};
use jiff::tz::TimeZone;
use serde::Deserialize;

/// Only what is read: the record is kept whole beside it.
#[derive(Deserialize)]
struct Entry<'a> {
    #[serde(default)]
    id: AnyId,
    #[serde(borrow, default, rename = "type")]
    kind: Text<'a>,
    #[serde(borrow, default)]
    date: Text<'a>,
    #[serde(borrow, default)]
    date_unixtime: Text<'a>,
    #[serde(borrow, default)]
    edited: Text<'a>,
    #[serde(borrow, default)]
    edited_unixtime: Text<'a>,
    #[serde(borrow, default)]
    from: Text<'a>,
    #[serde(default)]
    from_id: AnyId,
    #[serde(borrow, default)]
    actor: Text<'a>,
    #[serde(default)]
    actor_id: AnyId,
    #[serde(borrow, default)]
    action: Text<'a>,
    #[serde(borrow, default)]
    title: Text<'a>,
    #[serde(borrow, default)]
    members: List<Text<'a>>,
    #[serde(default)]
    text: Words,
    #[serde(borrow, default)]
    forwarded_from: Text<'a>,
    #[serde(default)]
    forwarded_from_id: AnyId,
    #[serde(default)]
    reply_to_message_id: AnyId,
    #[serde(borrow, default)]
    photo: Text<'a>,
    #[serde(borrow, default)]
    file: Text<'a>,
    #[serde(borrow, default)]
    file_name: Text<'a>,
    #[serde(borrow, default)]
    media_type: Text<'a>,
    #[serde(borrow, default)]
    contact_vcard: Text<'a>,
    #[serde(default)]
    contact_information: Obj<Anything>,
    #[serde(default)]
    location_information: Obj<Anything>,
}

#[derive(Deserialize)]
struct Anything {}

/// An id is a number, or text such as `user17`.
#[derive(Default)]
struct AnyId(Option<String>);

impl<'de> Deserialize<'de> for AnyId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(match serde_json::Value::deserialize(deserializer)? {
            serde_json::Value::Number(number) => Some(number.to_string()),
            serde_json::Value::String(text) => Some(text).filter(|text| !text.is_empty()),
            _ => None,
        }))
    }
}

impl AnyId {
    fn take(self) -> Option<Private> {
        self.0.map(Private::new)
    }
}

/// Text is a string, or a list of strings and of pieces with a kind (`{"type": "bold", "text": …}`).
#[derive(Default)]
struct Words(String);

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde_json::Value;
        let piece = |value: &Value| match value {
            Value::String(text) => text.clone(),
            other => other.get("text").and_then(Value::as_str).unwrap_or_default().to_owned(),
        };
        Ok(Self(match Value::deserialize(deserializer)? {
            Value::Array(pieces) => pieces.iter().map(piece).collect(),
            value => piece(&value),
        }))
    }
}

pub fn entry(
    place: Place,
    chat: Option<&Private>,
    text: &str,
    zone: &TimeZone,
    tally: &mut ChatTally,
) -> Result<(), Error> {
    let message = json::object::<Entry>(text).and_then(|entry| message(place, entry, zone));
    match message {
        Ok(mut message) => {
            message.chat = chat.cloned();
            message.raw = Some(Private::new(text));
            tally.message(message)
        }
        Err(RejectReason::NotAPost) => tally.reject(place, RejectReason::NotAMessage),
        Err(reason) => tally.reject(place, reason),
    }
}

fn message(place: Place, entry: Entry<'_>, zone: &TimeZone) -> Result<Message, RejectReason> {
    let voice = match entry.kind.get() {
        Some("message") => Voice::Person,
        Some("service" | "unsupported") => Voice::System,
        _ => return Err(RejectReason::NotAMessage),
    };
    let stamp = entry.date.filled().or(entry.date_unixtime.filled()).unwrap_or_default();
    let at = moment(&entry.date_unixtime, &entry.date, zone).ok_or(RejectReason::BadDate)?;
    let mut message = Message::new(voice, place.number, stamp, "");
    message.at = Some(at);
    message.edited_at = moment(&entry.edited_unixtime, &entry.edited, zone);
    message.media = media(&entry);
    message.text = match voice {
        Voice::Person => Private::new(entry.text.0),
        Voice::System => Private::new(notice(&entry)),
    };
    if message.edited_at.is_some() {
        message.marks.push(Mark::Edited);
    }
    let private = |text: &Text<'_>| text.filled().map(Private::new);
    message.forwarded_from = private(&entry.forwarded_from).or(entry.forwarded_from_id.take());
    if message.forwarded_from.is_some() {
        message.marks.push(Mark::Forwarded);
    }
    message.sender = private(&entry.from).or(private(&entry.actor));
    message.sender_id = entry.from_id.take().or(entry.actor_id.take());
    message.id = entry.id.take();
    message.reply_to = entry.reply_to_message_id.take();
    Ok(message)
}

/// Unix seconds where the export has them; older ones have local time only.
fn moment(unix: &Text<'_>, local: &Text<'_>, zone: &TimeZone) -> Option<Moment> {
    let unix = unix.get().and_then(|text| text.parse::<i64>().ok());
    if let Some(seconds) = unix {
        return jiff::Timestamp::from_second(seconds).ok().map(Moment::from_timestamp);
    }
    transcript::moment(local.get()?.parse().ok()?, zone)
}

/// What the application notes, in its own terms: `invite_members "Grupo": Ana, Luis`.
fn notice(entry: &Entry<'_>) -> String {
    let mut said = entry.action.get().unwrap_or_default().to_owned();
    if let Some(title) = entry.title.filled() {
        said.push_str(&format!(" \"{title}\""));
    }
    let members: Vec<&str> = entry.members.iter().filter_map(Text::get).collect();
    if !members.is_empty() {
        said.push_str(&format!(": {}", members.join(", ")));
    }
    if !entry.text.0.is_empty() {
        said.push_str(&format!(" {}", entry.text.0));
    }
    said.trim().to_owned()
}

fn media(entry: &Entry<'_>) -> Vec<Media> {
    let kind = |path: &str| match entry.media_type.get() {
        Some("sticker") => MediaKind::Sticker,
        Some("video_file" | "video_message") => MediaKind::Video,
        Some("voice_message" | "audio_file") => MediaKind::Audio,
        Some("animation") => MediaKind::Image,
        _ => kind_by_name(entry.file_name.get().unwrap_or(path)),
    };
    let mut found = Vec::new();
    if let Some(path) = entry.photo.filled() {
        found.push(Media { kind: MediaKind::Image, name: came_along(path) });
    }
    if let Some(path) = entry.file.filled() {
        let kind = if came_along(path).is_blank() { kind("") } else { kind(path) };
        found.push(Media { kind, name: came_along(path) });
    }
    if entry.contact_information.get().is_some() {
        let path = entry.contact_vcard.filled().unwrap_or_default();
        found.push(Media { kind: MediaKind::Contact, name: came_along(path) });
    }
    if entry.location_information.get().is_some() {
        found.push(Media { kind: MediaKind::Place, name: Private::default() });
    }
    found
}

/// `(File not included. Change data exporting settings to download.)` is no path.
fn came_along(path: &str) -> Private {
    Private::new(if path.starts_with('(') && path.ends_with(')') { "" } else { path })
}
