//! What makes a type a kind of record: from this alone the store can seal, revise, list, link,
//! look up and log it.

use super::account::Compartment;
use super::policy::Action;
use super::{AccountId, Moment, Private, RecordId};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// A kind of record. A new kind is one new type that implements this, and one line in
/// [`KINDS`](super::KINDS).
pub trait Document: Serialize + DeserializeOwned + Clone + Send + Sync + 'static {
    /// NEVER CHANGE: old ciphertexts authenticate it.
    const KIND: &'static str;
    /// Raised when the meaning of a field changes; a new field with a default does not raise it.
    const SCHEMA: u16 = 1;
    const COMPARTMENT: Compartment = Compartment::Record;
    /// The letter of short references such as `T-004`.
    const PREFIX: &'static str;

    type Read: Action;
    type Write: Action;

    /// One line for lists.
    fn title(&self) -> &Private;

    /// Everything in it that a search should find.
    fn search_text<'a>(&'a self, found: &mut dyn FnMut(&'a Private));

    /// The records it speaks of, so that each can say who speaks of it.
    fn mentions(&self) -> Vec<RecordId> {
        Vec::new()
    }

    /// A value by which the case can be asked whether it has such a record already, with the
    /// name of the field: the digest of an original, say.
    fn unique_key(&self) -> Option<(&'static str, Vec<u8>)> {
        None
    }
}

/// A document as it stands in the store: what it says, and what the store says of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Recorded<D> {
    #[serde(skip, default = "RecordId::nil")]
    pub id: RecordId,
    #[serde(skip)]
    pub revision: u64,
    /// Short and stable within its case: `T-004`.
    pub reference: String,
    /// Of this revision.
    pub recorded_at: Moment,
    pub recorded_by: AccountId,
    pub body: D,
}

/// The short reference of the `number`-th record of a kind.
pub fn reference(prefix: &str, number: u64) -> String {
    format!("{prefix}-{number:03}")
}
