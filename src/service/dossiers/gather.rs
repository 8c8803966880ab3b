//! Everything of a case that a dossier could be made of, read in one view.

use super::super::{Actor, Error, Result, Store, accounts, interviews};
use crate::domain::case::{CaseProfile, FilingFacts};
use crate::domain::chats::ChatSet;
use crate::domain::consent::Consent;
use crate::domain::evidence::{CustodyEvent, Evidence};
use crate::domain::ledger::{Act, Entry};
use crate::domain::link::Link;
use crate::domain::person::{Identity, Person};
use crate::domain::policy::{Action, PrepareDossier, ReadIdentities};
use crate::domain::posts::PostSet;
use crate::domain::testimony::Testimony;
use crate::domain::{AccountId, CaseId, Document, Lang, Moment, PartialDate, Private, RecordId, Recorded};
use crate::store::Granted;
use std::collections::HashMap;

pub struct Gathered {
    pub language: Lang,
    pub organisation: Private,
    pub profile: Recorded<CaseProfile>,
    pub facts: FilingFacts,
    /// Of these answers; 0 before the first.
    pub facts_revision: u64,
    pub people: Vec<Recorded<Person>>,
    pub testimonies: Vec<Recorded<Testimony>>,
    pub consents: HashMap<RecordId, Recorded<Consent>>,
    pub evidence: Vec<Recorded<Evidence>>,
    pub custody: Vec<Recorded<CustodyEvent>>,
    pub post_sets: Vec<Recorded<PostSet>>,
    pub chat_sets: Vec<Recorded<ChatSet>>,
    pub links: Vec<Recorded<Link>>,
    /// Empty when identities stay out.
    pub identities: HashMap<RecordId, Identity>,
    pub with_identities: bool,
    /// The references of accounts, `A-002`: names of staff do not leave.
    pub staff: HashMap<AccountId, String>,
    /// Empty where nobody asked for them.
    pub entries: Vec<Entry>,
    /// Of the ledger, when all of it was read.
    pub size: u64,
    pub now: Moment,
    pub zone: jiff::tz::TimeZone,
}

impl Gathered {
    /// Today, where the case is.
    pub fn today(&self) -> PartialDate {
        let date = self.zone.to_datetime(self.now.timestamp()).date();
        PartialDate { year: date.year(), month: Some(date.month()), day: Some(date.day()), estimated: false }
    }

    pub fn person(&self, id: RecordId) -> Option<&Recorded<Person>> {
        self.people.iter().find(|person| person.id == id)
    }

    /// Whether a person gave testimony or was asked for consent.
    pub fn confided(&self, person: RecordId) -> bool {
        let testified = self.testimonies.iter().any(|testimony| testimony.body.person == person);
        testified || self.consents.contains_key(&person)
    }

    /// Whoever testified with an item: their testimony cites it, or is linked with it, or does so
    /// with the posts or the chat that were read from it. One single post of many does not count.
    pub fn testified_with(&self, evidence: RecordId) -> Vec<RecordId> {
        let about = self.read_from(evidence);
        let cites = |testimony: &&Recorded<Testimony>| {
            let segments = &testimony.body.segments;
            segments.iter().any(|segment| segment.evidence.iter().any(|cited| about.contains(cited)))
                || about
                    .iter()
                    .any(|id| self.links.iter().any(|link| link.body.joins_whole(testimony.id, *id)))
        };
        self.testimonies.iter().filter(cites).map(|testimony| testimony.body.person).collect()
    }

    /// An item with every set of posts and every chat that it brought.
    fn read_from(&self, evidence: RecordId) -> Vec<RecordId> {
        let posts = self.post_sets.iter().filter(|set| set.body.original == evidence).map(|set| set.id);
        let brought = |chat: &&Recorded<ChatSet>| {
            chat.body.original == evidence || chat.body.files.iter().any(|file| file.evidence == evidence)
        };
        let chats = self.chat_sets.iter().filter(brought).map(|set| set.id);
        std::iter::once(evidence).chain(posts).chain(chats).collect()
    }

    /// The items with the same bytes as one, and that one: whoever is in one is in all.
    pub fn twins<'g>(&'g self, item: &'g Evidence) -> impl Iterator<Item = &'g Recorded<Evidence>> {
        self.evidence.iter().filter(|other| other.body.file.blob.sha256 == item.file.blob.sha256)
    }

    /// A typed answer, if there is one: in the dossier's language before the one for all.
    pub fn fact(&self, field: &str) -> Option<&str> {
        self.facts.answer(field, self.language).map(Private::reveal)
    }
}

/// What changes what a dossier holds, or may.
const KINDS: [&str; 11] = [
    CaseProfile::KIND,
    FilingFacts::KIND,
    Person::KIND,
    Testimony::KIND,
    Consent::KIND,
    Evidence::KIND,
    CustodyEvent::KIND,
    PostSet::KIND,
    ChatSet::KIND,
    Link::KIND,
    Identity::KIND,
];

impl Gathered {
    /// Whether anything that it consists of was recorded or revised since.
    pub fn is_outdated<A: Action>(&self, granted: &mut Granted<'_, A>) -> Result<bool> {
        let since = granted.entries(self.size, granted.ledger_size())?;
        let changes = |entry: &Entry| {
            matches!(entry.act, Act::Recorded | Act::Revised)
                && entry.kind.as_deref().is_some_and(|kind| KINDS.contains(&kind))
        };
        Ok(since.iter().any(|kept| changes(&kept.entry)))
    }
}

/// Everything, as a dossier is made of it.
pub fn gather(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    language: Lang,
    with_identities: bool,
) -> Result<Gathered> {
    let mut gathered = read(store, actor, case, language, true)?;
    if with_identities {
        gathered.with_identities = true;
        gathered.identities = identities(store, actor, case, &gathered.people)?;
    }
    Ok(gathered)
}

/// What decides on what may leave, and no more.
pub fn for_the_gate(store: &Store, actor: &Actor, case: CaseId) -> Result<Gathered> {
    read(store, actor, case, Lang::Es, false)
}

fn read(store: &Store, actor: &Actor, case: CaseId, language: Lang, entries: bool) -> Result<Gathered> {
    let organisation = accounts::organisation_name(store, actor)?;
    let staff = accounts::references(store, actor)?;
    store.read::<PrepareDossier, _>(actor, case, |granted| {
        let profile = granted.only::<CaseProfile>()?.ok_or(Error::NotFound)?;
        let zone = jiff::tz::TimeZone::get(&profile.body.time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
        let size = granted.ledger_size();
        let facts = granted.only::<FilingFacts>()?;
        Ok(Gathered {
            language,
            organisation,
            facts_revision: facts.as_ref().map_or(0, |facts| facts.revision),
            facts: facts.map(|facts| facts.body).unwrap_or_default(),
            people: granted.list()?,
            testimonies: granted.list()?,
            consents: interviews::by_person(granted.list()?)?,
            evidence: granted.list()?,
            custody: granted.list()?,
            post_sets: granted.list()?,
            chat_sets: granted.list()?,
            links: granted.list()?,
            identities: HashMap::new(),
            with_identities: false,
            staff,
            entries: granted
                .entries(0, if entries { size } else { 0 })?
                .into_iter()
                .map(|kept| kept.entry)
                .collect(),
            size,
            now: granted.now(),
            profile,
            zone,
        })
    })
}

fn identities(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    people: &[Recorded<Person>],
) -> Result<HashMap<RecordId, Identity>> {
    store.write::<ReadIdentities, _>(actor, case, |writing| {
        let mut found = HashMap::new();
        for person in people {
            if let Some(identity) = writing.identities_of::<Identity>(person.id)?.pop() {
                found.insert(person.id, identity.body);
            }
        }
        Ok(found)
    })
}
