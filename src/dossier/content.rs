//! What a dossier says, as plain data: every string chosen, every consent already applied.
//!
//! This module decides nothing about consent. The same structures, as JSON, are the machine-readable
//! record in the bag (`data/dossier.json`, specified in `docs/formats/dossier.md`) and all that the
//! typesetter sees. None of them is `Debug`: they hold what people said.

use crate::domain::{Lang, Moment};
use serde::{Deserialize, Serialize};

/// The version of `dossier.json`. A reader refuses one it does not know.
pub const FORMAT: &str = "resguardo-dossier/1";

#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// Always [`FORMAT`].
    pub format: String,
    pub cover: Cover,
    pub frame: Frame,
    /// What the complainants ask for, one sentence each.
    pub requests: Vec<String>,
    pub parties: Vec<Party>,
    pub fields: Vec<Field>,
    /// Paragraphs.
    pub facts: Vec<String>,
    pub chronology: Vec<Event>,
    pub testimonies: Vec<Testimony>,
    pub exhibits: Vec<Exhibit>,
    pub posts: Posts,
    pub consent: Consent,
    pub integrity: Integrity,
    pub index: Vec<IndexEntry>,
    pub signatories: Vec<Signatory>,
}

/// The first page, and what every page repeats.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Cover {
    /// Such as `D-003`. Also names the bag; see `package::safe_name`.
    pub reference: String,
    pub title: String,
    pub organisation: String,
    /// The body's code, such as `cndh`.
    pub body: String,
    pub body_name: String,
    /// What the paper is to the body: *Queja*, *Allegation letter*.
    pub document: String,
    pub language: Lang,
    /// The date as people read it.
    pub date: String,
    pub place: Option<String>,
    /// When the dossier was made: in the PDF's metadata and in `bag-info.txt`.
    pub created_at: Moment,
    /// Further label–value rows.
    pub rows: Vec<Row>,
    /// Printed in a box: confidentiality, reserve of identity.
    pub notices: Vec<String>,
}

/// What the body's profile contributes, in the dossier's language. Made by `Body::frame`.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    pub profile: String,
    /// A Typst paper name: `us-letter` or `a4`.
    pub paper: String,
    pub addressee: Vec<String>,
    pub legal_basis: Vec<String>,
    pub opening: String,
    pub closing: Vec<String>,
    pub sections: Vec<Section>,
}

#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Section {
    pub kind: SectionKind,
    pub title: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SectionKind {
    Requests,
    Parties,
    Fields,
    Facts,
    Chronology,
    Testimonies,
    Exhibits,
    Posts,
    Consent,
    Integrity,
    Index,
    Signatures,
}

#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    pub label: String,
    pub value: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartyRole {
    Complainant,
    Representative,
    Victim,
    Official,
    Authority,
    Witness,
}

/// A person or institution, by the name or the dossier's own code.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Party {
    pub role: PartyRole,
    /// Such as `V-01`; never an internal id.
    pub code: String,
    /// Absent when the identity stays out.
    pub name: Option<String>,
    pub rows: Vec<Row>,
}

/// One of the body's fields, in the body's own words.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Field {
    pub id: String,
    pub label: String,
    pub required: bool,
    pub article: Option<String>,
    /// `None`: nothing was given; the page says so.
    pub value: Option<String>,
    /// Why it is unknown, where the body lets one say so.
    pub missing_because: Option<String>,
}

#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    pub date: String,
    pub text: String,
    /// Such as `T-004 ¶12`, `E-003`.
    pub citations: Vec<String>,
}

#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Testimony {
    /// Such as `T-004`.
    pub reference: String,
    pub witness: String,
    pub header: Vec<Row>,
    pub segments: Vec<Segment>,
    /// References of the exhibits that stand with it.
    pub linked: Vec<String>,
    /// Read-back, corrections, how it was signed.
    pub closing: Vec<Row>,
}

/// A numbered paragraph, cited as `T-004 ¶12`.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Segment {
    pub number: u32,
    pub text: String,
    /// How the witness knows it, as a printed label.
    pub basis: Option<String>,
    pub heard_from: Option<String>,
    pub certainty: Option<String>,
    pub date: Option<String>,
    pub place: Option<String>,
    pub citations: Vec<String>,
    /// Something was taken out of this paragraph.
    pub redacted: bool,
}

#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Exhibit {
    /// Such as `E-012`.
    pub reference: String,
    pub title: String,
    pub kind: String,
    pub description: String,
    pub source: Option<String>,
    /// Capture data.
    pub capture: Vec<Row>,
    pub custody: Vec<CustodyEvent>,
    pub file: Option<ExhibitFile>,
    pub figures: Vec<Figure>,
    pub redacted: bool,
}

/// A file of the bag.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct ExhibitFile {
    /// In the bag: `data/exhibits/E-012/…`. Made by `package::exhibit_path`.
    pub path: String,
    /// As the person who gave it had named it; withheld where it could tell of whom it is.
    pub name: Option<String>,
    pub media_type: String,
    pub bytes: u64,
    /// Lower-case hex.
    pub sha256: String,
    /// The ledger entry that took exactly this file in: it commits to the digest.
    pub ledger_entry: Option<u64>,
}

#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct CustodyEvent {
    pub date: String,
    pub event: String,
    pub person: String,
    pub note: String,
    /// The entry of the ledger extract that tells of it.
    pub ledger_entry: Option<u64>,
}

/// A picture on an exhibit's sheet: PNG or JPEG, upright, without metadata.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// What the picture shows, for those who do not see it (PDF/UA-1 §7.3). Never empty.
    pub alt: String,
    pub caption: Option<String>,
    /// Not in the JSON: the original is in the bag.
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Posts {
    /// What was collected: count, period, accounts, source file.
    pub inventory: Vec<Row>,
    /// How they were collected and chosen.
    pub method: Vec<String>,
    /// Those that are printed: all, or a sample of them.
    pub rows: Vec<Post>,
    /// All of them: `data/posts.csv` and `data/posts.jsonl`. Empty without posts.
    pub files: Vec<PostsFile>,
}

#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct PostsFile {
    pub path: String,
    pub bytes: u64,
    /// Lower-case hex.
    pub sha256: String,
}

#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Post {
    /// Such as `S-001/37`, as links and texts cite it.
    pub reference: String,
    pub date: String,
    /// When it was posted, where the source says.
    pub at: Option<Moment>,
    /// Without the `@`.
    pub handle: String,
    pub text: String,
    pub id: String,
    /// SHA-256 of the record as the source wrote it, which is in `data/posts.jsonl`; lower-case hex.
    pub sha256: String,
    /// The exhibit that it was read from, such as `E-011`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// Where it stands there: `line 1203`, `line 1, 3` for the third on the line, `element 7`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
}

/// What the people concerned agreed to, and what therefore stayed out.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Consent {
    /// Paragraphs.
    pub statement: Vec<String>,
    pub included: Vec<ConsentRow>,
    pub excluded: Vec<Exclusion>,
}

#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct ConsentRow {
    pub reference: String,
    pub scope: String,
    pub note: String,
}

/// Something that was left out. It is named by a neutral reference, never described.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Exclusion {
    pub reference: String,
    pub reason: String,
    pub needed: String,
}

/// How the reader can tell that nothing was changed.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Integrity {
    pub ledger_origin: String,
    pub ledger_size: u64,
    /// Root of the Merkle tree, lower-case hex.
    pub ledger_root: String,
    /// The minisign public key (the line of base64).
    pub signer_key: String,
    pub signer: String,
    pub rows: Vec<Row>,
}

#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct IndexEntry {
    /// Person code, handle or exhibit reference.
    pub term: String,
    pub places: Vec<String>,
}

#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Signatory {
    pub name: String,
    pub capacity: String,
    pub place_date: Option<String>,
}

impl Content {
    /// The exact bytes of `data/dossier.json` and of the PDF's attachment.
    pub fn to_json(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut bytes = serde_json::to_vec_pretty(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}
