//! Sets of things that have a number within their set, and are cited by both: posts, and messages.

use super::{Error, Result};
use crate::domain::RecordId;
use crate::domain::chats::ChatSet;
use crate::domain::policy::{Covers, ReadRecords};
use crate::domain::posts::PostSet;
use crate::store::Granted;

/// How many things a set holds, whichever kind it is.
///
/// # Errors
/// `NotFound` when the record is no set.
pub fn items<A: Covers<ReadRecords>>(granted: &mut Granted<'_, A>, set: RecordId) -> Result<u64> {
    match granted.find::<PostSet>(set) {
        Ok(set) => Ok(set.body.posts()),
        Err(Error::NotFound) => Ok(granted.find::<ChatSet>(set)?.body.counts.messages()),
        Err(error) => Err(error),
    }
}
