//! Who holds a key to a case, and giving one to a colleague.

use crate::domain::account::Role;
use crate::domain::{AccountId, Choice, Moment, Private};
use crate::service::{accounts, cases};
use crate::web::dispatch::Outcome;
use crate::web::failure::Failure;
use crate::web::fields::Fields;
use crate::web::form::{Term, term};
use crate::web::visit::InCase;
use crate::web::{Page, Reply};
use serde::Serialize;

#[derive(Serialize)]
struct Row {
    name: Private,
    role: &'static str,
    identities: bool,
    since: Moment,
}

#[derive(Serialize)]
struct Choices {
    account: Vec<Term>,
    role: Vec<Term>,
}

fn choices(visit: &InCase) -> Result<Choices, Failure> {
    let everybody = accounts::list(visit.store(), &visit.actor)?;
    let others = everybody.into_iter().filter(|summary| summary.account != visit.actor.account);
    let account = others.map(|summary| term(&summary.account.to_string(), summary.name.reveal())).collect();
    let role = Role::OF_CASES.iter().map(|role| term(role.code(), role.label(visit.lang))).collect();
    Ok(Choices { account, role })
}

pub fn list(visit: &mut InCase) -> Outcome {
    let members = cases::members(visit.store(), &visit.actor, visit.case)?;
    let row = |member: cases::Member| Row {
        name: member.name,
        role: member.role.label(visit.lang),
        identities: member.identities,
        since: member.since,
    };
    let rows: Vec<Row> = members.into_iter().map(row).collect();
    let choices = choices(visit)?;
    let page = Page::new("cases/members.html", &visit.frame("members"))?.with("form", &visit.form);
    Ok(Reply::page(page.with("members", &rows).with("choices", &choices)))
}

/// Gives a role. To pass on the key to identities, one's own must be open.
pub fn grant(visit: &mut InCase) -> Outcome {
    let mut fields = Fields::of(&visit.form);
    let account: Option<AccountId> = visit.form.get("account").parse().ok();
    if account.is_none() {
        fields.complain("account", "choose-one");
    }
    let (role, identities) = (fields.required::<Role>("role"), fields.yes("identities"));
    let account = fields.done(account)?.ok_or_else(|| Failure::invalid("account", "choose-one"))?;
    cases::share(visit.store(), &visit.actor, visit.case, account, role, identities)?;
    Ok(Reply::see(format!("{}/members", visit.url())).said(visit.app.tls, "success", "granted"))
}
