//! Documents that somebody has opened, so that a page which shows them again need not decrypt and
//! parse them again.
//!
//! Only that is spared. The row is read each time and held against the ledger, and a document is
//! given only for the very row that it was opened from, to whoever holds its compartment's key at
//! that moment. They belong to one session's actor and go with it: what a process holds for a
//! session is no more than its keys open anyway. Identities are never kept.

use super::access::Granted;
use super::error::{Error, Result};
use super::shared::lock;
use crate::crypto::digest::Digest;
use crate::domain::policy::{Action, Covers};
use crate::domain::{Document, RecordId, Recorded, ScopeId};
use std::any::Any;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// Of one generation, in bytes as sealed. There are two: what is not used while one fills is
/// forgotten.
const GENERATION: usize = 1 << 20;

/// Which row this is. With the digest of what is sealed, it is all that sealing binds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub scope: ScopeId,
    pub id: RecordId,
    pub revision: i64,
    pub epoch: i64,
    pub schema: i64,
}

struct Kept {
    place: Place,
    /// As the row had it: whether a row is the same is seen faster than its digest is computed.
    sealed: Vec<u8>,
    document: Arc<dyn Any + Send + Sync>,
}

#[derive(Default)]
struct Generations {
    young: HashMap<Digest, Kept>,
    old: HashMap<Digest, Kept>,
    /// Of the young ones.
    size: usize,
}

/// By the digests of their sealed rows.
#[derive(Default)]
pub(super) struct Opened(Mutex<Generations>);

impl Opened {
    /// The document of a row with this digest, which `sealed` has if it is what was opened then.
    pub fn get<D: Document>(&self, place: Place, digest: &Digest, sealed: &[u8]) -> Option<Arc<Recorded<D>>> {
        let mut all = lock(&self.0);
        let kept = all.find(digest).filter(|kept| kept.place == place && kept.sealed == sealed)?;
        Arc::clone(&kept.document).downcast().ok()
    }

    /// The same without having read the row, with the epoch whose key it was opened with.
    pub fn recall<D: Document>(
        &self,
        scope: ScopeId,
        id: RecordId,
        revision: i64,
        digest: &Digest,
    ) -> Option<(i64, Recorded<D>)> {
        let mut all = lock(&self.0);
        let Kept { place, document, .. } = all.find(digest)?;
        let same = (place.scope, place.id, place.revision) == (scope, id, revision);
        Some((place.epoch, document.downcast_ref::<Recorded<D>>().filter(|_| same)?.clone()))
    }

    pub fn put<D: Document>(&self, place: Place, digest: Digest, sealed: Vec<u8>, document: &Recorded<D>) {
        let document = Arc::new(document.clone());
        lock(&self.0).keep(digest, Kept { place, sealed, document });
    }
}

impl<A: Action> Granted<'_, A> {
    /// The record as it stands. Where the actor has opened this very revision before, its row is
    /// not read again: for what every page shows around its content. It is never an old one, as the
    /// ledger says which revision stands; that its row was damaged meanwhile, others find.
    pub fn recall<D: Document>(&mut self, id: RecordId) -> Result<Recorded<D>>
    where
        A: Covers<D::Read>,
    {
        let head = self.state().head(id, self.size).ok_or(Error::NotFound)?;
        let known = self.actor.documents.recall(self.scope, id, head.revision as i64, &head.state);
        match known {
            Some((epoch, known)) if self.keys.get(D::COMPARTMENT, epoch as u32).is_ok() => Ok(known),
            _ => self.find(id),
        }
    }

    /// The same, as [`Granted::recall`] gives it.
    pub fn recall_only<D: Document>(&mut self) -> Result<Option<Recorded<D>>>
    where
        A: Covers<D::Read>,
    {
        self.first::<D>().map(|id| self.recall(id)).transpose()
    }
}

impl Generations {
    /// What is found in the old generation is young again.
    fn find(&mut self, digest: &Digest) -> Option<&Kept> {
        if let Some(kept) = self.old.remove(digest) {
            self.keep(*digest, kept);
        }
        self.young.get(digest).or_else(|| self.old.get(digest))
    }

    fn keep(&mut self, digest: Digest, kept: Kept) {
        self.size += kept.sealed.len();
        self.young.insert(digest, kept);
        if self.size > GENERATION {
            (self.old, self.size) = (std::mem::take(&mut self.young), 0);
        }
    }
}
