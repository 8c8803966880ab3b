//! What a dossier holds, as text on a terminal.

use crate::cli::words::{one_line, say, say_with};
use crate::domain::dossier::{Dossier, Exclusion};
use crate::domain::{Choice, Lang};
use crate::service::dossiers::{Check, Deadline, FieldState, Held};
use crate::web::dossier_words as view;

pub fn check(lang: Lang, check: &Check) -> String {
    let title = format!("{} ({})", check.body.name.get(lang), check.language.code());
    let mut text = format!("{title}\n");
    text += &section(lang, "cli-answers", check.fields.iter().map(|state| field(lang, state)));
    let undecided = check.fields.iter().filter(|field| field.undecided);
    let condition = |field: &FieldState| one_line(&check.body.help(&field.id, lang).unwrap_or_default());
    let undecided = undecided.map(|field| format!("{}  {}: {}", field.id, field.label, condition(field)));
    text += &section(lang, "cli-to-decide", undecided);
    text += &section(
        lang,
        "cli-goes-in",
        check.included.iter().map(|item| {
            format!("{}  {}  {}", item.reference, one_line(item.title.reveal()), item.detail.words(lang))
        }),
    );
    text += &section(lang, "cli-stays-out", check.exclusions.iter().map(|one| held(lang, check, one)));
    let telling = check.telling.iter().map(|one| {
        let kinds: Vec<&str> = one.kinds.iter().map(|kind| kind.label(lang)).collect();
        format!("{}  {}", one.reference, kinds.join(", "))
    });
    text += &section(lang, "cli-telling", telling);
    text += &section(lang, "cli-told", check.body.consent.told.get(lang).iter().map(|told| one_line(told)));
    text += &section(lang, "cli-deadlines", check.deadlines.iter().map(|one| deadline(lang, one)));
    text += &section(lang, "cli-filing", check.body.filing.get(lang).iter().cloned());
    let limits = view::limits(lang, check).into_iter().chain(view::exceeded(lang, check));
    text += &section(lang, "cli-limits", limits);
    text + &section(lang, "cli-uncertain", check.body.uncertain.get(lang).iter().cloned())
}

fn deadline(lang: Lang, deadline: &Deadline) -> String {
    let from = view::counted_from(lang, deadline.start);
    let (label, field) = (deadline.clock.label.get(lang).clone(), deadline.start.field().to_owned());
    let Some(due) = deadline.due else {
        let texts = [("label", label), ("from", from), ("field", field)];
        return say_with(lang, "cli-deadline-unknown", &texts);
    };
    let texts = [("label", label), ("due", due.to_string()), ("from", from)];
    let marks = [(deadline.passed, "cli-deadline-passed"), (deadline.check, "cli-deadline-check")];
    let marks = marks.into_iter().filter(|(is, _)| *is).map(|(_, key)| format!("  {}", say(lang, key)));
    say_with(lang, "cli-deadline", &texts) + &marks.collect::<String>()
}

/// A heading with its lines; nothing without any.
fn section(lang: Lang, heading: &str, lines: impl Iterator<Item = String>) -> String {
    let lines: Vec<String> = lines.map(|line| format!("  {line}\n")).collect();
    if lines.is_empty() { String::new() } else { format!("\n{}\n{}", say(lang, heading), lines.concat()) }
}

/// The first words of an answer, or that it is missing.
fn field(lang: Lang, state: &FieldState) -> String {
    let value = state.value.as_ref().map(|value| one_line(value.reveal()).chars().take(60).collect());
    if let Some(why) = state.unknown.as_ref().filter(|_| state.value.is_none()) {
        let why = say_with(lang, "cli-unknown", &[("why", one_line(why.reveal()))]);
        return format!("{}  {}: {why}", state.id, state.label);
    }
    let missing = if state.required { "cli-missing" } else { "cli-empty" };
    let value: String = value.unwrap_or_else(|| say(lang, missing));
    format!("{}  {}: {value}", state.id, state.label)
}

/// Why something stays, what it lacks, and whose consent that is.
fn held(lang: Lang, check: &Check, one: &Held) -> String {
    let line = format!("{}  {}", one.reference, one.reason.label(lang));
    if one.needs.is_empty() {
        return line;
    }
    let needs: Vec<String> = one.needs.iter().map(|need| need.words(check.body, lang)).collect();
    let people: Vec<&str> =
        one.people.iter().filter_map(|person| check.people.get(person)).map(String::as_str).collect();
    let texts = [("people", people.join(", ")), ("needs", needs.join("; "))];
    format!("{line}\n      {}", say_with(lang, "cli-needs", &texts))
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
