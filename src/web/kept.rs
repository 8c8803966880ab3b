//! What was typed, carried through a sign-in or a step-up: in hidden fields of the page that asks
//! for the password, and nowhere else.

use super::frame::Frame;
use super::visit::{InCase, Signed, Visit};
use super::{Form, Page, Reply};
use crate::domain::Private;
use actix_web::http::StatusCode;
use serde::Serialize;
use tera::TeraResult;

const PREFIX: &str = "kept-";
/// For how long identities open, as `store::sessions` has it.
const MINUTES: u32 = 10;

/// One hidden field.
#[derive(Serialize)]
struct Kept<'f> {
    name: &'f str,
    value: &'f Private,
}

/// What is typed each time.
fn is_secret(name: &str) -> bool {
    name.contains("password") || name == "code" || name == "secret"
}

/// All fields of a form but those.
fn fields(form: &Form) -> Vec<Kept<'_>> {
    let all = form.pairs().filter(|(name, _)| !is_secret(name));
    all.map(|(name, value)| Kept { name, value }).collect()
}

/// The form that a sign-in or a step-up carried; empty when it carried none.
pub fn unpack(carrier: &Form) -> Form {
    let own = carrier.pairs().filter_map(|(name, value)| Some((name.strip_prefix(PREFIX)?, value)));
    Form::from_pairs(own.map(|(name, value)| (name.to_owned(), value.reveal().to_owned())))
}

/// Whoever asks for a page without a session signs in, and comes back to it.
pub fn to_sign_in(address: &str) -> Reply {
    match address {
        "/" | "/cases" => Reply::see("/sign-in"),
        other => Reply::see(format!("/sign-in?next={}", encode(other))),
    }
}

/// Percent-encodes for use inside a query.
pub fn encode(text: &str) -> String {
    text.bytes().fold(String::new(), |mut all, byte| {
        match byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/') {
            true => all.push(byte.into()),
            false => all.push_str(&format!("%{byte:02X}")),
        }
        all
    })
}

/// An address on this server that a browser may be sent to; anything else is the list of cases.
/// `//host` and `/\host` would lead elsewhere.
pub fn own_address(address: &str) -> &str {
    let plain = address.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    match plain && address.starts_with('/') && !address.starts_with("//") {
        true => address,
        false => "/cases",
    }
}

/// The sign-in page in place of a page that was posted to after the session had ended.
pub fn sign_in_page(visit: &Visit, keeps_form: bool) -> TeraResult<Reply> {
    let next = if keeps_form { visit.path.as_str() } else { "/cases" };
    let kept = if keeps_form { fields(&visit.form) } else { Vec::new() };
    let page = sign_in(visit.frame(), next, true, &kept, &Form::default())?;
    Ok(Reply::page(page).with_status(StatusCode::UNAUTHORIZED))
}

/// The sign-in page again, with what it carried.
pub fn sign_in_again(visit: &Visit, form: &Form) -> TeraResult<Page> {
    let carried = unpack(&visit.form);
    let next = own_address(visit.form.get("next"));
    sign_in(visit.frame(), next, !carried.is_empty(), &fields(&carried), form)
}

fn sign_in(mut frame: Frame, next: &str, expired: bool, kept: &[Kept], form: &Form) -> TeraResult<Page> {
    frame.path = "/sign-in".to_owned();
    let page = Page::new("session/sign-in.html", &frame)?.with("form", form).with("expired", &expired);
    Ok(page.with("kept", &kept).with("next", next).with("demo", &Vec::<()>::new()))
}

/// The step-up page in place of what needs identities. A form goes along where it can be shown
/// again; otherwise one comes back to where one was.
pub fn ask_for_identities(visit: &InCase, keeps_form: bool) -> TeraResult<Reply> {
    let kept = if keeps_form { fields(&visit.form) } else { Vec::new() };
    let back = if keeps_form { visit.path.clone() } else { visit.url() };
    let page = identities_page(visit, &back, &kept, &Form::default())?;
    Ok(Reply::page(page).with_status(StatusCode::FORBIDDEN))
}

/// The step-up page again, with what it carried.
pub fn identities_again(visit: &InCase, back: &str, form: &Form) -> TeraResult<Page> {
    let carried = unpack(&visit.form);
    identities_page(visit, back, &fields(&carried), form)
}

/// The password page in place of what needs a fresh one. A form goes along where it can be shown
/// again.
pub fn ask_for_password(visit: &Signed, keeps_form: bool) -> TeraResult<Reply> {
    let kept = if keeps_form { fields(&visit.form) } else { Vec::new() };
    // What cannot be shown again is asked for again, from the page where one was.
    let back = if keeps_form || visit.only_looks { visit.path.as_str() } else { parent(&visit.path) };
    let page = password_page(visit, back, &kept, &Form::default())?;
    Ok(Reply::page(page).with_status(StatusCode::FORBIDDEN))
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("/cases", |(parent, _)| parent)
}

/// The password page again, with what it carried.
pub fn password_again(visit: &Signed, back: &str, form: &Form) -> TeraResult<Page> {
    let carried = unpack(&visit.form);
    password_page(visit, back, &fields(&carried), form)
}

fn password_page(visit: &Signed, back: &str, kept: &[Kept], form: &Form) -> TeraResult<Page> {
    let mut frame = visit.frame();
    frame.path = "/cases".to_owned();
    let page = Page::new("session/confirm.html", &frame)?.with("form", form).with("minutes", &MINUTES);
    let page = page.with("second_factor", &visit.actor.has_second_factor());
    Ok(page.with("back", back).with("kept", &kept))
}

fn identities_page(visit: &InCase, back: &str, kept: &[Kept], form: &Form) -> TeraResult<Page> {
    let mut frame = visit.frame("");
    frame.path = visit.url();
    let page = Page::new("session/identities.html", &frame)?.with("form", form).with("minutes", &MINUTES);
    let page = page.with("second_factor", &visit.actor.has_second_factor());
    Ok(page.with("back", back).with("kept", &kept))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_this_server_are_followed() {
        for elsewhere in
            ["https://e.org", "//e.org", "/\\e.org", "e", "", "/a\r\nSet-Cookie: x", "/ñ", "javascript:x"]
        {
            assert_eq!(own_address(elsewhere), "/cases", "{elsewhere}");
        }
        assert_eq!(own_address("/cases/1/people?page=2"), "/cases/1/people?page=2");
    }

    #[test]
    fn a_password_is_never_carried() {
        let form =
            [("title", "t"), ("password", "p"), ("password_again", "p"), ("code", "c"), ("secret", "s")];
        let form = Form::from_pairs(form.map(|(name, value)| (name.to_owned(), value.to_owned())));
        let names: Vec<&str> = fields(&form).iter().map(|kept| kept.name).collect();
        assert_eq!(names, ["title"]);
    }

    #[test]
    fn what_was_carried_is_the_form_again() {
        let carrier =
            [("kept-needs", "a"), ("kept-needs", "b"), ("account", "x"), ("kept-segments-0-text", "t")];
        let carrier = Form::from_pairs(carrier.map(|(name, value)| (name.to_owned(), value.to_owned())));
        let form = unpack(&carrier);
        assert_eq!(form.all("needs").len(), 2);
        assert_eq!(form.get("segments-0-text"), "t");
        assert!(!form.has("account"));
    }
}
