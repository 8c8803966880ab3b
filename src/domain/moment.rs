//! Points in time, and dates of which people remember only a part.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A point in time in UTC, to the microsecond. Written as RFC 3339.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(i64);

impl Moment {
    /// Microseconds since 1970-01-01T00:00:00Z, clamped to what a calendar can show.
    pub fn from_micros(micros: i64) -> Self {
        let (least, most) = (jiff::Timestamp::MIN.as_microsecond(), jiff::Timestamp::MAX.as_microsecond());
        Self(micros.clamp(least, most))
    }

    pub fn micros(self) -> i64 {
        self.0
    }

    pub fn from_timestamp(stamp: jiff::Timestamp) -> Self {
        Self(stamp.as_microsecond())
    }

    pub fn timestamp(self) -> jiff::Timestamp {
        jiff::Timestamp::from_microsecond(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.timestamp().fmt(f)
    }
}

impl fmt::Debug for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Moment {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map(Self::from_timestamp).map_err(serde::de::Error::custom)
    }
}

/// A date as remembered: a year, a year and month, or a day; and whether it is an estimate
/// (HURIDOCS list 48, date precision). Written `2020`, `2020-05`, `2020-05-12`, with `~` behind
/// it when estimated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    pub year: i16,
    pub month: Option<i8>,
    pub day: Option<i8>,
    pub estimated: bool,
}

impl PartialDate {
    /// `None` when the text is not a date of one of the three forms, or no such day exists.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (text, estimated) = match text.strip_suffix('~') {
            Some(rest) => (rest.trim_end(), true),
            None => (text, false),
        };
        let mut parts = text.split('-');
        let year = digits(parts.next()?, 4)?;
        let month = parts.next().map(|part| digits(part, 2)).map_or(Some(None), |m| m.map(Some))?;
        let day = parts.next().map(|part| digits(part, 2)).map_or(Some(None), |d| d.map(Some))?;
        if parts.next().is_some() {
            return None;
        }
        let (month, day) = (month.map(|m| m as i8), day.map(|d| d as i8));
        jiff::civil::Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
        Some(Self { year, month, day, estimated })
    }
}

fn digits(part: &str, length: usize) -> Option<i16> {
    let ok = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    ok.then(|| part.parse().ok()).flatten()
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        if self.estimated { f.write_str("~") } else { Ok(()) }
    }
}

impl Serialize for PartialDate {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text)
            .ok_or_else(|| serde::de::Error::custom("not a date: expected 2020, 2020-05 or 2020-05-12"))
    }
}
