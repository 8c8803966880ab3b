//! Opening a case, and correcting what it says of itself.

use crate::domain::case::{CaseProfile, default_time_zone};
use crate::domain::policy::Verb;
use crate::service::{Error, cases};
use crate::web::dispatch::Outcome;
use crate::web::fields::{Fields, fill};
use crate::web::form::{Term, term};
use crate::web::frame::Frame;
use crate::web::visit::{InCase, Signed};
use crate::web::{Form, Page, Reply, format};
use serde::Serialize;

/// Where cases are worked on, and UTC; a case that names another keeps it.
const ZONES: &[&str] = &[
    "America/Mexico_City",
    "America/Monterrey",
    "America/Cancun",
    "America/Chihuahua",
    "America/Mazatlan",
    "America/Hermosillo",
    "America/Tijuana",
    "UTC",
];

#[derive(Serialize)]
struct Choices {
    time_zone: Vec<Term>,
}

fn page(frame: &Frame, form: &mut Form, action: &str, back: &str, revising: bool) -> Outcome {
    if form.get("time_zone").is_empty() {
        form.set("time_zone", default_time_zone());
    }
    let mut zones: Vec<&str> = ZONES.to_vec();
    if !zones.contains(&form.get("time_zone")) {
        zones.push(form.get("time_zone"));
    }
    let named = |zone: &&str| term(zone, &format::place(frame.lang, zone));
    let choices = Choices { time_zone: zones.iter().map(named).collect() };
    let page = Page::new("cases/form.html", frame)?.with("form", form).with("choices", &choices);
    Ok(Reply::page(page.with("action", action).with("back", back).with("revising", &revising)))
}

fn profile(form: &Form, fictional: bool) -> CaseProfile {
    let fields = Fields::of(form);
    let (title, summary) = (fields.text("title"), fields.text("summary"));
    let (wordings, time_zone) = (fields.wordings(), form.get("time_zone").to_owned());
    CaseProfile { title, summary, wordings, time_zone, fictional }
}

pub fn new(visit: &mut Signed) -> Outcome {
    let frame = visit.frame();
    page(&frame, &mut visit.form, "/cases", "/cases", false)
}

pub fn open(visit: &mut Signed) -> Outcome {
    let profile = profile(&visit.form, false);
    let case = cases::open(visit.store(), &visit.actor, profile)?;
    Ok(Reply::see(format!("/cases/{case}")).said(visit.app.tls, "success", "case-opened"))
}

pub fn edit(visit: &mut InCase) -> Outcome {
    if !visit.allows(Verb::EditCase) {
        return Err(Error::Denied(Verb::EditCase).into());
    }
    let profile = cases::overview(visit.store(), &visit.actor, visit.case)?.profile;
    fill(&mut visit.form, "", &profile.body);
    visit.form.set("revision", profile.revision.to_string());
    again(visit)
}

/// The form as it was typed.
pub fn again(visit: &mut InCase) -> Outcome {
    if !visit.form.has("revision") {
        let profile = cases::overview(visit.store(), &visit.actor, visit.case)?.profile;
        visit.form.set("revision", profile.revision.to_string());
    }
    let mut frame = visit.frame("overview");
    frame.reference = cases::reference(visit.case);
    let url = visit.url();
    page(&frame, &mut visit.form, &format!("{url}/edit"), &url, true)
}

pub fn revise(visit: &mut InCase) -> Outcome {
    let fictional = visit.standing.profile.as_ref().is_some_and(|profile| profile.fictional);
    let read = visit.form.get("revision").parse().map_err(|_| Error::Conflict)?;
    cases::revise(visit.store(), &visit.actor, visit.case, read, profile(&visit.form, fictional))?;
    Ok(Reply::see(visit.url()).said(visit.app.tls, "success", "case-revised"))
}
