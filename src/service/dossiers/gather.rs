//! Everything of a case that a dossier could be made of, read in one view.

use super::super::{Actor, Error, Result, Store, accounts, interviews};
use crate::domain::case::{CaseProfile, FilingFacts};
use crate::domain::consent::Consent;
use crate::domain::evidence::{CustodyEvent, Evidence};
use crate::domain::ledger::Entry;
use crate::domain::link::Link;
use crate::domain::person::{Identity, Person};
use crate::domain::policy::{PrepareDossier, ReadIdentities};
use crate::domain::posts::PostSet;
use crate::domain::testimony::Testimony;
use crate::domain::{AccountId, CaseId, Lang, Moment, PartialDate, Private, RecordId, Recorded};
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
    pub links: Vec<Recorded<Link>>,
    /// Empty when identities stay out.
    pub identities: HashMap<RecordId, Identity>,
    pub with_identities: bool,
    /// The references of accounts, `A-002`: names of staff do not leave.
    pub staff: HashMap<AccountId, String>,
    pub entries: Vec<Entry>,
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

    /// Whoever testified with an item: their testimony cites it, or is linked with it.
    pub fn testified_with(&self, evidence: RecordId) -> Vec<RecordId> {
        let cites = |testimony: &&Recorded<Testimony>| {
            let segments = &testimony.body.segments;
            segments.iter().any(|segment| segment.evidence.contains(&evidence))
                || self.links.iter().any(|link| link.body.joins(testimony.id, evidence))
        };
        self.testimonies.iter().filter(cites).map(|testimony| testimony.body.person).collect()
    }

    /// A typed answer, if there is one: in the dossier's language before the one for all.
    pub fn fact(&self, field: &str) -> Option<&str> {
        self.facts.answer(field, self.language).map(Private::reveal)
    }
}

pub fn gather(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    language: Lang,
    with_identities: bool,
) -> Result<Gathered> {
    let organisation = accounts::organisation_name(store, actor)?;
    let staff = accounts::references(store, actor)?;
    let mut gathered = store.read::<PrepareDossier, _>(actor, case, |granted| {
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
            links: granted.list()?,
            identities: HashMap::new(),
            with_identities,
            staff,
            entries: granted.entries(0, size)?.into_iter().map(|kept| kept.entry).collect(),
            now: granted.now(),
            profile,
            zone,
        })
    })?;
    if with_identities {
        gathered.identities = identities(store, actor, case, &gathered.people)?;
    }
    Ok(gathered)
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
