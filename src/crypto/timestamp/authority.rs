//! Whom an organisation trusts to tell the time: certificates that somebody put into a file.

use super::Wrong;
use super::signed::Token;
use cms::cert::x509::Certificate;
use cms::cert::x509::ext::pkix::ExtendedKeyUsage;
use der::asn1::ObjectIdentifier;
use der::oid::AssociatedOid;
use der::oid::db::rfc5280::ID_KP_TIME_STAMPING;
use der::oid::db::rfc5912::{ID_SHA_256, ID_SHA_384, ID_SHA_512};
use der::{Decode, Encode};
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, SignatureVerificationAlgorithm, TrustAnchor, UnixTime};
use std::time::Duration;
use webpki::{EndEntityCert, KeyUsage, anchor_from_trusted_cert, ring as by_ring};

/// 1.3.6.1.5.5.7.3.8, without tag and length.
const TIME_STAMPING: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 8];

/// No honest file is longer.
const MOST: usize = 1 << 20;

/// Certificates of a file: those that certify themselves are trusted, the others help to reach them.
pub struct Authorities {
    anchors: Vec<TrustAnchor<'static>>,
    others: Vec<CertificateDer<'static>>,
}

impl Authorities {
    /// Reads PEM. At least one certificate must be its own issuer.
    pub fn from_pem(text: &str) -> Result<Self, Wrong> {
        if text.len() > MOST {
            return Err(Wrong::Malformed);
        }
        let all: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(text.as_bytes()).collect();
        let (mut anchors, mut others) = (Vec::new(), Vec::new());
        for one in all.map_err(|_| Wrong::Malformed)? {
            let known = Certificate::from_der(&one).map_err(|_| Wrong::Malformed)?.tbs_certificate;
            match known.issuer == known.subject {
                true => {
                    anchors.push(anchor_from_trusted_cert(&one).map_err(|_| Wrong::Malformed)?.to_owned())
                }
                false => others.push(one),
            }
        }
        if anchors.is_empty() { Err(Wrong::Malformed) } else { Ok(Self { anchors, others }) }
    }

    /// The token's signature, by this certificate; and its chain, as it was at that time.
    pub(super) fn verify(&self, token: &Token, signer: &Certificate, at: Duration) -> Result<(), Wrong> {
        if !is_for_stamps_alone(signer) {
            return Err(Wrong::NotForStamps);
        }
        let own = encoded(signer)?;
        let certificate = EndEntityCert::try_from(&own).map_err(|_| Wrong::Untrusted)?;
        let (message, digest, signature) = token.to_verify()?;
        let algorithms = with_digest(digest);
        let signed = algorithms
            .iter()
            .any(|algorithm| certificate.verify_signature(*algorithm, &message, signature).is_ok());
        if !signed {
            return Err(Wrong::BadSignature);
        }
        let mut between: Vec<_> = token.certificates().filter_map(|one| encoded(one).ok()).collect();
        between.extend(self.others.iter().cloned());
        let (at, usage) = (UnixTime::since_unix_epoch(at), KeyUsage::required_if_present(TIME_STAMPING));
        let chain = certificate.verify_for_usage(ALL, &self.anchors, &between, at, usage, None, None);
        chain.map(drop).map_err(|_| Wrong::Untrusted)
    }
}

fn encoded(certificate: &Certificate) -> Result<CertificateDer<'static>, Wrong> {
    certificate.to_der().map(CertificateDer::from).map_err(|_| Wrong::Malformed)
}

/// The key must be good for time stamps, for nothing else, and say so as critical (RFC 3161 §2.3).
fn is_for_stamps_alone(certificate: &Certificate) -> bool {
    let extensions = certificate.tbs_certificate.extensions.iter().flatten();
    let mut usages = extensions.filter(|one| one.extn_id == ExtendedKeyUsage::OID && one.critical);
    let usage = usages.next().and_then(|one| ExtendedKeyUsage::from_der(one.extn_value.as_bytes()).ok());
    usage.is_some_and(|usage| usage.0 == [ID_KP_TIME_STAMPING])
}

/// What may sign certificates in a chain.
const ALL: Algorithms = &[
    by_ring::RSA_PKCS1_2048_8192_SHA256,
    by_ring::RSA_PKCS1_2048_8192_SHA384,
    by_ring::RSA_PKCS1_2048_8192_SHA512,
    by_ring::RSA_PSS_2048_8192_SHA256_LEGACY_KEY,
    by_ring::RSA_PSS_2048_8192_SHA384_LEGACY_KEY,
    by_ring::RSA_PSS_2048_8192_SHA512_LEGACY_KEY,
    by_ring::ECDSA_P256_SHA256,
    by_ring::ECDSA_P256_SHA384,
    by_ring::ECDSA_P384_SHA256,
    by_ring::ECDSA_P384_SHA384,
    by_ring::ED25519,
];

type Algorithms = &'static [&'static dyn SignatureVerificationAlgorithm];

const BY_SHA_256: Algorithms =
    &[by_ring::RSA_PKCS1_2048_8192_SHA256, by_ring::ECDSA_P256_SHA256, by_ring::ECDSA_P384_SHA256];
const BY_SHA_384: Algorithms =
    &[by_ring::RSA_PKCS1_2048_8192_SHA384, by_ring::ECDSA_P256_SHA384, by_ring::ECDSA_P384_SHA384];
const BY_SHA_512: Algorithms = &[by_ring::RSA_PKCS1_2048_8192_SHA512];

/// What may sign a token whose attributes are hashed so: the kind of key decides among them.
fn with_digest(digest: ObjectIdentifier) -> Algorithms {
    match digest {
        ID_SHA_256 => BY_SHA_256,
        ID_SHA_384 => BY_SHA_384,
        ID_SHA_512 => BY_SHA_512,
        _ => &[],
    }
}
