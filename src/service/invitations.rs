//! Asking somebody in: they make their keys themselves, and the registrar certifies them.

use super::{Actor, Result, Store};
use crate::crypto::digest::Digest;
use crate::domain::AccountId;
pub use crate::store::invitations::{Accepted, Invitation, Standing};
use std::collections::HashMap;
use std::net::IpAddr;

/// Asks somebody in under a name. Only a registrar may. The code is told once.
pub fn invite(store: &Store, actor: &Actor, name: &str) -> Result<Invitation> {
    store.require_fresh(actor)?;
    store.invite(actor, name)
}

/// Takes an invitation up, under a password that whoever was invited chooses; nobody is signed in.
pub fn accept(store: &Store, code: &str, password: &str, from: Option<IpAddr>) -> Result<Accepted> {
    store.accept(code, password, from)
}

/// The fingerprint of the keys that an invited person made; `None` while they have not.
pub fn answer(store: &Store, actor: &Actor, account: AccountId) -> Result<Option<Digest>> {
    store.answer_to(actor, account)
}

/// Certifies those keys and lets the account in. Only a registrar may, once the fingerprint was
/// compared with its owner.
pub fn confirm(store: &Store, actor: &Actor, account: AccountId, fingerprint: &Digest) -> Result<()> {
    store.require_fresh(actor)?;
    store.confirm_account(actor, account, fingerprint)
}

/// Takes an invitation back.
pub fn withdraw(store: &Store, actor: &Actor, account: AccountId) -> Result<()> {
    store.require_fresh(actor)?;
    store.withdraw_invitation(actor, account)
}

/// How the invitations stand, by account.
pub fn standing(store: &Store, actor: &Actor) -> Result<HashMap<AccountId, Standing>> {
    store.read::<crate::domain::policy::ReadAccounts, _>(actor, actor.organisation, |granted| {
        granted.invitations()
    })
}
