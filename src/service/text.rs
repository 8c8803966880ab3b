//! Text as people search for it: case and accents do not matter, but ñ is a letter of its own.

pub use crate::search::words::fold;

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
}
