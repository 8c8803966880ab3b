//! What the things are that people record, and which rules hold for them.
//!
//! Pure: no disk, network, clock, randomness or keys.

#[macro_use]
pub mod choice;
pub mod ids;
pub mod moment;
pub mod post;
pub mod private;
pub mod problem;

pub use choice::{Choice, Lang};
pub use ids::{AccountId, BlobId, CaseId, OrganisationId, RecordId, ScopeId};
pub use moment::{Moment, PartialDate};
pub use private::Private;
pub use problem::{Problem, Problems};
