//! One item of evidence, with everything that happened to it.

use super::document;
use crate::cli::Outcome;
use crate::cli::answer::{Answer, record};
use crate::cli::desk::Desk;
use crate::cli::refusal::Refusal;
use crate::cli::table::Table;
use crate::cli::words::{one_line, say, several_lines};
use crate::domain::evidence::CustodyEvent;
use crate::domain::{Choice, Lang, Recorded};
use crate::service::evidence::{self, EvidenceRecord};
use serde_json::{Value, json};

pub fn show(desk: &Desk, case: &str, id: &str) -> Outcome {
    let session = desk.sign_in()?;
    let case = session.case(case)?;
    let id = session.record(case, id)?;
    let shown = evidence::show(&session.store, &session.actor, case, id);
    let shown = shown.map_err(|error| Refusal::from(error).if_not_found("not-evidence", &id.to_string()))?;
    let mut own = document(&shown.evidence);
    own["custody"] = shown.custody.iter().map(step).collect();
    Ok(Answer::new(own, text(desk.lang, &shown)))
}

/// A step as a document.
pub fn step(event: &Recorded<CustodyEvent>) -> Value {
    let body = &event.body;
    let own = json!({
        "evidence": body.evidence, "event": body.kind, "at": body.at, "from": body.from, "to": body.to,
        "place": body.place, "purpose": body.purpose, "note": body.note, "sha256": body.sha256,
    });
    record(event, own)
}

fn text(lang: Lang, shown: &EvidenceRecord) -> String {
    let (item, file) = (&shown.evidence.body, &shown.evidence.body.file);
    let mut text = format!("{}  {}\n", shown.evidence.reference, one_line(item.title.reveal()));
    text += &format!("{}  {}  {}\n", item.kind.label(lang), file.media_type, one_line(file.name.reveal()));
    text += &format!("{} {}\n", say(lang, "cli-sha256"), file.blob.sha256);
    if !item.description.is_blank() {
        text += &format!("\n{}\n", several_lines(item.description.reveal()));
    }
    let words = |key| say(lang, key);
    let heads = ["when", "act", "step-from", "step-to", "step-place", "note"].map(words);
    let mut table = Table::new(heads);
    for event in shown.custody.iter().map(|event| &event.body) {
        let at = event.at.to_string();
        let cells = [&event.from, &event.to, &event.place, &event.note].map(|text| text.reveal());
        let [from, to, place, note] = cells;
        table.row([&at, event.kind.label(lang), from, to, place, note]);
    }
    format!("{text}\n{}\n{}", words("custody"), table.or(""))
}
