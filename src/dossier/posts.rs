//! The posts of a dossier as files: a table for people, records for programs. All of them, however
//! many: they are written and read in stretches.

use super::content::Post;
use super::error::Result;
use crate::domain::spreadsheet::inert;
use serde::{Deserialize, Serialize};

pub const TABLE: &str = "data/posts.csv";
pub const RECORDS: &str = "data/posts.jsonl";

/// The first line of the table.
pub const HEADER: [&str; 6] = ["reference", "at", "account", "text", "id", "sha256"];

/// One line of the records.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    pub reference: String,
    pub id: String,
    pub sha256: String,
    /// The source's own words; the digest is taken over exactly these bytes.
    pub raw: String,
}

/// A stretch of the table, the header being one too.
pub fn table<const N: usize>(rows: impl IntoIterator<Item = [impl AsRef<[u8]>; N]>) -> Result<Vec<u8>> {
    let mut out = csv::Writer::from_writer(Vec::new());
    for row in rows {
        out.write_record(row)?;
    }
    Ok(out.into_inner().map_err(|error| error.into_error())?)
}

/// A post's cells, in the order of [`HEADER`].
pub fn cells(post: &Post) -> [String; 6] {
    let at = post.at.map(|at| at.to_string()).unwrap_or_default();
    [&post.reference, &at, &post.handle, &post.text, &post.id, &post.sha256].map(|cell| inert(cell))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(text: &str) -> Post {
        Post {
            reference: "S-001/1".into(),
            date: "3 de marzo de 2020".into(),
            at: None,
            handle: "cuenta".into(),
            text: text.into(),
            id: "1".into(),
            sha256: "00".into(),
            source: "E-001".into(),
            place: "line 3".into(),
        }
    }

    fn written(text: &str) -> csv::StringRecord {
        let csv = [table([HEADER]).unwrap(), table([cells(&post(text))]).unwrap()].concat();
        csv::Reader::from_reader(&csv[..]).records().next().unwrap().unwrap()
    }

    #[test]
    fn no_cell_can_start_a_formula() {
        assert_eq!(&written("=1+1")[3], "'=1+1");
        let text = "«Nadie», dijo \"ella\"\nhoy";
        assert_eq!(&written(text)[3], text);
    }
}
