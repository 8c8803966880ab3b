//! A piece of a post's text around what was looked for, with the hits marked.

use crate::domain::Private;
use crate::service::text::fold;

/// Words before the first hit, and words in all.
const BEFORE: usize = 8;
const MOST: usize = 40;

/// Pieces of text, each with whether it is a hit. Whole words are marked: a search folds case and
/// accents, so the letters of a hit need not be those that were typed.
pub fn snippet(text: &str, query: &str) -> Vec<(Private, bool)> {
    let wanted: Vec<String> = fold(query).split_whitespace().map(str::to_owned).collect();
    let words: Vec<&str> = text.split_inclusive(char::is_whitespace).collect();
    let is_hit = |word: &&str| {
        let word = fold(word.trim());
        wanted.iter().any(|wanted| word.contains(wanted.as_str()))
    };
    let first = words.iter().position(is_hit).unwrap_or(0);
    let start = first.saturating_sub(BEFORE);
    let end = words.len().min(start + MOST);
    let mut pieces: Vec<(String, bool)> = Vec::new();
    if start > 0 {
        pieces.push(("… ".into(), false));
    }
    for word in &words[start..end] {
        match (pieces.last_mut(), is_hit(word)) {
            (Some((piece, false)), false) => piece.push_str(word),
            (_, hit) => pieces.push(((*word).to_owned(), hit)),
        }
    }
    if end < words.len() {
        pieces.push(("…".into(), false));
    }
    pieces.into_iter().map(|(piece, hit)| (Private::new(piece), hit)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, query: &str) -> Vec<(String, bool)> {
        snippet(text, query).into_iter().map(|(piece, hit)| (piece.reveal().to_owned(), hit)).collect()
    }

    #[test]
    fn hits_are_marked_however_they_are_written() {
        let expected = [("Basta de ", false), ("ACÓSO ", true), ("ya", false)];
        assert_eq!(told("Basta de ACÓSO ya", "acoso"), expected.map(|(text, hit)| (text.to_owned(), hit)));
    }

    #[test]
    fn a_long_text_is_cut_around_the_first_hit() {
        let text = format!("{}aquí {}", "antes ".repeat(100), "después ".repeat(100));
        let pieces = told(&text, "aqui");
        assert_eq!(pieces[0].0, "… antes antes antes antes antes antes antes antes ");
        assert!(pieces.iter().any(|(piece, hit)| *hit && piece == "aquí "));
        assert_eq!(pieces.last().unwrap().0, "…");
    }

    #[test]
    fn without_a_query_nothing_is_marked() {
        assert_eq!(told("uno dos", ""), [("uno dos".to_owned(), false)]);
        assert!(told("", "uno").is_empty());
    }
}
