//! What a person consents to, recorded or changed outside an interview.

use crate::domain::consent::Consent;
use crate::domain::policy::Verb;
use crate::service::{Error, interviews, people};
use crate::web::dispatch::Outcome;
use crate::web::failure::Failure;
use crate::web::fields::fill;
use crate::web::handlers::interviews::{Choices, read_consent};
use crate::web::visit::InCase;
use crate::web::{Page, Reply};

/// The form as it was typed.
pub fn ask(visit: &mut InCase) -> Outcome {
    super::require(visit, Verb::TakeTestimony)?;
    let person = people::show(visit.store(), &visit.actor, visit.case, visit.record()?)?.person;
    let address = format!("{}/people/{}", visit.url(), person.reference);
    let mut frame = visit.frame("people");
    frame.path = format!("{address}/consent");
    frame.reference = person.reference;
    let choices = Choices::of_consent(visit);
    let page = Page::new("people/consent.html", &frame)?.with("form", &visit.form).with("back", &address);
    let page = page.with("action", &format!("{address}/consent")).with("name", &person.body.pseudonym);
    Ok(Reply::page(page.with("choices", &choices)))
}

/// The form about what stands now.
pub fn edit(visit: &mut InCase) -> Outcome {
    let file = people::show(visit.store(), &visit.actor, visit.case, visit.record()?)?;
    visit.form.set("revision", file.consents.last().map(|one| one.revision.to_string()).unwrap_or_default());
    if let Some(consent) = file.consents.last() {
        fill(&mut visit.form, "consent", &consent.body);
        fill(&mut visit.form, "grants", &consent.body.grants);
    }
    ask(visit)
}

pub fn record(visit: &mut InCase) -> Outcome {
    let (person, consent) = (visit.record()?, read_consent(&visit.form)?);
    let consent = Consent { person, ..consent };
    let read = match visit.form.get("revision") {
        "" => None,
        typed => Some(typed.parse().map_err(|_| Failure::from(Error::Conflict))?),
    };
    interviews::consent(visit.store(), &visit.actor, visit.case, consent, read)?;
    let address = format!("{}/people/{}", visit.url(), visit.param("record"));
    Ok(Reply::see(address).said(visit.app.tls, "success", "consent-recorded"))
}
