//! The fixed words of a dossier, in its language.

use crate::domain::Lang;

/// What the template's own labels say, as JSON.
pub fn template(language: Lang) -> &'static str {
    match language {
        Lang::Es => include_str!("../../templates/dossier/words-es.json"),
        Lang::En => include_str!("../../templates/dossier/words-en.json"),
    }
}

/// The page that tells the recipient how to verify: its name in the bag, and its text with
/// `{reference}`, `{bag}`, `{pdf}` and `{key}` to be filled in.
pub fn instructions(language: Lang) -> (&'static str, &'static str) {
    match language {
        Lang::Es => ("data/VERIFICAR.txt", include_str!("../../templates/dossier/verify-es.txt")),
        Lang::En => ("data/VERIFY.txt", include_str!("../../templates/dossier/verify-en.txt")),
    }
}

/// How to verify one time stamp with a common tool; `{name}` is to be filled in.
pub fn stamp_instructions(language: Lang) -> &'static str {
    match language {
        Lang::Es => include_str!("../../templates/dossier/stamp-es.txt"),
        Lang::En => include_str!("../../templates/dossier/stamp-en.txt"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn both_languages_have_the_same_words() {
        let words = |language| serde_json::from_str::<BTreeMap<String, String>>(template(language)).unwrap();
        let (es, en) = (words(Lang::Es), words(Lang::En));
        assert!(es.len() > 40);
        assert_eq!(es.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>());
    }
}
