//! Who is behind a pseudonym. Every look is an act that the ledger tells.

use super::{Actor, Error, Result, Store};
use crate::domain::person::{Identity, Person};
use crate::domain::policy::{ReadIdentities, WriteIdentities};
use crate::domain::{CaseId, RecordId, Recorded};
use crate::store::Writing;

/// The identity of a person, if one was recorded.
pub fn read(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    person: RecordId,
) -> Result<Option<Recorded<Identity>>> {
    store.write::<ReadIdentities, _>(actor, case, |writing| {
        writing.find::<Person>(person)?;
        Ok(writing.identities_of(person)?.pop())
    })
}

/// Records or corrects the identity of a person.
pub fn record(store: &Store, actor: &Actor, case: CaseId, identity: Identity) -> Result<()> {
    store.write::<WriteIdentities, _>(actor, case, |writing| record_in(writing, identity))
}

pub(super) fn record_in(writing: &mut Writing<'_, WriteIdentities>, identity: Identity) -> Result<()> {
    let identity = identity.check().map_err(Error::Invalid)?;
    writing.find::<Person>(identity.person)?;
    match writing.identities_of::<Identity>(identity.person)?.pop() {
        Some(old) => writing.revise(old.id, old.revision, identity).map(|_| ()),
        None => writing.insert(identity).map(|_| ()),
    }
}
