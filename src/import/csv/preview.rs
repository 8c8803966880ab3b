//! What a table looks like, for the person who says which column holds what.

use super::super::Error;
use super::super::head::HEAD;
use super::super::when::proven_order;
use super::fields::Field;
use super::mapping::{Column, Mapping};
use super::rows::{Row, Rows};
use crate::domain::Private;
use serde::Serialize;

/// Delimiters besides the comma.
const OTHERS: &[u8] = b";\t|";
/// Rows read to judge a table, and rows shown of them.
const JUDGED: usize = 200;
const SHOWN: usize = 5;

#[derive(Clone, Debug, Serialize)]
pub struct Preview {
    pub delimiter: char,
    pub has_header: bool,
    /// As many as rows have columns; numbered where the table has no header.
    pub header: Vec<Private>,
    pub rows: Vec<Vec<Private>>,
    pub proposed: Mapping,
    /// What a post should have and the proposal lacks.
    pub missing: Vec<Field>,
}

impl Preview {
    /// Looks at the first bytes of a table ([`HEAD`] of them are enough).
    pub fn of(bytes: &[u8]) -> Self {
        let mut best = Table::split(bytes, b',', true);
        for delimiter in OTHERS {
            let table = Table::split(bytes, *delimiter, true);
            if table.score() > best.score() {
                best = table;
            }
        }
        best.preview()
    }

    /// Whether the header alone says enough to read the table as posts.
    pub fn is_enough(&self) -> bool {
        const WHICH: &[Field] =
            &[Field::Id, Field::Permalink, Field::CreatedAt, Field::AuthorHandle, Field::AuthorId];
        let has = |field| self.proposed.columns.contains_key(field);
        self.has_header && has(&Field::Text) && WHICH.iter().any(has)
    }
}

/// The names of the columns that this mapping finds, as many as rows have.
pub fn header(bytes: &[u8], mapping: &Mapping) -> Result<Vec<String>, Error> {
    Ok(Table::split(bytes, mapping.byte()?, mapping.quotes).header(mapping.has_header))
}

/// A table as one delimiter divides it: the rows at its beginning, the header among them.
struct Table {
    delimiter: u8,
    rows: Vec<Vec<String>>,
    columns: usize,
    named: Mapping,
}

impl Table {
    fn split(bytes: &[u8], delimiter: u8, quotes: bool) -> Self {
        let rows = rows(bytes, delimiter, quotes);
        let columns = usual_width(&rows);
        let named = Mapping::of_header(&[], char::from(delimiter));
        let mut table = Self { delimiter, rows, columns, named };
        table.named = Mapping::of_header(&table.header(true), char::from(delimiter));
        table
    }

    /// Names known, then rows of the same width, then columns.
    fn score(&self) -> (usize, usize, usize) {
        let even = self.rows.iter().filter(|row| row.len() == self.columns && self.columns > 1).count();
        (self.named.columns.len(), even, self.columns)
    }

    /// Programs that number rows leave the name of that column out, or its cell in the header.
    fn header(&self, has_header: bool) -> Vec<String> {
        let first = self.rows.first().filter(|row| has_header && !row.is_empty());
        let Some(first) = first else { return vec![String::new(); self.columns] };
        let is_number =
            |row: &Vec<String>| row[0].len() < 9 && row[0].bytes().all(|byte| byte.is_ascii_digit());
        let mut full = self.rows.iter().skip(1).filter(|row| row.len() == self.columns).peekable();
        let numbered = self.columns == first.len() + 1 && full.peek().is_some() && full.all(is_number);
        let unnamed = numbered.then(String::new);
        unnamed.into_iter().chain(first.iter().cloned()).collect()
    }

    fn data(&self, has_header: bool) -> &[Vec<String>] {
        self.rows.get(usize::from(has_header)..).unwrap_or_default()
    }

    fn preview(self) -> Preview {
        let named = !self.named.columns.is_empty();
        let has_header = named || self.rows.first().is_some_and(|row| !row.iter().any(|cell| is_value(cell)));
        let mut proposed = Mapping { has_header, ..self.named.clone() };
        let data = self.data(has_header);
        correct(&mut proposed, data);
        let wanted = [Field::Id, Field::Text, Field::CreatedAt, Field::AuthorHandle];
        Preview {
            delimiter: char::from(self.delimiter),
            has_header,
            header: self.header(has_header).into_iter().map(Private::new).collect(),
            missing: wanted.into_iter().filter(|field| !proposed.columns.contains_key(field)).collect(),
            rows: data
                .iter()
                .take(SHOWN)
                .map(|row| row.iter().cloned().map(Private::new).collect())
                .collect(),
            proposed,
        }
    }
}

/// What the cells say against the names: an account's id that is no number is a handle, an
/// address without a post's id is one that the post mentions. And the order of day and month, if
/// the dates prove it, for the person to confirm.
fn correct(proposed: &mut Mapping, rows: &[Vec<String>]) {
    let named = proposed.columns.contains_key(&Field::AuthorHandle);
    let spoken =
        cells(proposed, rows, Field::AuthorId).any(|cell| cell.contains(|c: char| !c.is_ascii_digit()));
    if !named
        && spoken
        && let Some(column) = proposed.columns.remove(&Field::AuthorId)
    {
        proposed.columns.insert(Field::AuthorHandle, column);
    }
    let leads_elsewhere = cells(proposed, rows, Field::Permalink).any(|cell| !cell.contains("/status"));
    if leads_elsewhere && let Some(column) = proposed.columns.remove(&Field::Permalink) {
        proposed.columns.entry(Field::Urls).or_insert(column);
    }
    proposed.date_order = proven_order(cells(proposed, rows, Field::CreatedAt));
}

fn cells<'t>(
    mapping: &Mapping,
    rows: &'t [Vec<String>],
    field: Field,
) -> impl Iterator<Item = &'t str> + use<'t> {
    let index = match mapping.columns.get(&field) {
        Some(Column::Index(index)) => Some(*index),
        _ => None,
    };
    rows.iter().filter_map(move |row| row.get(index?)).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
}

/// A row that cannot be read counts as one without cells, so that the header stays the first.
fn rows(bytes: &[u8], delimiter: u8, quotes: bool) -> Vec<Vec<String>> {
    let mut from = bytes;
    let mut rows = Rows::new(&mut from, delimiter, quotes);
    let mut found: Vec<Vec<String>> = Vec::new();
    while let Ok(Some((_, row))) = rows.next() {
        match row {
            Row::Cells(cells) => found.push(cells.into_iter().map(str::to_owned).collect()),
            Row::Bad(_) => found.push(Vec::new()),
            Row::Blank => (),
            Row::Broken(_) => break,
        }
        if found.len() == JUDGED {
            return found;
        }
    }
    // Of a longer file the last row may be a part of one.
    if bytes.len() >= HEAD - 3 && found.len() > 1 {
        found.pop();
    }
    found
}

/// The width that most rows have.
fn usual_width(rows: &[Vec<String>]) -> usize {
    let mut widths: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    for row in rows {
        *widths.entry(row.len()).or_default() += 1;
    }
    widths.into_iter().max_by_key(|(_, rows)| *rows).map_or(0, |(width, _)| width)
}

/// Numbers, dates and addresses are no names of columns.
fn is_value(cell: &str) -> bool {
    cell.trim().starts_with(|c: char| c.is_ascii_digit()) || cell.contains("://")
}
