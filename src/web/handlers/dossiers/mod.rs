//! Dossiers: prepared for a body, looked at before anything leaves, made, given out, verified.

mod fill;
mod verify;
mod view;

pub use fill::{fill, save};
pub use verify::{form as verify_form, verify};

use crate::domain::policy::Verb;
use crate::domain::{Lang, Problem};
use crate::service::dossiers::{self, Body, Check, ExportOrder};
use crate::service::{Error, Result, installation, sessions};
use crate::web::dispatch::Outcome;
use crate::web::files::shown_name;
use crate::web::handlers::evidence::require;
use crate::web::handlers::jobs;
use crate::web::jobs::{Kind, Order};
use crate::web::names::Colleagues;
use crate::web::visit::InCase;
use crate::web::{Page, Reply};
use std::sync::Arc;

pub fn list(visit: &mut InCase) -> Outcome {
    let dossiers = dossiers::list(visit.store(), &visit.actor, visit.case)?;
    let colleagues = Colleagues::of(visit)?;
    let all: Vec<_> = dossiers.iter().rev().collect();
    let today = dossiers::no_longer(visit.store(), &visit.actor, visit.case, &all)?;
    let row = |(dossier, held): (&&_, &Vec<_>)| view::row(visit, dossier, held.len(), &colleagues);
    let rows: Vec<_> = all.iter().zip(&today).map(row).collect();
    let bodies: Vec<_> = dossiers::bodies().iter().map(|body| view::body(visit, body)).collect();
    let page = Page::new("dossiers/list.html", &visit.frame("dossiers"))?;
    Ok(Reply::page(page.with("dossiers", &rows).with("bodies", &bodies)))
}

/// The body that the path names; one that there is not is a page that there is not.
fn body(visit: &InCase) -> Result<&'static Body> {
    dossiers::bodies().iter().find(|body| body.code == visit.param("body")).ok_or(Error::NotFound)
}

/// In which language the dossier is wanted, by the form or by the address.
fn language(visit: &InCase) -> Option<Lang> {
    Lang::from_code(visit.form.get("language")).or_else(|| Lang::from_code(visit.query.get("language")))
}

fn checked(visit: &InCase, with_identities: bool) -> Result<Check> {
    let code = &body(visit)?.code;
    dossiers::check(visit.store(), &visit.actor, visit.case, code, language(visit), with_identities)
}

/// What would leave, what would not and why, and what is missing.
pub fn check(visit: &mut InCase) -> Outcome {
    shown(visit, false)
}

/// The same with the names that would leave. A POST, for the ledger tells of every look.
pub fn preview(visit: &mut InCase) -> Outcome {
    visit.form.set("with_identities", "yes");
    shown(visit, true)
}

fn shown(visit: &InCase, with_identities: bool) -> Outcome {
    let check = checked(visit, with_identities)?;
    let mut frame = visit.frame("dossiers");
    frame.identities_shown = with_identities;
    let page = Page::new("dossiers/check.html", &frame)?.with("form", &visit.form);
    Ok(Reply::page(page.with_all(&view::checked(visit, &check))?))
}

/// Makes the dossier as a job. Missing answers are the lawyer's to leave out, but not by mistake.
pub fn export(visit: &mut InCase) -> Outcome {
    require(visit, Verb::ExportDossier)?;
    let check = checked(visit, false)?;
    if !check.missing.is_empty() && !visit.form.has("incomplete") {
        return Err(Error::Invalid(vec![Problem::new("incomplete", "confirm-incomplete")]).into());
    }
    // Asked here, where it can be answered: a job asks nobody.
    if !sessions::is_fresh(visit.store(), &visit.actor) {
        return Err(Error::NotFresh.into());
    }
    let order = ExportOrder {
        body: check.body.code.clone(),
        language: Some(check.language),
        with_identities: visit.form.has("with_identities"),
    };
    let (app, actor, case, url) = (Arc::clone(&visit.app), Arc::clone(&visit.actor), visit.case, visit.url());
    let whose =
        Order { kind: Kind::Export, owner: actor.account, case, at: installation::now(visit.store()) };
    let job = visit.app.jobs.start(whose, move |job| {
        let mut watch = |progress| job.tell(progress);
        let made = dossiers::export(&app.store, &actor, case, order, &mut watch)?;
        Ok(format!("{url}/dossiers/{}", made.reference))
    })?;
    Ok(Reply::see(jobs::address(&visit.url(), &job)))
}

pub fn show(visit: &mut InCase) -> Outcome {
    let dossier = dossiers::show(visit.store(), &visit.actor, visit.case, visit.record()?)?;
    let key = dossiers::signer_key(visit.store(), &visit.actor, visit.case, &dossier)?;
    let mut today = dossiers::no_longer(visit.store(), &visit.actor, visit.case, &[&dossier])?;
    let today = today.pop().unwrap_or_default();
    let mut frame = visit.frame("dossiers");
    frame.reference = dossier.reference.clone();
    let page = Page::new("dossiers/show.html", &frame)?;
    let page = page.with("commands", &view::commands(visit.lang, &dossier.body, &key));
    let shown = view::dossier(visit, &dossier, &key, &today, &Colleagues::of(visit)?);
    Ok(Reply::page(page.with("dossier", &shown)))
}

/// The finished file. That it was taken out is an act. One of which something would not leave today
/// is given to whoever says on its page that they want it all the same.
pub fn file(visit: &mut InCase) -> Outcome {
    let (id, anyway) = (visit.record()?, visit.query.get("anyway") == "yes");
    let (dossier, file) = match dossiers::file(visit.store(), &visit.actor, visit.case, id, anyway) {
        Err(Error::Invalid(_)) => {
            let back = format!("{}/dossiers/{}", visit.url(), visit.param("record"));
            return Ok(Reply::see(back).said(visit.app.tls, "caution", "dossier-not-without-asking"));
        }
        other => other?,
    };
    let name = shown_name(&dossier.body.file_name);
    Ok(Reply::file(&name, "application/octet-stream", file.len(), file))
}
