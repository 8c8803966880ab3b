//! What becomes of accounts: suspended, reactivated, renamed; and the end of everybody's sessions.

use super::access::Draft;
use super::accounts::{check_name, name_taken};
use super::actor::Actor;
use super::error::{Error, Result};
use super::schema::accounts;
use super::sessions::take_out;
use super::{Granted, Store};
use crate::crypto::random;
use crate::domain::account::{AccountProfile, AccountStatus};
use crate::domain::ledger::Act;
use crate::domain::policy::{Action, Covers, ManageAccounts, ReadAccounts};
use crate::domain::{AccountId, Choice, Private, Problem, Recorded};
use diesel::prelude::*;

impl<A: Covers<ReadAccounts> + Action> Granted<'_, A> {
    /// Whether an account may not sign in, as the ledger tells.
    pub fn is_suspended(&self, account: AccountId) -> bool {
        self.state().members().is_suspended(account)
    }

    /// Whether an account was closed for good.
    pub fn is_retired(&self, account: AccountId) -> bool {
        self.state().members().is_retired(account)
    }

    /// What colleagues see of the actor, for what every page shows.
    pub fn own_profile(&mut self) -> Result<Option<Recorded<AccountProfile>>> {
        let actor = self.actor;
        if let Some(id) = actor.profile.get() {
            return self.recall(*id).map(Some);
        }
        let found = self.with_key::<AccountProfile>("account", actor.account.bytes())?;
        if let Some(found) = &found {
            let _ = actor.profile.set(found.id);
        }
        Ok(found)
    }

    fn require_known(&self, account: AccountId) -> Result<()> {
        match self.state().all_certified().contains_key(&account) {
            true => Ok(()),
            false => Err(Error::NotFound),
        }
    }
}

impl Store {
    /// Shuts an account out, for good or not, or lets it in again. Its sessions end; it is refused at the next request
    /// on every node.
    ///
    /// # Errors
    /// `Invalid` for oneself, and for an account that was closed for good.
    pub fn set_status(&self, registrar: &Actor, account: AccountId, status: AccountStatus) -> Result<()> {
        if account == registrar.account {
            return Err(Error::Invalid(vec![Problem::new("account", "not-oneself")]));
        }
        let act = match status {
            AccountStatus::Active => Act::AccountReactivated,
            AccountStatus::Retired => Act::AccountRetired,
            _ => Act::AccountSuspended,
        };
        let ended = self.write::<ManageAccounts, _>(registrar, registrar.organisation, |writing| {
            writing.require_known(account)?;
            if writing.is_retired(account) {
                return Err(Error::Invalid(vec![Problem::new("account", "account-retired")]));
            }
            let row = accounts::table.filter(accounts::id.eq(account.bytes().to_vec()));
            diesel::update(row).set(accounts::status.eq(status.code())).execute(writing.db)?;
            let ended = take_out(writing.db, Some(account))?;
            let told = Draft { subject: Some(account), ..Draft::of(act) };
            match status {
                AccountStatus::Retired => {
                    // The name is free for another account.
                    let tag = accounts::login_tag.eq(random::bytes::<32>().to_vec());
                    let row = accounts::table.filter(accounts::id.eq(account.bytes().to_vec()));
                    diesel::update(row).set(tag).execute(writing.db)?;
                    writing.append(told)?;
                }
                _ if writing.is_suspended(account) != (status == AccountStatus::Suspended) => {
                    writing.append(told)?;
                }
                _ => {}
            }
            Ok(ended)
        })?;
        self.end(ended);
        Ok(())
    }

    /// Gives an account another name, to sign in with and to be known by.
    pub fn rename_account(&self, registrar: &Actor, account: AccountId, name: &str) -> Result<()> {
        check_name(name)?;
        let organisation = registrar.organisation;
        let tag = self.tag_of(organisation, name)?;
        self.write::<ManageAccounts, _>(registrar, organisation, |writing| {
            writing.require_known(account)?;
            let known = writing.list::<AccountProfile>()?;
            let old = known.into_iter().find(|known| known.body.account == account);
            let old = old.ok_or(Error::NotFound)?;
            let row = accounts::table.filter(accounts::id.eq(account.bytes().to_vec()));
            let renamed = diesel::update(row).set(accounts::login_tag.eq(tag)).execute(writing.db);
            renamed.map_err(name_taken)?;
            let body = AccountProfile { name: Private::new(name.trim()), ..old.body };
            writing.revise(old.id, old.revision, body).map(|_| ())
        })
    }

    /// Ends every session of the organisation, one's own too; how many there were.
    pub fn end_all_sessions(&self, registrar: &Actor) -> Result<usize> {
        let ended = self.write::<ManageAccounts, _>(registrar, registrar.organisation, |writing| {
            let ended = take_out(writing.db, None)?;
            let count = Some(ended.len().to_string());
            writing.append(Draft { detail: count, ..Draft::of(Act::SessionsEnded) })?;
            Ok(ended)
        })?;
        let count = ended.len();
        self.end(ended);
        // Rows that somebody puts back, and copies of them, are worth nothing from now on.
        self.node_secret.rotate(true)?;
        Ok(count)
    }

    /// Makes a new secret for sessions. Those that are open go on; what was sealed under the secret
    /// before the last one opens nothing any more.
    pub fn rotate_node_secret(&self, registrar: &Actor) -> Result<()> {
        self.write::<ManageAccounts, _>(registrar, registrar.organisation, |writing| {
            writing.append(Draft::of(Act::SecretRotated))
        })?;
        self.node_secret.rotate(false)
    }
}
