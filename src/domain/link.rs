//! A link between any two things of a case.

use super::policy::{LinkRecords, ReadRecords};
use super::posts::PostAddress;
use super::{Document, Private, RecordId};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// What can be linked: a record, or one post or message of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    Record(RecordId),
    Post(PostAddress),
}

impl Target {
    /// The record that holds it.
    pub fn record(self) -> RecordId {
        match self {
            Target::Record(id) => id,
            Target::Post(post) => post.set,
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Target::Record(id) => id.fmt(f),
            Target::Post(post) => post.fmt(f),
        }
    }
}

impl FromStr for Target {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        match text.contains('/') {
            true => text.parse().map(Target::Post),
            false => text.parse().map(Target::Record).map_err(|_| ()),
        }
    }
}

impl Serialize for Target {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Target {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|()| serde::de::Error::custom("not a record or post id"))
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    pub from: Target,
    pub to: Target,
    #[serde(default)]
    pub note: Private,
}

impl Link {
    /// Whether it is between these two, either way round.
    pub fn joins(&self, one: RecordId, other: RecordId) -> bool {
        let ends = (self.from.record(), self.to.record());
        ends == (one, other) || ends == (other, one)
    }

    /// The same of records as a whole: a link with one post of a set is none with the set.
    pub fn joins_whole(&self, one: RecordId, other: RecordId) -> bool {
        let whole = |end: Target| matches!(end, Target::Record(_));
        whole(self.from) && whole(self.to) && self.joins(one, other)
    }
}

impl Document for Link {
    const KIND: &'static str = "link";
    const PREFIX: &'static str = "L";
    type Read = ReadRecords;
    type Write = LinkRecords;

    fn title(&self) -> &Private {
        &self.note
    }
    fn search_text<'a>(&'a self, found: &mut dyn FnMut(&'a Private)) {
        found(&self.note);
    }
    fn mentions(&self) -> Vec<RecordId> {
        vec![self.from.record(), self.to.record()]
    }
}
