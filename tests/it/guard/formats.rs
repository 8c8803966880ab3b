//! What `docs/formats/` says of the store is so: held against the program, and read by a reader that
//! shares no code with it.

use crate::support::office::{CANARY, Office, PASSWORD};
use crate::support::tree::root;
use resguardo::domain::ledger::Act;
use resguardo::domain::{Choice, KINDS};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Debian's own Python: what the readers need are packages of the system (`tests/tools/install`).
const PYTHON: &str = "/usr/bin/python3";

fn page(name: &str) -> String {
    std::fs::read_to_string(root().join("docs/formats").join(name)).unwrap()
}

#[test]
fn every_kind_of_record_and_every_act_is_described() {
    let (store, ledger) = (page("store.md"), page("ledger.md"));
    for resguardo::domain::Kind { name: kind, prefix, .. } in KINDS {
        let line = store.lines().find(|line| line.starts_with(&format!("| `{kind}` |")));
        let line = line.unwrap_or_else(|| panic!("{kind} is not in store.md"));
        assert!(line.contains(&format!("`{prefix}-001`")), "{line}");
    }
    for act in Act::ALL {
        assert!(ledger.contains(&format!("`{}`", act.code())), "{act:?} is not in ledger.md");
    }
}

#[test]
fn every_table_is_described() {
    let schema = std::fs::read_to_string(root().join("src/store/schema.rs")).unwrap();
    let store = page("store.md");
    let tables: Vec<&str> = schema
        .lines()
        .filter(|line| line.ends_with(") {"))
        .filter_map(|line| line.trim().split_once(" ("))
        .map(|it| it.0)
        .collect();
    assert!(tables.len() >= 10);
    for table in tables {
        assert!(store.contains(&format!("| `{table}` |")), "{table} is not in store.md");
    }
}

fn read(database: &Path, name: &str, password: &str) -> Output {
    let mut reader = Command::new(PYTHON)
        .arg(root().join("tests/readers/open_account.py"))
        .arg(database)
        .arg(name)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    reader.stdin.take().unwrap().write_all(password.as_bytes()).unwrap();
    reader.wait_with_output().unwrap()
}

/// The readers of `tests/vectors/`: each line they print is a thing that opened, verified or agreed.
#[test]
fn other_programs_open_and_verify_the_vectors_by_what_the_pages_say() {
    for (reader, things) in [("open_record.py", 10), ("verify_proofs.py", 20)] {
        let run = Command::new(PYTHON)
            .arg(root().join("tests/readers").join(reader))
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .output()
            .unwrap();
        let (said, wrong) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
        assert!(run.status.success(), "{reader}: {said}{wrong}");
        assert!(said.lines().count() >= things, "{reader} looked at little:\n{said}");
    }
}

#[test]
fn another_program_opens_an_account_by_what_the_pages_say() {
    let office = Office::found(None);
    let colleague = office.colleague("Ana María  ÑANDÚ");
    let database = office.data().join("resguardo.sqlite");
    let founder = format!("Registro {}", CANARY.to_uppercase());
    for (name, actor) in [(founder.as_str(), &office.registrar), ("ana maría  ñandú", &colleague)] {
        let said = read(&database, name, PASSWORD);
        let expected =
            format!("{} {}\n", data_encoding::HEXLOWER.encode(actor.account.bytes()), actor.fingerprint());
        assert_eq!(
            String::from_utf8_lossy(&said.stdout),
            expected,
            "{}",
            String::from_utf8_lossy(&said.stderr)
        );
    }
    assert!(!read(&database, &founder, "no es la clave de nadie").status.success());
    assert!(!read(&database, "nadie", PASSWORD).status.success());
}
