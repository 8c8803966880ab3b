//! The index and the query language through what the module offers, with files in memory.

mod index;
mod language;
mod oracle;

use super::{Answer, Contents, Index, Manifest, Mark, Query, ReadSeek, Size, Unit, Wanted, Writer};
use crate::crypto::digest::Digest;
use crate::domain::BlobId;
use crate::domain::evidence::BlobRef;
use jiff::tz::TimeZone;
use std::collections::HashMap;
use std::io::{self, Cursor, Read};

/// Files as a store would keep them, in clear.
#[derive(Default)]
pub struct Files {
    kept: HashMap<BlobId, Vec<u8>>,
    opened: usize,
}

impl Files {
    pub fn seal(&mut self, contents: &mut Contents) -> io::Result<BlobRef> {
        let mut bytes = Vec::new();
        contents.read_to_end(&mut bytes)?;
        let id = BlobId::from_random(*Digest::of(&bytes).bytes().first_chunk().unwrap());
        let length = bytes.len() as u64;
        self.kept.insert(id, bytes);
        let nothing = Digest::of(b"");
        Ok(BlobRef { id, key: Vec::new(), epoch: 1, length, sha256: nothing, sealed: nothing })
    }

    pub fn open(&mut self, file: &BlobRef) -> io::Result<Box<dyn ReadSeek>> {
        self.opened += 1;
        let bytes = self.kept.get(&file.id).ok_or(io::ErrorKind::NotFound)?;
        Ok(Box::new(Cursor::new(bytes.clone())))
    }

    pub fn index(&mut self, manifest: Manifest, before: Option<&Index>) -> Index {
        Index::open(manifest, before, &mut |file| self.open(file)).unwrap()
    }

    /// An index with this put in after what it had.
    pub fn added(&mut self, before: &Index, units: &[Unit<'_>]) -> Index {
        let writer = Writer::on(before, Size::Small).unwrap();
        units.iter().for_each(|unit| writer.add(unit).unwrap());
        self.finished(before, writer)
    }

    pub fn finished(&mut self, before: &Index, writer: Writer) -> Index {
        let mark = Mark { entries: before.manifest().mark.entries + 1, items: 0 };
        let manifest = writer.finish(mark, &mut |contents| self.seal(contents)).unwrap();
        self.index(manifest, Some(before))
    }

    pub fn empty(&mut self) -> Index {
        self.index(Manifest::default(), None)
    }
}

pub fn query(text: &str) -> Query {
    Query::parse(text, &TimeZone::UTC).unwrap()
}

pub fn ask(index: &Index, text: &str) -> Answer {
    index.search(&query(text), Wanted { most: 100, facets: true, ..Wanted::default() }).unwrap()
}

/// The numbers of the hits, in order.
pub fn numbers(index: &Index, text: &str) -> Vec<u64> {
    let mut found: Vec<u64> = ask(index, text).found.iter().map(|found| found.number).collect();
    found.sort_unstable();
    found
}

pub fn post<'u>(number: u64, text: &'u str) -> Unit<'u> {
    Unit { record: 7, number, kind: "post", texts: vec![text], ..Unit::default() }
}
