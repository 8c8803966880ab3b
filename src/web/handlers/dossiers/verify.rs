//! Verifies anybody's dossier, without an account. The file is kept in memory while it is looked at
//! and nowhere else, so there is a limit; the command line has none.

use crate::domain::{Choice, Lang, Problem};
use crate::service::dossiers::verify::{Check as Checked, Report as Verified, verify_file, verify_since};
use crate::service::{Error, lock};
use crate::web::dispatch::Outcome;
use crate::web::failure::Failure;
use crate::web::files::shown_name;
use crate::web::visit::Visit;
use crate::web::{Page, Reply, format};
use serde::Serialize;
use std::io::{self, Cursor, Read};
use std::sync::Mutex;

/// The largest file that is verified here.
const LARGEST: u64 = 64 << 20;
/// One at a time: whoever sends many files at once must not fill the memory.
static TURN: Mutex<()> = Mutex::new(());

#[derive(Serialize)]
struct Report {
    file: String,
    holds: bool,
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
    let mut parts = std::mem::take(&mut visit.parts);
    let _turn = lock(&TURN);
    let (mut dossier, mut older) = (None, None);
    let cut = |_: io::Error| Failure::invalid("file", "file-cut");
    while let Some((name, mut content)) = parts.next_file().map_err(cut)? {
        match content.field.as_str() {
            "file" => dossier = Some((name, whole(&mut content, "file")?)),
            "older" => older = Some(whole(&mut content, "older")?),
            _ => {}
        }
    }
    let (name, dossier) = dossier.ok_or_else(|| Failure::invalid("file", "file-missing"))?;
    let key = Some(visit.form.get("key").trim()).filter(|key| !key.is_empty());
    let dossier = Cursor::new(dossier);
    let verified = match older {
        None => verify_file(dossier, key),
        Some(older) => verify_since(dossier, key, Cursor::new(older)).map_err(Error::Io)?,
    };
    page(visit, Some(report(visit.lang, shown_name(&name), &verified)))
}

/// A file, if it is not too large to be kept in memory.
fn whole(content: &mut impl Read, field: &str) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = content.take(LARGEST + 1).read_to_end(&mut bytes);
    read.map_err(|_| Failure::invalid(field, "file-cut"))?;
    if bytes.len() as u64 > LARGEST {
        let problem = Problem::new(field, "too-large").with(format::size(LARGEST));
        return Err(Error::Invalid(vec![problem]).into());
    }
    Ok(bytes)
}

fn page(visit: &Visit, report: Option<Report>) -> Outcome {
    let page = Page::new("dossiers/verify.html", &visit.frame())?.with("form", &visit.form);
    Ok(Reply::page(page.with("report", &report).with("largest", &LARGEST)))
}

/// What does not hold comes first.
fn report(lang: Lang, file: String, verified: &Verified) -> Report {
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
    Report { file, holds: verified.holds(), key: verified.signer_key.clone(), checks }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_dossier_does_not_hold_and_says_why() {
        let verified = verify_file(Cursor::new(b"no zip".to_vec()), None);
        let report = report(Lang::Es, "a.zip".into(), &verified);
        assert!(!report.holds);
        assert_eq!(
            (report.checks[0].state, report.checks[0].detail.as_str()),
            ("no", "no es un zip que se pueda leer")
        );
    }
}
