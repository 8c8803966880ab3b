//! The organisation and the people who sign in.

use super::{Actor, Result, Store};
use crate::domain::account::{AccountProfile, OrganisationProfile, Role};
use crate::domain::policy::ReadAccounts;
use crate::domain::{AccountId, Moment, Private};
use std::collections::HashMap;
use std::sync::Arc;

/// An account, as colleagues know it.
pub struct AccountSummary {
    pub account: AccountId,
    pub name: Private,
    pub role: Role,
}

/// Everybody in the organisation, in the order in which they came.
pub fn list(store: &Store, actor: &Actor) -> Result<Vec<AccountSummary>> {
    store.read::<ReadAccounts, _>(actor, actor.organisation, |granted| {
        let roles: HashMap<AccountId, Role> = granted.organisation_roles().into_iter().collect();
        let profiles = granted.list::<AccountProfile>()?;
        let summary = |profile: AccountProfile| AccountSummary {
            role: roles.get(&profile.account).copied().unwrap_or(Role::Member),
            account: profile.account,
            name: profile.name.clone(),
        };
        Ok(profiles.into_iter().map(|recorded| summary(recorded.body)).collect())
    })
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
    store.add_account(actor, name, password)
}

/// Names by account, for pages that say who did what.
pub fn names(store: &Store, actor: &Actor) -> Result<HashMap<AccountId, Private>> {
    Ok(list(store, actor)?.into_iter().map(|summary| (summary.account, summary.name)).collect())
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
}

pub fn oneself(store: &Store, actor: &Actor) -> Result<Oneself> {
    store.read::<ReadAccounts, _>(actor, actor.organisation, |granted| {
        let organisation = granted.only::<OrganisationProfile>()?.map(|profile| profile.body.name);
        let profiles = granted.list::<AccountProfile>()?;
        let own = profiles.into_iter().find(|profile| profile.body.account == actor.account);
        Ok(Oneself {
            organisation: organisation.unwrap_or_default(),
            since: own.as_ref().map(|own| own.body.added_at),
            name: own.map(|own| own.body.name).unwrap_or_default(),
            role: granted.role(),
        })
    })
}

/// The account of that name; names are compared as they were typed, but for case.
pub fn find(store: &Store, actor: &Actor, name: &str) -> Result<AccountId> {
    let wanted = name.trim().to_lowercase();
    let found =
        list(store, actor)?.into_iter().find(|summary| summary.name.reveal().to_lowercase() == wanted);
    found.map(|summary| summary.account).ok_or(super::Error::NotFound)
}
