//! The smallest thing that a search finds: a post, a message, a segment of a testimony, a record.

use super::words::{fold, marked};
use crate::crypto::digest::Digest;

/// What is put into the index of one thing, and held against a query when it is shown.
#[derive(Clone, Debug, Default)]
pub struct Unit<'u> {
    /// The ledger entry that brought its record: a number that never changes.
    pub record: u64,
    /// Within its record, from 1; 0 for the record itself.
    pub number: u64,
    pub kind: &'u str,
    /// It is of a revision: the next one replaces it.
    pub is_revised: bool,
    /// When it was published, sent or recorded, in seconds since 1970.
    pub at: Option<i64>,
    pub lang: Option<&'u str>,
    /// The platform's id.
    pub id: Option<&'u str>,
    /// Who wrote it, as lists of authors show them.
    pub author: Option<&'u str>,
    pub texts: Vec<&'u str>,
    /// Every way in which its author is named.
    pub from: Vec<&'u str>,
    pub tags: Vec<&'u str>,
    pub handles: Vec<&'u str>,
    pub urls: Vec<&'u str>,
}

impl Unit<'_> {
    /// Hashtags, those in the text too.
    pub(super) fn all_tags(&self) -> Vec<String> {
        self.names(&self.tags, '#')
    }

    /// Accounts that it speaks of, those in the text too, and the one that it is by.
    pub(super) fn all_handles(&self) -> Vec<String> {
        self.names(&self.handles, '@')
    }

    fn names(&self, said: &[&str], sign: char) -> Vec<String> {
        let bare = |name: &&str| fold(name.trim().trim_start_matches(sign));
        let mut all: Vec<String> = said.iter().map(bare).filter(|name| !name.is_empty()).collect();
        self.texts.iter().for_each(|text| marked(text, sign, &mut all));
        all.sort();
        all.dedup();
        all
    }
}

/// Ids are long numbers, which take little room as such; any other is known by its digest.
pub(super) fn id_number(id: &str) -> u64 {
    let number = id.parse().ok().filter(|number: &u64| number.to_string() == id);
    number.unwrap_or_else(|| {
        let digest = Digest::of(id.as_bytes());
        u64::from_be_bytes(*digest.bytes().first_chunk().expect("a digest is longer than a number"))
    })
}
