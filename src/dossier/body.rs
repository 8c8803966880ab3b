//! The bodies that dossiers go to. A body is data: one file in `bodies/`, dated and versioned.
//!
//! What a file says is described in `docs/formats/dossier.md` §6. Adding a body is adding a file.

use super::content::{Frame, Section, SectionKind};
use crate::domain::Lang;
use crate::domain::consent::{ItemClass, Permission, Scope};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

#[derive(rust_embed::RustEmbed)]
#[folder = "bodies/"]
struct Files;

/// Every body, by code.
pub fn bodies() -> &'static [Body] {
    static BODIES: LazyLock<Vec<Body>> = LazyLock::new(|| {
        let mut names: Vec<_> = Files::iter().collect();
        names.sort();
        // A test reads every file, so none that ships is dropped here.
        names.iter().filter_map(|name| Body::parse(&Files::get(name)?.data).ok()).collect()
    });
    &BODIES
}

pub fn body(code: &str) -> Option<&'static Body> {
    bodies().iter().find(|body| body.code == code)
}

/// The same in both languages.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Both<T = String> {
    pub es: T,
    pub en: T,
}

impl<T> Both<T> {
    pub fn get(&self, language: Lang) -> &T {
        match language {
            Lang::Es => &self.es,
            Lang::En => &self.en,
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    pub code: String,
    /// Of the profile; raised with every change of substance.
    pub version: u32,
    pub dated: String,
    pub paper: Paper,
    /// In which the body takes documents; the first is the usual one.
    pub languages: Vec<Lang>,
    pub name: Both,
    pub short: Both,
    pub document: Both,
    pub opening: Both,
    pub addressee: Both<Vec<String>>,
    pub legal_basis: Both<Vec<String>>,
    pub closing: Both<Vec<String>>,
    /// For the cover.
    pub notices: Both<Vec<String>>,
    pub consent: ConsentRules,
    pub limits: Limits,
    pub clocks: Vec<Clock>,
    /// How it is filed.
    pub filing: Both<Vec<String>>,
    /// What to check in the live source before relying on it.
    pub uncertain: Both<Vec<String>>,
    pub fields: Vec<FieldSpec>,
    pub sections: Vec<SectionSpec>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Paper {
    UsLetter,
    A4,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsentRules {
    pub victim: Minimum,
    pub witness: Minimum,
    /// The least scope for each class of item.
    pub items: BTreeMap<ItemClass, Scope>,
    /// What a person must have been told before consenting.
    pub told: Both<Vec<String>>,
}

/// The least that a person must have agreed to.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Minimum {
    pub scope: Scope,
    /// Suffices instead of `scope` when the field named by `with` is filled in.
    pub or_scope: Option<Scope>,
    pub with: Option<String>,
    /// Asked beside the scope.
    pub permissions: Vec<Permission>,
}

/// Zero: no limit.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    pub pages: u32,
    pub words: u32,
    pub formats: Vec<String>,
}

/// How long a dossier is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Length {
    pub pages: u32,
    pub words: u32,
}

impl Limits {
    pub fn are_any(&self) -> bool {
        self.pages > 0 || self.words > 0
    }

    /// Whether there are too many pages, and too many words.
    pub fn exceeded(&self, length: Length) -> (bool, bool) {
        let over = |limit: u32, there: u32| limit > 0 && there > limit;
        (over(self.pages, length.pages), over(self.words, length.words))
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    pub label: Both,
    pub count: u32,
    pub unit: ClockUnit,
    pub from: ClockStart,
    /// Where the law lets it be counted from either: the later one.
    pub or_from: Option<ClockStart>,
    /// The sources do not agree: to be checked before it is relied on.
    #[serde(default)]
    pub uncertain: bool,
    pub article: Option<String>,
    pub note: Both,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockUnit {
    Days,
    Years,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockStart {
    Facts,
    Knowledge,
    Filing,
    /// When the authority is notified.
    Notice,
    /// When the body writes to the State.
    Letter,
}

impl ClockStart {
    /// Where its date is kept among the answers that all bodies share.
    pub fn field(self) -> &'static str {
        match self {
            ClockStart::Facts => "clock.facts",
            ClockStart::Knowledge => "clock.knowledge",
            ClockStart::Filing => "clock.filing",
            ClockStart::Notice => "clock.notice",
            ClockStart::Letter => "clock.letter",
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldSpec {
    /// The same id is the same datum at every body.
    pub id: String,
    pub label: Both,
    #[serde(rename = "type")]
    pub kind: FieldKind,
    pub requirement: Requirement,
    pub article: Option<String>,
    pub source: FieldSource,
    /// The law lets one answer "unknown", with the reason.
    #[serde(default)]
    pub unknown_allowed: bool,
    /// Of a conditional field: when it is asked. Without it, whoever files decides; `help` says when.
    pub when: Option<When>,
    pub help: Option<Both>,
}

/// When a conditional field is asked.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum When {
    /// The answer to another field has one of these words, in lower case.
    Says { field: String, words: Vec<String> },
    /// There is more than one of them.
    Several(FieldSource),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    Text,
    Longtext,
    Bool,
    Date,
    Place,
    List,
    Parties,
    Files,
    Consent,
    Signatures,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Requirement {
    Required,
    Conditional,
    Optional,
}

/// Where a field's value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldSource {
    Typed,
    Complainants,
    Victims,
    Authorities,
    Officials,
    Facts,
    Evidence,
    /// Of each victim: whether they agreed, and how.
    ConsentGiven,
    /// That it reaches the State.
    ConsentState,
    /// That it becomes public.
    ConsentPublic,
    /// In which form they are named.
    ConsentName,
    Signatories,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionSpec {
    pub kind: SectionKind,
    pub title: Both,
}

impl Body {
    fn parse(bytes: &[u8]) -> Result<Self, toml::de::Error> {
        toml::from_slice(bytes)
    }

    /// The language to use when `wanted` is not one that the body takes.
    pub fn language(&self, wanted: Option<Lang>) -> Option<Lang> {
        wanted.filter(|language| self.languages.contains(language)).or(self.languages.first().copied())
    }

    pub fn field(&self, id: &str) -> Option<&FieldSpec> {
        self.fields.iter().find(|field| field.id == id)
    }

    /// What is said beside a field: for one that is asked under a condition, the condition.
    pub fn help(&self, id: &str, lang: Lang) -> Option<String> {
        Some(self.field(id)?.help.as_ref()?.get(lang).clone())
    }

    /// From what its time limits are counted, each once.
    pub fn starts(&self) -> Vec<ClockStart> {
        let mut starts = Vec::new();
        for start in self.clocks.iter().flat_map(|clock| [Some(clock.from), clock.or_from]).flatten() {
            if !starts.contains(&start) {
                starts.push(start);
            }
        }
        starts
    }

    /// What the profile contributes to a dossier.
    pub fn frame(&self, language: Lang) -> Frame {
        let title = |section: &SectionSpec| section.title.get(language).clone();
        Frame {
            profile: format!("{} {} ({})", self.code, self.version, self.dated),
            paper: match self.paper {
                Paper::UsLetter => "us-letter".into(),
                Paper::A4 => "a4".into(),
            },
            addressee: self.addressee.get(language).clone(),
            legal_basis: self.legal_basis.get(language).clone(),
            opening: self.opening.get(language).clone(),
            closing: self.closing.get(language).clone(),
            sections: self.sections.iter().map(|one| Section { kind: one.kind, title: title(one) }).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Choice;
    use std::collections::BTreeSet;

    #[test]
    fn every_file_is_a_body_named_by_its_code() {
        assert!(Files::iter().count() >= 2);
        for name in Files::iter() {
            let body =
                Body::parse(&Files::get(&name).unwrap().data).unwrap_or_else(|e| panic!("{name}: {e}"));
            assert_eq!(name, format!("{}.toml", body.code));
        }
        assert_eq!(bodies().len(), Files::iter().count());
    }

    #[test]
    fn no_body_leaves_a_class_of_item_or_a_section_without_a_rule() {
        for body in bodies() {
            assert_eq!(body.consent.items.len(), ItemClass::ALL.len(), "{}", body.code);
            let kinds: Vec<_> = body.sections.iter().map(|section| format!("{:?}", section.kind)).collect();
            assert_eq!(kinds.iter().collect::<BTreeSet<_>>().len(), 12, "{}: {kinds:?}", body.code);
            assert_eq!(kinds.len(), 12, "{}: a section is there twice", body.code);
        }
    }

    #[test]
    fn labels_are_written_in_both_languages_and_ids_are_unique() {
        for body in bodies() {
            let ids: BTreeSet<_> = body.fields.iter().map(|field| &field.id).collect();
            assert_eq!(ids.len(), body.fields.len(), "{}", body.code);
            let labels = body.fields.iter().flat_map(|field| [&field.label.es, &field.label.en]);
            assert!(labels.chain([&body.name.es, &body.name.en]).all(|label| !label.trim().is_empty()));
            assert_eq!(body.consent.told.es.len(), body.consent.told.en.len(), "{}", body.code);
            assert!(!body.languages.is_empty());
            for rule in [&body.consent.victim, &body.consent.witness] {
                let named = rule.with.iter().all(|id| body.field(id).is_some());
                assert!(named && rule.or_scope.is_some() == rule.with.is_some(), "{}", body.code);
            }
        }
    }

    #[test]
    fn a_conditional_field_says_when_it_is_asked_and_rests_on_a_field_there_is() {
        let mut decided = 0;
        for body in bodies() {
            for field in &body.fields {
                let conditional = field.requirement == Requirement::Conditional;
                assert!(!conditional || field.help.is_some(), "{} {}", body.code, field.id);
                assert!(conditional || field.when.is_none(), "{} {}", body.code, field.id);
                if let Some(When::Says { field: other, words }) = &field.when {
                    assert!(body.field(other).is_some() && !words.is_empty(), "{} {other}", body.code);
                }
                decided += usize::from(field.when.is_some());
            }
        }
        assert!(decided >= 3);
    }

    #[test]
    fn a_dossier_is_too_long_only_where_there_is_a_limit() {
        let limits = |pages, words| Limits { pages, words, formats: vec![] };
        let length = Length { pages: 16, words: 9_000 };
        assert_eq!(limits(15, 10_000).exceeded(length), (true, false));
        assert_eq!(limits(16, 8_999).exceeded(length), (false, true));
        assert_eq!(limits(0, 0).exceeded(length), (false, false));
        assert!(limits(15, 0).are_any() && !limits(0, 0).are_any());
    }

    #[test]
    fn a_misspelt_key_in_a_profile_is_refused() {
        let text = String::from_utf8(Files::get("cndh.toml").unwrap().data.to_vec()).unwrap();
        assert!(Body::parse(text.as_bytes()).is_ok());
        assert!(Body::parse(text.replace("unknown_allowed", "unknown_alowed").as_bytes()).is_err());
    }

    #[test]
    fn a_language_that_the_body_does_not_take_falls_back_to_its_usual_one() {
        assert_eq!(body("cndh").unwrap().language(Some(Lang::En)), Some(Lang::Es));
        let rapporteur = body("un-sr-freedom-of-expression").unwrap();
        assert_eq!(rapporteur.language(Some(Lang::Es)), Some(Lang::Es));
        assert_eq!(rapporteur.language(None), Some(Lang::En));
    }
}
