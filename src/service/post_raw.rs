//! Gives posts back their records as the source wrote them, out of the original file that is kept.

use super::{Error, Result};
use crate::domain::evidence::Evidence;
use crate::domain::policy::{Covers, ReadRecords};
use crate::domain::post::Post;
use crate::domain::posts::{PostSet, TableShape};
use crate::import::{LONGEST, row_as_json};
use crate::store::Granted;
use crate::store::files::SealedFile;
use std::io::{Read, Seek, SeekFrom};

/// The original of a set, open.
pub struct Originals {
    file: SealedFile,
    table: Option<TableShape>,
}

impl Originals {
    pub fn of<A: Covers<ReadRecords>>(granted: &mut Granted<'_, A>, set: &PostSet) -> Result<Self> {
        let original = granted.find::<Evidence>(set.original)?;
        let file = granted.file(&original.body.file.blob)?;
        Ok(Self { file, table: set.table.clone() })
    }

    /// The post with its record, and no longer with where that is.
    pub fn fill(&mut self, post: Post) -> Result<Post> {
        let Some(span) = post.span else { return Ok(post) };
        // A cell may hold line breaks, and each line of a row may be as long as a row.
        if span.bytes > 2 * LONGEST as u64 + 2 {
            return Err(malformed());
        }
        self.file.seek(SeekFrom::Start(span.offset))?;
        let mut bytes = vec![0; span.bytes as usize];
        self.file.read_exact(&mut bytes)?;
        let raw = match &self.table {
            Some(table) => row_as_json(table, &bytes).ok_or_else(malformed)?,
            None => String::from_utf8(bytes).map_err(|_| malformed())?,
        };
        Ok(Post { raw: raw.into(), span: None, ..post })
    }
}

fn malformed() -> Error {
    Error::Internal("a post is not where its set says".into())
}
