//! Text as people search for it: case and accents do not matter, but ñ is a letter of its own. What
//! is indexed, what is looked for and what is highlighted are cut into words here and nowhere else.

use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// In bytes, folded. What is longer is no word; its beginning is enough to find it.
const LONGEST: usize = 120;

/// Folds a text for comparison.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

fn fold_into(text: &str, folded: &mut String) {
    let before = folded.len();
    for letter in text.chars() {
        match simple(letter) {
            Some(plain) => folded.push(plain),
            None => {
                folded.truncate(before);
                return fold_composed(text, folded);
            }
        }
    }
}

/// Letters that fold to one letter, and stand alone: all of ASCII, and what Western Europe writes.
fn simple(letter: char) -> Option<char> {
    Some(match letter {
        _ if letter.is_ascii() => letter.to_ascii_lowercase(),
        'à'..='å' | 'À'..='Å' => 'a',
        'è'..='ë' | 'È'..='Ë' => 'e',
        'ì'..='ï' | 'Ì'..='Ï' => 'i',
        'ò'..='ö' | 'Ò'..='Ö' => 'o',
        'ù'..='ü' | 'Ù'..='Ü' => 'u',
        'ç' | 'Ç' => 'c',
        'ñ' | 'Ñ' => 'ñ',
        _ => return None,
    })
}

/// Composed first, so that ñ is one character however it was typed.
fn fold_composed(text: &str, folded: &mut String) {
    for letter in text.nfc().flat_map(char::to_lowercase) {
        match letter {
            'ñ' => folded.push('ñ'),
            other if other.is_ascii() => folded.push(other),
            other => folded.extend(std::iter::once(other).nfd().filter(|part| !is_combining_mark(*part))),
        }
    }
}

/// Emoji and other signs are words by themselves: campaigns speak in them.
fn is_sign(letter: char) -> bool {
    let skin_tone = matches!(letter, '\u{1f3fb}'..='\u{1f3ff}');
    !skin_tone && matches!(letter, '\u{2600}'..='\u{27bf}' | '\u{1f000}'..='\u{1faff}')
}

/// Goes through a text word by word.
pub struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    pub fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// Where the next word stands; folded, it is put into `word`.
    pub fn advance(&mut self, word: &mut String) -> Option<Range<usize>> {
        loop {
            let range = self.next(word)?;
            // Of signs that only change a letter nothing is left.
            if !word.is_empty() {
                return Some(range);
            }
        }
    }

    fn next(&mut self, word: &mut String) -> Option<Range<usize>> {
        word.clear();
        let mut start = None;
        for (offset, letter) in self.text[self.at..].char_indices() {
            let here = self.at + offset;
            if is_sign(letter) {
                let Some(start) = start else {
                    word.push(letter);
                    self.at = here + letter.len_utf8();
                    return Some(here..self.at);
                };
                return Some(self.take(start, here, word));
            }
            match start {
                None if letter.is_alphanumeric() => start = Some(here),
                Some(start) if !letter.is_alphanumeric() && !is_combining_mark(letter) => {
                    return Some(self.take(start, here, word));
                }
                _ => {}
            }
        }
        let end = self.text.len();
        match start {
            Some(start) => Some(self.take(start, end, word)),
            None => {
                self.at = end;
                None
            }
        }
    }

    fn take(&mut self, start: usize, end: usize, word: &mut String) -> Range<usize> {
        self.at = end;
        fold_into(&self.text[start..end], word);
        if word.len() > LONGEST {
            word.truncate(word.floor_char_boundary(LONGEST));
        }
        start..end
    }
}

/// All words of a text, folded.
pub fn words(text: &str) -> Vec<String> {
    let (mut cursor, mut word, mut all) = (Cursor::new(text), String::new(), Vec::new());
    while cursor.advance(&mut word).is_some() {
        all.push(word.clone());
    }
    all
}

/// The folded names behind each `#`, or each `@`, that stands at the beginning of a word.
pub fn marked(text: &str, sign: char, found: &mut Vec<String>) {
    for (at, _) in text.match_indices(sign) {
        let inside = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
        let name = name(&text[at + sign.len_utf8()..]);
        if !inside && !name.is_empty() {
            found.push(fold(name));
        }
    }
}

/// What a name of a hashtag or an account begins with, up to what cannot be part of one.
fn name(text: &str) -> &str {
    let part = |letter: char| letter.is_alphanumeric() || letter == '_' || is_combining_mark(letter);
    &text[..text.find(|letter| !part(letter)).unwrap_or(text.len())]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn case_and_accents_fold_and_the_letter_ñ_stays_however_it_was_typed() {
        assert_eq!(words("El ACÓSO, a la Períodista."), ["el", "acoso", "a", "la", "periodista"]);
        assert_eq!(words("año ano an\u{303}o AÑO"), ["año", "ano", "año", "año"]);
        assert_eq!(words("pingüino Ça Łódź Ελλάδα"), ["pinguino", "ca", "łodz", "ελλαδα"]);
    }

    #[test]
    fn signs_are_words() {
        assert_eq!(words("rata🐀🐀 ✊🏽fuera"), ["rata", "🐀", "🐀", "✊", "fuera"]);
    }

    #[test]
    fn marks_are_read_where_a_word_begins() {
        let mut found = Vec::new();
        marked("#Fuera_Ya x#no (#Acóso) ## a#", '#', &mut found);
        assert_eq!(found, ["fuera_ya", "acoso"]);
        found.clear();
        marked("@Ana_1: correo@x.org", '@', &mut found);
        assert_eq!(found, ["ana_1"]);
    }

    #[test]
    fn a_word_without_end_is_cut() {
        assert_eq!(words(&"ñ".repeat(1000))[0].len(), LONGEST);
    }

    proptest! {
        #[test]
        fn the_short_way_to_fold_comes_to_the_same(text in "[a-zA-ZÀ-ÿ 0-9\u{301}\u{303}]{0,20}") {
            let mut composed = String::new();
            fold_composed(&text, &mut composed);
            prop_assert_eq!(fold(&text), composed);
        }

        #[test]
        fn words_stand_where_they_are_said_to(text in "\\PC{0,60}") {
            let (mut cursor, mut word, mut last) = (Cursor::new(&text), String::new(), 0);
            while let Some(range) = cursor.advance(&mut word) {
                prop_assert!(range.start >= last && !range.is_empty());
                let again = words(&text[range.clone()]);
                prop_assert_eq!(again, vec![word.clone()]);
                last = range.end;
            }
        }
    }
}
