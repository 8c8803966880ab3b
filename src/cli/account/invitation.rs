//! Asking somebody in, and letting them in once their fingerprint was compared.

use crate::cli::answer::Answer;
use crate::cli::desk::Desk;
use crate::cli::refusal::Refusal;
use crate::cli::words::{one_line, say_with};
use crate::cli::{Outcome, password};
use crate::domain::fingerprint;
use crate::service::{Fingerprint, accounts, invitations};
use serde_json::json;
use std::path::PathBuf;

pub fn invite(desk: &Desk, name: &str) -> Outcome {
    let session = desk.sign_in()?;
    let made = invitations::invite(&session.store, &session.actor, name)?;
    let texts =
        [("account", one_line(name)), ("code", made.code.to_string()), ("until", made.expires.to_string())];
    let document =
        json!({ "id": made.account, "name": name.trim(), "code": *made.code, "until": made.expires });
    Ok(Answer::new(document, say_with(desk.lang, "cli-invited", &texts) + "\n"))
}

pub fn activate(desk: &Desk, code: Option<PathBuf>, file: Option<PathBuf>) -> Outcome {
    let store = desk.open_store()?;
    let code = password::code(code.as_deref(), desk.lang)?;
    let secret = password::chosen(file.as_deref(), "", desk.lang)?;
    let accepted = invitations::accept(&store, &code, &secret, None)?;
    let account = accepted.name.reveal();
    let document = json!({ "name": account, "fingerprint": fingerprint::code(&accepted.fingerprint) });
    Ok(Answer::new(document, spoken(desk, "cli-activated", account, &accepted.fingerprint)))
}

/// Without the fingerprint that was read out, shows the one to compare it with.
pub fn confirm(desk: &Desk, name: &str, read: Option<&str>) -> Outcome {
    let session = desk.sign_in()?;
    let found = accounts::find(&session.store, &session.actor, name);
    let account = found.map_err(|error| Refusal::from(error).if_not_found("no-such-account", name))?;
    let answer = invitations::answer(&session.store, &session.actor, account);
    let answer = answer.map_err(|error| Refusal::from(error).if_not_found("not-answered", name))?;
    let answer = answer.ok_or_else(|| Refusal::new("not-answered").about(one_line(name)))?;
    let document = |confirmed: bool| json!({ "id": account, "fingerprint": fingerprint::code(&answer), "confirmed": confirmed });
    let Some(read) = read else {
        return Ok(Answer::new(document(false), spoken(desk, "cli-to-confirm", name, &answer)));
    };
    if !fingerprint::is_code(&answer, read) {
        return Err(Refusal::new("fingerprint-differs").about(one_line(name)));
    }
    invitations::confirm(&session.store, &session.actor, account, &answer)?;
    let text = say_with(desk.lang, "cli-confirmed", &[("account", one_line(name))]);
    Ok(Answer::new(document(true), text + "\n"))
}

fn spoken(desk: &Desk, message: &str, account: &str, digest: &Fingerprint) -> String {
    let words = fingerprint::words(desk.lang, digest).join(" ");
    let texts = [("account", one_line(account)), ("words", words), ("code", fingerprint::code(digest))];
    say_with(desk.lang, message, &texts) + "\n"
}
