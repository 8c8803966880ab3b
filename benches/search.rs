//! Search over sealed segments beside the same library on plain memory, over the same posts.
//!
//! `cargo bench --bench search -- [POSTS]` (a million unless said): prints CPU seconds to build, sizes,
//! the first answer after the key is given, and for each kind of query and mode the 50th, 95th and 99th
//! percentile of 200 queries, the best of three passes each, in microseconds.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::disallowed_methods, reason = "a benchmark tells")]

use jiff::tz::TimeZone;
use resguardo::crypto::compartment::BlobKey;
use resguardo::crypto::digest::Digest;
use resguardo::crypto::stream::{self, Opener};
use resguardo::domain::BlobId;
use resguardo::domain::evidence::BlobRef;
use resguardo::domain::saved_search::SearchOrder;
use resguardo::search::{Contents, Index, Manifest, Mark, Query, ReadSeek, Size, Unit, Wanted, Writer};
use std::collections::HashMap;
use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::time::Instant;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, PhrasePrefixQuery, PhraseQuery, TermQuery};
use tantivy::schema::{FAST, Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::{IndexWriter, TantivyDocument, Term};

const QUERIES: usize = 200;
const PASSES: usize = 3;
const ROUND: usize = 500_000;

/// A small generator: the same posts every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % below
    }

    /// Zipf with exponent 1, by inversion of its logarithm.
    fn rank(&mut self, of: usize) -> usize {
        let share = self.roll(1 << 30) as f64 / (1 << 30) as f64;
        ((of as f64).powf(share) - 1.0) as usize
    }
}

struct Post {
    id: String,
    author: String,
    at: i64,
    text: String,
    raw: usize,
}

fn word(rank: usize) -> String {
    const PARTS: [&str; 16] =
        ["a", "co", "so", "ri", "ta", "me", "lu", "pe", "no", "va", "di", "es", "ju", "ga", "bro", "fin"];
    let mut number = rank * 7 + 3;
    let mut word = String::new();
    while number > 0 {
        word.push_str(PARTS[number % 16]);
        number /= 16;
    }
    word
}

fn posts(count: usize) -> Vec<Post> {
    let words: Vec<String> = (0..200_000).map(word).collect();
    let mut dice = Dice(88_172_645_463_325_252);
    (0..count)
        .map(|number| {
            let length = 6 + dice.roll(24);
            let mut text: Vec<&str> = (0..length).map(|_| words[dice.rank(words.len())].as_str()).collect();
            let tag = format!("#{}", words[dice.rank(2_000)]);
            if dice.roll(3) == 0 {
                text.push(&tag);
            }
            let text = text.join(" ");
            let id = (1_250_000_000_000_000_000 + number as u64 * 4_194_304_000).to_string();
            let author = format!("{}_{}", words[dice.rank(5_000)], dice.roll(9));
            let at = 1_587_000_000 + (number as i64 * 7) + dice.roll(600) as i64;
            let raw = format!(
                "{{\"id\":\"{id}\",\"author_id\":\"{}\",\"created_at\":\"2020-04-21T15:18:04.000Z\",\"text\":\"{text}\",\"lang\":\"es\",\"conversation_id\":\"{id}\",\"public_metrics\":{{\"retweet_count\":12,\"reply_count\":1,\"like_count\":40,\"quote_count\":0}},\"author\":{{\"username\":\"{author}\",\"name\":\"{author}\"}}}}\n",
                1_000_000_000 + dice.roll(1 << 28)
            );
            Post { id, author, at, text, raw: raw.len() }
        })
        .collect()
}

/// Sealed files in a directory.
struct Sealed {
    directory: PathBuf,
    keys: HashMap<BlobId, BlobKey>,
    bytes: u64,
}

impl Sealed {
    fn seal(&mut self, contents: &mut Contents) -> io::Result<BlobRef> {
        let id =
            BlobId::from_random(*Digest::of(&self.keys.len().to_be_bytes()).bytes().first_chunk().unwrap());
        let key = BlobKey::generate();
        let mut to = File::create(self.directory.join(id.to_string()))?;
        let sealed = stream::seal(&key, id.bytes(), contents, &mut to)?;
        to.sync_all()?;
        self.bytes += to.metadata()?.len();
        self.keys.insert(id, key);
        Ok(BlobRef {
            id,
            key: Vec::new(),
            epoch: 1,
            length: sealed.length,
            sha256: sealed.sha256,
            sealed: sealed.tags_sha256,
        })
    }

    fn open(&self, file: &BlobRef) -> io::Result<Box<dyn ReadSeek>> {
        let from = File::open(self.directory.join(file.id.to_string()))?;
        Ok(Box::new(Opener::new(&self.keys[&file.id], file.id.bytes(), from).map_err(io::Error::other)?))
    }

    fn index(&self, manifest: Manifest) -> Index {
        Index::open(manifest, None, &mut |file| self.open(file)).unwrap()
    }
}

/// Of the whole process, in seconds.
fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    (fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap()) / 100.0
}

/// The most memory that the process had so far, in megabytes.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
}

fn build(posts: &[Post], sealed: &mut Sealed) -> Manifest {
    let mut manifest = Manifest::default();
    for (round, some) in posts.chunks(ROUND).enumerate() {
        let index = sealed.index(manifest);
        let writer = Writer::on(&index, Size::Large).unwrap();
        for (post, at) in some.iter().zip(round * ROUND + 1..) {
            let unit = Unit {
                record: 3,
                number: at as u64,
                kind: "post",
                at: Some(post.at),
                lang: Some("es"),
                id: Some(&post.id),
                author: Some(&post.author),
                texts: vec![&post.text],
                from: vec![&post.author],
                handles: vec![&post.author],
                ..Unit::default()
            };
            writer.add(&unit).unwrap();
        }
        let mark = Mark { entries: round as u64 + 1, items: 0 };
        manifest = writer.finish(mark, &mut |contents| sealed.seal(contents)).unwrap();
    }
    manifest
}

/// The library as it comes, in memory: text and time alone.
struct Plain {
    searcher: tantivy::Searcher,
    text: Field,
}

fn build_plain(posts: &[Post]) -> Plain {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("default")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let text = schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing));
    let at = schema.add_i64_field("at", FAST);
    let index = tantivy::Index::create_in_ram(schema.build());
    for some in posts.chunks(ROUND) {
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 160_000_000).unwrap();
        for post in some {
            let mut document = TantivyDocument::default();
            document.add_text(text, &post.text);
            document.add_i64(at, post.at);
            writer.add_document(document).unwrap();
        }
        writer.commit().unwrap();
        writer.wait_merging_threads().unwrap();
    }
    Plain { searcher: index.reader().unwrap().searcher(), text }
}

/// One query, as it is typed and as the library has it.
struct Asked {
    typed: String,
    plain: Box<dyn tantivy::query::Query>,
}

fn asked(kind: &str, posts: &[Post], plain: &Plain, dice: &mut Dice) -> Asked {
    let term = |word: &str| Term::from_field_text(plain.text, word);
    let query = |word: &str| TermQuery::new(term(word), IndexRecordOption::WithFreqs);
    loop {
        let post = &posts[dice.roll(posts.len())];
        let words: Vec<&str> = post.text.split(' ').filter(|word| !word.starts_with('#')).collect();
        let at = dice.roll(words.len() - 1);
        let common = word(dice.roll(20));
        let (one, other) = (if dice.roll(5) == 0 { common.as_str() } else { words[at] }, words[at + 1]);
        match kind {
            "term" => return Asked { typed: one.into(), plain: Box::new(query(one)) },
            "and" if words[at] != other => {
                let both: Vec<Box<dyn tantivy::query::Query>> =
                    vec![Box::new(query(words[at])), Box::new(query(other))];
                let typed = format!("{} {other}", words[at]);
                return Asked { typed, plain: Box::new(BooleanQuery::intersection(both)) };
            }
            "phrase" => {
                let typed = format!("\"{} {other}\"", words[at]);
                let terms = vec![term(words[at]), term(other)];
                return Asked { typed, plain: Box::new(PhraseQuery::new(terms)) };
            }
            "prefix" if one.len() >= 5 => {
                let beginning = &one[..4];
                let mut plain = PhrasePrefixQuery::new(vec![term(beginning)]);
                // Not the first fifty words that begin so, but all of them.
                plain.set_max_expansions(u32::MAX);
                return Asked { typed: format!("{beginning}*"), plain: Box::new(plain) };
            }
            _ => {}
        }
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let begun = Instant::now();
    let done = work();
    (begun.elapsed().as_secs_f64() * 1e6, done)
}

fn percentiles(mut times: Vec<f64>) -> [f64; 3] {
    times.sort_by(f64::total_cmp);
    [0.50, 0.95, 0.99].map(|share| times[((times.len() - 1) as f64 * share) as usize])
}

fn ask_sealed(index: &Index, query: &Query, mode: &str) -> u64 {
    let wanted = match mode {
        "best 20" => Wanted { most: 20, ..Wanted::default() },
        "newest 20" => Wanted { most: 20, order: SearchOrder::Newest, ..Wanted::default() },
        _ => Wanted { count: true, ..Wanted::default() },
    };
    let answer = index.search(query, wanted).unwrap();
    if mode == "count" { answer.total } else { answer.found.len() as u64 }
}

fn ask_plain(plain: &Plain, query: &dyn tantivy::query::Query, mode: &str) -> u64 {
    let top = TopDocs::with_limit(20);
    match mode {
        "best 20" => plain.searcher.search(query, &top.order_by_score()).unwrap().len() as u64,
        "newest 20" => {
            let newest = top.order_by_fast_field::<i64>("at", tantivy::Order::Desc);
            plain.searcher.search(query, &newest).unwrap().len() as u64
        }
        _ => plain.searcher.search(query, &Count).unwrap() as u64,
    }
}

fn compare(index: &Index, plain: &Plain, queries: &[Asked], mode: &str) -> [[f64; 3]; 2] {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for asked in queries {
        let query = Query::parse(&asked.typed, &TimeZone::UTC).unwrap();
        let (mut best, mut best_plain) = (f64::MAX, f64::MAX);
        for _ in 0..PASSES {
            let (time, found) = timed(|| ask_sealed(index, &query, mode));
            let (time_plain, found_plain) = timed(|| ask_plain(plain, &*asked.plain, mode));
            assert_eq!(found, found_plain, "both find the same: {}", asked.typed);
            (best, best_plain) = (best.min(time), best_plain.min(time_plain));
        }
        ours.push(best);
        theirs.push(best_plain);
    }
    [percentiles(ours), percentiles(theirs)]
}

fn main() {
    let count = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(1_000_000);
    let directory = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("bench-search");
    let _ = std::fs::remove_dir_all(&directory);
    std::fs::create_dir_all(&directory).unwrap();
    let posts = posts(count);
    let raw: usize = posts.iter().map(|post| post.raw).sum();
    println!("{count} posts, {:.1} MB of JSON", raw as f64 / 1e6);

    let mut sealed = Sealed { directory: directory.clone(), keys: HashMap::new(), bytes: 0 };
    let held = peak();
    let (begun, clock) = (cpu(), Instant::now());
    let manifest = build(&posts, &mut sealed);
    let (took, wall) = (cpu() - begun, clock.elapsed().as_secs_f64());
    let kept: u64 = manifest.files().map(|id| directory.join(id.to_string()).metadata().unwrap().len()).sum();
    let segments = manifest.files().count();
    println!(
        "sealed: {took:.1} CPU s, {wall:.1} s, {:.1} MB = {:.2} of the JSON, {segments} segments",
        kept as f64 / 1e6,
        kept as f64 / raw as f64
    );
    println!("memory while building: {} MiB beside the posts themselves", peak() - held);
    let (begun, clock) = (cpu(), Instant::now());
    let plain = build_plain(&posts);
    println!(
        "plain, text and time alone: {:.1} CPU s, {:.1} s, {} segments",
        cpu() - begun,
        clock.elapsed().as_secs_f64(),
        plain.searcher.segment_readers().len()
    );

    let mut dice = Dice(2_463_534_242);
    let first = asked("and", &posts, &plain, &mut dice);
    let query = Query::parse(&first.typed, &TimeZone::UTC).unwrap();
    let mut times = Vec::new();
    for _ in 0..9 {
        times.push(timed(|| ask_sealed(&sealed.index(manifest.clone()), &query, "best 20")).0 / 1e3);
    }
    times.sort_by(f64::total_cmp);
    println!("first answer after the key is given: {:.1} ms ({:.1} to {:.1})", times[4], times[0], times[8]);

    let index = sealed.index(manifest);
    println!(
        "\n{:<10} {:<8} {:>26} {:>26} {:>6}",
        "mode", "kind", "sealed p50/p95/p99 µs", "plain p50/p95/p99 µs", "p99 ×"
    );
    for mode in ["best 20", "newest 20", "count"] {
        for kind in ["term", "and", "phrase", "prefix"] {
            let queries: Vec<Asked> = (0..QUERIES).map(|_| asked(kind, &posts, &plain, &mut dice)).collect();
            let [ours, theirs] = compare(&index, &plain, &queries, mode);
            let shown = |times: [f64; 3]| times.map(|time| format!("{time:.0}")).join(" / ");
            println!(
                "{mode:<10} {kind:<8} {:>26} {:>26} {:>6.2}",
                shown(ours),
                shown(theirs),
                ours[2] / theirs[2]
            );
        }
    }
    let _ = std::fs::remove_dir_all(&directory);
}
