//! What an index answers: where the hits stand, how many there are, and how they are spread.

use super::error::{Error, Result};
use super::fields::{AT, Fields};
use super::index::Index;
use super::query::Query;
use crate::domain::saved_search::SearchOrder as Order;
use std::collections::HashMap;
use tantivy::collector::{Collector, Count, SegmentCollector, TopDocs};
use tantivy::columnar::StrColumn;
use tantivy::query::Query as Run;
use tantivy::{DocAddress, DocId, Score, Searcher, SegmentOrdinal, SegmentReader};

/// Which of the hits, and what else.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    pub order: Order,
    pub from: usize,
    pub most: usize,
    /// How many there are in all; ranking alone need not look at every one.
    pub count: bool,
    /// How they are spread; counts too.
    pub facets: bool,
}

/// Where a hit stands: see [`Unit`](super::Unit).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Found {
    pub record: u64,
    pub number: u64,
}

#[derive(Debug, Default)]
pub struct Answer {
    pub total: u64,
    pub found: Vec<Found>,
    pub facets: Facets,
}

/// How many of the hits each kind, author and hashtag has; the most frequent first.
#[derive(Debug, Default)]
pub struct Facets {
    pub kinds: Vec<(String, u64)>,
    pub authors: Vec<(String, u64)>,
    pub tags: Vec<(String, u64)>,
}

/// Values that are shown of each facet.
const SHOWN: usize = 10;
/// Values of one segment that are counted together with those of the others: where there are more,
/// the rare ones are not followed.
const FOLLOWED: usize = 1_000;

impl Index {
    pub fn search(&self, query: &Query, wanted: Wanted) -> Result<Answer> {
        let run = query.compile(&self.fields);
        self.answer(&*run, wanted).map_err(|error| self.reason(error))
    }

    fn answer(&self, run: &dyn Run, wanted: Wanted) -> Result<Answer> {
        let searcher = self.searcher();
        let mut answer = Answer::default();
        if wanted.facets {
            let counted = searcher.search(run, &Spread(self.fields))?;
            answer.total = counted.total;
            answer.facets = counted.facets();
        } else if wanted.count {
            answer.total = searcher.search(run, &Count)? as u64;
        }
        if wanted.most > 0 {
            let hits = hits(&searcher, run, wanted)?.into_iter();
            answer.found = hits.map(|hit| self.found(&searcher, hit)).collect::<Result<_>>()?;
        }
        Ok(answer)
    }

    fn found(&self, searcher: &Searcher, hit: DocAddress) -> Result<Found> {
        let places = self.places(searcher, hit.segment_ord)?;
        let record = places.record.first(hit.doc_id);
        let found = record.zip(places.number.first(hit.doc_id));
        let (record, number) = found.ok_or(Error::Broken("a hit without a place"))?;
        Ok(Found { record, number })
    }
}

fn hits(searcher: &Searcher, run: &dyn Run, wanted: Wanted) -> Result<Vec<DocAddress>> {
    let top = TopDocs::with_limit(wanted.most).and_offset(wanted.from);
    let order = match wanted.order {
        Order::Relevance => {
            let hits = searcher.search(run, &top.order_by_score())?;
            return Ok(hits.into_iter().map(|(_, address)| address).collect());
        }
        Order::Newest => tantivy::Order::Desc,
        Order::Oldest => tantivy::Order::Asc,
    };
    let hits = searcher.search(run, &top.order_by_fast_field::<i64>(AT, order))?;
    Ok(hits.into_iter().map(|(_, address)| address).collect())
}

/// Counts hits by kind, author and hashtag.
struct Spread(Fields);

#[derive(Default)]
struct Counted {
    total: u64,
    /// Of kinds, authors and hashtags.
    values: [HashMap<String, u64>; 3],
}

impl Counted {
    fn facets(self) -> Facets {
        let [kinds, authors, tags] = self.values.map(|values| {
            let mut values: Vec<(String, u64)> = values.into_iter().collect();
            values.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
            values.truncate(SHOWN);
            values
        });
        Facets { kinds, authors, tags }
    }
}

/// One column of one segment, with a count for each of its values.
struct Tally {
    column: Option<StrColumn>,
    counts: Vec<u32>,
}

impl Tally {
    fn new(segment: &SegmentReader, field: &str) -> tantivy::Result<Self> {
        let column = segment.fast_fields().str(field)?;
        let values = column.as_ref().map_or(0, |column| column.num_terms());
        Ok(Self { column, counts: vec![0; values] })
    }

    fn count(&mut self, doc: DocId) {
        let Some(column) = &self.column else { return };
        for value in column.term_ords(doc) {
            if let Some(count) = self.counts.get_mut(value as usize) {
                *count += 1;
            }
        }
    }

    /// The most frequent, by name.
    fn named(self) -> std::io::Result<Vec<(String, u64)>> {
        let Some(column) = self.column else { return Ok(Vec::new()) };
        let counts = self.counts.into_iter().enumerate().filter(|(_, count)| *count > 0);
        let mut counts: Vec<(usize, u32)> = counts.collect();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        counts.truncate(FOLLOWED);
        counts.sort_unstable();
        let mut name = String::new();
        let mut named = Vec::with_capacity(counts.len());
        for (value, count) in counts {
            name.clear();
            if column.ord_to_str(value as u64, &mut name)? {
                named.push((name.clone(), u64::from(count)));
            }
        }
        Ok(named)
    }
}

struct Spreading {
    total: u64,
    tallies: [Tally; 3],
}

impl Collector for Spread {
    type Fruit = Counted;
    type Child = Spreading;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<Spreading> {
        let name = |field| segment.schema().get_field_name(field);
        let tally = |field| Tally::new(segment, name(field));
        Ok(Spreading { total: 0, tallies: [tally(self.0.kind)?, tally(self.0.author)?, tally(self.0.tag)?] })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(
        &self,
        segments: Vec<std::io::Result<(u64, [Vec<(String, u64)>; 3])>>,
    ) -> tantivy::Result<Counted> {
        let mut counted = Counted::default();
        for segment in segments {
            let (total, values) = segment?;
            counted.total += total;
            for (all, of_segment) in counted.values.iter_mut().zip(values) {
                of_segment.into_iter().for_each(|(name, count)| *all.entry(name).or_default() += count);
            }
        }
        Ok(counted)
    }
}

impl SegmentCollector for Spreading {
    type Fruit = std::io::Result<(u64, [Vec<(String, u64)>; 3])>;

    fn collect(&mut self, doc: DocId, _: Score) {
        self.total += 1;
        self.tallies.iter_mut().for_each(|tally| tally.count(doc));
    }

    fn harvest(self) -> Self::Fruit {
        let [kinds, authors, tags] = self.tallies;
        Ok((self.total, [kinds.named()?, authors.named()?, tags.named()?]))
    }
}
