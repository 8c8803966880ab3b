//! What can be typed into the box, and what is wrong with what cannot.

use super::super::query::FaultKind;
use super::{Files, Query, Unit, numbers, post, query};
use jiff::tz::TimeZone;

fn fault(text: &str) -> (FaultKind, usize) {
    let fault = Query::parse(text, &TimeZone::UTC).expect_err(text);
    (fault.kind, fault.at)
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    use FaultKind::*;
    for (text, kind, at) in [
        ("", Empty, 1),
        ("  ¡!  ", Empty, 1),
        ("año \"sin cerrar", UnclosedQuote, 5),
        ("«sin cerrar", UnclosedQuote, 1),
        ("(a OR b", UnclosedParenthesis, 1),
        ("a OR b)", UnopenedParenthesis, 7),
        ("a AND", NothingBehind, 6),
        ("OR a", NothingBehind, 1),
        ("a NOT", NothingBehind, 6),
        ("a ()", NothingBehind, 4),
        ("from: ana", NothingBehind, 1),
        ("año kind:cosa", UnknownKind, 5),
        ("since:ayer", NotADate, 1),
        ("until:2026-02-30", NotADate, 1),
    ] {
        assert_eq!(fault(text), (kind, at), "{text}");
    }
    assert_eq!(fault(&"(".repeat(100)).0, TooLong);
    assert_eq!(fault(&"a ".repeat(1000)).0, TooLong);
}

fn corpus<'u>() -> Vec<Unit<'u>> {
    let day = |text: &str| Some(format!("{text}T12:00:00Z").parse::<jiff::Timestamp>().unwrap().as_second());
    vec![
        Unit {
            from: vec!["Ana_R", "Ana Ramírez"],
            author: Some("Ana_R"),
            lang: Some("es"),
            id: Some("1212092628029698048"),
            at: day("2020-01-01"),
            ..post(1, "El ACÓSO en redes no para #FueraYa")
        },
        Unit {
            from: vec!["bot_17"],
            handles: vec!["Ana_R"],
            tags: vec!["fueraya"],
            urls: vec!["https://Example.org/nota/cien-años?x=1"],
            lang: Some("es"),
            at: day("2020-02-29"),
            ..post(2, "Acosadora, te vamos a encontrar 🐀 @ana_r")
        },
        Unit {
            lang: Some("en"),
            at: day("2021-06-01"),
            ..post(3, "Online harassment in social networks, año 2021")
        },
        Unit { kind: "message", ..post(4, "en las redes del ano pasado") },
    ]
}

/// Each search with what it finds, in the index and one by one.
#[test]
fn the_language_means_what_it_says() {
    let (mut files, units) = (Files::default(), corpus());
    let empty = files.empty();
    let index = files.added(&empty, &units);
    for (text, expected) in [
        ("acoso", vec![1]),
        ("ACÓSO redes", vec![1]),
        ("acoso AND redes", vec![1]),
        ("acos*", vec![1, 2]),
        ("redes OR harassment", vec![1, 3, 4]),
        ("redes -acoso", vec![4]),
        ("redes NOT acoso", vec![4]),
        ("NOT redes", vec![2, 3]),
        ("-(redes OR acosadora)", vec![3]),
        ("\"en redes\"", vec![1]),
        ("\"en las redes\"", vec![4]),
        ("«en red»*", vec![1]),
        ("\"redes en\"", vec![]),
        ("año", vec![3]),
        ("ano", vec![4]),
        ("#FueraYa", vec![1, 2]),
        ("#fuera*", vec![1, 2]),
        ("@Ana_R", vec![2]),
        ("from:@ana_r", vec![1]),
        ("de:ramirez", vec![1]),
        ("from:\"ana ramírez\"", vec![1]),
        ("url:example.org", vec![2]),
        ("url:https://example.org/nota/cien-años", vec![2]),
        ("url:org/cien", vec![]),
        ("kind:mensaje", vec![4]),
        ("tipo:publicación redes", vec![1]),
        ("lang:ES", vec![1, 2]),
        ("id:1212092628029698048", vec![1]),
        ("since:2020-02", vec![2, 3]),
        ("until:2020-02", vec![1, 2]),
        ("desde:2020-02-29 hasta:2020-02-29", vec![2]),
        ("since:2020-01-01T12:00:01Z until:2020", vec![2]),
        ("since:2020 until:2020", vec![1, 2]),
        ("🐀", vec![2]),
        ("(acoso OR acosadora) (redes OR encontrar) lang:es -#otra", vec![1, 2]),
        ("AND_NOT OR redes", vec![1, 4]),
        ("nadie:dice", vec![]),
    ] {
        let understood = query(text);
        let one_by_one: Vec<u64> =
            units.iter().filter(|unit| understood.holds(unit)).map(|unit| unit.number).collect();
        assert_eq!(one_by_one, expected, "one by one: {text}");
        assert_eq!(numbers(&index, text), expected, "in the index: {text}");
    }
}

#[test]
fn days_are_those_of_the_case() {
    let zone = TimeZone::get("America/Mexico_City").unwrap();
    let at = "2020-01-02T05:59:00Z".parse::<jiff::Timestamp>().unwrap().as_second();
    let unit = Unit { at: Some(at), ..post(1, "x") };
    let holds = |text: &str| Query::parse(text, &zone).unwrap().holds(&unit);
    assert!(holds("until:2020-01-01") && holds("since:2020-01-01") && !holds("since:2020-01-02"));
    assert!(holds("since:2020-01-01T23:59") && !holds("since:2020-01-02T00:00"));
}

#[test]
fn a_search_does_not_print() {
    assert!(!format!("{:?}", query("secreto from:ana #marca")).contains("secreto"));
    assert!(!format!("{:?}", query("secreto from:ana #marca")).contains("ana"));
}
