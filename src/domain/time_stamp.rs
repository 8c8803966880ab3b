//! A time stamp: an outside authority says that a checkpoint of the ledger was there at a time
//! (RFC 3161).

use super::policy::{ReadRecords, StampLedger};
use super::{Document, Moment, Private};
use crate::crypto::digest::Digest;
use serde::{Deserialize, Serialize};

/// What an authority said of one checkpoint. It is kept whole, so that anybody can verify it again.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeStamp {
    /// The authority's name, as the certificate that signed has it.
    pub authority: Private,
    /// By the authority's clock.
    pub at: Moment,
    /// The checkpoint that was stamped: how many entries, and the root over them.
    pub size: u64,
    pub root: Digest,
    /// Object identifier of the authority's policy, and its number for this stamp.
    pub policy: String,
    pub serial: String,
    /// Base64 of the whole answer (`TimeStampResp`).
    pub response: String,
    /// The certificates (PEM) that it was checked against.
    pub trusted: String,
}

impl Document for TimeStamp {
    const KIND: &'static str = "time-stamp";
    const PREFIX: &'static str = "TS";
    type Read = ReadRecords;
    type Write = StampLedger;

    fn title(&self) -> &Private {
        &self.authority
    }
    fn search_text<'a>(&'a self, found: &mut dyn FnMut(&'a Private)) {
        found(&self.authority);
    }
}
