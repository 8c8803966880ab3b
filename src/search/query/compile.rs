//! From meaning to what the library runs.

use super::settled::Settled;
use super::{Leaf, NamePlace, Node, Place, Query};
use crate::domain::Private;
use crate::search::fields::Fields;
use crate::search::unit::id_number;
use std::ops::Bound;
use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, InvertedIndexRangeQuery, Occur, PhrasePrefixQuery, PhraseQuery, Query as Run,
    RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

impl Query {
    pub(in crate::search) fn compile(&self, fields: &Fields) -> Box<dyn Run> {
        self.root.compile(fields)
    }
}

impl Node {
    fn compile(&self, fields: &Fields) -> Box<dyn Run> {
        match self {
            Node::All(nodes) => Box::new(BooleanQuery::new(all(nodes, fields))),
            Node::Any(nodes) => {
                let clauses = nodes.iter().map(|node| (Occur::Should, node.compile(fields)));
                Box::new(BooleanQuery::new(clauses.collect()))
            }
            Node::Not(_) => Box::new(BooleanQuery::new(all(std::slice::from_ref(self), fields))),
            Node::Leaf(leaf) => leaf.compile(fields),
        }
    }
}

/// What must not be there is taken from what must; from everything, where nothing must.
fn all(nodes: &[Node], fields: &Fields) -> Vec<(Occur, Box<dyn Run>)> {
    let mut clauses: Vec<(Occur, Box<dyn Run>)> = Vec::with_capacity(nodes.len() + 1);
    for node in nodes {
        clauses.push(match node {
            Node::Not(inner) => (Occur::MustNot, Box::new(Settled(inner.compile(fields)))),
            node => (Occur::Must, node.compile(fields)),
        });
    }
    if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
        clauses.push((Occur::Must, Box::new(AllQuery)));
    }
    clauses
}

impl Leaf {
    fn compile(&self, fields: &Fields) -> Box<dyn Run> {
        match self {
            Leaf::Words { place, words, prefix } => {
                let field = match place {
                    Place::Text => fields.text,
                    Place::From => fields.from,
                    Place::Url => fields.url,
                };
                run_of_words(field, words, *prefix)
            }
            Leaf::Name { place, name, prefix } => {
                let field = match place {
                    NamePlace::Tag => fields.tag,
                    NamePlace::Handle => fields.handle,
                    NamePlace::Kind => fields.kind,
                    NamePlace::Lang => fields.lang,
                };
                let term = Term::from_field_text(field, name.reveal());
                match prefix {
                    true => beginning(field, name.reveal()),
                    false => Box::new(TermQuery::new(term, IndexRecordOption::Basic)),
                }
            }
            Leaf::Id(id) => {
                let term = Term::from_field_u64(fields.id, id_number(id.reveal()));
                Box::new(RangeQuery::new(Bound::Included(term.clone()), Bound::Included(term)))
            }
            Leaf::Time { from, before } => {
                let term = |at: &i64| Term::from_field_i64(fields.at, *at);
                let from = from.as_ref().map_or(Bound::Unbounded, |at| Bound::Included(term(at)));
                let before = before.as_ref().map_or(Bound::Unbounded, |at| Bound::Excluded(term(at)));
                Box::new(RangeQuery::new(from, before))
            }
        }
    }
}

fn run_of_words(field: Field, words: &[Private], prefix: bool) -> Box<dyn Run> {
    let mut terms: Vec<Term> = words.iter().map(|word| Term::from_field_text(field, word.reveal())).collect();
    match (words, prefix) {
        ([word], true) => beginning(field, word.reveal()),
        (_, true) => {
            let mut query = PhrasePrefixQuery::new(terms);
            // As good as all of them: a hit that is left out is a hit that somebody misses. The library
            // makes room for as many as it is allowed, per segment.
            query.set_max_expansions(1 << 16);
            Box::new(query)
        }
        ([_], false) => {
            let term = terms.remove(0);
            Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
        }
        _ => Box::new(PhraseQuery::new(terms)),
    }
}

/// Every term that begins so: up to the first that sorts behind all of them.
fn beginning(field: Field, text: &str) -> Box<dyn Run> {
    let from = Term::from_field_text(field, text);
    let mut letters: Vec<char> = text.chars().collect();
    let next = loop {
        let Some(last) = letters.pop() else { break None };
        let next = (u32::from(last) + 1..=u32::from(char::MAX)).find_map(char::from_u32);
        if let Some(next) = next {
            letters.push(next);
            break Some(letters.into_iter().collect::<String>());
        }
    };
    let before = next.map_or(Bound::Unbounded, |text| Bound::Excluded(Term::from_field_text(field, &text)));
    Box::new(InvertedIndexRangeQuery::new(Bound::Included(from), before))
}
