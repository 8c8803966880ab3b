//! What people look for: the language of the search box, what it means, and whether something is it.
//!
//! Words side by side must all be there; `OR` and `NOT` (or `-`) and parentheses are as everywhere;
//! `"…"` is a phrase, `acos*` a beginning. `docs/formats/search-index.md` tells all of it.

mod compile;
mod highlight;
mod holds;
mod kinds;
mod lexer;
mod parse;
mod settled;

pub use highlight::{Piece, excerpt};
pub use kinds::{KIND_NAMES, kind_named};
pub use parse::{Fault, FaultKind};

use crate::domain::Private;
use jiff::tz::TimeZone;

/// A search that was understood.
#[derive(Clone, Debug)]
pub struct Query {
    root: Node,
}

/// Private like what was typed: its `Debug` shows shapes only.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    All(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
    Leaf(Leaf),
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Leaf {
    /// Words one after another; of the last only the beginning where it is a `prefix`.
    Words { place: Place, words: Vec<Private>, prefix: bool },
    /// A name as a whole, or its beginning.
    Name { place: NamePlace, name: Private, prefix: bool },
    /// The platform's id.
    Id(Private),
    /// Seconds since 1970: from the first on, and before the second.
    Time { from: Option<i64>, before: Option<i64> },
}

/// Where words are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Text,
    From,
    Url,
}

/// Where names are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NamePlace {
    Tag,
    Handle,
    Kind,
    Lang,
}

impl Query {
    /// Reads a search; days are those of the time zone.
    pub fn parse(text: &str, zone: &TimeZone) -> Result<Self, Fault> {
        parse::parse(text, zone).map(|root| Self { root })
    }

    /// The same, among things of one kind only.
    pub fn of_kind(self, kind: &str) -> Self {
        let leaf = Leaf::Name { place: NamePlace::Kind, name: kind.into(), prefix: false };
        Self { root: Node::All(vec![self.root, Node::Leaf(leaf)]) }
    }
}

impl Node {
    /// Goes through what must be there, and leaves out what must not.
    fn wanted<'n>(&'n self, see: &mut dyn FnMut(&'n Leaf)) {
        match self {
            Node::All(nodes) | Node::Any(nodes) => nodes.iter().for_each(|node| node.wanted(see)),
            Node::Not(_) => {}
            Node::Leaf(leaf) => see(leaf),
        }
    }
}
