//! Short references, as lists show them, turned into ids.

use super::{Actor, Error, Result, Store, sets};
use crate::domain::chats::ChatSet;
use crate::domain::consent::Consent;
use crate::domain::evidence::Evidence;
use crate::domain::link::Target;
use crate::domain::person::Person;
use crate::domain::policy::ReadRecords;
use crate::domain::posts::{PostAddress, PostSet};
use crate::domain::testimony::Testimony;
use crate::domain::{CaseId, Document, Private, RecordId};
use crate::store::Granted;

/// A case by its id, or by as much of its reference or id as only one of one's cases begins with.
pub fn case(store: &Store, actor: &Actor, text: &str) -> Result<CaseId> {
    let wanted = text.trim().to_lowercase();
    let wanted = wanted.strip_prefix("c-").unwrap_or(&wanted);
    let mut matching = store.cases_of(actor)?.into_iter().filter(|case| case.to_string().starts_with(wanted));
    match (matching.next(), matching.next()) {
        (Some(case), None) if !wanted.is_empty() => Ok(case),
        _ => Err(Error::NotFound),
    }
}

/// A record by its id or its reference, such as `T-004`.
pub fn record(store: &Store, actor: &Actor, case: CaseId, text: &str) -> Result<RecordId> {
    if let Ok(id) = text.trim().parse() {
        return Ok(id);
    }
    let (prefix, number) = text.trim().split_once('-').ok_or(Error::NotFound)?;
    let number: u64 = number.parse().map_err(|_| Error::NotFound)?;
    let prefix = prefix.to_uppercase();
    let kind = crate::domain::KINDS.iter().find(|kind| kind.prefix == prefix).ok_or(Error::NotFound)?.name;
    store.read::<ReadRecords, _>(actor, case, |granted| granted.nth(kind, number).ok_or(Error::NotFound))
}

/// A record, a post or a message: `S-001/37`, `M-001/12`, or `post:` and the platform's id.
pub fn target(store: &Store, actor: &Actor, case: CaseId, text: &str) -> Result<Target> {
    if let Some(id) = text.trim().strip_prefix("post:") {
        let found = super::posts::find_by_id(store, actor, case, id)?;
        return Ok(Target::Post(found));
    }
    match text.split_once('/') {
        None => record(store, actor, case, text).map(Target::Record),
        Some((set, number)) => {
            let set = record(store, actor, case, set)?;
            let number: u64 = number.trim().parse().map_err(|_| Error::NotFound)?;
            let items = store.read::<ReadRecords, _>(actor, case, |granted| sets::items(granted, set))?;
            match (1..=items).contains(&number) {
                true => Ok(Target::Post(PostAddress { set, number })),
                false => Err(Error::NotFound),
            }
        }
    }
}

/// A record by its name, for whoever picks one or is shown where a link leads.
pub struct Named {
    pub id: RecordId,
    pub reference: String,
    pub title: Private,
}

/// Every record of a case that can be linked or cited, kind by kind.
pub fn named(store: &Store, actor: &Actor, case: CaseId) -> Result<Vec<Named>> {
    store.read::<ReadRecords, _>(actor, case, |granted| {
        let mut found = names::<Testimony>(granted)?;
        found.extend(names::<Person>(granted)?);
        found.extend(names::<Evidence>(granted)?);
        found.extend(names::<PostSet>(granted)?);
        found.extend(names::<ChatSet>(granted)?);
        found.extend(names::<Consent>(granted)?);
        Ok(found)
    })
}

fn names<D>(granted: &mut Granted<'_, ReadRecords>) -> Result<Vec<Named>>
where
    D: Document<Read = ReadRecords>,
{
    let named = |record: crate::domain::Recorded<D>| Named {
        id: record.id,
        title: record.body.title().clone(),
        reference: record.reference,
    };
    Ok(granted.list::<D>()?.into_iter().map(named).collect())
}
