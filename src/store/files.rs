//! Sealed files of a case: taken in as a stream, opened at any position.
//!
//! The order of writes (security.md §3.9): the file is durable before the record that speaks of it;
//! a record is never without its file. A file without a record is left over and swept.

use super::Store;
use super::access::{Granted, Writing};
use super::actor::Actor;
use super::blobs::{PendingBlob, ReadSeek};
use super::error::{Result, Tamper, TamperKind};
use super::schema::blobs;
use crate::crypto::compartment::BlobKey;
use crate::crypto::place::Place;
use crate::crypto::random;
use crate::crypto::stream::{self, Opener};
use crate::domain::account::Compartment;
use crate::domain::evidence::BlobRef;
use crate::domain::policy::{Action, Covers, ReadRecords};
use crate::domain::{BlobId, Choice, OrganisationId, ScopeId};
use diesel::prelude::*;
use std::io::{Read, Write};

/// A file on its way in: a fresh key, sealed for its record, and a place in the blob store.
/// Dropped before [`Intake::seal`] has returned, it leaves nothing.
pub struct Intake {
    id: BlobId,
    key: BlobKey,
    wrapped: Vec<u8>,
    epoch: u32,
    pending: Box<dyn PendingBlob>,
}

/// Where a file's own key is sealed.
fn key_place<'p>(
    organisation: &'p OrganisationId,
    scope: &'p ScopeId,
    epoch: u32,
    id: &'p BlobId,
) -> Place<'p> {
    Place {
        organisation: organisation.bytes(),
        scope: scope.bytes(),
        compartment: Compartment::Record.code(),
        epoch,
        kind: "blob-key",
        id: id.bytes(),
        revision: 0,
        schema: 1,
    }
}

impl<A: Covers<ReadRecords>> Granted<'_, A> {
    /// Begins to take in a file. The transaction may end before the bytes come.
    pub fn intake(&mut self) -> Result<Intake> {
        let (id, key) = (BlobId::from_random(random::bytes()), BlobKey::generate());
        let (epoch, compartment) = self.keys.current(Compartment::Record)?;
        let place = key_place(&self.actor.organisation, &self.scope, epoch, &id);
        let wrapped = compartment.wrap_blob_key(&place, &key);
        Ok(Intake { id, key, wrapped, epoch, pending: self.store.blob_store().create()? })
    }

    /// Opens a sealed file for reading from any position. Every chunk is authenticated before it
    /// is handed out.
    pub fn file(&mut self, blob: &BlobRef) -> Result<SealedFile> {
        self.sealed_file(blob)
    }
}

impl<A> Granted<'_, A> {
    pub(super) fn sealed_file(&mut self, blob: &BlobRef) -> Result<SealedFile> {
        let broken = || Tamper::new(TamperKind::FileBroken, blob.id);
        let place = key_place(&self.actor.organisation, &self.scope, blob.epoch, &blob.id);
        let compartment = self.keys.get(Compartment::Record, blob.epoch)?;
        let key = compartment.unwrap_blob_key(&place, &blob.key).map_err(|_| broken())?;
        let sealed = self.store.blob_store().open(blob.id)?;
        let opener = Opener::new(&key, blob.id.bytes(), sealed).map_err(|_| broken())?;
        if opener.len() != blob.length {
            return Err(broken().into());
        }
        Ok(opener)
    }
}

/// A sealed file, open for reading.
pub type SealedFile = Opener<Box<dyn ReadSeek>>;

impl Intake {
    /// Seals a stream into the file and makes it durable. Constant memory, whatever the length.
    pub fn seal(mut self, from: &mut (dyn Read + Send)) -> Result<BlobRef> {
        let mut to = Unbuffered(&mut *self.pending);
        let mut from = from;
        let sealed = stream::seal(&self.key, self.id.bytes(), &mut from, &mut to)?;
        self.pending.commit(self.id)?;
        Ok(BlobRef {
            id: self.id,
            key: self.wrapped,
            epoch: self.epoch,
            length: sealed.length,
            sha256: sealed.sha256,
            sealed: sealed.tags_sha256,
        })
    }
}

/// Hands writes through: the stream writes whole chunks already.
struct Unbuffered<'p>(&'p mut dyn PendingBlob);

impl Write for Unbuffered<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.write(bytes)
    }
    fn flush(&mut self) -> std::io::Result<()> {
        self.0.flush()
    }
}

impl<A: Action> Writing<'_, A> {
    /// Notes that a file belongs to a record of this transaction.
    pub fn keep_file(&mut self, blob: &BlobRef) -> Result<()> {
        let row = (blobs::id.eq(blob.id.bytes().to_vec()), blobs::scope_id.eq(self.scope.bytes().to_vec()));
        diesel::insert_into(blobs::table).values(row).execute(self.db)?;
        Ok(())
    }
}

impl Store {
    /// Begins to take a file into a case, for an act that one must be permitted.
    pub fn intake<A>(&self, actor: &Actor, scope: impl Into<ScopeId>) -> Result<Intake>
    where
        A: Action + Covers<ReadRecords>,
    {
        self.read::<A, _>(actor, scope, |granted| granted.intake())
    }

    /// Takes back a file whose record could not be written.
    pub fn discard_file(&self, blob: &BlobRef) {
        if let Err(error) = self.blob_store().delete(blob.id) {
            tracing::warn!(%error, "a sealed file without a record could not be removed");
        }
    }

    /// Removes sealed files that no record speaks of: left by a crash between the two writes.
    /// Only for a store that nobody else is writing to.
    pub fn sweep(&self) -> Result<usize> {
        let kept: Vec<Vec<u8>> = blobs::table.select(blobs::id).load(&mut *self.connect()?)?;
        let kept: std::collections::HashSet<Vec<u8>> = kept.into_iter().collect();
        let left: Vec<BlobId> = self
            .blob_store()
            .list()?
            .into_iter()
            .filter(|id| !kept.contains(id.bytes().as_slice()))
            .collect();
        for id in &left {
            self.blob_store().delete(*id)?;
        }
        Ok(left.len())
    }
}
