//! An account's two keyrings under its password, as they lie in the database.

use super::error::{Error, Result};
use super::schema::accounts;
use crate::crypto::encode::Fields;
use crate::crypto::password::{KdfParams, Password, PasswordRoot};
use crate::crypto::random;
use crate::domain::{AccountId, OrganisationId};
use diesel::prelude::*;
use zeroize::Zeroizing;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = accounts)]
pub(super) struct Row {
    pub id: Vec<u8>,
    pub login_tag: Vec<u8>,
    pub status: String,
    #[diesel(embed)]
    pub wrapped: Wrapped,
    pub certificate: Vec<u8>,
    pub created_at: i64,
}

impl Row {
    pub fn account(&self) -> Option<AccountId> {
        self.id.as_slice().try_into().ok().map(AccountId::from_bytes)
    }
}

/// Both keyrings, sealed, and how the key is made from the password.
#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = accounts)]
pub(super) struct Wrapped {
    pub wrap_id: Vec<u8>,
    pub salt: Vec<u8>,
    pub memory_kib: i64,
    pub passes: i64,
    pub lanes: i64,
    pub keyring: Vec<u8>,
    pub identity_keyring: Vec<u8>,
}

/// What both keyrings hold, as it is sealed.
pub(super) struct Contents {
    pub keyring: Zeroizing<Vec<u8>>,
    pub identity: Zeroizing<Vec<u8>>,
}

/// How an account's keyrings are wrapped: bound into both, so that nothing of it can be exchanged.
pub(super) struct Wrapping {
    pub organisation: OrganisationId,
    pub account: AccountId,
    wrap_id: [u8; 16],
    salt: [u8; 16],
    params: KdfParams,
}

impl Wrapping {
    /// A new one, as strong as is recommended now.
    pub fn new(organisation: OrganisationId, account: AccountId) -> Self {
        Self::with(organisation, account, KdfParams::RECOMMENDED)
    }

    pub fn with(organisation: OrganisationId, account: AccountId, params: KdfParams) -> Self {
        let (wrap_id, salt) = (random::bytes(), random::bytes());
        Self { organisation, account, wrap_id, salt, params }
    }

    /// One that takes as long as any, for an account that is not there.
    pub fn of_nobody(organisation: OrganisationId) -> Self {
        Self::new(organisation, AccountId::from_random(random::bytes()))
    }

    pub fn of(organisation: OrganisationId, row: &Row) -> Option<Self> {
        let wrapped = &row.wrapped;
        let params = KdfParams {
            memory_kib: wrapped.memory_kib.try_into().ok()?,
            passes: wrapped.passes.try_into().ok()?,
            lanes: wrapped.lanes.try_into().ok()?,
        };
        let wrap_id = wrapped.wrap_id.as_slice().try_into().ok()?;
        let salt = wrapped.salt.as_slice().try_into().ok()?;
        Some(Self { organisation, account: row.account()?, wrap_id, salt, params })
    }

    /// Whether a guess costs less than it would for a password that is chosen now.
    pub fn is_outdated(&self) -> bool {
        let now = KdfParams::RECOMMENDED;
        self.params.memory_kib < now.memory_kib || self.params.passes < now.passes
    }

    fn context(&self, which: &str) -> Vec<u8> {
        let fields = Fields::new("rg1/keyring")
            .text(which)
            .bytes(self.organisation.bytes())
            .bytes(self.account.bytes());
        let fields = fields.bytes(&self.wrap_id).bytes(&self.salt).number(self.params.memory_kib.into());
        fields.number(self.params.passes.into()).number(self.params.lanes.into()).done()
    }

    /// Seals both keyrings. Hashes the password: to be done inside the gate.
    pub fn seal(&self, password: &Password, keyring: &[u8], identity_keyring: &[u8]) -> Result<Wrapped> {
        let derived = self.derive(password)?;
        let (account, wrap) = (self.account.bytes(), &self.wrap_id);
        let (main, identity) = (self.context("main"), self.context("identity"));
        Ok(Wrapped {
            wrap_id: wrap.to_vec(),
            salt: self.salt.to_vec(),
            memory_kib: self.params.memory_kib.into(),
            passes: self.params.passes.into(),
            lanes: self.params.lanes.into(),
            keyring: derived.keyring_key(account, wrap).seal(&main, keyring),
            identity_keyring: derived.identity_key(account, wrap).seal(&identity, identity_keyring),
        })
    }

    /// Opens the keyrings in a row. Without a row it takes as long.
    pub fn open(&self, password: &Password, row: Option<&Row>) -> Result<Contents> {
        let derived = self.derive(password)?;
        let wrapped = &row.ok_or(Error::WrongPassword)?.wrapped;
        let (account, wrap) = (self.account.bytes(), &self.wrap_id);
        let main = derived.keyring_key(account, wrap).open(&self.context("main"), &wrapped.keyring);
        let identity = derived.identity_key(account, wrap);
        let identity = identity.open(&self.context("identity"), &wrapped.identity_keyring);
        let shut = |_| Error::WrongPassword;
        Ok(Contents { keyring: main.map_err(shut)?, identity: identity.map_err(shut)? })
    }

    fn derive(&self, password: &Password) -> Result<PasswordRoot> {
        let derived = PasswordRoot::derive(password, &self.salt, self.params, None);
        derived.map_err(|_| Error::WrongPassword)
    }
}
