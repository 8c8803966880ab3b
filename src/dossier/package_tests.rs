//! A packed dossier, as a recipient with common tools meets it.

use super::content::Content;
use super::error::Error;
use super::fixture::{Bytes, Office, parts, tool};
use super::package::{Part, export};
use std::path::Path;

fn unpacked(zip: &[u8]) -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("d.zip"), zip).unwrap();
    tool("python3", &["-m", "zipfile", "-e", "d.zip", "."], directory.path());
    directory
}

fn exported() -> (Office, tempfile::TempDir, std::path::PathBuf) {
    let office = Office::new();
    let (zip, done) = office.export(&office.content());
    let directory = unpacked(&zip);
    let bag = directory.path().join(done.name);
    (office, directory, bag)
}

#[test]
fn common_tools_accept_the_bag_and_its_signature() {
    let (office, directory, bag) = exported();
    tool("bagit.py", &["--validate", "D-001"], directory.path());
    for manifest in ["manifest-sha256.txt", "tagmanifest-sha256.txt"] {
        let report = tool("sha256sum", &["--strict", "-c", manifest], &bag);
        assert!(!report.contains("FAILED"), "{report}");
    }
    let key = office.key_line();
    for by in [["-p", "resguardo.pub"], ["-P", key.as_str()]] {
        let report = tool("minisign", &[&["-V", "-m", "manifest-sha256.txt"][..], &by[..]].concat(), &bag);
        assert!(report.contains("Signature and comment signature verified"), "{report}");
        let info = tool("sha256sum", &["bag-info.txt"], &bag);
        assert!(report.contains(&format!("bag-info-sha256={}", &info[..64])), "{report}");
    }
}

#[test]
fn the_instructions_name_files_that_are_there() {
    let (office, _directory, bag) = exported();
    let text = std::fs::read_to_string(bag.join("data/VERIFICAR.txt")).unwrap();
    assert!(text.contains(&office.key_line()) && text.contains("data/D-001.pdf") && !text.contains('{'));
    let attached = tool("qpdf", &["data/D-001.pdf", "--show-attachment=dossier.json"], &bag);
    assert_eq!(attached, std::fs::read_to_string(bag.join("data/dossier.json")).unwrap());
    for path in ["data/posts.csv", "data/posts.jsonl", "data/exhibits/E-001/captura.png"] {
        assert!(bag.join(path).is_file(), "{path}");
    }
}

#[test]
fn the_same_dossier_is_packed_to_the_same_bytes() {
    let office = Office::new();
    let content = office.content();
    assert!(office.export(&content).0 == office.export(&content).0);
}

#[test]
fn typed_names_never_become_paths() {
    let office = Office::new();
    let mut content = office.content();
    content.cover.reference = "../../D 9/ñ".into();
    content.cover.organisation = "A\nPayload-Oxum: 1.1".into();
    let (zip, done) = office.export(&content);
    assert_eq!(done.name, "D-9-n");
    tool("bagit.py", &["--validate", "D-9-n"], unpacked(&zip).path());
}

fn refused(content: &Content, parts: Vec<Box<dyn Part>>) -> (Error, Vec<u8>) {
    let (office, mut zip) = (Office::new(), Vec::new());
    let result = export(content, &office.ledger(content), parts, office.lawyer.minisign(), &mut zip);
    (result.map(|_| ()).unwrap_err(), zip)
}

#[test]
fn a_file_that_is_not_the_one_described_stops_the_export_and_leaves_no_whole_zip() {
    let content = Office::new().content();
    let (path, bytes) = (content.exhibits[0].file.as_ref().unwrap().path.clone(), super::fixture::picture());
    let with = |bytes: Vec<u8>| {
        let mut all = parts(&content);
        all[0] = Box::new(Bytes(path.clone(), bytes));
        all
    };
    let mut other = bytes.clone();
    other[50] ^= 1;
    let (error, zip) = refused(&content, with(other));
    assert!(matches!(error, Error::Changed(at) if at == path));
    assert!(zip::ZipArchive::new(std::io::Cursor::new(zip)).is_err());
    let (error, _) = refused(&content, with(bytes[1..].to_vec()));
    assert!(matches!(error, Error::Changed(at) if at == path));
    let (error, _) = refused(&content, parts(&content).into_iter().skip(1).collect());
    assert!(matches!(error, Error::Missing(at) if at == path));
}

#[test]
fn a_file_that_nobody_described_stops_the_export() {
    let content = Office::new().content();
    for path in ["data/exhibits/E-009/x", "data/dossier.json", "../x", "data/exhibits/e-001/CAPTURA.PNG"] {
        let mut all = parts(&content);
        all.push(Box::new(Bytes(path.into(), vec![1])));
        assert!(matches!(refused(&content, all).0, Error::Changed(_) | Error::Name(_)), "{path}");
    }
}

struct Liar;

impl Part for Liar {
    fn path(&self) -> &str {
        "data/exhibits/E-001/captura.png"
    }
    fn length(&self) -> u64 {
        10
    }
    fn open(&mut self) -> std::io::Result<Box<dyn std::io::Read + '_>> {
        Ok(Box::new(std::io::repeat(1)))
    }
}

#[test]
fn a_part_longer_than_announced_is_not_read_to_its_end() {
    let content = Office::new().content();
    let mut all = parts(&content);
    all[0] = Box::new(Liar);
    assert!(matches!(refused(&content, all).0, Error::Length(_)));
}

#[test]
fn the_zip_lists_well_in_other_programs() {
    let (zip, _) = Office::new().export(&Office::new().content());
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("d.zip"), &zip).unwrap();
    let report = tool("python3", &["-m", "zipfile", "-t", "d.zip"], Path::new(directory.path()));
    assert!(report.contains("Done testing"), "{report}");
}
