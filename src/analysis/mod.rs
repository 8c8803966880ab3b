//! Finds who acted together among posts, by the definitions that two published tools use, so that
//! an opposing expert can run either of them on the same input and get the same list.
//!
//! Its boundary: posts in, columns and edges out. It knows no case, no store and no file; accounts
//! are described by what they did, never called anything. Definitions, and where ours differ from
//! the tools': `docs/coordination.md`.

mod bags;
mod build;
pub mod checks;
mod dataset;
mod directed;
mod edges;
mod events;
mod habits;
mod join;
mod list;
mod pack;
mod pairs;
mod similar;
mod tally;
mod volume;
mod window;
pub mod words;

#[cfg(test)]
mod tests;

pub use build::{Builder, Seen};
pub use dataset::{Dataset, Source};
pub use directed::{Behaviour, Directed, behind_directed, directed};
pub use edges::{DirectedEdge, PairEdge, cell, csv_of_directed, csv_of_pairs, decimal};
pub use habits::{Habits, habits};
pub use join::join;
pub use pack::{COLUMNS, Column, Malformed};
pub use pairs::{Object, Pairs, behind_pairs, pairs};
pub use tally::Table;
pub use volume::{Span, Step, volume};

/// Half of a SHA-256: enough to tell any number of posts, texts or addresses apart.
pub type Mark = [u8; 16];

/// The mark of a text.
pub fn mark(text: &str) -> Mark {
    let mut half = [0; 16];
    half.copy_from_slice(&crate::crypto::digest::Digest::of(text.as_bytes()).bytes()[..16]);
    half
}
