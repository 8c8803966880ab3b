//! The lists that the two tools gave on real posts, where these are at hand. They are of people at
//! risk and never part of this repository. Equal means equal as sets of rows, numbers to 1e-9.

use super::*;
use crate::analysis::{self, csv_of_directed, csv_of_pairs};
use crate::domain::Choice;
use crate::import::{self, Place, Reject, Sink};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// The folder named by the environment, else the one beside the project.
fn folder() -> Option<PathBuf> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let root = std::env::var_os("RESGUARDO_REAL_DATA").map_or_else(beside, PathBuf::from);
    root.join("coord").is_dir().then_some(root)
}

fn unpacked(path: &Path) -> Vec<u8> {
    let packed = std::fs::File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut reader = ruzstd::decoding::StreamingDecoder::new(packed).unwrap();
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut reader, &mut bytes).unwrap();
    bytes
}

#[derive(Default)]
struct Basket(Vec<Post>);

impl Sink for Basket {
    fn post(&mut self, _: Place, post: Post) -> ControlFlow<()> {
        self.0.push(post);
        ControlFlow::Continue(())
    }
    fn reject(&mut self, reject: Reject) -> ControlFlow<()> {
        panic!("{reject:?}")
    }
}

fn read(root: &Path, name: &str) -> Dataset {
    let mut basket = Basket::default();
    let summary =
        import::read(unpacked(&root.join(name)).as_slice(), None, &import::Options::default(), &mut basket);
    let is_table = summary.unwrap().format.contains("csv") || name.contains("events_");
    join(vec![source(&basket.0, is_table)]).unwrap()
}

/// What a file's name says: `ira_8k_co_link_clean_w60_m2`.
fn parts<'n>(name: &'n str, kinds: &[&'static str]) -> (&'n str, &'static str, i64, u32) {
    let kind = kinds.iter().find(|kind| name.contains(&format!("_{kind}_w"))).unwrap();
    let (set, rest) = name.split_once(&format!("_{kind}_w")).unwrap();
    let (window, least) = rest.split_once('_').unwrap();
    (set, kind, window.parse().unwrap(), least[1..].parse().unwrap())
}

fn expected(root: &Path, folder: &str) -> Vec<(String, String)> {
    let entries = std::fs::read_dir(root.join("coord").join(folder)).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let text = |path: &Path| String::from_utf8(unpacked(path)).unwrap();
    let name =
        |path: &Path| path.file_name().unwrap().to_str().unwrap().trim_end_matches(".csv.zst").to_owned();
    files.iter().map(|path| (name(path), text(path))).collect()
}

/// The first row in which two tables differ.
fn difference(found: &str, expected: &str) -> Option<String> {
    let differ = |(one, other): (&str, &str)| {
        let cells = one.split(',').zip(other.split(','));
        let same = |(one, other): (&str, &str)| {
            one == other
                || matches!((one.parse::<f64>(), other.parse::<f64>()), (Ok(one), Ok(other)) if one.to_string().contains('.') && (one - other).abs() <= 1e-9 * other.abs())
        };
        one.split(',').count() != other.split(',').count() || !cells.into_iter().all(same)
    };
    let (count, wanted) = (found.lines().count(), expected.lines().count());
    let first = found
        .lines()
        .zip(expected.lines())
        .find(|rows| differ(*rows))
        .map(|(one, other)| format!("{one} instead of {other}"));
    (first.is_some() || count != wanted).then(|| format!("{count} rows of {wanted}; {first:?}"))
}

#[test]
fn directed_networks_are_those_of_the_toolkit() {
    let Some(root) = folder() else {
        return eprintln!("not run: the folder of real files is absent (RESGUARDO_REAL_DATA)");
    };
    const KINDS: &[&str] =
        &["co_link_clean", "co_similar_tweet", "co_retweet", "co_tweet", "co_reply", "co_link", "co_post"];
    let mut data: BTreeMap<String, Dataset> = BTreeMap::new();
    let mut wrong = Vec::new();
    let files = expected(&root, "expected_directed");
    assert!(files.len() > 50);
    for (name, expected) in files {
        let (set, kind, window, least) = parts(&name, KINDS);
        let file = match set {
            "v2pages" => "tweets/v2_pages/search_all_pages.jsonl.zst".into(),
            "v11" => "tweets/v11/rtweet_statuses.jsonl.zst".into(),
            set => format!("coord/input/{set}.csv.zst"),
        };
        let as_tool = kind == "co_link";
        let key = format!("{file} {as_tool}");
        let data = data.entry(key).or_insert_with(|| {
            let data = read(&root, &file);
            if as_tool { data.as_tool() } else { data }
        });
        let code = kind.trim_end_matches("_clean").replace("similar_tweet", "similar").replace('_', "-");
        let asked = Directed { as_tool, ..directed(Behaviour::from_code(&code).unwrap(), window, least) };
        let found = csv_of_directed(&analysis::directed(data, &asked));
        wrong.extend(difference(&found, &expected).map(|difference| format!("{name}: {difference}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn networks_of_pairs_are_those_of_coortweet() {
    let Some(root) = folder() else {
        return eprintln!("not run: the folder of real files is absent (RESGUARDO_REAL_DATA)");
    };
    const KINDS: &[&str] = &["hashtag", "phash", "url", "retweet", "reply"];
    let mut wrong = Vec::new();
    let files = expected(&root, "expected_undirected");
    assert!(files.len() > 10);
    for (name, expected) in files {
        let (set, kind, window, least) = parts(&name, KINDS);
        let data = read(&root, &format!("coord/input/events_{set}_{kind}.csv.zst"));
        let object = Object::from_code(kind).unwrap_or(Object::Url);
        for as_tool in [false, true] {
            let found =
                csv_of_pairs(&analysis::pairs(&data, &Pairs { as_tool, ..pairs(object, window, least) }));
            wrong.extend(difference(&found, &expected).map(|difference| format!("{name}: {difference}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// From the posts themselves as well, where the table of shares was made from nothing else.
#[test]
fn pairs_are_found_in_posts_as_in_tables_of_shares() {
    let Some(root) = folder() else {
        return eprintln!("not run: the folder of real files is absent (RESGUARDO_REAL_DATA)");
    };
    let mut compared = 0;
    for (name, expected) in expected(&root, "expected_undirected") {
        let (set, kind, window, least) = parts(&name, &["hashtag", "phash", "url", "retweet"]);
        if set.starts_with("german") || (set.starts_with("hk") && kind == "hashtag") {
            continue;
        }
        let data = read(&root, &format!("coord/input/{set}.csv.zst"));
        let found =
            csv_of_pairs(&analysis::pairs(&data, &pairs(Object::from_code(kind).unwrap(), window, least)));
        assert_eq!(difference(&found, &expected), None, "{name}");
        compared += 1;
    }
    assert_eq!(compared, 6);
}
