//! Search by command: everything at once, with its language, its kinds, what is saved, and its index.

use super::transcript::{Transcript, length, number, text};

const POSTS: &str = r##"{"id":"1212092628029698048","text":"Basta de ACÓSO en redes #FueraYa","author_id":"9","created_at":"2020-01-01T06:30:00Z","lang":"es"}
{"id":"1212092628029698049","text":"Nada que ver, año nuevo","author_id":"10","created_at":"2020-02-01T00:00:00Z","lang":"es"}
"##;

const CHAT: &str = "\
13/03/24, 8:15 p. m. - Inés: Otra vez el acoso, dijo
14/03/24, 12:05 a. m. - Luis: Que nadie conteste al reportero
";

fn case(t: &Transcript) -> String {
    t.run(["init", "--organisation", "Oficina"]).succeeds();
    let case =
        text(&t.json(["case", "new", "Caso", "--time-zone", "America/Mexico_City"]), "/reference").to_owned();
    for (command, name, bytes) in [("posts", "p.jsonl", POSTS), ("chat", "c.txt", CHAT)] {
        let file = t.file(name, bytes);
        t.json([command, "import", &case, file.to_str().unwrap()]);
    }
    case
}

fn references(found: &serde_json::Value) -> Vec<&str> {
    let hits = found["hits"].as_array().unwrap();
    let mut references: Vec<&str> = hits.iter().map(|hit| hit["reference"].as_str().unwrap()).collect();
    references.sort_unstable();
    references
}

#[test]
fn anything_is_found_by_its_words_and_leads_to_where_it_stands() {
    let t = Transcript::begin();
    let case = case(&t);
    let found = t.json(["search", &case, "acoso", "--facets"]);
    assert_eq!((number(&found, "/total"), references(&found)), (2, vec!["M-001/1", "S-001/1"]));
    assert_eq!((length(&found, "/facets/kinds"), number(&found, "/untrue")), (2, 0));
    let newest = t.json(["search", &case, "acoso", "--sort", "newest", "--limit", "1"]);
    assert_eq!((number(&newest, "/total"), references(&newest)), (2, vec!["M-001/1"]));
    assert_eq!(text(&newest, "/hits/0/found/0"), "acoso");
    for (query, expected) in [
        ("acoso kind:post", vec!["S-001/1"]),
        ("\"acoso en redes\" #fueraya", vec!["S-001/1"]),
        ("from:inés -reportero", vec!["M-001/1"]),
        ("id:1212092628029698049", vec!["S-001/2"]),
        ("until:2020-01-01", vec!["S-001/1"]),
        ("ano", vec![]),
        ("año nuevo", vec!["S-001/2"]),
    ] {
        assert_eq!(references(&t.json(["search", &case, query])), expected, "{query}");
    }
    let of_kind = t.json(["search", &case, "acoso", "--kind", "message"]);
    assert_eq!(references(&of_kind), ["M-001/1"]);
    let said = t.run(["search", &case, "reporter*", "--lang", "es"]).succeeds();
    assert!(said.text().contains("M-001/2") && said.text().contains("Mensaje"), "{}", said.text());
    t.run(["search", &case, "\"sin cerrar"]).refused("");
    assert_eq!(t.json(["ledger", "verify", &case])["holds"], true);
}

#[test]
fn a_search_is_saved_and_asked_again_and_the_index_is_made_anew() {
    let t = Transcript::begin();
    let case = case(&t);
    let saved = t.json(["search", "save", &case, "acoso kind:post", "--title", "Ataques"]);
    assert_eq!(text(&saved, "/reference"), "B-001");
    assert_eq!(length(&t.json(["search", "saved", &case]), "/searches"), 1);
    assert_eq!(references(&t.json(["search", &case, "--saved", "B-001"])), ["S-001/1"]);
    let made = t.json(["search", "rebuild", &case]);
    // Two posts, two messages, their sets, the files with a step of custody each, and the case.
    assert_eq!(number(&made, "/units"), 11);
    assert_eq!(references(&t.json(["search", &case, "--saved", "B-001"])), ["S-001/1"]);
}
