//! Every way to tamper with a dossier is found and named.

use super::{Report, What, Why, verify_file, verify_since};
use crate::crypto::{AccountKeys, minisign};
use crate::domain::Lang;
use crate::dossier::content::{Content, Posts};
use crate::dossier::fixture::{Office, place_of};
use crate::dossier::ledger::{CONSISTENCY, ENTRIES, LedgerExtract, SIGNERS};
use crate::dossier::package::export;
use std::collections::BTreeSet;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

pub(super) fn check(zip: &[u8]) -> Report {
    verify_file(Cursor::new(zip), None)
}

pub(super) fn dossier() -> (Office, Vec<u8>) {
    let office = Office::new();
    let (zip, _) = office.export(&office.content());
    (office, zip)
}

fn failed(report: &Report) -> Vec<(What, &str)> {
    report.failures().map(|check| (check.what, check.subject.as_str())).collect()
}

/// The bag's files in their order.
pub(super) fn files(zip: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(zip)).unwrap();
    let count = archive.len();
    let read = |index| {
        let mut file = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        (file.name().unwrap().into_owned(), bytes)
    };
    (0..count).map(read).collect()
}

pub(super) fn zipped(files: &[(String, Vec<u8>)], method: CompressionMethod) -> Vec<u8> {
    let options =
        SimpleFileOptions::default().compression_method(method).last_modified_time(DateTime::default());
    let mut out = ZipWriter::new_stream(Vec::new());
    for (name, bytes) in files {
        out.start_file(name.as_str(), options.unix_permissions(0o644)).unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// The same bag with one file changed by hand, in a zip that is well formed.
fn with(zip: &[u8], path: &str, change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut files = files(zip);
    change(&mut files.iter_mut().find(|(name, _)| name == &format!("D-001/{path}")).unwrap().1);
    zipped(&files, CompressionMethod::Stored)
}

#[test]
fn an_untouched_dossier_holds_in_every_respect() {
    let (office, zip) = dossier();
    let report = verify_file(Cursor::new(&zip), Some(&office.key_line()));
    assert_eq!(failed(&report), vec![]);
    assert!(report.holds());
    let whats: BTreeSet<What> = report.checks.iter().map(|check| check.what).collect();
    let silent = [What::Name, What::Present, What::Listed, What::Since, What::TimeStamp];
    let asked = |what: &What| whats.contains(what) || silent.contains(what);
    assert!(<What as crate::domain::Choice>::ALL.iter().all(asked), "{whats:?}");
    assert_eq!((report.name.as_str(), &report.signer_key), ("D-001", &office.key_line()));
    assert!(report.words(Lang::Es).contains("El expediente D-001 está íntegro"));
}

#[test]
fn making_the_zip_again_changes_nothing() {
    let (_, zip) = dossier();
    assert!(zipped(&files(&zip), CompressionMethod::Stored) == zip);
}

/// A dossier without pictures and posts: every byte of it can be tried.
fn small() -> Vec<u8> {
    let (office, mut zip) = (Office::new(), Vec::new());
    let content = office.content();
    let content = Content { exhibits: vec![], posts: Posts::default(), testimonies: vec![], ..content };
    let ledger = LedgerExtract { entries: vec![], earlier: vec![], ..office.ledger(&office.content()) };
    export(&content, &ledger, vec![], office.lawyer.minisign(), &mut zip).unwrap();
    zip
}

#[test]
fn a_changed_byte_anywhere_is_found() {
    let mut zip = small();
    assert!(check(&zip).holds(), "{:?}", failed(&check(&zip)));
    // The PDF's inside is one file among others: its edges and a sample of it stand for the rest.
    let pdf = files(&zip).iter().find(|(name, _)| name.ends_with(".pdf")).unwrap().1.clone();
    let start = zip.windows(pdf.len()).position(|window| window == pdf).unwrap();
    let inside = start + 16..start + pdf.len() - 16;
    let tried: Vec<usize> = (0..zip.len()).filter(|at| !inside.contains(at) || at % 997 == 0).collect();
    assert!(tried.len() > 20_000, "{}", tried.len());
    for at in tried {
        zip[at] ^= 1 << (at % 8);
        let report = check(&zip);
        assert!(!report.holds(), "byte {at} of {} may be changed", zip.len());
        zip[at] ^= 1 << (at % 8);
    }
}

#[test]
fn a_changed_byte_in_a_file_names_that_file() {
    let (_, zip) = dossier();
    for (name, bytes) in files(&zip).iter().filter(|(_, bytes)| bytes.len() > 40) {
        let mut changed = zip.clone();
        let start = zip.windows(bytes.len()).position(|window| window == bytes).unwrap();
        changed[start + 20] ^= 1;
        let (report, path) = (check(&changed), name.strip_prefix("D-001/").unwrap());
        let named = report.failures().any(|one| one.subject.contains(path));
        assert!(named, "{path}: {:?}", failed(&report));
    }
}

#[test]
fn nothing_can_be_hidden_around_or_between_the_files() {
    let (_, zip) = dossier();
    let appended = [&zip[..], b"hidden"].concat();
    let prepended = [b"#!/bin/sh\n", &zip[..]].concat();
    let cut = zip[..zip.len() - 1].to_vec();
    let second = zip.windows(4).enumerate().filter(|(_, window)| window == b"PK\x03\x04").nth(1).unwrap().0;
    let between = [&zip[..second], b"hidden", &zip[second..]].concat();
    for changed in [appended, prepended, cut, between] {
        let report = check(&changed);
        assert!(report.failures().any(|check| check.what == What::Container), "{:?}", failed(&report));
    }
    let packed_again = check(&zipped(&files(&zip), CompressionMethod::Deflated));
    assert!(!packed_again.holds());
}

#[test]
fn a_file_added_taken_away_or_renamed_is_named() {
    let (_, zip) = dossier();
    let mut more = files(&zip);
    more.insert(3, ("D-001/data/extra.txt".into(), vec![1]));
    let report = check(&zipped(&more, CompressionMethod::Stored));
    assert!(failed(&report).contains(&(What::Listed, "data/extra.txt")), "{:?}", failed(&report));
    for path in [
        "data/posts.csv",
        "data/exhibits/E-001/captura.png",
        "bag-info.txt",
        SIGNERS,
        "tagmanifest-sha256.txt",
    ] {
        let less: Vec<_> = files(&zip).into_iter().filter(|(name, _)| !name.ends_with(path)).collect();
        let report = check(&zipped(&less, CompressionMethod::Stored));
        assert!(failed(&report).contains(&(What::Present, path)), "{path}: {:?}", failed(&report));
    }
}

#[test]
fn names_that_leave_the_folder_are_refused() {
    let (_, zip) = dossier();
    for name in [
        "/etc/passwd",
        "D-001/../x",
        "D-001/data/../../x",
        "other/x",
        "D-001/data/.hidden",
        "D-001/DATA/POSTS.CSV",
    ] {
        let mut more = files(&zip);
        more.push((name.into(), vec![1]));
        let report = check(&zipped(&more, CompressionMethod::Stored));
        let named = report.failures().any(|check| matches!(check.what, What::Name | What::Container));
        assert!(named, "{name}: {:?}", failed(&report));
    }
}

/// Makes the bag consistent again after a change, with another's key: what an attacker can do.
fn forged(zip: &[u8], path: &str, change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let key = AccountKeys::generate();
    let mut all = files(&with(zip, path, change));
    let digest = |bytes: &[u8]| crate::crypto::Digest::of(bytes).to_string();
    let of = |all: &[(String, Vec<u8>)], wanted: &dyn Fn(&str) -> bool| -> String {
        let named = all.iter().map(|(name, bytes)| (name.strip_prefix("D-001/").unwrap(), bytes));
        named
            .filter(|(name, _)| wanted(name))
            .map(|(name, bytes)| format!("{}  {name}\n", digest(bytes)))
            .collect()
    };
    let manifest = of(&all, &|name| name.starts_with("data/"));
    let info = all.iter().find(|(name, _)| name.ends_with("bag-info.txt")).unwrap().1.clone();
    let comment = format!("resguardo-dossier/1 D-001 bag-info-sha256={}", digest(&info));
    let signature = key.minisign().sign(manifest.as_bytes(), &comment).unwrap();
    assert!(minisign::verify(&key.minisign().public_text(), &signature, manifest.as_bytes()).is_ok());
    let mut put = |end: &str, text: String| {
        all.iter_mut().find(|(name, _)| name.ends_with(end)).unwrap().1 = text.into()
    };
    put("/manifest-sha256.txt", manifest);
    put(".minisig", signature);
    put("resguardo.pub", key.minisign().public_text());
    let tags = of(&all, &|name| !name.starts_with("data/") && !name.starts_with("tagmanifest"));
    all.iter_mut().find(|(name, _)| name.ends_with("tagmanifest-sha256.txt")).unwrap().1 = tags.into();
    zipped(&all, CompressionMethod::Stored)
}

#[test]
fn a_bag_signed_again_by_a_stranger_is_not_the_organisation_s() {
    let (office, zip) = dossier();
    let zip = forged(&zip, "data/exhibits/E-002/rol.xlsx", |bytes| bytes[0] ^= 1);
    let report = verify_file(Cursor::new(&zip), Some(&office.key_line()));
    let whats: BTreeSet<What> = report.failures().map(|check| check.what).collect();
    let expected = [What::ExpectedKey, What::SignerCertified, What::RecordLedger, What::Exhibit];
    assert_eq!(whats, BTreeSet::from(expected), "{:?}", failed(&report));
}

#[test]
fn a_changed_record_differs_from_the_pdf_the_table_and_the_ledger() {
    let (_, zip) = dossier();
    let zip = forged(&zip, "data/dossier.json", |bytes| {
        let text = String::from_utf8(bytes.clone()).unwrap();
        *bytes = text.replace("@ElenaRiosF miente", "@ElenaRiosF mintió").into_bytes();
    });
    let whats: BTreeSet<What> = check(&zip).failures().map(|check| check.what).collect();
    assert!(whats.is_superset(&BTreeSet::from([What::RecordPdf, What::Posts])), "{whats:?}");
}

#[test]
fn an_altered_ledger_entry_is_named() {
    let (_, zip) = dossier();
    let zip = forged(&zip, ENTRIES, |bytes| {
        let text = String::from_utf8(bytes.clone()).unwrap();
        *bytes = text.replace("\\\"seq\\\":5", "\\\"seq\\\":6").into_bytes();
    });
    let report = check(&zip);
    for what in [What::EntrySignature, What::EntryProof] {
        assert!(failed(&report).contains(&(what, "data/ledger/entries.jsonl #5")), "{:?}", failed(&report));
    }
    assert!(failed(&report).contains(&(What::ExhibitLedger, "E-001 #5")), "{:?}", failed(&report));
}

/// The organisation itself signs the bag: only what was kept before shows that it rewrote its ledger.
#[test]
fn a_ledger_that_does_not_go_on_from_an_earlier_dossier_is_named() {
    let office = Office::new();
    let since = |zip: &[u8], older: &[u8]| {
        let report = verify_since(Cursor::new(zip), None, Cursor::new(older)).unwrap();
        let since = report.checks.iter().find(|check| check.what == What::Since).unwrap().clone();
        (since.holds, since.why)
    };
    let (first, _) = office.export(&office.content());
    let (second, _) = office.export(&office.content_at(11));
    assert_eq!(failed(&check(&second)), vec![]);
    for same in [&first, &second] {
        assert_eq!(since(&second, same), (true, None));
    }
    assert_eq!(since(&first, &second), (false, Some(Why::Later)));
    let receipt = |size| office.ledger_at(&office.content(), size).checkpoint;
    let (of_eight, of_five) = (receipt(8), receipt(5));
    assert_eq!(since(&second, of_eight.as_bytes()), (true, None));
    assert_eq!(since(&second, of_five.as_bytes()), (false, Some(Why::NoProof)));
    assert_eq!(since(&second, b"a receipt"), (false, Some(Why::Malformed)));
    let (signed, end) = of_eight.trim_end().split_at(of_eight.len() - 4);
    let unsigned = format!("{signed}{}\n", if end == "AAA" { "BBB" } else { "AAA" });
    assert_eq!(since(&second, unsigned.as_bytes()), (false, Some(Why::BadSignature)));
    let cut = with(&first, "data/posts.csv", |bytes| bytes.truncate(60));
    assert_eq!(since(&second, &cut), (false, Some(Why::OlderBroken)));
    let stranger = Office::new();
    assert_eq!(since(&second, &stranger.export(&stranger.content()).0), (false, Some(Why::Unknown)));

    let rewritten = Office { rewritten: true, ..office };
    let (other, _) = rewritten.export(&rewritten.content_at(11));
    assert_eq!(failed(&check(&other)), vec![], "by itself it holds");
    assert_eq!(since(&other, &first), (false, Some(Why::Forked)));
    assert_eq!(since(&other, of_eight.as_bytes()), (false, Some(Why::Forked)));
}

#[test]
fn a_consistency_proof_that_leads_elsewhere_is_named() {
    let (_, zip) = dossier();
    let zip = forged(&zip, CONSISTENCY, |bytes| {
        let text = String::from_utf8(bytes.clone()).unwrap();
        *bytes = text.replace("{\"size\":3", "{\"size\":4").into_bytes();
    });
    assert!(failed(&check(&zip)).contains(&(What::Consistency, "data/ledger/consistency.jsonl #4")));
}

#[test]
fn an_entry_moved_to_another_place_does_not_belong_there() {
    let (_, zip) = dossier();
    let zip = forged(&zip, ENTRIES, |bytes| {
        let text = String::from_utf8(bytes.clone()).unwrap();
        *bytes = text.replace("{\"seq\":5", "{\"seq\":6").into_bytes();
    });
    assert!(failed(&check(&zip)).contains(&(What::EntryProof, "data/ledger/entries.jsonl #6")));
}

#[test]
fn a_signer_whom_nobody_certified_is_unknown() {
    let (office, zip) = dossier();
    let own = AccountKeys::generate();
    let zip = forged(&zip, SIGNERS, |bytes| {
        let stranger = data_encoding::BASE64.encode(own.minisign().public_text().as_bytes());
        let text = String::from_utf8(bytes.clone()).unwrap();
        let known = data_encoding::BASE64.encode(&office.certificates[1].to_bytes());
        *bytes = text.replace(&known, &stranger).into_bytes();
    });
    let whats: BTreeSet<What> = check(&zip).failures().map(|check| check.what).collect();
    let expected = [What::Certificates, What::SignerCertified, What::Checkpoint, What::EntrySignature];
    assert!(whats.is_superset(&BTreeSet::from(expected)), "{whats:?}");
}

#[test]
fn what_is_no_zip_is_said_to_be_none() {
    let bomb = zipped(&[("D-001/bagit.txt".into(), vec![0; 1 << 20])], CompressionMethod::Deflated);
    for bytes in [&b""[..], b"PK", b"%PDF-1.7", &[0; 5000], &bomb] {
        let report = check(bytes);
        assert!(!report.holds());
        assert!(report.words(Lang::En).contains("DO NOT RELY ON IT"));
    }
}

#[test]
fn a_dossier_of_another_version_is_not_taken_for_one_of_this() {
    let (_, zip) = dossier();
    let zip = forged(&zip, "data/dossier.json", |bytes| {
        *bytes = String::from_utf8(bytes.clone())
            .unwrap()
            .replace("resguardo-dossier/1", "resguardo-dossier/2")
            .into();
    });
    assert!(failed(&check(&zip)).contains(&(What::Record, "data/dossier.json")));
}

#[test]
fn names_in_a_report_do_not_steer_a_terminal() {
    let (_, zip) = dossier();
    let zip = with(&zip, "manifest-sha256.txt", |bytes| {
        bytes.extend_from_slice(format!("{}  data/\u{1b}[2J\u{202e}x\n", "0".repeat(64)).as_bytes());
    });
    let words = check(&zip).words(Lang::En);
    assert!(words.contains("data/\\u{1b}[2J\\u{202e}x"), "{words}");
    assert!(!words.contains('\u{1b}') && !words.contains('\u{202e}'));
}

/// The reader in Python was written from the specification, not from this code.
#[test]
fn a_reader_written_from_the_specification_agrees() {
    let (office, zip) = dossier();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let directory = tempfile::tempdir().unwrap();
    let read = |zip: &[u8], key: &str| {
        let path = directory.path().join("d.zip");
        std::fs::write(&path, zip).unwrap();
        let reader = root.join("tests/readers/verify_dossier.py");
        let run =
            std::process::Command::new(place_of("python3")).arg(reader).arg(path).arg(key).output().unwrap();
        let said = String::from_utf8_lossy(&run.stdout).trim().to_owned();
        (run.status.success(), said + &String::from_utf8_lossy(&run.stderr))
    };
    assert_eq!(read(&zip, &office.key_line()), (true, "holds".into()));
    let (later, _) = office.export(&office.content_at(11));
    let older = directory.path().join("older.zip");
    std::fs::write(&older, &zip).unwrap();
    let since = format!("--since={}", older.display());
    assert_eq!(read(&later, &since), (true, "holds".into()));
    let other = Office { rewritten: true, ..Office::new() };
    let (stranger, _) = other.export(&other.content_at(11));
    assert!(read(&stranger, &since).1.contains("since: another organisation"));
    let others = [
        (read(&zip, &Office::new().key_line()), "another key"),
        (
            read(&with(&zip, "data/posts.csv", |bytes| bytes[60] ^= 1), &office.key_line()),
            "digest: data/posts.csv",
        ),
        (read(&[&zip[..], b"x"].concat(), &office.key_line()), "canonical"),
        (
            read(&forged(&zip, ENTRIES, |bytes| bytes.truncate(bytes.len() - 30)), &office.key_line()),
            "cannot be read",
        ),
    ];
    for ((holds, said), fault) in others {
        assert!(!holds && said.contains(fault), "{fault}: {said}");
    }
}

/// `tests/vectors/dossier/` holds one dossier per version of the format. They are never made again:
/// what was sent years ago must still verify.
#[test]
fn a_dossier_made_when_this_version_was_frozen_still_holds() {
    let (zip, key) = (
        include_bytes!("../../../tests/vectors/dossier/v1.zip"),
        include_str!("../../../tests/vectors/dossier/v1.pub"),
    );
    let report = verify_file(Cursor::new(&zip[..]), Some(key));
    assert_eq!(failed(&report), vec![]);
    assert!(report.checks.len() > 40, "only {} checks", report.checks.len());
}
