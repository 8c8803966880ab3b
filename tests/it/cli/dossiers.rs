//! `dossier verify` says of each thing whether it holds; `dossier bodies` and wrong bodies.

use super::transcript::{Said, Transcript, text};
use std::io::Read;

const DOSSIER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/dossier/v1.zip");
const KEY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/dossier/v1.pub");

#[test]
fn a_dossier_verifies_against_the_published_key_without_any_store() {
    let t = Transcript::begin();
    let said = Said::of(t.bare(["dossier", "verify", DOSSIER, "--key", KEY])).succeeds();
    assert!(said.text().lines().filter(|line| line.starts_with("GOOD")).count() > 10, "{}", said.text());
    assert!(!said.text().contains("BAD"));
    assert_eq!(t.names("."), ["password", "wrong"], "nothing was made");
}

#[test]
fn a_changed_dossier_is_refused_with_every_check_on_stdout() {
    let t = Transcript::begin();
    let mut bytes = std::fs::read(DOSSIER).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    t.file("changed.zip", bytes);
    let said = Said::of(t.bare(["dossier", "verify", "changed.zip", "--json"]));
    let report = said.as_json();
    said.fails(1, "do not rely on changed.zip");
    assert_eq!(report["holds"], false);
    let said = Said::of(t.bare(["dossier", "verify", "changed.zip", "--lang", "es"]));
    assert!(said.text().contains("MAL"), "{}", said.text());
    said.fails(1, "no te fíes de changed.zip");
}

#[test]
fn what_is_no_dossier_or_not_there_is_told_so() {
    let t = Transcript::begin();
    Said::of(t.bare(["dossier", "verify", "password"])).fails(1, "do not rely on");
    Said::of(t.bare(["dossier", "verify", "nowhere.zip"])).refused("nowhere.zip cannot be read");
}

#[test]
fn bodies_are_listed_and_an_unknown_one_is_wrong_usage() {
    let t = Transcript::begin();
    let bodies = Said::of(t.bare(["dossier", "bodies", "--json"])).succeeds().as_json();
    assert_eq!(text(&bodies, "/bodies/0/code"), "cndh");
    let said = t.run(["dossier", "check", "C-1", "--body", "nobody"]);
    assert_eq!(said.status(), 2);
    assert!(said.errors().contains("cndh"), "{}", said.errors());
}

#[test]
fn an_export_that_cannot_be_written_makes_no_dossier() {
    let (t, case) = Transcript::with_case();
    t.file("taken.zip", "mine");
    let words = ["dossier", "export", &case, "--body", "cndh", "--output", "taken.zip"];
    t.run(words).refused("taken.zip exists already");
    assert_eq!(std::fs::read(t.path("taken.zip")).unwrap(), b"mine");
    assert_eq!(t.json(["dossier", "list", &case])["dossiers"], serde_json::json!([]));
}

/// A file of the bag.
fn file_of(zip: &std::path::Path, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(zip).unwrap()).unwrap();
    let mut paths = archive.file_names().map(|path| path.unwrap().into_owned());
    let path = paths.find(|path| path.ends_with(name)).unwrap();
    drop(paths);
    let mut text = String::new();
    archive.by_name(&path).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_dossier_calls_the_case_and_its_exhibits_as_its_language_does_and_as_they_were_named_where_it_does_not() {
    let (t, _) = Transcript::with_case();
    let titled = ["--title-in", "en=The Meridiano case"];
    let case = t.json(["case", "new", "Caso Meridiano"].into_iter().chain(titled));
    let case = text(&case, "/reference").to_owned();
    for (name, english) in [("orden.txt", Some("en=The order")), ("nota.txt", None)] {
        t.file(name, name);
        let mut words = vec!["evidence", "attach", &case, name, "--nobody-shown", "--title"];
        words.push(if english.is_some() { "La orden" } else { "La nota" });
        words.extend(english.into_iter().flat_map(|title| ["--title-in", title]));
        t.run(words).succeeds();
    }
    let titles = |language: &str| {
        let zip = format!("{language}.zip");
        let order = ["dossier", "export", &case, "--body", "un-sr-freedom-of-expression"];
        t.run(order.into_iter().chain(["--language", language, "--output", &zip])).succeeds();
        let record: serde_json::Value =
            serde_json::from_str(&file_of(&t.path(&zip), "dossier.json")).unwrap();
        ["/cover/title", "/exhibits/0/title", "/exhibits/1/title"].map(|at| text(&record, at).to_owned())
    };
    assert_eq!(titles("en"), ["The Meridiano case", "The order", "La nota"]);
    assert_eq!(titles("es"), ["Caso Meridiano", "La orden", "La nota"]);
    let unsaid = t.run(["case", "new", "x", "--title-in", "Order"]);
    assert!(unsaid.status() == 2 && unsaid.errors().contains("en=TEXT"), "{}", unsaid.errors());
}
