//! The organisation's accounts, and one's own.

use crate::domain::account::Role;
use crate::domain::policy::Verb;
use crate::domain::{Choice, Moment, Private};
use crate::service::accounts::AccountSummary;
use crate::service::{Error, accounts, cases};
use crate::web::dispatch::Outcome;
use crate::web::failure::Failure;
use crate::web::visit::Signed;
use crate::web::{Page, Reply};
use serde::Serialize;

#[derive(Serialize)]
struct Row {
    name: Private,
    role: &'static str,
    own: bool,
}

/// Everybody. The registrar adds accounts here.
pub fn list(visit: &mut Signed) -> Outcome {
    let everybody = accounts::list(visit.store(), &visit.actor)?;
    let row = |summary: AccountSummary| Row {
        own: summary.account == visit.actor.account,
        role: summary.role.label(visit.lang),
        name: summary.name,
    };
    let rows: Vec<Row> = everybody.into_iter().map(row).collect();
    let page = Page::new("accounts/list.html", &visit.frame())?.with("form", &visit.form);
    let registrar = visit.oneself.role == Role::Registrar;
    Ok(Reply::page(page.with("accounts", &rows).with("registrar", &registrar)))
}

pub fn add(visit: &mut Signed) -> Outcome {
    if visit.oneself.role != Role::Registrar {
        return Err(Error::Denied(Verb::ManageAccounts).into());
    }
    let password = visit.form.get("password");
    if password != visit.form.get("password_again") {
        return Err(Failure::invalid("password_again", "passwords-differ"));
    }
    accounts::add(visit.store(), &visit.actor, visit.form.get("name"), password)?;
    Ok(Reply::see("/accounts").said(visit.app.tls, "success", "account-added"))
}

#[derive(Serialize)]
struct Account {
    name: Private,
    /// In groups of four, to be read aloud.
    fingerprint: String,
    since: Option<Moment>,
    registrar: bool,
}

#[derive(Serialize)]
struct Key {
    reference: String,
    url: String,
    title: Private,
    role: &'static str,
    identities: bool,
}

pub fn own(visit: &mut Signed) -> Outcome {
    let mut keys = Vec::new();
    for case in cases::list(visit.store(), &visit.actor)? {
        let standing = cases::standing(visit.store(), &visit.actor, case.id)?;
        keys.push(Key {
            url: format!("/cases/{}", case.id),
            reference: case.reference,
            title: case.title.unwrap_or_default(),
            role: case.role.label(visit.lang),
            identities: standing.may_open_identities,
        });
    }
    let account = Account {
        name: visit.oneself.name.clone(),
        fingerprint: groups(&visit.actor.fingerprint().to_string()),
        since: visit.oneself.since,
        registrar: visit.oneself.role == Role::Registrar,
    };
    let page = Page::new("account/show.html", &visit.frame())?.with("account", &account);
    Ok(Reply::page(page.with("cases", &keys)))
}

fn groups(hex: &str) -> String {
    let letters: Vec<char> = hex.to_uppercase().chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}
