//! Keeps the index of a case: brings it up to date with the ledger, and makes it anew where it is
//! missing, of an older key or not what it was.
//!
//! What is durable comes in this order: the record with its ledger entry; the files of the index; the
//! manifest that names them and says up to which entry it goes. A crash between them leaves an index
//! that knows what it lacks.

use super::feed::{self, Items};
use super::fill::Filling;
use crate::domain::policy::ReadRecords;
use crate::domain::{BlobId, CaseId, Choice};
use crate::search::{self, Contents, Index, Manifest, Mark, ReadSeek, Size, Writer};
use crate::service::{Actor, Error, OnProgress, Result, Store, TamperKind, lock};
use crate::store::Granted;
use crate::store::search_index::{Change, OpenedIndex};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use zeroize::Zeroizing;

/// From so many on it is worth the memory to make few large segments.
pub const LARGE: u64 = 20_000;
/// How often somebody else may be faster.
const PATIENCE: usize = 20;

/// An index, opened.
struct Open {
    index: Index,
    version: u64,
    /// Up to which entry of the ledger it was found to lack nothing.
    seen: AtomicU64,
}

/// An index that lacks nothing.
pub struct Kept {
    open: Arc<Open>,
    /// The one before had been tampered with.
    pub repaired: Option<TamperKind>,
}

impl Kept {
    pub(super) fn index(&self) -> &Index {
        &self.open.index
    }

    /// How many things it holds.
    pub fn units(&self) -> u64 {
        self.open.index.units()
    }

    /// How long its files are, without their seals.
    pub fn bytes(&self) -> u64 {
        self.open.index.manifest().bytes()
    }
}

/// An error of the index as one of ours.
pub fn failed(error: search::Error) -> Error {
    match error {
        search::Error::Io(error) => error.into(),
        search::Error::Broken(what) => Error::Internal(format!("search index: {what}")),
    }
}

/// What was done to the index, where making it anew mends it.
pub fn tampered(error: search::Error) -> Result<TamperKind> {
    match error {
        search::Error::Broken(_) => Ok(TamperKind::IndexBroken),
        search::Error::Io(error) => match Error::from(error) {
            Error::Tampered(tamper) => Ok(tamper.kind),
            Error::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(TamperKind::FileBroken),
            other => Err(other),
        },
    }
}

fn into_io(error: Error) -> io::Error {
    match error {
        Error::Io(error) => error,
        Error::Tampered(tamper) => io::Error::new(io::ErrorKind::InvalidData, tamper),
        Error::DiskFull => io::ErrorKind::StorageFull.into(),
        other => io::Error::other(other.to_string()),
    }
}

/// Makes the index of a case anew, from its records.
pub fn rebuild(store: &Store, actor: &Actor, case: CaseId, watch: OnProgress<'_>) -> Result<Kept> {
    Keeper { store, actor, case, repaired: None }.bring(true, watch)
}

pub(super) fn up_to_date(store: &Store, actor: &Actor, case: CaseId, watch: OnProgress<'_>) -> Result<Kept> {
    let mut keeper = Keeper { store, actor, case, repaired: None };
    let (open, lacking) = keeper.look(false)?;
    match lacking.changes.is_empty() && keeper.repaired.is_none() {
        true => Ok(Kept { open, repaired: None }),
        false => keeper.bring(false, watch),
    }
}

/// What an index lacks.
struct Lacking {
    changes: Vec<Change>,
    /// Of the ledger.
    entries: u64,
}

pub(super) struct Keeper<'k> {
    pub store: &'k Store,
    pub actor: &'k Actor,
    pub case: CaseId,
    repaired: Option<TamperKind>,
}

impl Keeper<'_> {
    fn bring(mut self, anew: bool, watch: OnProgress<'_>) -> Result<Kept> {
        let turn = self.store.index_turn(self.case);
        let _turn = lock(&turn);
        let (mut anew, mut tries) = (anew, 0);
        loop {
            let (open, lacking) = self.look(anew)?;
            if let Some(kind) = self.repaired {
                tracing::warn!(kind = kind.code(), "a search index was tampered with: it is made anew");
            }
            if lacking.changes.is_empty() && !anew {
                return Ok(Kept { open, repaired: self.repaired });
            }
            match self.round(&open, &lacking, watch) {
                Ok(()) => anew = false,
                Err(Error::Conflict) if tries < PATIENCE => tries += 1,
                Err(error) => return Err(error),
            }
        }
    }

    /// The index that stands, or an empty one in its place, and what it lacks.
    fn look(&mut self, anew: bool) -> Result<(Arc<Open>, Lacking)> {
        let mut broken: Option<(u64, TamperKind)> = None;
        loop {
            let look = |granted: &mut Granted<'_, ReadRecords>| {
                let version = granted.index_version()?;
                // Broken twice in the same version: it was not replaced while it was being opened.
                let mended = broken.is_some_and(|(known, _)| known == version);
                let open = if anew || mended { Ok(empty(version)?) } else { standing(granted, version)? };
                Ok((open.map(|open| lacking(granted, open)), version))
            };
            let (looked, version) = self.store.read::<ReadRecords, _>(self.actor, self.case, look)?;
            match looked {
                Ok(looked) => {
                    let mended = broken.filter(|(known, _)| *known == version);
                    self.repaired = self.repaired.or(mended.map(|(_, kind)| kind));
                    return Ok(looked);
                }
                Err(kind) => {
                    // What the view of this request shows may be behind by now.
                    self.store.done_reading();
                    broken = Some((version, kind));
                }
            }
        }
    }

    /// Puts in what is lacking, or as much of it as one round takes.
    fn round(&self, open: &Open, lacking: &Lacking, watch: OnProgress<'_>) -> Result<()> {
        let items = lacking.changes.iter().map(|change| self.items_of(change)).collect::<Result<Vec<_>>>()?;
        let count = |items: &Option<Items>| {
            items.iter().flat_map(|items| &items.pages).map(|page| page.count).sum::<u64>()
        };
        let total: u64 = lacking.changes.len() as u64 + items.iter().map(count).sum::<u64>();
        let size = if total < LARGE { Size::Small } else { Size::Large };
        let writer = Writer::on(&open.index, size).map_err(failed)?;
        let mark = open.index.manifest().mark;
        let mut filling = Filling { keeper: self, writer: &writer, mark, taken: 0, total, watch };
        let reached =
            lacking.changes.iter().zip(items).try_fold(true, |whole, (change, items)| match whole {
                true => filling.change(change, items),
                false => Ok(false),
            })?;
        let mark = if reached { Mark { entries: lacking.entries, items: 0 } } else { filling.mark };
        self.publish(open, writer, mark)
    }

    fn items_of(&self, change: &Change) -> Result<Option<Items>> {
        if change.entry != change.brought {
            return Ok(None);
        }
        self.store.read::<ReadRecords, _>(self.actor, self.case, |granted| {
            feed::items(granted, change.record, &change.kind)
        })
    }

    fn publish(&self, open: &Open, writer: Writer, mark: Mark) -> Result<()> {
        let mut made: Vec<BlobId> = Vec::new();
        let manifest = writer.finish(mark, &mut |contents: &mut Contents| {
            let intake = self.store.intake::<ReadRecords>(self.actor, self.case).map_err(into_io)?;
            let file = intake.seal(contents).map_err(into_io)?;
            made.push(file.id);
            Ok(file)
        });
        let published = manifest.map_err(failed).and_then(|manifest| {
            let files: Vec<BlobId> = manifest.files().collect();
            let bytes = Zeroizing::new(serde_json::to_vec(&manifest)?);
            self.store.write::<ReadRecords, _>(self.actor, self.case, |writing| {
                writing.publish_index(open.version, &bytes, &files)
            })
        });
        match published {
            Ok(gone) => self.store.discard_index_files(&gone),
            // After any other error the commit may have been made all the same: the sweep decides.
            Err(Error::Conflict) => {
                self.store.discard_index_files(&made);
                return Err(Error::Conflict);
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }
}

/// Opens the index that stands; where it cannot be used, because of what was done to it.
fn standing(
    granted: &mut Granted<'_, ReadRecords>,
    version: u64,
) -> Result<std::result::Result<Arc<Open>, TamperKind>> {
    let manifest = match granted.index_manifest() {
        Ok(manifest) => manifest,
        Err(Error::Tampered(tamper)) => return Ok(Err(tamper.kind)),
        Err(error) => return Err(error),
    };
    let manifest = manifest.and_then(|bytes| serde_json::from_slice::<Manifest>(&bytes).ok());
    // None, or of another format, or under a key of before: made from nothing, it takes its place.
    let Some(manifest) = manifest.filter(Manifest::is_current) else { return empty(version).map(Ok) };
    let known = granted.opened_index().and_then(|known| known.downcast::<Open>().ok());
    if let Some(known) = known.iter().find(|known| known.version == version) {
        return Ok(Ok(Arc::clone(known)));
    }
    let before = known.as_deref().map(|known| &known.index);
    let opened = Index::open(manifest, before, &mut |file| match granted.file(file) {
        Ok(file) => Ok(Box::new(file) as Box<dyn ReadSeek>),
        Err(error) => Err(into_io(error)),
    });
    let index = match opened {
        Ok(index) => index,
        Err(error) => return tampered(error).map(Err),
    };
    let open = Arc::new(Open { index, version, seen: AtomicU64::new(0) });
    granted.keep_index(&(Arc::clone(&open) as OpenedIndex));
    Ok(Ok(open))
}

fn lacking(granted: &Granted<'_, ReadRecords>, open: Arc<Open>) -> (Arc<Open>, Lacking) {
    let from = open.index.manifest().mark.entries.max(open.seen.load(Ordering::Relaxed));
    let lacking = Lacking { changes: granted.changes_since(from), entries: granted.entries_told() };
    if lacking.changes.is_empty() {
        open.seen.fetch_max(lacking.entries, Ordering::Relaxed);
    }
    (open, lacking)
}

fn empty(version: u64) -> Result<Arc<Open>> {
    let nothing = &mut |_: &_| Err(io::ErrorKind::NotFound.into());
    let index = Index::open(Manifest::default(), None, nothing).map_err(failed)?;
    Ok(Arc::new(Open { index, version, seen: AtomicU64::new(0) }))
}
