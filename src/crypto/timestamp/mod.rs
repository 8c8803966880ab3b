//! Time stamps of an outside authority (RFC 3161 with RFC 5816): asks for one over a text, and
//! checks what was answered. Knows no clock and no network: the chain of certificates is judged at
//! the time that the stamp tells.
//!
//! The structures are read by `x509-tsp` and `cms`, chain and signatures are verified by
//! `rustls-webpki`.

mod authority;
mod signed;
#[cfg(test)]
mod tests;

pub use authority::Authorities;

use super::digest::Digest;
use cmpv2::status::PkiStatus;
use cms::cert::x509::spki::AlgorithmIdentifier;
use der::asn1::{Int, OctetString};
use der::oid::db::rfc5912::ID_SHA_256;
use der::{Any, Decode, Encode};
use signed::Token;
use x509_tsp::{MessageImprint, TimeStampReq, TimeStampResp, TspVersion};

/// No honest answer is larger: a token is a few kilobytes.
pub const LONGEST: usize = 1 << 18;

/// Why an answer was not accepted. The codes end names of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    #[error("not a time stamp response")]
    Malformed,
    #[error("the authority gave no stamp")]
    NotGranted,
    #[error("it is of something else")]
    Another,
    #[error("it answers another request")]
    AnotherRequest,
    #[error("its signature does not hold")]
    BadSignature,
    #[error("it uses an algorithm that is not accepted")]
    Unsupported,
    #[error("the certificates do not lead to the configured authority")]
    Untrusted,
    #[error("its certificate is not one for time stamps")]
    NotForStamps,
}

/// What a stamp that holds says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// Seconds since 1970, by the authority's clock.
    pub at: u64,
    /// The subject of the certificate that signed.
    pub authority: String,
    /// Object identifier of the authority's policy.
    pub policy: String,
    /// Hexadecimal.
    pub serial: String,
}

/// A number used once: what answers this request must repeat it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Nonce([u8; 8]);

impl Nonce {
    /// A positive number of full length, so that there is one way to write it.
    pub fn new(mut bytes: [u8; 8]) -> Self {
        bytes[0] = bytes[0] & 0x3f | 0x40;
        Self(bytes)
    }
}

/// A request for a stamp over a text, as DER: what a TSA takes as `application/timestamp-query`.
pub fn request(text: &[u8], nonce: Nonce) -> Vec<u8> {
    let made = Int::new(&nonce.0).and_then(|nonce| {
        let request = TimeStampReq {
            version: TspVersion::V1,
            message_imprint: MessageImprint {
                hash_algorithm: AlgorithmIdentifier { oid: ID_SHA_256, parameters: Some(Any::null()) },
                hashed_message: OctetString::new(Digest::of(text).bytes().as_slice())?,
            },
            req_policy: None,
            nonce: Some(nonce),
            cert_req: true,
            extensions: None,
        };
        request.to_der()
    });
    made.expect("a digest and eight bytes always fit")
}

/// An answer, read but not believed.
pub struct Answer(Token);

impl Answer {
    pub fn parse(bytes: &[u8]) -> Result<Self, Wrong> {
        if bytes.len() > LONGEST {
            return Err(Wrong::Malformed);
        }
        let response = TimeStampResp::from_der(bytes).map_err(|_| Wrong::Malformed)?;
        let granted = matches!(response.status.status, PkiStatus::Accepted | PkiStatus::GrantedWithMods);
        match response.time_stamp_token {
            Some(token) if granted => Token::read(&token).map(Self),
            _ => Err(Wrong::NotGranted),
        }
    }

    /// The SHA-256 of what was stamped, as the answer claims.
    pub fn imprint(&self) -> Option<Digest> {
        let imprint = &self.0.info.message_imprint;
        let bytes = imprint.hashed_message.as_bytes().try_into().ok()?;
        (imprint.hash_algorithm.oid == ID_SHA_256).then(|| Digest::from_bytes(bytes))
    }

    /// Whether it repeats the number that its request carried.
    pub fn answers(&self, nonce: Nonce) -> bool {
        self.0.info.nonce.as_ref().is_some_and(|repeated| repeated.as_bytes() == nonce.0)
    }

    /// Checks all of it: that this text was stamped, the signature, and that the certificates lead
    /// to one of the authorities and are for time stamps.
    pub fn verify(&self, text: &[u8], authorities: &Authorities) -> Result<Stamp, Wrong> {
        if self.imprint() != Some(Digest::of(text)) {
            return Err(Wrong::Another);
        }
        let signer = self.0.signer()?;
        let at = self.0.info.gen_time.to_unix_duration();
        authorities.verify(&self.0, signer, at)?;
        Ok(Stamp {
            at: at.as_secs(),
            authority: signer.tbs_certificate.subject.to_string(),
            policy: self.0.info.policy.to_string(),
            serial: data_encoding::HEXLOWER.encode(self.0.info.serial_number.as_bytes()),
        })
    }
}
