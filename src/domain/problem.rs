//! What is wrong with something a person gave us, said once and shown twice: beside the field and
//! in the summary on top.

use super::Private;

/// One complaint about one field. `key` names a message in `locales/` (`problem-<key>`);
/// `detail` fills the message's `{ $detail }` and never holds private text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The field's form name, such as `segments-2-text`; empty for the whole form.
    pub field: String,
    pub key: &'static str,
    pub detail: String,
}

impl Problem {
    pub fn new(field: impl Into<String>, key: &'static str) -> Self {
        Self { field: field.into(), key, detail: String::new() }
    }

    pub fn with(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }
}

/// Collects every problem of a draft, so that a person sees all of them at once.
#[derive(Debug, Default)]
pub struct Problems(Vec<Problem>);

impl Problems {
    pub fn add(&mut self, problem: Problem) {
        self.0.push(problem);
    }

    /// Adds a problem when `ok` does not hold.
    pub fn require(&mut self, ok: bool, field: &str, key: &'static str) {
        if !ok {
            self.add(Problem::new(field, key));
        }
    }

    /// Adds a problem when a text is longer than `most` signs.
    pub fn fits(&mut self, text: &Private, most: usize, field: &str) {
        if text.reveal().chars().count() > most {
            self.add(Problem::new(field, "too-long").with(most.to_string()));
        }
    }

    /// `value` if nothing was found wrong, otherwise all that was.
    pub fn or<T>(self, value: T) -> Result<T, Vec<Problem>> {
        if self.0.is_empty() { Ok(value) } else { Err(self.0) }
    }
}
