//! First visit: the organisation and its first registrar. Closes itself once they are there.

use crate::service::{Error, installation, sessions};
use crate::web::cookies::Jar;
use crate::web::dispatch::Outcome;
use crate::web::failure::{Failure, renamed};
use crate::web::visit::Visit;
use crate::web::{Page, Reply, meter};

/// Whoever serves others, as it seems, finds ticked that they are asked for a second factor.
pub fn form(visit: &mut Visit) -> Outcome {
    only_once(visit)?;
    if visit.form.is_empty() && (visit.app.tls || !visit.app.loopback) {
        visit.form.set("second_factor", "yes");
    }
    let mut frame = visit.frame();
    frame.path = "/setup".to_owned();
    let form = &visit.form;
    let strength = meter::of(visit.lang, form, "password", &[form.get("organisation"), form.get("account")]);
    Ok(Reply::page(Page::new("session/setup.html", &frame)?.with("form", form).with("strength", &strength)))
}

pub fn found(visit: &mut Visit) -> Outcome {
    only_once(visit)?;
    let form = &visit.form;
    let (account, password) = (form.get("account"), form.get("password"));
    if password != form.get("password_again") {
        return Err(Failure::invalid("password_again", "passwords-differ"));
    }
    let second = form.get("second_factor") == "yes";
    installation::found(visit.store(), form.get("organisation"), account, password, second)
        .map_err(|error| renamed(error, "name", "account"))?;
    let session = sessions::sign_in(visit.store(), account, visit.given())?;
    let tls = visit.app.tls;
    Ok(Reply::see("/cases").set(tls, Jar::Session, session.to_cookie().as_str()).unset(tls, Jar::Before))
}

fn only_once(visit: &Visit) -> Result<(), Error> {
    if installation::is_founded(visit.store()) { Err(Error::NotFound) } else { Ok(()) }
}
