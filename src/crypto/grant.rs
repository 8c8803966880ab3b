//! A grant: one compartment key of one epoch, sealed to one certified account and signed by the
//! person who grants. HPKE base mode (RFC 9180) with X-Wing, HKDF-SHA-256, ChaCha20-Poly1305.
//!
//! HPKE's base mode says nothing about the sender, hence the signature; and ChaCha20-Poly1305
//! does not commit to a key, hence the commitment, so that one grant cannot be two keys to two
//! people. Certificates must have been verified by the caller: see [`Certificate::verify`].

use super::{
    certificate::Certificate,
    compartment::CompartmentKey,
    digest::Digest,
    encode::{Fields, Reader, with_header, without_header},
    error::{Error, Result},
    keyring::{AccountKeys, IdentityKeys, Opening},
    labels,
    public::SealingKey,
    sign::Signature,
};
use hpke::{
    Deserializable, Kem, OpModeR, OpModeS, Serializable, aead::ChaCha20Poly1305, kdf::HkdfSha256, kem::XWing,
};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// The compartment whose keys are sealed to the identity keyring.
const IDENTITY: &str = "identity";
/// X-Wing ciphertext: 1088 bytes of ML-KEM-768 and 32 of X25519.
const ENCAPSULATED: usize = 1120;

/// Everything a grant says besides the key. Whoever presents a grant says these anew; they are
/// bound into the sealing and the signature.
#[derive(Clone, PartialEq, Eq)]
pub struct GrantTerms {
    pub organisation: [u8; 16],
    pub scope: [u8; 16],
    pub compartment: String,
    pub epoch: u32,
    pub account: [u8; 16],
    pub role: String,
    pub granter: [u8; 16],
    /// Microseconds since 1970, as the granter claims.
    pub granted_at: i64,
    pub expires_at: Option<i64>,
}

impl GrantTerms {
    /// The canonical bytes, with the recipient's keys: terms are always somebody's.
    fn encode(&self, recipient: &Digest) -> Vec<u8> {
        Fields::new(labels::GRANT_TERMS)
            .bytes(&self.organisation)
            .bytes(&self.scope)
            .text(&self.compartment)
            .number(self.epoch.into())
            .bytes(&self.account)
            .text(&self.role)
            .bytes(&self.granter)
            .signed(self.granted_at)
            .optional(self.expires_at)
            .bytes(recipient.bytes())
            .done()
    }

    fn sealed_to<'a>(&self, to: &'a Certificate) -> &'a SealingKey {
        if self.compartment == IDENTITY { &to.keys.identity } else { &to.keys.sealing }
    }
}

#[derive(Clone)]
pub struct SealedGrant {
    encapsulated: [u8; ENCAPSULATED],
    /// The compartment key and its tag.
    ciphertext: [u8; 48],
    commitment: [u8; 32],
    recipient: Digest,
    signature: Signature,
}

impl SealedGrant {
    pub fn seal(key: &CompartmentKey, to: &Certificate, terms: &GrantTerms, granter: &AccountKeys) -> Self {
        let recipient = to.keys.fingerprint();
        let context = terms.encode(&recipient);
        let (encapsulated, ciphertext) = hpke_seal(terms.sealed_to(to), &context, key.expose());
        let mut grant = Self {
            encapsulated,
            ciphertext,
            commitment: key.commit(&context),
            recipient,
            signature: Signature::ZERO,
        };
        let signed = grant.to_be_signed(&context);
        grant.signature = granter.sign(labels::PURPOSE_GRANT, &terms.organisation, &signed);
        grant
    }

    /// Whether `granter` granted exactly these terms to exactly this account and its keys.
    pub fn verify(&self, terms: &GrantTerms, to: &Certificate, granter: &Certificate) -> Result<()> {
        let recipient = to.keys.fingerprint();
        let consistent = self.recipient == recipient
            && terms.account == to.account
            && terms.granter == granter.account
            && terms.organisation == to.organisation
            && terms.organisation == granter.organisation;
        if !consistent {
            return Err(Error::BadSignature);
        }
        let signed = self.to_be_signed(&terms.encode(&recipient));
        granter.keys.signing.verify(labels::PURPOSE_GRANT, &terms.organisation, &signed, &self.signature)
    }

    /// Verifies, then opens a grant of any compartment but identities.
    pub fn open_record(
        &self,
        terms: &GrantTerms,
        keys: &AccountKeys,
        to: &Certificate,
        granter: &Certificate,
    ) -> Result<CompartmentKey> {
        if terms.compartment == IDENTITY {
            return Err(Error::CannotOpen);
        }
        self.open(terms, keys.opening(), to, granter)
    }

    /// Verifies, then opens a grant of identities.
    pub fn open_identity(
        &self,
        terms: &GrantTerms,
        keys: &IdentityKeys,
        to: &Certificate,
        granter: &Certificate,
    ) -> Result<CompartmentKey> {
        if terms.compartment != IDENTITY {
            return Err(Error::CannotOpen);
        }
        self.open(terms, keys.opening(), to, granter)
    }

    fn open(
        &self,
        terms: &GrantTerms,
        keys: &Opening,
        to: &Certificate,
        granter: &Certificate,
    ) -> Result<CompartmentKey> {
        self.verify(terms, to, granter)?;
        let context = terms.encode(&self.recipient);
        let bytes = hpke_open(keys, &context, &self.encapsulated, &self.ciphertext)?;
        let key = CompartmentKey::copy_from(&bytes).ok_or(Error::CannotOpen)?;
        let committed = bool::from(key.commit(&context).ct_eq(&self.commitment));
        if committed { Ok(key) } else { Err(Error::CannotOpen) }
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        let fields = Fields::new(labels::GRANT)
            .bytes(&self.encapsulated)
            .bytes(&self.ciphertext)
            .bytes(&self.commitment)
            .bytes(self.recipient.bytes())
            .bytes(self.signature.bytes());
        with_header(fields.done())
    }

    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let mut reader = Reader::new(labels::GRANT, without_header(bytes)?)?;
        let grant = Self {
            encapsulated: reader.array()?,
            ciphertext: reader.array()?,
            commitment: reader.array()?,
            recipient: Digest::from_bytes(reader.array()?),
            signature: Signature::from_bytes(reader.array()?),
        };
        reader.end()?;
        Ok(grant)
    }

    fn to_be_signed(&self, context: &[u8]) -> Vec<u8> {
        Fields::new(labels::GRANT_SIGNED)
            .bytes(context)
            .bytes(&self.encapsulated)
            .bytes(&self.ciphertext)
            .bytes(&self.commitment)
            .done()
    }
}

/// HPKE's `info` is the SHA-256 of the context: the library takes less than 64 KiB, and a role's
/// name has no such bound.
fn hpke_seal(to: &SealingKey, context: &[u8], key: &[u8; 32]) -> ([u8; ENCAPSULATED], [u8; 48]) {
    let info = Digest::of(context);
    let (encapsulated, ciphertext) = hpke::single_shot_seal::<ChaCha20Poly1305, HkdfSha256, XWing>(
        &OpModeS::Base,
        &to.hpke(),
        info.bytes(),
        key,
        &[],
    )
    .expect("a checked key encapsulates");
    let ciphertext = ciphertext.try_into().expect("32 bytes and a tag of 16");
    (encapsulated.to_bytes().into(), ciphertext)
}

fn hpke_open(
    keys: &Opening,
    context: &[u8],
    encapsulated: &[u8],
    ciphertext: &[u8],
) -> Result<Zeroizing<Vec<u8>>> {
    let info = Digest::of(context);
    let encapsulated =
        <XWing as Kem>::EncappedKey::from_bytes(encapsulated).map_err(|_| Error::CannotOpen)?;
    hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, XWing>(
        &OpModeR::Base,
        &keys.hpke(),
        &encapsulated,
        info.bytes(),
        ciphertext,
        &[],
    )
    .map(Zeroizing::new)
    .map_err(|_| Error::CannotOpen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::tests::people::{GRANTER, ORGANISATION, RECIPIENT, people};

    #[test]
    fn a_granter_cannot_seal_one_key_and_commit_to_another() {
        let p = people();
        let terms = GrantTerms {
            organisation: ORGANISATION,
            scope: [7; 16],
            compartment: "record".into(),
            epoch: 1,
            account: RECIPIENT,
            role: "reader".into(),
            granter: GRANTER,
            granted_at: 0,
            expires_at: None,
        };
        let (to, granter) = (&p.recipient.certificate, &p.granter.certificate);
        let mut grant = SealedGrant::seal(&CompartmentKey::generate(), to, &terms, &p.granter.keys);
        let context = terms.encode(&grant.recipient);
        grant.commitment = CompartmentKey::generate().commit(&context);
        let signed = grant.to_be_signed(&context);
        grant.signature = p.granter.keys.sign(labels::PURPOSE_GRANT, &ORGANISATION, &signed);
        assert_eq!(grant.verify(&terms, to, granter), Ok(()), "the signature itself is honest");
        let opened = grant.open_record(&terms, &p.recipient.keys, to, granter);
        assert_eq!(opened.err(), Some(Error::CannotOpen));
    }
}
