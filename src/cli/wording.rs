//! What something is called in dossiers of other languages, as options of a command.

use crate::domain::{Lang, Wording, Wordings};
use std::collections::HashMap;

/// A text in a language, `en=TEXT`.
pub type Said = (Lang, String);

pub fn said(text: &str) -> Result<Said, &'static str> {
    let said = text.split_once('=').and_then(|(code, text)| Some((Lang::from_code(code)?, text.to_owned())));
    said.ok_or("expected a language and a text, as in en=TEXT (languages: es, en)")
}

/// For each language what was said in it; of two texts for one thing, the later.
pub fn wordings(titles: &[Said], descriptions: &[Said], alt_texts: &[Said]) -> Wordings {
    let by_language = |texts: &[Said]| texts.iter().cloned().collect::<HashMap<_, _>>();
    let (mut titles, mut descriptions) = (by_language(titles), by_language(descriptions));
    let mut alt_texts = by_language(alt_texts);
    let mut wordings = Wordings::default();
    for language in Lang::ALL {
        let text = |of: &mut HashMap<Lang, String>| of.remove(language).unwrap_or_default().into();
        let (title, description) = (text(&mut titles), text(&mut descriptions));
        wordings.set(*language, Wording { title, description, alt_text: text(&mut alt_texts) });
    }
    wordings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_says_its_language_first() {
        assert_eq!(said("en=a = b"), Ok((Lang::En, "a = b".into())));
        assert!(said("Order").is_err() && said("fr=Ordre").is_err());
    }

    #[test]
    fn each_language_has_what_was_said_in_it() {
        let english = |text: &str| vec![(Lang::En, text.to_owned())];
        let made = wordings(&english("Order"), &[], &english("A chat"));
        let english = made.get(Lang::En).map(|one| (one.title.reveal(), one.alt_text.reveal()));
        assert_eq!((english, made.get(Lang::Es)), (Some(("Order", "A chat")), None));
    }
}
