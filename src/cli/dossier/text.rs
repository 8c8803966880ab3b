//! What a dossier holds, as text on a terminal.

use crate::cli::words::{one_line, say, say_with};
use crate::domain::dossier::{Dossier, Exclusion};
use crate::domain::{Choice, Lang};
use crate::service::dossiers::{Check, FieldState};

pub fn check(lang: Lang, check: &Check) -> String {
    let title = format!("{} ({})", check.body.name.get(lang), check.language.code());
    let mut text = format!("{title}\n");
    text += &section(lang, "cli-answers", check.fields.iter().map(|state| field(lang, state)));
    text += &section(
        lang,
        "cli-goes-in",
        check.included.iter().map(|item| {
            format!("{}  {}  {}", item.reference, one_line(item.title.reveal()), item.detail.words(lang))
        }),
    );
    text += &exclusions(lang, &check.exclusions);
    text + &section(lang, "cli-told", check.body.consent.told.get(lang).iter().map(|told| one_line(told)))
}

/// A heading with its lines; nothing without any.
fn section(lang: Lang, heading: &str, lines: impl Iterator<Item = String>) -> String {
    let lines: Vec<String> = lines.map(|line| format!("  {line}\n")).collect();
    if lines.is_empty() { String::new() } else { format!("\n{}\n{}", say(lang, heading), lines.concat()) }
}

/// The first words of an answer, or that it is missing.
fn field(lang: Lang, state: &FieldState) -> String {
    let value = state.value.as_ref().map(|value| one_line(value.reveal()).chars().take(60).collect());
    let missing = if state.required { "cli-missing" } else { "cli-empty" };
    let value: String = value.unwrap_or_else(|| say(lang, missing));
    format!("{}  {}: {value}", state.id, state.label)
}

fn exclusions(lang: Lang, exclusions: &[Exclusion]) -> String {
    let line = |exclusion: &Exclusion| format!("{}  {}", exclusion.reference, exclusion.reason.label(lang));
    section(lang, "cli-stays-out", exclusions.iter().map(line))
}

/// What is worth knowing of a dossier that was just made.
pub fn made(lang: Lang, dossier: &Dossier) -> String {
    let mut text = exclusions(lang, &dossier.exclusions);
    text += &section(lang, "cli-unanswered", dossier.missing.iter().map(|field| one_line(field)));
    let digest = [("digest", dossier.file.sha256.to_string())];
    text + &format!("\n{}\n", say_with(lang, "cli-dossier-digest", &digest))
}
