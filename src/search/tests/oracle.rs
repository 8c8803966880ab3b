//! Whatever is typed is understood or refused; and whatever is understood finds in the index what going
//! through everything one by one finds.

use super::{Files, Index, Query, Unit, Wanted};
use jiff::tz::TimeZone;
use proptest::prelude::*;
use std::sync::OnceLock;

const WORDS: &[&str] = &[
    "acoso", "Acóso", "acosador", "red", "redes", "año", "ano", "ana", "fuera", "ya", "🐀", "x1", "ñandú",
    "la",
];

fn word() -> impl Strategy<Value = String> {
    proptest::sample::select(WORDS).prop_map(str::to_owned)
}

/// A search as people write them, from the words of the corpus.
fn search() -> impl Strategy<Value = String> {
    let short = word().prop_map(|word| word.chars().take(2).collect::<String>() + "*");
    let leaf = prop_oneof![
        6 => word(),
        2 => short,
        3 => (word(), word()).prop_map(|(one, other)| format!("\"{one} {other}\"")),
        1 => (word(), word()).prop_map(|(one, other)| format!("\"{one} {}\"*", &other.chars().next().unwrap())),
        1 => word().prop_map(|word| format!("#{word}")),
        1 => word().prop_map(|word| format!("@{word}")),
        1 => word().prop_map(|word| format!("from:{word}")),
        1 => word().prop_map(|word| format!("url:{word}.org")),
        1 => proptest::sample::select(&["kind:post", "kind:mensaje", "lang:es", "id:17", "id:row:3"][..]).prop_map(str::to_owned),
        1 => (1..28u8).prop_map(|day| format!("since:2020-01-{day:02}")),
        1 => (1..28u8).prop_map(|day| format!("until:2020-01-{day:02}")),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 1..4).prop_map(|all| all.join(" ")),
            proptest::collection::vec(inner.clone(), 1..4).prop_map(|any| format!("({})", any.join(" OR "))),
            inner.clone().prop_map(|node| format!("NOT ({node})")),
            inner.prop_map(|node| format!("-({node})")),
        ]
    })
}

/// Texts that come out the same every time.
fn corpus() -> &'static [(String, String, String)] {
    static CORPUS: OnceLock<Vec<(String, String, String)>> = OnceLock::new();
    CORPUS.get_or_init(|| {
        let mut state = 12_345_u64;
        let mut next = move |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % below
        };
        let text = |length: usize, next: &mut dyn FnMut(usize) -> usize| -> String {
            let signs = ["", "", "", "#", "@"];
            let words = (0..length).map(|_| format!("{}{}", signs[next(5)], WORDS[next(WORDS.len())]));
            words.collect::<Vec<_>>().join(" ")
        };
        (0..300)
            .map(|_| {
                let length = next(9);
                (
                    text(length, &mut next),
                    text(1, &mut next),
                    format!("https://{}.org", WORDS[next(WORDS.len())]),
                )
            })
            .collect()
    })
}

fn units() -> Vec<Unit<'static>> {
    let first = "2020-01-01T00:00:00Z".parse::<jiff::Timestamp>().unwrap().as_second();
    let unit = |(at, (text, author, url)): (usize, &'static (String, String, String))| Unit {
        record: 3 + at as u64 % 2,
        number: at as u64,
        kind: if at % 3 == 0 { "message" } else { "post" },
        at: (at % 5 != 0).then_some(first + at as i64 * 8_000),
        lang: (at % 4 != 0).then_some("es"),
        id: (at % 7 == 0).then_some(if at % 2 == 0 { "17" } else { "row:3" }),
        texts: vec![text, author],
        from: vec![author],
        urls: vec![url],
        ..Unit::default()
    };
    corpus().iter().enumerate().map(unit).collect()
}

/// In several segments, some of it revised.
fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| {
        let mut files = Files::default();
        let mut index = files.empty();
        for some in units().chunks(75) {
            index = files.added(&index, some);
        }
        index
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn every_search_finds_what_going_through_everything_finds(text in search()) {
        let query = Query::parse(&text, &TimeZone::UTC).unwrap();
        let wanted = Wanted { most: 1000, count: true, ..Wanted::default() };
        let answer = index().search(&query, wanted).unwrap();
        let mut found: Vec<u64> = answer.found.iter().map(|found| found.number).collect();
        found.sort_unstable();
        let units = units();
        let expected: Vec<u64> = units.iter().filter(|unit| query.holds(unit)).map(|unit| unit.number).collect();
        prop_assert_eq!(answer.total, expected.len() as u64);
        prop_assert_eq!(found, expected, "{}", text);
    }

    #[test]
    fn whatever_is_typed_is_understood_or_refused_with_a_place_in_it(
        text in r#"([a-z#@*:()"“”«» \-ñÁ\PC]|AND|OR|NOT|from:|since:|kind:|id:){0,40}"#
    ) {
        match Query::parse(&text, &TimeZone::UTC) {
            Ok(query) => {
                let answer = index().search(&query, Wanted { most: 5, facets: true, ..Wanted::default() });
                prop_assert!(answer.is_ok(), "{}", text);
            }
            Err(fault) => prop_assert!(fault.at >= 1 && fault.at <= text.chars().count() + 1, "{}", text),
        }
    }
}
