//! Opening the identities of one case with the password, and closing them.

use super::confirm::refused_password;
use crate::service::{Error, sessions};
use crate::web::dispatch::{self, Outcome};
use crate::web::visit::InCase;
use crate::web::{Form, Reply, kept};

pub fn ask(visit: &mut InCase) -> Outcome {
    if !visit.standing.may_open_identities {
        return Err(Error::IdentitiesClosed.into());
    }
    let back = match visit.query.get("back") {
        "" => visit.url(),
        back => kept::own_address(back).to_owned(),
    };
    Ok(Reply::page(kept::identities_again(visit, &back, &Form::default())?))
}

/// Opens them. A form that was carried along is shown again, filled.
pub fn open(visit: &mut InCase) -> Outcome {
    match sessions::open_identities(visit.store(), &visit.session, visit.given(), visit.case) {
        Ok(()) => {}
        Err(error) => return wrong(visit, error),
    }
    let back = kept::own_address(visit.form.get("back")).to_owned();
    let carried = kept::unpack(&visit.form);
    if carried.is_empty() {
        return Ok(Reply::see(back).said(visit.app.tls, "info", "identities-open"));
    }
    dispatch::show_again(&back, visit.with_form(carried)).ok_or(Error::NotFound.into())
}

fn wrong(visit: &InCase, error: Error) -> Outcome {
    let (form, status) = refused_password(visit.lang, error)?;
    let back = kept::own_address(visit.form.get("back"));
    Ok(Reply::page(kept::identities_again(visit, back, &form)?).with_status(status))
}

/// Closes them. One comes back to the case: where one was may have shown who somebody is.
pub fn close(visit: &mut InCase) -> Outcome {
    sessions::close_identities(visit.store(), &visit.session)?;
    Ok(Reply::see(visit.url()).said(visit.app.tls, "success", "identities-closed"))
}
