//! One's own password, changed by the old one.

use crate::service::{Error, accounts, sessions};
use crate::web::dispatch::Outcome;
use crate::web::failure::Failure;
use crate::web::visit::Signed;
use crate::web::{Page, Reply, meter};

pub fn form(visit: &mut Signed) -> Outcome {
    let about = [visit.oneself.organisation.reveal(), visit.oneself.name.reveal()];
    let strength = meter::of(visit.lang, &visit.form, "new_password", &about);
    let mut frame = visit.frame();
    frame.path = "/account/password".to_owned();
    let page = Page::new("account/password.html", &frame)?.with("form", &visit.form);
    Ok(Reply::page(page.with("strength", &strength).with("second_factor", &visit.actor.has_second_factor())))
}

/// Changes it; every other session of one's own ends.
pub fn change(visit: &mut Signed) -> Outcome {
    let new = visit.form.get("new_password");
    if new != visit.form.get("new_password_again") {
        return Err(Failure::invalid("new_password_again", "passwords-differ"));
    }
    let own = sessions::id(&visit.session);
    accounts::change_password(visit.store(), &visit.actor, visit.given(), new, Some(&own))
        .map_err(|error| not_right(visit, error))?;
    Ok(Reply::see("/account").said(visit.app.tls, "success", "password-changed"))
}

/// Who asks is known here: the account is not in question.
fn not_right(visit: &Signed, error: Error) -> Failure {
    match error {
        Error::WrongPassword if visit.actor.has_second_factor() => {
            Failure::invalid("password", "password-or-code")
        }
        Error::WrongPassword => Failure::invalid("password", "password-not-right"),
        other => other.into(),
    }
}
