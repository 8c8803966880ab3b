//! The questions that a body asks and records do not answer.

use super::{body, language, view};
use crate::domain::policy::Verb;
use crate::domain::{Lang, Private, Problem};
use crate::service::dossiers::{self, Check, FieldState, StartDate};
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

#[derive(Serialize)]
struct Choices {
    language: Vec<Term>,
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
}

/// The form as it was sent; at first, with the answers that the case has.
pub fn fill(visit: &mut InCase) -> Outcome {
    require(visit, Verb::PrepareDossier)?;
    let (body, language) = (body(visit)?, language(visit));
    let check = dossiers::check(visit.store(), &visit.actor, visit.case, &body.code, language)?;
    if !visit.form.has("language") {
        visit.form.set("language", check.language.code());
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
    let page = Page::new("dossiers/fill.html", &visit.frame("dossiers"))?.with("form", &visit.form);
    let (lang, url) = (visit.lang, visit.url());
    let about = About {
        name: body.name.get(lang).clone(),
        about: body.document.get(lang).clone(),
        source: body.uncertain.get(lang).join(" "),
    };
    let page = page.with("body", &about).with("parts", &parts(visit, &check));
    let page = page.with("action", &view::prepare(&url, &body.code)).with("back", &format!("{url}/dossiers"));
    Ok(Reply::page(page.with("choices", &Choices { language: languages(visit, &body.languages) })))
}

fn languages(visit: &InCase, of_body: &[Lang]) -> Vec<Term> {
    let named = |lang: &Lang| term(lang.code(), &i18n::say(visit.lang, &format!("language-{}", lang.code())));
    of_body.iter().map(named).collect()
}

/// What must be answered comes first, then what depends, then what may be left; and the dates that
/// time limits are counted from.
fn parts(visit: &InCase, check: &Check) -> Vec<Part> {
    let part = |key: &str, fields: Vec<Field>| Part {
        title: i18n::say(visit.lang, &format!("dossier-{key}")),
        lead: i18n::say(visit.lang, &format!("dossier-{key}-lead")),
        fields,
    };
    let those = |wanted: &dyn Fn(&FieldState) -> bool| -> Vec<Field> {
        let typed = check.fields.iter().filter(|one| one.typed && wanted(one));
        typed.flat_map(|one| fields(visit.lang, one)).collect()
    };
    let dates = check.dates.iter().map(|date| dated(visit.lang, date)).collect();
    let parts = [
        part("needed", those(&|one| one.required)),
        part("depends", those(&|one| !one.required && one.undecided)),
        part("optional", those(&|one| !one.required && !one.undecided)),
        part("dates", dates),
    ];
    parts.into_iter().filter(|part| !part.fields.is_empty()).collect()
}

/// A question; and, where the body lets one say so, why its answer is unknown.
fn fields(lang: Lang, state: &FieldState) -> Vec<Field> {
    let recorded = state.value.as_ref().filter(|_| state.answer.is_none());
    let recorded = recorded.map(|value| {
        i18n::say_with(lang, "dossier-from-records", &[("value", value.reveal().replace('\n', "; "))])
    });
    let hint = [state.help.as_deref(), state.article.as_deref(), recorded.as_deref()];
    let field = Field {
        name: format!("{FIELD}{}", state.id),
        label: state.label.clone(),
        hint: hint.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        kind: if state.long { "textarea" } else { "text" },
        needed: state.required,
        choices: Vec::new(),
    };
    let unknown = state.unknown_id.as_ref().map(|id| Field {
        name: format!("{FIELD}{id}"),
        label: i18n::say(lang, "dossier-unknown"),
        hint: i18n::say(lang, "dossier-unknown-hint"),
        kind: "text",
        needed: false,
        choices: Vec::new(),
    });
    std::iter::once(field).chain(unknown).collect()
}

fn dated(lang: Lang, date: &StartDate) -> Field {
    Field {
        name: format!("{FIELD}{}", date.start.field()),
        label: counted_from(lang, date.start),
        hint: String::new(),
        kind: "date",
        needed: false,
        choices: Vec::new(),
    }
}

/// Keeps every answer, then shows what leaves, or the form again.
pub fn save(visit: &mut InCase) -> Outcome {
    let body = body(visit)?;
    let answers = answers(visit, body)?;
    cases::fill(visit.store(), &visit.actor, visit.case, answers).map_err(by_name)?;
    let there = view::prepare(&visit.url(), &body.code);
    let language = language(visit).map(|lang| format!("?language={}", lang.code())).unwrap_or_default();
    match visit.form.get("act") {
        "check" => Ok(Reply::see(format!("{there}/check{language}"))),
        _ => Ok(Reply::see(format!("{there}{language}"))),
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

/// Only the questions of this body are taken, each also as it is answered in one language, from the form.
fn answers(visit: &InCase, body: &dossiers::Body) -> Result<BTreeMap<String, Private>> {
    let in_language = |id: &str| {
        let codes = body.languages.iter().map(|lang| lang.code());
        codes.map(|code| format!("{id}@{code}")).collect::<Vec<_>>()
    };
    let ids = body.fields.iter().flat_map(|field| {
        let unknown = field.unknown_allowed.then(|| dossiers::unknown_id(&field.id));
        std::iter::once(field.id.clone()).chain(unknown)
    });
    let dates = body.starts().into_iter().map(|start| start.field().to_owned());
    let asked = ids.flat_map(|id| in_language(&id).into_iter().chain([id])).chain(dates);
    let given = asked.filter_map(|id| {
        let name = format!("{FIELD}{id}");
        visit.form.has(&name).then(|| (id, Private::new(visit.form.get(&name))))
    });
    let given: BTreeMap<String, Private> = given.collect();
    if given.is_empty() { Err(Error::Invalid(Vec::new())) } else { Ok(given) }
}
