//! The head of a ledger in the form others can cosign: C2SP tlog-checkpoint inside C2SP
//! signed-note (<https://c2sp.org/tlog-checkpoint>, <https://c2sp.org/signed-note>).

use super::{
    digest::Digest,
    error::{Error, Result},
    keyring::AccountKeys,
    sign::{VerifyingKey, is_note_name, is_note_text},
};
use data_encoding::BASE64;

const SIGNATURE: &str = "\u{2014} ";
/// More than any honest number of cosigners, and a bound on what a hostile note costs.
const MAX_SIGNATURES: usize = 100;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Checkpoint {
    /// Names the ledger, for ever.
    pub origin: String,
    pub size: u64,
    pub root: Digest,
}

impl Checkpoint {
    pub fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, BASE64.encode(self.root.bytes()))
    }

    /// Accepts the one writing [`Checkpoint::text`] has. Extension lines are refused: we make none,
    /// and what is not understood must not look verified.
    pub fn parse(text: &str) -> Result<Self> {
        let lines: Vec<&str> = text.split('\n').collect();
        let [origin, size, root, ""] = lines[..] else { return Err(Error::Malformed) };
        let root = BASE64.decode(root.as_bytes()).map_err(|_| Error::Malformed)?;
        let checkpoint = Self {
            origin: origin.to_owned(),
            size: size.parse().map_err(|_| Error::Malformed)?,
            root: Digest::from_bytes(root.try_into().map_err(|_| Error::Malformed)?),
        };
        let canonical = !origin.is_empty() && is_note_text(text) && checkpoint.text() == text;
        if canonical { Ok(checkpoint) } else { Err(Error::Malformed) }
    }

    /// The signed note: the text, an empty line, one signature line.
    ///
    /// # Panics
    /// When the origin is no line of text or `name` no key name.
    pub fn signed(&self, key: &AccountKeys, name: &str) -> String {
        let text = self.text();
        format!("{text}\n{}", key.sign_note(name, &text))
    }
}

/// A signed note whose text is a checkpoint. Nothing of it is believed before
/// [`SignedCheckpoint::verify`].
#[derive(Clone)]
pub struct SignedCheckpoint {
    checkpoint: Checkpoint,
    signatures: Vec<String>,
}

impl SignedCheckpoint {
    pub fn parse(note: &str) -> Result<Self> {
        let (text, signatures) = note.rsplit_once("\n\n").ok_or(Error::Malformed)?;
        let signatures = signatures.strip_suffix('\n').ok_or(Error::Malformed)?;
        let signatures: Vec<String> = signatures.split('\n').map(str::to_owned).collect();
        let well_formed =
            signatures.len() <= MAX_SIGNATURES && signatures.iter().all(|line| is_signature(line));
        if !well_formed {
            return Err(Error::Malformed);
        }
        Ok(Self { checkpoint: Checkpoint::parse(&format!("{text}\n"))?, signatures })
    }

    /// The checkpoint, if the key signed it under that name. Signatures of others do not matter.
    pub fn verify(&self, name: &str, key: &VerifyingKey) -> Result<&Checkpoint> {
        let text = self.checkpoint.text();
        let holds = self.signatures.iter().any(|line| key.verify_note(name, &text, line).is_ok());
        if holds { Ok(&self.checkpoint) } else { Err(Error::BadSignature) }
    }

    /// The signature lines, as they are.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.signatures.iter().map(String::as_str)
    }

    /// The key names that the signature lines claim.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.signatures.iter().filter_map(|line| line.strip_prefix(SIGNATURE)?.split(' ').next())
    }

    /// Adds a signature line of somebody who cosigns.
    pub fn add(&mut self, line: &str) -> Result<()> {
        let line = line.strip_suffix('\n').unwrap_or(line);
        if !is_signature(line) || self.signatures.len() == MAX_SIGNATURES {
            return Err(Error::Malformed);
        }
        self.signatures.push(line.to_owned());
        Ok(())
    }

    /// The checkpoint as the note claims it, before anything is verified: to find the key with.
    pub fn claimed(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The note again.
    pub fn text(&self) -> String {
        format!("{}\n{}\n", self.checkpoint.text(), self.signatures.join("\n"))
    }
}

fn is_signature(line: &str) -> bool {
    let Some((name, blob)) = line.strip_prefix(SIGNATURE).and_then(|rest| rest.split_once(' ')) else {
        return false;
    };
    is_note_name(name) && BASE64.decode(blob.as_bytes()).is_ok_and(|blob| blob.len() > 4)
}
