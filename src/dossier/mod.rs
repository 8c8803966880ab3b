//! Renders, packs and verifies the file that leaves.
//!
//! Pure: content in, bytes out. It knows no store, database, network or clock, so that a dossier
//! verifies without any of them; and it decides nothing about consent, which was applied before.

pub mod body;
pub mod content;
mod error;
mod figure;
#[cfg(test)]
mod fixture;
mod fonts;
mod pdf;
#[cfg(test)]
mod pdf_tests;
mod text;
mod words;
mod world;

pub use body::{Body, bodies, body};
pub use content::Content;
pub use error::{Error, Result};
pub use pdf::render_pdf;
