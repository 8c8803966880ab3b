//! Imported posts: thousands in one record, each addressable by its set and number.

use super::encoding::Decoding;
use super::evidence::BlobRef;
use super::policy::{ImportPosts, ReadRecords};
use super::{Document, Moment, Private, Problem, Problems, RecordId};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

choices! {
    /// What a place in a file counts.
    Unit {
        Line = "line", "línea", "line";
        Element = "element", "elemento", "element";
    }
}

/// Where in the original file something stands: the line, or the element of an array, from 1; and
/// for records that share it (the posts of one API page) which of them, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    pub unit: Unit,
    pub number: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<u64>,
}

impl Place {
    pub fn line(number: u64) -> Self {
        Self { unit: Unit::Line, number, item: None }
    }

    pub fn element(number: u64) -> Self {
        Self { unit: Unit::Element, number, item: None }
    }

    pub fn item(self, item: u64) -> Self {
        Self { item: Some(item), ..self }
    }
}

/// The posts of one imported file. The file itself is an evidence item, untouched; the parsed
/// posts stand in one sealed file, cut into pages.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PostSet {
    pub title: Private,
    #[serde(default)]
    pub tags: Vec<Private>,
    /// The evidence item that holds the imported file.
    pub original: RecordId,
    /// The import format's code.
    pub format: String,
    /// In which encoding the file was, and how that is known.
    #[serde(default)]
    pub decoding: Decoding,
    pub posts: BlobRef,
    pub pages: Vec<Page>,
    /// Where the captures stand, by which duplicates and versions are known; `count` is theirs.
    pub ids: Page,
    /// The secret under which the captures' prints are made.
    pub print_key: [u8; 16],
    /// Where the columns stand that analyses read, in the order of `analysis::COLUMNS`; `count` is
    /// the number of messages.
    #[serde(default)]
    pub columns: Vec<Page>,
    /// Posts that the case did not have.
    pub imported: u64,
    /// Records that say what a post of the case says; only their places are kept.
    pub duplicates: u64,
    /// Posts that the case has, but that say something else here; they are kept beside the others.
    #[serde(default)]
    pub versions: u64,
    pub rejected: u64,
    /// Where all the rejected stand, in the order of the file.
    #[serde(default)]
    pub rejects: Vec<Page>,
    /// The rest of the file could not be divided into records: the last of the rejected says where.
    #[serde(default)]
    pub broken_off: bool,
    /// When the first and the last of the imported posts were published, as far as they say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<(Moment, Moment)>,
}

impl PostSet {
    /// Posts per page: a page is what one look-up has to open.
    pub const PAGE: usize = 256;
    /// Rejected records per page.
    pub const REJECTS_PAGE: usize = 4096;

    /// How many posts it holds, versions of known ones among them.
    pub fn posts(&self) -> u64 {
        self.imported + self.versions
    }

    /// How many records its file has.
    pub fn records(&self) -> u64 {
        self.posts() + self.duplicates + self.rejected
    }

    pub fn check(self) -> Result<Self, Vec<Problem>> {
        let mut problems = Problems::default();
        problems.require(!self.title.is_blank(), "title", "blank");
        problems.fits(&self.title, 300, "title");
        problems.or(self)
    }
}

/// A stretch of the sealed file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    pub offset: u64,
    pub bytes: u64,
    pub count: u64,
}

/// A record of the file that is not a post, where it stands, and why: a code of the import's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejected {
    #[serde(flatten)]
    pub place: Place,
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
        self.tags.iter().for_each(found);
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
