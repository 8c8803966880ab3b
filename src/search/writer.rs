//! Changes to an index. They stay in memory until they are sealed together, and count once somebody
//! has published the manifest that names them.

use super::directory::SealedDirectory;
use super::error::Result;
use super::fields::Fields;
use super::index::{Index, Manifest, Mark, Pack, Place, library_index};
use super::unit::Unit;
use crate::domain::evidence::BlobRef;
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use tantivy::directory::OwnedBytes;
use tantivy::indexer::IndexWriterOptions;
use tantivy::merge_policy::LogMergePolicy;
use tantivy::{IndexWriter, TantivyDocument, Term};

/// How much there is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// Some records: the memory that the library asks for at least.
    Small,
    /// Posts by the hundred thousand.
    Large,
}

impl Size {
    fn memory(self) -> usize {
        match self {
            Size::Small => 16_000_000,
            Size::Large => 160_000_000,
        }
    }
}

/// Larger segments are not put together any more: what is made lies in memory until it is sealed.
const LARGEST_MERGED: usize = 1_000_000;

pub struct Writer {
    writer: IndexWriter,
    index: tantivy::Index,
    fields: Fields,
    directory: SealedDirectory,
    before: Manifest,
}

impl Writer {
    pub fn on(index: &Index, size: Size) -> Result<Self> {
        let directory = SealedDirectory::new(index.manifest.meta.as_deref(), index.parts.clone());
        let (library, fields) = library_index(directory.clone())?;
        let options = IndexWriterOptions::builder();
        let options =
            options.num_worker_threads(1).num_merge_threads(1).memory_budget_per_thread(size.memory());
        let writer: IndexWriter = library.writer_with_options(options.build())?;
        let mut policy = LogMergePolicy::default();
        policy.set_max_docs_before_merge(LARGEST_MERGED);
        policy.set_del_docs_ratio_before_merge(0.3);
        writer.set_merge_policy(Box::new(policy));
        Ok(Self { writer, index: library, fields, directory, before: index.manifest.clone() })
    }

    pub fn add(&self, unit: &Unit<'_>) -> Result<()> {
        let document: TantivyDocument = self.fields.document(unit);
        self.writer.add_document(document)?;
        Ok(())
    }

    /// Takes out what a revision of this record replaces.
    pub fn forget(&self, record: u64) {
        self.writer.delete_term(Term::from_field_u64(self.fields.of, record));
    }

    /// Seals what was made, a segment a file. The manifest is for whoever publishes it.
    pub fn finish(
        mut self,
        mark: Mark,
        seal: &mut dyn FnMut(&mut Contents) -> io::Result<BlobRef>,
    ) -> Result<Manifest> {
        self.writer.commit()?;
        self.writer.wait_merging_threads()?;
        let live = self.index.load_metas()?.list_segment_files();
        let mut packs: Vec<Pack> = self.before.packs;
        packs.iter_mut().for_each(|pack| pack.parts.retain(|part| live.contains(Path::new(&part.name))));
        packs.retain(|pack| !pack.parts.is_empty());
        for files in by_segment(&self.directory, live) {
            let (mut parts, mut offset) = (Vec::new(), 0);
            for (name, bytes) in &files {
                let length = bytes.len() as u64;
                parts.push(Place { name: name.clone(), offset, length });
                offset += length;
            }
            let bytes = files.into_iter().map(|(_, bytes)| bytes).collect();
            packs.push(Pack { file: seal(&mut Contents { bytes, at: (0, 0) })?, parts });
        }
        Ok(Manifest { mark, meta: self.directory.meta(), packs, ..Manifest::default() })
    }
}

/// The files that were made and are still needed, those of a segment together.
fn by_segment(
    directory: &SealedDirectory,
    live: impl IntoIterator<Item = PathBuf>,
) -> impl Iterator<Item = Vec<(String, OwnedBytes)>> {
    let mut segments: BTreeMap<String, Vec<(String, OwnedBytes)>> = BTreeMap::new();
    for path in live {
        let Some((name, bytes)) = path.to_str().map(str::to_owned).zip(directory.fresh(&path)) else {
            continue;
        };
        let segment = name.split('.').next().unwrap_or_default().to_owned();
        segments.entry(segment).or_default().push((name, bytes));
    }
    segments.into_values().map(|mut files| {
        // What is read first lies together at the end: the small ones.
        files.sort_by_key(|(name, bytes)| (std::cmp::Reverse(bytes.len()), name.clone()));
        files
    })
}

/// What is to be sealed, as a stream.
pub struct Contents {
    bytes: Vec<OwnedBytes>,
    /// Which of them, and how far in it.
    at: (usize, usize),
}

impl Read for Contents {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while let Some(bytes) = self.bytes.get(self.at.0) {
            let rest = &bytes.as_slice()[self.at.1..];
            if !rest.is_empty() {
                let count = rest.len().min(into.len());
                into[..count].copy_from_slice(&rest[..count]);
                self.at.1 += count;
                return Ok(count);
            }
            self.at = (self.at.0 + 1, 0);
        }
        Ok(0)
    }
}
