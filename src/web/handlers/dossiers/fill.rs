//! The questions that a body asks and records do not answer.

use super::{body, language, view};
use crate::domain::policy::Verb;
use crate::domain::{Lang, Private, Problem};
use crate::service::dossiers::{self, Check, FieldState};
use crate::service::{Error, Result, cases};
use crate::web::dispatch::Outcome;
use crate::web::dossier_words::counted_from;
use crate::web::form::{Term, term};
use crate::web::handlers::evidence::require;
use crate::web::i18n;
use crate::web::visit::InCase;
use crate::web::{Page, Reply};
use serde::Serialize;
use std::collections::BTreeMap;

/// Form fields are named `body_<field id>`.
pub const FIELD: &str = "body_";

#[derive(Serialize)]
struct About {
    name: String,
    about: String,
    source: String,
}

/// In which language one answers, and to which one can go on.
#[derive(Serialize)]
struct Language {
    code: &'static str,
    name: String,
    others: Vec<Term>,
}

#[derive(Serialize)]
struct Part {
    title: String,
    lead: String,
    fields: Vec<Field>,
}

#[derive(Serialize)]
struct Field {
    name: String,
    label: String,
    hint: String,
    kind: &'static str,
    needed: bool,
    choices: Vec<Term>,
    /// What was answered in other languages: `(language, answer)`.
    elsewhere: Vec<(String, Private)>,
}

/// The form as it was sent; at first, with the answers that the case has.
pub fn fill(visit: &mut InCase) -> Outcome {
    require(visit, Verb::PrepareDossier)?;
    let (body, language) = (body(visit)?, language(visit));
    let check = dossiers::check(visit.store(), &visit.actor, visit.case, &body.code, language, false)?;
    if !visit.form.has("language") {
        for field in check.fields.iter().filter(|field| field.typed) {
            visit.form.set(format!("{FIELD}{}", field.id), field.answer.clone().unwrap_or_default());
            if let Some(unknown) = &field.unknown_id {
                visit.form.set(format!("{FIELD}{unknown}"), field.unknown.clone().unwrap_or_default());
            }
        }
        for date in &check.dates {
            let value = date.value.clone().unwrap_or_default();
            visit.form.set(format!("{FIELD}{}", date.start.field()), value);
        }
    }
    if !visit.form.has("revision") {
        visit.form.set("revision", check.answers_revision.to_string());
    }
    let page = Page::new("dossiers/fill.html", &visit.frame("dossiers"))?.with("form", &visit.form);
    let (lang, url) = (visit.lang, visit.url());
    let about = About {
        name: body.name.get(lang).clone(),
        about: body.document.get(lang).clone(),
        source: body.uncertain.get(lang).join(" "),
    };
    let asked = asked(visit, check.language, &body.languages);
    let page = page.with("body", &about).with("parts", &parts(visit, &asked.name, &check));
    let page = page.with("action", &view::prepare(&url, &body.code)).with("back", &format!("{url}/dossiers"));
    Ok(Reply::page(page.with("language", &asked)))
}

fn asked(visit: &InCase, language: Lang, of_body: &[Lang]) -> Language {
    let name = |lang: Lang| i18n::say(visit.lang, &format!("language-{}", lang.code()));
    let others = of_body.iter().filter(|lang| **lang != language);
    let others = others.map(|lang| term(lang.code(), &name(*lang))).collect();
    Language { code: language.code(), name: name(language), others }
}

/// What must be answered comes first, then what depends, then what may be left; and the dates that
/// time limits are counted from.
fn parts(visit: &InCase, language: &str, check: &Check) -> Vec<Part> {
    let lang = visit.lang;
    let part = |key: &str, fields: Vec<Field>| Part {
        title: i18n::say(lang, &format!("dossier-{key}")),
        lead: i18n::say(lang, &format!("dossier-{key}-lead")),
        fields,
    };
    let those = |wanted: &dyn Fn(&FieldState) -> bool| -> Vec<Field> {
        let typed = check.fields.iter().filter(|one| one.typed && wanted(one));
        let asked = |one| std::iter::once(field(lang, language, check.body, one)).chain(unknown(lang, one));
        typed.flat_map(asked).collect()
    };
    let dates = check.dates.iter().map(|date| {
        blank(date.start.field(), capital(&counted_from(lang, date.start)), String::new(), "date")
    });
    let parts = [
        part("needed", those(&|one| one.required)),
        part("depends", those(&|one| !one.required && one.undecided)),
        part("optional", those(&|one| !one.required && !one.undecided)),
        part("dates", dates.collect()),
    ];
    parts.into_iter().filter(|part| !part.fields.is_empty()).collect()
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Where the body lets one say so: why the answer is unknown.
fn unknown(lang: Lang, state: &FieldState) -> Option<Field> {
    let id = state.unknown_id.as_ref()?;
    let (label, hint) = (i18n::say(lang, "dossier-unknown"), i18n::say(lang, "dossier-unknown-hint"));
    Some(blank(id, label, hint, "text"))
}

fn blank(id: &str, label: String, hint: String, kind: &'static str) -> Field {
    let (choices, elsewhere) = (Vec::new(), Vec::new());
    Field { name: format!("{FIELD}{id}"), label, hint, kind, needed: false, choices, elsewhere }
}

fn field(lang: Lang, language: &str, body: &dossiers::Body, state: &FieldState) -> Field {
    let said = |key: &str, name: &'static str, text: String| i18n::say_with(lang, key, &[(name, text)]);
    let help = body.help(&state.id, lang);
    let common = state.common.then(|| said("dossier-answer-common", "language", language.to_owned()));
    let recorded = state.value.as_ref().filter(|_| state.answer.is_none());
    let recorded =
        recorded.map(|value| said("dossier-from-records", "value", value.reveal().replace('\n', "; ")));
    let hint = [help, state.article.clone(), common, recorded];
    let elsewhere = state
        .elsewhere
        .iter()
        .map(|(other, answer)| (i18n::say(lang, &format!("language-{}", other.code())), answer.clone()));
    Field {
        name: format!("{FIELD}{}", state.id),
        label: view::question(lang, body, state),
        hint: hint.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        kind: if state.long { "textarea" } else { "text" },
        needed: state.required,
        choices: Vec::new(),
        elsewhere: elsewhere.collect(),
    }
}

/// Keeps every answer, for the language in which it was asked. Then shows what leaves, or the form
/// again, in this language or the one that was asked for.
pub fn save(visit: &mut InCase) -> Outcome {
    let body = body(visit)?;
    let language = body.language(language(visit)).unwrap_or(Lang::Es);
    let read = visit.form.get("revision").parse().map_err(|_| Error::Conflict)?;
    let kept = cases::answer(visit.store(), &visit.actor, visit.case, language, read, answers(visit, body)?);
    kept.map_err(by_name)?;
    let there = view::prepare(&visit.url(), &body.code);
    match visit.form.get("act") {
        "check" => Ok(Reply::see(format!("{there}/check?language={}", language.code()))),
        act => {
            let next = act.strip_prefix("language-").and_then(Lang::from_code).unwrap_or(language);
            let saved = Reply::see(format!("{there}?language={}", next.code()));
            Ok(saved.said(visit.app.tls, "success", "answers-saved"))
        }
    }
}

/// Problems are told at the form's own fields.
fn by_name(error: Error) -> Error {
    let named = |problem: Problem| Problem { field: format!("{FIELD}{}", problem.field), ..problem };
    match error {
        Error::Invalid(problems) => Error::Invalid(problems.into_iter().map(named).collect()),
        other => other,
    }
}

/// Only the questions of this body are taken from the form.
fn answers(visit: &InCase, body: &dossiers::Body) -> Result<BTreeMap<String, Private>> {
    let fields = body.fields.iter().map(|field| field.id.clone());
    let unknown = body.fields.iter().filter(|field| field.unknown_allowed);
    let unknown = unknown.map(|field| dossiers::unknown_id(&field.id));
    let dates = body.starts().into_iter().map(|start| start.field().to_owned());
    let given = fields.chain(unknown).chain(dates).filter_map(|id| {
        let name = format!("{FIELD}{id}");
        visit.form.has(&name).then(|| (id, Private::new(visit.form.get(&name))))
    });
    let given: BTreeMap<String, Private> = given.collect();
    if given.is_empty() { Err(Error::Invalid(Vec::new())) } else { Ok(given) }
}
