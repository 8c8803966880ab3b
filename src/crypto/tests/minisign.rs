//! Against the `minisign` program itself: a dossier must verify with a tool that is not ours.
//! Debian's package `minisign` brings it; without it these tests fail.

use crate::crypto::{AccountKeys, Error, minisign};
use std::{fs, path::Path, process::Command};

const DATA: &[u8] = b"a dossier";

fn minisign_program(directory: &Path, arguments: &[&str]) -> bool {
    let output = Command::new("minisign").args(arguments).current_dir(directory).output();
    let output = output.expect("the program minisign is needed for this test (apt-get install minisign)");
    output.status.success()
}

#[test]
fn the_minisign_program_verifies_what_we_sign() {
    let directory = tempfile::tempdir().unwrap();
    let keys = AccountKeys::generate();
    let write = |name: &str, bytes: &[u8]| fs::write(directory.path().join(name), bytes).unwrap();
    write("data", DATA);
    write("key.pub", keys.minisign().public_text().as_bytes());
    write("data.minisig", keys.minisign().sign(DATA, "dossier 7, 2 parts").unwrap().as_bytes());
    let verify = ["-V", "-H", "-p", "key.pub", "-m", "data"];
    assert!(minisign_program(directory.path(), &verify));
    write("data", b"another dossier");
    assert!(!minisign_program(directory.path(), &verify));
}

#[test]
fn we_verify_what_the_minisign_program_signs() {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("data"), DATA).unwrap();
    assert!(minisign_program(directory.path(), &["-G", "-W", "-p", "key.pub", "-s", "key"]));
    let sign = ["-S", "-s", "key", "-m", "data", "-t", "made elsewhere"];
    assert!(minisign_program(directory.path(), &sign));
    let read = |name: &str| fs::read_to_string(directory.path().join(name)).unwrap();
    let (public, signature) = (read("key.pub"), read("data.minisig"));
    assert_eq!(minisign::verify(&public, &signature, DATA), Ok("made elsewhere".into()));
    assert_eq!(minisign::verify(&public, &signature, &b"other"[..]), Err(Error::BadSignature));
}

fn signed() -> (String, String) {
    let keys = AccountKeys::generate();
    (keys.minisign().public_text(), keys.minisign().sign(DATA, "comment").unwrap())
}

#[test]
fn the_trusted_comment_comes_back_and_cannot_be_changed() {
    let (public, signature) = signed();
    assert_eq!(minisign::verify(&public, &signature, DATA), Ok("comment".into()));
    let changed = signature.replace("trusted comment: comment", "trusted comment: commenT");
    assert_ne!(changed, signature);
    assert_eq!(minisign::verify(&public, &changed, DATA), Err(Error::BadSignature));
    let crlf = signature.replace('\n', "\r\n");
    assert_eq!(minisign::verify(&public, &crlf, DATA), Ok("comment".into()));
}

#[test]
fn another_key_other_data_and_a_mixed_signature_are_refused() {
    let ((public, signature), (other_public, other_signature)) = (signed(), signed());
    assert_eq!(minisign::verify(&other_public, &signature, DATA), Err(Error::BadSignature));
    assert_eq!(minisign::verify(&public, &signature, &DATA[1..]), Err(Error::BadSignature));
    let (mine, theirs): (Vec<_>, Vec<_>) = (signature.lines().collect(), other_signature.lines().collect());
    let mixed = [mine[0], mine[1], mine[2], theirs[3]].join("\n");
    assert_eq!(minisign::verify(&public, &mixed, DATA), Err(Error::BadSignature));
}

#[test]
fn what_is_no_signature_file_is_malformed_and_the_older_kind_is_not_accepted() {
    let (public, signature) = signed();
    let lines: Vec<_> = signature.lines().collect();
    for text in
        ["", lines[1], &lines[..3].join("\n"), &format!("{signature}more\n"), &signature.replace('=', "")]
    {
        assert_eq!(minisign::verify(&public, text, DATA), Err(Error::Malformed), "{text}");
    }
    // "ED" says prehashed, "Ed" is minisign's older kind over the bare data.
    let kind = signature.replacen("\nRU", "\nRW", 1);
    assert_ne!(kind, signature);
    assert_eq!(minisign::verify(&public, &kind, DATA), Err(Error::UnsupportedFormat));
}

#[test]
fn a_comment_of_two_lines_is_not_signed() {
    let keys = AccountKeys::generate();
    assert!(keys.minisign().sign(DATA, "one\ntrusted comment: two").is_err());
}
