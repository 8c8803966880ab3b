//! The token of a stamp: a CMS `SignedData` (RFC 5652) around a `TSTInfo`, with exactly one signer.

use super::Wrong;
use cms::cert::CertificateChoices;
use cms::cert::x509::Certificate;
use cms::cert::x509::ext::pkix::SubjectKeyIdentifier;
use cms::content_info::ContentInfo;
use cms::signed_data::{SignedData, SignerIdentifier, SignerInfo};
use der::asn1::{ObjectIdentifier, OctetString};
use der::oid::db::rfc5911::{
    ID_AA_SIGNING_CERTIFICATE, ID_AA_SIGNING_CERTIFICATE_V_2, ID_CONTENT_TYPE, ID_MESSAGE_DIGEST,
    ID_SIGNED_DATA,
};
use der::oid::db::rfc5912::{ID_SHA_256, ID_SHA_384, ID_SHA_512};
use der::{Any, Decode, DecodeValue, Encode, FixedTag, Sequence};
use ring::digest;
use x509_tsp::TstInfo;

/// What is inside of a time stamp token (RFC 3161 §2.4.2).
const ID_CT_TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");

pub struct Token {
    signed: SignedData,
    /// The bytes of `info` that were signed.
    content: Vec<u8>,
    pub info: TstInfo,
}

/// `SigningCertificateV2` (RFC 5035 §3): which certificate made the signature.
#[derive(Sequence)]
struct SigningCertificateV2 {
    certs: Vec<CertIdV2>,
    #[asn1(optional = "true")]
    policies: Option<Any>,
}

#[derive(Sequence)]
struct CertIdV2 {
    #[asn1(optional = "true")]
    hash: Option<cms::cert::x509::spki::AlgorithmIdentifierOwned>,
    cert_hash: OctetString,
    #[asn1(optional = "true")]
    issuer_serial: Option<Any>,
}

/// `SigningCertificate` (RFC 2634 §5.4): the same by SHA-1, as RFC 3161 had it.
#[derive(Sequence)]
struct SigningCertificate {
    certs: Vec<CertId>,
    #[asn1(optional = "true")]
    policies: Option<Any>,
}

#[derive(Sequence)]
struct CertId {
    cert_hash: OctetString,
    #[asn1(optional = "true")]
    issuer_serial: Option<Any>,
}

impl Token {
    pub fn read(token: &ContentInfo) -> Result<Self, Wrong> {
        let malformed = |_| Wrong::Malformed;
        if token.content_type != ID_SIGNED_DATA {
            return Err(Wrong::Malformed);
        }
        let signed: SignedData = token.content.decode_as().map_err(malformed)?;
        let inside = &signed.encap_content_info;
        let content = inside.econtent.as_ref().filter(|_| inside.econtent_type == ID_CT_TST_INFO);
        let content: OctetString = content.ok_or(Wrong::Malformed)?.decode_as().map_err(malformed)?;
        let info = TstInfo::from_der(content.as_bytes()).map_err(malformed)?;
        Ok(Self { content: content.into_bytes(), signed, info })
    }

    /// Every certificate that came along.
    pub fn certificates(&self) -> impl Iterator<Item = &Certificate> {
        let all = self.signed.certificates.iter().flat_map(|all| all.0.iter());
        all.filter_map(|one| match one {
            CertificateChoices::Certificate(certificate) => Some(certificate),
            CertificateChoices::Other(_) => None,
        })
    }

    fn one_signer(&self) -> Result<&SignerInfo, Wrong> {
        match self.signed.signer_infos.0.as_slice() {
            [signer] => Ok(signer),
            _ => Err(Wrong::Malformed),
        }
    }

    /// The certificate that the signature names, which must be bound into what is signed.
    pub fn signer(&self) -> Result<&Certificate, Wrong> {
        let signer = self.one_signer()?;
        let named = self.certificates().find(|one| is_named(&signer.sid, one)).ok_or(Wrong::Untrusted)?;
        match is_bound(signer, named) {
            true => Ok(named),
            false => Err(Wrong::BadSignature),
        }
    }

    /// What the signature is over (RFC 5652 §5.4), once it is known to speak of this content; with
    /// the digest algorithm and the signature.
    pub fn to_verify(&self) -> Result<(Vec<u8>, ObjectIdentifier, &[u8]), Wrong> {
        let signer = self.one_signer()?;
        let algorithm = signer.digest_alg.oid;
        let digest = digest(algorithm, &self.content).ok_or(Wrong::Unsupported)?;
        let stated: Option<OctetString> = attribute(signer, ID_MESSAGE_DIGEST);
        let kind: Option<ObjectIdentifier> = attribute(signer, ID_CONTENT_TYPE);
        let speaks_of_this =
            stated.is_some_and(|stated| stated.as_bytes() == digest) && kind == Some(ID_CT_TST_INFO);
        let attributes =
            signer.signed_attrs.as_ref().filter(|_| speaks_of_this).ok_or(Wrong::BadSignature)?;
        let message = attributes.to_der().map_err(|_| Wrong::Malformed)?;
        Ok((message, algorithm, signer.signature.as_bytes()))
    }
}

fn digest(algorithm: ObjectIdentifier, bytes: &[u8]) -> Option<Vec<u8>> {
    let algorithm = match algorithm {
        ID_SHA_256 => &digest::SHA256,
        ID_SHA_384 => &digest::SHA384,
        ID_SHA_512 => &digest::SHA512,
        _ => return None,
    };
    Some(digest::digest(algorithm, bytes).as_ref().to_vec())
}

/// The one value of a signed attribute that must be there once.
fn attribute<'a, T: FixedTag + DecodeValue<'a>>(
    signer: &'a SignerInfo,
    wanted: ObjectIdentifier,
) -> Option<T> {
    let mut found = signer.signed_attrs.as_ref()?.iter().filter(|one| one.oid == wanted);
    match (found.next()?.values.as_slice(), found.next()) {
        ([value], None) => value.decode_as().ok(),
        _ => None,
    }
}

fn is_named(sid: &SignerIdentifier, certificate: &Certificate) -> bool {
    let known = &certificate.tbs_certificate;
    match sid {
        SignerIdentifier::IssuerAndSerialNumber(named) => {
            named.issuer == known.issuer && named.serial_number == known.serial_number
        }
        SignerIdentifier::SubjectKeyIdentifier(named) => {
            matches!(known.get::<SubjectKeyIdentifier>(), Ok(Some((_, own))) if own == *named)
        }
    }
}

/// Whether the signed attributes name this certificate by its digest (RFC 3161 §2.4.2, RFC 5816).
fn is_bound(signer: &SignerInfo, certificate: &Certificate) -> bool {
    let Ok(bytes) = certificate.to_der() else { return false };
    if let Some(newer) = attribute::<SigningCertificateV2>(signer, ID_AA_SIGNING_CERTIFICATE_V_2) {
        let Some(first) = newer.certs.first() else { return false };
        let algorithm = first.hash.as_ref().map_or(ID_SHA_256, |hash| hash.oid);
        return digest(algorithm, &bytes).is_some_and(|digest| digest == first.cert_hash.as_bytes());
    }
    let older = attribute::<SigningCertificate>(signer, ID_AA_SIGNING_CERTIFICATE);
    let sha1 = digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, &bytes);
    older
        .is_some_and(|older| older.certs.first().is_some_and(|one| one.cert_hash.as_bytes() == sha1.as_ref()))
}
