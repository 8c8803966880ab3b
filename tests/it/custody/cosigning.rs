//! A sister organisation cosigns receipts, by the command line, and never two histories.

use crate::cli::transcript::{Said, Transcript};

#[test]
fn a_sister_organisation_cosigns_what_goes_on_and_the_receipt_says_so() {
    let (t, case) = Transcript::with_case();
    let made = t.bare(["ledger", "cosigner-key", "hermana.example", "--output", "key", "--json"]);
    let public = Said::of(made).succeeds().as_json()["key"].as_str().unwrap().to_owned();
    let first = t.json(["ledger", "receipt", &case, "--output", "one.txt"]);
    let signer = first["key"].as_str().unwrap();
    let cosign = |file: &str, output: &str, more: &[&str]| {
        let words = ["ledger", "cosign", file, "--key", "key", "--state", "state", "--output", output];
        Said::of(t.bare(words.iter().chain(more)))
    };
    cosign("one.txt", "signed.txt", &[]).refused("is not signed by anybody whose key was told");
    assert!(!t.path("state").exists(), "what was refused is not remembered");
    cosign("one.txt", "signed.txt", &["--signer", signer]).succeeds();

    // The ledger goes on; without the proof, nothing more is signed.
    t.run(["case", "new", "Otro"]).succeeds();
    let file = t.file("a.txt", "contenido");
    t.run(["evidence", "attach", &case, file.to_str().unwrap()]).succeeds();
    t.run(["ledger", "receipt", &case, "--output", "two.txt"]).succeeds();
    cosign("two.txt", "no.txt", &[]).refused("does not start from what you signed last");
    t.run(["ledger", "receipt", &case, "--since", "signed.txt", "--output", "more.txt"]).succeeds();
    let said = cosign("more.txt", "signed2.txt", &["--json"]).succeeds().as_json();
    assert!(said["entries"].as_u64() > said["since"].as_u64(), "{said}");

    for receipt in ["signed.txt", "signed2.txt"] {
        let checked = t.json(["ledger", "verify", &case, "--since", receipt, "--cosigner", &public]);
        assert_eq!(
            (&checked["holds"], &checked["cosigners"][0]["name"]),
            (&true.into(), &"hermana.example".into())
        );
        assert_eq!(checked["cosigners"][0]["holds"], true);
    }
    // A line that was made over another head does not hold.
    let texts = ["signed.txt", "signed2.txt"].map(|name| std::fs::read_to_string(t.path(name)).unwrap());
    let line = texts[0].lines().last().unwrap();
    let (body, _) = texts[1].trim_end().rsplit_once('\n').unwrap();
    t.file("mixed.txt", format!("{body}\n{line}\n"));
    let said = t.run(["ledger", "verify", &case, "--since", "mixed.txt", "--cosigner", &public]);
    said.fails(1, "the cosignature of hermana.example does not hold");
}

#[test]
fn a_store_that_was_put_back_gets_no_second_cosignature() {
    let (t, case) = Transcript::with_case();
    Said::of(t.bare(["ledger", "cosigner-key", "hermana", "--output", "key"])).succeeds();
    let signer =
        t.json(["ledger", "receipt", &case, "--output", "one.txt"])["key"].as_str().unwrap().to_owned();
    let database = std::fs::read(t.path("data/resguardo.sqlite")).unwrap();
    let file = t.file("a.txt", "contenido");
    t.run(["evidence", "attach", &case, file.to_str().unwrap()]).succeeds();
    t.run(["ledger", "receipt", &case, "--output", "two.txt"]).succeeds();
    let cosign = |file: &str, output: &str| {
        let words = ["ledger", "cosign", file, "--key", "key", "--state", "state", "--output", output];
        Said::of(t.bare(words.into_iter().chain(["--signer", &signer])))
    };
    cosign("two.txt", "signed.txt").succeeds();

    // Somebody puts an older database back, with the pins, and goes on from there.
    t.file("data/resguardo.sqlite", database);
    for rest in ["data/resguardo.sqlite-wal", "data/resguardo.sqlite-shm"] {
        let _ = std::fs::remove_file(t.path(rest));
    }
    for pin in t.names("data/pins") {
        std::fs::remove_file(t.path("data/pins").join(pin)).unwrap();
    }
    for name in ["b.txt", "c.txt", "d.txt"] {
        let file = t.file(name, name);
        t.run(["evidence", "attach", &case, file.to_str().unwrap()]).succeeds();
    }
    t.run(["ledger", "receipt", &case, "--since", "signed.txt", "--output", "no.txt"]).status();
    assert!(!t.path("no.txt").exists(), "there is no proof");
    t.run(["ledger", "receipt", &case, "--output", "three.txt"]).succeeds();
    cosign("three.txt", "no.txt").refused("does not start from what you signed last");
}
