//! Which passwords may guard a keyring: long ones that nobody would try. Nothing is asked of their
//! make-up (NIST SP 800-63B-4 §3.1.1.2), and the same rule holds with a second factor: whoever has a
//! copy of the database guesses without it.
//!
//! Judges, and keeps nothing. What it says of a password tells what to do, and never quotes it.

use super::Problem;
use std::collections::BTreeSet;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use zxcvbn::matching::{Match, patterns::MatchPattern};

/// Shortest and longest, in code points.
pub const LENGTH: std::ops::RangeInclusive<usize> = 15..=1024;

/// What counts against every password here besides what it is about.
const OURS: &str = "resguardo";

/// Phrases that people choose where much is asked for, and words that they are made of; one a line,
/// written as [`letters`] gives them.
const COMMON: &str = include_str!("../../assets/passwords/common.txt");

/// Guesses, as powers of ten. Below the first a password is refused: a thousand machines with a
/// hundred guesses a second each (one Argon2id run is a guess) find it within a day.
const ENOUGH: f64 = 10.0;
const STRONG: f64 = 14.0;

choices! {
    /// How long somebody with a copy of the database would have to guess.
    Strength {
        Weak = "weak", "Débil", "Weak";
        Enough = "enough", "Suficiente", "Sufficient";
        Strong = "strong", "Fuerte", "Strong";
    }
}

/// What was found about a password.
pub struct Judgement {
    pub strength: Strength,
    /// Why it may not be used, as the key of a problem; `None` when it may.
    pub refused: Option<&'static str>,
}

/// Words that are too near at hand: what the account and the organisation are called.
#[derive(Clone, Copy)]
pub struct About<'a>(pub &'a [&'a str]);

/// Judges a password.
pub fn judge(password: &str, about: About<'_>) -> Judgement {
    let weak = |refused| Judgement { strength: Strength::Weak, refused: Some(refused) };
    let length = password.nfkc().count();
    if length < *LENGTH.start() {
        return weak("password-length");
    }
    if length > *LENGTH.end() {
        return weak("password-too-long");
    }
    let near = near_words(about);
    if let Some(why) = made_of_known(&letters(password), &near) {
        return weak(why);
    }
    let mut inputs: Vec<&str> = near.iter().map(String::as_str).collect();
    everyday().for_each(|word| inputs.push(word));
    let normal: String = password.nfkc().collect();
    let found = zxcvbn::zxcvbn(&normal, &inputs);
    match found.guesses_log10() {
        guesses if guesses < ENOUGH => weak(reason(found.sequence(), near.len())),
        guesses if guesses < STRONG => Judgement { strength: Strength::Enough, refused: None },
        _ => Judgement { strength: Strength::Strong, refused: None },
    }
}

/// The problem with a password, for the form's field of that name.
pub fn problem(field: &str, password: &str, about: About<'_>) -> Option<Problem> {
    let key = judge(password, about).refused?;
    let detail = if key == "password-too-long" { LENGTH.end() } else { LENGTH.start() };
    Some(Problem::new(field, key).with(detail.to_string()))
}

/// Letters and digits alone, small and without accents: how words are compared.
fn letters(text: &str) -> String {
    text.nfkd().flat_map(char::to_lowercase).filter(|letter| letter.is_alphanumeric()).collect()
}

/// What the password must not be made of, whole and word by word.
fn near_words(about: About<'_>) -> Vec<String> {
    let whole = about.0.iter().map(|name| letters(name));
    let parts = about.0.iter().flat_map(|name| name.split_whitespace()).map(letters);
    let all = whole.chain(parts).chain([OURS.to_owned()]);
    let long: BTreeSet<String> = all.filter(|word| word.chars().count() > 2).collect();
    long.into_iter().collect()
}

fn common() -> &'static BTreeSet<&'static str> {
    static LINES: LazyLock<BTreeSet<&'static str>> =
        LazyLock::new(|| COMMON.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect());
    &LINES
}

/// What is tried soon because many use it: our own list, and the words of a list that is made for
/// random phrases, so that four of them are not taken for thirty random letters.
fn everyday() -> impl Iterator<Item = &'static str> {
    static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
        let listed = bip39::Language::Spanish.word_list().iter();
        listed.map(|word| word.nfkc().collect()).collect()
    });
    common().iter().copied().chain(WORDS.iter().map(String::as_str))
}

/// Why it is too near at hand: of the list, or a word of the list or of its surroundings over and
/// over, or with little around it.
fn made_of_known(password: &str, near: &[String]) -> Option<&'static str> {
    if common().contains(password) {
        return Some("password-common");
    }
    let without_near = without(password, near.iter().map(String::as_str));
    let rest = without(&without_near, common().iter().copied());
    let little = rest.chars().count() < 8 && rest.len() < password.len();
    little.then_some(if without_near.len() < password.len() { "password-near" } else { "password-common" })
}

/// What is left when these words are taken out, the longest first.
fn without<'w>(text: &str, words: impl Iterator<Item = &'w str>) -> String {
    let mut words: Vec<&str> = words.filter(|word| word.chars().count() > 3).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words.into_iter().fold(text.to_owned(), |rest, word| rest.replace(word, ""))
}

/// What makes it weak: the pattern that covers most of it.
fn reason(found: &[Match], near: usize) -> &'static str {
    let longest = found.iter().max_by_key(|part| part.token.chars().count());
    match longest.map(|part| &part.pattern) {
        Some(MatchPattern::Dictionary(word)) if word.rank <= near => "password-near",
        Some(MatchPattern::Dictionary(_)) => "password-words",
        Some(MatchPattern::Spatial(_) | MatchPattern::Sequence(_)) => "password-sequence",
        Some(MatchPattern::Repeat(_)) => "password-repeats",
        Some(MatchPattern::Date(_) | MatchPattern::Regex(_)) => "password-dates",
        _ => "password-guessable",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ABOUT: About<'_> = About(&["Archivo Ciudadano", "inés-robles"]);

    fn refused(password: &str) -> Option<&'static str> {
        judge(password, ABOUT).refused
    }

    #[test]
    fn random_words_and_random_letters_may_be_used_whatever_they_are_made_of() {
        for password in [
            "tres tristes tigres tragaban",
            "la jacaranda florece en año bisiesto",
            "colibri-faro-lluvia-quince",
            "мой дядя самых честных правил",
            "kq7vz0wn2xj5p8d",
        ] {
            let judged = judge(password, ABOUT);
            assert_eq!(judged.refused, None, "{password}");
            assert_ne!(judged.strength, Strength::Weak, "{password}");
        }
    }

    #[test]
    fn short_and_endless_ones_are_refused_by_letters_not_bytes() {
        assert_eq!(refused("kq7vz0wn2xj5p8"), Some("password-length"));
        assert_eq!(refused("ñññññññ"), Some("password-length"));
        assert_eq!(refused("ñandúes qué ven"), None);
        let long: String = "kq7vz0wn2xj5p8d ".repeat(70);
        assert_eq!(refused(&long), Some("password-too-long"));
    }

    #[test]
    fn what_everybody_tries_is_refused_however_long() {
        for password in [
            "contraseñasegura",
            "Contraseña Segura 2026",
            "correct horse battery staple",
            "passwordpassword",
            "123456789012345",
            "qwertyuiopasdfghjkl",
            "aaaaaaaaaaaaaaaaaaaa",
            "abcabcabcabcabcabc",
        ] {
            assert!(refused(password).is_some(), "{password}");
        }
    }

    #[test]
    fn names_that_are_at_hand_count_against_a_password() {
        for password in [
            "archivo ciudadano 2026",
            "Resguardo resguardo!",
            "ines-roblesinés-robles1",
            "inés-robles archivo",
        ] {
            assert!(refused(password).is_some(), "{password}");
        }
        assert_eq!(refused("archivo de nubes rojas y trece faros"), None, "one of many words");
    }

    #[test]
    fn the_reason_names_what_is_wrong_with_it() {
        assert_eq!(refused("abcdefghijklmnopqrstu"), Some("password-sequence"));
        assert_eq!(refused("xk!xk!xk!xk!xk!xk!"), Some("password-repeats"));
    }

    #[test]
    fn the_list_is_written_as_it_is_compared() {
        assert!(common().len() > 60);
        for line in common() {
            assert_eq!(*line, letters(line), "{line}");
        }
    }
}
