//! Verifies anybody's dossier, without an account. The file is kept in memory while it is looked at
//! and nowhere else, so there is a limit (`arriving`); the command line has none.

use crate::domain::{Choice, Lang};
use crate::service::Error;
use crate::service::dossiers::verify::{Check as Checked, Report as Verified, verify_file, verify_since};
use crate::service::dossiers::{Whose, whose};
use crate::web::arriving::WHOLE;
use crate::web::dispatch::Outcome;
use crate::web::failure::Failure;
use crate::web::files::shown_name;
use crate::web::visit::Visit;
use crate::web::{Page, Reply};
use serde::Serialize;
use std::io::Cursor;

#[derive(Serialize)]
struct Report {
    file: String,
    whose: Whose,
    key: String,
    checks: Vec<Check>,
}

#[derive(Serialize)]
struct Check {
    label: &'static str,
    state: &'static str,
    detail: String,
}

pub fn form(visit: &mut Visit) -> Outcome {
    page(visit, None)
}

/// A dossier, and the earlier one of the same case where somebody has it.
pub fn verify(visit: &mut Visit) -> Outcome {
    let (mut dossier, mut older) = (None, None);
    for file in std::mem::take(&mut visit.files) {
        match file.field.as_str() {
            "file" => dossier = Some((file.file_name, Cursor::new(file.bytes))),
            "older" => older = Some(Cursor::new(file.bytes)),
            _ => {}
        }
    }
    let (name, dossier) = dossier.ok_or_else(|| Failure::invalid("file", "file-missing"))?;
    let key = Some(visit.form.get("key").trim()).filter(|key| !key.is_empty());
    let verified = match older {
        None => verify_file(dossier, key),
        Some(older) => verify_since(dossier, key, older).map_err(Error::Io)?,
    };
    let whose = whose(visit.store(), &verified, key.is_some())?;
    page(visit, Some(report(visit.lang, shown_name(&name), &verified, whose)))
}

fn page(visit: &Visit, report: Option<Report>) -> Outcome {
    let page = Page::new("dossiers/verify.html", &visit.frame())?.with("form", &visit.form);
    Ok(Reply::page(page.with("report", &report).with("largest", &WHOLE)))
}

/// What does not hold comes first.
fn report(lang: Lang, file: String, verified: &Verified, whose: Whose) -> Report {
    let mut checks: Vec<&Checked> = verified.checks.iter().collect();
    checks.sort_by_key(|check| check.holds);
    let check = |check: &Checked| {
        let why = check.why.map(|why| why.label(lang)).unwrap_or_default();
        let detail: Vec<&str> =
            [check.subject.as_str(), why].into_iter().filter(|part| !part.is_empty()).collect();
        Check {
            label: check.what.label(lang),
            state: if check.holds { "ok" } else { "no" },
            detail: detail.join(": "),
        }
    };
    let checks = checks.into_iter().map(check).collect();
    Report { file, whose, key: verified.signer_key.clone(), checks }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_dossier_does_not_hold_and_says_why() {
        let verified = verify_file(Cursor::new(b"no zip".to_vec()), None);
        let report = report(Lang::Es, "a.zip".into(), &verified, Whose::Nobodys);
        assert_eq!(
            (report.checks[0].state, report.checks[0].detail.as_str()),
            ("no", "no es un zip que se pueda leer")
        );
    }
}
