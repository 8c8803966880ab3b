//! Held against the worked example and an oracle without wit. The tools' own lists are in `tests/it/coordination.rs`.

mod checks;
mod oracle;
mod worked;

use super::{Behaviour, Builder, COLUMNS, Dataset, Directed, Object, Pairs, Seen, Source, join, mark};
use crate::domain::post::{Counts, Post};
use crate::domain::{Moment, Private};

/// A post that says nothing but who, when and which.
pub fn post(id: &str, author: &str, seconds: i64) -> Post {
    Post {
        id: id.into(),
        author_id: Some(author.into()),
        author_handle: None,
        author_name: None,
        author_created_at: None,
        created_at: Some(Moment::from_micros(seconds * 1_000_000)),
        text: Private::default(),
        lang: None,
        repost_of: None,
        quote_of: None,
        reply_to: None,
        place: None,
        object: None,
        hashtags: Vec::new(),
        urls: Vec::new(),
        mentions: Vec::new(),
        media: Vec::new(),
        counts: Counts::default(),
        raw: Private::default(),
    }
}

/// The columns of posts as an import writes them.
pub fn source<'p>(posts: impl IntoIterator<Item = &'p Post>, is_table: bool) -> Source {
    let mut builder = Builder::default();
    for (post, number) in posts.into_iter().zip(1..) {
        let at = post.created_at.map(|at| at.to_string()).unwrap_or_default();
        let own = format!("{}\n{at}\n{}", post.id.reveal(), post.text.reveal());
        builder.push(&Seen { post, mark: mark(&own), number });
    }
    Source { is_table, columns: COLUMNS.iter().copied().zip(builder.finish()).collect() }
}

pub fn dataset<'p>(posts: impl IntoIterator<Item = &'p Post>) -> Dataset {
    join(vec![source(posts, true)]).expect("our own columns")
}

pub fn directed(behaviour: Behaviour, seconds: i64, least: u32) -> Directed {
    Directed { behaviour, window: seconds * 1_000_000, least, likeness: 0.8, as_tool: false }
}

pub fn pairs(object: Object, seconds: i64, participation: u32) -> Pairs {
    Pairs { object, window: seconds * 1_000_000, participation, quantile: 0.5, as_tool: false }
}
