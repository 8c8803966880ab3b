//! Variants of the formats that tools write, made up: each gives its posts, and its balance holds.

use super::basket::{fixture, read};
use crate::domain::post::Post;
use crate::import::RejectReason;

fn ids(file: impl AsRef<[u8]>) -> Vec<String> {
    let (_, basket) = read(file).unwrap();
    assert_eq!(basket.rejects, [], "nothing is rejected");
    basket.ids().into_iter().map(str::to_owned).collect()
}

fn text(private: &Option<crate::domain::Private>) -> &str {
    private.as_ref().map_or("", |private| private.reveal())
}

const V2: &str =
    r#"{"id":"1500000000000000001","author_id":"7","text":"hola","created_at":"2022-03-05T06:07:08.000Z"}"#;
const V11: &str = r#"{"created_at":"Sat Mar 05 06:07:08 +0000 2022","id":1500000000000000001,"id_str":"1500000000000000001","text":"hola","user":{"id":7,"id_str":"7","screen_name":"una"}}"#;
const ID: &str = "1500000000000000001";

#[test]
fn posts_of_api_v2_in_every_wrapping() {
    let page = format!(
        r#"{{"data":[{V2}],"includes":{{"users":[{{"id":"7","username":"una"}}]}},"meta":{{"result_count":1}}}}"#
    );
    let pretty = page.replace("[{", "[\n  {").replace(",\"", ",\n  \"");
    for file in [
        format!("{{\"data\":{V2}}}"),
        format!("{{\n  \"data\": {V2}\n}}\n"),
        format!("{{\"data\":{V2},\"matching_rules\":[{{\"id\":\"3\",\"tag\":\"x\"}}]}}\r\n"),
        page.clone(),
        pretty,
        format!("[{page}]"),
        format!("[{V2}]"),
        format!("\u{feff}[\n{V2}\n]\n"),
        format!("{V2}\n\n\n"),
        format!(r#"{{"__twarc":{{"url":"x"}},"data":[{V2}]}}"#),
    ] {
        assert_eq!(ids(&file), [ID], "{file}");
    }
    let second = V2.replace(ID, "1500000000000000002");
    assert_eq!(
        ids(format!("[{V2}]\n[{second}]\n")),
        [ID, "1500000000000000002"],
        "pages one behind the other"
    );
    assert_eq!(ids(format!("{page}\n{second}\n")), [ID, "1500000000000000002"], "a page, then a flat post");
}

#[test]
fn empty_lists_that_r_wrote_as_objects_are_empty_lists() {
    let odd = V2.replace("\"text\"", r#""referenced_tweets":{},"attachments":{},"entities":{"urls":{},"hashtags":{},"mentions":[{"username":"otra"}]},"public_metrics":{},"text""#);
    let (_, basket) = read(format!("[{odd}]")).unwrap();
    assert_eq!(basket.only().mentions[0].reveal(), "otra");
    assert!(basket.only().hashtags.is_empty() && basket.only().urls.is_empty());
}

#[test]
fn answers_of_api_v2_without_posts_are_counted_as_what_they_are() {
    let gone = r#"{"errors":[{"value":"9","detail":"x","title":"Not Found Error","resource_type":"tweet","parameter":"id","resource_id":"9","type":"t"}]}"#;
    let none = r#"{"meta":{"result_count":0}}"#;
    let (summary, basket) = read(format!("{V2}\n{gone}\n{none}\n")).unwrap();
    assert_eq!(basket.ids(), [ID]);
    assert_eq!(basket.why(), [(2, RejectReason::Unavailable)]);
    assert_eq!(summary.passed_over(), 1);
}

#[test]
fn statuses_of_api_v1_1_in_every_wrapping() {
    for file in [
        V11.to_owned(),
        format!("[{V11}]"),
        format!("{{\"statuses\":[{V11}],\"search_metadata\":{{\"count\":1}}}}"),
        format!("{{\n \"statuses\": [\n{V11}\n ]\n}}"),
        format!("[{{\"statuses\":[{V11}]}}]"),
        format!("{{\"results\":[{V11}],\"next\":\"x\"}}"),
        V11.replace("\"id\":1500000000000000001,", ""),
        V11.replace(",\"id_str\":\"1500000000000000001\"", ""),
        V11.replace("\"text\"", "\"full_text\""),
    ] {
        assert_eq!(ids(&file), [ID], "{file}");
    }
    let without = format!(
        "{V11}\n{}\n",
        r#"{"full_text":"sin id","created_at":"Sat Mar 05 06:07:08 +0000 2022","user":{}}"#
    );
    assert_eq!(read(without).unwrap().1.why(), [(2, RejectReason::NoId)]);
}

#[test]
fn a_repost_in_compatible_form_keeps_its_own_text_and_says_of_what_it_is_one() {
    let repost = V11.replace("\"text\":\"hola\"", r#""text":"RT @otra: el principio…","truncated":false,"retweeted_status":{"id":1400000000000000001,"id_str":"1400000000000000001","text":"el principio…","truncated":true,"extended_tweet":{"full_text":"el principio y el final"}}"#);
    let (_, basket) = read(repost).unwrap();
    assert_eq!(basket.only().text.reveal(), "RT @otra: el principio…");
    assert_eq!(text(&basket.only().repost_of), "1400000000000000001");
}

fn one(file: &str) -> Post {
    let (_, mut basket) = read(file).unwrap();
    assert_eq!((basket.posts.len(), basket.why()), (1, vec![]), "{file}");
    basket.posts.remove(0).1
}

#[test]
fn tables_as_the_tools_write_them() {
    let toolkit = one("message_id,user_id,username,repost_id,reply_id,message,timestamp,urls\n\
                       1500000000000000001,7,una,1400000000000000001,,\"hola, \"\"tú\"\"\",1646460428.25,https://a.example/ https://b.example/\n");
    assert_eq!((toolkit.text.reveal(), toolkit.urls.len()), ("hola, \"tú\"", 2));
    assert_eq!(toolkit.created_at.unwrap().to_string(), "2022-03-05T06:07:08Z");
    assert_eq!(text(&toolkit.repost_of), "1400000000000000001");

    let rtweet = one(
        "\"user_id\",\"status_id\",\"created_at\",\"screen_name\",\"text\",\"reply_to_status_id\",\"is_quote\",\"is_retweet\",\"hashtags\",\"urls_expanded_url\",\"mentions_screen_name\",\"retweet_status_id\"\n\
                      \"x7000000001\",\"x1500000000000000001\",\"2022-03-05 06:07:08\",\"una\",\"hola\",\"x1300000000000000001\",FALSE,TRUE,\"uno dos\",\"https://a.example/\",\"otra\",\"x1400000000000000001\"\n",
    );
    assert_eq!((rtweet.id.reveal(), text(&rtweet.author_id)), (ID, "7000000001"));
    assert_eq!(
        (text(&rtweet.repost_of), text(&rtweet.reply_to)),
        ("1400000000000000001", "1300000000000000001")
    );
    assert_eq!((rtweet.hashtags.len(), rtweet.urls.len(), rtweet.mentions.len()), (2, 1, 1));

    let twint = one(
        "id\tconversation_id\tcreated_at\tdate\ttime\tuser_id\tusername\tname\ttweet\tmentions\turls\treply_to\n\
                     1500000000000000001\t1\t2022-03-05 06:07:08 UTC\t2022-03-05\t06:07:08\t7\tuna\tUna\thola\t[{'screen_name': 'otra', 'id': '8'}]\t['https://a.example/x,y']\t[{'screen_name': 'otra', 'name': 'Otra', 'id': '8'}]\n",
    );
    assert_eq!((text(&twint.author_handle), text(&twint.author_name), twint.reply_to), ("una", "Una", None));
    assert!(twint.mentions.is_empty(), "what Python printed is no list of names");
    assert_eq!(twint.urls[0].reveal(), "https://a.example/x,y");

    let pandas = one(
        ",id,text,user,created_at\n0,1500000000000000001,hola,\"{'username': 'una', 'id': 7}\",2022-03-05 06:07:08+00:00\n",
    );
    assert_eq!((pandas.id.reveal(), pandas.author_handle), (ID, None));
}

#[test]
fn separators_at_the_end_of_rows_hold_nothing_and_cost_no_row() {
    let post = one("id;text;user\n1500000000000000001;hola;una;;\n");
    assert_eq!((post.text.reveal(), post.raw.reveal().contains("column")), ("hola", false));
    let (_, basket) = read("id;text;user\n1500000000000000001;ho;la;una\n1;hola\n").unwrap();
    assert_eq!(basket.why(), [(2, RejectReason::WrongColumns), (3, RejectReason::WrongColumns)]);
}

#[test]
fn an_account_whose_id_lost_digits_is_not_named() {
    let post = one(
        "external_author_id,author,content,publish_date,tweet_id\n9.06E+17,UNA,hola,2017-10-01 19:58,1500000000000000001\n",
    );
    assert_eq!((post.author_id, text(&post.author_handle)), (None, "UNA"));
    assert!(post.raw.reveal().contains("9.06E+17"));
}

#[test]
fn dates_with_offsets_in_every_writing_are_the_same_moment() {
    for date in [
        "2022-03-05 07:07:08+01:00",
        "2022-03-05 07:07:08 +0100",
        "2022-03-05 07:07:08 +01:00",
        "2022-03-05T07:07:08+01:00",
        "2022-03-05 06:07:08.000Z",
        "2022-03-05T06:07:08Z",
        "2022-03-05 06:07:08.123 +0000",
        "2022-03-05 06:07:08 GMT",
        "1646460428.123",
        "1646460428999",
        "Sat Mar 05 07:07:08 +0100 2022",
    ] {
        let post = one(&format!("id,text,date\n1500000000000000001,hola,{date}\n"));
        assert!(post.created_at.unwrap().to_string().starts_with("2022-03-05T06:07:08"), "{date}");
    }
}

#[test]
fn every_fixture_gives_the_place_of_each_post() {
    for name in
        ["x-api-v2/pages.jsonl", "x-api-v1.1/array.json", "x-archive/tweets.js", "snscrape/lines.jsonl"]
    {
        let (_, basket) = read(fixture(name)).unwrap();
        assert!(!basket.posts.is_empty());
        assert!(basket.posts.iter().all(|(place, post)| post.place == Some(*place)), "{name}");
    }
}
