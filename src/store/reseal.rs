//! What was sealed under a key that somebody who left knows is sealed again under the newest one.
//!
//! A document keeps the very bytes that the ledger has the digest of: they are put, as they are,
//! into a second layer. Whoever seals again can change nothing, and what its author signed stays
//! provable. A ledger entry is sealed anew: its signature is inside. Files stay: their keys are in
//! the documents.

use super::access::{Granted, Writing};
use super::error::{Error, Result, Tamper, TamperKind};
use super::ledger as entries;
use super::records::{Row, kind_tag};
use super::schema::{ledger, lookups, records};
use crate::crypto::digest::Digest;
use crate::crypto::place::Place;
use crate::domain::account::{AccountProfile, Compartment, OrganisationProfile};
use crate::domain::analysis::Analysis;
use crate::domain::case::{CaseProfile, FilingFacts};
use crate::domain::chats::ChatSet;
use crate::domain::consent::Consent;
use crate::domain::dossier::Dossier;
use crate::domain::evidence::{CustodyEvent, Evidence};
use crate::domain::link::Link;
use crate::domain::person::{Identity, Person};
use crate::domain::policy::{Covers, GrantAccess, ReadCase};
use crate::domain::posts::PostSet;
use crate::domain::saved_search::SavedSearch;
use crate::domain::testimony::Testimony;
use crate::domain::time_stamp::TimeStamp;
use crate::domain::{Choice, Document, RecordId, Recorded};
use diesel::prelude::*;
use std::collections::HashMap;

/// The kind of the layer's place.
const LAYER: &str = "sealed-again";

/// A revision of a record.
type Revision = (RecordId, i64);

/// A row with what one needs to know of it without its document.
#[derive(Queryable, Selectable)]
#[diesel(table_name = records)]
pub(super) struct Lying {
    #[diesel(embed)]
    pub row: Row,
    compartment: String,
    pub superseded: bool,
}

impl<A> Granted<'_, A> {
    fn layer<'p>(&'p self, compartment: Compartment, epoch: i64, of: &'p Revision) -> Place<'p> {
        Place {
            organisation: self.actor.organisation.bytes(),
            scope: self.scope.bytes(),
            compartment: compartment.code(),
            epoch: epoch as u32,
            kind: LAYER,
            id: of.0.bytes(),
            revision: of.1 as u64,
            schema: 1,
        }
    }

    /// What lies inside the second layer of a row.
    pub(super) fn without_layer(
        &self,
        compartment: Compartment,
        epoch: i64,
        of: Revision,
        sealed: &[u8],
    ) -> Result<Vec<u8>> {
        let key = self.key_of(compartment, epoch, of.0)?;
        let inner = key.open(&self.layer(compartment, epoch, &of), sealed);
        let inner = inner.map_err(|_| Tamper::new(TamperKind::RowDoesNotOpen, of.0))?;
        Ok(inner.to_vec())
    }

    /// Every row of the scope, as it lies.
    pub(super) fn lying_rows(&mut self) -> Result<Vec<Lying>> {
        let rows = records::table
            .filter(records::scope_id.eq(self.scope.bytes().to_vec()))
            .order((records::id, records::revision))
            .select(Lying::as_select())
            .load(self.db)?;
        Ok(rows)
    }

    /// The epoch that each record's row lies under.
    pub(super) fn standing_epochs(&mut self) -> Result<HashMap<RecordId, u32>> {
        let standing = self.lying_rows()?.into_iter().filter(|lying| !lying.superseded);
        standing.map(|lying| Ok((lying.row.id()?, lying.row.epoch as u32))).collect()
    }

    /// The digest of what was recorded in a row; `None` where the key to it is not at hand.
    pub(super) fn state_of(&self, lying: &Lying) -> Result<Option<Digest>> {
        let row = &lying.row;
        if row.inner_epoch.is_none() {
            return Ok(Some(Digest::of(&row.sealed)));
        }
        let id = row.id()?;
        let compartment = compartment_of(lying, id)?;
        if !self.keys.has(compartment) {
            return Ok(None);
        }
        let inner = self.without_layer(compartment, row.epoch, (id, row.revision), &row.sealed)?;
        Ok(Some(Digest::of(&inner)))
    }
}

fn compartment_of(lying: &Lying, id: RecordId) -> Result<Compartment> {
    let known = Compartment::from_code(&lying.compartment);
    known.ok_or_else(|| Tamper::new(TamperKind::RowDoesNotOpen, id).into())
}

impl<A: Covers<ReadCase>> Granted<'_, A> {
    /// How many rows lie under a key older than the newest.
    pub fn under_old_keys(&mut self) -> Result<u64> {
        let mut total = 0;
        for compartment in Compartment::ALL {
            let newest = i64::from(self.state().members().epoch(*compartment));
            let scope = self.scope.bytes().to_vec();
            let under: i64 = match compartment {
                Compartment::Ledger => ledger::table
                    .filter(ledger::scope_id.eq(scope))
                    .filter(ledger::epoch.lt(newest))
                    .count()
                    .get_result(self.db)?,
                _ => records::table
                    .filter(records::scope_id.eq(scope))
                    .filter(records::compartment.eq(compartment.code()))
                    .filter(records::epoch.lt(newest))
                    .count()
                    .get_result(self.db)?,
            };
            total += under as u64;
        }
        Ok(total)
    }
}

type Index = fn(&mut Writing<'_, GrantAccess>, RecordId) -> Result<()>;

/// Every kind of record, with what puts one into the index.
const INDEXERS: &[(&str, Index)] = &[
    (CaseProfile::KIND, index_as::<CaseProfile>),
    (FilingFacts::KIND, index_as::<FilingFacts>),
    (Person::KIND, index_as::<Person>),
    (Identity::KIND, index_as::<Identity>),
    (Testimony::KIND, index_as::<Testimony>),
    (Consent::KIND, index_as::<Consent>),
    (Evidence::KIND, index_as::<Evidence>),
    (CustodyEvent::KIND, index_as::<CustodyEvent>),
    (PostSet::KIND, index_as::<PostSet>),
    (ChatSet::KIND, index_as::<ChatSet>),
    (Link::KIND, index_as::<Link>),
    (Dossier::KIND, index_as::<Dossier>),
    (TimeStamp::KIND, index_as::<TimeStamp>),
    (Analysis::KIND, index_as::<Analysis>),
    (SavedSearch::KIND, index_as::<SavedSearch>),
    (AccountProfile::KIND, index_as::<AccountProfile>),
    (OrganisationProfile::KIND, index_as::<OrganisationProfile>),
];

impl Writing<'_, GrantAccess> {
    /// Seals up to `most` rows again; how many it did. None is left when it did none, but for
    /// identities where they are closed.
    pub fn seal_again(&mut self, most: u64) -> Result<u64> {
        let mut done = 0;
        for compartment in [Compartment::Record, Compartment::Identity] {
            if self.keys.has(compartment) && done < most {
                done += self.seal_records_again(compartment, (most - done) as i64)?;
            }
        }
        match most.saturating_sub(done) {
            0 => Ok(done),
            rest => Ok(done + self.seal_entries_again(rest as i64)?),
        }
    }

    fn seal_records_again(&mut self, compartment: Compartment, most: i64) -> Result<u64> {
        let (newest, _) = self.keys.current(compartment)?;
        let rows: Vec<Lying> = records::table
            .filter(records::scope_id.eq(self.scope.bytes().to_vec()))
            .filter(records::compartment.eq(compartment.code()))
            .filter(records::epoch.lt(i64::from(newest)))
            .order((records::id, records::revision))
            .limit(most)
            .select(Lying::as_select())
            .load(self.db)?;
        let done = rows.len() as u64;
        for row in rows {
            self.seal_record_again(compartment, row)?;
        }
        Ok(done)
    }

    fn seal_record_again(&mut self, compartment: Compartment, lying: Lying) -> Result<()> {
        let Lying { row, superseded, .. } = lying;
        let id = row.id()?;
        let kind = self.state().kind_of(id).ok_or_else(|| Tamper::new(TamperKind::RowUnknown, id))?;
        let of = (id, row.revision);
        let inner_epoch = row.inner_epoch.unwrap_or(row.epoch);
        let row = self.taken_out(compartment, id, row)?;
        let state = Digest::of(&row.sealed);
        let heads = self.state().history(id, self.size);
        if !heads.iter().any(|head| head.revision == of.1 as u64 && head.state == state) {
            return Err(Tamper::new(TamperKind::RowNotAsLedger, id).into());
        }
        // Opened while the row still lies as it did.
        if !superseded {
            self.index_again(&kind, id)?;
        }
        let (newest, key) = self.0.keys.current(compartment)?;
        let newest = i64::from(newest);
        let sealed = key.seal(&self.0.layer(compartment, newest, &of), &row.sealed);
        let changes = (
            records::epoch.eq(newest),
            records::inner_epoch.eq(Some(inner_epoch)),
            records::kind_tag.eq(kind_tag(key, &kind)),
            records::sealed.eq(sealed),
        );
        let row = records::table.find((id.bytes().to_vec(), of.1));
        diesel::update(row).set(changes).execute(self.0.db)?;
        Ok(())
    }

    /// What a record is found by, under the newest key.
    fn index_again(&mut self, kind: &str, id: RecordId) -> Result<()> {
        let known = INDEXERS.iter().find(|(name, _)| *name == kind);
        let (_, index) = known.ok_or_else(|| Error::Internal(format!("no such kind: {kind}")))?;
        index(self, id)
    }

    fn seal_entries_again(&mut self, most: i64) -> Result<u64> {
        let (organisation, scope) = (self.actor.organisation, self.scope);
        let (newest, key) = self.0.keys.current(Compartment::Ledger)?;
        let rows: Vec<(i64, i64, Vec<u8>)> = ledger::table
            .filter(ledger::scope_id.eq(scope.bytes().to_vec()))
            .filter(ledger::epoch.lt(i64::from(newest)))
            .order(ledger::seq)
            .limit(most)
            .select((ledger::seq, ledger::epoch, ledger::sealed))
            .load(self.0.db)?;
        for (seq, epoch, sealed) in &rows {
            let kept = entries::open(organisation, scope, &self.0.keys, *seq as u64, *epoch as u32, sealed)?;
            let place = entries::place(&organisation, &scope, newest, *seq as u64);
            let changes =
                (ledger::epoch.eq(i64::from(newest)), ledger::sealed.eq(key.seal(&place, &kept.leaf())));
            let row = ledger::table.find((scope.bytes().to_vec(), *seq));
            diesel::update(row).set(changes).execute(self.0.db)?;
        }
        Ok(rows.len() as u64)
    }
}

fn index_as<D: Document>(writing: &mut Writing<'_, GrantAccess>, id: RecordId) -> Result<()> {
    let recorded: Recorded<D> = writing.find_any(id)?;
    diesel::delete(lookups::table.filter(lookups::record_id.eq(id.bytes().to_vec()))).execute(writing.db)?;
    writing.index(&recorded)
}

#[cfg(test)]
mod tests {
    use super::INDEXERS;
    use crate::domain::KINDS;

    #[test]
    fn every_kind_of_record_can_be_sealed_again() {
        for kind in KINDS {
            assert!(INDEXERS.iter().any(|(name, _)| *name == kind.name), "{}", kind.name);
        }
    }
}
