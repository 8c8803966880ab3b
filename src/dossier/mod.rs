//! Renders, packs and verifies the file that leaves.
//!
//! Pure: content in, bytes out. It knows no store, database, network or clock, so that a dossier
//! verifies without any of them; and it decides nothing about consent, which was applied before.

mod bag;
pub mod body;
mod container;
pub mod content;
mod error;
mod figure;
#[cfg(test)]
mod fixture;
mod fonts;
pub mod ledger;
pub mod names;
pub mod package;
#[cfg(test)]
mod package_tests;
mod pdf;
#[cfg(test)]
mod pdf_tests;
pub mod posts;
mod text;
pub mod verify;
mod words;
mod world;

pub use body::{Body, bodies, body};
pub use content::Content;
pub use error::{Error, Result};
pub use ledger::LedgerExtract;
pub use package::{Exported, Part, export};
pub use pdf::{length, render_pdf};
pub use verify::{Report, verify};
