//! The worked example that both tools were checked with.

use super::*;
use crate::analysis;

/// X: A at 0, B at 5 and 8, A at 60. Y: A at 100, B at 110, C at 111.
fn example() -> Vec<Post> {
    let rows = [
        ("a1", "A", 0, "X"),
        ("b1", "B", 5, "X"),
        ("b2", "B", 8, "X"),
        ("a2", "A", 60, "X"),
        ("a3", "A", 100, "Y"),
        ("b3", "B", 110, "Y"),
        ("c1", "C", 111, "Y"),
    ];
    let row = |(id, author, at, of): (&str, &str, i64, &str)| Post {
        repost_of: Some(of.into()),
        ..post(id, author, at)
    };
    rows.into_iter().map(row).collect()
}

#[test]
fn directed_weights_count_the_messages_of_one_side() {
    let data = dataset(&example());
    let csv = |least| {
        analysis::csv_of_directed(&analysis::directed(&data, &directed(Behaviour::CoRetweet, 10, least)))
    };
    assert_eq!(csv(1), "user_1,user_2,weight\nA,B,2\nB,A,3\nB,C,1\nC,B,1\n");
    assert_eq!(csv(2), "user_1,user_2,weight\nA,B,2\nB,A,3\n");
}

#[test]
fn pairs_count_pairs_and_leave_out_who_took_part_too_seldom() {
    let data = dataset(&example());
    let edges = analysis::pairs(&data, &pairs(Object::Retweet, 10, 2));
    assert_eq!(
        analysis::csv_of_pairs(&edges),
        "account_a,account_b,weight,avg_time_delta,n_content_id,n_content_id_y,edge_symmetry_score,weight_threshold\n\
         A,B,3,7.66666666666667,2,3,0.666666666666667,0\n"
    );
}

#[test]
fn the_window_is_closed() {
    let posts: Vec<Post> = [("a", "A", 0), ("b", "B", 10)]
        .map(|(id, author, at)| Post { reply_to: Some("X".into()), ..post(id, author, at) })
        .into();
    let found =
        |seconds| analysis::directed(&dataset(&posts), &directed(Behaviour::CoReply, seconds, 1)).len();
    assert_eq!((found(10), found(9)), (2, 0));
}

#[test]
fn texts_without_words_and_messages_without_addresses_agree_only_for_the_tool() {
    let posts: Vec<Post> = [("a", "A", "@x"), ("b", "B", "@y")]
        .map(|(id, author, text)| Post { text: text.into(), ..post(id, author, 0) })
        .into();
    for behaviour in [Behaviour::CoTweet, Behaviour::CoLink] {
        let asked = directed(behaviour, 1, 1);
        assert_eq!(analysis::directed(&dataset(&posts), &asked), []);
        let as_tool = Directed { as_tool: true, ..asked };
        assert_eq!(analysis::directed(&dataset(&posts).as_tool(), &as_tool).len(), 2, "{behaviour:?}");
    }
}

#[test]
fn of_a_repeated_id_the_first_record_counts_with_the_addresses_of_all() {
    let linking = |id, author, url: &str| Post { urls: vec![url.into()], ..post(id, author, 0) };
    let posts =
        [linking("m", "A", "https://a"), linking("m", "Z", "https://b"), linking("n", "B", "https://b")];
    let edges = analysis::directed(&dataset(&posts), &directed(Behaviour::CoLink, 1, 1));
    assert_eq!(analysis::csv_of_directed(&edges), "user_1,user_2,weight\nA,B,1\nB,A,1\n");
}

#[test]
fn the_time_of_a_post_is_in_its_id_unless_a_table_says_otherwise() {
    // 2 s apart by their ids, a day by what the source says.
    let (one, other) = ("1400000000000000000", (1_400_000_000_000_000_000_u64 + (2000 << 22)).to_string());
    let replying = |id: &str, author, at| Post { reply_to: Some("X".into()), ..post(id, author, at) };
    let posts = [replying(one, "A", 0), replying(&other, "B", 86_400)];
    let found = |is_table| {
        let data = join(vec![source(&posts, is_table)]).unwrap();
        analysis::directed(&data, &directed(Behaviour::CoReply, 2, 1)).len()
    };
    assert_eq!((found(false), found(true)), (2, 0));
}
