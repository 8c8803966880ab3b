//! The posts of a dossier as files: a table for people, records for programs.

use super::content::Posts;
use super::error::Result;
use serde::Serialize;

pub const TABLE: &str = "data/posts.csv";
pub const RECORDS: &str = "data/posts.jsonl";

#[derive(Serialize)]
struct Record<'a> {
    number: u64,
    id: &'a str,
    sha256: &'a str,
    /// The source's own words; the digest is taken over exactly these bytes.
    raw: &'a str,
}

pub fn table(posts: &Posts) -> Result<Vec<u8>> {
    let mut rows = csv::Writer::from_writer(Vec::new());
    rows.write_record(["number", "date", "account", "text", "id", "sha256"])?;
    for post in &posts.rows {
        let number = post.number.to_string();
        let cells = [&number, &post.date, &post.handle, &post.text, &post.id, &post.sha256];
        rows.write_record(cells.map(|cell| inert(cell)))?;
    }
    Ok(rows.into_inner().map_err(|error| error.into_error())?)
}

pub fn records(posts: &Posts) -> Result<Vec<u8>> {
    let mut lines = Vec::new();
    for post in posts.rows.iter().filter(|post| !post.raw.is_empty()) {
        let record = Record { number: post.number, id: &post.id, sha256: &post.sha256, raw: &post.raw };
        serde_json::to_writer(&mut lines, &record)?;
        lines.push(b'\n');
    }
    Ok(lines)
}

/// A spreadsheet must not take a cell for a formula (OWASP ASVS 5.0, 1.2.10): what could start one
/// gets an apostrophe in front.
fn inert(cell: &str) -> String {
    let dangerous = ['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];
    if cell.trim_start_matches(' ').starts_with(dangerous) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::super::content::Post;
    use super::*;

    fn posts(text: &str) -> Posts {
        let post = Post {
            number: 1,
            date: "2020-03-03".into(),
            handle: "cuenta".into(),
            text: text.into(),
            id: "1".into(),
            sha256: "00".into(),
            source: "E-001".into(),
            place: "line 3".into(),
            raw: "{\"a\":1}".into(),
        };
        Posts { rows: vec![post], ..Posts::default() }
    }

    #[test]
    fn no_cell_can_start_a_formula() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =cmd|' /C calc'!A0", "＝1"] {
            let csv = table(&posts(text)).unwrap();
            let mut reader = csv::Reader::from_reader(&csv[..]);
            let row = reader.records().next().unwrap().unwrap();
            assert_eq!(&row[3], format!("'{text}"));
        }
        let csv = table(&posts("«Nadie», dijo \"ella\"\nhoy")).unwrap();
        let row = csv::Reader::from_reader(&csv[..]).records().next().unwrap().unwrap();
        assert_eq!(&row[3], "«Nadie», dijo \"ella\"\nhoy");
    }

    #[test]
    fn records_carry_the_source_s_own_words() {
        let line: serde_json::Value = serde_json::from_slice(&records(&posts("x")).unwrap()).unwrap();
        assert_eq!(line["raw"], "{\"a\":1}");
    }
}
