//! Signing in. The right password is the one that opens the keyring; there is no other verifier.

use super::Store;
use super::actor::{Actor, IdentityWindow};
use super::certificates::Certificates;
use super::db::{Db, write_tx};
use super::error::{Error, Result, Tamper, TamperKind};
use super::keyring::{IdentityKeyring, Keyring};
use super::schema::accounts;
use super::throttle::Attempt;
use super::wrapping::{Contents, Row, Wrapped, Wrapping};
use crate::crypto::keyring::IdentityKeys;
use crate::crypto::password::{Password, login_tag};
use crate::domain::account::AccountStatus;
use crate::domain::{AccountId, Choice, Moment, OrganisationId};
use diesel::prelude::*;
use std::net::IpAddr;
use std::sync::Arc;
use zeroize::Zeroizing;

/// What somebody gives to be let in.
#[derive(Clone, Copy)]
pub struct Given<'g> {
    pub password: &'g str,
    /// Of the second factor; empty where somebody gave none. `None` for a command on this machine,
    /// which is not asked: whoever runs it reads the store without asking anybody.
    pub code: Option<&'g str>,
    pub from: Option<IpAddr>,
}

impl<'g> Given<'g> {
    /// By a command on this machine.
    pub fn here(password: &'g str) -> Self {
        Self { password, code: None, from: None }
    }
}

/// A password alone, as if it came over the network.
impl<'g> From<&'g str> for Given<'g> {
    fn from(password: &'g str) -> Self {
        Self { password, code: Some(""), from: None }
    }
}

impl Store {
    /// Signs in. Unknown names, wrong passwords and suspended accounts get one answer, after the
    /// same work.
    pub fn sign_in(&self, name: &str, password: &str) -> Result<Arc<Actor>> {
        let actor = self.unlock(name, Given::here(password))?.actor;
        actor.freshen(Moment::from_micros(i64::MAX));
        Ok(actor)
    }

    /// Signs in and opens the identity keyring too, for one command.
    pub fn sign_in_with_identities(&self, name: &str, password: &str) -> Result<Arc<Actor>> {
        let unlocked = self.unlock(name, Given::here(password))?;
        unlocked.actor.freshen(Moment::from_micros(i64::MAX));
        let window = IdentityWindow {
            keys: Arc::new(unlocked.identities()?),
            scope: None,
            until: Moment::from_micros(i64::MAX),
        };
        unlocked.actor.open_window(window);
        Ok(unlocked.actor)
    }

    pub(super) fn unlock(&self, name: &str, given: Given<'_>) -> Result<Unlocked> {
        let organisation = self.organisation().ok_or(Error::NoStore)?;
        let tag = self.hashing.pass(|| login_tag(organisation.bytes(), name))?;
        let row = accounts::table.filter(accounts::login_tag.eq(tag.to_vec())).select(Row::as_select());
        let row: Option<Row> = row.get_result(&mut self.connect()?).optional()?;
        // An account that is not there is throttled as if it were.
        let tried = row.as_ref().map_or_else(|| tag.to_vec(), |row| row.id.clone());
        self.unlock_row(organisation, row, given, Attempt::of(&tried, given.from))
    }

    /// Opens the keyrings of an account that is known, for a step-up.
    pub(super) fn unlock_again(&self, actor: &Actor, given: Given<'_>) -> Result<Unlocked> {
        let row =
            accounts::table.filter(accounts::id.eq(actor.account.bytes().to_vec())).select(Row::as_select());
        let row: Option<Row> = row.get_result(&mut self.connect()?).optional()?;
        self.unlock_row(actor.organisation, row, given, Attempt::of(actor.account.bytes(), given.from))
    }

    fn unlock_row(
        &self,
        organisation: OrganisationId,
        row: Option<Row>,
        given: Given<'_>,
        attempt: Attempt,
    ) -> Result<Unlocked> {
        let known = row.as_ref().and_then(|row| Wrapping::of(organisation, row));
        let wrapping = known.unwrap_or_else(|| Wrapping::of_nobody(organisation));
        let known_account = row.as_ref().and_then(Row::account);
        let row = row.filter(|row| row.status == AccountStatus::Active.code());
        // Judged while the place at the gate is held: of many tries at once, few are under way.
        let (keyring, contents) = self.hashing.pass(|| {
            self.throttle.admit(&attempt, self.now())?;
            let password = Password::new(given.password);
            let opened = wrapping.open(&password, row.as_ref()).and_then(|contents| {
                let keyring = Keyring::import(&contents.keyring).ok_or(Error::WrongPassword)?;
                if let (Some(factor), Some(code)) = (&keyring.factor, given.code) {
                    self.take_code(wrapping.account, factor, code)?;
                }
                Ok((keyring, contents))
            });
            self.throttle.note(&attempt, opened.is_ok(), self.now());
            if let (Err(_), Some(account), Some(_)) = (&opened, known_account, given.code) {
                self.note_refused(account);
            }
            opened
        })??;
        let has_factor = keyring.factor.is_some();
        let actor = self.actor(organisation, wrapping.account, keyring)?;
        actor.note_second_factor(has_factor);
        let under = row.map(|row| row.wrapped.wrap_id).unwrap_or_default();
        let unlocked = Unlocked { actor: Arc::new(actor), contents, under };
        if wrapping.is_outdated() {
            // They are in all the same; the next time it is tried again.
            if let Err(error) = self.rewrap(&unlocked, None, given.password, |_| Ok(())) {
                tracing::warn!(%error, "a keyring could not be wrapped anew");
            }
        }
        Ok(unlocked)
    }

    /// Seals both keyrings anew under a password, the main one with another content where one is
    /// given; and does what belongs to it in the same transaction.
    ///
    /// # Errors
    /// `Conflict` when somebody else did so meanwhile.
    pub(super) fn rewrap<T>(
        &self,
        unlocked: &Unlocked,
        keyring: Option<Zeroizing<Vec<u8>>>,
        password: &str,
        also: impl FnOnce(&mut Db) -> Result<T>,
    ) -> Result<T> {
        let wrapping = Wrapping::new(unlocked.actor.organisation, unlocked.actor.account);
        let Contents { keyring: known, identity } = &unlocked.contents;
        let main = keyring.as_ref().unwrap_or(known);
        let wrapped: Wrapped =
            self.hashing.pass(|| wrapping.seal(&Password::new(password), main, identity))??;
        let row = accounts::table
            .filter(accounts::id.eq(unlocked.actor.account.bytes().to_vec()))
            .filter(accounts::wrap_id.eq(unlocked.under.clone()));
        write_tx(&mut *self.connect()?, |db| match diesel::update(row).set(&wrapped).execute(db)? {
            1 => also(db),
            _ => Err(Error::Conflict),
        })
    }

    /// An actor from an open keyring: their certificate must be theirs, and lead to the root that
    /// the keyring pins.
    pub(super) fn actor(
        &self,
        organisation: OrganisationId,
        account: AccountId,
        keyring: Keyring,
    ) -> Result<Actor> {
        let certificates: Arc<Certificates> = self.certificates_under(organisation, keyring.root);
        let certificate = certificates.find(&mut *self.connect()?, account)?;
        if !keyring.keys.belong_to(&certificate.keys) {
            return Err(Tamper::new(TamperKind::GrantForged, account).into());
        }
        let actor = Actor::new(account, organisation, keyring.keys, certificate, certificates);
        self.check_root(&actor)?;
        Ok(actor)
    }

    /// Whoever can write the database can seal their own keyring anew with a root of their own:
    /// the root that counts is pinned outside of it.
    pub(super) fn check_root(&self, actor: &Actor) -> Result<()> {
        match self.directory.holds_root(actor.root())? {
            true => Ok(()),
            false => Err(Tamper::new(TamperKind::GrantForged, actor.account).into()),
        }
    }

    /// Whether an account may still sign in and act.
    pub(super) fn is_active(&self, db: &mut Db, account: AccountId) -> Result<bool> {
        let status: Option<String> = accounts::table
            .filter(accounts::id.eq(account.bytes().to_vec()))
            .select(accounts::status)
            .get_result(db)
            .optional()?;
        Ok(status.as_deref() == Some(AccountStatus::Active.code()))
    }
}

/// Both keyrings of an account, just opened by its password.
pub(super) struct Unlocked {
    pub actor: Arc<Actor>,
    contents: Contents,
    /// The wrapping that was opened.
    under: Vec<u8>,
}

impl Unlocked {
    pub fn identities(&self) -> Result<IdentityKeys> {
        let keyring = IdentityKeyring::import(&self.contents.identity);
        keyring.map(|keyring| keyring.keys).ok_or(Error::WrongPassword)
    }

    /// The main keyring, to be sealed into a session.
    pub fn keyring(&self) -> &Zeroizing<Vec<u8>> {
        &self.contents.keyring
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::password::KdfParams;

    const PASSWORD: &str = "tres tristes tigres tragaban";

    fn cost(store: &Store) -> i64 {
        accounts::table.select(accounts::memory_kib).get_result(&mut *store.connect().unwrap()).unwrap()
    }

    #[test]
    fn a_keyring_that_is_cheap_to_guess_is_wrapped_anew_at_the_next_sign_in() {
        let directory = tempfile::tempdir().unwrap();
        let store = Store::open(&directory.path().join("data"), None).unwrap();
        let account = store.found("Oficina", "registro", PASSWORD).unwrap();
        let unlocked = store.unlock("registro", Given::here(PASSWORD)).unwrap();
        let cheap = Wrapping::with(unlocked.actor.organisation, account, KdfParams::FLOOR);
        let wrapped = cheap
            .seal(&Password::new(PASSWORD), &unlocked.contents.keyring, &unlocked.contents.identity)
            .unwrap();
        diesel::update(accounts::table).set(&wrapped).execute(&mut *store.connect().unwrap()).unwrap();
        assert_eq!(cost(&store), i64::from(KdfParams::FLOOR.memory_kib));
        store.sign_in("registro", PASSWORD).unwrap();
        assert_eq!(cost(&store), i64::from(KdfParams::RECOMMENDED.memory_kib));
        store.sign_in("registro", PASSWORD).unwrap();
        assert!(matches!(store.sign_in("registro", "otra cosa, no esta"), Err(Error::WrongPassword)));
    }
}
