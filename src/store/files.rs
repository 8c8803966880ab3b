//! Sealed files of a case: taken in as a stream, opened at any position.
//!
//! The order of writes (security.md §3.9): the file is durable before the record that speaks of it;
//! a record is never without its file. A file without a record is left over and swept.

use super::Store;
use super::access::{Granted, Writing};
use super::actor::Actor;
use super::blobs::{PendingBlob, ReadSeek};
use super::error::{Error, Result, Tamper, TamperKind};
use super::schema::{blobs, scopes, search_files};
use crate::crypto;
use crate::crypto::checkpoint::SignedCheckpoint;
use crate::crypto::compartment::BlobKey;
use crate::crypto::place::Place;
use crate::crypto::random;
use crate::crypto::stream::{self, Opener};
use crate::domain::account::Compartment;
use crate::domain::evidence::BlobRef;
use crate::domain::policy::{Action, Covers, ReadRecords};
use crate::domain::{BlobId, Choice, OrganisationId, ScopeId};
use diesel::prelude::*;
use std::collections::HashSet;
use std::io::{Read, Seek, SeekFrom, Write};
use std::time::{Duration, SystemTime};

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
        let broken = || broken(blob.id);
        let place = key_place(&self.actor.organisation, &self.scope, blob.epoch, &blob.id);
        let compartment = self.keys.get(Compartment::Record, blob.epoch)?;
        let key = compartment.unwrap_blob_key(&place, &blob.key).map_err(|_| broken())?;
        let sealed = self.store.blob_store().open(blob.id)?;
        let opener = Opener::new(&key, blob.id.bytes(), sealed).map_err(|_| broken())?;
        if opener.len() != blob.length {
            return Err(broken().into());
        }
        Ok(SealedFile { id: blob.id, opener })
    }
}

fn broken(id: BlobId) -> Tamper {
    Tamper::new(TamperKind::FileBroken, id)
}

/// A sealed file, open for reading. What does not authenticate is an error that carries the
/// [`Tamper`], so that it is named wherever the reading happens.
pub struct SealedFile {
    id: BlobId,
    opener: Opener<Box<dyn ReadSeek>>,
}

impl SealedFile {
    /// Of the original.
    #[expect(clippy::len_without_is_empty, reason = "a file is not a collection")]
    pub fn len(&self) -> u64 {
        self.opener.len()
    }

    /// Reads everything and compares it with what sealing found out.
    pub(super) fn verify_all(&mut self, expected: &stream::Sealed) -> Result<()> {
        match self.opener.verify_all(expected) {
            Ok(()) => Ok(()),
            Err(crypto::Error::Unreadable) => Err(unreadable()),
            Err(_) => Err(broken(self.id).into()),
        }
    }
}

fn unreadable() -> Error {
    std::io::Error::other("a sealed file cannot be read").into()
}

impl Read for SealedFile {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.opener.read(buffer).map_err(|error| match error.get_ref().and_then(|e| e.downcast_ref()) {
            None | Some(crypto::Error::Unreadable) => error,
            Some(_) => std::io::Error::new(std::io::ErrorKind::InvalidData, broken(self.id)),
        })
    }
}

impl Seek for SealedFile {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.opener.seek(to)
    }
}

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

    /// Takes back a file whose record could not be written. It stays where a record may have been
    /// written after all, as when the answer to a commit was lost: then the sweep decides.
    pub fn discard_file(&self, blob: &BlobRef) {
        let unused = self.is_unused(blob.id).unwrap_or(false);
        if let Err(error) = if unused { self.blob_store().delete(blob.id) } else { Ok(()) } {
            tracing::warn!(%error, "a sealed file without a record could not be removed");
        }
    }

    fn is_unused(&self, id: BlobId) -> Result<bool> {
        let row = blobs::table.filter(blobs::id.eq(id.bytes().to_vec()));
        let count: i64 = row.count().get_result(&mut *self.connect()?)?;
        Ok(count == 0)
    }

    /// Clears what a crash left. Files half written are removed; sealed files that no record speaks
    /// of are put aside for thirty days, as the table that tells so is signed by nobody. What is
    /// younger than a day stays: another process may be about to write its record.
    ///
    /// # Errors
    /// `LedgerTruncated`, with the scope, when the database is older than a checkpoint that was pinned here: its
    /// records may be in a backup, and the files are theirs.
    pub fn sweep(&self) -> Result<usize> {
        let now = SystemTime::UNIX_EPOCH + Duration::from_micros(self.now().micros().unsigned_abs());
        let before = now - LEFT_OVER_AFTER;
        self.refuse_older_database()?;
        let old = self.blob_store().list_older(before)?;
        // Asked after the files were listed: what was recorded meanwhile is in it.
        let mut kept: HashSet<Vec<u8>> = HashSet::new();
        kept.extend(blobs::table.select(blobs::id).load::<Vec<u8>>(&mut *self.connect()?)?);
        kept.extend(search_files::table.select(search_files::id).load::<Vec<u8>>(&mut *self.connect()?)?);
        let left: Vec<BlobId> = old.into_iter().filter(|id| !kept.contains(id.bytes().as_slice())).collect();
        for id in &left {
            self.blob_store().set_aside(*id, now)?;
        }
        self.blob_store().sweep_aside(now - ASIDE_FOR)?;
        self.blob_store().sweep_unfinished(before)?;
        self.directory.sweep_unfinished_pins(before)?;
        Ok(left.len())
    }

    fn refuse_older_database(&self) -> Result<()> {
        let claimed = |text: &str| SignedCheckpoint::parse(text).map(|note| note.claimed().size).unwrap_or(0);
        let mut db = self.connect()?;
        for (scope, pinned) in self.directory.all_pinned()? {
            let row = scopes::table.filter(scopes::id.eq(scope.bytes().to_vec()));
            let stored: Option<String> = row.select(scopes::checkpoint).get_result(&mut *db).optional()?;
            let stands = stored.map_or(0, |text| claimed(&text));
            if stands < claimed(&pinned) {
                return Err(Tamper::new(TamperKind::LedgerTruncated, scope).into());
            }
        }
        Ok(())
    }
}

/// Longer than any import or upload takes between its file and its record.
const LEFT_OVER_AFTER: Duration = Duration::from_secs(24 * 60 * 60);

/// Long enough to notice that a file is missed.
const ASIDE_FOR: Duration = Duration::from_secs(30 * 24 * 60 * 60);
