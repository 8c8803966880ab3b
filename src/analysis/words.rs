//! Texts as the two tools compare them. What each step is and is not is part of the definitions.

use unicode_segmentation::UnicodeSegmentation;

/// White space as Python's `str.split` knows it: Unicode's, and the four separators of ASCII.
fn parts(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{1C}'..='\u{1F}')
}

/// For equal and for similar text (Coordination Network Toolkit): lower case, each `@` up to the
/// next white space removed, also inside words, runs of white space made one space, trimmed.
pub fn plain(text: &str) -> String {
    let lower = text.to_lowercase();
    let mut plain = String::with_capacity(lower.len());
    let mut parted = false;
    for piece in lower.split(parts) {
        // A mention is cut off where it begins; what stands before it stays a word.
        let word = piece.split_once('@').map_or(piece, |(before, _)| before);
        if word.is_empty() {
            continue;
        }
        if std::mem::replace(&mut parted, true) {
            plain.push(' ');
        }
        plain.push_str(word);
    }
    plain
}

/// The distinct words of a plain text, for likeness: the pieces between word boundaries (UAX #29),
/// without white space, without one apostrophe before them.
pub fn words(plain: &str) -> impl Iterator<Item = &str> {
    plain.split_word_bounds().map(word).filter(|piece| !piece.is_empty())
}

fn word(piece: &str) -> &str {
    let piece = piece.trim_matches(parts);
    piece.strip_prefix('\'').unwrap_or(piece)
}

/// For pairs by equal text (CooRTweet): `@` and one or more characters up to and including the next
/// white space removed, `RT` removed wherever it stands, lower case, trimmed.
pub fn shared(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('@') {
        let Some(first) = behind.chars().next() else { break };
        kept.push_str(before);
        let behind = &behind[first.len_utf8()..];
        rest = behind.split_once(char::is_whitespace).map_or("", |(_, rest)| rest);
    }
    kept.push_str(rest);
    let lower = kept.replace("RT", "").to_lowercase();
    lower.trim_matches([' ', '\t', '\r', '\n']).to_owned()
}

/// The hashtags of a text whose source does not list them: `#` and the word characters behind it,
/// as written, as often as written.
pub fn hashtags(text: &str) -> Vec<&str> {
    text.split('#').skip(1).map(start).filter(|tag| !tag.is_empty()).collect()
}

/// The word characters at the start.
fn start(behind: &str) -> &str {
    &behind[..behind.find(|letter: char| !is_word(letter)).unwrap_or(behind.len())]
}

/// A word character as regular expressions have it in Python: a letter, a digit, a number or `_`.
fn is_word(letter: char) -> bool {
    letter == '_' || letter.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mention_goes_up_to_the_next_space_even_inside_a_word() {
        assert_eq!(
            plain("  Hola @Ana, write to A@b.org  NOW\n\thttps://t.co/X #Tag @end"),
            "hola write to a now https://t.co/x #tag"
        );
        assert_eq!(plain("@a @b"), "");
        assert_eq!(plain("uno\u{1f}dos\u{a0}tres"), "uno dos tres");
    }

    #[test]
    fn words_are_what_stands_between_unicode_boundaries() {
        let found: Vec<&str> = words("don't 'orange' 3.5 a,b 日本 #tag 👩‍👩‍👧").collect();
        assert_eq!(found, ["don't", "orange", "3.5", "a", ",", "b", "日", "本", "#", "tag", "👩‍👩‍👧"]);
    }

    #[test]
    fn the_text_of_pairs_loses_every_rt() {
        assert_eq!(shared("RT @ana: STARTS now @x"), "stas now");
        assert_eq!(shared("a @ b c"), "a c");
        assert_eq!(shared("a @"), "a @");
    }

    #[test]
    fn hashtags_are_read_from_the_text_as_they_stand() {
        assert_eq!(hashtags("#Uno, #dos#Tres # #año_1! #Uno"), ["Uno", "dos", "Tres", "año_1", "Uno"]);
    }
}
