//! Every edge list that the two tools gave on real posts, through the store: the files imported into
//! one case, each network asked of one set of it. Files overlap, so that a set also has to hold
//! messages that the case had before. Where the real files are absent, this is not run.

use crate::support::office::Office;
use resguardo::domain::{CaseId, Choice, Private, RecordId};
use resguardo::service::analysis::{
    Behaviour, Chosen, Directed, Object, Pairs, csv_of_directed, csv_of_pairs, directed, pairs,
};
use resguardo::service::{posts, unwatched};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn folder() -> Option<PathBuf> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let root = std::env::var_os("RESGUARDO_REAL_DATA").map_or_else(beside, PathBuf::from);
    let root = root.join("coord").is_dir().then_some(root);
    if root.is_none() {
        eprintln!("not run: the folder of real files is absent (RESGUARDO_REAL_DATA)");
    }
    root
}

fn unpacked(path: &Path) -> Vec<u8> {
    let packed = std::fs::File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut reader = ruzstd::decoding::StreamingDecoder::new(packed).unwrap();
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut reader, &mut bytes).unwrap();
    bytes
}

/// A case that has each file that was asked for.
struct Case {
    office: Office,
    id: CaseId,
    root: PathBuf,
    sets: BTreeMap<String, RecordId>,
}

impl Case {
    fn of(root: PathBuf) -> Self {
        let office = Office::found(None);
        let id = office.case();
        Self { office, id, root, sets: BTreeMap::new() }
    }

    fn set(&mut self, file: &str) -> Chosen {
        if !self.sets.contains_key(file) {
            let set = self.import(file);
            self.sets.insert(file.to_owned(), set);
        }
        Chosen { sets: vec![self.sets[file]] }
    }

    fn import(&self, file: &str) -> RecordId {
        let bytes = unpacked(&self.root.join(file));
        let order = posts::ImportOrder {
            file_name: file.into(),
            title: Private::default(),
            source: Private::default(),
            persons: Vec::new(),
            nobody_shown: true,
            tags: Vec::new(),
            format: None,
            options: posts::Options::default(),
        };
        let (store, actor) = (&self.office.store, &self.office.registrar);
        let imported = posts::import(store, actor, self.id, order, &mut bytes.as_slice(), &mut unwatched);
        let imported = imported.unwrap_or_else(|error| panic!("{file}: {error}"));
        assert_eq!(imported.set.body.rejected, 0, "{file}");
        imported.set.id
    }
}

/// `ira_8k_co_link_clean_w60_m2` is a set, a kind, a window in seconds and a least number.
fn parts<'n>(name: &'n str, kinds: &[&'static str]) -> (&'n str, &'static str, i64, u32) {
    let kind = kinds.iter().find(|kind| name.contains(&format!("_{kind}_w"))).unwrap();
    let (set, rest) = name.split_once(&format!("_{kind}_w")).unwrap();
    let (window, least) = rest.split_once('_').unwrap();
    (set, kind, window.parse::<i64>().unwrap() * 1_000_000, least[1..].parse().unwrap())
}

fn expected(root: &Path, folder: &str) -> Vec<(String, String)> {
    let entries = std::fs::read_dir(root.join("coord").join(folder)).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let name =
        |path: &Path| path.file_name().unwrap().to_str().unwrap().trim_end_matches(".csv.zst").to_owned();
    files.iter().map(|path| (name(path), String::from_utf8(unpacked(path)).unwrap())).collect()
}

/// Texts are the same; numbers with a fraction are, to 1e-9.
fn same(found: &str, expected: &str) -> bool {
    let cell = |(one, other): (&str, &str)| {
        let numbers = one.parse::<f64>().ok().zip(other.parse::<f64>().ok());
        one == other
            || one.contains('.')
                && numbers.is_some_and(|(one, other)| (one - other).abs() <= 1e-9 * other.abs())
    };
    let row = |(one, other): (&str, &str)| {
        one.split(',').count() == other.split(',').count() && one.split(',').zip(other.split(',')).all(cell)
    };
    found.lines().count() == expected.lines().count() && found.lines().zip(expected.lines()).all(row)
}

#[test]
fn every_directed_list_comes_out_of_the_store() {
    const KINDS: &[&str] =
        &["co_link_clean", "co_similar_tweet", "co_retweet", "co_tweet", "co_reply", "co_link", "co_post"];
    let Some(root) = folder() else { return };
    let files = expected(&root, "expected_directed");
    assert_eq!(files.len(), 58, "lists");
    let mut case = Case::of(root);
    for (name, expected) in files {
        let (set, kind, window, least) = parts(&name, KINDS);
        let chosen = case.set(&match set {
            "v2pages" => "tweets/v2_pages/search_all_pages.jsonl.zst".to_owned(),
            "v11" => "tweets/v11/rtweet_statuses.jsonl.zst".to_owned(),
            set => format!("coord/input/{set}.csv.zst"),
        });
        let code = kind.trim_end_matches("_clean").trim_end_matches("_tweet_").replace('_', "-");
        let code = if kind == "co_similar_tweet" { "co-similar" } else { &code };
        let behaviour = Behaviour::from_code(code).unwrap();
        let asked = Directed { behaviour, window, least, likeness: 0.8, as_tool: kind == "co_link" };
        let network = directed(&case.office.store, &case.office.registrar, case.id, &chosen, &asked).unwrap();
        assert!(same(&csv_of_directed(&network.edges), &expected), "{name}");
    }
}

#[test]
fn every_list_of_pairs_comes_out_of_the_store() {
    let Some(root) = folder() else { return };
    let files = expected(&root, "expected_undirected");
    assert_eq!(files.len(), 11, "lists");
    let mut case = Case::of(root);
    for (name, expected) in files {
        let (set, kind, window, participation) = parts(&name, &["hashtag", "phash", "url", "retweet"]);
        let chosen = case.set(&format!("coord/input/events_{set}_{kind}.csv.zst"));
        let object = Object::from_code(kind).unwrap_or(Object::Url);
        for as_tool in [false, true] {
            let asked = Pairs { object, window, participation, quantile: 0.5, as_tool };
            let network =
                pairs(&case.office.store, &case.office.registrar, case.id, &chosen, &asked).unwrap();
            assert!(same(&csv_of_pairs(&network.edges), &expected), "{name}");
        }
    }
}
