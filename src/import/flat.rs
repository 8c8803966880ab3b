//! JSON whose records are rows: one value per key, as programs write that turn tables into JSON
//! (TWINT, pandas, spreadsheets). The keys are the header, and are understood as one.

use super::csv::row::Shape;
use super::csv::{Field, Mapping};
use super::head::{Container, Head};
use super::report::{Place, RejectReason, Summary, Tally};
use super::{Error, Format, Options, Recognition, Sink, json};
use crate::domain::Lang;
use crate::domain::post::Post;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;
use std::io::BufRead;

pub struct Flat;

impl Format for Flat {
    fn code(&self) -> &'static str {
        "flat-json"
    }

    fn label(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Es => "Filas en JSON (TWINT, pandas)",
            Lang::En => "Rows in JSON (TWINT, pandas)",
        }
    }

    fn recognises(&self, head: &Head) -> Recognition {
        if matches!(head.container, Container::Table | Container::Script(_)) {
            return Recognition::No;
        }
        let keys: Vec<String> = head.paths.iter().filter(|path| !path.contains('.')).cloned().collect();
        let columns = Mapping::of_header(&keys, ',').columns;
        let has = |fields: &[Field]| fields.iter().any(|field| columns.contains_key(field));
        let who = has(&[Field::AuthorHandle, Field::AuthorId]);
        if has(&[Field::Text]) && has(&[Field::Id, Field::Permalink]) && (who || has(&[Field::CreatedAt])) {
            Recognition::Likely
        } else {
            Recognition::No
        }
    }

    fn read(
        &self,
        head: &Head,
        from: &mut dyn BufRead,
        options: &Options,
        sink: &mut dyn Sink,
    ) -> Result<Summary, Error> {
        let mut tally = Tally::new(self.code(), sink);
        let mut rows = Rows { given: options.mapping.as_ref(), keys: Vec::new(), shape: None, ordinal: 0 };
        json::read(head, from, &mut tally, &mut |text, place, tally| rows.unit(text, place, tally))?;
        Ok(tally.summary)
    }
}

/// Rows that nearly always have the keys of the row before.
struct Rows<'o> {
    given: Option<&'o Mapping>,
    keys: Vec<String>,
    shape: Option<Shape>,
    ordinal: u64,
}

impl Rows<'_> {
    fn unit(&mut self, text: &str, place: Place, tally: &mut Tally) -> Result<(), Error> {
        self.ordinal += 1;
        let post = match json::object::<Row>(text) {
            Ok(row) => self.post(&row, text)?,
            Err(reason) => Err(reason),
        };
        tally.take(place, post)
    }

    fn post(&mut self, row: &Row, raw: &str) -> Result<Result<Post, RejectReason>, Error> {
        let is_same = self.keys.iter().eq(row.0.iter().map(|(key, _)| key));
        if !is_same || self.shape.is_none() {
            self.keys = row.0.iter().map(|(key, _)| key.clone().into_owned()).collect();
            let mapping = self.given.cloned().unwrap_or_else(|| Mapping::of_header(&self.keys, ','));
            self.shape = match mapping.resolve(&self.keys) {
                Ok(places) => Some(Shape::new(&self.keys, places, mapping.reading()?)),
                Err(_) => None,
            };
        }
        let Some(shape) = &self.shape else { return Ok(Err(RejectReason::NotAPost)) };
        let cells: Vec<Cow<str>> = row.0.iter().map(|(_, value)| cell(value)).collect();
        let cells: Vec<&str> = cells.iter().map(AsRef::as_ref).collect();
        Ok(shape.post(&cells, self.ordinal).map(|post| Post { raw: raw.into(), ..post }))
    }
}

/// A value as a cell: text as it reads, nothing for null, anything else as it is written, so that no
/// number is rounded on its way.
fn cell(value: &RawValue) -> Cow<'_, str> {
    match value.get() {
        "null" => Cow::Borrowed(""),
        text if text.starts_with('"') => {
            serde_json::from_str::<String>(text).map_or(Cow::Borrowed(text), Cow::Owned)
        }
        other => Cow::Borrowed(other),
    }
}

/// An object's keys and values in order. A key given twice is an error.
struct Row<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Row<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(RowVisitor).map(Row)
    }
}

struct RowVisitor;

impl<'de> Visitor<'de> for RowVisitor {
    type Value = Vec<(Cow<'de, str>, &'de RawValue)>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Value, A::Error> {
        let (mut row, mut known) = (Vec::new(), HashSet::new());
        while let Some(key) = object.next_key::<Cow<'de, str>>()? {
            if !known.insert(key.clone()) {
                return Err(serde::de::Error::custom("a key is given twice"));
            }
            row.push((key, object.next_value()?));
        }
        Ok(row)
    }
}
