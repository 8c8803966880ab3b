//! The blind index: which records are found by what they mention, or by a value of their own. A
//! row of it is a hint, never believed: the record that it leads to must say so itself.

use super::access::{Granted, Writing};
use super::error::{Error, Result, Tamper, TamperKind};
use super::schema::lookups;
use crate::crypto::compartment::CompartmentKey;
use crate::domain::account::Compartment;
use crate::domain::policy::{Action, Covers};
use crate::domain::{Document, RecordId, Recorded};
use diesel::prelude::*;

/// The tag under which records of a kind are looked up by a field's value.
fn tag(key: &CompartmentKey, kind: &str, field: &str, value: &[u8]) -> Vec<u8> {
    key.blind(&format!("{kind}.{field}"), value).to_vec()
}

/// The index led to a record that is not there, or is not what was looked for.
fn misled(error: Error, id: RecordId) -> Error {
    match error {
        Error::NotFound => Tamper::new(TamperKind::IndexBroken, id).into(),
        other => other,
    }
}

impl<A: Action> Granted<'_, A> {
    /// The records of a kind that speak of `id`.
    pub fn mentioning<D: Document>(&mut self, id: RecordId) -> Result<Vec<Recorded<D>>>
    where
        A: Covers<D::Read>,
    {
        const { assert!(matches!(D::COMPARTMENT, Compartment::Record), "see Writing::identities_of") };
        let ids = self.looked_up(D::COMPARTMENT, D::KIND, "mentions", id.bytes())?;
        ids.into_iter().map(|found| self.find_mentioning(found, id)).collect()
    }

    /// A record that the index says speaks of another.
    pub(super) fn find_mentioning<D: Document>(
        &mut self,
        id: RecordId,
        mentioned: RecordId,
    ) -> Result<Recorded<D>> {
        let recorded: Recorded<D> = self.find_any(id).map_err(|error| misled(error, id))?;
        match recorded.body.mentions().contains(&mentioned) {
            true => Ok(recorded),
            false => Err(misled(Error::NotFound, id)),
        }
    }

    /// The record of a kind with this unique key, if there is one.
    pub fn with_key<D: Document>(&mut self, field: &str, key: &[u8]) -> Result<Option<Recorded<D>>>
    where
        A: Covers<D::Read>,
    {
        let found = self.looked_up(D::COMPARTMENT, D::KIND, field, key)?;
        let Some(id) = found.first() else { return Ok(None) };
        let recorded: Recorded<D> = self.find(*id).map_err(|error| misled(error, *id))?;
        match recorded.body.unique_key().is_some_and(|(name, value)| name == field && value == key) {
            true => Ok(Some(recorded)),
            false => Err(misled(Error::NotFound, *id)),
        }
    }

    pub(super) fn looked_up(
        &mut self,
        compartment: Compartment,
        kind: &str,
        field: &str,
        value: &[u8],
    ) -> Result<Vec<RecordId>> {
        self.keys.current(compartment)?;
        let mut found: Vec<Vec<u8>> = Vec::new();
        for epoch in self.keys.epochs(compartment) {
            let tag = tag(self.keys.get(compartment, epoch)?, kind, field, value);
            let tagged = lookups::table
                .filter(lookups::scope_id.eq(self.scope.bytes().to_vec()))
                .filter(lookups::tag.eq(tag));
            found.extend(tagged.select(lookups::record_id).load::<Vec<u8>>(self.db)?);
        }
        let mut ids = Vec::with_capacity(found.len());
        for id in found {
            let id = id.as_slice().try_into().map_err(|_| Tamper::new(TamperKind::IndexBroken, kind))?;
            ids.push(RecordId::from_bytes(id));
        }
        let state = self.state();
        ids.sort_by_key(|id| state.first_seq(*id));
        Ok(ids)
    }

    /// Every tag under which a record must be found, under the key of the epoch that its row lies
    /// under.
    pub(super) fn tags<D: Document>(&self, recorded: &Recorded<D>, epoch: u32) -> Result<Vec<Vec<u8>>> {
        let key = self.keys.get(D::COMPARTMENT, epoch)?;
        let mentioned = recorded.body.mentions();
        let mentioned = mentioned.iter().map(|id| tag(key, D::KIND, "mentions", id.bytes()));
        let unique = recorded.body.unique_key();
        let unique = unique.map(|(field, value)| tag(key, D::KIND, field, &value));
        let mut tags: Vec<Vec<u8>> = mentioned.chain(unique).collect();
        tags.sort();
        tags.dedup();
        Ok(tags)
    }
}

impl<A: Action> Writing<'_, A> {
    /// Puts a record into the index.
    pub(super) fn index<D: Document>(&mut self, recorded: &Recorded<D>) -> Result<()> {
        let (epoch, _) = self.keys.current(D::COMPARTMENT)?;
        for tag in self.tags(recorded, epoch)? {
            diesel::insert_into(lookups::table)
                .values((
                    lookups::scope_id.eq(self.scope.bytes().to_vec()),
                    lookups::tag.eq(tag),
                    lookups::record_id.eq(recorded.id.bytes().to_vec()),
                ))
                .execute(self.db)?;
        }
        Ok(())
    }
}
