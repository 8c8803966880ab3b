//! A finding about posts that a court can repeat: what was asked of which input, with which program,
//! and what came of it.

use super::policy::{ImportPosts, ReadRecords};
use super::{Document, Private, RecordId};
use crate::crypto::digest::Digest;
use serde::{Deserialize, Serialize};

choices! {
    /// By which definition.
    Method {
        Directed = "directed", "Dirigido: mensajes que coinciden", "Directed: messages that agree";
        Pairs = "pairs", "Pares: lo compartido por dos cuentas", "Pairs: what two accounts shared";
    }
}

/// A network of accounts, as it came out. Run again on the same sets, the same table comes out,
/// byte by byte: its digest says so.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Analysis {
    pub title: Private,
    pub asked: Asked,
    /// The sets of posts, in the order in which they were read.
    pub sets: Vec<RecordId>,
    /// SHA-256 over the SHA-256 of the sets' original files, in order.
    pub input: Digest,
    /// The program's version.
    pub program: String,
    /// SHA-256 of the table (CSV).
    pub result: Digest,
    pub messages: u64,
    pub accounts: u64,
    pub edges: u64,
    /// The heaviest edges, at most [`Analysis::MOST_EDGES_KEPT`].
    pub heaviest: Vec<Edge>,
}

/// The parameters. Behaviour and object are codes of the analysis' lists.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    pub method: Method,
    /// What the accounts did, or what they shared.
    pub what: String,
    /// Microseconds.
    pub window: i64,
    /// The least weight of an edge, or the least events of an account.
    pub least: u32,
    /// The least likeness of texts, or the quantile of the weights.
    pub share: f64,
    /// As the program does whose definition it is, its defects included.
    pub as_tool: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edge {
    pub one: Private,
    pub other: Private,
    pub weight: u64,
    /// Seconds; of pairs only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mean_delay: Option<f64>,
}

impl Analysis {
    pub const MOST_EDGES_KEPT: usize = 500;
}

impl Document for Analysis {
    const KIND: &'static str = "analysis";
    const PREFIX: &'static str = "N";
    type Read = ReadRecords;
    type Write = ImportPosts;

    fn title(&self) -> &Private {
        &self.title
    }
    fn search_text<'a>(&'a self, found: &mut dyn FnMut(&'a Private)) {
        found(&self.title);
    }
    fn mentions(&self) -> Vec<RecordId> {
        self.sets.clone()
    }
}
