//! Lists that the formats share, turned into the words of [`Post`](crate::domain::post::Post).

use super::lenient::{List, Number, Obj, Text};
use crate::domain::Private;
use serde::Deserialize;
use std::collections::HashSet;

/// A video in one of several sizes, as API v1.1, v2 and the web client write it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Variant<'a> {
    #[serde(borrow)]
    pub url: Text<'a>,
    #[serde(alias = "bit_rate")]
    pub bitrate: Number,
}

/// The address of the best size.
pub fn best<'v>(variants: &'v List<Obj<Variant<'_>>>) -> Option<&'v str> {
    let given = variants.iter().filter_map(Obj::get).filter(|variant| variant.url.filled().is_some());
    given.max_by_key(|variant| variant.bitrate.0.unwrap_or(0)).and_then(|variant| variant.url.filled())
}

/// The texts as private ones in order. A hashtag that is written twice counts twice where pairs are
/// counted (`docs/coordination.md`).
pub fn all<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<Private> {
    texts.map(Private::from).collect()
}

/// The texts as private ones, without repetition and in order.
pub fn distinct<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<Private> {
    let mut known = HashSet::new();
    texts.filter(|text| known.insert(*text)).map(Private::from).collect()
}

pub fn private(text: &Text) -> Option<Private> {
    text.filled().map(Private::from)
}

/// `@name` and `name` are the same handle.
pub fn handle(text: &Text) -> Option<Private> {
    text.filled().map(|text| Private::from(text.trim().trim_start_matches('@')))
}
