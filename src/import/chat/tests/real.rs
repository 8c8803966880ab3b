//! Real files, where they are at hand. They are never part of this repository; the counts are.

use super::basket::read;
use std::path::{Path, PathBuf};

/// The folder named by the environment, else the one beside the project.
fn folder() -> Option<PathBuf> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let root = std::env::var_os("RESGUARDO_REAL_DATA").map_or_else(beside, PathBuf::from);
    root.join("tweets").is_dir().then_some(root)
}

fn bytes(root: &Path, name: &str) -> Vec<u8> {
    let stored = std::fs::read(root.join(name)).unwrap();
    if !name.ends_with(".zst") {
        return stored;
    }
    let mut bytes = Vec::new();
    let mut reader = ruzstd::decoding::StreamingDecoder::new(stored.as_slice()).unwrap();
    std::io::Read::read_to_end(&mut reader, &mut bytes).unwrap();
    bytes
}

fn described(bytes: &[u8]) -> String {
    let (read, basket) = match read(bytes) {
        Ok(read) => read,
        Err(error) => return error.to_string(),
    };
    let (summary, counts) = (&read.summary, read.summary.counts);
    let mut senders: Vec<&str> = basket
        .messages
        .iter()
        .filter_map(|message| message.sender.as_ref().map(|name| name.reveal()))
        .collect();
    senders.sort_unstable();
    senders.dedup();
    let at = basket.at();
    format!(
        "{} units={} said={} system={} continued={} blank={} rejects={:?} order={:?} senders={} marks={} {} {}",
        summary.format,
        counts.units,
        counts.said,
        counts.system,
        counts.continued,
        counts.blank,
        summary.rejects,
        read.dates.order,
        senders.len(),
        basket.marks().len(),
        at.first().map_or("", String::as_str),
        at.last().map_or("", String::as_str),
    )
}

const EXPECTED: &[(&str, &str)] = &[
    (
        "tweets/chat/telegram_test_single_export.json",
        "telegram units=2 said=2 system=0 continued=0 blank=0 \
         rejects={} order=None senders=2 marks=0 2018-12-05T10:39:10Z 2018-12-05T10:49:24Z",
    ),
    (
        "tweets/chat/whatsapp_test_ddmmyy_24hrs.txt",
        "whatsapp units=11 said=7 system=2 continued=2 blank=0 \
         rejects={} order=Some(Dmy) senders=5 marks=0 2019-01-01T11:25:00Z 2021-12-30T22:01:00Z",
    ),
    (
        "tweets/chat/whatsapp_test_mmddyyyy_12hrs.txt",
        "whatsapp units=11 said=7 system=2 continued=2 blank=0 \
         rejects={} order=Some(Mdy) senders=5 marks=0 2019-01-01T11:25:00Z 2021-12-30T22:01:00Z",
    ),
    (
        "tweets/whatsapp/lorem-merge-part1.txt.zst",
        "whatsapp units=300 said=300 system=0 continued=0 blank=0 \
         rejects={} order=None senders=4 marks=0 2019-10-20T10:16:00Z 2020-01-10T00:00:00Z",
    ),
    (
        "tweets/whatsapp/lorem-merge-part2.txt.zst",
        "whatsapp units=300 said=300 system=0 continued=0 blank=0 \
         rejects={} order=None senders=5 marks=0 2020-06-20T10:16:00Z 2020-09-10T00:00:00Z",
    ),
    (
        "tweets/whatsapp/lorem.txt.zst",
        "whatsapp units=500 said=500 system=0 continued=0 blank=0 \
         rejects={} order=Some(Dmy) senders=4 marks=0 2020-01-15T02:22:56Z 2020-05-11T22:32:48Z",
    ),
];

#[test]
fn the_real_files_give_exact_counts() {
    let Some(root) = folder() else {
        eprintln!("not run: the folder of real files is absent (RESGUARDO_REAL_DATA)");
        return;
    };
    let found: Vec<(&str, String)> =
        EXPECTED.iter().map(|(name, _)| (*name, described(&bytes(&root, name)))).collect();
    let expected: Vec<(&str, String)> =
        EXPECTED.iter().map(|(name, told)| (*name, (*told).to_owned())).collect();
    assert_eq!(found, expected, "{found:#?}");
}
