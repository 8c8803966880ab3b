//! Who holds a key to a case: giving one to a colleague, taking one back, changing the keys.

use super::jobs;
use crate::domain::account::Role;
use crate::domain::{AccountId, Choice, Moment, Private};
use crate::service::members::{self, Grant, Keys, Member};
use crate::service::{Error, accounts, installation, sessions};
use crate::web::dispatch::Outcome;
use crate::web::failure::Failure;
use crate::web::fields::Fields;
use crate::web::form::{Term, term};
use crate::web::jobs::{Kind, Order};
use crate::web::visit::InCase;
use crate::web::{Page, Reply};
use serde::Serialize;
use std::sync::Arc;

#[derive(Serialize)]
struct Row {
    name: Private,
    role: &'static str,
    identities: bool,
    since: Moment,
    until: Option<Moment>,
    ended: bool,
    suspended: bool,
    reason: Private,
    granted_by: Private,
    /// Where access is taken back; empty for whoever looks.
    revoke: String,
}

#[derive(Serialize)]
struct Choices {
    account: Vec<Term>,
    role: Vec<Term>,
}

/// How the keys stand, for whoever can change them.
#[derive(Serialize)]
struct KeyState {
    under_old: u64,
    exposed: bool,
}

fn choices(visit: &InCase) -> Result<Choices, Failure> {
    let everybody = accounts::list_active(visit.store(), &visit.actor)?;
    let others = everybody.into_iter().filter(|summary| summary.account != visit.actor.account);
    let account = others.map(|summary| term(&summary.account.to_string(), summary.name.reveal())).collect();
    let role = Role::OF_CASES.iter().map(|role| term(role.code(), role.label(visit.lang))).collect();
    Ok(Choices { account, role })
}

/// The last moment of the day on which access ends.
fn last(until: Moment) -> Moment {
    Moment::from_micros(until.micros() - 1)
}

fn row(visit: &InCase, member: Member) -> Row {
    let other = member.account != visit.actor.account;
    Row {
        revoke: if other { address(visit, member.account) } else { String::new() },
        name: member.name,
        role: member.role.label(visit.lang),
        identities: member.identities,
        since: member.since,
        until: member.until.map(last),
        ended: member.ended,
        suspended: member.suspended,
        reason: member.reason,
        granted_by: member.granted_by,
    }
}

fn address(visit: &InCase, account: AccountId) -> String {
    format!("{}/members/{account}/revoke", visit.url())
}

pub fn list(visit: &mut InCase) -> Outcome {
    let listed = members::list(visit.store(), &visit.actor, visit.case)?;
    let rows: Vec<Row> = listed.into_iter().map(|member| row(visit, member)).collect();
    let Keys { under_old, exposed } = members::keys(visit.store(), &visit.actor, visit.case)?;
    let choices = choices(visit)?;
    let page = Page::new("cases/members.html", &visit.frame("members"))?.with("form", &visit.form);
    let page = page.with("keys", &KeyState { under_old, exposed });
    Ok(Reply::page(page.with("members", &rows).with("choices", &choices)))
}

/// Gives a role. To pass on the key to identities, one's own must be open.
pub fn grant(visit: &mut InCase) -> Outcome {
    let mut fields = Fields::of(&visit.form);
    let account: Option<AccountId> = visit.form.get("account").parse().ok();
    if account.is_none() {
        fields.complain("account", "choose-one");
    }
    let given = Grant {
        role: fields.required::<Role>("role"),
        identities: fields.yes("identities"),
        until: fields.date("until"),
        reason: fields.text("reason"),
    };
    let (account, given) = fields.done((account, given))?;
    let account = account.ok_or_else(|| Failure::invalid("account", "choose-one"))?;
    require_password(visit)?;
    members::grant(visit.store(), &visit.actor, visit.case, account, given)?;
    Ok(Reply::see(format!("{}/members", visit.url())).said(visit.app.tls, "success", "granted"))
}

/// Whoever holds the identities is asked for the password once, for both: their key is changed too.
fn require_password(visit: &InCase) -> Result<(), Error> {
    let closed = visit.standing.may_open_identities && visit.standing.identities_open_until.is_none();
    match closed && !sessions::is_fresh(visit.store(), &visit.actor) {
        true => Err(Error::IdentitiesClosed),
        false => Ok(()),
    }
}

/// The member that the path names.
fn named(visit: &InCase) -> Result<Member, Error> {
    let account: AccountId = visit.param("account").parse().map_err(|_| Error::NotFound)?;
    let listed = members::list(visit.store(), &visit.actor, visit.case)?;
    listed.into_iter().find(|member| member.account == account).ok_or(Error::NotFound)
}

/// Asks why access is to be taken back.
pub fn ask_revoke(visit: &mut InCase) -> Outcome {
    let member = row(visit, named(visit)?);
    let page = Page::new("cases/revoke.html", &visit.frame("members"))?.with("form", &visit.form);
    Ok(Reply::page(page.with("member", &member).with("back", &format!("{}/members", visit.url()))))
}

/// Takes access back at once. What was sealed under the keys that the member held is sealed again
/// as a job.
pub fn revoke(visit: &mut InCase) -> Outcome {
    let (member, reason) = (named(visit)?, Fields::of(&visit.form).text("reason"));
    require_password(visit)?;
    members::revoke(visit.store(), &visit.actor, visit.case, member.account, reason)?;
    begin_sealing(visit)
}

/// New keys for all that is written from now on.
pub fn rotate(visit: &mut InCase) -> Outcome {
    require_password(visit)?;
    members::rotate(visit.store(), &visit.actor, visit.case)?;
    begin_sealing(visit)
}

/// Seals again what still lies under an older key.
pub fn seal_again(visit: &mut InCase) -> Outcome {
    begin_sealing(visit)
}

fn begin_sealing(visit: &InCase) -> Outcome {
    let (app, actor, case) = (Arc::clone(&visit.app), Arc::clone(&visit.actor), visit.case);
    let next = format!("{}/members", visit.url());
    let whose = Order { kind: Kind::Seal, owner: actor.account, case, at: installation::now(visit.store()) };
    let job = visit.app.jobs.start(whose, move |job| {
        members::seal_again(&app.store, &actor, case, &mut |progress| job.tell(progress))?;
        Ok(next)
    })?;
    Ok(Reply::see(jobs::address(&visit.url(), &job)).said(visit.app.tls, "success", "keys-changed"))
}
