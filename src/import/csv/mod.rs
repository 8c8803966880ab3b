//! Tables: a header that common exports use is understood; any other table needs a mapping.

mod fields;
mod list;
mod mapping;
mod preview;
pub(super) mod row;
pub(super) mod rows;

pub use fields::Field;
pub use mapping::{Column, Mapping};
pub use preview::Preview;

use super::head::Head;
use super::report::{IgnoreReason, Place, Summary, Tally};
use super::{Encoding, EncodingSign, Error, Format, Options, Recognition, Sink, decode};
use crate::domain::Lang;
use crate::domain::posts::TableShape;
use row::Shape;
use rows::{Row, Rows};
use std::io::BufRead;

pub struct Csv;

impl Format for Csv {
    fn code(&self) -> &'static str {
        "csv"
    }

    fn label(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Es => "Tabla (CSV)",
            Lang::En => "Table (CSV)",
        }
    }

    fn recognises(&self, head: &Head) -> Recognition {
        match &head.table {
            Some(table) if table.is_enough() => Recognition::Sure,
            _ => Recognition::No,
        }
    }

    fn read(
        &self,
        head: &Head,
        from: &mut dyn BufRead,
        options: &Options,
        sink: &mut dyn Sink,
    ) -> Result<Summary, Error> {
        let mapping = match &options.mapping {
            Some(mapping) => mapping.clone(),
            None => automatic(inspected(head)),
        };
        let header = preview::header(head.bytes, &mapping)?;
        let shape = Shape::new(&header, mapping.resolve(&header)?, mapping.reading()?);
        let mut tally = Tally::new(self.code(), head, sink);
        each_row(from, &mapping, &shape, &mut tally)?;
        let (delimiter, quotes) = (mapping.delimiter, mapping.quotes);
        tally.summary.table = Some(TableShape { delimiter, quotes, columns: row::columns(&header) });
        Ok(tally.summary)
    }
}

/// What a table looks like and how it would be read, from its first bytes. For the eye, what is no
/// UTF-8 is shown as the encoding that it most often is.
pub fn inspect(head: &[u8], told: Option<Encoding>) -> Result<Preview, Error> {
    let decided = decode::decide(head, told);
    let doubtful = decided.by == EncodingSign::Usual && decode::is_doubtful(head);
    let encoding = if doubtful { Encoding::Windows1252 } else { decided.encoding };
    let bytes_are_letters = matches!(encoding, Encoding::Utf8 | Encoding::Windows1252);
    if bytes_are_letters && head.contains(&0) {
        // A picture, not a table.
        return Err(Error::Unrecognised);
    }
    Head::new(&decode::head(head, encoding)).map(|head| inspected(&head))
}

fn inspected(head: &Head) -> Preview {
    head.table.clone().unwrap_or_else(|| Preview::of(head.bytes))
}

/// What the header says is taken as it is; an order of day and month that a sample only suggests
/// is for a person to confirm.
fn automatic(preview: Preview) -> Mapping {
    Mapping { date_order: None, ..preview.proposed }
}

/// A row of such a table as the JSON object that it is kept as: its cells under the names of their columns.
pub fn row_as_json(table: &TableShape, row: &[u8]) -> Option<String> {
    let (mut row, delimiter) = (row, u8::try_from(table.delimiter).ok()?);
    let mut rows = Rows::new(&mut row, delimiter, table.quotes);
    let keys: Vec<String> = table.columns.iter().map(|name| row::key(name.reveal())).collect();
    match rows.next() {
        Ok(Some((_, Row::Cells(cells)))) => Some(row::object(&keys, &cells)),
        _ => None,
    }
}

fn each_row(
    from: &mut dyn BufRead,
    mapping: &Mapping,
    shape: &Shape,
    tally: &mut Tally,
) -> Result<(), Error> {
    let mut rows = Rows::new(from, mapping.byte()?, mapping.quotes);
    let mut header_comes = mapping.has_header;
    let mut ordinal = 0;
    while let Some((start, row)) = rows.next()? {
        let place = Place::line(start.line);
        tally.unit();
        let is_header = row != Row::Blank && std::mem::take(&mut header_comes);
        match row {
            Row::Blank => tally.ignore(IgnoreReason::Blank),
            Row::Bad(reason) => tally.reject(place, reason)?,
            Row::Broken(reason) => {
                tally.break_off(place, reason)?;
                break;
            }
            Row::Cells(_) if is_header => tally.ignore(IgnoreReason::Header),
            Row::Cells(cells) => {
                ordinal += 1;
                tally.take_row(start, shape.post(&cells, ordinal), || shape.raw(&cells))?;
            }
        }
        tally.read_so_far(rows.bytes())?;
    }
    tally.read_so_far(rows.bytes())
}
