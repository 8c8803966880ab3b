//! What an index keeps, forgets, and reads of its files.

use super::super::{Error, Found};
use super::{Files, Index, Mark, Query, Size, Unit, Wanted, Writer, ask, numbers, post, query};
use crate::domain::saved_search::SearchOrder as Order;
use jiff::tz::TimeZone;

#[test]
fn what_a_revision_replaces_is_gone_and_the_items_of_its_set_stay() {
    let mut files = Files::default();
    let empty = files.empty();
    let set = |text: &'static str| Unit { is_revised: true, kind: "post-set", ..post(0, text) };
    let first = files.added(&empty, &[set("campaña vieja"), post(1, "campaña")]);
    assert_eq!(numbers(&first, "campaña"), [0, 1]);
    let writer = Writer::on(&first, Size::Small).unwrap();
    writer.forget(7);
    writer.add(&set("nueva")).unwrap();
    let second = files.finished(&first, writer);
    assert_eq!(numbers(&second, "campaña"), [1]);
    assert_eq!(numbers(&second, "nueva"), [0]);
    assert_eq!(numbers(&first, "campaña"), [0, 1], "who holds the one before sees the one before");
    assert_eq!(second.units(), 2);
}

#[test]
fn many_small_changes_are_put_together_and_their_files_go() {
    let mut files = Files::default();
    let mut index = files.empty();
    for number in 1..=40 {
        index = files.added(&index, &[post(number, "palabra")]);
    }
    assert_eq!(ask(&index, "palabra").total, 40);
    assert!(index.manifest().files().count() < 12, "{}", index.manifest().files().count());
    assert_eq!(index.manifest().mark, Mark { entries: 40, items: 0 });
    let opened = files.opened;
    let again = Index::open(index.manifest().clone(), Some(&index), &mut |file| files.open(file)).unwrap();
    assert_eq!((files.opened, numbers(&again, "palabra").len()), (opened, 40), "what is open stays open");
}

#[test]
fn hits_come_by_relevance_or_by_time_and_page_by_page() {
    let mut files = Files::default();
    let empty = files.empty();
    let at = |number: u64, text: &'static str, at: Option<i64>| Unit { at, ..post(number, text) };
    let units = [
        at(1, "rata y más cosas que no son esto", Some(30)),
        at(2, "rata rata rata", Some(10)),
        at(3, "una rata", None),
        at(4, "la rata", Some(20)),
    ];
    let index = files.added(&empty, &units);
    let order = |order, from, most| -> Vec<u64> {
        let wanted = Wanted { order, from, most, ..Wanted::default() };
        index.search(&query("rata"), wanted).unwrap().found.iter().map(|found| found.number).collect()
    };
    assert_eq!(order(Order::Relevance, 0, 1), [2]);
    assert_eq!(order(Order::Newest, 0, 9), [1, 4, 2, 3]);
    assert_eq!(order(Order::Oldest, 0, 9), [2, 4, 1, 3]);
    assert_eq!(order(Order::Newest, 1, 2), [4, 2]);
}

#[test]
fn hits_are_spread_over_kinds_authors_and_hashtags() {
    let mut files = Files::default();
    let empty = files.empty();
    let by = |number, author, text| Unit { author: Some(author), ..post(number, text) };
    let first = files
        .added(&empty, &[by(1, "Ana", "rata #uno #Dos"), by(2, "Ana", "rata #dos"), by(3, "Luis", "no")]);
    let index = files.added(&first, &[Unit { kind: "message", ..by(4, "Luis", "rata #dos") }]);
    let facets = ask(&index, "rata").facets;
    let shown = |values: &[(String, u64)]| -> Vec<String> {
        values.iter().map(|(name, count)| format!("{name} {count}")).collect()
    };
    assert_eq!(shown(&facets.kinds), ["post 2", "message 1"]);
    assert_eq!(shown(&facets.authors), ["Ana 2", "Luis 1"]);
    assert_eq!(shown(&facets.tags), ["dos 3", "uno 1"]);
}

#[test]
fn a_file_that_is_gone_or_short_is_an_error_and_no_empty_answer() {
    let mut files = Files::default();
    let empty = files.empty();
    let index = files.added(&empty, &[post(1, "palabra")]);
    let manifest = index.manifest().clone();
    let kept = std::mem::take(&mut files.kept);
    let gone = Index::open(manifest.clone(), None, &mut |file| files.open(file));
    assert!(matches!(gone, Err(Error::Io(error)) if error.kind() == std::io::ErrorKind::NotFound));
    files.kept = kept.into_iter().map(|(id, bytes)| (id, bytes[..bytes.len() / 2].to_vec())).collect();
    assert!(matches!(Index::open(manifest, None, &mut |file| files.open(file)), Err(Error::Broken(_))));
}

#[test]
fn no_text_lies_in_the_files_as_it_was_written() {
    let mut files = Files::default();
    let empty = files.empty();
    let index = files.added(&empty, &[Unit { id: Some("row:abc"), ..post(9, "El Acóso sigue") }]);
    let all: Vec<u8> = files.kept.values().flatten().copied().collect();
    assert!(!all.windows(7).any(|bytes| bytes == "Acóso".as_bytes().get(..6).unwrap()));
    let found = index.search(
        &Query::parse("id:row:abc", &TimeZone::UTC).unwrap(),
        Wanted { most: 1, ..Wanted::default() },
    );
    assert_eq!(found.unwrap().found, [Found { record: 7, number: 9 }]);
}
