//! Cells that hold several values: a JSON array, a list as Python prints it, or values one behind
//! the other.

use super::super::entities::{all, distinct};
use crate::domain::Private;
use serde_json::Value;

/// Hashtags or handles, without their `#` or `@`.
pub fn words(cell: &str, mark: char) -> Vec<Private> {
    let clean = |word: &str| word.trim_matches(|c: char| c == mark || c.is_whitespace()).to_owned();
    let found: Vec<String> = match array(cell) {
        Some(values) => values.iter().map(|word| clean(word)).collect(),
        // Objects as Python prints them are no words.
        None if cell.contains('{') => Vec::new(),
        None => bare(cell).split([',', ';', '|', ' ']).map(|word| clean(quoted(word))).collect(),
    };
    let words = found.iter().map(String::as_str).filter(|word| !word.is_empty());
    if mark == '#' { all(words) } else { distinct(words) }
}

/// Addresses. They may hold commas, so that a comma parts two only before a scheme.
pub fn addresses(cell: &str) -> Vec<Private> {
    let found = array(cell).unwrap_or_else(|| {
        let parts = bare(cell).split([' ', '|', '\n']);
        parts.flat_map(at_schemes).map(|url| quoted(url).to_owned()).collect()
    });
    distinct(found.iter().map(String::as_str).filter(|url| url.contains("://")))
}

fn at_schemes(text: &str) -> Vec<&str> {
    let starts: Vec<usize> = text.match_indices("http").map(|(at, _)| at).collect();
    let breaks = starts.into_iter().filter(|&at| at > 0 && text[..at].ends_with([',', '\'', '"', ';']));
    let mut edges: Vec<usize> = std::iter::once(0).chain(breaks).collect();
    edges.push(text.len());
    edges.windows(2).map(|pair| &text[pair[0]..pair[1]]).collect()
}

fn bare(cell: &str) -> &str {
    cell.trim().trim_start_matches('[').trim_end_matches(']')
}

fn quoted(word: &str) -> &str {
    word.trim_matches(|c: char| c.is_whitespace() || c == '\'' || c == '"' || c == ',' || c == ';')
}

/// The texts of a JSON array: its own, or what its objects call so in the APIs.
fn array(cell: &str) -> Option<Vec<String>> {
    const KEYS: &[&str] = &["tag", "username", "screen_name", "expanded_url", "fullUrl", "url", "text"];
    let values: Vec<Value> = serde_json::from_str(cell).ok()?;
    let text = |value: &Value| match value {
        Value::Object(object) => KEYS.iter().find_map(|key| object.get(*key)?.as_str()).map(str::to_owned),
        value => value.as_str().map(str::to_owned),
    };
    Some(values.iter().filter_map(text).collect())
}
