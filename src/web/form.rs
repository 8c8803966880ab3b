//! A form as it stands: what was typed, and what is wrong with it. Nothing typed is ever lost.

use super::i18n;
use crate::domain::{Choice, Lang, Private, Problem};
use serde::Serialize;
use std::collections::BTreeMap;

/// Values by field name, and problems in the order of the fields. Rows of a list are named
/// `<list>-<number>-<field>`, such as `segments-2-text`, counted from 0.
#[derive(Debug, Default, Serialize)]
pub struct Form {
    values: BTreeMap<String, Vec<Private>>,
    problems: Vec<Said>,
}

/// A problem in words.
#[derive(Debug, Serialize)]
pub struct Said {
    pub field: String,
    /// Where it is, such as `Párrafo 2, Cómo lo sabe`; empty when the field has no name of its own.
    pub place: String,
    pub message: String,
}

/// One choice of a select, radio or checkbox group.
#[derive(Clone, Debug, Serialize)]
pub struct Term {
    pub value: String,
    pub label: Private,
    pub hint: String,
}

/// All terms of a closed list, for a select, radio or checkbox group.
pub fn options<T: Choice>(lang: Lang) -> Vec<Term> {
    T::ALL.iter().map(|one| term(one.code(), one.label(lang))).collect()
}

pub fn term(value: &str, label: &str) -> Term {
    Term { value: value.to_owned(), label: label.into(), hint: String::new() }
}

impl Form {
    /// A form as a browser sent it: names may repeat (checkboxes).
    pub fn from_pairs(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut form = Self::default();
        for (name, value) in pairs {
            form.values.entry(name).or_default().push(value.into());
        }
        form
    }

    pub fn set(&mut self, name: impl Into<String>, value: impl Into<Private>) -> &mut Self {
        self.values.insert(name.into(), vec![value.into()]);
        self
    }

    pub fn set_all(&mut self, name: impl Into<String>, values: Vec<Private>) -> &mut Self {
        self.values.insert(name.into(), values);
        self
    }

    /// The first value of this name, as it was typed; empty when absent.
    pub fn get(&self, name: &str) -> &str {
        self.values.get(name).and_then(|values| values.first()).map_or("", Private::reveal)
    }

    pub fn all(&self, name: &str) -> &[Private] {
        self.values.get(name).map_or(&[], Vec::as_slice)
    }

    pub fn has(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }

    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Takes a field out.
    pub fn forget(&mut self, name: &str) {
        self.values.remove(name);
    }

    /// Every pair, to carry a form through a sign-in page.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &Private)> {
        self.values.iter().flat_map(|(name, values)| values.iter().map(move |value| (name.as_str(), value)))
    }

    pub fn complain(&mut self, lang: Lang, problems: &[Problem]) -> &mut Self {
        self.complain_naming(lang, problems, |field| i18n::field(lang, field))
    }

    /// As [`Self::complain`], for forms whose fields have their names from elsewhere, such as a
    /// body's data file.
    pub fn complain_naming(
        &mut self,
        lang: Lang,
        problems: &[Problem],
        place: impl Fn(&str) -> String,
    ) -> &mut Self {
        let said = |p: &Problem| Said {
            field: p.field.clone(),
            place: place(&p.field),
            message: i18n::problem(lang, p),
        };
        self.problems.extend(problems.iter().map(said));
        self
    }

    pub fn problems(&self) -> &[Said] {
        &self.problems
    }

    /// How many rows this list has: one more than the highest number in use.
    pub fn rows(&self, list: &str) -> usize {
        self.values.keys().filter_map(|name| row_of(name, list)).map(|(row, _)| row + 1).max().unwrap_or(0)
    }

    /// Appends an empty row, for the button `add-<list>`.
    pub fn add_row(&mut self, list: &str) {
        let row = self.rows(list);
        self.values.insert(format!("{list}-{row}-"), Vec::new());
    }

    /// Takes one row out and moves the later ones up, for the button `remove-<list>-<row>`.
    pub fn remove_row(&mut self, list: &str, row: usize) {
        let old = std::mem::take(&mut self.values);
        for (name, values) in old {
            match row_of(&name, list) {
                Some((at, _)) if at == row => {}
                Some((at, field)) if at > row => {
                    self.values.insert(format!("{list}-{}-{field}", at - 1), values);
                }
                _ => {
                    self.values.insert(name, values);
                }
            }
        }
    }

    /// Obeys a pressed `add-<list>` or `remove-<list>-<row>` button. True when one was pressed:
    /// the form is then shown again, not kept.
    pub fn rearrange(&mut self) -> bool {
        let pressed = |name: &&String| name.starts_with("add-") || name.starts_with("remove-");
        let Some(button) = self.values.keys().find(pressed).cloned() else { return false };
        self.values.remove(&button);
        if let Some(list) = button.strip_prefix("add-") {
            self.add_row(list);
        } else if let Some((list, row)) =
            button.strip_prefix("remove-").and_then(|rest| rest.rsplit_once('-'))
            && let Ok(row) = row.parse()
        {
            self.remove_row(list, row);
        }
        true
    }
}

/// The row's number and field, when the name is one of this list's. Rows beyond 9,999 are nobody's:
/// a hostile number must not make a page of a billion rows.
pub(super) fn row_of<'a>(name: &'a str, list: &str) -> Option<(usize, &'a str)> {
    let (row, field) = name.strip_prefix(list)?.strip_prefix('-')?.split_once('-')?;
    let row: usize = row.parse().ok()?;
    (row < 10_000).then_some((row, field))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(pairs: &[(&str, &str)]) -> Form {
        Form::from_pairs(pairs.iter().map(|(name, value)| (name.to_string(), value.to_string())))
    }

    #[test]
    fn repeated_names_are_all_kept_in_order() {
        let form = form(&[("needs", "breaks"), ("needs", "companion")]);
        let all: Vec<_> = form.all("needs").iter().map(Private::reveal).collect();
        assert_eq!(all, ["breaks", "companion"]);
        assert_eq!(form.get("needs"), "breaks");
        assert_eq!(form.get("absent"), "");
    }

    #[test]
    fn removing_a_row_moves_the_later_ones_up_and_loses_nothing_else() {
        let mut form = form(&[
            ("segments-0-text", "a"),
            ("segments-1-text", "b"),
            ("segments-2-text", "c"),
            ("title", "t"),
            ("remove-segments-1", ""),
        ]);
        assert!(form.rearrange());
        assert_eq!(form.rows("segments"), 2);
        let texts = [form.get("segments-0-text"), form.get("segments-1-text"), form.get("title")];
        assert_eq!(texts, ["a", "c", "t"]);
        assert!(!form.rearrange(), "the button is gone");
    }

    #[test]
    fn adding_a_row_keeps_what_was_typed() {
        let mut form = form(&[("segments-0-text", "a"), ("add-segments", "")]);
        assert!(form.rearrange());
        assert_eq!(form.rows("segments"), 2);
        assert_eq!(form.get("segments-0-text"), "a");
    }

    #[test]
    fn a_hostile_row_number_is_ignored() {
        let form = form(&[("segments-99999999999-text", "x"), ("segments-4000000-text", "x")]);
        assert_eq!(form.rows("segments"), 0);
    }

    #[test]
    fn typed_text_does_not_print() {
        assert!(!format!("{:?}", form(&[("title", "Notimex")])).contains("Notimex"));
    }
}
