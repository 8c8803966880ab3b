//! What the pages on evidence show.

use super::preview_address;
use crate::domain::evidence::{Evidence, Provenance};
use crate::domain::link::Link;
use crate::domain::person::Person;
use crate::domain::{Choice, Lang, Moment, Private, Recorded, Wording, Wordings};
use crate::service::evidence::EvidenceRecord;
use crate::web::files::shown_name;
use crate::web::form::{Term, term};
use crate::web::names::{Colleagues, address};
use crate::web::visit::InCase;
use crate::web::{format, i18n, tags};
use serde::Serialize;

#[derive(Serialize)]
pub struct Choices {
    pub kind: Vec<Term>,
    pub persons: Vec<Term>,
    pub source_person: Vec<Term>,
}

pub fn person_term(value: &str, person: &Recorded<Person>) -> Term {
    term(value, &format!("{} · {}", person.reference, person.body.pseudonym.reveal()))
}

#[derive(Serialize)]
pub struct Row {
    reference: String,
    url: String,
    title: Private,
    kind: &'static str,
    source: Private,
    preview: String,
    size: u64,
    media: String,
    received: Moment,
    links: usize,
    shown: usize,
    reviewed: bool,
    tags: Vec<Private>,
}

pub fn row(visit: &InCase, item: &Recorded<Evidence>, links: &[Recorded<Link>]) -> Row {
    let speaks = |link: &&Recorded<Link>| {
        [link.body.from, link.body.to].iter().any(|target| target.record() == item.id)
    };
    Row {
        reference: item.reference.clone(),
        url: address(&visit.url(), &item.reference),
        title: item.body.title.clone(),
        kind: item.body.kind.label(visit.lang),
        source: item.body.provenance.source.clone(),
        preview: preview_address(&visit.url(), item),
        size: item.body.file.blob.length,
        media: item.body.file.media_type.clone(),
        received: item.recorded_at,
        links: links.iter().filter(speaks).count(),
        shown: item.body.persons.len(),
        reviewed: item.body.nobody_shown || !item.body.persons.is_empty(),
        tags: tags::plain(&item.body.tags).cloned().collect(),
    }
}

#[derive(Serialize)]
pub struct Item {
    url: String,
    title: Private,
    kind: &'static str,
    description: Private,
    source: Private,
    source_confidential: bool,
    obtained: Vec<(String, Private)>,
    preview: String,
    preview_alt: Private,
    graphic: bool,
    tags: Vec<Private>,
    file: File,
    metadata: Vec<(String, String, String)>,
    persons: Vec<Shown>,
    nobody_shown: bool,
    wordings: Vec<Worded>,
}

/// What dossiers in a language say of it.
#[derive(Serialize)]
struct Worded {
    language: &'static str,
    title: Private,
    description: Private,
    alt_text: Private,
}

fn worded(wordings: &Wordings) -> Vec<Worded> {
    let worded = |language: &Lang| {
        let Wording { title, description, alt_text } = wordings.get(*language)?.clone();
        Some(Worded { language: language.code(), title, description, alt_text })
    };
    Lang::ALL.iter().filter_map(worded).collect()
}

#[derive(Serialize)]
struct File {
    name: String,
    size: u64,
    media: String,
    sha256: String,
    pixels: String,
    original: String,
}

#[derive(Serialize)]
struct Shown {
    reference: String,
    url: String,
    name: Private,
}

/// The revision that was asked for; the current one when it is none.
pub fn revision<'r>(record: &'r EvidenceRecord, asked: &str) -> &'r Recorded<Evidence> {
    let asked: Option<u64> = asked.parse().ok();
    record.history.iter().find(|old| Some(old.revision) == asked).unwrap_or(&record.evidence)
}

pub fn item(visit: &InCase, item: &Recorded<Evidence>, people: &[Recorded<Person>]) -> Item {
    let (body, case_url) = (&item.body, visit.url());
    let shown = people.iter().filter(|person| body.persons.contains(&person.id)).map(|person| Shown {
        reference: person.reference.clone(),
        url: address(&case_url, &person.reference),
        name: person.body.pseudonym.clone(),
    });
    Item {
        url: address(&case_url, &item.reference),
        title: body.title.clone(),
        kind: body.kind.label(visit.lang),
        description: body.description.clone(),
        source: body.provenance.source.clone(),
        source_confidential: body.provenance.source_confidential,
        obtained: obtained(visit.lang, &body.provenance),
        preview: preview_address(&case_url, item),
        preview_alt: if body.alt_text.is_blank() { body.title.clone() } else { body.alt_text.clone() },
        graphic: tags::is_graphic(&body.tags),
        tags: tags::plain(&body.tags).cloned().collect(),
        file: file(&case_url, item),
        metadata: Vec::new(),
        persons: shown.collect(),
        nobody_shown: body.nobody_shown,
        wordings: worded(&body.wordings),
    }
}

fn file(case_url: &str, item: &Recorded<Evidence>) -> File {
    let file = &item.body.file;
    let pixels = file.preview.as_ref().map(|preview| format!("{} × {} px", preview.width, preview.height));
    File {
        name: shown_name(file.name.reveal()),
        size: file.blob.length,
        media: file.media_type.clone(),
        sha256: file.blob.sha256.to_string(),
        pixels: pixels.unwrap_or_default(),
        original: format!("{case_url}/evidence/{}/original", item.reference),
    }
}

fn obtained(lang: Lang, origin: &Provenance) -> Vec<(String, Private)> {
    let on = origin.obtained_on.map(|date| Private::new(format::date(lang, date))).unwrap_or_default();
    let told = [
        ("obtained-how", origin.obtained_how.clone()),
        ("obtained-on", on),
        ("lawful-basis", origin.lawful_basis.clone()),
        ("evidence-url", origin.url.clone()),
    ];
    told.into_iter()
        .filter(|(_, text)| !text.is_blank())
        .map(|(key, text)| (i18n::say(lang, key), text))
        .collect()
}

#[derive(Serialize)]
pub struct Revision {
    number: u64,
    at: Moment,
    who: Private,
    url: String,
    current: bool,
}

/// Newest first.
pub fn revisions(visit: &InCase, record: &EvidenceRecord, colleagues: &Colleagues) -> Vec<Revision> {
    let url = address(&visit.url(), &record.evidence.reference);
    let revision = |one: &Recorded<Evidence>| Revision {
        number: one.revision,
        at: one.recorded_at,
        who: colleagues.name(one.recorded_by),
        url: format!("{url}?revision={}", one.revision),
        current: one.revision == record.evidence.revision,
    };
    record.history.iter().rev().map(revision).collect()
}
