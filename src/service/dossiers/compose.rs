//! Turns what was let through into the words of a dossier.

mod consents;
mod exhibits;
mod people;
mod places;
mod posts;
mod testimonies;

pub use consents::answers;
pub use people::{named, victims};

use super::super::Result;
use super::super::dates::{self, Style};
use super::fields::{self, FieldState};
use super::gather::Gathered;
use super::making::Making;
use super::phrases;
use crate::crypto::checkpoint::Checkpoint;
use crate::domain::Lang;
use crate::dossier::content::{Content, Cover, FORMAT, Field, Integrity, Row, Signatory};

pub fn compose(making: &Making<'_>, reference: &str, checkpoint: &Checkpoint) -> Result<Content> {
    let (language, body, gathered) = (making.language(), making.body, making.gathered);
    Ok(Content {
        format: FORMAT.into(),
        cover: cover(making, reference),
        frame: body.frame(language),
        requests: requests(making),
        parties: people::parties(making),
        fields: fields::states(making).iter().map(|state| field(language, state)).collect(),
        facts: paragraphs(gathered.fact(FACTS).unwrap_or_default()),
        chronology: testimonies::chronology(making),
        testimonies: testimonies::compose(making),
        exhibits: exhibits::compose(making)?,
        posts: posts::compose(making)?,
        consent: consents::statement(making),
        integrity: integrity(making, checkpoint),
        index: places::index(making),
        signatories: vec![Signatory {
            name: gathered.organisation.reveal().into(),
            capacity: body.document.get(language).clone(),
            place_date: None,
        }],
    })
}

fn cover(making: &Making<'_>, reference: &str) -> Cover {
    let (language, body, gathered) = (making.language(), making.body, making.gathered);
    let mut notices = body.notices.get(language).clone();
    if gathered.profile.body.fictional {
        notices.insert(0, phrases::fictional(language).into());
    }
    Cover {
        reference: reference.into(),
        title: gathered.profile.body.title_in(language).reveal().into(),
        organisation: gathered.organisation.reveal().into(),
        body: body.code.clone(),
        body_name: body.name.get(language).clone(),
        document: body.document.get(language).clone(),
        language,
        date: dates::day(language, Style::Paper, gathered.today()),
        place: gathered.fact("facts.place").map(str::to_owned),
        created_at: gathered.now,
        rows: Vec::new(),
        notices,
    }
}

/// The field that holds the account of the facts.
const FACTS: &str = "facts.narrative";

/// What the body is asked to do: only what its own form asks for.
fn requests(making: &Making<'_>) -> Vec<String> {
    let asked = ["measures_requested", "action_sought"].into_iter();
    let asked: Vec<&str> = asked.filter(|id| making.body.field(id).is_some()).collect();
    lines(making.gathered, &asked)
}

fn lines(gathered: &Gathered, ids: &[&str]) -> Vec<String> {
    let texts = ids.iter().filter_map(|id| gathered.fact(id));
    texts.flat_map(str::lines).map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn paragraphs(text: &str) -> Vec<String> {
    let whole = text.replace("\r\n", "\n");
    whole.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()).map(str::to_owned).collect()
}

/// The account of the facts is told once: its field leads to the section.
fn field(language: Lang, state: &FieldState) -> Field {
    let value = state.value.as_ref().map(|value| value.reveal().to_owned());
    let told_below = state.id == FACTS && value.is_some();
    let unknown = state.unknown.as_ref().filter(|_| value.is_none());
    Field {
        id: state.id.clone(),
        label: state.label.clone(),
        required: state.required,
        article: state.article.clone(),
        value: if told_below { Some(phrases::see_facts(language).into()) } else { value },
        missing_because: unknown.map(|why| phrases::unknown(language, why.reveal())),
    }
}

fn row(language: Lang, key: &str, value: impl Into<String>) -> Row {
    Row { label: phrases::label(language, key).into(), value: value.into() }
}

/// Of the checkpoint that goes with the dossier: the two are compared when it is verified.
fn integrity(making: &Making<'_>, checkpoint: &Checkpoint) -> Integrity {
    let disclosed = super::extract::disclosed(making);
    let entries = making.gathered.entries.iter();
    let entries = entries.filter(|entry| entry.record.is_some_and(|record| disclosed.contains(&record)));
    let public = making.actor.dossier_key().public_text();
    Integrity {
        ledger_origin: checkpoint.origin.clone(),
        ledger_size: checkpoint.size,
        ledger_root: checkpoint.root.to_string(),
        signer_key: public.lines().nth(1).unwrap_or_default().into(),
        signer: making.gathered.organisation.reveal().into(),
        rows: vec![row(making.language(), "entries", entries.count().to_string())],
    }
}
