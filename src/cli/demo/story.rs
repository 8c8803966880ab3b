//! The fiction, as it stands in the repository's `demo/`: embedded, so that it is there wherever the
//! binary is.

use crate::cli::interview::file::{self, InterviewForm};
use crate::cli::refusal::Refusal;
use crate::domain::case::CaseProfile;
use crate::domain::consent::Consent;
use crate::domain::evidence::{CustodyKind, EvidenceKind, Provenance};
use crate::domain::person::Person;
use crate::domain::{PartialDate, Private, Wordings};
use crate::service::evidence::EvidenceDraft;
use rust_embed::RustEmbed;
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

#[derive(RustEmbed)]
#[folder = "demo/interviews/"]
struct Interviews;

#[derive(RustEmbed)]
#[folder = "demo/files/"]
struct Files;

const CASE: &str = include_str!("../../../demo/case.json");
const ANSWERS: &str = include_str!("../../../demo/answers.json");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Story {
    pub organisation: String,
    pub case: CaseProfile,
    pub people: Vec<Known>,
    pub evidence: Vec<Exhibit>,
    pub posts: Vec<PostFile>,
    pub citations: Vec<Citation>,
    pub links: Vec<Thread>,
    pub custody: Vec<Step>,
}

/// Somebody who was not interviewed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    pub person: Person,
    #[serde(default)]
    pub consent: Option<Consent>,
    #[serde(default)]
    pub withdrawn: Option<Withdrawal>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withdrawal {
    pub on: PartialDate,
    pub note: Private,
}

/// Who brings something in.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    Analyst,
    Interviewer,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exhibit {
    /// What links and citations call it.
    pub key: String,
    pub file: String,
    pub by: By,
    kind: EvidenceKind,
    title: Private,
    description: Private,
    alt: Private,
    wordings: Wordings,
    source: Private,
    confidential: bool,
    obtained_on: PartialDate,
    obtained_how: Private,
    /// By pseudonym.
    pub persons: Vec<String>,
    #[serde(default)]
    nobody_shown: bool,
    tags: Vec<Private>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PostFile {
    pub file: String,
    pub title: Private,
    pub source: Private,
}

/// A segment of somebody's interview, counted from 1, and what it rests on.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    pub interview: String,
    pub segment: usize,
    pub evidence: Vec<String>,
}

/// A link: between pseudonyms, for their interviews; keys of exhibits; and posts.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thread {
    pub from: String,
    pub to: String,
    pub note: Private,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub evidence: String,
    pub kind: CustodyKind,
    pub by: By,
    pub purpose: Private,
}

impl Story {
    pub fn read() -> Result<Self, Refusal> {
        file::parse(Path::new("case.json"), CASE)
    }
}

impl Exhibit {
    /// Everything but the persons, who are known by their ids only in the store.
    pub fn draft(&self) -> EvidenceDraft {
        EvidenceDraft {
            title: self.title.clone(),
            kind: Some(self.kind),
            description: self.description.clone(),
            alt_text: self.alt.clone(),
            wordings: self.wordings.clone(),
            tags: self.tags.clone(),
            provenance: Provenance {
                source: self.source.clone(),
                source_confidential: self.confidential,
                obtained_on: Some(self.obtained_on),
                obtained_how: self.obtained_how.clone(),
                lawful_basis: Private::new("Entrega voluntaria"),
                ..Provenance::default()
            },
            nobody_shown: self.nobody_shown,
            ..EvidenceDraft::of_file(self.file.as_str())
        }
    }
}

/// The interviews in the order of their names.
pub fn interviews() -> Result<Vec<InterviewForm>, Refusal> {
    let mut names: Vec<Cow<'static, str>> = Interviews::iter().collect();
    names.sort();
    names
        .iter()
        .map(|name| InterviewForm::parse(Path::new(name.as_ref()), &text(Interviews::get(name))))
        .collect()
}

/// The answers that complaints ask for.
pub fn answers() -> Result<BTreeMap<String, Private>, Refusal> {
    file::parse(Path::new("answers.json"), ANSWERS)
}

/// A file that is evidence. One that is missing is empty, which no service takes.
pub fn file(name: &str) -> Vec<u8> {
    Files::get(name).map(|file| file.data.into_owned()).unwrap_or_default()
}

fn text(file: Option<rust_embed::EmbeddedFile>) -> String {
    file.map(|file| String::from_utf8_lossy(&file.data).into_owned()).unwrap_or_default()
}
