//! Who has access to a case, and why: granted with a reason, withdrawn with a reason, and the
//! keys changed for whoever is no longer there.

use super::accounts::AccountSummary;
use super::{Actor, Error, OnProgress, Progress, Result, Store, accounts, dates};
use crate::domain::account::{AccountStatus, Role};
use crate::domain::case::CaseProfile;
use crate::domain::policy::{GrantAccess, ReadAccounts, ReadCase};
use crate::domain::{AccountId, CaseId, Moment, PartialDate, Private, Problem, Problems};
use crate::store::membership::{Certified, Terms};
use std::collections::HashMap;

/// A member of a case, by name.
pub struct Member {
    pub account: AccountId,
    pub name: Private,
    pub role: Role,
    pub identities: bool,
    pub since: Moment,
    /// When access ends by itself, or ended.
    pub until: Option<Moment>,
    pub ended: bool,
    /// The account may not sign in.
    pub suspended: bool,
    pub reason: Private,
    pub granted_by: Private,
}

/// What a colleague is to be given, and why.
#[derive(Clone)]
pub struct Grant {
    pub role: Role,
    pub identities: bool,
    /// The last day, in the case's time zone; without one, until it is withdrawn.
    pub until: Option<PartialDate>,
    pub reason: Private,
}

/// Longest reason, in code points.
const REASON: usize = 1_000;

fn check_reason(reason: &Private, problems: &mut Problems) {
    problems.require(!reason.is_blank(), "reason", "blank");
    if reason.reveal().chars().count() > REASON {
        problems.add(Problem::new("reason", "too-long").with(REASON.to_string()));
    }
}

/// Everybody who has access, those whose time is over too, in the order in which they came.
pub fn list(store: &Store, actor: &Actor, case: CaseId) -> Result<Vec<Member>> {
    let members = store.read::<ReadCase, _>(actor, case, |granted| granted.members())?;
    let known: HashMap<AccountId, AccountSummary> =
        accounts::list(store, actor)?.into_iter().map(|one| (one.account, one)).collect();
    let name = |account| known.get(&account).map(|one| one.name.clone()).unwrap_or_default();
    let suspended = |account| {
        known
            .get(&account)
            .is_some_and(|one| matches!(one.status, AccountStatus::Suspended | AccountStatus::Retired))
    };
    let named = |member: crate::store::membership::Member| Member {
        name: name(member.account),
        account: member.account,
        role: member.role,
        identities: member.identities,
        since: member.since,
        until: member.until,
        ended: member.ended,
        suspended: suspended(member.account),
        reason: member.reason,
        granted_by: name(member.granter),
    };
    Ok(members.into_iter().map(named).collect())
}

fn certified(store: &Store, actor: &Actor) -> Result<Certified> {
    store.read::<ReadAccounts, _>(actor, actor.organisation, |granted| Ok(granted.certified()))
}

/// Gives a colleague a role in the case, in place of any they had.
///
/// # Errors
/// `Invalid` for oneself, without a reason, for a day that is over, and when nobody would lead the
/// case for good; `IdentitiesClosed` when identities are to be shared, or their key is to be
/// changed, and they are not open; `NotFresh` when the
/// password was not given lately.
pub fn grant(store: &Store, actor: &Actor, case: CaseId, account: AccountId, grant: Grant) -> Result<()> {
    let mut problems = Problems::default();
    problems.require(account != actor.account, "account", "not-yourself");
    problems.require(grant.role.is_of_cases(), "role", "choose-one");
    check_reason(&grant.reason, &mut problems);
    problems.or(()).map_err(Error::Invalid)?;
    store.require_fresh(actor)?;
    let certified = certified(store, actor)?;
    store.write::<GrantAccess, _>(actor, case, |writing| {
        let zone = writing.only::<CaseProfile>()?.map(|profile| profile.body.time_zone);
        let until = grant.until.map(|day| last_moment(day, &zone.unwrap_or_default(), writing.now()));
        let terms = Terms {
            role: grant.role,
            identities: grant.identities,
            until: until.transpose()?,
            reason: grant.reason,
        };
        writing.share(account, &certified, &terms)
    })
}

fn last_moment(day: PartialDate, zone: &str, now: Moment) -> Result<Moment> {
    let wrong = |key| Error::Invalid(vec![Problem::new("until", key)]);
    let end = dates::end_of(day, zone).ok_or_else(|| wrong("not-a-day"))?;
    if end > now { Ok(end) } else { Err(wrong("in-the-past")) }
}

/// Takes a colleague's access away at once, and changes the keys that they held.
///
/// # Errors
/// As [`grant`]; `NotFound` for whoever has no access.
pub fn revoke(store: &Store, actor: &Actor, case: CaseId, account: AccountId, reason: Private) -> Result<()> {
    let mut problems = Problems::default();
    problems.require(account != actor.account, "account", "not-yourself");
    check_reason(&reason, &mut problems);
    problems.or(()).map_err(Error::Invalid)?;
    store.require_fresh(actor)?;
    let certified = certified(store, actor)?;
    store.write::<GrantAccess, _>(actor, case, |writing| writing.withdraw(account, &certified, reason))
}

/// Changes the keys of the case: of all that the actor holds.
pub fn rotate(store: &Store, actor: &Actor, case: CaseId) -> Result<()> {
    store.require_fresh(actor)?;
    let certified = certified(store, actor)?;
    store.write::<GrantAccess, _>(actor, case, |writing| writing.rotate(&certified))
}

/// How the keys of a case stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keys {
    /// Rows that still lie under a key older than the newest.
    pub under_old: u64,
    /// Somebody who lost access still knows a key that is in use.
    pub exposed: bool,
}

pub fn keys(store: &Store, actor: &Actor, case: CaseId) -> Result<Keys> {
    store.read::<ReadCase, _>(actor, case, |granted| {
        Ok(Keys { under_old: granted.under_old_keys()?, exposed: granted.is_exposed()? })
    })
}

/// Rows sealed again in one transaction: others write to the case in between.
const BATCH: u64 = 200;

/// Seals what lies under older keys again, batch by batch. What was done stays done when it is
/// stopped; how many rows it was.
pub fn seal_again(store: &Store, actor: &Actor, case: CaseId, watch: OnProgress<'_>) -> Result<u64> {
    let (total, mut done) = (keys(store, actor, case)?.under_old, 0);
    loop {
        if watch(Progress { done, total: Some(total), found: done }).is_break() {
            return Err(Error::Cancelled);
        }
        match store.write::<GrantAccess, _>(actor, case, |writing| writing.seal_again(BATCH))? {
            0 => return Ok(done),
            more => done += more,
        }
    }
}
