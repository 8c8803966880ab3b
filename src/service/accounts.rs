//! The organisation and the people who sign in.

use super::sessions::Given;
use super::{Actor, Fingerprint, Result, Store};
use crate::domain::account::{AccountProfile, AccountStatus, OrganisationProfile, Role};
use crate::domain::policy::ReadAccounts;
use crate::domain::{AccountId, Moment, Private};
use std::collections::HashMap;
use std::sync::Arc;

/// An account, as colleagues know it.
pub struct AccountSummary {
    pub account: AccountId,
    pub name: Private,
    pub role: Role,
    pub status: AccountStatus,
}

/// Everybody in the organisation, in the order in which they came; those who are invited too.
pub fn list(store: &Store, actor: &Actor) -> Result<Vec<AccountSummary>> {
    store.read::<ReadAccounts, _>(actor, actor.organisation, |granted| {
        let roles: HashMap<AccountId, Role> = granted.organisation_roles().into_iter().collect();
        let (profiles, invited) = (granted.list::<AccountProfile>()?, granted.invitations()?);
        let added = granted.certified();
        let summary = |profile: AccountProfile| {
            let account = profile.account;
            let status = match invited.get(&account) {
                _ if granted.is_retired(account) => AccountStatus::Retired,
                _ if granted.is_suspended(account) => AccountStatus::Suspended,
                _ if added.contains_key(&account) => AccountStatus::Active,
                Some(invitation) if invitation.answered => AccountStatus::Waiting,
                Some(_) => AccountStatus::Invited,
                // An invitation that was taken back.
                None => return None,
            };
            let role = roles.get(&account).copied().unwrap_or(Role::Member);
            Some(AccountSummary { account, role, status, name: profile.name })
        };
        Ok(profiles.into_iter().filter_map(|recorded| summary(recorded.body)).collect())
    })
}

/// The fingerprints of accounts that are certified, to be compared by voice with their owners.
pub fn fingerprints(store: &Store, actor: &Actor) -> Result<HashMap<AccountId, Fingerprint>> {
    store.read::<ReadAccounts, _>(actor, actor.organisation, |granted| {
        let known: Vec<AccountId> = granted.certified().into_keys().collect();
        let found =
            known.into_iter().filter_map(|account| Some((account, granted.key_fingerprint(account)?)));
        Ok(found.collect())
    })
}

/// Those who can be given access to a case.
pub fn list_active(store: &Store, actor: &Actor) -> Result<Vec<AccountSummary>> {
    let everybody = list(store, actor)?.into_iter();
    Ok(everybody.filter(|summary| summary.status == AccountStatus::Active).collect())
}

/// Signs in for one command. Unknown names and wrong passwords get one answer, after the same work.
pub fn sign_in(store: &Store, name: &str, password: &str) -> Result<Arc<Actor>> {
    store.sign_in(name, password)
}

/// The same, with the identity keyring open as well.
pub fn sign_in_with_identities(store: &Store, name: &str, password: &str) -> Result<Arc<Actor>> {
    store.sign_in_with_identities(name, password)
}

/// Adds an account under a password that its owner types. Only a registrar may.
pub fn add(store: &Store, actor: &Actor, name: &str, password: &str) -> Result<AccountId> {
    store.require_fresh(actor)?;
    store.add_account(actor, name, password)
}

/// Changes one's own password, by the old one; ends one's other sessions. `but` is the one to keep.
pub fn change_password(
    store: &Store,
    actor: &Actor,
    given: Given<'_>,
    new: &str,
    but: Option<&str>,
) -> Result<()> {
    store.change_password(actor, given, new, but)
}

/// Shuts an account out at once, on every node. Only a registrar may.
pub fn suspend(store: &Store, actor: &Actor, account: AccountId) -> Result<()> {
    store.require_fresh(actor)?;
    store.set_status(actor, account, AccountStatus::Suspended)
}

/// Lets a suspended account in again. What cases took from it meanwhile stays taken.
pub fn reactivate(store: &Store, actor: &Actor, account: AccountId) -> Result<()> {
    store.require_fresh(actor)?;
    store.set_status(actor, account, AccountStatus::Active)
}

/// Closes an account for good. Its name is free again; what it did stays in its name.
pub fn retire(store: &Store, actor: &Actor, account: AccountId) -> Result<()> {
    store.require_fresh(actor)?;
    store.set_status(actor, account, AccountStatus::Retired)
}

/// Gives an account another name.
pub fn rename(store: &Store, actor: &Actor, account: AccountId, name: &str) -> Result<()> {
    store.require_fresh(actor)?;
    store.rename_account(actor, account, name)
}

/// Names by account, for pages that say who did what.
pub fn names(store: &Store, actor: &Actor) -> Result<HashMap<AccountId, Private>> {
    store.read::<ReadAccounts, _>(actor, actor.organisation, |granted| {
        let profiles = granted.list::<AccountProfile>()?.into_iter();
        Ok(profiles.map(|profile| (profile.body.account, profile.body.name)).collect())
    })
}

/// The references of accounts, `A-002`, for papers that leave: the names of staff stay.
pub fn references(store: &Store, actor: &Actor) -> Result<HashMap<AccountId, String>> {
    store.read::<ReadAccounts, _>(actor, actor.organisation, |granted| {
        let profiles = granted.list::<AccountProfile>()?.into_iter();
        Ok(profiles.map(|profile| (profile.body.account, profile.reference)).collect())
    })
}

/// What the organisation is called.
pub fn organisation_name(store: &Store, actor: &Actor) -> Result<Private> {
    store.read::<ReadAccounts, _>(actor, actor.organisation, |granted| {
        let profile = granted.only::<OrganisationProfile>()?;
        Ok(profile.map(|profile| profile.body.name).unwrap_or_default())
    })
}

/// Oneself, as every page shows it.
pub struct Oneself {
    pub organisation: Private,
    pub name: Private,
    pub role: Role,
    pub since: Option<Moment>,
    /// The organisation asks for a second factor, and there is none yet: nothing else is shown.
    pub must_enrol: bool,
}

pub fn oneself(store: &Store, actor: &Actor) -> Result<Oneself> {
    store.read::<ReadAccounts, _>(actor, actor.organisation, |granted| {
        let organisation = granted.recall_only::<OrganisationProfile>()?.map(|profile| profile.body);
        let own = granted.own_profile()?;
        let required = organisation.as_ref().is_some_and(|profile| profile.second_factor_required);
        Ok(Oneself {
            must_enrol: required && !actor.has_second_factor(),
            organisation: organisation.map(|profile| profile.name).unwrap_or_default(),
            since: own.as_ref().map(|own| own.body.added_at),
            name: own.map(|own| own.body.name).unwrap_or_default(),
            role: granted.role(),
        })
    })
}

/// The account of that name; names are compared as they were typed, but for case.
pub fn find(store: &Store, actor: &Actor, name: &str) -> Result<AccountId> {
    let wanted = name.trim().to_lowercase();
    // The name of an account that was closed may be another's by now.
    let mut known = list(store, actor)?;
    known.sort_by_key(|summary| summary.status == AccountStatus::Retired);
    let found = known.into_iter().find(|summary| summary.name.reveal().to_lowercase() == wanted);
    found.map(|summary| summary.account).ok_or(super::Error::NotFound)
}
