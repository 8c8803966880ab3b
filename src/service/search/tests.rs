//! A large import is taken up in rounds, each published by itself; whoever stops between two of them
//! goes on where they stopped.

use super::{Search, rebuild, search};
use crate::domain::case::{CaseProfile, default_time_zone};
use crate::domain::{CaseId, Private};
use crate::service::posts::{ImportOrder, Options, import};
use crate::service::{Actor, Error, Store, cases, unwatched};
use std::io::Cursor;
use std::ops::ControlFlow;
use std::sync::Arc;

/// More than three rounds of a test.
const POSTS: u64 = 1_700;

fn office() -> (tempfile::TempDir, Store, Arc<Actor>, CaseId) {
    let home = tempfile::tempdir().unwrap();
    let store = Store::open(&home.path().join("data"), None).unwrap();
    store.found("Oficina", "registro", "tres tristes tigres tragaban").unwrap();
    let actor = store.sign_in("registro", "tres tristes tigres tragaban").unwrap();
    let (title, summary) = (Private::new("Caso"), Private::default());
    let time_zone = default_time_zone();
    let profile = CaseProfile { title, summary, time_zone, fictional: true, wordings: Default::default() };
    let case = cases::open(&store, &actor, profile).unwrap();
    (home, store, actor, case)
}

fn bring_in(store: &Store, actor: &Actor, case: CaseId) {
    let line = |number: u64| {
        format!(
            "{{\"id\":\"12120926280296{number:05}\",\"text\":\"ola número {number}\",\"author_id\":\"9\",\"created_at\":\"2020-01-01T00:00:00Z\"}}\n"
        )
    };
    let order = ImportOrder {
        file_name: Private::new("a.jsonl"),
        title: Private::default(),
        tags: Vec::new(),
        source: Private::default(),
        persons: Vec::new(),
        nobody_shown: true,
        format: None,
        options: Options::default(),
    };
    let bytes: String = (1..=POSTS).map(line).collect();
    import(store, actor, case, order, &mut Cursor::new(bytes), &mut unwatched).unwrap();
}

/// Every post is there once.
fn assert_whole(store: &Store, actor: &Actor, case: CaseId) {
    let ask = |query: &str| {
        let found = search(store, actor, case, Search { query, most: 3, ..Search::default() }).unwrap();
        (found.total, found.hits.first().map(|hit| hit.reference.clone()))
    };
    assert_eq!(ask("ola").0, POSTS);
    for number in [1, 256, 257, 500, 501, 512, 768, 1_024, POSTS] {
        assert_eq!(ask(&format!("\"numero {number}\"")), (1, Some(format!("S-001/{number}"))));
    }
}

#[test]
fn a_large_import_is_taken_up_in_rounds_and_every_post_is_there_once() {
    let (_home, store, actor, case) = office();
    bring_in(&store, &actor, case);
    assert_whole(&store, &actor, case);
}

#[test]
fn whoever_stops_between_two_rounds_goes_on_where_they_stopped() {
    let (_home, store, actor, case) = office();
    bring_in(&store, &actor, case);
    for steps in [1, 3, 5, 6] {
        let mut left = steps;
        let stopped = rebuild(&store, &actor, case, &mut |_| {
            left -= 1;
            if left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert!(matches!(stopped, Err(Error::Cancelled)), "{steps}");
        assert_whole(&store, &actor, case);
    }
}
