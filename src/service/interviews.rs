//! Interviews: logged in one go with the person and what they consented to, or as a draft that is
//! completed later.

use super::{Actor, Error, Result, Store, identities, people};
use crate::domain::consent::Consent;
use crate::domain::person::{Identity, Person};
use crate::domain::policy::{Action, Covers, ReadRecords, TakeTestimony, WriteIdentities};
use crate::domain::testimony::Testimony;
use crate::domain::{CaseId, Lang, Problem, RecordId, Recorded};
use crate::store::Writing;

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
}

/// The bodies that a consent may name, by name.
pub fn bodies(language: Lang) -> Vec<Recipient> {
    let named =
        |body: &'static crate::dossier::Body| Recipient { code: &body.code, name: body.name.get(language) };
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
    let consent = consent.map(|consent| put_consent(writing, Consent { person, ..consent })).transpose()?;
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

/// A person has one consent record; a change is a new revision of it, so that what was in force on
/// any day can be told.
fn put_consent<A>(writing: &mut Writing<'_, A>, consent: Consent) -> Result<RecordId>
where
    A: Action + Covers<TakeTestimony> + Covers<ReadRecords>,
{
    match writing.mentioning::<Consent>(consent.person)?.pop() {
        Some(old) => Ok(writing.revise(old.id, old.revision, consent)?.id),
        None => Ok(writing.insert(consent)?.id),
    }
}

/// Records what a person consents to now, in place of what they consented to before.
pub fn consent(store: &Store, actor: &Actor, case: CaseId, consent: Consent) -> Result<RecordId> {
    let consent = consent.check(&recipients()).map_err(Error::Invalid)?;
    store.write::<TakeTestimony, _>(actor, case, |writing| {
        writing.find::<Person>(consent.person)?;
        put_consent(writing, consent)
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

pub fn list(store: &Store, actor: &Actor, case: CaseId) -> Result<Vec<Recorded<Testimony>>> {
    store.read::<ReadRecords, _>(actor, case, |granted| granted.list())
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
