//! The rejected records of an import: all of them, page by page, however many there are.

use super::post_pages::{locate, read_page};
use super::{Actor, Result, Store};
use crate::domain::policy::ReadRecords;
use crate::domain::posts::{Page, PostSet, Rejected};
use crate::domain::{CaseId, Choice, Lang, RecordId, Recorded};
use crate::import::RejectReason;
use crate::store::files::SealedFile;
use std::io::{self, Cursor, Read};

/// The rejected records in the order of the file; one page of them is in memory.
pub struct Rejects {
    file: SealedFile,
    pages: std::vec::IntoIter<Page>,
    open: std::vec::IntoIter<Rejected>,
}

/// The rejected of a set, from a number on, counted from 1.
pub fn rejects(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    set: RecordId,
    from: u64,
) -> Result<(Recorded<PostSet>, Rejects)> {
    let (set, mut file) = store.read::<ReadRecords, _>(actor, case, |granted| {
        let set = granted.find::<PostSet>(set)?;
        let file = granted.file(&set.body.posts)?;
        Ok((set, file))
    })?;
    let mut pages = set.body.rejects.clone().into_iter();
    let mut open = Vec::new().into_iter();
    match locate(&set.body.rejects, from) {
        None => pages = Vec::new().into_iter(),
        Some((first, place)) => {
            pages.by_ref().take_while(|page| *page != first).for_each(drop);
            open = read_page::<Rejected>(&mut file, &first)?.into_iter();
            open.by_ref().take(place).for_each(drop);
        }
    }
    Ok((set, Rejects { file, pages, open }))
}

impl Iterator for Rejects {
    type Item = Result<Rejected>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(rejected) = self.open.next() {
                return Some(Ok(rejected));
            }
            let page = self.pages.next()?;
            match read_page(&mut self.file, &page) {
                Ok(rejects) => self.open = rejects.into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

/// The rejected as a table (CSV, RFC 4180) that is made while it is read. It holds no text of the
/// file: places, and reasons by their code and in words.
pub struct RejectsTable {
    rejects: Rejects,
    lang: Lang,
    piece: Cursor<Vec<u8>>,
}

impl RejectsTable {
    pub fn new(rejects: Rejects, lang: Lang) -> Self {
        Self { rejects, lang, piece: Cursor::new(b"unit,number,item,reason,meaning\n".to_vec()) }
    }

    /// The next rows, some at a time.
    fn rows(&mut self) -> io::Result<Vec<u8>> {
        let mut rows = csv::Writer::from_writer(Vec::new());
        for rejected in self.rejects.by_ref().take(PostSet::REJECTS_PAGE) {
            let Rejected { place, reason } = rejected.map_err(io::Error::other)?;
            let meaning = RejectReason::from_code(&reason).map_or("", |known| known.label(self.lang));
            let item = place.item.map(|item| item.to_string()).unwrap_or_default();
            rows.write_record([place.unit.code(), &place.number.to_string(), &item, &reason, meaning])?;
        }
        rows.into_inner().map_err(|error| error.into_error())
    }
}

impl Read for RejectsTable {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.piece.read(into)?;
        if read > 0 || into.is_empty() {
            return Ok(read);
        }
        self.piece = Cursor::new(self.rows()?);
        self.piece.read(into)
    }
}
