//! One function per thing people do. The edges call nothing else.
//!
//! Knows the store and the pure modules; knows nothing of pages, commands or HTTP.

pub mod accounts;
pub mod analysis;
pub mod cases;
mod chat_collector;
mod chat_import;
mod chat_pages;
pub mod chats;
pub mod cosign;
pub mod dates;
pub mod dossiers;
pub mod evidence;
pub mod identities;
pub mod installation;
pub mod interviews;
pub mod invitations;
pub mod ledger;
pub mod links;
pub mod members;
pub mod metadata;
pub mod networks;
pub mod people;
pub mod pipe;
mod post_captures;
pub mod post_checks;
mod post_codec;
pub mod post_export;
mod post_import;
mod post_index;
pub mod post_pages;
mod post_raw;
mod post_rejects;
pub mod posts;
pub mod preview;
pub mod references;
pub mod renewal;
pub mod search;
pub mod second_factor;
pub mod sessions;
mod sets;
pub mod text;
pub mod time_stamps;

pub use crate::crypto::digest::Digest as Fingerprint;
pub use crate::store::files::SealedFile;
pub use crate::store::nameless;
pub use crate::store::shared::lock;
pub use crate::store::verify::Finding;
pub use crate::store::{Actor, Error, Result, Store, Tamper, TamperKind};

use std::ops::ControlFlow;

/// How far a long piece of work has come. Returning `Break` cancels it; nothing is left behind.
pub struct Progress {
    /// Bytes read of `total`, where the total is known.
    pub done: u64,
    pub total: Option<u64>,
    /// What was found so far: posts, files, pages.
    pub found: u64,
}

pub type OnProgress<'a> = &'a mut dyn FnMut(Progress) -> ControlFlow<()>;

/// For work that nobody watches.
pub fn unwatched(_: Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}
