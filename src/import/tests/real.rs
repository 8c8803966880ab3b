//! Real files, where they are at hand. They hold the words of people at risk and are therefore
//! never part of this repository; the counts are.

use super::basket::with;
use crate::import::Mapping;
use crate::import::csv::{Column, Field};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// The folder named by the environment, else the one beside the project.
fn folder() -> Option<PathBuf> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let root = std::env::var_os("RESGUARDO_REAL_DATA").map_or_else(beside, PathBuf::from).join("tweets");
    root.is_dir().then_some(root)
}

fn unpacked(root: &std::path::Path, name: &str) -> Vec<u8> {
    let packed = std::fs::File::open(root.join(name)).unwrap();
    let mut reader = ruzstd::decoding::StreamingDecoder::new(packed).unwrap();
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut reader, &mut bytes).unwrap();
    bytes
}

/// One line per file: format, units, posts, distinct ids, without time, rejects and what was
/// passed over by reason.
fn described(bytes: &[u8], mapping: Option<Mapping>) -> String {
    match with(bytes, None, mapping) {
        Err(error) => format!("{error}"),
        Ok((summary, basket)) => {
            let ids: BTreeSet<&str> = basket.ids().into_iter().collect();
            let reasons = serde_json::to_string(&summary.rejects).unwrap();
            let ignored = serde_json::to_string(&summary.ignored).unwrap();
            let untimed = summary.without_time;
            let broken = if summary.broken_off { " BROKEN OFF" } else { "" };
            format!(
                "{} units={} posts={} ids={} untimed={untimed} rejects={reasons} ignored={ignored}{broken}",
                summary.format,
                summary.units,
                summary.posts,
                ids.len()
            )
            .replace('"', "")
        }
    }
}

fn without_header() -> Mapping {
    let columns = [
        (Field::CreatedAt, 0),
        (Field::AuthorHandle, 1),
        (Field::Text, 2),
        (Field::Likes, 3),
        (Field::Replies, 4),
        (Field::Reposts, 5),
        (Field::Quotes, 6),
        (Field::Permalink, 7),
        (Field::RepostOf, 8),
        (Field::QuoteOf, 9),
    ];
    Mapping {
        columns: BTreeMap::from(columns.map(|(field, index)| (field, Column::Index(index)))),
        delimiter: ';',
        has_header: false,
        quotes: false,
        date_order: None,
        time_zone: None,
    }
}

const EXPECTED: &[(&str, &str)] = &[];

#[test]
fn the_real_files_give_exact_counts() {
    let Some(root) = folder() else {
        eprintln!("not run: the folder of real files is absent (RESGUARDO_REAL_DATA)");
        return;
    };
    for name in std::env::var("LIST").unwrap_or_default().split_whitespace() {
        let mapping = name.starts_with("generic_csv").then(without_header);
        eprintln!("(\"{name}\", \"{}\"),", described(&unpacked(&root, name), mapping));
    }
    for (name, expected) in EXPECTED {
        let mapping = name.starts_with("generic_csv").then(without_header);
        assert_eq!(&described(&unpacked(&root, name), mapping), expected, "{name}");
    }
}
