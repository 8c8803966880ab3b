//! A certificate: these public keys are that account's, says the root or a registrar. The chain
//! has at most two links, root to registrar to account, and every account pins the root.

use super::{
    digest::Digest,
    encode::{Fields, Reader, with_header, without_header},
    error::{Error, Result},
    keyring::{AccountKeys, RootKey},
    labels,
    public::PublicKeys,
    sign::{Signature, VerifyingKey},
};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Issuer {
    Root,
    Account([u8; 16]),
}

#[derive(Clone, PartialEq, Eq)]
pub struct Certificate {
    pub organisation: [u8; 16],
    pub account: [u8; 16],
    pub keys: PublicKeys,
    pub issuer: Issuer,
    /// May certify others. Only the root says so of anybody.
    pub registrar: bool,
    /// Microseconds since 1970, as the issuer claims.
    pub issued_at: i64,
    pub signature: Signature,
}

impl Certificate {
    pub fn issue_by_root(
        root: &RootKey,
        organisation: [u8; 16],
        account: [u8; 16],
        keys: PublicKeys,
        registrar: bool,
        issued_at: i64,
    ) -> Self {
        let unsigned = Self {
            organisation,
            account,
            keys,
            issuer: Issuer::Root,
            registrar,
            issued_at,
            signature: Signature::ZERO,
        };
        let signature = root.sign(labels::PURPOSE_CERTIFICATE, &organisation, &unsigned.body());
        Self { signature, ..unsigned }
    }

    pub fn issue_by(
        issuer: &AccountKeys,
        issuer_account: [u8; 16],
        organisation: [u8; 16],
        account: [u8; 16],
        keys: PublicKeys,
        issued_at: i64,
    ) -> Self {
        let issued_by = Issuer::Account(issuer_account);
        let unsigned = Self {
            organisation,
            account,
            keys,
            issuer: issued_by,
            registrar: false,
            issued_at,
            signature: Signature::ZERO,
        };
        let signature = issuer.sign(labels::PURPOSE_CERTIFICATE, &organisation, &unsigned.body());
        Self { signature, ..unsigned }
    }

    /// Checks the whole chain up to `root`. `issuer` is the certificate of the account named in
    /// [`Certificate::issuer`]; a certificate from the root needs none.
    pub fn verify(&self, root: &VerifyingKey, issuer: Option<&Certificate>) -> Result<()> {
        match (self.issuer, issuer) {
            (Issuer::Root, _) => self.verify_under(root),
            (Issuer::Account(name), Some(issuer)) if issuer.account == name => {
                self.allowed_from(issuer)?;
                issuer.verify_under(root)?;
                self.verify_under(&issuer.keys.signing)
            }
            (Issuer::Account(_), _) => Err(Error::BadSignature),
        }
    }

    /// The rules a signature alone does not hold.
    fn allowed_from(&self, issuer: &Certificate) -> Result<()> {
        let allowed = issuer.issuer == Issuer::Root
            && issuer.registrar
            && issuer.organisation == self.organisation
            && issuer.account != self.account
            && !self.registrar;
        if allowed { Ok(()) } else { Err(Error::BadSignature) }
    }

    fn verify_under(&self, key: &VerifyingKey) -> Result<()> {
        key.verify(labels::PURPOSE_CERTIFICATE, &self.organisation, &self.body(), &self.signature)
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        let fields = Fields::new(labels::CERTIFICATE).bytes(&self.body()).bytes(self.signature.bytes());
        with_header(fields.done())
    }

    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let mut outer = Reader::new(labels::CERTIFICATE, without_header(bytes)?)?;
        let mut body = Reader::new(labels::CERTIFICATE_BODY, outer.bytes()?)?;
        let certificate = Self {
            organisation: body.array()?,
            account: body.array()?,
            keys: PublicKeys::from_bytes(body.bytes()?)?,
            issuer: issuer_from(body.bytes()?)?,
            registrar: flag_from(body.number()?)?,
            issued_at: body.signed()?,
            signature: Signature::from_bytes(outer.array()?),
        };
        body.end()?;
        outer.end()?;
        Ok(certificate)
    }

    pub fn fingerprint(&self) -> Digest {
        Digest::of(&self.to_bytes())
    }

    fn body(&self) -> Vec<u8> {
        let issuer: &[u8] = match &self.issuer {
            Issuer::Root => &[],
            Issuer::Account(account) => account,
        };
        Fields::new(labels::CERTIFICATE_BODY)
            .bytes(&self.organisation)
            .bytes(&self.account)
            .bytes(&self.keys.to_bytes())
            .bytes(issuer)
            .number(self.registrar.into())
            .signed(self.issued_at)
            .done()
    }
}

fn issuer_from(field: &[u8]) -> Result<Issuer> {
    match field {
        [] => Ok(Issuer::Root),
        account => account.try_into().map(Issuer::Account).map_err(|_| Error::Malformed),
    }
}

fn flag_from(number: u64) -> Result<bool> {
    match number {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(Error::Malformed),
    }
}
