//! A case, and the facts that all its complaints share.

use super::policy::{EditCase, ReadCase};
use super::{Document, PartialDate, Private, Problem, Problems};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the case is. One per case.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseProfile {
    pub title: Private,
    #[serde(default)]
    pub summary: Private,
    /// IANA name; times in the case are shown in it.
    #[serde(default = "default_time_zone")]
    pub time_zone: String,
    /// A made-up case says so wherever it is shown.
    #[serde(default)]
    pub fictional: bool,
}

/// Where the first users of the program work.
pub fn default_time_zone() -> String {
    "America/Mexico_City".into()
}

impl CaseProfile {
    pub fn check(self) -> Result<Self, Vec<Problem>> {
        let mut problems = Problems::default();
        problems.require(!self.title.is_blank(), "title", "blank");
        problems.require(self.title.reveal().chars().count() <= 300, "title", "too-long");
        problems.require(jiff::tz::TimeZone::get(&self.time_zone).is_ok(), "time_zone", "unknown");
        problems.or(self)
    }
}

impl Document for CaseProfile {
    const KIND: &'static str = "case";
    const PREFIX: &'static str = "C";
    type Read = ReadCase;
    type Write = EditCase;

    fn title(&self) -> &Private {
        &self.title
    }
    fn search_text<'a>(&'a self, found: &mut dyn FnMut(&'a Private)) {
        found(&self.title);
        found(&self.summary);
    }
}

/// The answers that complaints ask for, by the field ids that all bodies share: filled in once,
/// used in every filing. An id with a language behind it, `facts.place@en`, answers in that language
/// alone. One per case.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FilingFacts {
    #[serde(default)]
    pub values: BTreeMap<String, Private>,
    #[serde(default)]
    pub title: Private,
}

/// Answers whose id begins so are dates that time limits are counted from.
pub const CLOCK: &str = "clock.";

impl FilingFacts {
    pub fn check(self) -> Result<Self, Vec<Problem>> {
        let mut problems = Problems::default();
        for (field, value) in self.values.iter().filter(|(field, _)| field.starts_with(CLOCK)) {
            problems.require(PartialDate::parse(value.reveal()).is_some(), field, "not-a-date");
        }
        problems.or(self)
    }
}

impl Document for FilingFacts {
    const KIND: &'static str = "filing-facts";
    const PREFIX: &'static str = "F";
    type Read = ReadCase;
    type Write = EditCase;

    fn title(&self) -> &Private {
        &self.title
    }
    fn search_text<'a>(&'a self, found: &mut dyn FnMut(&'a Private)) {
        self.values.values().for_each(found);
    }
}
