//! The public half of an account: what a certificate certifies.

use super::{
    digest::Digest,
    encode::{Fields, Reader, with_header, without_header},
    error::{Error, Result},
    labels,
    sign::VerifyingKey,
};
use hpke::{Deserializable, Kem, Serializable, kem::XWing};

/// An X-Wing encapsulation key: 1184 bytes of ML-KEM-768 and 32 of X25519.
#[derive(Clone, PartialEq, Eq)]
pub struct SealingKey(Vec<u8>);

impl SealingKey {
    pub const LENGTH: usize = 1216;

    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Refuses wrong lengths, ML-KEM coefficients out of range (FIPS 203 §7.2) and X25519 points
    /// of small order, which would turn the hybrid into one half.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let checked = <XWing as Kem>::PublicKey::from_bytes(bytes).map_err(|_| Error::Malformed)?;
        if small_order(&bytes[Self::LENGTH - 32..]) { Err(Error::Malformed) } else { Ok(Self::of(&checked)) }
    }

    pub(super) fn of(key: &<XWing as Kem>::PublicKey) -> Self {
        Self(key.to_bytes().to_vec())
    }

    pub(super) fn hpke(&self) -> <XWing as Kem>::PublicKey {
        <XWing as Kem>::PublicKey::from_bytes(&self.0).expect("it was checked when it was made")
    }
}

/// The `u` coordinates of small order on Curve25519 and its twist, and their second writings
/// (Bernstein, <https://cr.yp.to/ecdh.html#validate>), low byte first.
const SMALL_ORDER: [&str; 7] = [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
];

fn small_order(point: &[u8]) -> bool {
    let mut point = point.to_vec();
    // X25519 ignores the highest bit (RFC 7748 §5).
    point[31] &= 0x7f;
    SMALL_ORDER.contains(&data_encoding::HEXLOWER.encode(&point).as_str())
}

/// The key that signs dossiers, with the id minisign names it by.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct DossierKey {
    pub id: [u8; 8],
    pub key: VerifyingKey,
}

#[derive(Clone, PartialEq, Eq)]
pub struct PublicKeys {
    pub sealing: SealingKey,
    pub identity: SealingKey,
    pub signing: VerifyingKey,
    pub dossier: DossierKey,
}

impl PublicKeys {
    pub fn to_bytes(&self) -> Vec<u8> {
        let body = Fields::new(labels::PUBLIC_KEYS)
            .bytes(self.sealing.bytes())
            .bytes(self.identity.bytes())
            .bytes(self.signing.bytes())
            .bytes(&self.dossier.id)
            .bytes(self.dossier.key.bytes());
        with_header(body.done())
    }

    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let mut reader = Reader::new(labels::PUBLIC_KEYS, without_header(bytes)?)?;
        let keys = Self {
            sealing: SealingKey::from_bytes(reader.bytes()?)?,
            identity: SealingKey::from_bytes(reader.bytes()?)?,
            signing: VerifyingKey::from_bytes(&reader.array()?)?,
            dossier: DossierKey { id: reader.array()?, key: VerifyingKey::from_bytes(&reader.array()?)? },
        };
        reader.end()?;
        Ok(keys)
    }

    /// What people compare out of band before they grant.
    pub fn fingerprint(&self) -> Digest {
        Digest::of(&self.to_bytes())
    }
}
