//! The organisation's accounts, and one's own.

use super::invitations;
use crate::domain::account::{AccountStatus, Role};
use crate::domain::policy::Verb;
use crate::domain::{AccountId, Choice, Moment, Private};
use crate::service::accounts::AccountSummary;
use crate::service::sessions::SessionInfo;
use crate::service::{Error, accounts, cases, second_factor, sessions};
use crate::web::cookies::Jar;
use crate::web::dispatch::Outcome;
use crate::web::failure::Failure;
use crate::web::visit::Signed;
use crate::web::{Page, Reply, meter};
use serde::Serialize;

#[derive(Serialize)]
struct Row {
    name: Private,
    role: &'static str,
    own: bool,
    /// How it stands, where that is not the usual.
    badge: Option<&'static str>,
    fingerprint: Option<invitations::Fingerprint>,
    url: String,
}

/// Everybody. The registrar adds accounts here.
pub fn list(visit: &mut Signed) -> Outcome {
    let everybody = accounts::list(visit.store(), &visit.actor)?;
    let known = accounts::fingerprints(visit.store(), &visit.actor)?;
    let fingerprint =
        |account: &AccountId| known.get(account).map(|digest| invitations::Fingerprint::of(visit, digest));
    let row = |summary: AccountSummary| Row {
        fingerprint: fingerprint(&summary.account),
        own: summary.account == visit.actor.account,
        role: summary.role.label(visit.lang),
        badge: (summary.status != AccountStatus::Active).then(|| summary.status.label(visit.lang)),
        url: format!("/accounts/{}", summary.account),
        name: summary.name,
    };
    let rows: Vec<Row> = everybody.into_iter().map(row).collect();
    let page = Page::new("accounts/list.html", &visit.frame())?.with("form", &visit.form);
    let registrar = visit.oneself.role == Role::Registrar;
    let about = [visit.oneself.organisation.reveal(), visit.form.get("name")];
    let page = page.with("second_factor", &second_factor::is_required(visit.store(), &visit.actor)?);
    let page = page.with("strength", &meter::of(visit.lang, &visit.form, "password", &about));
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

/// One account, for registrars.
#[derive(Serialize)]
struct Other {
    url: String,
    role: &'static str,
    status: &'static str,
    suspended: bool,
    retired: bool,
    own: bool,
}

pub(super) fn require_registrar(visit: &Signed) -> Result<(), Error> {
    match visit.oneself.role == Role::Registrar {
        true => Ok(()),
        false => Err(Error::Denied(Verb::ManageAccounts)),
    }
}

/// The account that the path names.
fn named(visit: &Signed) -> Result<AccountSummary, Error> {
    require_registrar(visit)?;
    let account = visit.param("account").parse().map_err(|_| Error::NotFound)?;
    let everybody = accounts::list(visit.store(), &visit.actor)?;
    everybody.into_iter().find(|summary| summary.account == account).ok_or(Error::NotFound)
}

/// One account, with what a registrar can do about it.
pub fn show(visit: &mut Signed) -> Outcome {
    let summary = named(visit)?;
    if matches!(summary.status, AccountStatus::Invited | AccountStatus::Waiting) {
        return invitations::show(visit, &summary);
    }
    if !visit.form.has("name") {
        visit.form.set("name", summary.name.clone());
    }
    let shown = Other {
        url: format!("/accounts/{}", summary.account),
        role: summary.role.label(visit.lang),
        status: summary.status.label(visit.lang),
        suspended: summary.status == AccountStatus::Suspended,
        retired: summary.status == AccountStatus::Retired,
        own: summary.account == visit.actor.account,
    };
    let page = Page::new("accounts/show.html", &visit.frame())?.with("form", &visit.form);
    Ok(Reply::page(page.with("account", &shown).with("name", &summary.name)))
}

pub fn rename(visit: &mut Signed) -> Outcome {
    let account = named(visit)?.account;
    accounts::rename(visit.store(), &visit.actor, account, visit.form.get("name"))?;
    Ok(Reply::see("/accounts").said(visit.app.tls, "success", "account-renamed"))
}

pub fn suspend(visit: &mut Signed) -> Outcome {
    let account = named(visit)?.account;
    accounts::suspend(visit.store(), &visit.actor, account)?;
    Ok(Reply::see("/accounts").said(visit.app.tls, "success", "account-suspended"))
}

pub fn reactivate(visit: &mut Signed) -> Outcome {
    let account = named(visit)?.account;
    accounts::reactivate(visit.store(), &visit.actor, account)?;
    Ok(Reply::see("/accounts").said(visit.app.tls, "success", "account-reactivated"))
}

/// Closes an account for good, once that was ticked.
pub fn retire(visit: &mut Signed) -> Outcome {
    let account = named(visit)?.account;
    if visit.form.get("for_good") != "yes" {
        return Err(Failure::invalid("for_good", "retire-tick"));
    }
    accounts::retire(visit.store(), &visit.actor, account)?;
    Ok(Reply::see("/accounts").said(visit.app.tls, "success", "account-retired"))
}

/// Ends every session of the organisation, this one too.
pub fn panic(visit: &mut Signed) -> Outcome {
    require_registrar(visit)?;
    sessions::panic(visit.store(), &visit.actor)?;
    let tls = visit.app.tls;
    Ok(Reply::see("/sign-in").unset(tls, Jar::Session).said(tls, "success", "all-ended"))
}

/// Ends one of one's own sessions.
pub fn end_session(visit: &mut Signed) -> Outcome {
    sessions::end(visit.store(), &visit.actor, visit.param("session"))?;
    Ok(Reply::see("/account").said(visit.app.tls, "success", "session-ended"))
}

/// Ends all of one's own sessions but this.
pub fn end_others(visit: &mut Signed) -> Outcome {
    let own = sessions::id(&visit.session);
    sessions::end_others(visit.store(), &visit.actor, Some(&own))?;
    Ok(Reply::see("/account").said(visit.app.tls, "success", "session-ended"))
}

#[derive(Serialize)]
struct Session {
    since: Moment,
    last_used: Moment,
    /// The one that asks.
    own: bool,
    end: String,
}

fn sessions_of(visit: &Signed) -> Result<Vec<Session>, Error> {
    let own = sessions::id(&visit.session);
    let listed = sessions::list(visit.store(), &visit.actor)?;
    let shown = |session: SessionInfo| Session {
        since: session.since,
        last_used: session.last_used,
        own: session.id == own,
        end: format!("/account/sessions/{}/end", session.id),
    };
    Ok(listed.into_iter().map(shown).collect())
}

#[derive(Serialize)]
struct Account {
    name: Private,
    fingerprint: invitations::Fingerprint,
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
        fingerprint: invitations::Fingerprint::of(visit, &visit.actor.key_fingerprint()),
        since: visit.oneself.since,
        registrar: visit.oneself.role == Role::Registrar,
    };
    let page = Page::new("account/show.html", &visit.frame())?.with("account", &account);
    Ok(Reply::page(
        page.with("second_factor", &visit.actor.has_second_factor())
            .with("cases", &keys)
            .with("sessions", &sessions_of(visit)?),
    ))
}
