//! An organisation with a registrar, a granter and a recipient.

use crate::crypto::*;

pub const ORGANISATION: [u8; 16] = [1; 16];
pub const REGISTRAR: [u8; 16] = [2; 16];
pub const GRANTER: [u8; 16] = [3; 16];
pub const RECIPIENT: [u8; 16] = [4; 16];

pub struct Person {
    pub keys: AccountKeys,
    pub identity: IdentityKeys,
    pub certificate: Certificate,
}

pub struct People {
    pub root: RootKey,
    pub registrar: Person,
    pub granter: Person,
    pub recipient: Person,
}

pub fn people() -> People {
    let root = RootKey::generate();
    let registrar =
        person(|public| Certificate::issue_by_root(&root, ORGANISATION, REGISTRAR, public, true, 1_000));
    let granter = certified(&registrar, GRANTER);
    let recipient = certified(&registrar, RECIPIENT);
    People { root, registrar, granter, recipient }
}

pub fn certified(registrar: &Person, account: [u8; 16]) -> Person {
    person(|public| Certificate::issue_by(&registrar.keys, REGISTRAR, ORGANISATION, account, public, 2_000))
}

pub fn person(certify: impl FnOnce(PublicKeys) -> Certificate) -> Person {
    let (keys, identity) = (AccountKeys::generate(), IdentityKeys::generate());
    let certificate = certify(keys.public(&identity.public()));
    Person { keys, identity, certificate }
}
