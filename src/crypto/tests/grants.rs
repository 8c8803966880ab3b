use super::people::*;
use crate::crypto::*;

fn terms(compartment: &str) -> GrantTerms {
    GrantTerms {
        organisation: ORGANISATION,
        scope: [7; 16],
        compartment: compartment.into(),
        epoch: 3,
        account: RECIPIENT,
        role: "lawyer".into(),
        granter: GRANTER,
        granted_at: 5_000,
        expires_at: None,
    }
}

const PLACE: Place = Place {
    organisation: &ORGANISATION,
    scope: &[7; 16],
    compartment: "record",
    epoch: 3,
    kind: "note",
    id: &[5; 16],
    revision: 1,
    schema: 1,
};

fn grant(p: &People, key: &CompartmentKey, terms: &GrantTerms) -> SealedGrant {
    SealedGrant::seal(key, &p.recipient.certificate, terms, &p.granter.keys)
}

fn open_record(p: &People, grant: &SealedGrant, terms: &GrantTerms) -> Result<CompartmentKey> {
    grant.open_record(terms, &p.recipient.keys, &p.recipient.certificate, &p.granter.certificate)
}

#[test]
fn the_recipient_gets_the_key_that_was_granted() {
    let (p, key) = (people(), CompartmentKey::generate());
    let bytes = grant(&p, &key, &terms("record")).to_bytes();
    let grant = SealedGrant::from_bytes(&bytes).unwrap();
    let opened = open_record(&p, &grant, &terms("record")).ok().unwrap();
    let sealed = key.seal(&PLACE, b"text");
    assert_eq!(opened.open(&PLACE, &sealed).unwrap().as_slice(), b"text");
}

#[test]
fn identities_open_with_the_identity_keyring_only() {
    let (p, key) = (people(), CompartmentKey::generate());
    let (to, granter) = (&p.recipient.certificate, &p.granter.certificate);
    let identity = grant(&p, &key, &terms("identity"));
    assert!(identity.open_identity(&terms("identity"), &p.recipient.identity, to, granter).is_ok());
    assert!(open_record(&p, &identity, &terms("identity")).is_err());
    // Nor does the main keyring's secret help where the door is told another compartment.
    assert!(open_record(&p, &identity, &terms("record")).is_err());
    let record = grant(&p, &key, &terms("record"));
    assert!(record.open_identity(&terms("record"), &p.recipient.identity, to, granter).is_err());
}

#[test]
fn nobody_else_opens_a_grant() {
    let (p, key) = (people(), CompartmentKey::generate());
    let grant = grant(&p, &key, &terms("record"));
    let (to, granter) = (&p.recipient.certificate, &p.granter.certificate);
    let stolen = grant.open_record(&terms("record"), &p.granter.keys, to, granter);
    assert_eq!(stolen.err(), Some(Error::CannotOpen));
    let posing = grant.open_record(&terms("record"), &p.granter.keys, granter, granter);
    assert_eq!(posing.err(), Some(Error::BadSignature));
}

type Change = fn(&mut GrantTerms);

#[test]
fn a_grant_holds_for_its_own_terms_only() {
    let (p, key) = (people(), CompartmentKey::generate());
    let grant = grant(&p, &key, &terms("record"));
    let changes: [(&str, Change); 9] = [
        ("organisation", |t| t.organisation[0] ^= 1),
        ("scope", |t| t.scope[0] ^= 1),
        ("compartment", |t| t.compartment = "records".into()),
        ("epoch", |t| t.epoch -= 1),
        ("account", |t| t.account[0] ^= 1),
        ("role", |t| t.role = "lead".into()),
        ("granter", |t| t.granter[0] ^= 1),
        ("time", |t| t.granted_at += 1),
        ("expiry", |t| t.expires_at = Some(i64::MAX)),
    ];
    for (what, change) in changes {
        let mut other = terms("record");
        change(&mut other);
        assert_eq!(open_record(&p, &grant, &other).err(), Some(Error::BadSignature), "{what}");
    }
}

#[test]
fn a_grant_signed_by_another_person_is_refused() {
    let (p, key) = (people(), CompartmentKey::generate());
    let injected = SealedGrant::seal(&key, &p.recipient.certificate, &terms("record"), &p.recipient.keys);
    assert_eq!(open_record(&p, &injected, &terms("record")).err(), Some(Error::BadSignature));
}

#[test]
fn a_grant_to_keys_since_replaced_is_refused() {
    let (mut p, key) = (people(), CompartmentKey::generate());
    let grant = grant(&p, &key, &terms("record"));
    p.recipient = certified(&p.registrar, RECIPIENT);
    assert_eq!(open_record(&p, &grant, &terms("record")).err(), Some(Error::BadSignature));
}

#[test]
fn every_flipped_bit_of_a_grant_is_noticed() {
    let (p, key) = (people(), CompartmentKey::generate());
    let bytes = grant(&p, &key, &terms("record")).to_bytes();
    // One bit of every seventh byte: all parts are hit, and the test stays quick.
    for position in (0..bytes.len()).step_by(7) {
        let mut flipped = bytes.clone();
        flipped[position] ^= 1 << (position % 8);
        let opened = SealedGrant::from_bytes(&flipped).and_then(|g| open_record(&p, &g, &terms("record")));
        assert!(opened.is_err(), "byte {position}");
    }
}
