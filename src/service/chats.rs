//! Imported chats: listed, read page by page, found again; and who their participants are.

use super::post_pages::{locate, read_page};
use super::text::Query;
use super::{Actor, Error, Result, Store};
use crate::domain::chats::ChatSet;
use crate::domain::evidence::Evidence;
use crate::domain::message::Message;
use crate::domain::person::Person;
use crate::domain::policy::{ImportPosts, ReadRecords};
use crate::domain::posts::PostAddress;
use crate::domain::{CaseId, Private, RecordId, Recorded};
use crate::store::files::SealedFile;
use std::ops::ControlFlow;

pub use super::chat_import::{ChatOrder, ImportedChat, import};
/// What the edges choose from and show: they may not name the import itself.
pub use crate::import::chat::{CHAT_FORMATS, ChatFormat, by_code};
pub use crate::import::{RejectReason, Unit};

pub fn sets(store: &Store, actor: &Actor, case: CaseId) -> Result<Vec<Recorded<ChatSet>>> {
    store.read::<ReadRecords, _>(actor, case, |granted| granted.list())
}

pub fn set(store: &Store, actor: &Actor, case: CaseId, id: RecordId) -> Result<Recorded<ChatSet>> {
    store.read::<ReadRecords, _>(actor, case, |granted| granted.find(id))
}

type Opened = (Recorded<ChatSet>, SealedFile);

fn open(store: &Store, actor: &Actor, case: CaseId, id: RecordId) -> Result<Opened> {
    store.read::<ReadRecords, _>(actor, case, |granted| {
        let set = granted.find::<ChatSet>(id)?;
        let file = granted.file(&set.body.messages)?;
        Ok((set, file))
    })
}

fn open_all(store: &Store, actor: &Actor, case: CaseId) -> Result<Vec<Opened>> {
    store.read::<ReadRecords, _>(actor, case, |granted| {
        let sets = granted.list::<ChatSet>()?.into_iter();
        sets.map(|set| Ok((granted.file(&set.body.messages)?, set)))
            .map(|opened| opened.map(|(file, set)| (set, file)))
            .collect()
    })
}

/// A message with where it is.
pub struct Found {
    pub address: PostAddress,
    /// `M-001/12`.
    pub reference: String,
    pub message: Message,
}

fn found(set: &Recorded<ChatSet>, number: u64, message: Message) -> Found {
    let address = PostAddress { set: set.id, number };
    Found { address, reference: format!("{}/{number}", set.reference), message }
}

/// One message.
pub fn get(store: &Store, actor: &Actor, case: CaseId, address: PostAddress) -> Result<Found> {
    let (set, mut file) = open(store, actor, case, address.set)?;
    let (page, place) = locate(&set.body.pages, address.number).ok_or(Error::NotFound)?;
    let message = read_page(&mut file, &page)?.into_iter().nth(place).ok_or(Error::NotFound)?;
    Ok(found(&set, address.number, message))
}

/// A stretch of a chat, from a number on.
pub fn stretch(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    set: RecordId,
    from: u64,
    most: usize,
) -> Result<Vec<Found>> {
    let (set, mut file) = open(store, actor, case, set)?;
    let (mut listed, mut number) = (Vec::new(), from.max(1));
    while let Some((page, place)) = locate(&set.body.pages, number) {
        for message in read_page(&mut file, &page)?.into_iter().skip(place) {
            if listed.len() == most {
                return Ok(listed);
            }
            listed.push(found(&set, number, message));
            number += 1;
        }
    }
    Ok(listed)
}

/// Which messages are looked for; what is blank does not matter.
#[derive(Default)]
pub struct Wanted<'q> {
    pub words: &'q str,
    /// A part of the sender's name, number or id.
    pub sender: &'q str,
    pub set: Option<RecordId>,
}

/// What a search found: the first of it, and how many there are among how many.
#[derive(Default)]
pub struct Matches {
    pub found: Vec<Found>,
    pub total: u64,
    pub scanned: u64,
}

/// Looks through the whole of one chat or of all, and counts.
pub fn look_for(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    wanted: &Wanted<'_>,
    most: usize,
) -> Result<Matches> {
    let (words, sender) = (Query::new(wanted.words), Query::new(wanted.sender));
    let mut sets = open_all(store, actor, case)?;
    sets.retain(|(set, _)| wanted.set.is_none_or(|wanted| set.id == wanted));
    let mut matches = Matches::default();
    each(sets, |set, number, message| {
        matches.scanned += 1;
        if words.matches(message.texts()) && sender.matches(senders(&message)) {
            matches.total += 1;
            if matches.found.len() < most {
                matches.found.push(found(set, number, message));
            }
        }
        ControlFlow::Continue(())
    })?;
    Ok(matches)
}

/// Goes through every message of some chats in the order of their files, page by page.
fn each(
    sets: Vec<Opened>,
    mut see: impl FnMut(&Recorded<ChatSet>, u64, Message) -> ControlFlow<()>,
) -> Result<()> {
    for (set, mut file) in sets {
        let mut number = 0;
        for page in &set.body.pages {
            for message in read_page(&mut file, page)? {
                number += 1;
                if see(&set, number, message).is_break() {
                    return Ok(());
                }
            }
        }
    }
    Ok(())
}

fn senders(message: &Message) -> impl Iterator<Item = &str> {
    [&message.sender, &message.sender_id].into_iter().flatten().map(Private::reveal)
}

/// Messages that hold every word of the query.
pub fn search(store: &Store, actor: &Actor, case: CaseId, query: &str, most: usize) -> Result<Vec<Found>> {
    let query = Query::new(query);
    let mut hits = Vec::new();
    if query.is_empty() {
        return Ok(hits);
    }
    each(open_all(store, actor, case)?, |set, number, message| {
        if query.matches(message.texts()) {
            hits.push(found(set, number, message));
        }
        if hits.len() >= most { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    Ok(hits)
}

/// Says who a participant is, or that it is not known. Whoever is known to speak in a chat can be
/// recognised in it: its original asks for their consent from then on.
pub fn identify(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    set: RecordId,
    participant: usize,
    person: Option<RecordId>,
) -> Result<()> {
    store.write::<ImportPosts, _>(actor, case, |writing| {
        if let Some(person) = person {
            writing.find::<Person>(person)?;
        }
        let recorded = writing.find::<ChatSet>(set)?;
        let mut chat = recorded.body;
        chat.participants.get_mut(participant).ok_or(Error::NotFound)?.person = person;
        let original = writing.find::<Evidence>(chat.original)?;
        writing.revise(set, recorded.revision, chat)?;
        if let Some(person) = person.filter(|person| !original.body.persons.contains(person)) {
            let mut evidence = original.body;
            evidence.persons.push(person);
            evidence.nobody_shown = false;
            writing.revise(original.id, original.revision, evidence)?;
        }
        Ok(())
    })
}
