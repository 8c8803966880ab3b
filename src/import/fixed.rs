//! Tables whose header is fixed by the program that writes them: the columns are known by it, and
//! ids are whatever that program takes for one.

use super::csv::row::object;
use super::csv::rows::{Row, Rows};
use super::head::Head;
use super::ids::Id;
use super::report::{IgnoreReason, Place, RejectReason, Summary, Tally};
use super::{Error, Format, Options, Recognition, Sink};
use crate::domain::post::Post;
use crate::domain::posts::TableShape;
use crate::domain::{Lang, Moment, Private};
use std::borrow::Cow;
use std::io::BufRead;

/// A header of so many columns.
pub struct Fixed<const N: usize> {
    pub code: &'static str,
    /// Spanish, English.
    pub labels: [&'static str; 2],
    pub header: [&'static str; N],
    pub post: fn([&str; N]) -> Result<Post, RejectReason>,
}

impl<const N: usize> Format for Fixed<N> {
    fn code(&self) -> &'static str {
        self.code
    }

    fn label(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Es => self.labels[0],
            Lang::En => self.labels[1],
        }
    }

    /// Sure where the header is exactly this.
    fn recognises(&self, head: &Head) -> Recognition {
        let given = head.table.as_ref().filter(|table| table.has_header && table.delimiter == ',');
        let is_same = given.is_some_and(|table| {
            let names = table.header.iter().map(|name| name.reveal().trim());
            names.eq(self.header)
        });
        if is_same { Recognition::Sure } else { Recognition::No }
    }

    fn read(
        &self,
        head: &Head,
        from: &mut dyn BufRead,
        _: &Options,
        sink: &mut dyn Sink,
    ) -> Result<Summary, Error> {
        let keys = self.header.map(|name| format!("\"{name}\""));
        let mut tally = Tally::new(self.code, head, sink);
        let mut rows = Rows::new(from, b',', true);
        let mut header_comes = true;
        while let Some((start, row)) = rows.next()? {
            let place = Place::line(start.line);
            tally.unit();
            match row {
                Row::Blank => tally.ignore(IgnoreReason::Blank),
                Row::Bad(reason) => tally.reject(place, reason)?,
                Row::Broken(reason) => {
                    tally.break_off(place, reason)?;
                    break;
                }
                Row::Cells(_) if std::mem::take(&mut header_comes) => tally.ignore(IgnoreReason::Header),
                Row::Cells(cells) => {
                    let known = <[&str; N]>::try_from(cells.as_slice());
                    let post = known.map_err(|_| RejectReason::WrongColumns).and_then(self.post);
                    tally.take_row(start, post, || object(&keys, &cells))?;
                }
            }
            tally.read_so_far(rows.bytes())?;
        }
        tally.read_so_far(rows.bytes())?;
        let columns = self.header.map(Private::from).into();
        tally.summary.table = Some(TableShape { delimiter: ',', quotes: true, columns });
        Ok(tally.summary)
    }
}

/// An id as the program has it: any text. A number that lost its digits is none.
pub fn id(cell: &str) -> Result<Private, RejectReason> {
    match Id::of_text(Cow::Borrowed(cell)) {
        Id::Absent => Err(RejectReason::NoId),
        Id::Lossy => Err(RejectReason::LossyId),
        _ => Ok(cell.trim().into()),
    }
}

/// Another's id, or nothing.
pub fn other(cell: &str) -> Result<Option<Private>, RejectReason> {
    if cell.trim().is_empty() { Ok(None) } else { id(cell).map(Some) }
}

pub fn filled(cell: &str) -> Option<Private> {
    Some(cell.trim()).filter(|text| !text.is_empty()).map(Private::from)
}

/// Seconds since 1970, perhaps with a fraction.
pub fn seconds(cell: &str) -> Result<Option<Moment>, RejectReason> {
    const MOST: f64 = 1e11;
    let seconds: f64 = cell.trim().parse().map_err(|_| RejectReason::BadDate)?;
    if seconds.abs() > MOST || !seconds.is_finite() {
        return Err(RejectReason::BadDate);
    }
    Ok(Some(Moment::from_micros((seconds * 1e6).round() as i64)))
}
