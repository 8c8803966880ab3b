//! Finds things by their words: what a search means, the index that answers it, and the pieces of text
//! that show why. The index lies in sealed files that others keep.
//!
//! Knows words, queries and the library that indexes; knows no keys, no cases, no database, and not
//! where files lie. Holds no text but what it is given for the moment.

mod answer;
mod blocks;
mod directory;
mod error;
mod fields;
mod index;
pub mod query;
mod unit;
pub mod words;
mod writer;

#[cfg(test)]
mod tests;

pub use answer::{Answer, Facets, Found, Wanted};
pub use blocks::ReadSeek;
pub use error::{Error, Result};
pub use index::{Index, Manifest, Mark};
pub use query::Query;
pub use unit::Unit;
pub use writer::{Contents, Size, Writer};
