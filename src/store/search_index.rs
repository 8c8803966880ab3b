//! The search index of a case, as the store keeps it: a sealed manifest in a row, and the sealed files
//! that it names. What is in them, `service::search` knows.
//!
//! It is made from the records and can be made again: nothing in it is evidence, and no act of the
//! ledger tells of it. Whoever may read the records may bring it up to date. Files are written first;
//! they count once a manifest that names them was put in the place of the one that it was made from.

use super::Store;
use super::access::{Granted, Writing};
use super::error::{Error, Result, Tamper, TamperKind};
use super::schema::{search_files, search_indexes};
use super::shared::lock;
use crate::crypto::place::Place;
use crate::domain::account::Compartment;
use crate::domain::policy::{Covers, ReadRecords};
use crate::domain::{BlobId, CaseId, Choice, RecordId, ScopeId};
use diesel::prelude::*;
use std::any::Any;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, Weak};
use zeroize::Zeroizing;

/// An opened index, which only `service` can tell from anything else.
pub type OpenedIndex = Arc<dyn Any + Send + Sync>;

/// Indexes that are open. Each belongs to the sessions of those who asked it, and goes with the last.
#[derive(Default)]
pub(super) struct Indexes {
    opened: Mutex<HashMap<ScopeId, Weak<dyn Any + Send + Sync>>>,
    /// Whoever brings an index of this process up to date has its turn.
    turns: Mutex<HashMap<ScopeId, Arc<Mutex<()>>>>,
}

/// A revision of a record, as the ledger tells of it.
#[derive(Clone, Debug)]
pub struct Change {
    /// The entry that tells of this revision, and the one that brought the record.
    pub entry: u64,
    pub brought: u64,
    pub record: RecordId,
    pub kind: String,
    /// No later revision is known.
    pub stands: bool,
}

fn place<'p>(organisation: &'p [u8; 16], scope: &'p ScopeId, epoch: u32, version: u64) -> Place<'p> {
    Place {
        organisation,
        scope: scope.bytes(),
        compartment: Compartment::Record.code(),
        epoch,
        kind: "search-index",
        id: scope.bytes(),
        revision: version,
        schema: 1,
    }
}

impl<A: Covers<ReadRecords>> Granted<'_, A> {
    /// Which manifest stands; 0 where there is none.
    pub fn index_version(&mut self) -> Result<u64> {
        let row = search_indexes::table.find(self.scope.bytes().to_vec());
        let version: Option<i64> = row.select(search_indexes::version).get_result(self.db).optional()?;
        Ok(version.map_or(0, |version| version as u64))
    }

    /// The manifest that stands. None where there is none, or where it lies under the key of an
    /// earlier epoch: what somebody who left could open is not carried on.
    ///
    /// # Errors
    /// `Tampered` when it does not open in its place.
    pub fn index_manifest(&mut self) -> Result<Option<Zeroizing<Vec<u8>>>> {
        let row = search_indexes::table.find(self.scope.bytes().to_vec());
        let columns = (search_indexes::version, search_indexes::epoch, search_indexes::sealed);
        let row: Option<(i64, i64, Vec<u8>)> = row.select(columns).get_result(self.db).optional()?;
        let Some((version, epoch, sealed)) = row else { return Ok(None) };
        let (current, key) = self.keys.current(Compartment::Record)?;
        if epoch != i64::from(current) {
            return Ok(None);
        }
        let place = place(self.actor.organisation.bytes(), &self.scope, current, version as u64);
        let opened = key.open(&place, &sealed);
        opened.map(Some).map_err(|_| Tamper::new(TamperKind::IndexBroken, "search").into())
    }

    /// The index that somebody has open.
    pub fn opened_index(&self) -> Option<OpenedIndex> {
        let known = lock(&self.store.indexes.opened).get(&self.scope)?.upgrade()?;
        lock(&self.actor.indexes).insert(self.scope, Arc::clone(&known));
        Some(known)
    }

    /// Lets others find an opened index, for as long as one of their sessions lasts.
    pub fn keep_index(&self, index: &OpenedIndex) {
        lock(&self.store.indexes.opened).insert(self.scope, Arc::downgrade(index));
        lock(&self.actor.indexes).insert(self.scope, Arc::clone(index));
    }

    /// How many entries the ledger has.
    pub fn entries_told(&self) -> u64 {
        self.size
    }

    /// The revisions that entries from this one on tell of, in their order.
    pub fn changes_since(&self, entry: u64) -> Vec<Change> {
        let state = self.state();
        let mut changes = Vec::new();
        for (record, heads) in state.records() {
            let told = heads.partition_point(|head| head.seq < self.size);
            for head in heads[..told].iter().filter(|head| head.seq >= entry) {
                changes.push(Change {
                    entry: head.seq,
                    brought: heads[0].seq,
                    record: *record,
                    kind: state.kind_of(*record).unwrap_or_default(),
                    stands: head.seq == heads[told - 1].seq,
                });
            }
        }
        changes.sort_by_key(|change| change.entry);
        changes
    }

    /// The entry that brought a record, and its kind.
    pub fn brought(&self, record: RecordId) -> Option<(u64, String)> {
        let state = self.state();
        let entry = state.first_seq(record);
        state.kind_of(record).filter(|_| entry < self.size).map(|kind| (entry, kind))
    }

    /// The record that an entry brought, and its kind.
    pub fn brought_by(&self, entry: u64) -> Option<(RecordId, String)> {
        self.state().brought_by(entry).filter(|_| entry < self.size)
    }
}

impl Writing<'_, ReadRecords> {
    /// Puts a manifest in the place of the version that it was made from, and gives back the files
    /// that nothing needs any more, to be removed once this is committed.
    ///
    /// # Errors
    /// `Conflict` when another stands by now.
    pub fn publish_index(&mut self, read: u64, manifest: &[u8], files: &[BlobId]) -> Result<Vec<BlobId>> {
        if self.index_version()? != read {
            return Err(Error::Conflict);
        }
        let (scope, version) = (self.scope.bytes().to_vec(), read + 1);
        let (epoch, key) = self.0.keys.current(Compartment::Record)?;
        let place = place(self.0.actor.organisation.bytes(), &self.0.scope, epoch, version);
        let sealed = key.seal(&place, manifest);
        diesel::delete(search_indexes::table.find(scope.clone())).execute(self.0.db)?;
        let row = (
            search_indexes::scope_id.eq(scope.clone()),
            search_indexes::version.eq(version as i64),
            search_indexes::epoch.eq(i64::from(epoch)),
            search_indexes::sealed.eq(sealed),
        );
        diesel::insert_into(search_indexes::table).values(row).execute(self.0.db)?;
        self.replace_files(files)
    }

    fn replace_files(&mut self, files: &[BlobId]) -> Result<Vec<BlobId>> {
        let scope = self.scope.bytes().to_vec();
        let of_scope = search_files::table.filter(search_files::scope_id.eq(scope.clone()));
        let known: Vec<Vec<u8>> = of_scope.select(search_files::id).load(self.0.db)?;
        let known = known.into_iter().filter_map(|id| id.try_into().ok().map(BlobId::from_bytes));
        let known: Vec<BlobId> = known.collect();
        for id in files.iter().filter(|id| !known.contains(id)) {
            let row = (search_files::id.eq(id.bytes().to_vec()), search_files::scope_id.eq(scope.clone()));
            diesel::insert_into(search_files::table).values(row).execute(self.0.db)?;
        }
        let gone: Vec<BlobId> = known.into_iter().filter(|id| !files.contains(id)).collect();
        for id in &gone {
            diesel::delete(search_files::table.find(id.bytes().to_vec())).execute(self.0.db)?;
        }
        Ok(gone)
    }
}

impl Store {
    /// One at a time in this process; other processes are told by `Conflict`.
    pub fn index_turn(&self, case: CaseId) -> Arc<Mutex<()>> {
        Arc::clone(lock(&self.indexes.turns).entry(case.into()).or_default())
    }

    /// Removes files of an index that nothing needs any more, or that were made in vain.
    pub fn discard_index_files(&self, files: &[BlobId]) {
        for id in files {
            if let Err(error) = self.blob_store().delete(*id) {
                tracing::warn!(%error, "a file of a search index could not be removed");
            }
        }
    }
}
