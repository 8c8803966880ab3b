//! What the things are that people record, and which rules hold for them.
//!
//! Pure: no disk, network, clock, randomness or keys.

#[macro_use]
pub mod choice;
pub mod account;
pub mod analysis;
pub mod case;
pub mod chats;
pub mod consent;
pub mod dossier;
pub mod encoding;
pub mod evidence;
pub mod fingerprint;
pub mod ids;
pub mod ledger;
pub mod link;
pub mod message;
pub mod moment;
pub mod password;
pub mod person;
pub mod policy;
pub mod post;
pub mod post_parts;
pub mod posts;
pub mod private;
pub mod problem;
pub mod record;
pub mod saved_search;
pub mod signs;
pub mod spreadsheet;
pub mod testimony;
pub mod time_stamp;
pub mod wording;
pub mod zip_directory;

pub use choice::{Choice, Lang};
pub use ids::{AccountId, BlobId, CaseId, OrganisationId, RecordId, ScopeId};
pub use moment::{Moment, PartialDate};
pub use private::Private;
pub use problem::{Problem, Problems};
pub use record::{Document, Recorded};
pub use wording::{Wording, Wordings};

/// A kind of record, as a value: the constants of its [`Document`].
pub struct Kind {
    /// Its name in the store.
    pub name: &'static str,
    /// The letter of its references.
    pub prefix: &'static str,
    /// What one must be permitted to do to write one.
    pub write: policy::Verb,
}

/// Every kind of record.
pub const KINDS: &[Kind] = &[
    kind::<case::CaseProfile>(),
    kind::<case::FilingFacts>(),
    kind::<person::Person>(),
    kind::<person::Identity>(),
    kind::<testimony::Testimony>(),
    kind::<consent::Consent>(),
    kind::<evidence::Evidence>(),
    kind::<evidence::CustodyEvent>(),
    kind::<posts::PostSet>(),
    kind::<analysis::Analysis>(),
    kind::<chats::ChatSet>(),
    kind::<link::Link>(),
    kind::<dossier::Dossier>(),
    kind::<saved_search::SavedSearch>(),
    kind::<time_stamp::TimeStamp>(),
    kind::<account::AccountProfile>(),
    kind::<account::OrganisationProfile>(),
];

const fn kind<D: Document>() -> Kind {
    Kind { name: D::KIND, prefix: D::PREFIX, write: <D::Write as policy::Action>::VERB }
}
