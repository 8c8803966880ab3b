//! Where a ledger stands, for those outside: its entries and leaves, signed heads, and whether it
//! goes on from a head that somebody kept.

use super::access::{Granted, origin};
use super::error::{Error, Result, Tamper, TamperKind};
use super::freshness::goes_on_from;
use super::ledger::{self, KeptEntry};
use super::shared::lock;
use super::verify::{Finding, note, tamper};
use crate::crypto::certificate::Issuer;
use crate::crypto::checkpoint::{Checkpoint, SignedCheckpoint};
use crate::crypto::cosign::NoteKey;
use crate::crypto::digest::Digest;
use crate::crypto::sign::VerifyingKey;
use crate::domain::AccountId;
use std::collections::{BTreeMap, BTreeSet};

/// An earlier head of a ledger, and the proof that the ledger goes on from it (RFC 9162 §2.1.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Since {
    pub head: Checkpoint,
    /// How many entries the ledger had when this was proven, and the root over them.
    pub size: u64,
    pub root: Digest,
    pub proof: Vec<Digest>,
}

impl<A: 'static> Granted<'_, A> {
    pub fn ledger_size(&self) -> u64 {
        self.size
    }

    pub fn root(&self) -> Digest {
        let state = self.state();
        state.root_at(self.size).unwrap_or_else(|| state.root())
    }

    /// A stretch of entries, as they were signed.
    pub fn entries(&mut self, from: u64, count: u64) -> Result<Vec<KeptEntry>> {
        let most = count.min(self.size.saturating_sub(from)) as i64;
        ledger::read(self.db, self.actor.organisation, self.scope, &self.keys, from, most)
    }

    /// The leaf hashes of the tree as this transaction sees it.
    pub fn leaves(&self) -> Vec<Digest> {
        self.state().leaves_at(self.size).to_vec()
    }

    /// The signed checkpoint of the ledger as it stands.
    pub fn receipt(&self) -> Result<String> {
        let checkpoint = self.checkpoint();
        Ok(checkpoint.signed(&self.actor.keys, &self.actor.account.to_string()))
    }

    /// The certified key with which an account signs dossiers, as minisign writes it.
    pub fn dossier_key(&mut self, account: AccountId) -> Result<String> {
        let certificate = self.actor.certificates.find(self.db, account)?;
        let text = certificate.keys.dossier.public_text();
        Ok(text.lines().nth(1).unwrap_or_default().to_owned())
    }

    /// The certificates of some accounts, with those of whoever certified them.
    pub fn certificates(&mut self, accounts: BTreeSet<AccountId>) -> Result<BTreeMap<AccountId, Vec<u8>>> {
        let (mut found, mut wanted) = (BTreeMap::new(), accounts);
        while let Some(account) = wanted.pop_first() {
            let certificate = self.actor.certificates.find(self.db, account)?;
            if let Issuer::Account(issuer) = &certificate.issuer {
                let issuer = AccountId::from_bytes(*issuer);
                if !found.contains_key(&issuer) {
                    wanted.insert(issuer);
                }
            }
            found.insert(account, certificate.to_bytes());
        }
        Ok(found)
    }

    /// The organisation's root key, as the actor pins it.
    pub fn root_key(&self) -> VerifyingKey {
        *self.actor.certificates.root()
    }

    pub fn checkpoint(&self) -> Checkpoint {
        Checkpoint { origin: origin(self.scope), size: self.size, root: self.root() }
    }
}

impl super::Actor {
    /// The public half of the key that signs heads in this account's name.
    pub fn note_key(&self) -> String {
        NoteKey::of_signer(&self.account.to_string(), self.keys.signing_key()).text()
    }
}

impl<A: crate::domain::policy::Action> Granted<'_, A> {
    /// The proof that the ledger goes on from an earlier head of it.
    pub fn goes_on_from(&self, head: &Checkpoint) -> Result<Vec<Digest>> {
        match head.origin == origin(self.scope) {
            true => goes_on_from(&self.state(), head),
            false => Err(Tamper::new(TamperKind::LedgerForked, &head.origin).into()),
        }
    }

    /// Signed by one of ours, of this ledger, and consistent with what it is today.
    pub(super) fn verify_receipt(
        &mut self,
        receipt: &SignedCheckpoint,
        findings: &mut Vec<Finding>,
    ) -> Result<Option<Since>> {
        let head = receipt.claimed();
        if head.origin != origin(self.scope) {
            note(findings, tamper(TamperKind::LedgerForked, &head.origin))?;
            return Ok(None);
        }
        if !self.is_signed_by_one_of_ours(receipt)? {
            note(findings, tamper(TamperKind::ReceiptForged, head.size))?;
        }
        let ledger = std::sync::Arc::clone(&self.ledger);
        let state = lock(&ledger);
        let (size, root) = (state.size(), state.root());
        match goes_on_from(&state, head) {
            Ok(proof) => Ok(Some(Since { head: head.clone(), size, root, proof })),
            Err(error) => note(findings, Err(error)).map(|()| None),
        }
    }

    /// Key names of ledgers are accounts; signatures of others do not matter.
    fn is_signed_by_one_of_ours(&mut self, receipt: &SignedCheckpoint) -> Result<bool> {
        for name in receipt.names() {
            let Ok(account) = name.parse::<AccountId>() else { continue };
            match self.actor.certificates.find(self.db, account) {
                Ok(signer) if receipt.verify(name, &signer.keys.signing).is_ok() => return Ok(true),
                Ok(_) | Err(Error::Tampered(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(false)
    }
}
