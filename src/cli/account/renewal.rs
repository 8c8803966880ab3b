//! One's own account when something seems wrong: its history, and the way to new keys.

use crate::cli::Outcome;
use crate::cli::answer::Answer;
use crate::cli::desk::{Desk, Session};
use crate::cli::members::Reason;
use crate::cli::refusal::Refusal;
use crate::cli::table::Table;
use crate::cli::words::{count, say};
use crate::domain::{AccountId, Choice};
use crate::service::{accounts, renewal, sessions};
use serde_json::{Value, json};

pub fn history(desk: &Desk) -> Outcome {
    let session = desk.sign_in()?;
    let listed = sessions::history(&session.store, &session.actor)?;
    let document =
        |one: &sessions::SignIn| json!({ "at": one.at, "event": one.event.code(), "from": one.from });
    let documents: Vec<Value> = listed.iter().map(document).collect();
    let heads = ["when", "sign-ins-what", "sign-ins-from"];
    let mut table = Table::new(heads.map(|head| say(desk.lang, head)));
    for one in &listed {
        let from = one.from.as_deref().unwrap_or_default();
        table.row([one.at.to_string().as_str(), one.event.label(desk.lang), from]);
    }
    Ok(Answer::new(json!({ "sign_ins": documents }), table.or(&say(desk.lang, "sign-ins-none"))))
}

fn named(session: &Session, name: &str) -> Result<AccountId, Refusal> {
    let found = accounts::find(&session.store, &session.actor, name);
    found.map_err(|error| Refusal::from(error).if_not_found("no-such-account", name))
}

pub fn hand_over(desk: &Desk, to: &str, reason: Reason) -> Outcome {
    let reason = reason.read()?;
    let session = desk.sign_in_with_identities()?;
    let to = named(&session, to)?;
    let handed = renewal::hand_over(&session.store, &session.actor, to, &reason)?;
    told(desk, "cli-handed-over", handed)
}

pub fn turn_out(desk: &Desk, old: &str, reason: Reason) -> Outcome {
    let reason = reason.read()?;
    let session = desk.sign_in_with_identities()?;
    let old = named(&session, old)?;
    let turned = renewal::turn_out(&session.store, &session.actor, old, &reason)?;
    told(desk, "cli-turned-out", turned)
}

fn told(desk: &Desk, message: &str, cases: usize) -> Outcome {
    Ok(Answer::new(json!({ "cases": cases }), count(desk.lang, message, cases as u64) + "\n"))
}
