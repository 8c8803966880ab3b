//! Cases: listed, opened, revised, and at a glance.

mod form;
mod glance;

pub use form::{again, edit, new, open, revise};
pub use glance::overview;

use crate::domain::account::Role;
use crate::domain::policy::{Verb, allows};
use crate::domain::{Choice, Moment, Private};
use crate::service::cases::{self, CaseSummary, Numbers};
use crate::service::{Result, ledger};
use crate::web::dispatch::Outcome;
use crate::web::visit::Signed;
use crate::web::{Page, Reply};
use serde::Serialize;

#[derive(Serialize)]
struct Row {
    reference: String,
    url: String,
    title: Private,
    role: &'static str,
    interviews: usize,
    evidence: usize,
    posts: u64,
    dossiers: usize,
    last: Option<Moment>,
    last_act: String,
}

fn row(visit: &Signed, case: CaseSummary) -> Result<Row> {
    let (mut numbers, mut last, mut last_act) = (Numbers::default(), None, String::new());
    if allows(Verb::ReadRecords, case.role) {
        numbers = cases::overview(visit.store(), &visit.actor, case.id)?.numbers;
        if let Some(entry) = ledger::latest(visit.store(), &visit.actor, case.id, 1)?.into_iter().next() {
            last = Some(entry.at);
            last_act = format!("{} {}", entry.act.label(visit.lang), entry.reference.unwrap_or_default());
        }
    }
    Ok(Row {
        url: format!("/cases/{}", case.id),
        reference: case.reference,
        title: case.title.unwrap_or_default(),
        role: case.role.label(visit.lang),
        interviews: numbers.interviews,
        evidence: numbers.evidence,
        posts: numbers.posts,
        dossiers: numbers.dossiers,
        last,
        last_act,
    })
}

pub fn list(visit: &mut Signed) -> Outcome {
    let cases = cases::list(visit.store(), &visit.actor)?;
    let rows = cases.into_iter().map(|case| row(visit, case)).collect::<Result<Vec<Row>>>()?;
    let page = Page::new("cases/list.html", &visit.frame())?;
    let registrar = visit.oneself.role == Role::Registrar;
    Ok(Reply::page(page.with("cases", &rows).with("may_open", &true).with("registrar", &registrar)))
}
