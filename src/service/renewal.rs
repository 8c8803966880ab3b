//! When a password may be known: keys are renewed by a new account, to which the cases go over. An
//! account's keys never change: what it signed stays signed by them.

use super::{Actor, Error, Result, Store, accounts, cases, members};
use crate::domain::account::{AccountStatus, Role};
use crate::domain::policy::{self, Verb};
use crate::domain::{AccountId, CaseId, Private};

/// A case of somebody whose keys may be known, and who can take it to new ones.
pub struct Concerned {
    pub case: CaseId,
    pub reference: String,
    pub title: Private,
    pub role: Role,
    pub identities: bool,
    /// Who leads it besides oneself.
    pub leads: Vec<Private>,
}

/// One's own cases, each with who else can let the new account in.
pub fn concerned(store: &Store, actor: &Actor) -> Result<Vec<Concerned>> {
    let mut concerned = Vec::new();
    for case in cases::list(store, actor)? {
        let standing = cases::standing(store, actor, case.id)?;
        let others = match policy::allows(Verb::ReadCase, case.role) {
            true => members::list(store, actor, case.id)?,
            // An auditor does not see the members.
            false => Vec::new(),
        };
        let leads = others
            .into_iter()
            .filter(|member| member.role == Role::Lead && member.account != actor.account && !member.ended);
        concerned.push(Concerned {
            case: case.id,
            reference: case.reference,
            title: case.title.unwrap_or_default(),
            role: case.role,
            identities: standing.may_open_identities,
            leads: leads.map(|member| member.name).collect(),
        });
    }
    Ok(concerned)
}

/// Gives one's new account the same role in every case that one leads. Needs the identities open for
/// those where one holds them; how many cases.
///
/// # Errors
/// `Invalid` when the account is not active, or one's own.
pub fn hand_over(store: &Store, actor: &Actor, to: AccountId, reason: &Private) -> Result<usize> {
    store.require_fresh(actor)?;
    let known = accounts::list(store, actor)?.into_iter().find(|summary| summary.account == to);
    if known.is_none_or(|summary| summary.status != AccountStatus::Active) {
        return Err(Error::NotFound);
    }
    let mut handed = 0;
    for case in concerned(store, actor)?.into_iter().filter(|case| case.role == Role::Lead) {
        let grant = members::Grant {
            role: Role::Lead,
            identities: case.identities,
            until: None,
            reason: reason.clone(),
        };
        members::grant(store, actor, case.case, to, grant)?;
        handed += 1;
    }
    Ok(handed)
}

/// Takes the old account's access away in every case that one leads by now: their keys are changed, and
/// what lies under the old ones can be sealed again. How many cases.
pub fn turn_out(store: &Store, actor: &Actor, old: AccountId, reason: &Private) -> Result<usize> {
    store.require_fresh(actor)?;
    let mut turned = 0;
    for case in cases::list(store, actor)?.into_iter().filter(|case| case.role == Role::Lead) {
        match members::revoke(store, actor, case.id, old, reason.clone()) {
            Ok(()) => turned += 1,
            Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(turned)
}
