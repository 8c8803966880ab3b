//! What pages say of any record: its revisions.

use super::names::Colleagues;
use crate::domain::{Moment, Private, Recorded};
use serde::Serialize;

/// One revision, for the component `revisions`.
#[derive(Serialize)]
pub struct Revision {
    number: u64,
    at: Moment,
    who: Private,
    url: String,
    current: bool,
}

impl Revision {
    /// All of them, newest first; older ones are asked for by number.
    pub fn all<D>(history: &[Recorded<D>], shown: u64, colleagues: &Colleagues) -> Vec<Self> {
        let one = |record: &Recorded<D>| Self {
            number: record.revision,
            at: record.recorded_at,
            who: colleagues.name(record.recorded_by),
            url: format!("?revision={}", record.revision),
            current: record.revision == shown,
        };
        let mut all: Vec<Self> = history.iter().map(one).collect();
        all.sort_by_key(|revision| std::cmp::Reverse(revision.number));
        all
    }
}
