//! Interviews: logged in one go with the person and what they consented to, or as a draft that is
//! completed later.

use super::{Actor, Error, Result, Store, Tamper, TamperKind, identities, people};
use crate::domain::consent::Consent;
use crate::domain::person::{Identity, Person};
use crate::domain::policy::{Action, Covers, ReadRecords, TakeTestimony, WriteIdentities};
use crate::domain::testimony::Testimony;
use crate::domain::{CaseId, Lang, Problem, RecordId, Recorded};
use crate::store::Writing;
use std::collections::HashMap;
use std::sync::Arc;

/// Whose account it is.
pub enum Whom {
    Known(RecordId),
    New(Person),
}

/// An interview as it comes from a form or a file. The person's id inside `testimony`, `consent`
/// and `identity` is put in here: what they hold is ignored.
pub struct InterviewDraft {
    pub whom: Whom,
    pub testimony: Testimony,
    pub consent: Option<Consent>,
    /// The revision of the person's consent that was read, where this one takes its place.
    pub consent_read: Option<u64>,
    pub identity: Option<Identity>,
}

/// What was recorded.
pub struct Logged {
    pub person: RecordId,
    pub testimony: Recorded<Testimony>,
    pub consent: Option<RecordId>,
}

/// An interview with what stands beside it.
pub struct InterviewFile {
    pub testimony: Recorded<Testimony>,
    pub person: Recorded<Person>,
    pub consents: Vec<Recorded<Consent>>,
    pub revisions: Vec<Recorded<Testimony>>,
}

/// The codes that a consent may name as recipients.
fn recipients() -> Vec<&'static str> {
    crate::dossier::bodies().iter().map(|body| body.code.as_str()).collect()
}

/// A body that a consent may name.
pub struct Recipient {
    pub code: &'static str,
    pub name: &'static str,
    /// For lists.
    pub short: &'static str,
}

/// The bodies that a consent may name, by name.
pub fn bodies(language: Lang) -> Vec<Recipient> {
    let named = |body: &'static crate::dossier::Body| Recipient {
        code: &body.code,
        name: body.name.get(language),
        short: body.short.get(language),
    };
    crate::dossier::bodies().iter().map(named).collect()
}

/// Records an interview: person, testimony, consent and, where one is given, identity, all or
/// nothing.
///
/// # Errors
/// `Invalid` with every problem at once; `IdentitiesClosed` when an identity is given and the
/// compartment is not open.
pub fn log(store: &Store, actor: &Actor, case: CaseId, draft: InterviewDraft) -> Result<Logged> {
    match draft.identity.is_some() {
        true => store.write::<WriteIdentities, _>(actor, case, |writing| {
            let identity = draft.identity.clone();
            let logged = log_in(writing, draft)?;
            if let Some(identity) = identity {
                identities::record_in(writing, Identity { person: logged.person, ..identity })?;
            }
            Ok(logged)
        }),
        false => store.write::<TakeTestimony, _>(actor, case, |writing| log_in(writing, draft)),
    }
}

fn log_in<A>(writing: &mut Writing<'_, A>, draft: InterviewDraft) -> Result<Logged>
where
    A: Action + Covers<TakeTestimony> + Covers<ReadRecords>,
{
    let (testimony, consent) = check(draft.testimony, draft.consent)?;
    let person = match draft.whom {
        Whom::Known(id) => writing.find::<Person>(id)?.id,
        Whom::New(person) => people::add_in(writing, person).map_err(under_person)?.id,
    };
    let testimony = writing.insert(Testimony { person, ..testimony })?;
    let read = draft.consent_read;
    let put =
        |consent| put_consent(writing, Consent { person, ..consent }, read).map_err(stands_already(read));
    let consent = consent.map(put).transpose()?;
    Ok(Logged { person, testimony, consent })
}

/// Every problem of both parts at once.
fn check(testimony: Testimony, consent: Option<Consent>) -> Result<(Testimony, Option<Consent>)> {
    let testimony = testimony.check();
    let consent = consent.map(|consent| consent.check(&recipients())).transpose();
    match (testimony, consent) {
        (Ok(testimony), Ok(consent)) => Ok((testimony, consent)),
        (testimony, consent) => {
            let under = |problem: Problem| Problem { field: format!("consent-{}", problem.field), ..problem };
            let first = testimony.err().unwrap_or_default();
            let second = consent.err().unwrap_or_default().into_iter().map(under);
            Err(Error::Invalid(first.into_iter().chain(second).collect()))
        }
    }
}

/// Problems of a new person are shown at the fields `person-…` of the interview form.
fn under_person(error: Error) -> Error {
    match error {
        Error::Invalid(problems) => Error::Invalid(
            problems
                .into_iter()
                .map(|problem| Problem { field: format!("person-{}", problem.field), ..problem })
                .collect(),
        ),
        other => other,
    }
}

/// An interview that knows nothing of a consent does not take its place: it may have been withdrawn.
fn stands_already(read: Option<u64>) -> impl Fn(Error) -> Error {
    move |error| match error {
        Error::Conflict if read.is_none() => Error::Invalid(vec![Problem::new("consent", "consent-exists")]),
        other => other,
    }
}

/// What each person consented to. Two records for one person are not this program's work.
pub(super) fn by_person(consents: Vec<Recorded<Consent>>) -> Result<HashMap<RecordId, Recorded<Consent>>> {
    let mut by_person = HashMap::new();
    for consent in consents {
        if let Some(twice) = by_person.insert(consent.body.person, consent) {
            return Err(Tamper::new(TamperKind::IndexBroken, twice.reference).into());
        }
    }
    Ok(by_person)
}

/// A person has one consent record; a change is a new revision of it, so that what was in force on
/// any day can be told. It is looked for in the ledger: an index could hide a withdrawal.
///
/// # Errors
/// `Conflict` unless `read` is the revision that stands.
fn put_consent<A>(writing: &mut Writing<'_, A>, consent: Consent, read: Option<u64>) -> Result<RecordId>
where
    A: Action + Covers<TakeTestimony> + Covers<ReadRecords>,
{
    match (by_person(writing.list()?)?.remove(&consent.person), read) {
        (Some(old), Some(read)) => Ok(writing.revise(old.id, read, consent)?.id),
        (None, None) => Ok(writing.insert(consent)?.id),
        _ => Err(Error::Conflict),
    }
}

/// Records what a person consents to now, in place of what was read; `None` where there was
/// nothing.
pub fn consent(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    consent: Consent,
    read: Option<u64>,
) -> Result<RecordId> {
    let consent = consent.check(&recipients()).map_err(Error::Invalid)?;
    store.write::<TakeTestimony, _>(actor, case, |writing| {
        writing.find::<Person>(consent.person)?;
        put_consent(writing, consent, read)
    })
}

/// Puts a corrected or completed testimony on top of the one that was read.
pub fn revise(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    id: RecordId,
    read: u64,
    testimony: Testimony,
) -> Result<Recorded<Testimony>> {
    let testimony = testimony.check().map_err(Error::Invalid)?;
    store.write::<TakeTestimony, _>(actor, case, |writing| {
        let old = writing.find::<Testimony>(id)?;
        // What was final stays final: a correction cannot turn it back into a draft.
        let finalised = testimony.finalised || old.body.finalised;
        let testimony = Testimony { person: old.body.person, finalised, ..testimony };
        writing.revise(id, read, testimony.check().map_err(Error::Invalid)?)
    })
}

pub fn list(store: &Store, actor: &Actor, case: CaseId) -> Result<Vec<Arc<Recorded<Testimony>>>> {
    store.read::<ReadRecords, _>(actor, case, |granted| granted.list_to_look_at())
}

/// What every person of the case consented to, as it stands.
pub fn consents(store: &Store, actor: &Actor, case: CaseId) -> Result<Vec<Recorded<Consent>>> {
    store.read::<ReadRecords, _>(actor, case, |granted| granted.list())
}

pub fn show(store: &Store, actor: &Actor, case: CaseId, id: RecordId) -> Result<InterviewFile> {
    store.read::<ReadRecords, _>(actor, case, |granted| {
        let testimony = granted.find::<Testimony>(id)?;
        let person = granted.find::<Person>(testimony.body.person)?;
        let consents = granted.mentioning::<Consent>(person.id)?;
        Ok(InterviewFile { revisions: granted.history(id)?, testimony, person, consents })
    })
}
