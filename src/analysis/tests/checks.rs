//! What contradicts itself is told with its numbers; what only looks so is not.

use super::post;
use crate::analysis::checks::{Across, Check, Fact, of_post};
use crate::analysis::mark;
use crate::domain::Moment;
use crate::domain::post::Post;
use std::collections::HashSet;

/// 2022-03-05T06:07:08.290Z by its id.
const ID: &str = "1500000000000000000";
const SECOND: i64 = 1_646_458_028;
const LATER: i64 = 1_700_000_000;

fn moment(seconds: i64) -> Moment {
    Moment::from_micros(seconds * 1_000_000)
}

fn at(seconds: i64) -> Post {
    post(ID, "7", seconds)
}

fn found(post: &Post) -> Vec<(Check, Option<i64>)> {
    let facts: Vec<Fact> = of_post(post, moment(LATER));
    facts.iter().map(|fact| (fact.check, fact.seconds)).collect()
}

fn real_second() -> i64 {
    crate::analysis::checks::time_of_id(&ID.into()).unwrap().micros().div_euclid(1_000_000)
}

#[test]
fn a_time_is_held_against_the_identifier_to_the_second() {
    assert_eq!(real_second().div_euclid(86400), SECOND.div_euclid(86400));
    let real = real_second();
    assert_eq!(found(&at(real)), []);
    assert_eq!(found(&at(real - real.rem_euclid(60))), [], "a source of full minutes");
    assert_eq!(found(&at(real + 34)), [(Check::TimeOfId, Some(34))]);
    assert_eq!(found(&at(real - 1)), [(Check::TimeOfId, Some(-1))]);
    assert_eq!(found(&post("20", "7", 1_200_000_000)), [], "ids of 2006 to 2010 hold no time");
    assert_eq!(found(&post("row:ab-1", "7", real)), []);
}

#[test]
fn an_account_is_held_against_its_own_identifier_and_its_posts() {
    let real = real_second();
    let of = |author: &str, made: Option<i64>| Post {
        author_id: Some(author.into()),
        author_created_at: made.map(moment),
        ..at(real)
    };
    let time = |id: &str| crate::analysis::checks::time_of_id(&id.into()).unwrap().micros() / 1_000_000;
    let born = time("1400000000000000000");
    assert_eq!(found(&of("1400000000000000000", Some(born + 4708))), []);
    assert_eq!(
        found(&of("1400000000000000000", Some(born - 86_400))),
        [(Check::TimeOfAccount, Some(-86_400))]
    );
    assert_eq!(found(&of("7", Some(real + 10))), [(Check::BeforeAccount, Some(-10))]);
    let born =
        crate::analysis::checks::time_of_id(&"1600000000000000000".into()).unwrap().micros() / 1_000_000;
    assert_eq!(found(&of("1600000000000000000", None)), [(Check::BeforeAccount, Some(real - born))]);
}

#[test]
fn what_cannot_be_is_told() {
    let real = real_second();
    let counts = crate::domain::post::Counts { likes: Some(9_000_000_000), ..Default::default() };
    assert_eq!(found(&Post { counts, ..at(real) }), [(Check::CountTooLarge, None)]);
    let later = Post { quote_of: Some("1500000000000000001".into()), ..at(real) };
    assert_eq!(found(&later), [(Check::RefersToLater, None)]);
    assert_eq!(found(&Post { reply_to: Some(ID.into()), ..at(real) }), [(Check::RefersToLater, None)]);
    assert_eq!(found(&Post { reply_to: Some("1400000000000000000".into()), ..at(real) }), []);
    let facts = of_post(&at(real), moment(real - 60));
    assert_eq!((facts[0].check, facts[0].seconds), (Check::AfterImport, Some(60)));
}

fn across(posts: &[Post], several: bool) -> Vec<(Check, String, String, String, Vec<String>)> {
    let of = |post: &Post| mark(post.id.reveal());
    let several: HashSet<_> = posts.iter().filter(|_| several).map(of).collect();
    let mut across = Across::new(several);
    for (post, number) in posts.iter().zip(1..) {
        across.see(post, of(post), &format!("S-001/{number}"), moment(LATER));
    }
    across.close_set();
    let text = |private: &crate::domain::Private| private.reveal().to_owned();
    let told = |row: crate::analysis::checks::Row| {
        (row.fact.check, text(&row.about), text(&row.fact.said), text(&row.fact.found), row.references)
    };
    across.finish().into_iter().map(told).collect()
}

#[test]
fn accounts_and_handles_that_change_are_told_with_their_days() {
    let named = |id: &str, author: &str, handle: &str, seconds| Post {
        author_handle: Some(handle.into()),
        ..post(id, author, seconds)
    };
    let day = 86_400;
    let posts = [
        named("1", "7", "Una", 0),
        named("2", "7", "una", day),
        named("3", "7", "otra", 2 * day),
        named("4", "8", "una", 3 * day),
    ];
    let told = across(&posts, false);
    assert_eq!(
        told[0],
        (
            Check::HandlesOfAccount,
            "7".into(),
            "una (1970-01-01 – 1970-01-02)".into(),
            "otra (1970-01-03)".into(),
            vec!["S-001/1".into(), "S-001/3".into()]
        )
    );
    assert_eq!((told[1].0, told[1].1.as_str(), told.len()), (Check::AccountsOfHandle, "una", 2));
}

#[test]
fn texts_and_authors_of_one_identifier_and_counts_of_one_capture() {
    let text = |text: &str, author: &str| Post { text: text.into(), ..post("1", author, 0) };
    let told = across(&[text("uno", "7"), text("dos", "8")], true);
    let checks: Vec<Check> = told.iter().map(|row| row.0).collect();
    assert_eq!(checks, [Check::TextsOfId, Check::AuthorsOfId]);
    assert_eq!(told[0].4, ["S-001/1", "S-001/2"]);

    let counts = crate::domain::post::Counts { reposts: Some(1), ..Default::default() };
    let repost = |id: &str| Post { repost_of: Some("1".into()), ..post(id, "9", 0) };
    let told = across(&[Post { counts, ..post("1", "7", 0) }, repost("2"), repost("3")], false);
    assert_eq!((told[0].0, told[0].2.as_str(), told[0].3.as_str()), (Check::FewerReposts, "1", "2"));
}
