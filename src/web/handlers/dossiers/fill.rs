//! The questions that a body asks and records do not answer.

use super::{body, language, view};
use crate::domain::policy::Verb;
use crate::domain::{Lang, Private};
use crate::service::dossiers::{self, Check, FieldState};
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

/// What must be answered comes first.
fn parts(visit: &InCase, language: &str, check: &Check) -> Vec<Part> {
    let asked = |needed: bool| check.fields.iter().filter(move |one| one.typed && one.required == needed);
    let part = |key: &str, needed: bool| Part {
        title: i18n::say(visit.lang, &format!("dossier-{key}")),
        lead: i18n::say(visit.lang, &format!("dossier-{key}-lead")),
        fields: asked(needed).map(|one| field(visit.lang, language, check.body, one)).collect(),
    };
    let parts = [part("needed", true), part("optional", false)];
    parts.into_iter().filter(|part| !part.fields.is_empty()).collect()
}

fn field(lang: Lang, language: &str, body: &dossiers::Body, state: &FieldState) -> Field {
    let help = body.field(&state.id).and_then(|asked| Some(asked.help.as_ref()?.get(lang).clone()));
    let args = || i18n::Args::from([("language".into(), language.to_owned().into())]);
    let common = state.common.then(|| i18n::try_say(lang, "dossier-answer-common", &args()));
    let hint = [help, state.article.clone(), common.flatten()];
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
    cases::answer(visit.store(), &visit.actor, visit.case, language, answers(visit, body)?)?;
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

/// Only the questions of this body are taken from the form.
fn answers(visit: &InCase, body: &dossiers::Body) -> Result<BTreeMap<String, Private>> {
    let given = body.fields.iter().filter_map(|field| {
        let name = format!("{FIELD}{}", field.id);
        visit.form.has(&name).then(|| (field.id.clone(), Private::new(visit.form.get(&name))))
    });
    let given: BTreeMap<String, Private> = given.collect();
    if given.is_empty() { Err(Error::Invalid(Vec::new())) } else { Ok(given) }
}
