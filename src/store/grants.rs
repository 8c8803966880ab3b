//! Grants: who has which key of a scope, in which role, by whose signature.

use super::actor::{Actor, KeyChain};
use super::db::{Db, on};
use super::epochs;
use super::error::{Error, Result, Tamper, TamperKind};
use super::ledger::LedgerState;
use super::schema::grants;
use crate::crypto::certificate::Certificate;
use crate::crypto::compartment::CompartmentKey;
use crate::crypto::digest::Digest;
use crate::crypto::encode::Fields;
use crate::crypto::grant::{GrantTerms, SealedGrant};
use crate::domain::account::{Compartment, Role};
use crate::domain::{AccountId, Choice, Moment, ScopeId};
use diesel::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Queryable, Selectable, Insertable, Clone, PartialEq)]
#[diesel(table_name = grants)]
pub struct GrantRow {
    pub scope_id: Vec<u8>,
    pub account_id: Vec<u8>,
    pub compartment: String,
    pub epoch: i64,
    pub role: String,
    pub granter_id: Vec<u8>,
    pub granted_at: i64,
    pub expires_at: Option<i64>,
    pub sealed: Vec<u8>,
}

impl GrantRow {
    /// Seals a compartment key to an account.
    pub fn seal(key: &CompartmentKey, to: &Certificate, terms: GrantTerms, granter: &Actor) -> Self {
        let sealed = SealedGrant::seal(key, to, &terms, &granter.keys).to_bytes();
        Self {
            scope_id: terms.scope.to_vec(),
            account_id: terms.account.to_vec(),
            compartment: terms.compartment,
            epoch: i64::from(terms.epoch),
            role: terms.role,
            granter_id: terms.granter.to_vec(),
            granted_at: terms.granted_at,
            expires_at: terms.expires_at,
            sealed,
        }
    }

    /// What the ledger says of this grant.
    pub fn digest(&self) -> Digest {
        let fields = Fields::new("rg1/grant-row").bytes(&self.scope_id).bytes(&self.account_id);
        let fields = fields.text(&self.compartment).number(self.epoch as u64).text(&self.role);
        let fields = fields.bytes(&self.granter_id).number(self.granted_at as u64);
        let fields = fields.text(&self.expires_at.map(|at| at.to_string()).unwrap_or_default());
        Digest::of(&fields.bytes(&self.sealed).done())
    }

    /// Whether both are the same account's, of the same key.
    pub(super) fn is_in_place_of(&self, other: &Self) -> bool {
        let place = |row: &Self| (row.epoch, row.scope_id.clone(), row.account_id.clone(), row.compartment.clone());
        place(self) == place(other)
    }

    pub fn role(&self) -> Option<Role> {
        Role::from_code(&self.role)
    }

    pub fn compartment(&self) -> Option<Compartment> {
        Compartment::from_code(&self.compartment)
    }

    pub fn account(&self) -> Result<AccountId> {
        id(&self.account_id).map(AccountId::from_bytes)
    }

    pub(super) fn live(&self, now: Moment) -> bool {
        self.expires_at.is_none_or(|until| until > now.micros())
    }

    fn terms(&self, actor: &Actor) -> Result<GrantTerms> {
        Ok(GrantTerms {
            organisation: *actor.organisation.bytes(),
            scope: id(&self.scope_id)?,
            compartment: self.compartment.clone(),
            epoch: self.epoch as u32,
            account: id(&self.account_id)?,
            role: self.role.clone(),
            granter: id(&self.granter_id)?,
            granted_at: self.granted_at,
            expires_at: self.expires_at,
        })
    }

    /// Opens the key, or finds it opened: the signature and the certificates behind it are checked
    /// the first time.
    fn open(&self, db: &mut Db, digest: Digest, actor: &Actor, now: Moment) -> Result<KeyChain> {
        // Keys of identities are opened each time: forgetting the window forgets them.
        let remembered =
            actor.remembered(&digest).filter(|_| self.compartment() != Some(Compartment::Identity));
        if let Some(keys) = remembered {
            return Ok(keys);
        }
        let terms = self.terms(actor)?;
        let granter = actor.certificates.find(db, AccountId::from_bytes(terms.granter))?;
        let sealed = SealedGrant::from_bytes(&self.sealed).map_err(|_| self.forged())?;
        let key = match self.compartment() {
            Some(Compartment::Identity) => {
                let scope = ScopeId::from_bytes(terms.scope);
                let keys = actor.identity_keys(scope, now).ok_or(Error::IdentitiesClosed)?;
                sealed.open_identity(&terms, &keys, &actor.certificate, &granter)
            }
            _ => sealed.open_record(&terms, &actor.keys, &actor.certificate, &granter),
        };
        let keys = Arc::new(epochs::chain(db, actor, self, key.map_err(|_| self.forged())?)?);
        if self.compartment() != Some(Compartment::Identity) {
            actor.remember(digest, &keys);
        }
        Ok(keys)
    }

    fn forged(&self) -> Error {
        let account = self.account_id.as_slice().try_into().map(AccountId::from_bytes);
        Tamper::new(TamperKind::GrantForged, account.map(|id| id.to_string()).unwrap_or_default()).into()
    }
}

fn id(bytes: &[u8]) -> Result<[u8; 16]> {
    bytes.try_into().map_err(|_| Tamper::new(TamperKind::GrantForged, "id").into())
}

/// An actor's standing in a scope: the role, and the grants that are live.
pub struct Standing {
    pub role: Role,
    /// With their digests, by which the ledger knows them.
    rows: Vec<(Digest, GrantRow)>,
}

impl Standing {
    /// `NotFound` for whoever has no live grant: they may not even know that the scope exists.
    pub fn of(db: &mut Db, actor: &Actor, scope: ScopeId, now: Moment) -> Result<Self> {
        let theirs = grants::table
            .filter(grants::scope_id.eq(scope.bytes().as_slice()))
            .filter(grants::account_id.eq(actor.account.bytes().as_slice()));
        let rows: Vec<GrantRow> = on!(db, db => theirs.select(GrantRow::as_select()).load(db))?;
        let rows: Vec<GrantRow> = rows.into_iter().filter(|row| row.live(now)).collect();
        let role = rows.iter().max_by_key(|row| row.epoch).and_then(GrantRow::role).ok_or(Error::NotFound)?;
        if rows.iter().any(|row| row.role() != Some(role)) {
            return Err(Tamper::new(TamperKind::GrantForged, actor.account).into());
        }
        Ok(Self { role, rows: rows.into_iter().map(|row| (actor.digest_of(&row), row)).collect() })
    }

    /// The grants must be those that the ledger told of when it had `size` entries.
    pub fn check(&self, ledger: &LedgerState, size: u64) -> Result<()> {
        let untold = |(digest, _): &&(Digest, GrantRow)| ledger.granted_role(digest, size) != Some(self.role);
        match self.rows.iter().find(untold) {
            Some((_, row)) => Err(row.forged()),
            None => Ok(()),
        }
    }

    /// Whether the identity compartment was granted at all, open or not.
    pub fn may_open_identities(&self) -> bool {
        self.rows.iter().any(|(_, row)| row.compartment() == Some(Compartment::Identity))
    }

    /// Opens what can be opened. The identity compartment stays closed without its window.
    pub fn keys(&self, db: &mut Db, actor: &Actor, now: Moment) -> Result<ScopeKeys> {
        let mut keys = ScopeKeys::default();
        for (digest, row) in &self.rows {
            let compartment = row.compartment().ok_or_else(|| row.forged())?;
            match row.open(db, *digest, actor, now) {
                Ok(chain) => keys.add_chain(compartment, row.epoch as u32, &chain),
                Err(Error::IdentitiesClosed) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(keys)
    }
}

/// The compartment keys at hand, by epoch.
#[derive(Default, Clone)]
pub struct ScopeKeys(BTreeMap<(Compartment, u32), Arc<CompartmentKey>>);

impl ScopeKeys {
    pub fn add(&mut self, compartment: Compartment, epoch: u32, key: Arc<CompartmentKey>) {
        self.0.insert((compartment, epoch), key);
    }

    /// The key of an epoch and those before it, newest first.
    fn add_chain(&mut self, compartment: Compartment, newest: u32, chain: &[Arc<CompartmentKey>]) {
        for (epoch, key) in (1..=newest).rev().zip(chain) {
            self.add(compartment, epoch, Arc::clone(key));
        }
    }

    /// The epochs whose keys are at hand, newest first: what is looked up lies under any of them.
    pub fn epochs(&self, compartment: Compartment) -> Vec<u32> {
        self.0.range((compartment, 0)..=(compartment, u32::MAX)).rev().map(|((_, epoch), _)| *epoch).collect()
    }

    pub fn get(&self, compartment: Compartment, epoch: u32) -> Result<&Arc<CompartmentKey>> {
        self.0.get(&(compartment, epoch)).ok_or_else(|| missing(compartment))
    }

    /// The key that new values are sealed with: the latest epoch's.
    pub fn current(&self, compartment: Compartment) -> Result<(u32, &Arc<CompartmentKey>)> {
        let mut epochs = self.0.range((compartment, 0)..=(compartment, u32::MAX));
        epochs.next_back().map(|((_, epoch), key)| (*epoch, key)).ok_or_else(|| missing(compartment))
    }

    pub fn has(&self, compartment: Compartment) -> bool {
        self.current(compartment).is_ok()
    }
}

fn missing(compartment: Compartment) -> Error {
    match compartment {
        Compartment::Identity => Error::IdentitiesClosed,
        _ => Error::NotFound,
    }
}
