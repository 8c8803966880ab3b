//! Links between any two things of a case.

use super::{Actor, Error, Result, Store, sets};
use crate::domain::link::{Link, Target};
use crate::domain::policy::{LinkRecords, ReadRecords};
use crate::domain::{CaseId, Private, Problem, RecordId, Recorded};

/// Links two things.
///
/// # Errors
/// `NotFound` when one of them is not in this case.
pub fn add(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    from: Target,
    to: Target,
    note: Private,
) -> Result<Recorded<Link>> {
    if from == to {
        return Err(Error::Invalid(vec![Problem::new("to", "same-thing")]));
    }
    store.write::<LinkRecords, _>(actor, case, |writing| {
        for target in [from, to] {
            match target {
                Target::Record(id) => writing.require_record(id)?,
                Target::Post(post) => {
                    if !(1..=sets::items(writing, post.set)?).contains(&post.number) {
                        return Err(Error::NotFound);
                    }
                }
            }
        }
        writing.insert(Link { from, to, note })
    })
}

pub fn list(store: &Store, actor: &Actor, case: CaseId) -> Result<Vec<Recorded<Link>>> {
    store.read::<ReadRecords, _>(actor, case, |granted| granted.list())
}

/// The links from or to a record, or to a post of it.
pub fn of(store: &Store, actor: &Actor, case: CaseId, record: RecordId) -> Result<Vec<Recorded<Link>>> {
    store.read::<ReadRecords, _>(actor, case, |granted| granted.mentioning(record))
}
