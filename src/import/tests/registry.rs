use super::basket::{fixture, with};
use crate::domain::Choice;
use crate::domain::Lang;
use crate::import::csv::Field;
use crate::import::{FORMATS, IgnoreReason, RejectReason, by_code, detect};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn files(code: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import").join(code);
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries.map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn every_format_recognises_its_fixtures_and_reads_all_their_posts() {
    for format in FORMATS {
        let files = files(format.code());
        assert!(!files.is_empty(), "{} has no fixture", format.code());
        for file in files {
            let bytes = std::fs::read(&file).unwrap();
            assert_eq!(detect(&bytes).unwrap().code(), format.code(), "{}", file.display());
            let (summary, basket) = with(&bytes, None, None).unwrap();
            assert!(summary.posts > 0, "{}", file.display());
            assert_eq!(basket.rejects, [], "{}", file.display());
            assert_eq!(summary.format, format.code());
            assert_eq!(summary.without_time, 0, "{}", file.display());
        }
    }
}

#[test]
fn no_raw_record_is_anything_but_one_json_object() {
    for file in FORMATS.iter().flat_map(|format| files(format.code())) {
        let (_, basket) = with(std::fs::read(&file).unwrap(), None, None).unwrap();
        for (_, post) in basket.posts {
            let raw: serde_json::Value = serde_json::from_str(post.raw.reveal()).unwrap();
            assert!(raw.is_object(), "{}", file.display());
        }
    }
}

#[test]
fn codes_are_distinct_and_lead_back_to_their_format() {
    let codes: BTreeSet<&str> = FORMATS.iter().map(|format| format.code()).collect();
    assert_eq!(codes.len(), FORMATS.len());
    for format in FORMATS {
        assert_eq!(by_code(format.code()).unwrap().code(), format.code());
        assert!(Lang::ALL.iter().all(|lang| !format.label(*lang).is_empty()));
    }
    assert!(by_code("none").is_none());
}

#[test]
fn a_raw_record_is_the_object_of_the_file_byte_for_byte() {
    let file = fixture("x-api-v2/flat.jsonl");
    let (_, basket) = with(&file, None, None).unwrap();
    assert_eq!(basket.only().raw.reveal().as_bytes(), file.trim_ascii_end());
}

#[test]
fn the_document_names_every_format_and_reason() {
    let document = include_str!("../../../docs/formats/posts-import.md");
    let formats = FORMATS.iter().map(|format| format.code());
    let reasons = RejectReason::ALL.iter().map(|reason| reason.code());
    let ignored = IgnoreReason::ALL.iter().map(|reason| reason.code());
    let fields = Field::ALL.iter().map(|field| field.code());
    for code in formats.chain(reasons).chain(ignored).chain(fields) {
        assert!(document.contains(&format!("`{code}`")), "{code} is not documented");
    }
}
