//! The session cookie is the key: 32 random bytes that the server never stores. The row is found
//! by their digest and opened by a key made of the cookie *and* the node secret, so that neither
//! a stolen database nor a backup with a cookie found later opens it.

use super::{compartment::WrapKey, digest::Digest, encode::Fields, kdf, labels, secret::Secret};
use data_encoding::BASE64URL_NOPAD;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

pub struct SessionToken(Secret);

impl SessionToken {
    pub fn generate() -> Self {
        Self(Secret::random())
    }

    /// `None` for anything but 43 characters of unpadded base64url in their one valid writing.
    pub fn from_cookie(cookie: &str) -> Option<Self> {
        let bytes = Zeroizing::new(BASE64URL_NOPAD.decode(cookie.as_bytes()).ok()?);
        Secret::copy_from(&bytes).map(Self)
    }

    pub fn to_cookie(&self) -> Zeroizing<String> {
        Zeroizing::new(BASE64URL_NOPAD.encode(self.0.expose()))
    }

    /// What the session's row is found by. It tells nothing about the token.
    pub fn id(&self) -> [u8; 32] {
        let named = Zeroizing::new(Fields::new(labels::SESSION_ID).bytes(self.0.expose()).done());
        *Digest::of(&named).bytes()
    }

    /// What seals the keyring in the session's row. `generation` numbers the node secrets.
    pub fn key(&self, node_secret: &[u8; 32], generation: u32, account: &[u8; 16]) -> WrapKey {
        let info = Fields::new(labels::SESSION).bytes(&self.id()).bytes(account).number(generation.into());
        WrapKey(kdf::extract(node_secret, self.0.expose(), info))
    }
}

/// The token that forms carry. Constant for the session, and useless without its cookie.
pub fn csrf_token(token: &SessionToken) -> String {
    BASE64URL_NOPAD.encode(kdf::expand(&token.0, Fields::new(labels::CSRF)).expose())
}

/// Compares in constant time.
pub fn csrf_matches(token: &SessionToken, presented: &str) -> bool {
    csrf_token(token).as_bytes().ct_eq(presented.as_bytes()).into()
}
