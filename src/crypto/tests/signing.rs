use super::people::*;
use crate::crypto::*;

fn checkpoint() -> Checkpoint {
    Checkpoint { origin: "resguardo/case/1".into(), size: 42, root: Digest::of(b"root") }
}

#[test]
fn a_signature_holds_for_its_purpose_organisation_and_message_only() {
    let p = people();
    let key = p.granter.certificate.keys.signing;
    let signature = p.granter.keys.sign("ledger", &ORGANISATION, b"message");
    assert_eq!(key.verify("ledger", &ORGANISATION, b"message", &signature), Ok(()));
    for (purpose, organisation, message) in [
        ("grant", ORGANISATION, &b"message"[..]),
        ("ledger", [9; 16], b"message"),
        ("ledger", ORGANISATION, b"messagf"),
    ] {
        let verdict = key.verify(purpose, &organisation, message, &signature);
        assert_eq!(verdict, Err(Error::BadSignature));
    }
    let other = p.recipient.certificate.keys.signing;
    assert!(other.verify("ledger", &ORGANISATION, b"message", &signature).is_err());
}

#[test]
fn a_signature_has_one_form() {
    let p = people();
    let signature = p.granter.keys.sign("ledger", &ORGANISATION, b"m");
    // S + L is the same number to a verifier that does not look (RFC 8032 §5.1.7).
    const ORDER: [u8; 32] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];
    let mut bytes = *signature.bytes();
    let mut carry = 0;
    for (byte, add) in bytes[32..].iter_mut().zip(ORDER) {
        carry += u16::from(*byte) + u16::from(add);
        *byte = carry as u8;
        carry >>= 8;
    }
    let malleated = Signature::from_bytes(bytes);
    let key = p.granter.certificate.keys.signing;
    assert!(key.verify("ledger", &ORGANISATION, b"m", &malleated).is_err());
}

#[test]
fn keys_of_small_order_or_written_twice_are_refused() {
    let mut identity = [0; 32];
    identity[0] = 1;
    assert_eq!(VerifyingKey::from_bytes(&identity).err(), Some(Error::Malformed));
    assert_eq!(VerifyingKey::from_bytes(&[0; 32]).err(), Some(Error::Malformed), "order four");
    // y = p + 3 is a second writing of y = 3 (RFC 8032 §5.1.3 refuses it).
    let mut three = [0; 32];
    three[0] = 3;
    let mut again = [0xff; 32];
    (again[0], again[31]) = (0xf0, 0x7f);
    assert!(VerifyingKey::from_bytes(&three).is_ok());
    assert_eq!(VerifyingKey::from_bytes(&again).err(), Some(Error::Malformed));
}

#[test]
fn keyrings_survive_export_and_refuse_each_others_bytes() {
    let (main, identity, root) = (AccountKeys::generate(), IdentityKeys::generate(), RootKey::generate());
    let public = main.public(&identity.public());
    assert!(AccountKeys::import(&main.export()).ok().unwrap().belong_to(&public));
    assert!(!AccountKeys::generate().belong_to(&public));
    assert!(IdentityKeys::import(&identity.export()).ok().unwrap().public() == identity.public());
    assert!(RootKey::import(&root.export()).ok().unwrap().public() == root.public());
    assert!(AccountKeys::import(&identity.export()).is_err() && RootKey::import(&identity.export()).is_err());
    assert!(IdentityKeys::import(&root.export()).is_err());
    assert!(AccountKeys::import(&main.export()[..106]).is_err());
    let mut newer = main.export();
    newer[0] = 2;
    assert_eq!(AccountKeys::import(&newer).err(), Some(Error::UnsupportedFormat));
}

#[test]
fn public_keys_survive_their_bytes() {
    let p = people();
    let keys = &p.granter.certificate.keys;
    let back = PublicKeys::from_bytes(&keys.to_bytes()).ok().unwrap();
    assert!(back == *keys && back.fingerprint() == keys.fingerprint());
    assert!(back.fingerprint() != p.recipient.certificate.keys.fingerprint());
}

#[test]
fn a_signed_checkpoint_verifies_under_its_name_and_key() {
    let p = people();
    let key = p.granter.certificate.keys.signing;
    let note = checkpoint().signed(&p.granter.keys, "resguardo/account/3");
    assert!(note.starts_with("resguardo/case/1\n42\n") && note.contains("\n\n\u{2014} resguardo/account/3 "));
    let signed = SignedCheckpoint::parse(&note).ok().unwrap();
    assert_eq!(signed.verify("resguardo/account/3", &key), Ok(&checkpoint()));
    assert!(signed.verify("resguardo/account/4", &key).is_err());
    assert!(signed.verify("resguardo/account/3", &p.recipient.certificate.keys.signing).is_err());
    assert_eq!(signed.text(), note);
}

#[test]
fn a_cosigned_checkpoint_verifies_under_both_keys() {
    let p = people();
    let note = checkpoint().signed(&p.granter.keys, "one");
    let mut signed = SignedCheckpoint::parse(&note).ok().unwrap();
    signed.add(&p.recipient.keys.sign_note("two", &checkpoint().text())).unwrap();
    let again = SignedCheckpoint::parse(&signed.text()).ok().unwrap();
    assert!(again.verify("one", &p.granter.certificate.keys.signing).is_ok());
    assert!(again.verify("two", &p.recipient.certificate.keys.signing).is_ok());
}

#[test]
fn an_altered_checkpoint_does_not_verify() {
    let p = people();
    let note = checkpoint().signed(&p.granter.keys, "one");
    for (from, to) in [("\n42\n", "\n43\n"), ("case/1", "case/2")] {
        let altered = SignedCheckpoint::parse(&note.replace(from, to)).ok().unwrap();
        let verdict = altered.verify("one", &p.granter.certificate.keys.signing);
        assert_eq!(verdict, Err(Error::BadSignature), "{to}");
    }
}

#[test]
fn a_checkpoint_has_one_writing() {
    let text = checkpoint().text();
    assert_eq!(Checkpoint::parse(&text), Ok(checkpoint()));
    for other in [
        text.replace("42", "042"),
        text.replace("42", "+42"),
        text.replace("42", "-1"),
        text.replace('\n', "\r\n"),
        text.replace("resguardo/case/1", ""),
        text.trim_end().to_owned(),
        format!("{text}extension\n"),
        format!("{text}\n"),
        text.replace('=', ""),
        text.replace("42", "18446744073709551616"),
    ] {
        assert_eq!(Checkpoint::parse(&other), Err(Error::Malformed), "{other:?}");
    }
}

#[test]
fn what_is_no_note_is_not_parsed() {
    let p = people();
    let note = checkpoint().signed(&p.granter.keys, "one");
    let many = format!("{}\n{}", checkpoint().text(), p.granter.keys.sign_note("one", "x\n").repeat(101));
    for other in [note.trim_end().to_owned(), note.replace("\n\n", "\n"), note.replace('\u{2014}', "-"), many]
    {
        assert!(SignedCheckpoint::parse(&other).is_err());
    }
}

#[test]
#[should_panic(expected = "a note is lines of text")]
fn bytes_that_are_no_note_are_not_signed_bare() {
    // Such bytes could be one of our own encodings, signed for another purpose.
    AccountKeys::generate().sign_note("one", "\0\0\0\x08rg1/sign\n");
}
