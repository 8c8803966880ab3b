//! Interviews: listed, shown, logged and revised.

mod choices;
mod form;
mod read;
mod show;

pub use choices::Choices;
pub use form::{again, edit, edit_again, log, new, revise};
pub use read::consent as read_consent;
pub use show::{Grant, grants, show};

use crate::domain::consent::{Consent, Decision, Scope};
use crate::domain::{Moment, PartialDate, Private, Recorded};
use crate::service::{interviews, people};
use crate::web::dispatch::Outcome;
use crate::web::paging::Pages;
use crate::web::visit::InCase;
use crate::web::{Page, Reply};
use serde::Serialize;
use std::collections::HashMap;
use std::sync::Arc;

const PER_PAGE: u64 = 100;

#[derive(Serialize)]
struct Row {
    reference: String,
    url: String,
    person: Private,
    date: Option<PartialDate>,
    by: Private,
    segments: usize,
    status: &'static str,
    consent: &'static str,
    revised: Moment,
}

/// A consent in one word: `none`, `internal`, `some` or `withdrawn`.
fn in_a_word(consent: Option<&Consent>) -> &'static str {
    let leaves = |consent: &Consent| {
        let granted = consent.grants.iter().filter(|grant| grant.decision == Decision::Granted);
        granted.map(|grant| grant.scope).any(|scope| scope > Scope::Internal)
    };
    match consent {
        None => "none",
        Some(consent) if consent.withdrawn_on.is_some() => "withdrawn",
        Some(consent) if leaves(consent) => "some",
        Some(_) => "internal",
    }
}

fn status(finalised: bool) -> &'static str {
    if finalised { "logged" } else { "draft" }
}

/// Newest first.
pub fn list(visit: &mut InCase) -> Outcome {
    let interviews = interviews::list(visit.store(), &visit.actor, visit.case)?;
    let people = people::list(visit.store(), &visit.actor, visit.case)?;
    let names: HashMap<_, _> = people.iter().map(|person| (person.id, &person.body.pseudonym)).collect();
    let consents = interviews::consents(visit.store(), &visit.actor, visit.case)?;
    let url = format!("{}/interviews", visit.url());
    let page_of = |n| format!("{url}?page={n}");
    let pages = Pages::new(interviews.len() as u64, PER_PAGE, visit.query.get("page"), page_of);
    let row = |one: &Arc<Recorded<crate::domain::testimony::Testimony>>| Row {
        url: format!("{url}/{}", one.reference),
        reference: one.reference.clone(),
        person: names.get(&one.body.person).map(|name| (*name).clone()).unwrap_or_default(),
        date: one.body.session.date,
        by: one.body.session.interviewers.clone(),
        segments: one.body.segments.len(),
        status: status(one.body.finalised),
        consent: in_a_word(consents.iter().find(|c| c.body.person == one.body.person).map(|c| &c.body)),
        revised: one.recorded_at,
    };
    let shown = interviews.iter().rev().skip(pages.skip() as usize).take(PER_PAGE as usize);
    let rows: Vec<Row> = shown.map(row).collect();
    let page = Page::new("interviews/list.html", &visit.frame("interviews"))?;
    Ok(Reply::page(page.with("interviews", &rows).with("pages", &pages)))
}
