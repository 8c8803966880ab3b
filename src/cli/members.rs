//! Access to a case, and the keys of it: granted, withdrawn, changed.

use super::Outcome;
use super::answer::Answer;
use super::desk::{Desk, Session};
use super::files::Input;
use super::progress::Work;
use super::refusal::Refusal;
use super::words::{count, one_line, say, say_with};
use crate::domain::account::Role;
use crate::domain::{AccountId, CaseId, Choice, PartialDate, Private};
use crate::service::members::{self, Grant};
use crate::service::{accounts, cases};
use clap::Args;
use serde_json::json;
use std::path::PathBuf;

/// Why; it stays in the ledger.
#[derive(Args)]
#[group(required = true, multiple = false)]
pub struct Reason {
    /// Why, in a few words; the ledger keeps it
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// File with the reason, so that it is not in the shell's history; `-` reads stdin
    #[arg(long, value_name = "FILE")]
    reason_file: Option<PathBuf>,
}

impl Reason {
    pub fn read(self) -> Result<Private, Refusal> {
        let typed = match (self.reason, self.reason_file) {
            (Some(text), _) => text,
            (None, Some(file)) => Input::text(&file)?,
            (None, None) => return Err(Refusal::usage("reason-missing")),
        };
        Ok(Private::new(typed.trim()))
    }
}

/// A day, as it is typed.
pub fn day(text: &str) -> Result<PartialDate, &'static str> {
    PartialDate::parse(text)
        .filter(|date| date.day.is_some() && !date.estimated)
        .ok_or("not a day: 2026-12-31")
}

pub struct Granting {
    pub role: Role,
    pub identities: bool,
    pub until: Option<PartialDate>,
    pub reason: Reason,
}

pub fn grant(desk: &Desk, case: &str, colleague: &str, given: Granting) -> Outcome {
    let (role, identities, reason) = (given.role, given.identities, given.reason.read()?);
    let session = desk.sign_in_with_identities()?;
    let case = session.case(case)?;
    let account = account_named(&session, colleague)?;
    let terms = Grant { role, identities, until: given.until, reason };
    members::grant(&session.store, &session.actor, case, account, terms)?;
    let until = given.until.map(|day| day.to_string());
    let answer = json!({
        "case": case, "account": account, "role": role, "identities": identities, "until": until,
    });
    let texts = [("account", one_line(colleague)), ("role", role.label(desk.lang).to_owned())];
    Ok(Answer::new(answer, say_with(desk.lang, "cli-granted", &texts) + "\n"))
}

pub fn revoke(desk: &Desk, case: &str, colleague: &str, reason: Reason) -> Outcome {
    let reason = reason.read()?;
    let session = desk.sign_in_with_identities()?;
    let case = session.case(case)?;
    let account = account_named(&session, colleague)?;
    let revoked = members::revoke(&session.store, &session.actor, case, account, reason);
    revoked.map_err(|error| Refusal::from(error).if_not_found("no-such-account", colleague))?;
    let texts = [("account", one_line(colleague)), ("case", cases::reference(case))];
    let said = say_with(desk.lang, "cli-revoked", &texts);
    sealed_again(desk, &session, case, Some(account), said)
}

pub fn rotate(desk: &Desk, case: &str) -> Outcome {
    let session = desk.sign_in_with_identities()?;
    let case = session.case(case)?;
    members::rotate(&session.store, &session.actor, case)?;
    let said = say_with(desk.lang, "cli-rotated", &[("case", cases::reference(case))]);
    sealed_again(desk, &session, case, None, said)
}

pub fn reseal(desk: &Desk, case: &str) -> Outcome {
    let session = desk.sign_in_with_identities()?;
    let case = session.case(case)?;
    sealed_again(desk, &session, case, None, String::new())
}

/// Seals what lies under older keys again, and tells how much that was.
fn sealed_again(
    desk: &Desk,
    session: &Session,
    case: CaseId,
    account: Option<AccountId>,
    said: String,
) -> Outcome {
    let work = Work::steps(&say(desk.lang, "cli-work-sealing"));
    let done = members::seal_again(&session.store, &session.actor, case, &mut work.watch());
    let sealed = work.outcome(done)?;
    drop(work);
    let left = members::keys(&session.store, &session.actor, case)?.under_old;
    let mut lines = vec![said, count(desk.lang, "cli-sealed-again", sealed)];
    if left > 0 {
        lines.push(count(desk.lang, "cli-still-under-old", left));
    }
    lines.retain(|line| !line.is_empty());
    let answer = json!({ "case": case, "account": account, "sealed_again": sealed, "under_old_keys": left });
    Ok(Answer::new(answer, lines.join("\n") + "\n"))
}

fn account_named(session: &Session, name: &str) -> Result<AccountId, Refusal> {
    let found = accounts::find(&session.store, &session.actor, name);
    found.map_err(|error| Refusal::from(error).if_not_found("no-such-account", name))
}
