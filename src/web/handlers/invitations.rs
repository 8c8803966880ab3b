//! Somebody is asked in, makes their keys, and is confirmed by the registrar.

use super::accounts::require_registrar;
use crate::domain::account::AccountStatus;
use crate::domain::{AccountId, Moment, Private, fingerprint};
use crate::service::accounts::AccountSummary;
use crate::service::{Error, installation, invitations};
use crate::web::dispatch::Outcome;
use crate::web::failure::{Failure, renamed};
use crate::web::visit::{Signed, Visit};
use crate::web::{Page, Reply, meter};
use serde::Serialize;

#[derive(Serialize)]
struct Told {
    name: String,
    code: String,
    /// The address on this server that leads to the form, filled.
    path: String,
    expires: Moment,
    url: String,
}

/// Makes the invitation and shows its code: this page is the only place where it stands.
pub fn invite(visit: &mut Signed) -> Outcome {
    require_registrar(visit)?;
    let name = visit.form.get("invited_name");
    let made = invitations::invite(visit.store(), &visit.actor, name)
        .map_err(|error| renamed(error, "name", "invited_name"))?;
    let told = Told {
        name: name.trim().to_owned(),
        code: made.code.to_string(),
        path: format!("/activate?code={}", made.code.as_str()),
        expires: made.expires,
        url: format!("/accounts/{}", made.account),
    };
    let mut frame = visit.frame();
    frame.path = "/accounts".to_owned();
    Ok(Reply::page(Page::new("accounts/invited.html", &frame)?.with("invitation", &told)))
}

/// A fingerprint as a page shows it.
#[derive(Serialize)]
pub struct Fingerprint {
    words: String,
    code: String,
    /// All of it, for the form that confirms it.
    whole: String,
}

impl Fingerprint {
    pub fn of(visit: &Visit, digest: &crate::service::Fingerprint) -> Self {
        Self {
            words: fingerprint::words(visit.lang, digest).join(" "),
            code: fingerprint::code(digest),
            whole: digest.to_string(),
        }
    }
}

#[derive(Serialize)]
struct Waiting {
    url: String,
    expires: Option<Moment>,
    over: bool,
    fingerprint: Option<Fingerprint>,
}

/// An account that is not there yet, for registrars.
pub fn show(visit: &Signed, summary: &AccountSummary) -> Outcome {
    let answered = summary.status == AccountStatus::Waiting;
    let known = invitations::standing(visit.store(), &visit.actor)?.remove(&summary.account);
    let digest = match answered {
        true => invitations::answer(visit.store(), &visit.actor, summary.account)?,
        false => None,
    };
    let shown = Waiting {
        url: format!("/accounts/{}", summary.account),
        expires: known.map(|known| known.expires),
        over: known.is_some_and(|known| known.expires <= installation::now(visit.store())),
        fingerprint: digest.map(|digest| Fingerprint::of(visit, &digest)),
    };
    let page = Page::new("accounts/invitation.html", &visit.frame())?.with("form", &visit.form);
    Ok(Reply::page(page.with("name", &summary.name).with("invitation", &shown)))
}

fn named(visit: &Signed) -> Result<AccountId, Error> {
    require_registrar(visit)?;
    visit.param("account").parse().map_err(|_| Error::NotFound)
}

/// Certifies the keys whose fingerprint was on the page that is sent.
pub fn confirm(visit: &mut Signed) -> Outcome {
    let account = named(visit)?;
    if visit.form.get("compared") != "yes" {
        return Err(Failure::invalid("compared", "fingerprint-compare"));
    }
    let seen = visit.form.get("fingerprint").parse().map_err(|_| Error::NotFound)?;
    invitations::confirm(visit.store(), &visit.actor, account, &seen)?;
    Ok(Reply::see("/accounts").said(visit.app.tls, "success", "account-confirmed"))
}

pub fn withdraw(visit: &mut Signed) -> Outcome {
    let account = named(visit)?;
    invitations::withdraw(visit.store(), &visit.actor, account)?;
    Ok(Reply::see("/accounts").said(visit.app.tls, "success", "invitation-withdrawn"))
}

/// The form of whoever was invited. The code may stand in the address that they were given.
pub fn form(visit: &mut Visit) -> Outcome {
    if !visit.form.has("code") {
        let code = visit.query.get("code").to_owned();
        visit.form.set("code", code);
    }
    let strength = meter::of(visit.lang, &visit.form, "password", &[]);
    let mut frame = visit.frame();
    frame.path = "/activate".to_owned();
    let page = Page::new("session/activate.html", &frame)?.with("form", &visit.form);
    Ok(Reply::page(page.with("strength", &strength)))
}

#[derive(Serialize)]
struct Done {
    organisation: Private,
    name: Private,
    fingerprint: Fingerprint,
}

/// Makes the keys, and shows what is to be read to the registrar.
pub fn accept(visit: &mut Visit) -> Outcome {
    let (code, password) = (visit.form.get("code"), visit.form.get("password"));
    if password != visit.form.get("password_again") {
        return Err(Failure::invalid("password_again", "passwords-differ"));
    }
    let accepted = invitations::accept(visit.store(), code, password, visit.from)?;
    let done = Done {
        fingerprint: Fingerprint::of(visit, &accepted.fingerprint),
        organisation: accepted.organisation,
        name: accepted.name,
    };
    let mut frame = visit.frame();
    frame.path = "/sign-in".to_owned();
    Ok(Reply::page(Page::new("session/activated.html", &frame)?.with("account", &done)))
}
