//! How the messages of a chat lie in their sealed file: pages, each compressed by itself, as those of
//! posts are (`docs/formats/chats.md`). Opening one message opens one page.

use super::pipe::PipeWriter;
use crate::domain::message::Message;
use crate::domain::posts::{Page, PostSet};
use crate::store::Result;
use flate2::Compression;
use flate2::write::DeflateEncoder;

/// Writes pages as messages come in.
pub struct MessagePages {
    to: PipeWriter,
    open: Vec<Message>,
    pages: Vec<Page>,
    offset: u64,
}

impl MessagePages {
    pub fn new(to: PipeWriter) -> Self {
        Self { to, open: Vec::with_capacity(PostSet::PAGE), pages: Vec::new(), offset: 0 }
    }

    pub fn push(&mut self, message: Message) -> Result<()> {
        self.open.push(message);
        if self.open.len() == PostSet::PAGE { self.close_page() } else { Ok(()) }
    }

    fn close_page(&mut self) -> Result<()> {
        let mut page = DeflateEncoder::new(Vec::new(), Compression::fast());
        serde_json::to_writer(&mut page, &self.open)?;
        let bytes = page.finish()?;
        let length = bytes.len() as u64;
        self.pages.push(Page { offset: self.offset, bytes: length, count: self.open.len() as u64 });
        self.offset += length;
        self.open.clear();
        Ok(self.to.send(bytes)?)
    }

    pub fn finish(mut self) -> Result<Vec<Page>> {
        if !self.open.is_empty() {
            self.close_page()?;
        }
        self.to.finish()?;
        Ok(self.pages)
    }
}
