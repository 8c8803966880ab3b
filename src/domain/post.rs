//! A post on a social network, as it was captured.

use super::posts::Place;
use super::{Moment, Private};
use serde::{Deserialize, Serialize};

/// One post. What the source did not say is absent, never guessed; the source's own words are
/// kept in `raw`, so that nothing is normalised away.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Post {
    /// The platform's id, as text: ids exceed 2^53. For sources without ids, a digest of the row
    /// behind the prefix `row:`.
    pub id: Private,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author_id: Option<Private>,
    /// Without the `@`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author_handle: Option<Private>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author_name: Option<Private>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author_created_at: Option<Moment>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Moment>,
    pub text: Private,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<Private>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repost_of: Option<Private>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote_of: Option<Private>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<Private>,
    /// What a table of shares says that it shares, and does not say what it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object: Option<Private>,
    /// Without the `#`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hashtags: Vec<Private>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub urls: Vec<Private>,
    /// Handles, without the `@`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<Private>,
    /// Addresses of pictures and videos at capture.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub media: Vec<Private>,
    #[serde(default)]
    pub counts: Counts,
    /// The record as the source wrote it: a JSON object, or a CSV row as a JSON object. Empty where the
    /// original has it at hand (`span`) and nobody asked for it.
    pub raw: Private,
    /// Where in the original its bytes are; absent where the original was compressed, or is in another
    /// encoding than UTF-8.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// Where it stands in the file that it came in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

/// A stretch of the original file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    pub offset: u64,
    pub bytes: u64,
}

/// Engagement at the time of capture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reposts: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quotes: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replies: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub likes: Option<u64>,
}
