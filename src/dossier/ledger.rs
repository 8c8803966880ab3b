//! The part of a case's ledger that goes with a dossier: entries, each with its inclusion proof
//! (RFC 9162 §2.1.3) in the tree whose head a signed checkpoint states.

use super::error::Result;
use crate::crypto::{Digest, merkle};
use serde::{Deserialize, Serialize};

/// What an entry's signature is for; see `crypto::AccountKeys::sign`.
pub const ENTRY_PURPOSE: &str = "ledger-entry";

pub const ENTRIES: &str = "data/ledger/entries.jsonl";
pub const CHECKPOINT: &str = "data/ledger/checkpoint.txt";
pub const CONSISTENCY: &str = "data/ledger/consistency.jsonl";
pub const SIGNERS: &str = "data/ledger/signers.json";
/// The folder of time stamps: `NAME.txt` was stamped, `NAME.tsr` is the answer, `NAME-ca.pem` what
/// it was checked against.
pub const STAMPS: &str = "data/ledger/timestamps/";

pub struct LedgerExtract {
    /// In the ledger's order.
    pub entries: Vec<LedgerEntry>,
    /// A C2SP signed note.
    pub checkpoint: String,
    /// The heads that earlier dossiers of the case carry, by rising size.
    pub earlier: Vec<Earlier>,
    pub signers: Signers,
    /// Of heads that are among the earlier ones, or this one's.
    pub stamps: Vec<TimeStamped>,
}

/// What an authority said of an earlier head of the ledger (RFC 3161).
pub struct TimeStamped {
    /// Its short reference.
    pub name: String,
    /// The text of the checkpoint, as it was stamped.
    pub checkpoint: String,
    /// The whole answer, DER.
    pub response: Vec<u8>,
    /// Certificates, PEM.
    pub trusted: String,
}

/// One line of `consistency.jsonl`: an earlier head of the same ledger, and the proof that the one
/// of this dossier goes on from it (RFC 9162 §2.1.4).
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Earlier {
    pub size: u64,
    pub root: Digest,
    pub proof: Vec<Digest>,
}

/// One line of `entries.jsonl`.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LedgerEntry {
    /// Index of the leaf, from zero.
    pub seq: u64,
    /// The entry as it was signed: UTF-8 JSON, exact to the byte.
    pub body: String,
    /// Base64 of 64 bytes: Ed25519 over `body` for [`ENTRY_PURPOSE`].
    pub signature: String,
    /// The account.
    pub signer: String,
    /// From the leaf's sibling upwards.
    pub proof: Vec<Digest>,
}

/// Whose signatures these are, down from the organisation's root key.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signers {
    /// UUID.
    pub organisation: String,
    /// Base64 of the root's Ed25519 public key.
    pub root: String,
    /// Who signed the checkpoint, and under which key name.
    pub checkpoint: NoteSigner,
    pub certificates: Vec<SignerCertificate>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoteSigner {
    pub name: String,
    pub account: String,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignerCertificate {
    pub account: String,
    /// Base64 of `crypto::Certificate::to_bytes`.
    pub certificate: String,
}

/// The leaf that an entry is: its body, then its signature.
pub fn leaf(body: &str, signature: &[u8; 64]) -> Digest {
    merkle::leaf_hash(&[body.as_bytes(), signature].concat())
}

impl LedgerExtract {
    pub(super) fn entries_file(&self) -> Result<Vec<u8>> {
        lines(&self.entries)
    }

    pub(super) fn consistency_file(&self) -> Result<Vec<u8>> {
        lines(&self.earlier)
    }

    pub(super) fn signers_file(&self) -> Result<Vec<u8>> {
        let mut bytes = serde_json::to_vec_pretty(&self.signers)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

fn lines(objects: &[impl Serialize]) -> Result<Vec<u8>> {
    let mut lines = Vec::new();
    for object in objects {
        serde_json::to_writer(&mut lines, object)?;
        lines.push(b'\n');
    }
    Ok(lines)
}
