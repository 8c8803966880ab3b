//! What an invited person answers: their public keys, signed by themselves, and their keyrings under
//! their password; sealed under a key that only the code's holder and the inviter have.

use super::accounts::Fresh;
use super::wrapping::Wrapped;
use crate::crypto::PublicKeys;
use crate::crypto::encode::{Fields, Reader};
use crate::crypto::invitation::AnswerKey;
use crate::crypto::sign::Signature;
use crate::domain::{AccountId, Moment, OrganisationId};

/// What the signature is for.
const PURPOSE: &str = "invitation";

fn context(organisation: OrganisationId, account: AccountId) -> Vec<u8> {
    Fields::new("rg1/invitation-answer").bytes(organisation.bytes()).bytes(account.bytes()).done()
}

/// What is signed: that these keys are for this account.
fn claim(account: AccountId, public: &[u8], at: Moment) -> Vec<u8> {
    Fields::new("rg1/invitation-claim").bytes(account.bytes()).bytes(public).signed(at.micros()).done()
}

pub(super) struct Answer {
    public: Vec<u8>,
    at: Moment,
    signature: Signature,
}

impl Answer {
    pub fn sign(organisation: OrganisationId, account: AccountId, fresh: &Fresh, at: Moment) -> Self {
        let public = fresh.public().to_bytes();
        let signature = fresh.keys.sign(PURPOSE, organisation.bytes(), &claim(account, &public, at));
        Self { public, at, signature }
    }

    pub fn seal(
        &self,
        organisation: OrganisationId,
        account: AccountId,
        key: AnswerKey,
        wrapped: &Wrapped,
    ) -> Vec<u8> {
        let fields = Fields::new("rg1/invitation-answer-content").bytes(&self.public);
        let fields = fields.signed(self.at.micros()).bytes(self.signature.bytes());
        let fields = fields.bytes(&wrapped.wrap_id).bytes(&wrapped.salt);
        let fields = fields.signed(wrapped.memory_kib).signed(wrapped.passes).signed(wrapped.lanes);
        let content = fields.bytes(&wrapped.keyring).bytes(&wrapped.identity_keyring).done();
        key.seal(&context(organisation, account), &content)
    }
}

/// An answer that was opened: made by whoever had the code, and who holds the keys.
pub(super) struct Answered {
    pub public: PublicKeys,
    pub wrapped: Wrapped,
}

impl Answered {
    pub fn open(
        organisation: OrganisationId,
        account: AccountId,
        key: AnswerKey,
        sealed: &[u8],
    ) -> Option<Self> {
        let content = key.open(&context(organisation, account), sealed).ok()?;
        let mut fields = Reader::new("rg1/invitation-answer-content", &content).ok()?;
        let bytes = fields.bytes().ok()?.to_vec();
        let at = Moment::from_micros(fields.signed().ok()?);
        let signature = Signature::from_bytes(fields.array().ok()?);
        let public = PublicKeys::from_bytes(&bytes).ok()?;
        let signed = claim(account, &bytes, at);
        public.signing.verify(PURPOSE, organisation.bytes(), &signed, &signature).ok()?;
        let wrapped = Wrapped {
            wrap_id: fields.bytes().ok()?.to_vec(),
            salt: fields.bytes().ok()?.to_vec(),
            memory_kib: fields.signed().ok()?,
            passes: fields.signed().ok()?,
            lanes: fields.signed().ok()?,
            keyring: fields.bytes().ok()?.to_vec(),
            identity_keyring: fields.bytes().ok()?.to_vec(),
        };
        fields.end().ok()?;
        Some(Self { public, wrapped })
    }
}
