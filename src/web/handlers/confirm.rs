//! The password again, for what a stolen session must not be enough for.

use crate::domain::{Lang, Problem};
use crate::service::{Error, sessions};
use crate::web::dispatch::{self, Outcome};
use crate::web::failure::Failure;
use crate::web::visit::Signed;
use crate::web::{Form, Reply, kept};
use actix_web::http::StatusCode;

pub fn ask(visit: &mut Signed) -> Outcome {
    let back = kept::own_address(visit.query.get("back")).to_owned();
    Ok(Reply::page(kept::password_again(visit, &back, &Form::default())?))
}

/// Takes it. A form that was carried along is shown again, filled.
pub fn confirm(visit: &mut Signed) -> Outcome {
    if let Err(error) = sessions::confirm(visit.store(), &visit.session, visit.given()) {
        return wrong(visit, error);
    }
    let back = kept::own_address(visit.form.get("back")).to_owned();
    let carried = kept::unpack(&visit.form);
    if carried.is_empty() {
        return Ok(Reply::see(back).said(visit.app.tls, "info", "confirmed"));
    }
    dispatch::show_again(&back, visit.with_form(carried)).ok_or(Error::NotFound.into())
}

fn wrong(visit: &Signed, error: Error) -> Outcome {
    let (form, status) = refused_password(visit.lang, error)?;
    let back = kept::own_address(visit.form.get("back"));
    Ok(Reply::page(kept::password_again(visit, back, &form)?).with_status(status))
}

/// A form that says at its password what is wrong with it.
pub(super) fn refused_password(lang: Lang, error: Error) -> Result<(Form, StatusCode), Failure> {
    let failure = Failure::from(error);
    let Some((status, problems)) = failure.problems() else { return Err(failure) };
    let mut form = Form::default();
    let at_password = |problem: Problem| Problem { field: "password".to_owned(), ..problem };
    form.complain(lang, &problems.into_iter().map(at_password).collect::<Vec<_>>());
    Ok((form, status))
}
