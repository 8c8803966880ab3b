//! Whatever the bytes: no panic, and every record accounted for (the basket checks the balance).

use super::basket::with;
use crate::import::csv::inspect;
use crate::import::{FORMATS, IgnoreReason};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Pieces of all formats, for files that are nearly right.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    const PIECES: &[&str] = &[
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\n",
        "\r\n",
        ";",
        "\t",
        "\\",
        "\\u0000",
        "\\ud800",
        "null",
        "1e999",
        "{\"id\":\"7\",\"text\":\"a\"}",
        "\"data\":",
        "\"includes\":",
        "\"id\":",
        "\"id_str\":\"7\"",
        "\"text\":\"b\"",
        "\"full_text\":\"c\"",
        "\"created_at\":\"Sat Mar 05 06:07:08 +0000 2022\"",
        "\"user\":{\"id_str\":\"1\"}",
        "\"statuses\":[",
        "\"tweet\":{",
        "\"legacy\":{",
        "\"rest_id\":\"7\"",
        "\"tweet_results\":{\"result\":{",
        "window.YTD.tweets.part0 = [",
        "id,text,user\n",
        "tweet_id;texto;fecha\n",
        "1,a,x\n",
        "9.06E+17,b,y\n",
        "\"un\"\"o\",b,c\n",
        "\u{feff}",
        "\u{202e}",
        "🇩🇰",
        "2022-03-05 06:07",
    ];
    prop_oneof![
        8 => proptest::sample::select(PIECES).prop_map(|piece| piece.as_bytes().to_vec()),
        1 => proptest::collection::vec(any::<u8>(), 0..8),
    ]
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..400),
        proptest::collection::vec(piece(), 0..40).prop_map(|pieces| pieces.concat()),
    ]
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic_or_lose_count(bytes in bytes()) {
        with(&bytes, None, None).ok();
        for format in FORMATS {
            with(&bytes, Some(*format), None).ok();
        }
        inspect(&bytes, None).ok();
    }

    /// Lines that begin with a good post, so that the container is lines.
    #[test]
    fn every_line_of_a_line_format_is_a_post_a_reject_or_passed_over(rest in bytes()) {
        let file = [br#"{"id":"7","text":"a","author_id":"1"}"#.as_slice(), b"\n", &rest].concat();
        let format = crate::import::by_code("x-api-v2");
        let (summary, basket) = with(&file, format, None).unwrap();
        let lines = file.split_inclusive(|&byte| byte == b'\n').count() as u64;
        prop_assert_eq!(summary.units, lines);
        let told = basket.posts.iter().map(|(place, _)| place.number);
        let told: BTreeSet<u64> = told.chain(basket.rejects.iter().map(|reject| reject.place.number)).collect();
        let blank = summary.ignored.get(&IgnoreReason::Blank).copied().unwrap_or(0);
        let empty = summary.ignored.get(&IgnoreReason::EmptyPage).copied().unwrap_or(0);
        prop_assert_eq!(told.len() as u64 + blank + empty, lines);
    }

    #[test]
    fn any_text_in_a_cell_comes_out_as_it_went_in(text in "\\PC*[a-z]", line in "[ -~]{0,9}") {
        let cell = format!("{text}\n{line}").replace('"', "\"\"");
        let file = format!("id,text,user\n1,\"{cell}\",x\n");
        let (_, basket) = with(file, None, None).unwrap();
        prop_assert_eq!(basket.only().text.reveal(), format!("{text}\n{line}"));
    }
}
