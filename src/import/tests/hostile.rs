//! Files made to break a reader: each gets a reason with its place, or becomes plain text.

use super::basket::{read, with};
use crate::import::{Error, FORMATS, LONGEST, RejectReason, by_code};

const GOOD: &str = r#"{"id":"7","text":"hola","author_id":"1"}"#;

#[test]
fn an_empty_file_is_said_to_be_empty() {
    for file in ["", "\n", " \r\n\n", "\u{feff}", "\u{feff}\n"] {
        assert!(matches!(read(file), Err(Error::Empty)), "{file:?}");
    }
}

#[test]
fn an_encoding_that_is_not_read_is_named() {
    assert!(matches!(read(b"\xFF\xFE\0\0a\0\0\0"), Err(Error::Encoding("UTF-32"))));
}

#[test]
fn a_packing_that_is_not_unpacked_is_named() {
    assert!(matches!(read(b"BZh91AY"), Err(Error::Compressed("bzip2"))));
    assert!(matches!(read(b"\xFD7zXZ\0\0"), Err(Error::Compressed("xz"))));
}

#[test]
fn bad_lines_are_rejected_one_by_one_and_the_good_ones_stay() {
    let lines: &[&[u8]] = &[
        GOOD.as_bytes(),
        b"{\"id\":\"8\",\"text\":\"caf\xE9\"}",
        b"{\"id\":\"8\",\"text\":nonsense}",
        b"{\"id\":\"8\",\"text\":\"nul\0\"}",
        b"{\"id\":\"8\",\"text\":\"half a pair \\ud83d\"}",
        b"{\"text\":\"without id\",\"author_id\":\"1\"}",
        b"{\"id\":\"8\",\"author_id\":\"1\"}",
        b"{\"id\":\"8\",\"text\":\"a\",\"created_at\":\"soon\"}",
        b"[1,2]",
        b"17",
        b"{\"id\":\"8\",\"text\":\"one\",\"text\":\"two\"}",
        b"{\"id\":\"9\",\"text\":\"cut",
    ];
    let (_, basket) = read(lines.join(&b'\n')).unwrap();
    assert_eq!(basket.ids(), ["7"]);
    let expected = [
        (2, RejectReason::NotUtf8),
        (3, RejectReason::NotJson),
        (4, RejectReason::NotJson),
        (5, RejectReason::NotJson),
        (6, RejectReason::NoId),
        (7, RejectReason::NoText),
        (8, RejectReason::BadDate),
        (9, RejectReason::NotAPost),
        (10, RejectReason::NotAPost),
        (11, RejectReason::DuplicateKey),
        (12, RejectReason::Truncated),
    ];
    assert_eq!(basket.why(), expected);
}

#[test]
fn ids_that_lost_digits_or_never_had_any_are_refused() {
    let ids = [
        ("9.06E+17", RejectReason::LossyId),
        ("906000000000000000.5", RejectReason::LossyId),
        ("18446744073709551616", RejectReason::LossyId),
        ("\"9.06E+17\"", RejectReason::LossyId),
        ("\"18446744073709551616\"", RejectReason::BadId),
        ("\"12a\"", RejectReason::BadId),
        ("-7", RejectReason::BadId),
        ("true", RejectReason::BadId),
        ("{\"$numberLong\":\"7\"}", RejectReason::BadId),
        ("\"\"", RejectReason::NoId),
        ("null", RejectReason::NoId),
    ];
    for (id, reason) in ids {
        let (_, basket) = read(format!("{GOOD}\n{{\"id\":{id},\"text\":\"a\"}}\n")).unwrap();
        assert_eq!(basket.why(), [(2, reason)], "{id}");
    }
    let (_, basket) = read(r#"{"id":18446744073709551615,"text":"a","author_id":1}"#).unwrap();
    assert_eq!(basket.ids(), ["18446744073709551615"]);
}

#[test]
fn fields_of_the_wrong_type_count_as_absent_and_cost_no_post() {
    let odd = [
        "{}",
        "[]",
        "17",
        "1.5",
        "-1",
        "true",
        "null",
        "\"x\"",
        "[{}]",
        "[[1]]",
        "{\"a\":[{}]}",
        "[null,\"x\"]",
    ];
    for value in odd {
        let keys = [
            "entities",
            "public_metrics",
            "referenced_tweets",
            "attachments",
            "lang",
            "note_tweet",
            "author",
        ];
        let fields: String = keys.iter().map(|key| format!(",\"{key}\":{value}")).collect();
        let (_, basket) =
            read(format!("{{\"id\":\"7\",\"text\":\"a\",\"author_id\":{value}{fields}}}")).unwrap();
        assert_eq!(basket.ids(), ["7"], "{value}");
    }
}

#[test]
fn deep_json_neither_overflows_the_stack_nor_hides_the_lines_behind_it() {
    let deep = |open: &str, close: &str| open.repeat(200_000) + &close.repeat(200_000);
    let bombs = [
        deep("[", "]"),
        format!("{{\"id\":\"1\",\"text\":{}}}", deep("[", "]")),
        format!("{{\"data\":{}}}", deep("[", "]")),
        format!("{{\"id\":\"1\",\"text\":\"a\",\"entities\":{}}}", deep("{\"entities\":", "1}")),
        format!("{{\"tweet\":{}}}", deep("{\"tweet\":", "}")),
        "[".repeat(400_000),
        "{\"data\":".repeat(100_000),
    ];
    for format in FORMATS {
        for bomb in &bombs {
            let file = format!("{GOOD}\n{bomb}\n{GOOD}\n");
            let (summary, _) = with(&file, Some(*format), None).unwrap_or_default();
            assert!(summary.units != 1, "{}", format.code());
            with(format!("[{bomb}]"), Some(*format), None).ok();
            with(bomb, None, None).ok();
        }
    }
    let (_, basket) = read(format!("{GOOD}\n{}\n{GOOD}\n", bombs[1])).unwrap();
    assert_eq!(basket.ids(), ["7", "7"]);
}

#[test]
fn long_keys_and_endless_lists_do_not_multiply_in_memory() {
    let key = "k".repeat(30_000);
    let keys: String = (0..4000).map(|n| format!("\"{n}\":1,")).collect();
    read(format!("{{\"{key}\":{{{keys}\"z\":1}}}}")).ok();
    let list = "{},".repeat(1_000_000);
    let (_, basket) = read(format!(
        "{{\"id\":\"7\",\"text\":\"a\",\"author_id\":\"1\",\"referenced_tweets\":[{list}{{\"type\":\"quoted\",\"id\":\"8\"}}]}}"
    ))
    .unwrap();
    assert_eq!(basket.ids(), ["7"]);
}

#[test]
fn a_line_beyond_the_limit_is_read_past_and_the_next_one_is_not_lost() {
    let long = |length: usize| {
        let frame = r#"{"id":"8","text":""}"#.len();
        format!(r#"{{"id":"8","text":"{}"}}"#, "x".repeat(length - frame))
    };
    let (summary, basket) =
        read(format!("{GOOD}\n{}\n{}\n{GOOD}\n", long(LONGEST), long(LONGEST + 1))).unwrap();
    assert_eq!(basket.ids(), ["7", "8", "7"]);
    assert_eq!(basket.why(), [(3, RejectReason::TooLong)]);
    assert_eq!(summary.units, 4);
    let table = format!("id,text,user\n1,{},x\n2,b,x\n", "x".repeat(LONGEST));
    assert_eq!(read(table).unwrap().1.why(), [(2, RejectReason::TooLong)]);
}

#[test]
fn a_broken_array_says_at_which_element() {
    let cases = [
        (format!("[{GOOD},{GOOD}"), RejectReason::Truncated),
        (format!("[{GOOD},{GOOD},{{\"id\":"), RejectReason::Truncated),
        (format!("[{GOOD},{GOOD} nonsense"), RejectReason::NotJson),
        (format!("[{GOOD},{GOOD},nonsense]"), RejectReason::NotJson),
        (format!("[{GOOD},{GOOD}] and more"), RejectReason::NotJson),
        (format!("[{GOOD},{GOOD},]"), RejectReason::NotJson),
        (format!("[{GOOD},{GOOD},\"{}\"]", "x".repeat(LONGEST)), RejectReason::TooLong),
    ];
    for (file, reason) in cases {
        let (summary, basket) = read(&file).unwrap();
        assert_eq!(basket.ids(), ["7", "7"]);
        assert_eq!(basket.why(), [(3, reason)]);
        assert!(summary.broken_off);
    }
}

#[test]
fn an_element_that_is_not_utf8_does_not_end_the_array() {
    let bytes =
        [b"[".as_slice(), GOOD.as_bytes(), b",{\"id\":\"8\",\"text\":\"\xE9\"},", GOOD.as_bytes(), b"]"]
            .concat();
    let (_, basket) = read(bytes).unwrap();
    assert_eq!(basket.ids(), ["7", "7"]);
    assert_eq!(basket.why(), [(2, RejectReason::NotUtf8)]);
}

#[test]
fn an_array_is_read_piece_by_piece_wherever_the_pieces_end() {
    let post =
        |id: u64| format!(r#"{{"id":"{id}","author_id":"1","text":"{}"}}"#, "ñ".repeat(id as usize % 977));
    let posts: Vec<String> = (1..3000).map(post).collect();
    let (_, basket) = read(format!("[ {} ]\n", posts.join(" ,\n"))).unwrap();
    assert_eq!(basket.posts.len(), 2999);
    assert_eq!(basket.posts[2998].1.raw.reveal(), posts[2998]);
}

#[test]
fn the_first_line_may_be_bad_without_hiding_what_the_file_is() {
    for first in ["garbage", "{\"id\":\"1\",\"te", "\0\0\0", "\u{feff}{}"] {
        let (_, basket) =
            read(format!("{first}\n{GOOD}\n{GOOD}\n")).unwrap_or_else(|error| panic!("{first}: {error}"));
        assert_eq!(basket.ids(), ["7", "7"], "{first}");
    }
}

#[test]
fn a_format_that_is_forced_on_another_file_rejects_its_lines() {
    let v11 = by_code("x-api-v1.1").unwrap();
    let (summary, _) = with("id,text,user\n1,a,x\n", Some(v11), None).unwrap();
    assert_eq!((summary.posts, summary.rejected()), (0, 2));
}

#[test]
fn what_comes_out_when_printed_shows_no_private_text() {
    let (summary, basket) = read(format!("{GOOD}\n{{\"id\":\"secreto\",\"text\":\"secreto\"}}\n")).unwrap();
    let printed = format!("{summary:?} {:?} {:?}", basket.posts, basket.rejects);
    assert!(printed.contains("[private]"));
    assert!(!printed.contains("secreto") && !printed.contains("hola"));
}
