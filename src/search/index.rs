//! An index as it was sealed, opened for searching.

use super::blocks::{Blocks, Part, ReadSeek, Sealed};
use super::directory::SealedDirectory;
use super::error::{Error, Result};
use super::fields::{Fields, NUMBER, RECORD, register};
use crate::domain::BlobId;
use crate::domain::evidence::BlobRef;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use tantivy::columnar::Column;
use tantivy::{IndexReader, IndexSettings, ReloadPolicy, Searcher};

/// Raised when what is indexed, or how, changes: an index of another format is made anew.
const FORMAT: u32 = 1;

/// How much of a case an index holds: the ledger entries that were taken up, and of the record that
/// the next one brings so many items.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Mark {
    pub entries: u64,
    pub items: u64,
}

/// What an index consists of. It is sealed like a record: it has the keys of the files.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    pub(super) format: u32,
    pub mark: Mark,
    /// What the library says of its segments.
    pub(super) meta: Option<String>,
    pub(super) packs: Vec<Pack>,
}

/// A sealed file, and the files of the index that it holds.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Pack {
    pub file: BlobRef,
    pub parts: Vec<Place>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Place {
    pub name: String,
    pub offset: u64,
    pub length: u64,
}

impl Default for Manifest {
    fn default() -> Self {
        Self { format: FORMAT, mark: Mark::default(), meta: None, packs: Vec::new() }
    }
}

impl Manifest {
    /// Whether this version of the program can use it.
    pub fn is_current(&self) -> bool {
        self.format == FORMAT
    }

    /// The sealed files that it needs.
    pub fn files(&self) -> impl Iterator<Item = BlobId> {
        self.packs.iter().map(|pack| pack.file.id)
    }

    /// How long they are together, without their seals.
    pub fn bytes(&self) -> u64 {
        self.packs.iter().map(|pack| pack.file.length).sum()
    }
}

/// Opens a sealed file.
pub type OpenFile<'o> = &'o mut dyn FnMut(&BlobRef) -> std::io::Result<Box<dyn ReadSeek>>;

/// An index that answers.
pub struct Index {
    pub(super) manifest: Manifest,
    pub(super) fields: Fields,
    pub(super) parts: HashMap<PathBuf, Part>,
    reader: IndexReader,
    sealed: HashMap<BlobId, Arc<Sealed>>,
    blocks: Arc<Blocks>,
    /// Of each segment, once a hit was in it.
    places: Vec<OnceLock<Places>>,
}

/// The columns that say where the units of a segment stand.
pub(super) struct Places {
    pub record: Column<u64>,
    pub number: Column<u64>,
}

impl Index {
    /// Opens what a manifest names. Of the index before, what stayed the same stays open.
    pub fn open(manifest: Manifest, before: Option<&Index>, open: OpenFile<'_>) -> Result<Self> {
        let blocks = before.map_or_else(Arc::default, |before| Arc::clone(&before.blocks));
        let (mut sealed, mut parts) = (HashMap::new(), HashMap::new());
        for pack in &manifest.packs {
            let known = before.and_then(|before| before.sealed.get(&pack.file.id)).map(Arc::clone);
            let file = match known {
                Some(known) => known,
                None => Sealed::new(open(&pack.file)?, &blocks)?,
            };
            for place in &pack.parts {
                let part = Part::new(&file, place.offset, place.length).ok_or(Error::Broken("length"))?;
                parts.insert(PathBuf::from(&place.name), part);
            }
            sealed.insert(pack.file.id, file);
        }
        let opened = read(SealedDirectory::new(manifest.meta.as_deref(), parts.clone()));
        let (reader, fields) = match (opened, blocks.take_failure()) {
            (Err(_), Some(failure)) => return Err(failure.into()),
            (opened, _) => opened?,
        };
        let segments = reader.searcher().segment_readers().len();
        let places = std::iter::repeat_with(OnceLock::new).take(segments).collect();
        Ok(Self { manifest, fields, parts, reader, sealed, blocks, places })
    }

    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// How many things it holds.
    pub fn units(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    pub(super) fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }

    /// Where the units of a segment stand.
    pub(super) fn places(&self, searcher: &Searcher, segment: u32) -> Result<&Places> {
        let kept = self.places.get(segment as usize).ok_or(Error::Broken("segment"))?;
        if let Some(places) = kept.get() {
            return Ok(places);
        }
        let fast = searcher.segment_reader(segment).fast_fields();
        let places = Places { record: fast.u64(RECORD)?, number: fast.u64(NUMBER)? };
        Ok(kept.get_or_init(|| places))
    }

    /// What went wrong with a file, if that is why the library failed.
    pub(super) fn reason(&self, error: Error) -> Error {
        self.blocks.take_failure().map_or(error, Error::Io)
    }
}

fn read(directory: SealedDirectory) -> Result<(IndexReader, Fields)> {
    let (index, fields) = library_index(directory)?;
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    Ok((reader, fields))
}

/// The library's index in a directory; made, where there is none.
pub(super) fn library_index(directory: SealedDirectory) -> Result<(tantivy::Index, Fields)> {
    let (schema, fields) = Fields::schema();
    let index = match directory.meta() {
        Some(_) => tantivy::Index::open(directory)?,
        None => {
            let settings =
                IndexSettings { docstore_compress_dedicated_thread: false, ..IndexSettings::default() };
            tantivy::Index::create(directory, schema.clone(), settings)?
        }
    };
    if index.schema() != schema {
        return Err(Error::Broken("fields"));
    }
    register(&index);
    Ok((index, fields))
}
