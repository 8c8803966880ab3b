//! One's own second factor: set up with a device, given spare codes, taken away.

use super::accounts::require_registrar;
use crate::service::second_factor::{self, SpareCodes};
use crate::service::{Error, sessions};
use crate::web::dispatch::Outcome;
use crate::web::failure::Failure;
use crate::web::visit::Signed;
use crate::web::{Page, Reply, qr};
use serde::Serialize;

#[derive(Serialize)]
struct Offer {
    secret: String,
    /// In groups of four, to be typed.
    typed: String,
    drawing: Option<qr::Drawing>,
}

/// A new secret, or the one that a form came back with.
fn offer(visit: &Signed) -> Offer {
    let secret = match visit.form.get("secret") {
        "" => second_factor::new_secret().to_string(),
        given => given.to_owned(),
    };
    let letters: Vec<char> = secret.chars().take(64).collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    let drawing = qr::draw(&second_factor::address(&visit.actor, &secret));
    Offer { secret, typed: groups.join(" "), drawing }
}

pub fn form(visit: &mut Signed) -> Outcome {
    let state = second_factor::state(visit.store(), &visit.actor)?;
    let mut frame = visit.frame();
    frame.path = "/account/second-factor".to_owned();
    let page = Page::new("account/second-factor.html", &frame)?.with("form", &visit.form);
    let page =
        page.with("on", &state.on).with("required", &state.required).with("spares", &state.spares_left);
    let offer = (!state.on).then(|| offer(visit));
    Ok(Reply::page(page.with("offer", &offer)))
}

/// Sets it up, and shows the spare codes: this page is the only place where they stand.
pub fn enrol(visit: &mut Signed) -> Outcome {
    let own = sessions::id(&visit.session);
    let (secret, given) = (visit.form.get("secret"), visit.given());
    let codes = second_factor::enrol(visit.store(), &visit.actor, given, secret, Some(&own));
    shown(visit, codes.map_err(not_right)?)
}

/// New spare codes, or none of it any more, as the button says.
pub fn change(visit: &mut Signed) -> Outcome {
    if visit.form.get("act") == "codes" {
        let codes = second_factor::renew(visit.store(), &visit.actor, visit.given());
        return shown(visit, codes.map_err(not_right)?);
    }
    let own = sessions::id(&visit.session);
    second_factor::remove(visit.store(), &visit.actor, visit.given(), Some(&own)).map_err(not_right)?;
    Ok(Reply::see("/account").said(visit.app.tls, "success", "second-factor-removed"))
}

fn shown(visit: &Signed, codes: SpareCodes) -> Outcome {
    let codes: Vec<&str> = codes.iter().map(|code| code.as_str()).collect();
    let mut frame = visit.frame();
    frame.path = "/account".to_owned();
    Ok(Reply::page(Page::new("account/spare-codes.html", &frame)?.with("codes", &codes)))
}

/// Which of the two was wrong is not told.
fn not_right(error: Error) -> Failure {
    match error {
        Error::WrongPassword => Failure::invalid("password", "password-or-code"),
        other => other.into(),
    }
}

/// Asks everybody for one, or leaves it to them.
pub fn policy(visit: &mut Signed) -> Outcome {
    require_registrar(visit)?;
    let required = visit.form.get("required") == "yes";
    second_factor::require(visit.store(), &visit.actor, required)?;
    Ok(Reply::see("/accounts").said(visit.app.tls, "success", "policy-changed"))
}
