//! Whose key is whose: certificates, checked up to the root that the reader pins.

use super::access::Granted;
use super::db::Db;
use super::error::{Error, Result, Tamper, TamperKind};
use super::schema::accounts;
use super::shared::lock;
use super::verify::{Finding, note, tamper};
use crate::crypto::certificate::{Certificate, Issuer};
use crate::crypto::digest::Digest;
use crate::crypto::sign::VerifyingKey;
use crate::domain::account::AccountStatus;
use crate::domain::policy::{Covers, ReadAccounts};
use crate::domain::{AccountId, Choice, OrganisationId};
use diesel::prelude::*;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex};

/// Certificates that were checked against one root, kept for the life of the process. A
/// certificate never changes: a row that shows another one for a known account is refused.
pub struct Certificates {
    organisation: OrganisationId,
    root: VerifyingKey,
    known: Mutex<HashMap<AccountId, Arc<Certificate>>>,
}

impl Certificates {
    pub fn new(organisation: OrganisationId, root: VerifyingKey) -> Self {
        Self { organisation, root, known: Mutex::default() }
    }

    pub fn root(&self) -> &VerifyingKey {
        &self.root
    }

    /// The certificate of an account.
    ///
    /// # Errors
    /// `Tampered` when it is not there, or does not lead to the root.
    pub fn find(&self, db: &mut Db, account: AccountId) -> Result<Arc<Certificate>> {
        if let Some(known) = lock(&self.known).get(&account) {
            return Ok(Arc::clone(known));
        }
        let certificate = Arc::new(self.load(db, account)?);
        let issuer = match &certificate.issuer {
            Issuer::Root => None,
            Issuer::Account(issuer) => Some(self.load(db, AccountId::from_bytes(*issuer))?),
        };
        certificate.verify(&self.root, issuer.as_ref()).map_err(|_| forged(account))?;
        lock(&self.known).insert(account, Arc::clone(&certificate));
        Ok(certificate)
    }

    /// Forgets what was checked: the next look checks what the table holds then.
    pub fn forget(&self) {
        lock(&self.known).clear();
    }

    fn load(&self, db: &mut Db, account: AccountId) -> Result<Certificate> {
        let row: Option<Vec<u8>> = accounts::table
            .filter(accounts::id.eq(account.bytes().to_vec()))
            .select(accounts::certificate)
            .get_result(db)
            .optional()?;
        let certificate =
            Certificate::from_bytes(&row.ok_or_else(|| forged(account))?).map_err(|_| forged(account))?;
        let in_place =
            &certificate.account == account.bytes() && &certificate.organisation == self.organisation.bytes();
        if in_place { Ok(certificate) } else { Err(forged(account)) }
    }
}

impl<A: Covers<ReadAccounts>> Granted<'_, A> {
    /// What is compared by voice with an account's owner; `None` where the certificate is not the one
    /// that the account was added with.
    pub fn key_fingerprint(&mut self, account: AccountId) -> Option<Digest> {
        let added = self.state().all_certified().get(&account).copied()?;
        let certificate = self.actor.certificates.find(self.db, account).ok()?;
        (certificate.fingerprint() == added).then(|| certificate.keys.fingerprint())
    }

    /// Every account against the organisation's ledger: none too many, none missing, and each with
    /// the certificate that it was added with. A registrar's signature alone makes none stand.
    pub fn verify_accounts(&mut self) -> Result<Vec<Finding>> {
        let mut findings = Vec::new();
        let rows: Vec<Vec<u8>> = accounts::table.select(accounts::id).load(self.db)?;
        let ids = rows.iter().filter_map(|id| id.as_slice().try_into().ok());
        let mut held: BTreeSet<AccountId> = ids.map(AccountId::from_bytes).collect();
        let added = self.state().all_certified();
        for (account, certificate) in added {
            let checked = match held.remove(&account) {
                true => self.actor.certificates.find(self.db, account).and_then(|found| {
                    if found.fingerprint() == certificate { Ok(()) } else { Err(forged(account)) }
                }),
                false => tamper(TamperKind::RowMissing, account),
            };
            note(&mut findings, checked)?;
        }
        let statuses: Vec<(Vec<u8>, String)> =
            accounts::table.select((accounts::id, accounts::status)).load(self.db)?;
        for (id, status) in statuses {
            let Ok(id) = id.as_slice().try_into() else { continue };
            let account = AccountId::from_bytes(id);
            // Whoever writes the table could let somebody in again, or shut them out.
            let suspended = status != AccountStatus::Active.code();
            if !held.contains(&account) && suspended != self.state().members().is_suspended(account) {
                note(&mut findings, tamper(TamperKind::RowNotAsLedger, account))?;
            }
        }
        for unknown in held {
            note(&mut findings, tamper(TamperKind::RowUnknown, unknown))?;
        }
        for (kind, account) in self.wrong_invitations()? {
            note(&mut findings, tamper(kind, account))?;
        }
        Ok(findings)
    }
}

fn forged(account: AccountId) -> Error {
    Tamper::new(TamperKind::GrantForged, account).into()
}
