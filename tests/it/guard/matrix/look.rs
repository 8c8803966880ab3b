//! What people meet who go on working with a store that was changed, and what the check finds.

use super::specimen::{Copy, Specimen};
use crate::support::office::PASSWORD;
use resguardo::crypto::session::SessionToken;
use resguardo::domain::Choice;
use resguardo::service::{Actor, Error, Result, Store, evidence, interviews, ledger, people};
use std::collections::BTreeSet;
use std::fmt;
use std::io::Read;
use std::sync::Arc;

#[derive(Debug, Default, PartialEq)]
pub struct Verdict {
    /// What the one who uses it is told.
    used: Option<String>,
    /// What `ledger verify` says of it.
    named: BTreeSet<String>,
}

impl Verdict {
    pub fn notices(&self) -> bool {
        self.used.is_some() || !self.named.is_empty()
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = self.named.iter().cloned().collect::<Vec<_>>().join("; ");
        match &self.used {
            Some(told) if *told == named => write!(f, "{told}"),
            Some(told) if named.is_empty() => write!(f, "at use: {told}"),
            Some(told) => write!(f, "at use: {told} | by the check: {named}"),
            None if named.is_empty() => write!(f, "NOT NOTICED"),
            None => write!(f, "by the check: {named}"),
        }
    }
}

pub fn look(specimen: &Specimen, copy: &Copy, subject: &str) -> Verdict {
    let store = Store::open(copy.path(), None).unwrap();
    let used = use_it(specimen, &store, subject).err().map(|error| told(specimen, &error));
    let checked = resume(&store, &specimen.lead)
        .and_then(|lead| ledger::verify(&store, &lead, specimen.one.case, None))
        .unwrap();
    let named = checked.findings.into_iter().map(|finding| {
        let what = finding.reference.unwrap_or_else(|| name(specimen, &finding.tamper.what));
        format!("{what} {}", finding.tamper.kind.code())
    });
    Verdict { used, named: named.collect() }
}

fn resume(store: &Store, cookie: &str) -> Result<Arc<Actor>> {
    store.resume_session(&SessionToken::from_cookie(cookie).unwrap())
}

/// What somebody would do with it.
fn use_it(specimen: &Specimen, store: &Store, subject: &str) -> Result<()> {
    let one = &specimen.one;
    let lead = || resume(store, &specimen.lead);
    match subject {
        "record" => interviews::show(store, &*lead()?, one.case, one.testimony).map(|_| ()),
        "blob" => {
            let (_, mut file) = evidence::original(store, &*lead()?, one.case, one.file)?;
            Ok(file.read_to_end(&mut Vec::new()).map(|_| ())?)
        }
        "grant" => people::list(store, &*resume(store, &specimen.session)?, one.case).map(|_| ()),
        "certificate" | "keyring" => store.sign_in("una", PASSWORD).map(|_| ()),
        "session" if resume(store, &specimen.ended).is_ok() => Ok(()),
        "session" => resume(store, &specimen.session).map(|_| ()),
        "ledger entry" => ledger::entries(store, &*lead()?, one.case, 0, 100).map(|_| ()),
        "checkpoint" => people::list(store, &*lead()?, one.case).map(|_| ()),
        other => panic!("nobody knows how {other} is used"),
    }
}

fn told(specimen: &Specimen, error: &Error) -> String {
    match error {
        Error::Tampered(tamper) => {
            format!("{} {}", name(specimen, &tamper.what), tamper.kind.code())
        }
        other => other.to_string(),
    }
}

/// Ids are drawn anew each time.
fn name(specimen: &Specimen, what: &str) -> String {
    let known = specimen.names.iter().find(|(id, _)| id == what).map(|(_, name)| (*name).to_owned());
    let drawn = what.len() == 36;
    known.unwrap_or_else(|| if drawn { "(another)".into() } else { what.into() })
}
