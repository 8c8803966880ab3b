//! Who somebody is. Read by a POST, for every look is an act that the ledger tells.

use crate::domain::person::{Identity, Person};
use crate::domain::policy::{Verb, allows};
use crate::domain::{RecordId, Recorded};
use crate::service::{Error, Result, identities, people};
use crate::web::dispatch::Outcome;
use crate::web::fields::{Fields, fill};
use crate::web::visit::InCase;
use crate::web::{Form, Page, Reply};

/// What the fields of a form say of who somebody is; `under` is before each name. `None` when
/// nothing was typed.
pub fn typed(form: &Form, under: &str) -> Result<Option<Identity>> {
    let mut fields = Fields::of(form);
    let name = |field: &str| format!("{under}{field}");
    let identity = Identity {
        person: RecordId::nil(),
        name: fields.text(&name("name")),
        aliases: fields.text(&name("aliases")),
        born: fields.date(&name("born")),
        gender: fields.text(&name("gender")),
        nationality: fields.text(&name("nationality")),
        occupation: fields.text(&name("occupation")),
        address: fields.text(&name("address")),
        phone: fields.text(&name("phone")),
        email: fields.text(&name("email")),
        safe_contact: fields.text(&name("safe_contact")),
    };
    let anything = form.pairs().any(|(field, value)| field.starts_with(under) && !value.is_blank());
    fields.done(anything.then_some(identity))
}

/// The violet page. It is shown once and told once: to see it again is another act.
fn page(visit: &InCase, person: &Recorded<Person>, identity: Option<&Recorded<Identity>>) -> Outcome {
    let mut frame = visit.frame("people");
    frame.reference = person.reference.clone();
    frame.path = format!("{}/people/{}", visit.url(), person.reference);
    frame.identities_shown = true;
    let may_record = allows(Verb::WriteIdentities, visit.standing.role);
    let page = Page::new("people/identity.html", &frame)?.with("form", &visit.form);
    let page = page.with("name", &person.body.pseudonym).with("back", &frame.path);
    let page = page.with("identity", &identity.map(|identity| &identity.body));
    Ok(Reply::page(page.with("may_record", &may_record)))
}

fn person(visit: &InCase) -> Result<Recorded<Person>> {
    Ok(people::show(visit.store(), &visit.actor, visit.case, visit.record()?)?.person)
}

pub fn read(visit: &mut InCase) -> Outcome {
    let id = visit.record()?;
    let identity = identities::read(visit.store(), &visit.actor, visit.case, id)?;
    if let Some(identity) = &identity {
        fill(&mut visit.form, "identity", &identity.body);
    }
    page(visit, &person(visit)?, identity.as_ref())
}

/// The form as it was typed. Nothing is read for it.
pub fn again(visit: &mut InCase) -> Outcome {
    if visit.standing.identities_open_until.is_none() {
        return Err(Error::IdentitiesClosed.into());
    }
    page(visit, &person(visit)?, None)
}

pub fn record(visit: &mut InCase) -> Outcome {
    let person = visit.record()?;
    let identity = typed(&visit.form, "identity-")?
        .ok_or_else(|| Error::Invalid(vec![crate::domain::Problem::new("identity-name", "blank")]))?;
    let recorded =
        identities::record(visit.store(), &visit.actor, visit.case, Identity { person, ..identity });
    recorded.map_err(|error| crate::web::failure::under("identity-", error))?;
    let address = format!("{}/people/{}", visit.url(), visit.param("record"));
    Ok(Reply::see(address).said(visit.app.tls, "success", "identity-recorded"))
}
