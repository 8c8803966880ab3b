//! Text as people search for it: case and accents do not matter, but ñ is a letter of its own.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds a text for comparison.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    // Composed first, so that ñ is one character however it was typed.
    for letter in text.nfc().flat_map(char::to_lowercase) {
        match letter {
            'ñ' => folded.push('ñ'),
            other if other.is_ascii() => folded.push(other),
            other => folded.extend(std::iter::once(other).nfd().filter(|part| !is_combining_mark(*part))),
        }
    }
    folded
}

/// A search: all its words must occur.
pub struct Query(Vec<String>);

impl Query {
    pub fn new(text: &str) -> Self {
        Self(fold(text).split_whitespace().map(str::to_owned).collect())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a folded word is one of those looked for, or holds one.
    pub fn touches(&self, word: &str) -> bool {
        self.0.iter().any(|wanted| word.contains(wanted))
    }

    pub fn matches<'a>(&self, texts: impl Iterator<Item = &'a str>) -> bool {
        let folded: Vec<String> = texts.map(fold).collect();
        self.0.iter().all(|word| folded.iter().any(|text| text.contains(word)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_accents_do_not_matter() {
        let query = Query::new("periodista ACOSO");
        assert!(query.matches(["El acóso a la PERIODISTA"].into_iter()));
        assert!(!query.matches(["El acoso"].into_iter()));
    }

    #[test]
    fn the_letter_ñ_is_not_n_however_it_was_typed() {
        assert_ne!(fold("año"), fold("ano"));
        assert_eq!(fold("an\u{303}o"), fold("AÑO"));
    }
}
