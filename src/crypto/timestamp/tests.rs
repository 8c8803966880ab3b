//! A real answer of `openssl ts`, and what was made of it. The whole way, with an authority made on
//! the spot, is in `tests/it/`.

use super::*;

const TEXT: &[u8] = include_bytes!("../../../tests/vectors/timestamp/checkpoint.txt");
const ANSWER: &[u8] = include_bytes!("../../../tests/vectors/timestamp/response.tsr");
const CA: &str = include_str!("../../../tests/vectors/timestamp/ca.pem");
const OTHER_CA: &str = include_str!("../../../tests/vectors/timestamp/other-ca.pem");
const NONCE: [u8; 8] = [0x41, 2, 3, 4, 5, 6, 7, 8];

fn ours() -> Authorities {
    Authorities::from_pem(CA).unwrap()
}

#[test]
fn an_answer_of_openssl_holds_and_tells_when_and_by_whom() {
    let answer = Answer::parse(ANSWER).unwrap();
    assert!(answer.answers(Nonce::new(NONCE)) && !answer.answers(Nonce::new([0x42; 8])));
    let stamp = answer.verify(TEXT, &ours()).unwrap();
    assert_eq!(stamp.authority, "CN=Autoridad de prueba,O=Ejemplo");
    assert_eq!((stamp.policy.as_str(), stamp.at > 1_700_000_000), ("1.2.3.4.1", true));
}

#[test]
fn a_request_is_what_openssl_makes_of_the_same_text() {
    let made = include_bytes!("../../../tests/vectors/timestamp/request.tsq");
    assert_eq!(request(TEXT, Nonce::new(NONCE)), made);
}

#[test]
fn another_text_another_authority_and_what_is_no_answer_are_refused() {
    let answer = Answer::parse(ANSWER).unwrap();
    assert_eq!(answer.verify(b"another", &ours()).unwrap_err(), Wrong::Another);
    let others = Authorities::from_pem(OTHER_CA).unwrap();
    assert_eq!(answer.verify(TEXT, &others).unwrap_err(), Wrong::Untrusted);
    for bytes in [&b""[..], b"nothing of the kind", &ANSWER[..ANSWER.len() - 1], &[0; LONGEST + 1]] {
        assert_eq!(Answer::parse(bytes).err(), Some(Wrong::Malformed));
    }
    assert!(Authorities::from_pem("nothing of the kind").is_err());
}

#[test]
fn no_changed_byte_of_an_answer_goes_unnoticed_but_of_what_is_not_signed() {
    let whole = Answer::parse(ANSWER).unwrap().verify(TEXT, &ours()).unwrap();
    let (mut refused, mut same) = (0, 0);
    for at in 0..ANSWER.len() {
        let mut bytes = ANSWER.to_vec();
        bytes[at] ^= 1;
        match Answer::parse(&bytes).and_then(|answer| answer.verify(TEXT, &ours())) {
            Err(_) => refused += 1,
            // Outside of what is signed lie the status and the names of algorithms.
            Ok(stamp) => {
                assert_eq!(stamp, whole, "byte {at}");
                same += 1;
            }
        }
    }
    assert!(refused > 40 * same, "{refused} refused, {same} without meaning");
}

#[test]
fn a_certificate_that_is_not_for_stamps_alone_is_refused() {
    let web = include_bytes!("../../../tests/vectors/timestamp/not-for-stamps.tsr");
    let answer = Answer::parse(web).unwrap();
    assert_eq!(answer.verify(TEXT, &ours()).unwrap_err(), Wrong::NotForStamps);
}
