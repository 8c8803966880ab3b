//! How the posts of a set lie in their sealed file: pages of posts, each compressed by itself, then
//! the digests of their ids. Opening one post opens one page (`docs/formats/posts.md`).

use super::pipe::PipeWriter;
use crate::crypto::digest::Digest;
use crate::crypto::encode::Fields;
use crate::domain::Private;
use crate::domain::post::Post;
use crate::domain::posts::{Page, PostSet};
use crate::store::{Error, Result};
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use std::collections::HashSet;
use std::io::{Read, Seek, SeekFrom};

/// Enough to tell apart any number of posts: the first half of a SHA-256.
pub type IdDigest = [u8; 16];

/// By what a post is recognised again. The platform's ids are long numbers and name one post
/// wherever they occur; a table may have keys of its own (`s1`, `17`), which two tables can share:
/// then author, time and text must be the same too.
pub fn id_digest(post: &Post) -> IdDigest {
    const SHORTEST_PLATFORM_ID: usize = 8;
    let id = post.id.reveal();
    let of_platform = id.len() >= SHORTEST_PLATFORM_ID && id.bytes().all(|byte| byte.is_ascii_digit());
    let digest = match of_platform {
        true => Digest::of(id.as_bytes()),
        false => {
            let author = post.author_id.as_ref().or(post.author_handle.as_ref()).map(Private::reveal);
            let time = post.created_at.map(|at| at.to_string()).unwrap_or_default();
            let fields = Fields::new("post").text(id).text(author.unwrap_or_default()).text(&time);
            Digest::of(&fields.text(post.text.reveal()).done())
        }
    };
    let mut half = [0; 16];
    half.copy_from_slice(&digest.bytes()[..16]);
    half
}

/// Writes pages as posts come in.
pub struct PageWriter {
    to: PipeWriter,
    open: Vec<Post>,
    ids: Vec<IdDigest>,
    pages: Vec<Page>,
    offset: u64,
}

/// What was written, for the post set's record.
pub struct Written {
    pub pages: Vec<Page>,
    pub ids: Page,
    pub columns: Vec<Page>,
    pub count: u64,
}

impl PageWriter {
    pub fn new(to: PipeWriter) -> Self {
        Self { to, open: Vec::with_capacity(PostSet::PAGE), ids: Vec::new(), pages: Vec::new(), offset: 0 }
    }

    pub fn push(&mut self, post: Post, id: IdDigest) -> Result<()> {
        self.ids.push(id);
        self.open.push(post);
        if self.open.len() == PostSet::PAGE { self.close_page() } else { Ok(()) }
    }

    fn close_page(&mut self) -> Result<()> {
        let mut page = DeflateEncoder::new(Vec::new(), Compression::fast());
        serde_json::to_writer(&mut page, &self.open)?;
        let page = page.finish()?;
        let count = self.open.len() as u64;
        self.open.clear();
        let page = self.append(page, count)?;
        self.pages.push(page);
        Ok(())
    }

    fn append(&mut self, bytes: Vec<u8>, count: u64) -> Result<Page> {
        let page = Page { offset: self.offset, bytes: bytes.len() as u64, count };
        self.offset += page.bytes;
        if !bytes.is_empty() {
            self.to.send(bytes)?;
        }
        Ok(page)
    }

    /// Closes the last page, and adds the columns of so many messages.
    pub fn finish(mut self, columns: Vec<Vec<u8>>, messages: u64) -> Result<Written> {
        if !self.open.is_empty() {
            self.close_page()?;
        }
        let count = self.ids.len() as u64;
        let ids = self.append(self.ids.concat(), count)?;
        let columns =
            columns.into_iter().map(|column| self.append(column, messages)).collect::<Result<_>>()?;
        self.to.finish()?;
        Ok(Written { pages: self.pages, ids, columns, count })
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

/// The posts of one page.
pub fn read_page(file: &mut (impl Read + Seek), page: &Page) -> Result<Vec<Post>> {
    let bytes = stretch(file, page)?;
    let unpacked = DeflateDecoder::new(bytes.as_slice()).take(LARGEST_PAGE);
    Ok(serde_json::from_reader(std::io::BufReader::new(unpacked))?)
}

/// The digests of all ids of a set.
pub fn read_ids(file: &mut (impl Read + Seek), ids: &Page, into: &mut HashSet<IdDigest>) -> Result<()> {
    let bytes = stretch(file, ids)?;
    into.extend(bytes.as_chunks::<16>().0);
    Ok(())
}

/// The page that holds a post, and its place there. Posts are counted from 1.
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
