//! Makes, guards and uses keys; seals bytes, streams and digests. Knows bytes and places, nothing
//! of cases, people or files, and imports nothing of ours.
//!
//! Standard parts only: Argon2id (RFC 9106), HKDF-SHA-256 (RFC 5869), XChaCha20-Poly1305,
//! ChaCha20-Poly1305 (RFC 8439) in STREAM, HPKE (RFC 9180) with X-Wing, Ed25519 (RFC 8032),
//! SHA-256 Merkle trees (RFC 9162 §2.1). The byte layouts are specified in `docs/formats/`.
//!
//! Every label a key or hash is separated by stands in one list, `labels.rs`.

pub mod certificate;
pub mod checkpoint;
pub mod compartment;
pub mod cosign;
pub mod digest;
pub mod encode;
pub mod error;
pub mod grant;
pub mod invitation;
mod kdf;
pub mod keyring;
mod labels;
pub mod merkle;
pub mod minisign;
pub mod password;
pub mod place;
mod public;
pub mod random;
mod seal;
pub mod second_factor;
mod secret;
pub mod session;
pub mod sign;
pub mod stream;
pub mod timestamp;

#[cfg(test)]
mod tests;

pub use certificate::{Certificate, Issuer};
pub use checkpoint::{Checkpoint, SignedCheckpoint};
pub use compartment::{BlobKey, CompartmentKey, WrapKey};
pub use digest::{Digest, Hasher};
pub use encode::Fields;
pub use error::{Error, Result};
pub use grant::{GrantTerms, SealedGrant};
pub use keyring::{AccountKeys, IdentityKeys, RootKey};
pub use minisign::MinisignKey;
pub use password::{KdfParams, Password, PasswordRoot, login_tag};
pub use place::Place;
pub use public::{DossierKey, PublicKeys, SealingKey};
pub use session::{SessionToken, csrf_matches, csrf_token};
pub use sign::{Signature, VerifyingKey};
