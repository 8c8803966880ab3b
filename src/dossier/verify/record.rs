//! `dossier.json` against everything else: the ledger, the exhibits, the posts, the PDF.

use super::bagit::key_line;
use super::opened::Opened;
use super::proofs::Proven;
use super::report::{Report, What, Why, or};
use crate::crypto::Digest;
use crate::dossier::content::{Content, Exhibit, ExhibitFile, FORMAT};
use crate::dossier::names::safe_name;
use crate::dossier::package::{KEY, RECORD};
use crate::dossier::posts;
use serde::Deserialize;
use std::collections::BTreeSet;

pub fn check(bag: &Opened, proven: &Proven, report: &mut Report) {
    let content = bag.text(RECORD).and_then(|text| serde_json::from_str::<Content>(text).ok());
    let fits =
        |content: &Content| content.format == FORMAT && safe_name(&content.cover.reference, "D") == bag.name;
    let Some(content) = content.filter(fits) else {
        report.add(What::Record, RECORD, Err(Why::Malformed));
        return;
    };
    report.add(What::Record, RECORD, Ok(()));
    integrity(bag, &content, proven, report);
    exhibits(bag, &content, proven, report);
    the_posts(bag, &content, report);
    let pdf = format!("data/{}.pdf", bag.name);
    let attached = bag.files.get(&pdf).ok_or(Why::Missing).and_then(|seen| {
        let record = &bag.files[RECORD].content;
        or(super::attachment::is_attached(&seen.content, "dossier.json", record), Why::Differs)
    });
    report.add(What::RecordPdf, pdf, attached);
}

fn integrity(bag: &Opened, content: &Content, proven: &Proven, report: &mut Report) {
    let said = &content.integrity;
    let same = proven.head.as_ref().is_some_and(|head| {
        head.origin == said.ledger_origin
            && head.size == said.ledger_size
            && head.root.to_string() == said.ledger_root
    });
    let key = bag.text(KEY).is_some_and(|public| key_line(public) == said.signer_key);
    report.add(What::RecordLedger, RECORD, or(same && key, Why::Differs));
}

fn exhibits(bag: &Opened, content: &Content, proven: &Proven, report: &mut Report) {
    let mut described = BTreeSet::new();
    for exhibit in &content.exhibits {
        if let Some(file) = &exhibit.file {
            described.insert(file.path.as_str());
            let seen = bag.files.get(&file.path);
            let same = |digest: &Digest, bytes| digest.to_string() == file.sha256 && bytes == file.bytes;
            let same = seen.is_some_and(|seen| same(&seen.sha256, seen.bytes));
            report.add(What::Exhibit, &file.path, or(same, Why::Differs));
        }
        recorded(exhibit, proven, report);
    }
    for path in bag.files.keys().filter(|path| path.starts_with("data/exhibits/")) {
        if !described.contains(path.as_str()) {
            report.add(What::Exhibit, path, Err(Why::Extra));
        }
    }
}

/// Each entry that the exhibit cites is in the extract, and the one that took it in commits to it.
fn recorded(exhibit: &Exhibit, proven: &Proven, report: &mut Report) {
    for number in exhibit.custody.iter().filter_map(|event| event.ledger_entry) {
        let subject = format!("{} #{number}", exhibit.reference);
        report.add(What::ExhibitLedger, subject, or(proven.entries.contains_key(&number), Why::Missing));
    }
    let Some(ExhibitFile { ledger_entry: Some(number), sha256, .. }) = &exhibit.file else { return };
    let intake = proven.entries.get(number).and_then(|body| serde_json::from_str::<Intake>(body).ok());
    let commits = intake.zip(sha256.parse().ok()).is_some_and(|(intake, digest)| intake.commits_to(&digest));
    report.add(What::ExhibitLedger, format!("{} #{number}", exhibit.reference), or(commits, Why::Differs));
}

/// What of an entry matters here; the whole is in `docs/formats/ledger.md`.
#[derive(Deserialize)]
struct Intake {
    salt: String,
    content: Digest,
}

impl Intake {
    fn commits_to(&self, original: &Digest) -> bool {
        Digest::of(&[self.salt.as_bytes(), original.bytes()].concat()) == self.content
    }
}

#[derive(Deserialize)]
struct PostRecord {
    number: u64,
    id: String,
    sha256: String,
    raw: String,
}

/// The table is the one that the record makes; each source record has the digest that it gives.
fn the_posts(bag: &Opened, content: &Content, report: &mut Report) {
    let table = posts::table(&content.posts).ok();
    let same = table.is_some() && table.as_ref() == bag.files.get(posts::TABLE).map(|seen| &seen.content);
    report.add(What::Posts, posts::TABLE, or(same, Why::Differs));
    let mut rows = content.posts.rows.iter();
    let good = bag.text(posts::RECORDS).is_some_and(|text| {
        text.lines().all(|line| {
            serde_json::from_str::<PostRecord>(line).is_ok_and(|said| {
                let whole = Digest::of(said.raw.as_bytes()).to_string() == said.sha256;
                let row = |row: &_| same_post(row, &said);
                whole && rows.any(row)
            })
        })
    });
    report.add(What::Posts, posts::RECORDS, or(good, Why::Differs));
}

fn same_post(row: &crate::dossier::content::Post, said: &PostRecord) -> bool {
    (row.number, &row.id, &row.sha256) == (said.number, &said.id, &said.sha256)
}
