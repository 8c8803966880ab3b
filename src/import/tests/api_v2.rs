use super::basket::{fixture, read};
use crate::import::{Place, RejectReason};

#[test]
fn a_page_gives_the_posts_of_its_data_and_none_of_its_includes() {
    let (summary, basket) = read(fixture("x-api-v2/pages.jsonl")).unwrap();
    assert_eq!(basket.ids(), ["1500000000000000001", "1500000000000000002", "1500000000000000003"]);
    assert_eq!((summary.units, summary.passed_over()), (3, 1));
    assert_eq!(basket.posts[1].0, Place::line(1).item(2));
}

#[test]
fn what_a_page_says_of_author_and_media_reaches_the_post() {
    let (_, basket) = read(fixture("x-api-v2/pages.jsonl")).unwrap();
    let post = &basket.posts[0].1;
    let reveal =
        |list: &[crate::domain::Private]| list.iter().map(|it| it.reveal().to_owned()).collect::<Vec<_>>();
    assert_eq!(post.author_id.as_ref().unwrap().reveal(), "1000000000000000011");
    assert_eq!(post.author_handle.as_ref().unwrap().reveal(), "una_cuenta");
    assert_eq!(post.author_name.as_ref().unwrap().reveal(), "Una Cuenta");
    assert_eq!(post.author_created_at.unwrap().to_string(), "2019-03-01T08:00:00Z");
    assert_eq!(post.created_at.unwrap().to_string(), "2022-03-05T06:07:08Z");
    assert_eq!(reveal(&post.hashtags), ["Ejemplo"]);
    assert_eq!(reveal(&post.urls), ["https://example.org/a?full=1"]);
    assert_eq!(reveal(&post.mentions), ["otra_cuenta"]);
    assert_eq!(reveal(&post.media), ["https://pbs.example.org/1.jpg"]);
    assert_eq!(
        (post.counts.reposts, post.counts.replies, post.counts.likes, post.counts.quotes),
        (Some(3), Some(1), Some(5), Some(2))
    );
}

#[test]
fn reposts_replies_quotes_and_long_texts_are_kept_as_what_they_are() {
    let (_, basket) = read(fixture("x-api-v2/pages.jsonl")).unwrap();
    let (repost, both) = (&basket.posts[1].1, &basket.posts[2].1);
    assert_eq!(repost.repost_of.as_ref().unwrap().reveal(), "1500000000000000001");
    assert_eq!(both.reply_to.as_ref().unwrap().reveal(), "1500000000000000002");
    assert_eq!(both.quote_of.as_ref().unwrap().reveal(), "1500000000000000009");
    assert_eq!(both.text.reveal(), "Respuesta y cita, en su versión larga #Larga");
    assert_eq!(both.hashtags[0].reveal(), "Larga");
    assert_eq!(both.counts, Default::default());
}

#[test]
fn a_flattened_post_an_array_and_an_indented_response_say_the_same() {
    let (_, pages) = read(fixture("x-api-v2/pages.jsonl")).unwrap();
    for name in ["flat.jsonl", "array.json", "one.json"] {
        let (_, basket) = read(fixture(&format!("x-api-v2/{name}"))).unwrap();
        let (post, known) = (&basket.posts[0].1, &pages.posts[0].1);
        assert_eq!((&post.id, &post.text, &post.urls), (&known.id, &known.text, &known.urls), "{name}");
    }
}

#[test]
fn accounts_lists_counts_and_notices_are_no_posts() {
    let lines = [
        r#"{"data":[{"id":"1","username":"a","name":"A"},{"id":"2","username":"b"}],"meta":{"result_count":2}}"#,
        r#"{"data":[{"id":"1","name":"List","owner_id":"2","member_count":3}]}"#,
        r#"{"data":[{"end":"2021-10-16T19:00:00.000Z","start":"2021-10-16T18:00:00.000Z","tweet_count":3961}]}"#,
        r#"{"id":"1","action":"delete","created_at":"2019-09-06T17:25:54.667Z","reason":"protected"}"#,
    ];
    let (summary, basket) = read(lines.join("\n")).unwrap();
    assert_eq!(summary.posts, 0);
    let why = [1, 1, 2, 3, 4].map(|line| (line, RejectReason::NotAPost));
    assert_eq!(basket.why(), why);
}

#[test]
fn a_post_that_was_asked_for_and_is_withheld_is_named_as_such() {
    let page = r#"{"errors":[{"parameter":"ids","value":"1","title":"Not Found Error"},
        {"parameter":"author_id","value":"2"}],"meta":{}}"#;
    let (_, basket) = read(page.replace('\n', " ")).unwrap();
    assert_eq!(basket.why(), [(1, RejectReason::Unavailable)]);
}
