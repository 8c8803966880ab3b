//! Cases: opened, listed, described.

use super::{Actor, Error, Result, Store};
use crate::domain::account::Role;
use crate::domain::case::{CaseProfile, FilingFacts};
use crate::domain::chats::ChatSet;
use crate::domain::consent::Consent;
use crate::domain::dossier::Dossier;
use crate::domain::evidence::Evidence;
use crate::domain::link::Link;
use crate::domain::person::Person;
use crate::domain::policy::{self, EditCase, ReadCase, ReadLedger, ReadRecords, Verb};
use crate::domain::posts::PostSet;
use crate::domain::testimony::Testimony;
use crate::domain::{CaseId, Lang, Moment, Private, Recorded};
use std::collections::BTreeMap;

/// A case in a list. An auditor's line has no title: they hold no key to it.
pub struct CaseSummary {
    pub id: CaseId,
    /// `C-` and the first digits of the id.
    pub reference: String,
    pub title: Option<Private>,
    pub role: Role,
    pub fictional: bool,
}

/// How many of what a case holds.
#[derive(Clone, Copy, Default)]
pub struct Numbers {
    pub people: usize,
    pub interviews: usize,
    pub consents: usize,
    pub evidence: usize,
    pub post_sets: usize,
    pub posts: u64,
    pub chats: usize,
    pub messages: u64,
    pub links: usize,
    pub dossiers: usize,
}

pub struct Overview {
    pub id: CaseId,
    pub reference: String,
    pub profile: Recorded<CaseProfile>,
    pub role: Role,
    pub numbers: Numbers,
    pub may_open_identities: bool,
    pub identities_open_until: Option<Moment>,
}

impl Overview {
    pub fn allows(&self, verb: Verb) -> bool {
        policy::allows(verb, self.role)
    }
}

/// The short reference of a case.
pub fn reference(case: CaseId) -> String {
    format!("C-{}", &case.to_string()[..6])
}

pub fn open(store: &Store, actor: &Actor, profile: CaseProfile) -> Result<CaseId> {
    store.open_case(actor, profile.check().map_err(Error::Invalid)?)
}

/// The cases that one was granted, oldest first.
pub fn list(store: &Store, actor: &Actor) -> Result<Vec<CaseSummary>> {
    store.cases_of(actor)?.into_iter().map(|case| summary(store, actor, case)).collect()
}

fn summary(store: &Store, actor: &Actor, id: CaseId) -> Result<CaseSummary> {
    let standing = standing(store, actor, id)?;
    let fictional = standing.profile.as_ref().is_some_and(|profile| profile.fictional);
    let title = standing.profile.map(|profile| profile.title);
    Ok(CaseSummary { id, reference: reference(id), title, role: standing.role, fictional })
}

/// What the case is, and how much is in it.
pub fn overview(store: &Store, actor: &Actor, case: CaseId) -> Result<Overview> {
    store.read::<ReadRecords, _>(actor, case, |granted| {
        let posts = granted.list::<PostSet>()?.iter().map(|set| set.body.imported).sum();
        let messages = granted.list::<ChatSet>()?.iter().map(|set| set.body.counts.messages()).sum();
        let numbers = Numbers {
            people: granted.count::<Person>(),
            interviews: granted.count::<Testimony>(),
            consents: granted.count::<Consent>(),
            evidence: granted.count::<Evidence>(),
            post_sets: granted.count::<PostSet>(),
            posts,
            chats: granted.count::<ChatSet>(),
            messages,
            links: granted.count::<Link>(),
            dossiers: granted.count_of::<Dossier>(),
        };
        let profile = granted.only::<CaseProfile>()?.ok_or(Error::NotFound)?;
        Ok(Overview {
            id: case,
            reference: reference(case),
            profile,
            role: granted.role(),
            numbers,
            may_open_identities: granted.may_open_identities(),
            identities_open_until: actor.identities_open_until(case.into(), granted.now()),
        })
    })
}

/// What a page about the case needs to know of whoever looks at it.
pub struct Standing {
    pub role: Role,
    /// `None` for an auditor, who holds no key to it.
    pub profile: Option<CaseProfile>,
    pub may_open_identities: bool,
    pub identities_open_until: Option<Moment>,
}

/// How one stands to a case.
///
/// # Errors
/// `NotFound` without a grant, as for a case that does not exist.
pub fn standing(store: &Store, actor: &Actor, case: CaseId) -> Result<Standing> {
    if !policy::allows(Verb::ReadCase, store.named_role(actor, case)?) {
        let role = store.read::<ReadLedger, _>(actor, case, |granted| Ok(granted.role()))?;
        return Ok(Standing { role, profile: None, may_open_identities: false, identities_open_until: None });
    }
    store.read::<ReadCase, _>(actor, case, |granted| {
        Ok(Standing {
            role: granted.role(),
            profile: granted.recall_only::<CaseProfile>()?.map(|profile| profile.body),
            may_open_identities: granted.may_open_identities(),
            identities_open_until: actor.identities_open_until(case.into(), granted.now()),
        })
    })
}

/// The role one has in a case; an auditor has one too.
pub fn role(store: &Store, actor: &Actor, case: CaseId) -> Result<Role> {
    standing(store, actor, case).map(|standing| standing.role)
}

pub fn revise(store: &Store, actor: &Actor, case: CaseId, read: u64, profile: CaseProfile) -> Result<()> {
    let profile = profile.check().map_err(Error::Invalid)?;
    store.write::<EditCase, _>(actor, case, |writing| {
        let old = writing.only::<CaseProfile>()?.ok_or(Error::NotFound)?;
        writing.revise(old.id, read, profile).map(|_| ())
    })
}

/// Sets some of the answers, by field id, or by field id and language; a blank one removes it. The
/// others stay.
pub fn fill(store: &Store, actor: &Actor, case: CaseId, values: BTreeMap<String, Private>) -> Result<()> {
    change_facts(store, actor, case, None, |facts| {
        values.into_iter().for_each(|(place, value)| facts.set(place, value));
    })
}

/// Answers in one language: those in the others stay as they are. `read` is the revision that the
/// answers were changed from, 0 for none.
pub fn answer(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    language: Lang,
    read: u64,
    answers: BTreeMap<String, Private>,
) -> Result<()> {
    change_facts(store, actor, case, Some(read), |facts| {
        answers.into_iter().for_each(|(field, value)| facts.set_in(&field, language, value));
    })
}

fn change_facts(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    read: Option<u64>,
    change: impl FnOnce(&mut FilingFacts),
) -> Result<()> {
    store.write::<EditCase, _>(actor, case, |writing| {
        let old = writing.only::<FilingFacts>()?;
        let stands = old.as_ref().map_or(0, |facts| facts.revision);
        if read.is_some_and(|read| read != stands) {
            return Err(Error::Conflict);
        }
        let mut facts = old.as_ref().map(|facts| facts.body.clone()).unwrap_or_default();
        change(&mut facts);
        let facts = facts.check().map_err(Error::Invalid)?;
        match old {
            Some(old) => writing.revise(old.id, old.revision, facts).map(|_| ()),
            None => writing.insert(facts).map(|_| ()),
        }
    })
}
