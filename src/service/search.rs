//! Finds words in everything a case holds under pseudonyms. Simple: it opens and reads all of it.

use super::text::{Query, fold};
use super::{Actor, Result, Store, chats, posts};
use crate::domain::chats::ChatSet;
use crate::domain::consent::Consent;
use crate::domain::evidence::Evidence;
use crate::domain::link::Link;
use crate::domain::person::Person;
use crate::domain::policy::ReadRecords;
use crate::domain::posts::PostSet;
use crate::domain::testimony::Testimony;
use crate::domain::{CaseId, Document, Private};
use crate::store::Granted;

/// Words shown on either side of the first one that was found.
const AROUND: usize = 12;

/// Something that holds every word looked for.
pub struct Hit {
    pub reference: String,
    /// The kind of record; `post` for a single post, `message` for one of a chat.
    pub kind: &'static str,
    pub title: Private,
    /// Pieces of the text where it was found, with whether the piece is a word looked for.
    pub snippet: Vec<(Private, bool)>,
}

/// Records first, then at most `most` posts, then as many messages of chats.
pub fn search(store: &Store, actor: &Actor, case: CaseId, words: &str, most: usize) -> Result<Vec<Hit>> {
    let query = Query::new(words);
    if query.is_empty() {
        return Ok(Vec::new());
    }
    let mut hits = store.read::<ReadRecords, _>(actor, case, |granted| {
        let mut hits = Vec::new();
        among::<Testimony>(granted, &query, &mut hits)?;
        among::<Person>(granted, &query, &mut hits)?;
        among::<Evidence>(granted, &query, &mut hits)?;
        among::<PostSet>(granted, &query, &mut hits)?;
        among::<ChatSet>(granted, &query, &mut hits)?;
        among::<Consent>(granted, &query, &mut hits)?;
        among::<Link>(granted, &query, &mut hits)?;
        Ok(hits)
    })?;
    for found in posts::search(store, actor, case, words, most)? {
        hits.push(Hit {
            snippet: snippet(&query, [found.post.text.reveal()].into_iter()),
            title: found.post.author_handle.clone().unwrap_or_default(),
            reference: found.reference,
            kind: "post",
        });
    }
    for found in chats::search(store, actor, case, words, most)? {
        hits.push(Hit {
            snippet: snippet(&query, [found.message.text.reveal()].into_iter()),
            title: found.message.sender.clone().unwrap_or_default(),
            reference: found.reference,
            kind: "message",
        });
    }
    Ok(hits)
}

fn among<D>(granted: &mut Granted<'_, ReadRecords>, query: &Query, hits: &mut Vec<Hit>) -> Result<()>
where
    D: Document<Read = ReadRecords>,
{
    for record in granted.list::<D>()? {
        let mut texts: Vec<&str> = Vec::new();
        record.body.search_text(&mut |text| texts.push(text.reveal()));
        if query.matches(texts.iter().copied()) {
            hits.push(Hit {
                snippet: snippet(query, texts.into_iter()),
                title: record.body.title().clone(),
                reference: record.reference.clone(),
                kind: D::KIND,
            });
        }
    }
    Ok(())
}

/// The words around the first hit, cut so that words looked for are pieces of their own.
fn snippet<'t>(query: &Query, mut texts: impl Iterator<Item = &'t str>) -> Vec<(Private, bool)> {
    let is_hit = |word: &&str| query.touches(&fold(word));
    let Some(text) = texts.find(|text| text.split_whitespace().any(|word| is_hit(&word))) else {
        return Vec::new();
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    let first = words.iter().position(is_hit).unwrap_or_default();
    let (from, to) = (first.saturating_sub(AROUND), (first + AROUND).min(words.len()));
    let mut pieces: Vec<(String, bool)> = Vec::new();
    for word in &words[from..to] {
        let hit = is_hit(word);
        match pieces.last_mut() {
            Some((text, known)) if *known == hit => text.extend([" ", word]),
            _ => pieces.push(((*word).to_owned(), hit)),
        }
    }
    let last = pieces.len().saturating_sub(1);
    let spaced = |(at, (text, hit)): (usize, (String, bool))| match (at == 0 && from > 0, at == last) {
        (true, _) => (format!("… {text} ").into(), hit),
        (false, true) => (if to < words.len() { format!("{text} …") } else { text }.into(), hit),
        (false, false) => (format!("{text} ").into(), hit),
    };
    pieces.into_iter().enumerate().map(spaced).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(words: &str, text: &str) -> Vec<(String, bool)> {
        let pieces = snippet(&Query::new(words), [text].into_iter());
        pieces.into_iter().map(|(text, hit)| (text.reveal().to_owned(), hit)).collect()
    }

    #[test]
    fn what_was_looked_for_stands_apart_however_it_is_written() {
        let pieces = shown("ACOSO redes", "Hubo acóso en redes, dijo.");
        let hits: Vec<&str> = pieces.iter().filter(|piece| piece.1).map(|piece| piece.0.trim()).collect();
        assert_eq!(hits, ["acóso", "redes,"]);
    }

    #[test]
    fn a_long_text_is_cut_around_the_first_hit() {
        let text = format!("{} aguja {}", "paja ".repeat(100), "paja ".repeat(100));
        let whole: String = shown("aguja", &text).into_iter().map(|piece| piece.0).collect();
        assert!(whole.starts_with('…') && whole.ends_with('…') && whole.contains("aguja"), "{whole}");
        assert!(whole.split_whitespace().count() < 30);
    }
}
