//! Words on a terminal, in the language of the operator.

use crate::domain::Lang;
use crate::domain::signs::{gives_direction, turns_reading_order};
use crate::web::i18n::{self, Args};
use fluent_bundle::FluentValue;
use std::borrow::Cow;

pub use crate::web::i18n::{say, say_with};

/// A message about a number.
pub fn count(lang: Lang, key: &str, n: u64) -> String {
    let args = Args::from([(Cow::from("n"), FluentValue::from(n))]);
    i18n::try_say(lang, key, &args).unwrap_or_else(|| key.to_owned())
}

/// Text from a record or a file, on one line, unable to steer the terminal: control characters and
/// those that turn the direction of writing become spaces.
pub fn one_line(text: &str) -> String {
    shown(text, false)
}

/// The same, keeping line breaks.
pub fn several_lines(text: &str) -> String {
    shown(text, true)
}

fn shown(text: &str, breaks: bool) -> String {
    let steers = |letter: char| {
        let breaks_line = matches!(letter, '\u{2028}' | '\u{2029}');
        letter.is_control() || breaks_line || turns_reading_order(letter) || gives_direction(letter)
    };
    let tame = |letter: char| match letter {
        '\n' if breaks => '\n',
        letter if steers(letter) => ' ',
        letter => letter,
    };
    text.chars().map(tame).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_outside_cannot_steer_the_terminal() {
        assert_eq!(one_line("a\u{1b}[2Jb\r\nc\u{202e}d\u{9b}e"), "a [2Jb  c d e");
        assert_eq!(several_lines("uno\ndos\u{7}"), "uno\ndos ");
        assert_eq!(one_line("año — «sí»"), "año — «sí»");
    }
}
