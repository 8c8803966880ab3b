//! Edges between accounts, and the tables in which they leave.

use crate::domain::spreadsheet::inert;
use std::fmt::Write;

/// `from` posted so many messages that agree with one of `to`. It does not follow that `to` did.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DirectedEdge {
    pub from: String,
    pub to: String,
    pub weight: u32,
}

/// Two accounts that shared the same things at about the same time.
#[derive(Clone, Debug, PartialEq)]
pub struct PairEdge {
    pub a: String,
    pub b: String,
    /// Pairs of events.
    pub weight: u64,
    /// Seconds.
    pub mean_delay: f64,
    /// Distinct contents that were the older of a pair, and the newer.
    pub older: u32,
    pub newer: u32,
    /// Whether the weight is above the quantile of all weights.
    pub is_heavy: bool,
}

impl PairEdge {
    pub fn symmetry(&self) -> f64 {
        f64::from(self.older.min(self.newer)) / f64::from(self.older.max(self.newer))
    }
}

pub fn csv_of_directed(edges: &[DirectedEdge]) -> String {
    let mut csv = String::from("user_1,user_2,weight\n");
    for edge in edges {
        let (from, to) = (cell(&edge.from), cell(&edge.to));
        let _ = writeln!(csv, "{from},{to},{}", edge.weight);
    }
    csv
}

pub fn csv_of_pairs(edges: &[PairEdge]) -> String {
    let mut csv = String::from(
        "account_a,account_b,weight,avg_time_delta,n_content_id,n_content_id_y,edge_symmetry_score,weight_threshold\n",
    );
    for edge in edges {
        let (a, b) = (cell(&edge.a), cell(&edge.b));
        let (delay, symmetry) = (decimal(edge.mean_delay), decimal(edge.symmetry()));
        let PairEdge { weight, older, newer, .. } = edge;
        let heavy = u8::from(edge.is_heavy);
        let _ = writeln!(csv, "{a},{b},{weight},{delay},{older},{newer},{symmetry},{heavy}");
    }
    csv
}

/// A cell as RFC 4180 has it. What a spreadsheet would take for a formula gets an apostrophe.
pub fn cell(text: &str) -> String {
    let guarded = inert(text);
    if guarded.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}

/// With 15 significant digits and no more than needed, as R writes numbers.
pub fn decimal(number: f64) -> String {
    let whole = format!("{:.14e}", number);
    let rounded: f64 = whole.parse().unwrap_or(number);
    format!("{rounded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_short_as_fifteen_digits_allow() {
        assert_eq!(decimal(23.0), "23");
        assert_eq!(decimal(15.0 / 18.0), "0.833333333333333");
        assert_eq!(decimal(23.0 / 3.0), "7.66666666666667");
        assert_eq!(decimal(0.0), "0");
    }

    #[test]
    fn a_name_cannot_become_a_formula_or_a_second_cell() {
        assert_eq!(cell("=1+1"), "'=1+1");
        assert_eq!(cell("a,\"b\""), "\"a,\"\"b\"\"\"");
        assert_eq!(cell("1142281559837249536"), "1142281559837249536");
    }
}
