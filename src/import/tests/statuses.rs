//! API v1.1, and the archive, web client and snscrape, whose records resemble it.

use super::basket::{fixture, read};
use crate::import::RejectReason;

#[test]
fn a_status_keeps_long_text_references_and_the_best_video() {
    let (summary, basket) = read(fixture("x-api-v1.1/lines.jsonl")).unwrap();
    assert_eq!((summary.units, summary.passed_over()), (3, 1));
    let (first, second) = (&basket.posts[0].1, &basket.posts[1].1);
    assert_eq!(first.media[0].reveal(), "https://video.example.org/9.mp4");
    assert_eq!(first.created_at.unwrap().to_string(), "2022-03-05T06:07:08Z");
    assert_eq!(first.author_created_at.unwrap().to_string(), "2019-03-01T08:00:00Z");
    assert_eq!(second.text.reveal(), "Texto largo que no está cortado #Largo");
    assert_eq!(second.hashtags[0].reveal(), "Largo");
    assert_eq!(second.repost_of.as_ref().unwrap().reveal(), "1500000000000000001");
    assert_eq!(second.quote_of.as_ref().unwrap().reveal(), "1500000000000000009");
    assert_eq!(second.reply_to.as_ref().unwrap().reveal(), "1500000000000000008");
}

#[test]
fn an_array_a_search_response_and_lines_hold_the_same_posts() {
    let ids = |name: &str| {
        let (_, basket) = read(fixture(name)).unwrap();
        basket.ids().iter().map(|id| id.to_string()).collect::<Vec<_>>()
    };
    let lines = ids("x-api-v1.1/lines.jsonl");
    assert_eq!(lines, ["1500000000000000001", "1500000000000000002"]);
    assert_eq!(ids("x-api-v1.1/array.json"), lines);
    assert_eq!(ids("x-api-v1.1/search.json"), lines);
    assert_eq!(ids("x-api-v1.1/wrapped.jsonl"), lines[..1]);
}

#[test]
fn a_wrapped_status_is_kept_raw_without_its_wrapping() {
    let (_, basket) = read(fixture("x-api-v1.1/wrapped.jsonl")).unwrap();
    assert!(basket.only().raw.reveal().starts_with(r#"{"created_at""#));
}

#[test]
fn notices_of_deletion_are_counted_as_posts_that_are_gone() {
    let file = "{\"delete\":{\"status\":{\"id_str\":\"1\"}}}\n{\"limit\":{\"track\":3}}\n";
    let (_, basket) = read(file).unwrap();
    assert_eq!(basket.why(), [(1, RejectReason::Unavailable), (2, RejectReason::NotAPost)]);
}

#[test]
fn a_personal_archive_does_not_say_who_wrote_it() {
    let (_, basket) = read(fixture("x-archive/tweets.js")).unwrap();
    let post = basket.only();
    assert_eq!(post.author_id, None);
    assert_eq!(post.counts.likes, Some(5));
}

#[test]
fn an_old_archive_has_its_own_form_of_date() {
    let (_, basket) = read(fixture("x-archive/2013_06.js")).unwrap();
    assert_eq!(basket.only().created_at.unwrap().to_string(), "2013-06-01T06:07:35Z");
}

#[test]
fn a_browser_capture_gives_the_long_text_the_author_and_what_is_quoted() {
    for name in ["x-web-client/capture.ndjson", "x-web-client/response.json"] {
        let (_, basket) = read(fixture(name)).unwrap();
        assert_eq!(basket.ids(), ["1500000000000000001", "1500000000000000002"], "{name}");
        let (long, repost) = (&basket.posts[0].1, &basket.posts[1].1);
        assert_eq!(long.text.reveal(), "Principio y final #Ejemplo");
        assert_eq!(long.hashtags[0].reveal(), "Ejemplo");
        assert_eq!(long.author_handle.as_ref().unwrap().reveal(), "una_cuenta");
        assert_eq!(long.quote_of.as_ref().unwrap().reveal(), "1500000000000000009");
        assert_eq!(repost.repost_of.as_ref().unwrap().reveal(), "1500000000000000001");
    }
}

#[test]
fn a_tombstone_in_a_capture_is_a_post_that_is_not_shown() {
    let file = r#"{"data":{"a":[{"tweet_results":{"result":{"__typename":"TweetTombstone"}}},{"tweet_results":{}}]}}"#;
    let (_, basket) = read(file).unwrap();
    assert_eq!(basket.why(), [(1, RejectReason::Unavailable), (1, RejectReason::Unavailable)]);
}

#[test]
fn snscrape_ids_are_read_to_the_last_digit() {
    let (_, basket) = read(fixture("snscrape/lines.jsonl")).unwrap();
    let post = basket.only();
    assert_eq!(post.id.reveal(), "1500000000000000001");
    assert_eq!(post.quote_of.as_ref().unwrap().reveal(), "1500000000000000009");
    assert_eq!(post.urls[0].reveal(), "https://example.org/a");
}
