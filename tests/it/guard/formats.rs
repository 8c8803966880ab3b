//! What `docs/formats/` says of the store is so: held against the program, and read by a reader that
//! shares no code with it.

use crate::support::office::{CANARY, Office, PASSWORD};
use crate::support::tree::root;
use resguardo::domain::ledger::Act;
use resguardo::domain::{Choice, KINDS};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

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
    // Debian's own Python: the libraries are packages of the system.
    let mut reader = Command::new("/usr/bin/python3")
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

#[test]
fn another_program_opens_an_account_by_what_the_pages_say() {
    let has =
        Command::new("/usr/bin/python3").args(["-c", "import nacl, argon2"]).stderr(Stdio::null()).status();
    if !has.is_ok_and(|status| status.success()) {
        eprintln!("not run: python3-nacl and python3-argon2 are not installed");
        return;
    }
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
