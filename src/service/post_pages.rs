//! How the posts of a set lie in their sealed file: pages of posts and of rejected records, each
//! compressed by itself, then the captures of their ids. Opening one post opens one page
//! (`docs/formats/posts.md`).

use super::pipe::PipeWriter;
use super::post_codec;
use super::post_index::Index;
use crate::crypto::digest::Digest;
use crate::crypto::encode::Fields;
use crate::domain::post::Post;
use crate::domain::posts::{Page, PostSet, Rejected};
use crate::domain::{Moment, Private};
use crate::store::{Error, Result};
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::{Read, Seek, SeekFrom, Write};

/// Enough to tell apart any number of posts: the first half of a SHA-256.
pub type IdDigest = [u8; 16];

/// By what a post is recognised again. The platform's ids are long numbers and name one post
/// wherever they occur; a table may have keys of its own (`s1`, `17`), which two tables can share:
/// then author, time and text must be the same too.
pub fn id_digest(post: &Post) -> IdDigest {
    let id = post.id.reveal();
    platform_mark(id).unwrap_or_else(|| {
        let author = post.author_id.as_ref().or(post.author_handle.as_ref()).map(Private::reveal);
        let time = post.created_at.map(|at| at.to_string()).unwrap_or_default();
        let fields = Fields::new("post").text(id).text(author.unwrap_or_default()).text(&time);
        half(&Digest::of(&fields.text(post.text.reveal()).done()))
    })
}

/// The mark of an id of the platform; `None` for a key of a table's own.
pub fn platform_mark(id: &str) -> Option<IdDigest> {
    const SHORTEST_PLATFORM_ID: usize = 8;
    let of_platform = id.len() >= SHORTEST_PLATFORM_ID && id.bytes().all(|byte| byte.is_ascii_digit());
    of_platform.then(|| half(&Digest::of(id.as_bytes())))
}

fn half(digest: &Digest) -> IdDigest {
    let mut half = [0; 16];
    half.copy_from_slice(&digest.bytes()[..16]);
    half
}

/// Writes stretches one after another, and says where each lies.
pub struct Stretches {
    to: PipeWriter,
    offset: u64,
}

impl Stretches {
    pub fn new(to: PipeWriter) -> Self {
        Self { to, offset: 0 }
    }

    /// A page of these items, compressed by itself.
    pub fn page<T: Serialize>(&mut self, items: &[T]) -> Result<Page> {
        let mut page = DeflateEncoder::new(Vec::new(), Compression::fast());
        serde_json::to_writer(&mut page, items)?;
        self.append(page.finish()?, items.len() as u64)
    }

    /// A page of so many items that are written already.
    fn packed(&mut self, bytes: &[u8], count: u64) -> Result<Page> {
        let mut page = DeflateEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::fast());
        page.write_all(bytes)?;
        self.append(page.finish()?, count)
    }

    fn append(&mut self, bytes: Vec<u8>, count: u64) -> Result<Page> {
        let page = Page { offset: self.offset, bytes: bytes.len() as u64, count };
        self.offset += page.bytes;
        if !bytes.is_empty() {
            self.to.send(bytes)?;
        }
        Ok(page)
    }

    pub fn finish(self) -> Result<()> {
        Ok(self.to.finish()?)
    }
}

/// Writes pages as posts come in.
pub struct PageWriter {
    to: Stretches,
    /// The posts of the page that is being filled, and how many they are.
    open: Vec<u8>,
    posts: u64,
    open_rejects: Vec<Rejected>,
    written: Written,
}

/// What was written, for the post set's record.
#[derive(Default)]
pub struct Written {
    pub pages: Vec<Page>,
    pub rejects: Vec<Page>,
    pub ids: Page,
    pub columns: Vec<Page>,
    /// When the first and the last of the posts were published.
    pub period: Option<(Moment, Moment)>,
}

impl PageWriter {
    pub fn new(to: PipeWriter) -> Self {
        let (open, open_rejects) = (Vec::new(), Vec::new());
        let to = Stretches::new(to);
        Self { to, open, posts: 0, open_rejects, written: Written::default() }
    }

    pub fn push(&mut self, post: &Post) -> Result<()> {
        if let Some(at) = post.created_at {
            let (first, last) = self.written.period.unwrap_or((at, at));
            self.written.period = Some((first.min(at), last.max(at)));
        }
        self.open = post_codec::write(post, std::mem::take(&mut self.open))?;
        self.posts += 1;
        if self.posts == PostSet::PAGE as u64 { self.close_page() } else { Ok(()) }
    }

    pub fn reject(&mut self, rejected: Rejected) -> Result<()> {
        self.open_rejects.push(rejected);
        if self.open_rejects.len() == PostSet::REJECTS_PAGE { self.close_rejects() } else { Ok(()) }
    }

    fn close_page(&mut self) -> Result<()> {
        let page = self.to.packed(&self.open, self.posts)?;
        self.open.clear();
        self.posts = 0;
        self.written.pages.push(page);
        Ok(())
    }

    fn close_rejects(&mut self) -> Result<()> {
        let rejects = std::mem::take(&mut self.open_rejects);
        let page = self.to.page(&rejects)?;
        self.written.rejects.push(page);
        Ok(())
    }

    /// Closes the last page, and adds the captures and the columns of so many messages.
    pub fn finish(mut self, index: Index, columns: Vec<Vec<u8>>, messages: u64) -> Result<Written> {
        if self.posts > 0 {
            self.close_page()?;
        }
        if !self.open_rejects.is_empty() {
            self.close_rejects()?;
        }
        let captures = index.count();
        let ids = self.to.append(index.finish(), captures)?;
        let columns =
            columns.into_iter().map(|column| self.to.append(column, messages)).collect::<Result<_>>()?;
        self.to.finish()?;
        Ok(Written { ids, columns, ..self.written })
    }
}

/// No page is larger unpacked: 256 posts, each from a line of at most 10 MB. What claims more was
/// not written by us.
const LARGEST_PAGE: u64 = 4 << 30;

/// The bytes of a stretch.
pub fn stretch(file: &mut (impl Read + Seek), page: &Page) -> Result<Vec<u8>> {
    file.seek(SeekFrom::Start(page.offset))?;
    let mut bytes = Vec::new();
    file.by_ref().take(page.bytes).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == page.bytes { Ok(bytes) } else { Err(Error::Internal("short page".into())) }
}

/// The posts of one page. Records that the original has at hand are not looked up.
pub fn read_posts(file: &mut (impl Read + Seek), page: &Page) -> Result<Vec<Post>> {
    let bytes = stretch(file, page)?;
    let mut unpacked = Vec::new();
    DeflateDecoder::new(bytes.as_slice()).take(LARGEST_PAGE).read_to_end(&mut unpacked)?;
    post_codec::read(&unpacked, page.count)
}

/// The messages or rejected records of one page.
pub fn read_page<T: DeserializeOwned>(file: &mut (impl Read + Seek), page: &Page) -> Result<Vec<T>> {
    let bytes = stretch(file, page)?;
    let unpacked = DeflateDecoder::new(bytes.as_slice()).take(LARGEST_PAGE);
    Ok(serde_json::from_reader(std::io::BufReader::new(unpacked))?)
}

/// The page that holds an item, and its place there. Items are counted from 1.
pub fn locate(pages: &[Page], number: u64) -> Option<(Page, usize)> {
    let mut left = number.checked_sub(1)?;
    for page in pages {
        if left < page.count {
            return Some((*page, left as usize));
        }
        left -= page.count;
    }
    None
}
