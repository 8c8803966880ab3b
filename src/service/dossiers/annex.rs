//! All posts of a dossier as two files of the bag, read page by page out of the sealed ones: memory
//! does not grow with their number.

use super::super::dates::{self, Style};
use super::super::post_pages::read_posts;
use super::super::post_raw::Originals;
use super::super::{Result, SealedFile};
use super::making::Making;
use crate::crypto::digest::{Digest, Hasher};
use crate::domain::policy::ExportDossier;
use crate::domain::post::Post;
use crate::domain::posts::{Place, PostSet};
use crate::domain::{Choice, Private, Recorded};
use crate::dossier::content::{self, PostsFile};
use crate::dossier::posts::{HEADER, RECORDS, Record, TABLE, cells, table};
use std::collections::VecDeque;
use std::io::{self, Read};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Table,
    Records,
}

impl Form {
    fn of(path: &str) -> Self {
        if path == TABLE { Form::Table } else { Form::Records }
    }
}

/// The file's bytes, made as they are read.
pub struct Annex {
    form: Form,
    language: crate::domain::Lang,
    zone: jiff::tz::TimeZone,
    sets: VecDeque<(Recorded<PostSet>, SealedFile, Originals)>,
    page: usize,
    /// Of the set, so far.
    number: u64,
    ready: io::Cursor<Vec<u8>>,
}

pub fn open(making: &Making<'_>, path: &str) -> Result<Annex> {
    let sets = making.store.read::<ExportDossier, _>(making.actor, making.case, |granted| {
        let sets = making.admitted.sets(making.gathered);
        let open = |set: &Recorded<PostSet>| {
            let file = granted.file(&set.body.posts)?;
            Ok((set.clone(), file, Originals::of(granted, &set.body)?))
        };
        sets.map(open).collect::<Result<VecDeque<_>>>()
    })?;
    let form = Form::of(path);
    let head = if form == Form::Table { table([HEADER]).map_err(super::failed)? } else { Vec::new() };
    let (language, zone) = (making.language(), making.gathered.zone.clone());
    Ok(Annex { form, language, zone, sets, page: 0, number: 0, ready: io::Cursor::new(head) })
}

/// Both files, as the content states them: read once to know their lengths and digests.
pub fn files(making: &Making<'_>) -> Result<Vec<PostsFile>> {
    let file = |path: &str| {
        let (mut annex, mut hasher, mut bytes) = (open(making, path)?, Hasher::default(), 0);
        let mut piece = vec![0; 1 << 16];
        loop {
            match annex.read(&mut piece)? {
                0 => break,
                read => (hasher.update(&piece[..read]), bytes += read as u64),
            };
        }
        Ok(PostsFile { path: path.into(), bytes, sha256: hasher.finish().to_string() })
    };
    [TABLE, RECORDS].into_iter().map(file).collect()
}

impl Annex {
    /// The next page's lines; `None` after the last.
    fn next(&mut self) -> Result<Option<Vec<u8>>> {
        loop {
            let Some((set, file, originals)) = self.sets.front_mut() else { return Ok(None) };
            if let Some(page) = set.body.pages.get(self.page) {
                self.page += 1;
                let posts = read_posts(file, page)?.into_iter().map(|post| originals.fill(post));
                let posts = posts.collect::<Result<Vec<Post>>>()?;
                let from = self.number;
                self.number += posts.len() as u64;
                let reference = set.reference.clone();
                return self.lines(&reference, from, &posts).map(Some);
            }
            self.sets.pop_front();
            (self.page, self.number) = (0, 0);
        }
    }

    fn lines(&self, set: &str, from: u64, posts: &[Post]) -> Result<Vec<u8>> {
        let numbered = posts.iter().zip(from + 1..);
        let rows = numbered.map(|(post, number)| (row(self.language, &self.zone, set, number, post), post));
        match self.form {
            Form::Table => table(rows.map(|(row, _)| cells(&row))).map_err(super::failed),
            Form::Records => {
                let mut lines = Vec::new();
                for (row, post) in rows {
                    let (reference, id, sha256) = (row.reference, row.id, row.sha256);
                    let record = Record { reference, id, sha256, raw: post.raw.reveal().into() };
                    serde_json::to_writer(&mut lines, &record)?;
                    lines.push(b'\n');
                }
                Ok(lines)
            }
        }
    }
}

impl Read for Annex {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.ready.read(buffer)? {
                0 if !buffer.is_empty() => {}
                read => return Ok(read),
            }
            let next = self.next().map_err(super::parts::as_io)?;
            let Some(next) = next else { return Ok(0) };
            self.ready = io::Cursor::new(next);
        }
    }
}

/// A post as the dossier shows it, by the reference that links and texts use; but for the exhibit
/// that it was read from.
pub fn row(
    language: crate::domain::Lang,
    zone: &jiff::tz::TimeZone,
    set: &str,
    number: u64,
    post: &Post,
) -> content::Post {
    let text =
        |text: &Option<Private>| text.as_ref().map(|text| text.reveal().to_owned()).unwrap_or_default();
    content::Post {
        reference: format!("{set}/{number}"),
        date: post.created_at.map(|at| dates::moment(language, Style::Paper, at, zone)).unwrap_or_default(),
        at: post.created_at,
        handle: text(&post.author_handle),
        text: post.text.reveal().into(),
        id: post.id.reveal().into(),
        sha256: Digest::of(post.raw.reveal().as_bytes()).to_string(),
        source: String::new(),
        place: post.place.map(place).unwrap_or_default(),
    }
}

/// For programs as for people, and so in one language.
fn place(place: Place) -> String {
    let item = place.item.map(|item| format!(", {item}")).unwrap_or_default();
    format!("{} {}{item}", place.unit.code(), place.number)
}
