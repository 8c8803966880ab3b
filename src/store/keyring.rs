//! What an account's two keyrings hold, as bytes to be sealed. Layout: `docs/formats/store.md`.

use crate::crypto::encode::{Fields, Reader};
use crate::crypto::keyring::{AccountKeys, IdentityKeys, RootKey};
use crate::crypto::second_factor::SecondFactor;
use crate::crypto::sign::VerifyingKey;
use zeroize::Zeroizing;

/// What the main keyring holds, as it is sealed: the secret keys, the root they are pinned to, and the
/// second factor where there is one.
pub(super) struct Keyring {
    pub keys: AccountKeys,
    pub root: VerifyingKey,
    pub factor: Option<SecondFactor>,
}

impl Keyring {
    pub fn export(&self) -> Zeroizing<Vec<u8>> {
        let factor = self.factor.as_ref().map(SecondFactor::export).unwrap_or_default();
        let fields = Fields::new("rg1/keyring-content").bytes(&self.keys.export());
        Zeroizing::new(fields.bytes(self.root.bytes()).bytes(&factor).done())
    }

    pub fn import(bytes: &[u8]) -> Option<Self> {
        let mut fields = Reader::new("rg1/keyring-content", bytes).ok()?;
        let keys = AccountKeys::import(fields.bytes().ok()?).ok()?;
        let root = VerifyingKey::from_bytes(fields.bytes().ok()?.try_into().ok()?).ok()?;
        let factor = fields.bytes().ok()?;
        let factor = if factor.is_empty() { None } else { Some(SecondFactor::import(factor)?) };
        Some(Self { keys, root, factor })
    }
}

/// The identity keyring; the founder's also keeps the organisation's root key, until custodians
/// split it.
pub(super) struct IdentityKeyring {
    pub keys: IdentityKeys,
    pub root: Option<RootKey>,
}

impl IdentityKeyring {
    pub fn export(&self) -> Zeroizing<Vec<u8>> {
        let root = self.root.as_ref().map(RootKey::export).unwrap_or_default();
        Zeroizing::new(
            Fields::new("rg1/identity-keyring-content").bytes(&self.keys.export()).bytes(&root).done(),
        )
    }

    pub fn import(bytes: &[u8]) -> Option<Self> {
        let mut fields = Reader::new("rg1/identity-keyring-content", bytes).ok()?;
        let keys = IdentityKeys::import(fields.bytes().ok()?).ok()?;
        let root = fields.bytes().ok()?;
        let root = if root.is_empty() { None } else { Some(RootKey::import(root).ok()?) };
        Some(Self { keys, root })
    }
}
