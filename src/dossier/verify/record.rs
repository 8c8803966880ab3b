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
use std::collections::{BTreeSet, HashMap};

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

/// Both files are those that the record names; each row of the table stands for a source record with
/// its digest; each post on paper is a row of the table.
fn the_posts(bag: &Opened, content: &Content, report: &mut Report) {
    let stated = |path: &str| content.posts.files.iter().find(|file| file.path == path);
    for path in [posts::TABLE, posts::RECORDS] {
        let outcome = match (stated(path), bag.files.get(path)) {
            (None, None) => continue,
            (None, Some(_)) => Err(Why::Extra),
            (Some(_), None) => Err(Why::Missing),
            (Some(file), Some(seen)) => {
                let same = seen.sha256.to_string() == file.sha256 && seen.bytes == file.bytes;
                let whole = path != posts::TABLE || all_posts(bag, content).is_some();
                or(same && whole, Why::Differs)
            }
        };
        report.add(What::Posts, path, outcome);
    }
    let printed = content.posts.rows.is_empty() || stated(posts::TABLE).is_some();
    if !printed {
        report.add(What::Posts, posts::TABLE, Err(Why::Missing));
    }
}

fn all_posts(bag: &Opened, content: &Content) -> Option<()> {
    let mut table =
        csv::ReaderBuilder::new().has_headers(false).from_reader(&bag.files.get(posts::TABLE)?.content[..]);
    let mut rows = table.records();
    let same = |row: csv::StringRecord, cells: &[&str]| (row == cells.to_vec()).then_some(());
    same(rows.next()?.ok()?, &posts::HEADER)?;
    let printed = content.posts.rows.iter().map(|post| (post.reference.as_str(), posts::cells(post)));
    let mut printed: HashMap<&str, [String; 6]> = printed.collect();
    let mut records = bag.text(posts::RECORDS)?.lines();
    for row in rows {
        let row = row.ok()?;
        let record: posts::Record = serde_json::from_str(records.next()?).ok()?;
        let named = [&row[0], row.get(5)?] == [record.reference.as_str(), record.sha256.as_str()];
        if !named || Digest::of(record.raw.as_bytes()).to_string() != record.sha256 {
            return None;
        }
        if let Some(cells) = printed.remove(&row[0]) {
            same(row.clone(), &cells.each_ref().map(String::as_str))?;
        }
    }
    (records.next().is_none() && printed.is_empty()).then_some(())
}
