use super::people::*;
use crate::crypto::*;

#[test]
fn a_chain_from_the_root_through_a_registrar_holds() {
    let p = people();
    let root = p.root.public();
    assert_eq!(p.registrar.certificate.verify(&root, None), Ok(()));
    assert_eq!(p.recipient.certificate.verify(&root, Some(&p.registrar.certificate)), Ok(()));
}

#[test]
fn another_root_certifies_nothing_here() {
    let p = people();
    let other = RootKey::generate().public();
    assert_eq!(p.registrar.certificate.verify(&other, None), Err(Error::BadSignature));
    let chain = p.recipient.certificate.verify(&other, Some(&p.registrar.certificate));
    assert_eq!(chain, Err(Error::BadSignature));
}

#[test]
fn an_account_certificate_needs_its_own_issuer() {
    let p = people();
    let root = p.root.public();
    assert_eq!(p.recipient.certificate.verify(&root, None), Err(Error::BadSignature));
    let stranger = p.recipient.certificate.verify(&root, Some(&p.granter.certificate));
    assert_eq!(stranger, Err(Error::BadSignature));
}

#[test]
fn who_is_no_registrar_certifies_nobody() {
    let p = people();
    let root = p.root.public();
    let plain = person(|keys| Certificate::issue_by_root(&p.root, ORGANISATION, [9; 16], keys, false, 0));
    let forged = person(|keys| Certificate::issue_by(&plain.keys, [9; 16], ORGANISATION, [8; 16], keys, 0));
    assert_eq!(forged.certificate.verify(&root, Some(&plain.certificate)), Err(Error::BadSignature));
    // Nor does somebody whom only a registrar certified.
    let third =
        person(|keys| Certificate::issue_by(&p.granter.keys, GRANTER, ORGANISATION, [8; 16], keys, 0));
    assert_eq!(third.certificate.verify(&root, Some(&p.granter.certificate)), Err(Error::BadSignature));
}

#[test]
fn a_registrar_of_another_organisation_certifies_nobody_here() {
    let p = people();
    let sister = person(|keys| Certificate::issue_by_root(&p.root, [9; 16], REGISTRAR, keys, true, 0));
    assert_eq!(sister.certificate.verify(&p.root.public(), None), Ok(()));
    let forged = certified(&sister, RECIPIENT);
    let verdict = forged.certificate.verify(&p.root.public(), Some(&sister.certificate));
    assert_eq!(verdict, Err(Error::BadSignature));
}

#[test]
fn a_registrar_makes_no_registrar_and_does_not_certify_itself() {
    let p = people();
    let root = p.root.public();
    let mut risen = p.recipient.certificate.clone();
    risen.registrar = true;
    assert_eq!(risen.verify(&root, Some(&p.registrar.certificate)), Err(Error::BadSignature));
    let own = certified(&p.registrar, REGISTRAR);
    assert_eq!(own.certificate.verify(&root, Some(&p.registrar.certificate)), Err(Error::BadSignature));
}

type Change = fn(&mut Certificate, &Person);

#[test]
fn changing_any_field_breaks_the_signature() {
    let p = people();
    let honest = &p.recipient.certificate;
    let changes: [(&str, Change); 7] = [
        ("organisation", |c, _| c.organisation[0] ^= 1),
        ("account", |c, _| c.account[0] ^= 1),
        ("sealing key", |c, other| c.keys.sealing = other.certificate.keys.sealing.clone()),
        ("identity key", |c, other| c.keys.identity = other.certificate.keys.identity.clone()),
        ("signing key", |c, other| c.keys.signing = other.certificate.keys.signing),
        ("dossier key", |c, _| c.keys.dossier.id[0] ^= 1),
        ("time", |c, _| c.issued_at += 1),
    ];
    for (what, change) in changes {
        let mut forged = honest.clone();
        change(&mut forged, &p.granter);
        let verdict = forged.verify(&p.root.public(), Some(&p.registrar.certificate));
        assert_eq!(verdict, Err(Error::BadSignature), "{what}");
    }
    let mut own = honest.clone();
    own.issuer = Issuer::Root;
    assert_eq!(own.verify(&p.root.public(), None), Err(Error::BadSignature), "issuer");
}

#[test]
fn bytes_give_the_certificate_back_and_nothing_else_does() {
    let p = people();
    for certificate in [&p.registrar.certificate, &p.recipient.certificate] {
        let bytes = certificate.to_bytes();
        let back = Certificate::from_bytes(&bytes).unwrap();
        assert!(back == *certificate && back.fingerprint() == certificate.fingerprint());
        assert!(Certificate::from_bytes(&bytes[..bytes.len() - 1]).is_err());
        assert!(Certificate::from_bytes(&[&bytes[..], &[0]].concat()).is_err());
        let newer = [&[2], &bytes[1..]].concat();
        assert_eq!(Certificate::from_bytes(&newer).err(), Some(Error::UnsupportedFormat));
    }
}

#[test]
fn keys_that_would_weaken_the_sealing_are_refused() {
    let p = people();
    let honest = p.recipient.certificate.keys.sealing.bytes().to_vec();
    let with = |range: std::ops::Range<usize>, byte: u8| {
        let mut key = honest.clone();
        key[range].fill(byte);
        SealingKey::from_bytes(&key).err()
    };
    assert_eq!(SealingKey::from_bytes(&honest).err(), None);
    assert_eq!(with(0..1152, 0xff), Some(Error::Malformed), "coefficients beyond the modulus");
    assert_eq!(with(1184..1216, 0), Some(Error::Malformed), "the point of order one");
    let mut twin = honest.clone();
    twin[1184..].fill(0xff);
    twin[1184] = 0xec;
    assert_eq!(SealingKey::from_bytes(&twin).err(), Some(Error::Malformed), "p - 1, high bit set");
    assert_eq!(SealingKey::from_bytes(&honest[1..]).err(), Some(Error::Malformed));
}
