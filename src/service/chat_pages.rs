//! How the messages of a chat lie in their sealed file: pages, each compressed by itself, as those of
//! posts are (`docs/formats/chats.md`). Opening one message opens one page.

use super::pipe::PipeWriter;
use super::post_pages::Stretches;
use crate::domain::message::Message;
use crate::domain::posts::{Page, PostSet};
use crate::store::Result;

/// Writes pages as messages come in.
pub struct MessagePages {
    to: Stretches,
    open: Vec<Message>,
    pages: Vec<Page>,
}

impl MessagePages {
    pub fn new(to: PipeWriter) -> Self {
        Self { to: Stretches::new(to), open: Vec::with_capacity(PostSet::PAGE), pages: Vec::new() }
    }

    pub fn push(&mut self, message: Message) -> Result<()> {
        self.open.push(message);
        if self.open.len() == PostSet::PAGE { self.close_page() } else { Ok(()) }
    }

    fn close_page(&mut self) -> Result<()> {
        self.pages.push(self.to.page(&self.open)?);
        self.open.clear();
        Ok(())
    }

    pub fn finish(mut self) -> Result<Vec<Page>> {
        if !self.open.is_empty() {
            self.close_page()?;
        }
        self.to.finish()?;
        Ok(self.pages)
    }
}
