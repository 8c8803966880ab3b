//! What the pages on chats show.

use crate::domain::chats::{ChatSet, Participant};
use crate::domain::evidence::Evidence;
use crate::domain::link::Target;
use crate::domain::message::{Media, Message, Voice};
use crate::domain::posts::Rejected;
use crate::domain::{Choice, Lang, Moment, Private, Recorded};
use crate::service::chats::{Found, RejectReason, Unit, by_code};
use crate::web::files::shown_name;
use crate::web::form::Term;
use crate::web::handlers::posts::snippet::snippet;
use crate::web::names::{Colleagues, End, Records, address};
use crate::web::visit::InCase;
use serde::Serialize;

/// Rejects listed on the page; the original has them all.
const MOST_REJECTS: usize = 200;

fn format_label(code: &str, lang: Lang) -> String {
    by_code(code).map_or(code, |format| format.label(lang)).to_owned()
}

/// A chat in the list.
#[derive(Serialize)]
pub struct Row {
    reference: String,
    url: String,
    title: Private,
    format: String,
    messages: u64,
    participants: usize,
    rejected: u64,
    from: Option<Moment>,
    to: Option<Moment>,
    imported: Moment,
    by: Private,
}

pub fn row(visit: &InCase, set: &Recorded<ChatSet>, colleagues: &Colleagues) -> Row {
    Row {
        reference: set.reference.clone(),
        url: address(&visit.url(), &set.reference),
        title: set.body.title.clone(),
        format: format_label(&set.body.format, visit.lang),
        messages: set.body.counts.messages(),
        participants: set.body.participants.len(),
        rejected: set.body.counts.rejected,
        from: set.body.first,
        to: set.body.last,
        imported: set.recorded_at,
        by: colleagues.name(set.recorded_by),
    }
}

/// A chat to choose in a search.
#[derive(Serialize)]
pub struct SetName {
    reference: String,
    title: Private,
}

pub fn set_name(set: &Recorded<ChatSet>) -> SetName {
    SetName { reference: set.reference.clone(), title: set.body.title.clone() }
}

/// The page of a chat.
#[derive(Serialize)]
pub struct Report {
    #[serde(flatten)]
    row: Row,
    source: Private,
    said: u64,
    system: u64,
    media: u64,
    media_absent: u64,
    order: &'static str,
    basis: &'static str,
    time_zone: String,
    original: Original,
}

#[derive(Serialize)]
struct Original {
    reference: String,
    url: String,
    name: String,
    size: u64,
    sha256: String,
    download: String,
}

pub fn report(
    visit: &InCase,
    set: &Recorded<ChatSet>,
    original: &Recorded<Evidence>,
    colleagues: &Colleagues,
) -> Report {
    let (file, counts, dates) = (&original.body.file, set.body.counts, &set.body.dates);
    let url = address(&visit.url(), &original.reference);
    Report {
        row: row(visit, set, colleagues),
        source: original.body.provenance.source.clone(),
        said: counts.said,
        system: counts.system,
        media: counts.media,
        media_absent: counts.media_absent,
        order: dates.order.map_or("", |order| order.label(visit.lang)),
        basis: dates.basis.label(visit.lang),
        time_zone: dates.time_zone.clone(),
        original: Original {
            reference: original.reference.clone(),
            name: shown_name(file.name.reveal()),
            size: file.blob.length,
            sha256: file.blob.sha256.to_string(),
            download: format!("{url}/original"),
            url,
        },
    }
}

/// A participant, and who that is.
#[derive(Serialize)]
pub struct Shown {
    number: usize,
    name: Private,
    id: Option<Private>,
    messages: u64,
    person: Option<End>,
}

/// The person that a participant may be.
#[derive(Serialize)]
pub struct Choices {
    pub person: Vec<Term>,
}

/// Participants listed on the page: those who say most.
const MOST_PARTICIPANTS: usize = 100;

pub fn participants(set: &ChatSet, records: &Records) -> Vec<Shown> {
    let mut shown: Vec<(usize, &Participant)> = set.participants.iter().enumerate().collect();
    shown.sort_by_key(|(_, one)| std::cmp::Reverse(one.messages));
    shown.truncate(MOST_PARTICIPANTS);
    let show = |(number, one): (usize, &Participant)| Shown {
        number,
        name: one.name.clone(),
        id: one.id.clone(),
        messages: one.messages,
        person: one.person.map(|person| records.end(Target::Record(person))),
    };
    shown.into_iter().map(show).collect()
}

/// A message as a line of a transcript.
#[derive(Serialize)]
pub struct Line {
    number: u64,
    reference: String,
    url: String,
    system: bool,
    /// Somebody else speaks than in the line before.
    turns: bool,
    who: Private,
    at: Option<Moment>,
    text: Private,
    marks: Vec<&'static str>,
    media: Vec<File>,
    /// Where another chat of the same file begins.
    chat: Private,
}

/// A thing that came with a message, and where it is.
#[derive(Serialize)]
pub struct File {
    kind: &'static str,
    name: String,
    /// Blank where it did not come along.
    reference: String,
    url: String,
}

fn who(message: &Message) -> Private {
    message.sender.clone().or_else(|| message.sender_id.clone()).unwrap_or_default()
}

fn file(visit: &InCase, set: &ChatSet, media: &Media, records: &Records) -> File {
    let kept = set.files.iter().find(|file| file.name == media.name && !media.name.is_blank());
    let end = kept.map(|file| records.end(Target::Record(file.evidence)));
    let (reference, url) = end.map(|end| (end.reference, end.url)).unwrap_or_default();
    let name = media.name.reveal();
    let name = if name.is_empty() { String::new() } else { shown_name(name) };
    File { kind: media.kind.label(visit.lang), name, reference, url }
}

fn files(visit: &InCase, set: &ChatSet, message: &Message, records: &Records) -> Vec<File> {
    message.media.iter().map(|media| file(visit, set, media, records)).collect()
}

fn marks(lang: Lang, message: &Message) -> Vec<&'static str> {
    message.marks.iter().map(|mark| mark.label(lang)).collect()
}

pub fn lines(visit: &InCase, set: &Recorded<ChatSet>, found: &[Found], records: &Records) -> Vec<Line> {
    let (mut lines, mut before): (Vec<Line>, Option<&Message>) = (Vec::new(), None);
    for found in found {
        let message = &found.message;
        let same_chat = before.is_some_and(|before| before.chat == message.chat);
        let same_voice =
            before.is_some_and(|before| before.voice == message.voice && who(before) == who(message));
        let several = set.body.chats.len() > 1;
        lines.push(Line {
            number: found.address.number,
            reference: found.reference.clone(),
            url: address(&visit.url(), &found.reference),
            system: message.voice == Voice::System,
            turns: !(same_chat && same_voice),
            who: who(message),
            at: message.at,
            text: message.text.clone(),
            marks: marks(visit.lang, message),
            media: files(visit, &set.body, message, records),
            chat: message.chat.clone().filter(|_| several && !same_chat).unwrap_or_default(),
        });
        before = Some(message);
    }
    lines
}

/// The page of one message.
#[derive(Serialize)]
pub struct One {
    #[serde(flatten)]
    line: Line,
    stamp: Private,
    place: u64,
    time_zone: String,
    id: Option<Private>,
    sender_id: Option<Private>,
    reply_to: Option<Private>,
    forwarded_from: Option<Private>,
    edited_at: Option<Moment>,
    in_chat: Private,
    raw: Private,
    set: SetName,
    set_url: String,
}

pub fn message(visit: &InCase, set: &Recorded<ChatSet>, found: &Found, records: &Records) -> One {
    let message = found.message.clone();
    let line = lines(visit, set, std::slice::from_ref(found), records).remove(0);
    One {
        line,
        stamp: message.stamp,
        place: message.line,
        time_zone: set.body.dates.time_zone.clone(),
        id: message.id,
        sender_id: message.sender_id,
        reply_to: message.reply_to,
        forwarded_from: message.forwarded_from,
        edited_at: message.edited_at,
        in_chat: message.chat.unwrap_or_default(),
        raw: message.raw.unwrap_or_default(),
        set: set_name(set),
        set_url: address(&visit.url(), &set.reference),
    }
}

/// A message that was found.
#[derive(Serialize)]
pub struct FoundRow {
    reference: String,
    url: String,
    who: Private,
    at: Option<Moment>,
    snippet: Vec<(Private, bool)>,
}

pub fn found(visit: &InCase, found: &Found, query: &str) -> FoundRow {
    FoundRow {
        reference: found.reference.clone(),
        url: address(&visit.url(), &found.reference),
        who: who(&found.message),
        at: found.message.at,
        snippet: snippet(found.message.text.reveal(), query),
    }
}

#[derive(Serialize)]
pub struct Reject {
    line: u64,
    reason: String,
}

/// The first of what was rejected, each with its line and why, and how many more there are.
pub fn rejects(lang: Lang, set: &ChatSet) -> (Vec<Reject>, u64) {
    let shown: Vec<Reject> =
        set.rejects.iter().take(MOST_REJECTS).map(|reject| rejected(lang, reject)).collect();
    let more = set.counts.rejected.saturating_sub(shown.len() as u64);
    (shown, more)
}

fn rejected(lang: Lang, reject: &Rejected) -> Reject {
    let code = reject.reason.as_str();
    let reason = RejectReason::from_code(code).map_or(code, |reason| reason.label(lang));
    let reason = match reject.place.unit {
        Unit::Line => reason.to_owned(),
        unit => format!("{reason} ({})", unit.label(lang)),
    };
    Reject { line: reject.place.number, reason }
}

/// The addresses of the messages before and after; empty at the ends of the chat.
pub fn neighbours(case_url: &str, set: &Recorded<ChatSet>, number: u64) -> (String, String) {
    let there = |number: u64| match (1..=set.body.counts.messages()).contains(&number) {
        true => address(case_url, &format!("{}/{number}", set.reference)),
        false => String::new(),
    };
    (there(number.saturating_sub(1)), there(number + 1))
}
