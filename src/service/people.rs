//! People under their pseudonyms.

use super::{Actor, Error, Result, Store};
use crate::domain::consent::Consent;
use crate::domain::person::Person;
use crate::domain::policy::{Action, Covers, ReadRecords, TakeTestimony};
use crate::domain::testimony::Testimony;
use crate::domain::{CaseId, Problem, RecordId, Recorded};
use crate::store::Writing;
use std::sync::Arc;

/// A person with everything that was recorded with them.
pub struct PersonFile {
    pub person: Recorded<Person>,
    pub revisions: Vec<Recorded<Person>>,
    pub testimonies: Vec<Recorded<Testimony>>,
    pub consents: Vec<Recorded<Consent>>,
}

pub fn list(store: &Store, actor: &Actor, case: CaseId) -> Result<Vec<Arc<Recorded<Person>>>> {
    store.read::<ReadRecords, _>(actor, case, |granted| granted.list_to_look_at())
}

pub fn show(store: &Store, actor: &Actor, case: CaseId, id: RecordId) -> Result<PersonFile> {
    store.read::<ReadRecords, _>(actor, case, |granted| {
        Ok(PersonFile {
            person: granted.find(id)?,
            revisions: granted.history(id)?,
            testimonies: granted.mentioning(id)?,
            consents: granted.mentioning(id)?,
        })
    })
}

pub fn add(store: &Store, actor: &Actor, case: CaseId, person: Person) -> Result<Recorded<Person>> {
    store.write::<TakeTestimony, _>(actor, case, |writing| add_in(writing, person))
}

/// Adds a person in a transaction that does more. A pseudonym is never used twice in a case.
pub(super) fn add_in<A>(writing: &mut Writing<'_, A>, person: Person) -> Result<Recorded<Person>>
where
    A: Action + Covers<TakeTestimony> + Covers<ReadRecords>,
{
    let person = person.check().map_err(Error::Invalid)?;
    unused(writing, &person, None)?;
    writing.insert(person)
}

pub fn revise(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    id: RecordId,
    read: u64,
    person: Person,
) -> Result<()> {
    store.write::<TakeTestimony, _>(actor, case, |writing| {
        let person = person.check().map_err(Error::Invalid)?;
        unused(writing, &person, Some(id))?;
        writing.revise(id, read, person).map(|_| ())
    })
}

fn unused<A>(writing: &mut Writing<'_, A>, person: &Person, except: Option<RecordId>) -> Result<()>
where
    A: Action + Covers<ReadRecords>,
{
    let fold = |name: &str| name.trim().to_lowercase();
    let wanted = fold(person.pseudonym.reveal());
    let known = writing.list::<Person>()?;
    let same =
        |other: &&Recorded<Person>| Some(other.id) != except && fold(other.body.pseudonym.reveal()) == wanted;
    match known.iter().find(same) {
        None => Ok(()),
        Some(other) => Err(Error::Invalid(vec![
            Problem::new("pseudonym", "pseudonym-used").with(other.reference.clone()),
        ])),
    }
}
