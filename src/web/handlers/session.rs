//! Signing in and out, and the language of the pages.

use crate::domain::{Lang, Problem};
use crate::service::{Error, installation, sessions};
use crate::web::cookies::Jar;
use crate::web::dispatch::{self, Outcome};
use crate::web::failure::Failure;
use crate::web::visit::{Signed, Visit};
use crate::web::{Form, Page, Reply, kept};
use actix_web::http::StatusCode;
use actix_web::http::header::CLEAR_SITE_DATA;

pub fn home(visit: &mut Visit) -> Outcome {
    Ok(Reply::see(if installation::is_founded(visit.store()) { "/cases" } else { "/setup" }))
}

pub fn form(visit: &mut Visit) -> Outcome {
    if !installation::is_founded(visit.store()) {
        return Ok(Reply::see("/setup"));
    }
    let next = kept::own_address(visit.query.get("next")).to_owned();
    visit.form.set("next", next);
    Ok(Reply::page(kept::sign_in_again(visit, &Form::default())?))
}

/// Signs in, under a new token. A form that was carried along is shown again, filled.
pub fn sign_in(visit: &mut Visit) -> Outcome {
    let account = visit.form.get("account");
    let session = match sessions::sign_in(visit.store(), account, visit.given()) {
        Ok(session) => session,
        Err(error) => return refused(visit, error),
    };
    let (tls, cookie) = (visit.app.tls, session.to_cookie());
    let carried = kept::unpack(&visit.form);
    let next = kept::own_address(visit.form.get("next")).to_owned();
    let reply = match carried.is_empty() {
        true => Reply::see(next),
        false => match dispatch::show_again(&next, visit.with_session(session, carried)) {
            Some(reply) => reply,
            // This account has no key to where the text belongs: the text stays in the page.
            None => wrong(visit, Problem::new("", "no-access"), StatusCode::NOT_FOUND)?,
        },
    };
    Ok(reply.set(tls, Jar::Session, cookie.as_str()))
}

/// The form again, with what it carried, and no word on which of the two was wrong.
fn refused(visit: &Visit, error: Error) -> Outcome {
    let failure = Failure::from(error);
    match failure.problems() {
        Some((status, problems)) if !problems.is_empty() => {
            wrong(visit, Problem { field: String::new(), ..problems[0].clone() }, status)
        }
        _ => Err(failure),
    }
}

fn wrong(visit: &Visit, problem: Problem, status: StatusCode) -> Outcome {
    let mut form = Form::default();
    form.set("account", visit.form.get("account"));
    form.complain(visit.lang, &[problem]);
    Ok(Reply::page(kept::sign_in_again(visit, &form)?).with_status(status))
}

/// Ends the session, and has the browser forget everything it kept of this site.
pub fn sign_out(visit: &mut Signed) -> Outcome {
    sessions::sign_out(visit.store(), &visit.session)?;
    let reply = Reply::see("/signed-out").unset(visit.app.tls, Jar::Session);
    Ok(reply.header(CLEAR_SITE_DATA, "\"cache\", \"storage\""))
}

pub fn signed_out(visit: &mut Visit) -> Outcome {
    Ok(Reply::page(Page::new("session/signed-out.html", &visit.frame())?))
}

pub fn language(visit: &mut Visit) -> Outcome {
    let back = Reply::see(kept::own_address(visit.form.get("back")));
    Ok(match Lang::from_code(visit.form.get("lang")) {
        Some(lang) => back.set(visit.app.tls, Jar::Language, lang.code()),
        None => back,
    })
}
