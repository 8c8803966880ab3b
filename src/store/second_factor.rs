//! The second factor of an account: asked of whoever comes over the network, after the password has
//! opened the keyring that it lies in. A code is taken once; so is each spare code.

use super::Store;
use super::actor::Actor;
use super::db::{Db, write_tx};
use super::error::{Error, Result};
use super::keyring::Keyring;
use super::schema::{accounts, spare_codes};
use super::unlock::{Given, Unlocked};
use crate::crypto::second_factor::SecondFactor;
use crate::domain::account::{OrganisationProfile, SignInEvent};
use crate::domain::policy::ManageAccounts;
use crate::domain::{AccountId, Problem};
use diesel::prelude::*;
use zeroize::Zeroizing;

/// How many spare codes are given out at once.
const SPARES: usize = 10;

/// Spare codes, told once.
pub type SpareCodes = Vec<Zeroizing<String>>;

fn wrong_code() -> Error {
    Error::Invalid(vec![Problem::new("code", "code-wrong")])
}

impl Store {
    fn seconds(&self) -> u64 {
        u64::try_from(self.now().micros() / 1_000_000).unwrap_or_default()
    }

    /// Takes a code once: of the device, or a spare one.
    pub(super) fn take_code(&self, account: AccountId, factor: &SecondFactor, code: &str) -> Result<()> {
        let id = account.bytes().to_vec();
        let mut db = self.connect()?;
        let taken = if let Some(step) = factor.check(code, self.seconds()) {
            // Whoever is second, here or on another node, changes nothing.
            let step = step as i64;
            let unused = accounts::factor_step.is_null().or(accounts::factor_step.lt(step));
            let row = accounts::table.filter(accounts::id.eq(id)).filter(unused);
            diesel::update(row).set(accounts::factor_step.eq(step)).execute(&mut *db)?
        } else if let Some(tag) = factor.spare_tag(code) {
            let row = spare_codes::table
                .filter(spare_codes::account_id.eq(id))
                .filter(spare_codes::tag.eq(tag.to_vec()));
            diesel::delete(row).execute(&mut *db)?
        } else {
            0
        };
        if taken == 1 { Ok(()) } else { Err(Error::WrongPassword) }
    }

    /// Sets up a second factor with a secret that its owner's device has taken, as a code from it
    /// shows. Other sessions of the account end.
    pub fn enrol_second_factor(
        &self,
        actor: &Actor,
        given: Given<'_>,
        secret: &str,
        but: Option<&str>,
    ) -> Result<SpareCodes> {
        let code = given.code.unwrap_or_default();
        let factor = SecondFactor::from_text(secret).ok_or_else(wrong_code)?;
        let step = factor.check(code, self.seconds()).ok_or_else(wrong_code)?;
        // Where there is a second factor already, it must be removed first: this asks for its code.
        let unlocked = self.unlock_again(actor, Given { code: Some(""), ..given })?;
        let codes = self.put_factor(&unlocked, given.password, Some(factor), Some(step as i64))?;
        self.note_own(actor, SignInEvent::FactorOn, given.from);
        self.end_sessions(actor, None, but)?;
        Ok(codes)
    }

    /// Gives out new spare codes; the old ones are worth nothing any more.
    pub fn renew_spare_codes(&self, actor: &Actor, given: Given<'_>) -> Result<SpareCodes> {
        let unlocked = self.unlock_again(actor, given)?;
        let keyring = Keyring::import(unlocked.keyring()).ok_or(Error::WrongPassword)?;
        let factor = keyring.factor.ok_or(Error::NotFound)?;
        let account = actor.account;
        let codes = write_tx(&mut *self.connect()?, |db| replace_spares(db, account, Some(&factor)))?;
        self.note_own(actor, SignInEvent::SparesRenewed, given.from);
        Ok(codes)
    }

    /// Takes the second factor away. By a command on this machine it needs the password alone.
    pub fn remove_second_factor(&self, actor: &Actor, given: Given<'_>, but: Option<&str>) -> Result<()> {
        let unlocked = self.unlock_again(actor, given)?;
        self.put_factor(&unlocked, given.password, None, None)?;
        self.note_own(actor, SignInEvent::FactorOff, given.from);
        self.end_sessions(actor, None, but).map(|_| ())
    }

    /// Seals the keyring anew with another factor, or without one.
    fn put_factor(
        &self,
        unlocked: &Unlocked,
        password: &str,
        factor: Option<SecondFactor>,
        step: Option<i64>,
    ) -> Result<SpareCodes> {
        let mut keyring = Keyring::import(unlocked.keyring()).ok_or(Error::WrongPassword)?;
        keyring.factor = factor;
        let account = unlocked.actor.account;
        let codes = self.rewrap(unlocked, Some(keyring.export()), password, |db| {
            let row = accounts::table.filter(accounts::id.eq(account.bytes().to_vec()));
            diesel::update(row).set(accounts::factor_step.eq(step)).execute(db)?;
            replace_spares(db, account, keyring.factor.as_ref())
        })?;
        unlocked.actor.note_second_factor(keyring.factor.is_some());
        Ok(codes)
    }

    /// How many spare codes an account has left.
    pub fn spare_codes_left(&self, actor: &Actor) -> Result<u64> {
        let theirs = spare_codes::table.filter(spare_codes::account_id.eq(actor.account.bytes().to_vec()));
        let count: i64 = theirs.count().get_result(&mut *self.connect()?)?;
        Ok(count.unsigned_abs())
    }

    /// Whether everybody in the organisation must have a second factor.
    pub fn require_second_factor(&self, registrar: &Actor, required: bool) -> Result<()> {
        self.write::<ManageAccounts, _>(registrar, registrar.organisation, |writing| {
            let known = writing.only::<OrganisationProfile>()?.ok_or(Error::NotFound)?;
            if known.body.second_factor_required == required {
                return Ok(());
            }
            let body = OrganisationProfile { second_factor_required: required, ..known.body };
            writing.revise(known.id, known.revision, body).map(|_| ())
        })
    }
}

/// Puts new spare codes in the place of those that are left; none without a factor.
fn replace_spares(db: &mut Db, account: AccountId, factor: Option<&SecondFactor>) -> Result<SpareCodes> {
    let id = account.bytes().to_vec();
    diesel::delete(spare_codes::table.filter(spare_codes::account_id.eq(id.clone()))).execute(db)?;
    let Some(factor) = factor else { return Ok(Vec::new()) };
    let codes: SpareCodes = (0..SPARES).map(|_| SecondFactor::fresh_spare()).collect();
    for tag in codes.iter().filter_map(|code| factor.spare_tag(code)) {
        let row = (spare_codes::account_id.eq(id.clone()), spare_codes::tag.eq(tag.to_vec()));
        diesel::insert_into(spare_codes::table).values(row).execute(db)?;
    }
    Ok(codes)
}
