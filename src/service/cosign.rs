//! Cosigning the head of another organisation's ledger, without a store: a sister organisation keeps
//! its key and the last head that it signed of each ledger, and signs only what goes on from it.

use crate::crypto::cosign::{CosignerKey, Line, NoteKey};
use crate::crypto::digest::Digest;
use crate::crypto::{Checkpoint, SignedCheckpoint, merkle};
use data_encoding::BASE64;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// What a cosigner remembers, as JSON: by the origin line of each ledger.
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remembered(BTreeMap<String, Last>);

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Last {
    pub size: u64,
    pub root: Digest,
    /// Whose signatures under a head are believed: public keys of notes.
    pub signers: Vec<String>,
}

/// Why nothing was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Not a head, or not one with a proof before it.
    Malformed,
    NotAKey,
    NotASigner,
    /// Nobody whose key was told signed it.
    Unsigned,
    /// Smaller than what was signed before, or the proof begins somewhere else.
    Older,
    /// Not what was signed before, only longer: one of the two was rewritten.
    Forked,
}

impl Refused {
    /// Ends the names of messages.
    pub fn code(self) -> &'static str {
        match self {
            Refused::Malformed => "cosign-malformed",
            Refused::NotAKey => "cosign-not-a-key",
            Refused::NotASigner => "cosign-not-a-signer",
            Refused::Unsigned => "cosign-unsigned",
            Refused::Older => "cosign-older",
            Refused::Forked => "cosign-forked",
        }
    }
}

/// A head with the proof that it goes on from one of `old` entries (C2SP tlog-witness, the body of
/// `add-checkpoint`); a receipt alone is one without.
struct Asked {
    old: Option<u64>,
    proof: Vec<Digest>,
    note: SignedCheckpoint,
}

impl Asked {
    fn parse(text: &str) -> Option<Self> {
        let Some(rest) = text.strip_prefix("old ") else {
            return Some(Self { old: None, proof: Vec::new(), note: SignedCheckpoint::parse(text).ok()? });
        };
        let (head, note) = rest.split_once("\n\n")?;
        let mut lines = head.split('\n');
        let old = Some(lines.next()?.parse().ok()?);
        let digest =
            |line: &str| Some(Digest::from_bytes(BASE64.decode(line.as_bytes()).ok()?.try_into().ok()?));
        Some(Self {
            old,
            proof: lines.map(digest).collect::<Option<_>>()?,
            note: SignedCheckpoint::parse(note).ok()?,
        })
    }
}

/// What a cosigner is asked: the head, with the proof from an earlier size (C2SP tlog-witness).
pub fn request(old: u64, proof: &[Digest], note: &str) -> String {
    let proof: String = proof.iter().map(|digest| BASE64.encode(digest.bytes()) + "\n").collect();
    format!("old {old}\n{proof}\n{note}")
}

/// The note with one more line, and what is to be remembered before it is given away.
pub struct Cosigned {
    pub note: String,
    pub head: Checkpoint,
    pub since: Option<u64>,
}

/// A new key for a cosigner: the text of its file, and the public half to be told.
pub fn new_key(name: &str) -> Option<(Zeroizing<String>, String)> {
    let key = CosignerKey::generate(name).ok()?;
    Some((key.secret_text(), key.public().text()))
}

impl Remembered {
    /// What the file of a cosigner says; nothing yet where it is empty.
    pub fn parse(text: &str) -> Option<Self> {
        if text.is_empty() { Some(Self::default()) } else { serde_json::from_str(text).ok() }
    }

    pub fn text(&self) -> String {
        format!("{:#}\n", serde_json::json!(self))
    }
}

/// Signs a head that goes on from the last one of its origin. `signers` are keys that are believed
/// from now on; `at` is seconds since 1970.
pub fn cosign(
    asked: &str,
    key: &str,
    remembered: &mut Remembered,
    signers: &[String],
    at: u64,
) -> Result<Cosigned, Refused> {
    let key = CosignerKey::parse(key).map_err(|_| Refused::NotAKey)?;
    let Asked { old, proof, mut note } = Asked::parse(asked).ok_or(Refused::Malformed)?;
    let head = note.claimed().clone();
    let last = remembered.0.get(&head.origin).cloned();
    let mut believed = last.as_ref().map(|last| last.signers.clone()).unwrap_or_default();
    believed.extend(signers.iter().map(|signer| signer.trim().to_owned()));
    believed.sort();
    believed.dedup();
    let keys: Result<Vec<NoteKey>, _> = believed.iter().map(|signer| NoteKey::parse(signer)).collect();
    let keys = keys.map_err(|_| Refused::NotASigner)?;
    if !keys.iter().any(|key| matches!(key.signed(&note), Line::Holds(None))) {
        return Err(Refused::Unsigned);
    }
    if let Some(last) = &last {
        goes_on(last, &head, old, &proof)?;
    }
    note.add(&key.cosign(&head, at)).map_err(|_| Refused::Malformed)?;
    let now = Last { size: head.size, root: head.root, signers: believed };
    remembered.0.insert(head.origin.clone(), now);
    Ok(Cosigned { note: note.text(), head, since: last.map(|last| last.size) })
}

fn goes_on(last: &Last, head: &Checkpoint, old: Option<u64>, proof: &[Digest]) -> Result<(), Refused> {
    if head.size == last.size {
        return if head.root == last.root { Ok(()) } else { Err(Refused::Forked) };
    }
    if head.size < last.size || old != Some(last.size) {
        return Err(Refused::Older);
    }
    match merkle::verify_consistency(last.size, &last.root, head.size, &head.root, proof) {
        true => Ok(()),
        false => Err(Refused::Forked),
    }
}

/// Who of the cosigners that one knows signed a note, and when (seconds since 1970); `None` where the
/// line does not hold.
///
/// # Errors
/// The text of a key that is none.
pub fn cosigners(note: &str, known: &[String]) -> Result<Vec<(String, Option<u64>)>, String> {
    let keys: Result<Vec<NoteKey>, String> =
        known.iter().map(|text| NoteKey::parse(text).map_err(|_| text.clone())).collect();
    let (keys, Ok(note)) = (keys?, SignedCheckpoint::parse(note)) else { return Ok(Vec::new()) };
    let seen = keys.iter().filter_map(|key| match key.signed(&note) {
        Line::Holds(at) => Some((key.name().to_owned(), at)),
        Line::Broken => Some((key.name().to_owned(), None)),
        Line::Foreign => None,
    });
    Ok(seen.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::AccountKeys;

    fn head(leaves: &[Digest], size: usize) -> Checkpoint {
        Checkpoint { origin: "resguardo/x".into(), size: size as u64, root: merkle::root(&leaves[..size]) }
    }

    #[test]
    fn only_what_goes_on_from_the_last_head_is_signed_and_the_line_holds() {
        let leaves: Vec<Digest> = (0..9u8).map(|n| merkle::leaf_hash(&[n])).collect();
        let other: Vec<Digest> = (10..19u8).map(|n| merkle::leaf_hash(&[n])).collect();
        let keys = AccountKeys::generate();
        let signer = NoteKey::of_signer("ana", keys.signing_key()).text();
        let (cosigner, public) = new_key("hermana.example").unwrap();
        let mut remembered = Remembered::default();
        let note = |leaves: &[Digest], size| head(leaves, size).signed(&keys, "ana");

        let unsigned = cosign(&note(&leaves, 3), &cosigner, &mut remembered, &[], 7);
        assert_eq!(unsigned.err(), Some(Refused::Unsigned));
        let first = cosign(&note(&leaves, 3), &cosigner, &mut remembered, &[signer], 7).unwrap();
        let known = [public];
        assert_eq!(cosigners(&first.note, &known), Ok(vec![("hermana.example".to_owned(), Some(7))]));

        let mut sign = |text: &str| cosign(text, &cosigner, &mut remembered, &[], 8).map(|done| done.since);
        let proof = merkle::consistency(&leaves[..8], 3);
        assert_eq!(sign(&note(&leaves, 8)), Err(Refused::Older), "without proof");
        let forked = request(3, &merkle::consistency(&other[..8], 3), &note(&other, 8));
        assert_eq!(sign(&forked), Err(Refused::Forked));
        assert_eq!(sign(&request(3, &proof, &note(&leaves, 8))), Ok(Some(3)));
        assert_eq!(sign(&note(&leaves, 3)), Err(Refused::Older), "never back");
        assert_eq!(sign(&note(&other, 8)), Err(Refused::Forked));
        assert_eq!(sign("old x\n\n"), Err(Refused::Malformed));

        let changed = first.note.replacen("resguardo/x", "resguardo/y", 1);
        assert_eq!(cosigners(&changed, &known), Ok(vec![("hermana.example".to_owned(), None)]));
        assert!(cosigners(&changed, &["no key".to_owned()]).is_err());
    }
}
