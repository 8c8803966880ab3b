//! Epochs: a compartment's key is changed for what is written from now on. The key before is
//! sealed under the new one, so that one grant opens the past it is meant to open, and the old key
//! opens nothing of the future.

use super::access::{Draft, Granted, Writing};
use super::actor::Actor;
use super::db::Db;
use super::error::{Result, Tamper, TamperKind};
use super::grants::GrantRow;
use super::schema::epochs;
use crate::crypto::compartment::CompartmentKey;
use crate::crypto::digest::Digest;
use crate::crypto::place::Place;
use crate::domain::account::Compartment;
use crate::domain::ledger::Act;
use crate::domain::policy::GrantAccess;
use crate::domain::{Choice, OrganisationId, ScopeId};
use diesel::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

pub(super) const FIRST: u32 = 1;

/// Where the key before `epoch` is sealed.
fn place<'p>(
    organisation: &'p OrganisationId,
    scope: &'p ScopeId,
    compartment: Compartment,
    epoch: u32,
) -> Place<'p> {
    Place {
        organisation: organisation.bytes(),
        scope: scope.bytes(),
        compartment: compartment.code(),
        epoch,
        kind: "epoch",
        id: scope.bytes(),
        revision: 0,
        schema: 1,
    }
}

/// The key that a grant holds, then those of the epochs before.
pub(super) fn chain(
    db: &mut Db,
    actor: &Actor,
    grant: &GrantRow,
    key: CompartmentKey,
) -> Result<Vec<Arc<CompartmentKey>>> {
    let newest = grant.epoch as u32;
    let mut chain = vec![Arc::new(key)];
    if newest <= FIRST {
        return Ok(chain);
    }
    let broken = |epoch: u32| Tamper::new(TamperKind::GrantForged, format!("{} {epoch}", grant.compartment));
    let scope = ScopeId::from_bytes(grant.scope_id.as_slice().try_into().map_err(|_| broken(newest))?);
    let compartment = grant.compartment().ok_or_else(|| broken(newest))?;
    let rows: Vec<(i64, Option<Vec<u8>>)> = epochs::table
        .filter(epochs::scope_id.eq(grant.scope_id.clone()))
        .filter(epochs::compartment.eq(&grant.compartment))
        .filter(epochs::epoch.le(grant.epoch))
        .order(epochs::epoch.desc())
        .select((epochs::epoch, epochs::older))
        .load(db)?;
    for epoch in (FIRST + 1..=newest).rev() {
        let row = rows.iter().find(|(known, _)| *known == i64::from(epoch));
        let sealed = row.and_then(|(_, older)| older.as_deref()).ok_or_else(|| broken(epoch))?;
        let newer = &chain[chain.len() - 1];
        let older = newer.unwrap_older(&place(&actor.organisation, &scope, compartment, epoch), sealed);
        chain.push(Arc::new(older.map_err(|_| broken(epoch))?));
    }
    Ok(chain)
}

/// Puts the row of a compartment's first epoch.
pub(super) fn insert_first(db: &mut Db, scope: ScopeId, compartment: Compartment) -> Result<()> {
    insert(db, scope, compartment, FIRST, None)
}

fn insert(
    db: &mut Db,
    scope: ScopeId,
    compartment: Compartment,
    epoch: u32,
    older: Option<Vec<u8>>,
) -> Result<()> {
    let row = (
        epochs::scope_id.eq(scope.bytes().to_vec()),
        epochs::compartment.eq(compartment.code()),
        epochs::epoch.eq(i64::from(epoch)),
        epochs::older.eq(older),
    );
    diesel::insert_into(epochs::table).values(row).execute(db)?;
    Ok(())
}

impl Writing<'_, GrantAccess> {
    /// Makes a new key for a compartment. Nobody has it yet but the actor: see
    /// [`Writing::grant_anew`].
    ///
    /// # Errors
    /// `IdentitiesClosed` when the key before is not at hand.
    pub(super) fn begin_epoch(&mut self, compartment: Compartment) -> Result<()> {
        let (organisation, scope) = (self.actor.organisation, self.scope);
        let (epoch, old) = self.keys.current(compartment)?;
        let (next, key) = (epoch + 1, CompartmentKey::generate());
        let place = place(&organisation, &scope, compartment, next);
        let older = key.wrap_older(&place, old);
        let commitment = Digest::from_bytes(key.commitment(&place));
        insert(self.db, scope, compartment, next, Some(older))?;
        self.keys.add(compartment, next, Arc::new(key));
        self.append(Draft {
            kind: Some(compartment.code().into()),
            state: Some(commitment),
            detail: Some(next.to_string()),
            ..Draft::of(Act::EpochStarted)
        })
    }
}

impl<A> Granted<'_, A> {
    /// The epochs in the table must be those that the ledger tells of; opening the grants has
    /// opened each of them with the one behind it.
    pub(super) fn wrong_epochs(&mut self) -> Result<Vec<String>> {
        let known: Vec<(String, i64)> = epochs::table
            .filter(epochs::scope_id.eq(self.scope.bytes().to_vec()))
            .select((epochs::compartment, epochs::epoch))
            .load(self.db)?;
        let known: BTreeSet<(String, i64)> = known.into_iter().collect();
        let state = self.state();
        let told = Compartment::ALL.iter().flat_map(|one| {
            let newest = i64::from(state.members().epoch(*one));
            (1..=newest).map(|epoch| (one.code().to_owned(), epoch))
        });
        let told: BTreeSet<(String, i64)> = told.collect();
        // The organisation has none of identities.
        let may_be = (Compartment::Identity.code().to_owned(), 1);
        let wrong = told.symmetric_difference(&known).filter(|epoch| **epoch != may_be);
        Ok(wrong.map(|(compartment, epoch)| format!("{compartment} {epoch}")).collect())
    }
}
