//! From an empty directory to a dossier that verifies, with scripts in mind: every answer is JSON.

use super::transcript::{Said, Transcript, length, number, on_each_database, sha256, text};

const TWEETS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/import/x-api-v2/flat.jsonl");

#[test]
fn the_main_job_from_founding_to_a_dossier_that_verifies() {
    on_each_database(|t| {
        let founded = t.json(["init", "--organisation", "Oficina"]);
        assert_eq!(text(&founded, "/account"), "ana");
        let case = t.json(["case", "new", "Campaña contra periodistas", "--fictional"]);
        let case = text(&case, "/reference").to_owned();
        assert_eq!(text(&t.json(["case", "list"]), "/cases/0/title"), "Campaña contra periodistas");

        let interview = log_an_interview(t, &case);
        let exhibit = attach_evidence(t, &case);
        let post = import_posts(t, &case);
        let link = t.json(["link", &case, &interview, &post, "--note", "la misma orden"]);
        assert_eq!(text(&link, "/reference"), "L-001");
        t.json(["link", &case, &interview, &exhibit]);

        let receipt = take_a_receipt(t, &case);
        export_and_verify(t, &case);
        let checked = t.json(["ledger", "verify", &case, "--since", &receipt]);
        assert_eq!(checked["holds"], true);
        assert!(number(&checked, "/entries") > 10 && number(&checked, "/files") >= 3, "{checked:#}");
        let shown = t.json(["case", "show", &case]);
        assert_eq!(number(&shown, "/numbers/interviews"), 1);
        assert_eq!(number(&shown, "/numbers/dossiers"), 1);
    });
}

fn log_an_interview(t: &Transcript, case: &str) -> String {
    let template = t.run(["interview", "template"]).succeeds();
    let file = t.file("interview.json", template.bytes());
    let logged = t.json(["interview", "add", case, "--file", file.to_str().unwrap()]);
    assert_eq!((text(&logged, "/reference"), text(&logged, "/person/reference")), ("T-001", "P-001"));
    assert!(!text(&logged, "/id").is_empty() && !text(&logged, "/consent").is_empty());
    let shown = t.json(["interview", "show", case, "T-001"]);
    assert_eq!(length(&shown, "/testimony/segments"), 3);
    assert_eq!(text(&shown, "/id"), text(&logged, "/id"));
    assert_eq!(text(&t.json(["interview", "list", case]), "/interviews/0/person/reference"), "P-001");
    "T-001".into()
}

fn attach_evidence(t: &Transcript, case: &str) -> String {
    let (one, two) = (t.file("captura.txt", "captura del grupo"), t.file("otra.bin", [0, 1, 2, 255]));
    let paths = [one.to_str().unwrap(), two.to_str().unwrap()];
    let said = ["--source", "un compañero", "--nobody-shown"];
    let attached = t.json([&["evidence", "attach", case, paths[0], paths[1]][..], &said].concat());
    assert_eq!(length(&attached, "/attached"), 2);
    assert_eq!(text(&attached, "/attached/0/sha256"), sha256(&one));
    assert_eq!(
        (text(&attached, "/attached/0/media_type"), number(&attached, "/attached/1/bytes")),
        ("text/plain", 4)
    );
    let again = t.json(["evidence", "attach", case, paths[0]]);
    assert_eq!(text(&again, "/attached/0/same_as"), "E-001");

    let got = t.json(["evidence", "get", case, "E-002", "--output", "back.bin"]);
    assert_eq!(text(&got, "/sha256"), sha256(&two));
    assert_eq!(std::fs::read(t.path("back.bin")).unwrap(), [0, 1, 2, 255]);
    let piped = t.run(["evidence", "get", case, "e-1", "--output", "-"]).succeeds();
    assert_eq!(piped.bytes(), b"captura del grupo");
    "E-001".into()
}

fn import_posts(t: &Transcript, case: &str) -> String {
    let imported = t.json(["posts", "import", case, TWEETS]);
    let count = number(&imported, "/imported");
    assert!(count > 0 && !text(&imported, "/id").is_empty(), "{imported:#}");
    let again = t.json(["posts", "import", case, TWEETS]);
    assert_eq!((number(&again, "/imported"), number(&again, "/duplicates")), (0, count));
    let set = text(&imported, "/reference").to_owned();
    let sets = t.json(["posts", "list", case]);
    assert_eq!((length(&sets, "/sets"), text(&sets, "/sets/0/reference")), (2, set.as_str()));

    let lines = std::fs::read_to_string(TWEETS).unwrap();
    let first: serde_json::Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    let found = t.json(["posts", "search", case, text(&first, "/id")]);
    assert_eq!(text(&found, "/posts/0/text"), text(&first, "/text"));
    text(&found, "/posts/0/reference").to_owned()
}

fn take_a_receipt(t: &Transcript, case: &str) -> String {
    t.run(["ledger", "receipt", case, "--output", "receipt"]).succeeds();
    let receipt = std::fs::read_to_string(t.path("receipt")).unwrap();
    let printed = t.run(["ledger", "receipt", case, "--output", "-"]).succeeds();
    assert_eq!(printed.text().lines().next(), receipt.lines().next());
    t.path("receipt").to_str().unwrap().to_owned()
}

fn export_and_verify(t: &Transcript, case: &str) {
    let answers =
        t.file("answers.json", r#"{"facts.narrative": "Los hechos.", "facts.place": "Ciudad de México"}"#);
    let filled = t.json(["case", "fill", case, "--file", answers.to_str().unwrap()]);
    assert_eq!(length(&filled, "/fields"), 2);
    let checked = t.json(["dossier", "check", case, "--body", "cndh"]);
    assert_eq!(text(&checked, "/language"), "es");
    let made =
        t.json(["dossier", "export", case, "--body", "cndh", "--language", "es", "--output", "cndh.zip"]);
    assert_eq!(
        (text(&made, "/reference"), text(&made, "/sha256")),
        ("D-001", sha256(&t.path("cndh.zip")).as_str())
    );
    let excluded: Vec<&str> =
        made["excluded"].as_array().unwrap().iter().map(|one| text(one, "/reference")).collect();
    assert!(!excluded.is_empty(), "a confidential segment stays out");

    // Nothing of the transcript: no store, no account, no password.
    let report = Said::of(t.bare(["dossier", "verify", "cndh.zip", "--json"])).succeeds().as_json();
    assert_eq!(report["holds"], true);
    assert!(length(&report, "/checks") > 10);
    t.run(["dossier", "get", case, "D-001", "--output", "again.zip"]).succeeds();
    assert_eq!(sha256(&t.path("again.zip")), sha256(&t.path("cndh.zip")));
}
