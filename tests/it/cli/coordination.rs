//! Networks, counts and exports of posts by command.

use super::transcript::{Transcript, length, number, text};

/// X: A at 0, B at 5 and 8, A at 60. Y: A at 100, B at 110, C at 111.
const MESSAGES: &str = "message_id,user_id,username,repost_id,reply_id,message,timestamp,urls
a1,A,ana,X,,hola,0,
b1,B,beto,X,,hola,5,
b2,B,beto,X,,hola,8,
a2,A,ana,X,,hola,60,
a3,A,ana,Y,,\"uno, dos\",100,
b3,B,beto,Y,,hola,110,
c1,C,=cmd,Y,,hola,111,
d1,D,dora,,,,200,https://a.example https://b.example
";

fn imported() -> (Transcript, String) {
    let (t, case) = Transcript::with_case();
    t.file("mensajes.csv", MESSAGES);
    let set = t.json(["posts", "import", &case, "mensajes.csv"]);
    assert_eq!(
        (text(&set, "/format"), number(&set, "/imported"), number(&set, "/rejected")),
        ("toolkit-csv", 8, 0)
    );
    (t, case)
}

fn network<'a>(case: &'a str, rest: &[&'a str], output: &'a str) -> Vec<&'a str> {
    [&["posts", "coordination", case], rest, &["--output", output]].concat()
}

#[test]
fn the_worked_example_gives_the_lists_of_both_tools() {
    let (t, case) = imported();
    let directed = ["--method", "directed", "--behaviour", "co-retweet", "--window", "10", "--min-weight"];
    let made = t.json(network(&case, &[&directed[..], &["1"]].concat(), "d1.csv"));
    assert_eq!((number(&made, "/edges"), number(&made, "/messages"), number(&made, "/accounts")), (4, 8, 4));
    assert_eq!(
        std::fs::read_to_string(t.path("d1.csv")).unwrap(),
        "user_1,user_2,weight\nA,B,2\nB,A,3\nB,C,1\nC,B,1\n"
    );
    t.run(network(&case, &[&directed[..], &["2"]].concat(), "-")).succeeds();

    let pairs = ["--method", "pairs", "--object", "retweet", "--window", "10", "--min-participation", "2"];
    let said = t.run(network(&case, &pairs, "-")).succeeds();
    assert_eq!(
        said.text(),
        "account_a,account_b,weight,avg_time_delta,n_content_id,n_content_id_y,edge_symmetry_score,weight_threshold\n\
         A,B,3,7.66666666666667,2,3,0.666666666666667,0\n"
    );
}

#[test]
fn a_network_is_asked_of_one_set_or_of_all_and_leaves_a_trace() {
    let (t, case) = imported();
    t.file(
        "eventos.csv",
        "object_id,account_id,content_id,timestamp_share\no,E,e1,0\no,F,f1,1\np,E,e1,0\np,F,f2,300\n",
    );
    let set = t.json(["posts", "import", &case, "eventos.csv"]);
    assert_eq!(text(&set, "/format"), "coortweet-events");
    let asked = [
        "--method",
        "pairs",
        "--object",
        "hashtag",
        "--window",
        "10",
        "--min-participation",
        "1",
        "--set",
        "S-002",
    ];
    let entries = || number(&t.json(["ledger", "verify", &case]), "/entries");
    let before = entries();
    let said = t.run(network(&case, &asked, "-")).succeeds();
    assert!(said.text().ends_with("\nE,F,1,1,1,1,1,0\n"), "{}", said.text());
    assert_eq!(entries(), before + 1, "that it left is an act");
}

#[test]
fn what_makes_no_sense_is_refused_before_anything_is_made() {
    let (t, case) = imported();
    let pairs = ["--method", "pairs", "--object", "url", "--window", "1", "--compat", "cnt"];
    t.run(network(&case, &pairs, "x.csv")).fails(2, "--compat cnt goes with");
    assert_eq!(t.run(network(&case, &["--method", "directed", "--window", "1"], "x.csv")).status(), 2);
    let unlike = ["--method", "directed", "--behaviour", "co-similar", "--window", "1", "--similarity", "0"];
    t.run(network(&case, &unlike, "x.csv")).refused("not accepted");
    let other = ["--method", "directed", "--behaviour", "co-post", "--window", "1", "--set", "E-001"];
    t.run(network(&case, &other, "x.csv")).refused("not accepted");
    assert!(!t.path("x.csv").exists());
}

#[test]
fn counts_by_time_and_by_account_agree_with_the_posts() {
    let (t, case) = imported();
    let timeline = t.json(["posts", "timeline", &case, "--per", "hour"]);
    assert_eq!((number(&timeline, "/messages"), number(&timeline, "/without_time")), (8, 0));
    assert_eq!((length(&timeline, "/spans"), number(&timeline, "/spans/0/reposts")), (1, 7));
    let accounts = t.json(["posts", "accounts", &case]);
    assert_eq!((length(&accounts, "/accounts"), text(&accounts, "/accounts/0/account")), (4, "A"));
    t.run(["posts", "accounts", &case, "--output", "a.csv"]).succeeds();
    let table = std::fs::read_to_string(t.path("a.csv")).unwrap();
    assert!(table.contains("\nC,'=cmd,"), "no formula leaves: {table}");
}

#[test]
fn posts_leave_as_both_tools_read_them() {
    let (t, case) = imported();
    t.run(["posts", "export", &case, "--as", "toolkit", "--output", "out.csv"]).succeeds();
    let written = std::fs::read_to_string(t.path("out.csv")).unwrap();
    assert_eq!(written, MESSAGES.replace("=cmd", "'=cmd"));
    let events = ["posts", "export", &case, "--as", "events", "--object", "url", "--output", "-"];
    let said = t.run(events).succeeds();
    assert_eq!(
        said.text(),
        "object_id,account_id,content_id,timestamp_share\nhttps://a.example,D,d1,200\nhttps://b.example,D,d1,200\n"
    );
    t.run(["posts", "export", &case, "--as", "events", "--output", "-"]).fails(2, "one kind of object");
    let lines = t.run(["posts", "export", &case, "--as", "jsonl", "--output", "-"]).succeeds();
    assert_eq!(lines.text().lines().count(), 8);
}

#[test]
fn a_network_leaves_as_a_graph_for_other_programs() {
    let (t, case) = imported();
    let asked = ["--method", "directed", "--behaviour", "co-retweet", "--window", "10", "--min-weight", "1"];
    t.json(network(&case, &[&asked[..], &["--as", "gexf"]].concat(), "n.gexf"));
    let gexf = std::fs::read_to_string(t.path("n.gexf")).unwrap();
    assert!(
        gexf.contains("<node id=\"0\" label=\"A\">") && gexf.contains("defaultedgetype=\"directed\""),
        "{gexf}"
    );
    assert!(gexf.contains("<edge id=\"1\" source=\"1\" target=\"0\" weight=\"3\"/>"), "{gexf}");
    let said = t.run(network(&case, &[&asked[..], &["--as", "graphml"]].concat(), "-")).succeeds();
    assert!(said.text().contains("<data key=\"weight\">3</data>"), "{}", said.text());
}

#[test]
fn posts_that_contradict_themselves_are_told_as_a_table_and_as_a_document() {
    let (t, case) = Transcript::with_case();
    let line = |text: &str| {
        format!(
            "{{\"id\":\"1500000000000000001\",\"author_id\":\"7\",\"text\":\"{text}\",\"created_at\":\"2022-03-05T06:07:42.000Z\"}}\n"
        )
    };
    t.file("uno.jsonl", line("uno"));
    t.file("dos.jsonl", line("=dos") + &line("=dos"));
    t.json(["posts", "import", &case, "uno.jsonl"]);
    let second = t.json(["posts", "import", &case, "dos.jsonl"]);
    assert_eq!(
        (number(&second, "/imported"), number(&second, "/versions"), number(&second, "/duplicates")),
        (0, 1, 1)
    );
    let told = t.json(["posts", "checks", &case, "--set", "S-002"]);
    assert_eq!(text(&told, "/facts/0/check"), "time-of-id");
    let last = length(&told, "/facts") - 1;
    assert_eq!(text(&told, &format!("/facts/{last}/check")), "texts-of-id");
    t.json(["posts", "checks", &case, "--output", "c.csv"]);
    let csv = std::fs::read_to_string(t.path("c.csv")).unwrap();
    assert!(csv.contains("\ntexts-of-id,") && csv.contains(",S-001/1 S-002/1\n"), "{csv}");
}
