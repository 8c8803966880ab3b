//! Imported posts: thousands in one record, each addressable by its set and number.

use super::evidence::BlobRef;
use super::policy::{ImportPosts, ReadRecords};
use super::{Document, Private, RecordId};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// The posts of one imported file. The file itself is an evidence item, untouched; the parsed
/// posts stand in one sealed file, cut into pages.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PostSet {
    pub title: Private,
    /// The evidence item that holds the imported file.
    pub original: RecordId,
    /// The import format's code.
    pub format: String,
    pub posts: BlobRef,
    pub pages: Vec<Page>,
    /// Where the digests of the ids stand, for recognising duplicates.
    pub ids: Page,
    /// Where the columns stand that analyses read, in the order of `analysis::COLUMNS`; `count` is
    /// the number of messages.
    #[serde(default)]
    pub columns: Vec<Page>,
    pub imported: u64,
    pub duplicates: u64,
    pub rejected: u64,
    /// The first of the rejected, at most [`PostSet::MOST_REJECTS_KEPT`].
    #[serde(default)]
    pub rejects: Vec<Rejected>,
}

impl PostSet {
    pub const MOST_REJECTS_KEPT: usize = 10_000;
    /// Posts per page: a page is what one look-up has to open.
    pub const PAGE: usize = 256;
}

/// A stretch of the sealed file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    pub offset: u64,
    pub bytes: u64,
    pub count: u64,
}

/// A record of the file that is not a post, where it stands, and why. Unit and reason are codes of
/// the import's lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejected {
    pub unit: String,
    pub number: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<u64>,
    pub reason: String,
}

impl Document for PostSet {
    const KIND: &'static str = "post-set";
    const PREFIX: &'static str = "S";
    type Read = ReadRecords;
    type Write = ImportPosts;

    fn title(&self) -> &Private {
        &self.title
    }
    fn search_text<'a>(&'a self, found: &mut dyn FnMut(&'a Private)) {
        found(&self.title);
    }
    fn mentions(&self) -> Vec<RecordId> {
        vec![self.original]
    }
}

/// One post of a set, counted from 1 in the order of the file: `S-001/37`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PostAddress {
    pub set: RecordId,
    pub number: u64,
}

impl fmt::Display for PostAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.set, self.number)
    }
}

impl FromStr for PostAddress {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let (set, number) = text.split_once('/').ok_or(())?;
        Ok(Self { set: set.parse().map_err(|_| ())?, number: number.parse().map_err(|_| ())? })
    }
}
