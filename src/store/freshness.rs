//! Whether what the database shows is the latest: held against what this process remembers, and
//! against the checkpoint that is pinned outside the database. Ciphertext in the right place can
//! still be old; only what the database cannot write tells.

use super::Store;
use super::actor::Actor;
use super::certificates::Certificates;
use super::db::{Db, on};
use super::error::{Error, Result, Tamper, TamperKind};
use super::grants::{ScopeKeys, Standing};
use super::ledger::{self, LedgerState};
use super::schema::{ledger as entries, scopes};
use super::shared::lock;
use crate::crypto::checkpoint::{Checkpoint, SignedCheckpoint};
use crate::crypto::digest::Digest;
use crate::crypto::merkle;
use crate::domain::ScopeId;
use diesel::prelude::*;

impl Store {
    /// Takes up the entries that this transaction sees, checks that they are the latest, and that
    /// they tell of a standing. Says how many there are.
    pub(super) fn catch_up(
        &self,
        db: &mut Db,
        actor: &Actor,
        scope: ScopeId,
        standing: &Standing,
        keys: &ScopeKeys,
    ) -> Result<u64> {
        let (size, checkpoint) = stored_head(db, scope)?;
        let ledger = self.ledger_of(actor, scope);
        let mut state = lock(&ledger);
        state.sync(db, size, actor.organisation, scope, keys, &actor.certificates)?;
        standing.check(&state, size)?;
        // What the table of accounts says of it, whoever writes the table can change.
        if state.members().is_suspended(actor.account) {
            return Err(Error::NotFound);
        }
        if !state.holds_pin() {
            self.check_pin(&state, scope)?;
            state.set_holds_pin();
        }
        check_checkpoint(db, &mut state, &actor.certificates, size, checkpoint)?;
        Ok(size)
    }

    /// What this process remembers of a ledger must be what the table has, now that nobody else
    /// writes to it: a new entry is signed onto what is remembered.
    pub(super) fn check_memory(&self, db: &mut Db, actor: &Actor, scope: ScopeId) -> Result<()> {
        let size = ledger::count(db, scope)?;
        let (known, committed) = {
            let ledger = self.ledger_of(actor, scope);
            let state = lock(&ledger);
            (state.size(), state.committed())
        };
        if size < committed {
            return Err(Tamper::new(TamperKind::LedgerTruncated, size).into());
        }
        if size < known {
            self.forget_ledger(actor, scope);
        }
        Ok(())
    }

    /// Pins where a ledger stands, outside the database. What was written is durable already, and
    /// an older pin still holds: to fail here would tell people that their work was lost.
    pub(super) fn pin(&self, actor: &Actor, scope: ScopeId, size: u64, text: &str) {
        let ledger = self.ledger_of(actor, scope);
        let mut state = lock(&ledger);
        if size < state.committed() {
            return;
        }
        state.commit(size);
        if let Err(error) = self.directory.pin_checkpoint(scope, text) {
            tracing::warn!(%error, "a checkpoint could not be pinned");
        }
    }

    /// Compares with the checkpoint that was pinned outside the database.
    pub(super) fn check_pin(&self, state: &LedgerState, scope: ScopeId) -> Result<()> {
        let Some(text) = self.directory.pinned(scope)? else { return Ok(()) };
        let Ok(pinned) = SignedCheckpoint::parse(&text) else {
            tracing::warn!(%scope, "the pinned checkpoint is damaged and protects nothing until the next one");
            return Ok(());
        };
        goes_on_from(state, pinned.claimed()).map(drop)
    }
}

/// The proof that the ledger goes on from a checkpoint, checked (RFC 9162 §2.1.4).
pub(super) fn goes_on_from(state: &LedgerState, checkpoint: &Checkpoint) -> Result<Vec<Digest>> {
    let size = state.size();
    if checkpoint.size > size {
        // Named by the first entry that is missing.
        return Err(Tamper::new(TamperKind::LedgerTruncated, size).into());
    }
    let proof = merkle::consistency(state.leaves_at(size), checkpoint.size);
    let (old, new) = (checkpoint.size, state.root());
    match merkle::verify_consistency(old, &checkpoint.root, size, &new, &proof) {
        true => Ok(proof),
        false => Err(Tamper::new(TamperKind::LedgerForked, old).into()),
    }
}

/// How many entries the table has, and the signed checkpoint beside it.
fn stored_head(db: &mut Db, scope: ScopeId) -> Result<(u64, String)> {
    let entries = entries::table.filter(entries::scope_id.eq(scope.bytes().as_slice()));
    let scope = scopes::table.filter(scopes::id.eq(scope.bytes().as_slice()));
    let head = scope.select((entries.count().single_value().assume_not_null(), scopes::checkpoint));
    let (size, checkpoint): (i64, String) = on!(db, db => head.get_result(db))?;
    Ok((size as u64, checkpoint))
}

/// The signed checkpoint in the database must be that of the last entry, signed by whoever made it.
/// Its signature is checked once.
fn check_checkpoint(
    db: &mut Db,
    state: &mut LedgerState,
    signers: &Certificates,
    size: u64,
    text: String,
) -> Result<()> {
    if state.size() == size && state.checkpoint.as_deref() == Some(&text) {
        return Ok(());
    }
    let forked = || Tamper::new(TamperKind::LedgerForked, size);
    let stored = SignedCheckpoint::parse(&text).map_err(|_| forked())?;
    let claimed = stored.claimed();
    if claimed.size > size {
        return Err(Tamper::new(TamperKind::LedgerTruncated, size).into());
    }
    // Recomputing a root costs a pass over the leaves: at the tip it is at hand.
    let root = if state.size() == size { state.root() } else { return Ok(()) };
    if claimed.size != size || claimed.root != root {
        return Err(forked().into());
    }
    let Some(last) = state.last_actor() else { return Ok(()) };
    let signer = signers.find(db, last)?;
    stored.verify(&last.to_string(), &signer.keys.signing).map_err(|_| forked())?;
    state.checkpoint = Some(text);
    Ok(())
}
