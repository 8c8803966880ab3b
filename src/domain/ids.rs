//! Opaque identifiers. Each noun has its own type, so that a case id cannot be passed where a
//! record id is meant. All are random (UUID version 4): they tell nothing about order or time.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Makes an id of 16 random bytes, setting the version and variant bits (RFC 9562 §5.4).
            pub fn from_random(bytes: [u8; 16]) -> Self {
                Self(uuid::Builder::from_random_bytes(bytes).into_uuid())
            }
            /// The id that these 16 bytes are, as they were stored.
            pub fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(Uuid::from_bytes(bytes))
            }
            pub fn bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0.hyphenated())
            }
        }
        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::try_parse(text).map(Self)
            }
        }
    )+};
}

ids! {
    /// The organisation that runs this installation.
    OrganisationId,
    /// A person with a keyring.
    AccountId,
    CaseId,
    /// Whatever has compartments, grants and a ledger: a case, or the organisation itself.
    ScopeId,
    /// One record through all its revisions.
    RecordId,
    /// One sealed file in the blob store. Says nothing about what is in it.
    BlobId,
}

impl RecordId {
    /// No record: stands where the id is not known yet.
    pub fn nil() -> Self {
        Self(Uuid::nil())
    }
}

impl From<CaseId> for ScopeId {
    fn from(case: CaseId) -> Self {
        Self(case.0)
    }
}

impl From<OrganisationId> for ScopeId {
    fn from(organisation: OrganisationId) -> Self {
        Self(organisation.0)
    }
}
