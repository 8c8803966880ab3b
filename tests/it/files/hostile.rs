//! Files made to break an import, through the page and the command: a clear answer, and nothing left.

use super::client::{Client, File, House, Reply};
use crate::support::office::{CANARY, Office};
use crate::support::server::Server;
use std::io::Write;
use std::process::Command;

const GOOD: &str =
    r#"{"id":"1500000000000000001","author_id":"7","text":"uno","created_at":"2022-03-05T06:07:08.000Z"}"#;

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

/// What each file is, and what the page must say of it.
fn bad() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let deep = format!("{{\"id\":\"1\",\"text\":{}{}}}", "[".repeat(200_000), "]".repeat(200_000));
    let long = format!("{{\"id\":\"2\",\"text\":\"{}\"}}\n", "x".repeat(10 << 20));
    let bomb = [GOOD.as_bytes(), b"\n", &b" ".repeat(80 << 20)].concat();
    vec![
        ("empty", Vec::new(), "El archivo está vacío"),
        ("blank", b"\xEF\xBB\xBF\n \n".to_vec(), "El archivo está vacío"),
        ("truncated", GOOD.as_bytes()[..60].to_vec(), "no contiene publicaciones"),
        ("binary", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), "No se reconoce el formato"),
        ("a 10 MB line", long.into_bytes(), "no contiene publicaciones"),
        ("deep", deep.into_bytes(), "no contiene publicaciones"),
        (
            "the same key twice",
            br#"{"id":"1","text":"a","text":"b","author_id":"7"}"#.to_vec(),
            "no contiene publicaciones",
        ),
        ("bzip2", b"BZh91AY&SY".to_vec(), "descomprímalo primero"),
        ("half a gzip", gz(&bomb)[..500].to_vec(), "está dañado o incompleto"),
        ("a bomb", gz(&bomb), "se expande mucho más"),
        ("a bomb in a bomb", gz(&gz(GOOD.as_bytes())), "descomprímalo primero"),
        ("no zip", b"PK\x03\x04 and no more".to_vec(), "está dañado o incompleto"),
    ]
}

fn import(house: &House, who: &Client, name: &str, bytes: &[u8]) -> Reply {
    let url = house.url();
    let file = [File { field: "file", name, bytes }];
    who.upload_from(&format!("{url}/posts/import"), &format!("{url}/posts"), &[("title", "Un título")], &file)
}

#[test]
fn every_bad_file_gets_its_reason_on_the_page_and_leaves_nothing() {
    let house = House::open();
    let lead = house.lead();
    for (what, bytes, said) in bad() {
        let reply = import(&house, &lead, "t.jsonl", &bytes);
        let page = reply.text();
        let problem = page.split("id=\"file-problem\"").nth(1).and_then(|rest| rest.split("</p>").next());
        let problem = problem.unwrap_or_else(|| panic!("{what}: {} without a problem", reply.status));
        assert!(reply.status == 422 && problem.contains(said), "{what}: {problem}");
        assert!(page.contains("Un título"), "{what}: what was typed is lost");
    }
    assert_eq!(house.blobs(), 0);
    let none =
        resguardo::service::posts::sets(&house.office.store, &house.office.registrar, house.case).unwrap();
    assert!(none.is_empty());
}

#[test]
fn the_command_refuses_the_same_files_in_one_line() {
    let house = House::open();
    let home = tempfile::tempdir().unwrap();
    let password = home.path().join("password");
    std::fs::write(&password, crate::support::office::PASSWORD).unwrap();
    for (what, bytes, _) in bad() {
        let file = home.path().join("t.jsonl");
        std::fs::write(&file, bytes).unwrap();
        let said = Command::new(env!("CARGO_BIN_EXE_resguardo"))
            .args(["posts", "import", &house.case.to_string(), "--lang", "es", "--data"])
            .arg(house.office.data())
            .args(["--account", &format!("registro {CANARY}"), "--password-file"])
            .arg(&password)
            .arg(&file)
            .output()
            .unwrap();
        let stderr = String::from_utf8(said.stderr).unwrap();
        assert_eq!((said.status.code(), said.stdout.len()), (Some(1), 0), "{what}: {stderr}");
        assert!(stderr.starts_with("resguardo: ") && stderr.contains("t.jsonl"), "{what}: {stderr}");
    }
    assert_eq!(house.blobs(), 0);
}

#[test]
fn hostile_names_and_words_are_text_like_any_other() {
    let house = House::open();
    let (lead, url) = (house.lead(), house.url());
    let nasty = "\u{202e}gpj.exe <script>alert(1)</script> {{ 7*7 }} ' OR 1=1";
    let post = serde_json::json!({
        "id": "1500000000000000001", "text": nasty, "author": {"id": "7", "username": nasty, "name": nasty},
        "author_id": "7", "entities": {"hashtags": [{"tag": nasty}], "urls": [{"expanded_url": "javascript:alert(1)"}]}
    });
    let reply = import(&house, &lead, "\u{202e}<img src=x onerror=1>.jsonl", post.to_string().as_bytes());
    assert_eq!(reply.status, 303);
    for page in ["/posts", "/posts/S-001", "/posts/S-001/1", "/evidence", "/evidence/E-001"] {
        let text = lead.get(&format!("{url}{page}")).text();
        for raw in ["<script>alert", "<img src=x", "href=\"javascript:"] {
            assert!(!text.contains(raw), "{raw} on {page}");
        }
    }
    assert!(lead.get(&format!("{url}/posts/S-001/1")).text().contains("{{ 7*7 }}"));
}

#[test]
fn a_compressed_file_is_imported_and_kept_byte_for_byte() {
    let house = House::open();
    let (lead, url) = (house.lead(), house.url());
    let packed = gz(format!("{GOOD}\n{}\n", GOOD.replace("0001", "0002")).as_bytes());
    let reply = import(&house, &lead, "tuits.jsonl.gz", &packed);
    assert_eq!(reply.status, 303, "{}", reply.text());
    assert!(lead.get(&format!("{url}/posts/S-001")).text().contains("<span class=\"value\">2</span>"));
    let post = lead.get(&format!("{url}/posts/S-001/2")).text();
    assert!(post.contains("Línea 2") && post.contains("tuits.jsonl.gz"));
    assert!(lead.get(&format!("{url}/evidence/E-001/original")).bytes == packed);
    // A compressed table of unknown columns is asked about like a plain one.
    let table = gz(b"quien;dijo;cuando\nana;hola;03/04/2021 10:00\nluis;adios;04/04/2021 11:00\n");
    let asked = import(&house, &lead, "t.csv.gz", &table);
    assert!(asked.status == 422 && asked.text().contains("name=\"column-text\""));
}

/// The name that a browser gives with a file says whom and what it is about.
#[test]
fn names_of_files_are_in_no_log_however_talkative_it_is() {
    let (office, name) = (Office::found(None), format!("entrevista con {CANARY}.jsonl"));
    let case = office.case();
    let mut command = Command::new(env!("CARGO_BIN_EXE_resguardo"));
    command.arg("serve").arg("--data").arg(office.data()).args(["--listen", "127.0.0.1:0"]);
    let server = Server::run({
        command.env("RESGUARDO_LOG", "trace");
        command
    });
    let house = House { office, server: server.expect("a server"), case };
    let (lead, url) = (house.lead(), house.url());
    let file = [File { field: "files", name: &name, bytes: b"contenido" }];
    let attached = lead.upload_from(&format!("{url}/evidence/new"), &format!("{url}/evidence"), &[], &file);
    assert_eq!(attached.status, 303);
    assert_eq!(import(&house, &lead, &name, GOOD.as_bytes()).status, 303);
    assert_eq!(import(&house, &lead, &name, b"no es nada").status, 422);
    assert_eq!(lead.get(&format!("{url}/evidence/E-001/original")).status, 200);
    let log = house.server.log();
    assert!(log.len() > 1000, "at its most talkative it says something: {log}");
    let line = log.lines().find(|line| line.contains(CANARY) || line.contains("entrevista con"));
    assert_eq!(line, None);
}
