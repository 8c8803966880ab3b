//! What a record is called in each language that a dossier speaks. Originals stay as they were taken;
//! this is what is printed beside them for a reader of another language.

use super::{Lang, Private, Problems};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A record in the words of one language. What is blank is said as in the record itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Wording {
    #[serde(skip_serializing_if = "Private::is_blank")]
    pub title: Private,
    #[serde(skip_serializing_if = "Private::is_blank")]
    pub description: Private,
    /// The text alternative of a picture.
    #[serde(skip_serializing_if = "Private::is_blank")]
    pub alt_text: Private,
}

impl Wording {
    fn parts(&self) -> [(&'static str, &Private); 3] {
        [("title", &self.title), ("description", &self.description), ("alt_text", &self.alt_text)]
    }
}

/// At most one wording per language, and none that says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Wordings(BTreeMap<Lang, Wording>);

impl Wordings {
    /// As it is said in a language, or else as the record itself says it.
    pub fn or<'a>(
        &'a self,
        language: Lang,
        part: impl Fn(&'a Wording) -> &'a Private,
        own: &'a Private,
    ) -> &'a Private {
        self.0.get(&language).map(part).filter(|said| !said.is_blank()).unwrap_or(own)
    }

    pub fn get(&self, language: Lang) -> Option<&Wording> {
        self.0.get(&language)
    }

    pub fn set(&mut self, language: Lang, wording: Wording) {
        match wording.parts().iter().all(|(_, text)| text.is_blank()) {
            true => self.0.remove(&language),
            false => self.0.insert(language, wording),
        };
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The fields of a form are named `wordings-en-title`.
    pub fn field(language: Lang, part: &str) -> String {
        format!("wordings-{}-{part}", language.code())
    }

    /// Titles have the length that titles may have.
    pub fn check(&self, problems: &mut Problems, longest_title: usize) {
        for (language, wording) in &self.0 {
            problems.fits(&wording.title, longest_title, &Self::field(*language, "title"));
        }
    }

    pub fn search_text<'a>(&'a self, found: &mut dyn FnMut(&'a Private)) {
        self.0.values().flat_map(Wording::parts).for_each(|(_, text)| found(text));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn called(title: &str) -> Wording {
        Wording { title: title.into(), ..Wording::default() }
    }

    #[test]
    fn what_a_language_does_not_say_is_said_as_in_the_record() {
        let own = Private::new("Orden");
        let mut wordings = Wordings::default();
        wordings.set(Lang::En, called("Order"));
        assert_eq!(wordings.or(Lang::En, |one| &one.title, &own).reveal(), "Order");
        assert_eq!(wordings.or(Lang::En, |one| &one.description, &own).reveal(), "Orden");
        assert_eq!(wordings.or(Lang::Es, |one| &one.title, &own).reveal(), "Orden");
    }

    #[test]
    fn a_wording_that_says_nothing_is_not_kept() {
        let mut wordings = Wordings::default();
        wordings.set(Lang::En, called("Order"));
        wordings.set(Lang::En, called("  "));
        assert!(wordings.is_empty());
        assert_eq!(serde_json::to_string(&wordings).unwrap(), "{}");
    }
}
