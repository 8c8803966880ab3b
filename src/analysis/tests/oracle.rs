//! The definitions written down as they read, without any thought of cost, compared on random posts.

use super::*;
use crate::analysis::words::{plain, shared, words};
use crate::analysis::{self, DirectedEdge, PairEdge};
use crate::domain::Choice;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Few values of everything, so that much coincides.
fn posts() -> impl Strategy<Value = Vec<Post>> {
    let text = prop::sample::select(vec![
        "uno dos tres cuatro cinco",
        "Uno dos tres cuatro cinco @ana",
        "uno dos tres cuatro seis",
        "uno dos tres cuatro cinco seis",
        "don't RT this",
        "@ana",
        "",
        "don't rt this now",
    ]);
    let other = || prop::option::weighted(0.4, 0..3_u8);
    let row = (
        0..5_u8,
        0..60_i64,
        text,
        other(),
        other(),
        prop::collection::vec(0..4_u8, 0..3),
        prop::collection::vec(0..4_u8, 0..3),
    );
    prop::collection::vec(row, 0..40).prop_map(|rows| {
        let named = |kind: &str, number: u8| Private::from(format!("{kind}{number}"));
        let rows = rows.into_iter().enumerate();
        rows.map(|(at, (author, time, text, repost, reply, urls, tags))| Post {
            text: text.into(),
            repost_of: repost.map(|number| named("r", number)),
            reply_to: reply.map(|number| named("p", number)),
            urls: urls.into_iter().map(|number| named("https://u", number)).collect(),
            hashtags: tags.into_iter().map(|number| named("t", number)).collect(),
            ..post(&format!("m{at}"), &format!("a{author}"), time)
        })
        .collect()
    })
}

fn text(private: &Private) -> String {
    private.reveal().to_owned()
}

fn author(post: &Post) -> String {
    post.author_id.as_ref().map(text).unwrap_or_default()
}

fn seconds(post: &Post) -> i64 {
    post.created_at.unwrap().micros() / 1_000_000
}

fn agree(behaviour: Behaviour, one: &Post, other: &Post) -> bool {
    let originals = one.repost_of.is_none() && other.repost_of.is_none();
    match behaviour {
        Behaviour::CoRetweet => one.repost_of.is_some() && one.repost_of == other.repost_of,
        Behaviour::CoReply => originals && one.reply_to.is_some() && one.reply_to == other.reply_to,
        Behaviour::CoTweet => {
            let (one, other) = (plain(one.text.reveal()), plain(other.text.reveal()));
            originals && one == other && !one.is_empty()
        }
        Behaviour::CoLink => originals && one.urls.iter().any(|url| other.urls.contains(url)),
        Behaviour::CoPost => true,
        Behaviour::CoSimilar => originals && likeness(one, other) >= 0.8,
    }
}

fn likeness(one: &Post, other: &Post) -> f64 {
    let (one, other) = (plain(one.text.reveal()), plain(other.text.reveal()));
    let (one, other): (BTreeSet<&str>, BTreeSet<&str>) = (words(&one).collect(), words(&other).collect());
    one.intersection(&other).count() as f64 / one.union(&other).count() as f64
}

fn naive_directed(posts: &[Post], asked: &Directed) -> Vec<DirectedEdge> {
    let mut found: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
    for one in posts {
        for other in posts {
            let near = (seconds(one) - seconds(other)).abs() * 1_000_000 <= asked.window;
            if author(one) != author(other) && near && agree(asked.behaviour, one, other) {
                found.entry((author(one), author(other))).or_default().insert(text(&one.id));
            }
        }
    }
    let edge = |((from, to), messages): ((String, String), BTreeSet<String>)| {
        let weight = messages.len() as u32;
        (weight >= asked.least).then_some(DirectedEdge { from, to, weight })
    };
    found.into_iter().filter_map(edge).collect()
}

/// Object, account, content, time.
type Row = (String, String, String, i64);

fn rows(posts: &[Post], object: Object) -> Vec<Row> {
    let keys = |post: &Post| -> Vec<String> {
        let is_original = post.repost_of.is_none();
        match object {
            Object::Retweet => post.repost_of.iter().map(text).collect(),
            Object::Hashtag => post.hashtags.iter().map(text).collect(),
            Object::Url => post.urls.iter().map(text).collect(),
            Object::Reply => post.reply_to.iter().filter(|_| is_original).map(text).collect(),
            Object::Text => {
                let shared = shared(post.text.reveal());
                let counts = is_original && post.reply_to.is_none() && !shared.is_empty();
                counts.then_some(shared).into_iter().collect()
            }
        }
    };
    posts
        .iter()
        .flat_map(|post| keys(post).into_iter().map(|key| (key, author(post), text(&post.id), seconds(post))))
        .collect()
}

/// Older first: by time, then by whose account appears first.
fn naive_pairs(posts: &[Post], asked: &Pairs) -> Vec<PairEdge> {
    let rows = busy(rows(posts, asked.object), asked.participation);
    let first = |account: &str| rows.iter().position(|row| row.1 == account);
    let mut found = Vec::new();
    for (at, one) in rows.iter().enumerate() {
        for other in &rows[at + 1..] {
            let near = (one.3 - other.3).abs() * 1_000_000 <= asked.window;
            if one.0 == other.0 && near && one.1 != other.1 && one.2 != other.2 {
                let older_first = (one.3, first(&one.1)) < (other.3, first(&other.1));
                found.push(if older_first { (one, other) } else { (other, one) });
            }
        }
    }
    let paired: BTreeSet<&String> = found.iter().flat_map(|(one, other)| [&one.2, &other.2]).collect();
    let left: Vec<Row> = rows.iter().filter(|row| paired.contains(&row.2)).cloned().collect();
    let kept: BTreeSet<String> = busy(left, asked.participation).into_iter().map(|row| row.2).collect();
    found.retain(|(one, other)| kept.contains(&one.2) || kept.contains(&other.2));
    edges(&found, asked.quantile)
}

fn busy(rows: Vec<Row>, least: u32) -> Vec<Row> {
    let count = |account: &str| rows.iter().filter(|row| row.1 == account).count() as u32;
    rows.iter().filter(|row| count(&row.1) >= least).cloned().collect()
}

fn edges(found: &[(&Row, &Row)], quantile: f64) -> Vec<PairEdge> {
    let mut grouped: BTreeMap<(String, String), Vec<(&Row, &Row)>> = BTreeMap::new();
    for (one, other) in found {
        let names = (one.1.clone().min(other.1.clone()), one.1.clone().max(other.1.clone()));
        grouped.entry(names).or_default().push((one, other));
    }
    let mut weights: Vec<u64> = grouped.values().map(|pairs| pairs.len() as u64).collect();
    weights.sort_unstable();
    let place = weights.len().saturating_sub(1) as f64 * quantile;
    let at = |place: f64| weights.get(place as usize).copied().unwrap_or(0) as f64;
    let threshold = at(place.floor()) + (place - place.floor()) * (at(place.ceil()) - at(place.floor()));
    let edge = |((a, b), pairs): ((String, String), Vec<(&Row, &Row)>)| PairEdge {
        a,
        b,
        weight: pairs.len() as u64,
        mean_delay: pairs.iter().map(|(one, other)| (other.3 - one.3) as f64).sum::<f64>()
            / pairs.len() as f64,
        older: pairs.iter().map(|pair| &pair.0.2).collect::<BTreeSet<_>>().len() as u32,
        newer: pairs.iter().map(|pair| &pair.1.2).collect::<BTreeSet<_>>().len() as u32,
        is_heavy: pairs.len() as f64 > threshold,
    };
    grouped.into_iter().map(edge).collect()
}

proptest! {
    #[test]
    fn directed_networks_are_what_the_definition_says(posts in posts(), window in 0..70_i64, least in 1..3_u32) {
        let data = dataset(&posts);
        for behaviour in Behaviour::ALL.iter().copied() {
            let asked = directed(behaviour, window, least);
            prop_assert_eq!(analysis::directed(&data, &asked), naive_directed(&posts, &asked), "{:?}", behaviour);
        }
    }

    #[test]
    fn networks_of_pairs_are_what_the_definition_says(posts in posts(), window in 0..70_i64, participation in 1..4_u32) {
        let data = dataset(&posts);
        for object in Object::ALL.iter().copied() {
            let asked = pairs(object, window, participation);
            let (found, expected) = (analysis::pairs(&data, &asked), naive_pairs(&posts, &asked));
            prop_assert_eq!(analysis::csv_of_pairs(&found), analysis::csv_of_pairs(&expected), "{:?}", object);
        }
    }

    #[test]
    fn neither_order_nor_repetition_nor_files_change_a_directed_network(posts in posts(), seed in any::<u64>(), cut in 0..40_usize) {
        let mut again: Vec<&Post> = posts.iter().chain(posts.iter().take(cut)).collect();
        again.sort_by_key(|post| mark(&format!("{seed}{}", post.id.reveal())));
        let (one, other) = again.split_at(cut.min(again.len()));
        let split = join(vec![source(one.iter().copied(), true), source(other.iter().copied(), true)]).unwrap();
        for behaviour in Behaviour::ALL.iter().copied() {
            let asked = directed(behaviour, 20, 1);
            let expected = analysis::directed(&dataset(&posts), &asked);
            prop_assert_eq!(&analysis::directed(&dataset(again.iter().copied()), &asked), &expected);
            prop_assert_eq!(&analysis::directed(&split, &asked), &expected);
        }
    }
}
