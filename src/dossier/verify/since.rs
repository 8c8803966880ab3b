//! Whether a dossier's ledger goes on from an earlier one that somebody kept: by the consistency
//! proof that the dossier carries (RFC 9162 §2.1.4).

use super::report::{Report, Why, or};
use super::signers::Known;
use super::{Looked, look};
use crate::crypto::{Checkpoint, SignedCheckpoint, merkle};
use std::io::{self, Read, Seek, SeekFrom};

/// No receipt is longer.
const LONGEST_NOTE: u64 = 1 << 16;

/// What somebody kept.
pub enum Older {
    /// The head of a dossier, which was verified itself, and the root key that it leads to.
    Dossier {
        head: Checkpoint,
        root_key: String,
    },
    Receipt(SignedCheckpoint),
}

impl Older {
    fn head(&self) -> &Checkpoint {
        match self {
            Older::Dossier { head, .. } => head,
            Older::Receipt(note) => note.claimed(),
        }
    }
}

/// A zip is a dossier, and must hold by itself; anything else is a receipt or nothing.
pub fn read<O: Read + Seek>(mut file: O) -> io::Result<Result<Older, Why>> {
    let mut start = Vec::new();
    file.by_ref().take(LONGEST_NOTE).read_to_end(&mut start)?;
    if start.starts_with(b"PK") {
        file.seek(SeekFrom::Start(0))?;
        return Ok(dossier(file));
    }
    let note = std::str::from_utf8(&start).ok().and_then(|text| SignedCheckpoint::parse(text).ok());
    Ok(note.map(Older::Receipt).ok_or(Why::Malformed))
}

fn dossier<O: Read + Seek>(file: O) -> Result<Older, Why> {
    let mut report = Report::default();
    let head = look(file, None, &mut report).and_then(|looked| looked.proven.head);
    match head.filter(|_| report.holds()) {
        Some(head) => Ok(Older::Dossier { head, root_key: report.root_key }),
        None => Err(Why::OlderBroken),
    }
}

pub fn goes_on(older: &Older, root_key: &str, looked: &Looked) -> Result<(), Why> {
    let (old, Some(head)) = (older.head(), &looked.proven.head) else { return Err(Why::NotProven) };
    or(old.origin == head.origin, Why::Another)?;
    match older {
        Older::Dossier { root_key: theirs, .. } => or(theirs == root_key, Why::Unknown)?,
        Older::Receipt(note) => signed(note, looked.known.as_ref())?,
    }
    or(old.size <= head.size, Why::Later)?;
    if old.size == head.size {
        return or(old.root == head.root, Why::Forked);
    }
    let earlier = looked.proven.earlier.iter().find(|earlier| earlier.size == old.size);
    let earlier = earlier.ok_or(Why::NoProof)?;
    // With their own root: the one that the dossier states is not to be believed.
    let holds = merkle::verify_consistency(old.size, &old.root, head.size, &head.root, &earlier.proof);
    or(holds, Why::Forked)
}

/// A receipt may be signed by somebody whom the dossier does not know; by one whom it knows, the
/// signature must hold.
fn signed(note: &SignedCheckpoint, known: Option<&Known>) -> Result<(), Why> {
    let Some(known) = known else { return Err(Why::Unknown) };
    for name in note.names() {
        if let Some(signer) = known.certificates.get(name) {
            return or(note.verify(name, &signer.keys.signing).is_ok(), Why::BadSignature);
        }
    }
    Ok(())
}
