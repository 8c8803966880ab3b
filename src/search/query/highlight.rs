//! The piece of a text where what was looked for stands, with it marked.

use super::holds::fits;
use super::{Leaf, NamePlace, Place, Query};
use crate::domain::Private;
use crate::search::words::Cursor;
use std::ops::Range;

/// A piece of text, and whether it is what was looked for.
pub type Piece = (Private, bool);

/// Words shown on either side of the first one that was found.
const AROUND: usize = 14;

struct Word {
    folded: String,
    range: Range<usize>,
    hit: bool,
}

/// The part of the first text that holds what was looked for, with it marked; of the first text that
/// says anything, where the search is not about words.
pub fn excerpt(query: &Query, texts: &[&str]) -> Vec<Piece> {
    let mut first = None;
    for text in texts.iter().filter(|text| !text.trim().is_empty()) {
        let words = marked(query, text);
        if let Some(hit) = words.iter().position(|word| word.hit) {
            return cut(text, &words, hit);
        }
        first.get_or_insert((*text, words));
    }
    first.map(|(text, words)| cut(text, &words, 0)).unwrap_or_default()
}

fn marked(query: &Query, text: &str) -> Vec<Word> {
    let (mut cursor, mut folded, mut words) = (Cursor::new(text), String::new(), Vec::new());
    while let Some(range) = cursor.advance(&mut folded) {
        words.push(Word { folded: folded.clone(), range, hit: false });
    }
    query.root.wanted(&mut |leaf| match leaf {
        Leaf::Words { place: Place::Text, words: wanted, prefix } => mark(&mut words, wanted, *prefix),
        Leaf::Name { place: NamePlace::Tag | NamePlace::Handle, name, prefix } => {
            let wanted: Vec<Private> =
                crate::search::words::words(name.reveal()).into_iter().map(Private::new).collect();
            mark(&mut words, &wanted, *prefix);
        }
        _ => {}
    });
    words
}

fn mark(words: &mut [Word], wanted: &[Private], prefix: bool) {
    if wanted.is_empty() || words.len() < wanted.len() {
        return;
    }
    let last = wanted.len() - 1;
    for start in 0..=words.len() - wanted.len() {
        let run = &mut words[start..start + wanted.len()];
        let found = run.iter().zip(wanted).enumerate();
        if found.into_iter().all(|(at, (word, wanted))| fits(&word.folded, wanted, prefix && at == last)) {
            run.iter_mut().for_each(|word| word.hit = true);
        }
    }
}

fn cut(text: &str, words: &[Word], hit: usize) -> Vec<Piece> {
    let (from, to) = (hit.saturating_sub(AROUND), (hit + AROUND).min(words.len()));
    let start = if from == 0 { 0 } else { words[from].range.start };
    let end = if to == words.len() { text.len() } else { words[to - 1].range.end };
    let mut pieces: Vec<(String, bool)> = Vec::new();
    let mut add = |text: &str, hit: bool| match pieces.last_mut() {
        Some((last, known)) if *known == hit => last.push_str(text),
        _ if text.is_empty() => {}
        _ => pieces.push((text.to_owned(), hit)),
    };
    if from > 0 {
        add("… ", false);
    }
    let (mut at, mut before) = (start, false);
    for word in &words[from..to] {
        let between = &text[at..word.range.start];
        // A phrase is one mark, with what stands between its words.
        add(between, before && word.hit && between.trim().is_empty());
        add(&text[word.range.clone()], word.hit);
        (at, before) = (word.range.end, word.hit);
    }
    // A long tail without words is no text that anybody reads.
    add(&text[at..text.floor_char_boundary(end.min(at + 200))], false);
    if to < words.len() {
        add(" …", false);
    }
    pieces.into_iter().map(|(text, hit)| (Private::new(text), hit)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::tz::TimeZone;

    fn shown(query: &str, text: &str) -> Vec<(String, bool)> {
        let query = Query::parse(query, &TimeZone::UTC).unwrap();
        excerpt(&query, &[text]).into_iter().map(|(text, hit)| (text.reveal().to_owned(), hit)).collect()
    }

    fn hits(query: &str, text: &str) -> Vec<String> {
        shown(query, text).into_iter().filter(|piece| piece.1).map(|piece| piece.0).collect()
    }

    #[test]
    fn what_was_looked_for_stands_apart_however_it_is_written() {
        assert_eq!(hits("ACOSO redes", "Hubo acóso en redes, dijo."), ["acóso", "redes"]);
        assert_eq!(hits("\"en redes\" acos*", "Acosadores en redes y en casa"), ["Acosadores en redes"]);
        assert_eq!(hits("#fuera NOT dijo", "Dijo: #Fuera ya"), ["Fuera"]);
        let whole: String =
            shown("redes", "Hubo acóso en redes, dijo.").into_iter().map(|piece| piece.0).collect();
        assert_eq!(whole, "Hubo acóso en redes, dijo.");
    }

    #[test]
    fn a_long_text_is_cut_around_the_first_hit() {
        let text = format!("{} aguja {}", "paja ".repeat(100), "paja ".repeat(100));
        let whole: String = shown("aguja", &text).into_iter().map(|piece| piece.0).collect();
        assert!(whole.starts_with('…') && whole.ends_with('…') && whole.contains("aguja"), "{whole}");
        assert!(whole.split_whitespace().count() < 35);
    }

    #[test]
    fn a_search_without_words_shows_how_the_text_begins() {
        assert_eq!(shown("kind:post", "¡Hola a todas!"), [("¡Hola a todas!".to_owned(), false)]);
        assert!(shown("kind:post", "😀 \u{202e}").iter().all(|piece| !piece.1));
    }
}
