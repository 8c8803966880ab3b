//! Which column of a table holds what: as a person says, or as the header tells.

use super::super::Error;
use super::super::when::{DateOrder, Reading};
use super::fields::{Field, bare};
use crate::domain::Choice;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A column by its place, counted from 0, or by its name in the header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Column {
    Index(usize),
    Name(String),
}

/// How a table is to be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    pub columns: BTreeMap<Field, Column>,
    /// One ASCII character.
    pub delimiter: char,
    #[serde(default = "yes")]
    pub has_header: bool,
    /// Whether `"` encloses cells; if not, it is a character like any other.
    #[serde(default = "yes")]
    pub quotes: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_order: Option<DateOrder>,
    /// IANA name of the time zone of dates that do not say theirs; UTC if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
}

fn yes() -> bool {
    true
}

impl Mapping {
    /// What the names in a header say by themselves.
    pub fn of_header(header: &[String], delimiter: char) -> Self {
        let names: Vec<String> = header.iter().map(|name| bare(name)).collect();
        let mut columns = BTreeMap::new();
        let mut taken = vec![false; names.len()];
        for field in Field::ALL {
            let found = field
                .names()
                .iter()
                .find_map(|name| names.iter().zip(&taken).position(|(given, taken)| given == name && !taken));
            if let Some(index) = found {
                taken[index] = true;
                columns.insert(*field, Column::Index(index));
            }
        }
        Self { columns, delimiter, has_header: true, quotes: true, date_order: None, time_zone: None }
    }

    pub fn byte(&self) -> Result<u8, Error> {
        let byte = u8::try_from(self.delimiter).map_err(|_| Error::Delimiter)?;
        if byte.is_ascii() && !b"\"\r\n\0".contains(&byte) { Ok(byte) } else { Err(Error::Delimiter) }
    }

    pub fn reading(&self) -> Result<Reading, Error> {
        let zone = match &self.time_zone {
            Some(name) => TimeZone::get(name).map_err(|_| Error::TimeZone)?,
            None => TimeZone::UTC,
        };
        Ok(Reading { order: self.date_order, zone })
    }

    /// Where each field stands in rows with these columns. Without a text there is no post.
    pub fn resolve(&self, header: &[String]) -> Result<Places, Error> {
        let mut places = Places { of: BTreeMap::new() };
        for (field, column) in &self.columns {
            let index = match column {
                Column::Index(index) => Some(*index).filter(|index| *index < header.len()),
                Column::Name(name) => header.iter().position(|given| given.trim() == name.trim()),
            };
            places.of.insert(*field, index.ok_or(Error::NoSuchColumn(*field))?);
        }
        if places.of.contains_key(&Field::Text) { Ok(places) } else { Err(Error::MissingColumn(Field::Text)) }
    }
}

/// Fields and their columns.
#[derive(Debug)]
pub struct Places {
    of: BTreeMap<Field, usize>,
}

impl Places {
    pub fn has(&self, field: Field) -> bool {
        self.of.contains_key(&field)
    }

    pub fn cell<'r>(&self, field: Field, cells: &[&'r str]) -> Option<&'r str> {
        self.of.get(&field).and_then(|index| cells.get(*index)).copied()
    }
}
