//! A case, and the facts that all its complaints share.

use super::policy::{EditCase, ReadCase};
use super::{Document, Lang, PartialDate, Private, Problem, Problems, Wordings};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the case is. One per case.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseProfile {
    pub title: Private,
    #[serde(default)]
    pub summary: Private,
    /// The title as dossiers in other languages print it.
    #[serde(default, skip_serializing_if = "Wordings::is_empty")]
    pub wordings: Wordings,
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
    pub fn title_in(&self, language: Lang) -> &Private {
        self.wordings.or(language, |one| &one.title, &self.title)
    }

    pub fn check(self) -> Result<Self, Vec<Problem>> {
        let mut problems = Problems::default();
        problems.require(!self.title.is_blank(), "title", "blank");
        problems.fits(&self.title, 300, "title");
        self.wordings.check(&mut problems, 300);
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
        self.wordings.search_text(found);
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

    /// Where the answer in one language is kept.
    fn own(field: &str, language: Lang) -> String {
        format!("{field}@{}", language.code())
    }

    fn given(&self, place: &str) -> Option<&Private> {
        self.values.get(place).filter(|value| !value.is_blank())
    }

    /// What was answered for this language alone.
    pub fn answer_in(&self, field: &str, language: Lang) -> Option<&Private> {
        self.given(&Self::own(field, language))
    }

    /// What was answered for all languages.
    pub fn common_answer(&self, field: &str) -> Option<&Private> {
        self.given(field)
    }

    /// What a complaint in this language says: its own answer before the one for all.
    pub fn answer(&self, field: &str, language: Lang) -> Option<&Private> {
        self.answer_in(field, language).or_else(|| self.common_answer(field))
    }

    /// Answers by field id, or by id and language; a blank one removes what was there.
    pub fn set(&mut self, place: String, value: Private) {
        match value.is_blank() {
            true => self.values.remove(&place),
            false => self.values.insert(place, value),
        };
    }

    /// Answers in one language. What all languages say already is not said again; a date is the same
    /// in all.
    pub fn set_in(&mut self, field: &str, language: Lang, value: Private) {
        if field.starts_with(CLOCK) {
            return self.set(field.to_owned(), value);
        }
        let same = self.common_answer(field).is_some_and(|common| *common == value);
        self.set(Self::own(field, language), if same { Private::default() } else { value });
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

#[cfg(test)]
mod tests {
    use super::*;

    fn said(value: Option<&Private>) -> &str {
        value.map_or("", Private::reveal)
    }

    #[test]
    fn a_language_has_its_own_answer_and_leaves_the_others_theirs() {
        let mut facts = FilingFacts::default();
        facts.set_in("facts.place", Lang::En, "Mexico City".into());
        assert_eq!(said(facts.answer("facts.place", Lang::Es)), "");
        facts.set("facts.place".into(), "Ciudad de México".into());
        assert_eq!(said(facts.answer("facts.place", Lang::En)), "Mexico City");
        assert_eq!(said(facts.answer("facts.place", Lang::Es)), "Ciudad de México");
        facts.set_in("facts.place", Lang::Es, "la capital".into());
        assert_eq!(said(facts.answer("facts.place", Lang::En)), "Mexico City");
        assert_eq!(said(facts.common_answer("facts.place")), "Ciudad de México");
    }

    #[test]
    fn what_all_languages_say_is_kept_once() {
        let mut facts = FilingFacts::default();
        facts.set("complainant.email".into(), "oficina@ejemplo.invalid".into());
        facts.set_in("complainant.email", Lang::En, "office@ejemplo.invalid".into());
        facts.set_in("complainant.email", Lang::En, "oficina@ejemplo.invalid".into());
        assert_eq!(facts.values.len(), 1);
        facts.set_in("mandates", Lang::En, "Special Rapporteur".into());
        facts.set_in("mandates", Lang::En, " ".into());
        assert!(facts.answer("mandates", Lang::En).is_none() && facts.values.len() == 1);
    }
}
