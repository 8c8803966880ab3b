//! The questions that a body asks and records do not answer.

use super::{body, language, view};
use crate::domain::Private;
use crate::domain::policy::Verb;
use crate::service::dossiers::{self, FieldState};
use crate::service::{Error, Result, cases};
use crate::web::dispatch::Outcome;
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
            let value = field.value.clone().unwrap_or_default();
            visit.form.set(format!("{FIELD}{}", field.id), value);
        }
    }
    let page = Page::new("dossiers/fill.html", &visit.frame("dossiers"))?.with("form", &visit.form);
    let (lang, url) = (visit.lang, visit.url());
    let about = About {
        name: body.name.get(lang).clone(),
        about: body.document.get(lang).clone(),
        source: body.uncertain.get(lang).join(" "),
    };
    let page = page.with("body", &about).with("parts", &parts(visit, &check.fields));
    let page = page.with("action", &view::prepare(&url, &body.code)).with("back", &format!("{url}/dossiers"));
    Ok(Reply::page(page.with("choices", &Choices { language: languages(visit, &body.languages) })))
}

fn languages(visit: &InCase, of_body: &[crate::domain::Lang]) -> Vec<Term> {
    let named = |lang: &crate::domain::Lang| {
        term(lang.code(), &i18n::say(visit.lang, &format!("language-{}", lang.code())))
    };
    of_body.iter().map(named).collect()
}

/// What must be answered comes first.
fn parts(visit: &InCase, fields: &[FieldState]) -> Vec<Part> {
    let part = |key: &str, needed: bool| Part {
        title: i18n::say(visit.lang, &format!("dossier-{key}")),
        lead: i18n::say(visit.lang, &format!("dossier-{key}-lead")),
        fields: fields.iter().filter(|one| one.typed && one.required == needed).map(field).collect(),
    };
    let parts = [part("needed", true), part("optional", false)];
    parts.into_iter().filter(|part| !part.fields.is_empty()).collect()
}

fn field(state: &FieldState) -> Field {
    let hint = [state.help.as_deref(), state.article.as_deref()];
    Field {
        name: format!("{FIELD}{}", state.id),
        label: state.label.clone(),
        hint: hint.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        kind: if state.long { "textarea" } else { "text" },
        needed: state.required,
        choices: Vec::new(),
    }
}

/// Keeps every answer, then shows what leaves, or the form again.
pub fn save(visit: &mut InCase) -> Outcome {
    let body = body(visit)?;
    let answers = answers(visit, body)?;
    cases::fill(visit.store(), &visit.actor, visit.case, answers)?;
    let there = view::prepare(&visit.url(), &body.code);
    let language = language(visit).map(|lang| format!("?language={}", lang.code())).unwrap_or_default();
    match visit.form.get("act") {
        "check" => Ok(Reply::see(format!("{there}/check{language}"))),
        _ => Ok(Reply::see(format!("{there}{language}"))),
    }
}

/// Only the questions of this body are taken, each also as it is answered in one language, from the form.
fn answers(visit: &InCase, body: &dossiers::Body) -> Result<BTreeMap<String, Private>> {
    let in_language = |id: &str| {
        let codes = body.languages.iter().map(|lang| lang.code());
        codes.map(|code| format!("{id}@{code}")).collect::<Vec<_>>()
    };
    let asked =
        body.fields.iter().flat_map(|field| std::iter::once(field.id.clone()).chain(in_language(&field.id)));
    let given = asked.filter_map(|id| {
        let name = format!("{FIELD}{id}");
        visit.form.has(&name).then(|| (id, Private::new(visit.form.get(&name))))
    });
    let given: BTreeMap<String, Private> = given.collect();
    if given.is_empty() { Err(Error::Invalid(Vec::new())) } else { Ok(given) }
}
