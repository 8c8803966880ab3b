//! Real files, where they are at hand. They hold the words of people at risk and are therefore
//! never part of this repository; the counts are.

use super::basket::with;
use crate::domain::post::Post;
use crate::import::Mapping;
use crate::import::csv::{Column, Field};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// The folder named by the environment, else the one beside the project.
fn folder() -> Option<PathBuf> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let root = std::env::var_os("RESGUARDO_REAL_DATA").map_or_else(beside, PathBuf::from);
    root.join("tweets").is_dir().then_some(root)
}

fn unpacked(root: &std::path::Path, name: &str) -> Vec<u8> {
    let packed = std::fs::File::open(root.join(name)).unwrap();
    let mut reader = ruzstd::decoding::StreamingDecoder::new(packed).unwrap();
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut reader, &mut bytes).unwrap();
    bytes
}

/// Every post says where it stands; of a file of lines, its id is found on that line.
fn assert_traceable(name: &str, bytes: &[u8], posts: &[(crate::import::Place, Post)]) {
    let lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
    for (_, post) in posts {
        let place = post.place.unwrap_or_else(|| panic!("{name}: a post without its place"));
        let is_line = place.unit == crate::import::Unit::Line && !post.id.reveal().starts_with("row:");
        let Some(line) = lines.get(place.number as usize - 1).filter(|_| is_line) else { continue };
        let id = post.id.reveal().as_bytes();
        assert!(line.windows(id.len()).any(|at| at == id), "{name}: line {} is another", place.number);
    }
}

/// What came of a file: its records by reason; how many posts say who, when and about whom; how
/// many hashtags, addresses, mentions and media there are in all.
fn described(name: &str, bytes: &[u8], mapping: Option<Mapping>) -> String {
    let (summary, basket) = match with(bytes, None, mapping) {
        Ok(read) => read,
        Err(error) => return error.to_string(),
    };
    assert_traceable(name, bytes, &basket.posts);
    let ids: BTreeSet<&str> = basket.ids().into_iter().collect();
    let posts: Vec<&Post> = basket.posts.iter().map(|(_, post)| post).collect();
    let say = |has: fn(&Post) -> bool| posts.iter().filter(|post| has(post)).count();
    let all = |list: fn(&Post) -> usize| posts.iter().map(|post| list(post)).sum::<usize>();
    let records = format!(
        "{} units={} posts={} ids={} rejects={:?} ignored={:?}{}",
        summary.format,
        summary.units,
        summary.posts,
        ids.len(),
        summary.rejects,
        summary.ignored,
        if summary.broken_off { " BROKEN OFF" } else { "" }
    );
    let said = format!(
        "when={} who={} handle={} repost={} quote={} reply={} tags={} urls={} mentions={} media={}",
        say(|post| post.created_at.is_some()),
        say(|post| post.author_id.is_some()),
        say(|post| post.author_handle.is_some()),
        say(|post| post.repost_of.is_some()),
        say(|post| post.quote_of.is_some()),
        say(|post| post.reply_to.is_some()),
        all(|post| post.hashtags.len()),
        all(|post| post.urls.len()),
        all(|post| post.mentions.len()),
        all(|post| post.media.len()),
    );
    format!("{records} {said}")
}

fn without_header() -> Mapping {
    let columns = [
        (Field::CreatedAt, 0),
        (Field::AuthorHandle, 1),
        (Field::Text, 2),
        (Field::Likes, 3),
        (Field::Replies, 4),
        (Field::Reposts, 5),
        (Field::Quotes, 6),
        (Field::Permalink, 7),
        (Field::RepostOf, 8),
        (Field::QuoteOf, 9),
    ];
    Mapping {
        columns: BTreeMap::from(columns.map(|(field, index)| (field, Column::Index(index)))),
        delimiter: ';',
        has_header: false,
        quotes: false,
        date_order: None,
        time_zone: None,
    }
}

/// The API, archive and coordination files were counted with other tools too (Python's `json` and
/// `csv`); the rest are snapshots of our own counts, which hold them still.
const EXPECTED: &[(&str, &str)] = &[
    (
        "tweets/archive/grailbird_org/data/js/tweets/2013_04.js.zst",
        "x-archive units=209 posts=209 ids=209 rejects={} ignored={} \
         when=209 who=209 handle=209 repost=80 quote=0 reply=42 tags=36 urls=90 mentions=194 media=30",
    ),
    (
        "tweets/archive/grailbird_org/data/js/tweets/2014_05.js.zst",
        "x-archive units=259 posts=259 ids=259 rejects={} ignored={} \
         when=259 who=259 handle=259 repost=105 quote=0 reply=58 tags=42 urls=97 mentions=269 media=74",
    ),
    (
        "tweets/archive/grailbird_org/tweets.csv.zst",
        "csv units=6967 posts=6966 ids=6966 rejects={} ignored={Header: 1} \
         when=6966 who=0 handle=0 repost=2861 quote=0 reply=1290 tags=0 urls=3908 mentions=0 media=0",
    ),
    (
        "tweets/archive/ytd_2023_uk/data/tweets.js.zst",
        "x-archive units=2161 posts=2161 ids=2161 rejects={} ignored={} \
         when=2161 who=0 handle=0 repost=0 quote=0 reply=710 tags=81 urls=5 mentions=786 media=8",
    ),
    ("tweets/events/german_elections_fb_accounts.csv.zst", "the format of the file is not known"),
    (
        "tweets/generic_csv/mx_semicolon_HLGatell.txt.zst",
        "csv units=1787 posts=1605 ids=1605 rejects={WrongColumns: 182} ignored={} \
         when=1605 who=0 handle=1605 repost=0 quote=54 reply=0 tags=0 urls=0 mentions=0 media=0",
    ),
    (
        "tweets/graphql/card_broadcast.json.zst",
        "x-web-client units=1 posts=4 ids=4 rejects={} ignored={} \
         when=4 who=4 handle=4 repost=0 quote=0 reply=3 tags=0 urls=1 mentions=3 media=0",
    ),
    (
        "tweets/graphql/card_poll.json.zst",
        "x-web-client units=1 posts=28 ids=28 rejects={} ignored={} \
         when=28 who=28 handle=28 repost=0 quote=5 reply=3 tags=0 urls=1 mentions=5 media=22",
    ),
    (
        "tweets/graphql/card_summary.json.zst",
        "x-web-client units=1 posts=5 ids=5 rejects={} ignored={} \
         when=5 who=5 handle=5 repost=0 quote=0 reply=3 tags=0 urls=0 mentions=3 media=1",
    ),
    (
        "tweets/graphql/constructed_zeeschuimer.ndjson.zst",
        "x-web-client units=101 posts=101 ids=101 rejects={} ignored={} \
         when=101 who=101 handle=101 repost=0 quote=10 reply=45 tags=28 urls=7 mentions=13 media=40",
    ),
    (
        "tweets/graphql/raw_community_tweets.json.zst",
        "x-web-client units=1 posts=20 ids=20 rejects={} ignored={} \
         when=20 who=20 handle=20 repost=0 quote=4 reply=0 tags=21 urls=1 mentions=0 media=10",
    ),
    (
        "tweets/graphql/raw_tweet_details.json.zst",
        "x-web-client units=1 posts=37 ids=37 rejects={} ignored={} \
         when=37 who=37 handle=37 repost=0 quote=0 reply=36 tags=5 urls=4 mentions=2 media=2",
    ),
    (
        "tweets/ira/ira_native_80k.csv.zst",
        "csv units=80001 posts=79999 ids=79999 rejects={NoText: 1} ignored={Header: 1} \
         when=79999 who=0 handle=79999 repost=0 quote=0 reply=0 tags=0 urls=0 mentions=0 media=0",
    ),
    (
        "tweets/snscrape/tweets.jsonl.zst",
        "snscrape units=40 posts=40 ids=40 rejects={} ignored={} \
         when=40 who=40 handle=40 repost=0 quote=4 reply=0 tags=0 urls=15 mentions=45 media=7",
    ),
    (
        "tweets/v11/premium_search_from.json.zst",
        "x-api-v1.1 units=1 posts=58 ids=58 rejects={} ignored={} \
         when=58 who=58 handle=58 repost=11 quote=5 reply=37 tags=15 urls=29 mentions=101 media=3",
    ),
    (
        "tweets/v11/rtweet_statuses.jsonl.zst",
        "x-api-v1.1 units=378 posts=378 ids=378 rejects={} ignored={} \
         when=378 who=378 handle=378 repost=89 quote=45 reply=92 tags=393 urls=161 mentions=337 media=103",
    ),
    (
        "tweets/v11/statuses.json.zst",
        "x-api-v1.1 units=20 posts=20 ids=20 rejects={} ignored={} \
         when=20 who=20 handle=20 repost=6 quote=0 reply=2 tags=3 urls=19 mentions=19 media=0",
    ),
    (
        "tweets/v11/vendor_samples_initial.jsonl.zst",
        "x-api-v1.1 units=8 posts=8 ids=5 rejects={} ignored={} \
         when=8 who=8 handle=8 repost=0 quote=5 reply=7 tags=1 urls=6 mentions=8 media=2",
    ),
    (
        "tweets/v2_bind/hk/data_hk.json.zst",
        "x-api-v2 units=1565 posts=1565 ids=1565 rejects={} ignored={} \
         when=1565 who=1565 handle=0 repost=0 quote=0 reply=0 tags=7749 urls=1537 mentions=437 media=0",
    ),
    (
        "tweets/v2_bind/hk/users_hk.json.zst",
        "x-api-v2 units=1 posts=0 ids=0 rejects={NotAPost: 1} ignored={} \
         when=0 who=0 handle=0 repost=0 quote=0 reply=0 tags=0 urls=0 mentions=0 media=0",
    ),
    (
        "tweets/v2_pages/search_all_pages.jsonl.zst",
        "x-api-v2 units=14 posts=1450 ids=829 rejects={} ignored={} \
         when=1450 who=1450 handle=1450 repost=812 quote=44 reply=111 tags=1687 urls=611 mentions=2175 media=0",
    ),
    (
        "tweets/v2_twarc/cashtags.jsonl.zst",
        "x-api-v2 units=1 posts=1 ids=1 rejects={} ignored={} \
         when=1 who=1 handle=1 repost=0 quote=0 reply=0 tags=4 urls=2 mentions=0 media=1",
    ),
    (
        "tweets/v2_twarc/cotweet.jsonl.zst",
        "x-api-v2 units=1 posts=1 ids=1 rejects={} ignored={} \
         when=1 who=1 handle=1 repost=0 quote=0 reply=0 tags=0 urls=0 mentions=0 media=0",
    ),
    (
        "tweets/v2_twarc/counts.jsonl.zst",
        "x-api-v2 units=1 posts=0 ids=0 rejects={NotAPost: 169} ignored={} \
         when=0 who=0 handle=0 repost=0 quote=0 reply=0 tags=0 urls=0 mentions=0 media=0",
    ),
    (
        "tweets/v2_twarc/flat.jsonl.zst",
        "x-api-v2 units=100 posts=100 ids=100 rejects={} ignored={} \
         when=100 who=100 handle=100 repost=47 quote=8 reply=31 tags=10 urls=23 mentions=109 media=6",
    ),
    (
        "tweets/v2_twarc/lists.jsonl.zst",
        "x-api-v2 units=2 posts=0 ids=0 rejects={NotAPost: 6} ignored={} \
         when=0 who=0 handle=0 repost=0 quote=0 reply=0 tags=0 urls=0 mentions=0 media=0",
    ),
    (
        "tweets/v2_twarc/many_urls.jsonl.zst",
        "x-api-v2 units=1 posts=1 ids=1 rejects={} ignored={} \
         when=1 who=1 handle=1 repost=0 quote=0 reply=1 tags=0 urls=1 mentions=0 media=0",
    ),
    (
        "tweets/v2_twarc/media_tweet.jsonl.zst",
        "x-api-v2 units=1 posts=1 ids=1 rejects={} ignored={} \
         when=1 who=1 handle=1 repost=0 quote=0 reply=0 tags=0 urls=1 mentions=0 media=1",
    ),
    (
        "tweets/v2_twarc/mentions_tweet.jsonl.zst",
        "x-api-v2 units=1 posts=1 ids=1 rejects={} ignored={} \
         when=1 who=1 handle=1 repost=1 quote=0 reply=0 tags=0 urls=0 mentions=1 media=0",
    ),
    (
        "tweets/v2_twarc/noflat.jsonl.zst",
        "x-api-v2 units=1 posts=100 ids=100 rejects={} ignored={} \
         when=100 who=100 handle=100 repost=47 quote=8 reply=31 tags=10 urls=23 mentions=109 media=6",
    ),
    (
        "tweets/v2_twarc/tweets_compliance.jsonl.zst",
        "x-api-v2 units=3 posts=0 ids=0 rejects={NotAPost: 2} ignored={Blank: 1} \
         when=0 who=0 handle=0 repost=0 quote=0 reply=0 tags=0 urls=0 mentions=0 media=0",
    ),
    (
        "tweets/v2_twarc/two_tweets.jsonl.zst",
        "x-api-v2 units=1 posts=1 ids=1 rejects={} ignored={} \
         when=1 who=1 handle=1 repost=1 quote=0 reply=0 tags=1 urls=0 mentions=1 media=0",
    ),
    (
        "tweets/v2_twarc/users.jsonl.zst",
        "x-api-v2 units=1 posts=0 ids=0 rejects={NotAPost: 96} ignored={} \
         when=0 who=0 handle=0 repost=0 quote=0 reply=0 tags=0 urls=0 mentions=0 media=0",
    ),
    (
        "tweets/v2_twarc/users_compliance.jsonl.zst",
        "x-api-v2 units=3 posts=0 ids=0 rejects={NotAPost: 2} ignored={Blank: 1} \
         when=0 who=0 handle=0 repost=0 quote=0 reply=0 tags=0 urls=0 mentions=0 media=0",
    ),
    (
        "coord/input/events_ira_80k_retweet.csv.zst",
        "coortweet-events units=57491 posts=57490 ids=57490 rejects={} ignored={Header: 1} \
         when=57490 who=57490 handle=0 repost=0 quote=0 reply=0 tags=0 urls=0 mentions=0 media=0",
    ),
    (
        "coord/input/events_ira_8k_retweet.csv.zst",
        "coortweet-events units=3847 posts=3846 ids=3846 rejects={} ignored={Header: 1} \
         when=3846 who=3846 handle=0 repost=0 quote=0 reply=0 tags=0 urls=0 mentions=0 media=0",
    ),
    (
        "coord/input/hk_1565.csv.zst",
        "toolkit-csv units=1566 posts=1565 ids=1565 rejects={} ignored={Header: 1} \
         when=1565 who=1565 handle=1565 repost=0 quote=0 reply=0 tags=0 urls=1537 mentions=0 media=0",
    ),
    (
        "coord/input/ira_80k.csv.zst",
        "toolkit-csv units=80001 posts=80000 ids=80000 rejects={} ignored={Header: 1} \
         when=80000 who=80000 handle=80000 repost=57490 quote=0 reply=0 tags=0 urls=81323 mentions=0 media=0",
    ),
    (
        "coord/input/ira_8k.csv.zst",
        "toolkit-csv units=8001 posts=8000 ids=8000 rejects={} ignored={Header: 1} \
         when=8000 who=8000 handle=8000 repost=3846 quote=0 reply=0 tags=0 urls=7082 mentions=0 media=0",
    ),
    ("tweets/whatsapp/lorem-merge-part1.txt.zst", "the format of the file is not known"),
    ("tweets/whatsapp/lorem-merge-part2.txt.zst", "the format of the file is not known"),
    ("tweets/whatsapp/lorem.txt.zst", "the format of the file is not known"),
];

#[test]
fn the_real_files_give_exact_counts() {
    let Some(root) = folder() else {
        eprintln!("not run: the folder of real files is absent (RESGUARDO_REAL_DATA)");
        return;
    };
    let mut wrong = Vec::new();
    for (name, expected) in EXPECTED {
        let mapping = || name.starts_with("tweets/generic_csv").then(without_header);
        let plain = unpacked(&root, name);
        let told = described(name, &plain, mapping());
        if told != *expected {
            wrong.push(format!("{name}\n{told}"));
        }
        let summary = |bytes: &[u8]| with(bytes, None, mapping()).map(|(summary, _)| summary).ok();
        let packed = std::fs::read(root.join(name)).unwrap();
        assert_eq!(summary(&packed), summary(&plain), "{name}, compressed as it lies there");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
