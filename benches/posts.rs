//! What importing posts costs: a table and JSON lines into the sealed store, beside a plain import of the
//! same table by SQLite's own program in the same run.
//!
//! `cargo bench --bench posts [ROWS]`. The posts are invented, always the same: three in five are reposts,
//! as in a campaign. Processor time is that of the whole process, of all its threads; of `sqlite3`, its own.
//! `cargo bench --bench posts FILE` imports one file instead.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a bench prints, and ends when it cannot go on"
)]

use resguardo::domain::Private;
use resguardo::domain::case::{CaseProfile, default_time_zone};
use resguardo::service::posts::{ImportOrder, Options, import};
use resguardo::service::{Store, cases};
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

const PASSWORD: &str = "tres tristes tigres tragaban";
const WORDS: &[&str] = &[
    "prensa",
    "vendida",
    "pueblo",
    "mentira",
    "verdad",
    "nota",
    "quién",
    "paga",
    "hoy",
    "mañana",
    "siempre",
    "contra",
    "calle",
    "ciudad",
    "noticia",
    "medios",
    "basta",
    "ñandú",
    "gobierno",
    "reportera",
    "todos",
    "nadie",
    "miente",
    "fuera",
];

fn main() {
    let argument = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    if let Some(path) = argument.as_deref().filter(|path| Path::new(path).exists()) {
        let home = tempfile::tempdir().unwrap();
        return ours("given", Path::new(path), home.path());
    }
    let rows: u64 = argument.and_then(|rows| rows.parse().ok()).unwrap_or(1_000_000);
    let home = tempfile::tempdir().unwrap();
    let (table, lines) = (home.path().join("posts.csv"), home.path().join("posts.jsonl"));
    write(&table, "message_id,user_id,username,repost_id,reply_id,message,timestamp,urls\n", rows, row);
    write(&lines, "", rows / 5, line);
    ours("CSV", &table, &home.path().join("one"));
    ours("API v2", &lines, &home.path().join("other"));
    plain(&table, &home.path().join("plain.sqlite"));
}

fn write(path: &Path, header: &str, rows: u64, row: fn(u64) -> String) {
    let mut to = BufWriter::new(File::create(path).unwrap());
    to.write_all(header.as_bytes()).unwrap();
    (0..rows).for_each(|number| to.write_all(row(number).as_bytes()).unwrap());
    to.flush().unwrap();
}

/// A number that looks like chance and is always the same.
fn chance(number: u64, of: u64) -> u64 {
    let mixed = (number + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    ((mixed ^ mixed >> 31).wrapping_mul(0x94D0_49BB_1331_11EB) >> 20) % of
}

fn text(seed: u64) -> String {
    let words =
        (0..12 + chance(seed, 8)).map(|at| WORDS[chance(seed * 31 + at, WORDS.len() as u64) as usize]);
    words.collect::<Vec<_>>().join(" ") + &format!(" #Etiqueta{}", chance(seed, 400))
}

struct Invented {
    id: u64,
    account: u64,
    repost: Option<u64>,
    text: String,
    seconds: u64,
    url: Option<u64>,
}

fn invented(number: u64) -> Invented {
    let milliseconds = 130_000_000_000 + number * 1_400;
    let repost = (chance(number, 5) < 3).then(|| chance(number * 7, 20_000));
    let said = text(repost.map_or(number + 1_000_000, |of| of));
    Invented {
        id: milliseconds << 22 | chance(number, 1 << 12),
        account: 700_000_000_000_000_000 + chance(number * 3, 5_000),
        repost: repost.map(|of| (129_000_000_000 + of) << 22),
        text: if repost.is_some() { format!("RT @cuenta{}: {said}", chance(number, 900)) } else { said },
        seconds: (1_288_834_974_657 + milliseconds) / 1000,
        url: (chance(number, 3) == 0).then(|| chance(number, 9_000)),
    }
}

fn row(number: u64) -> String {
    let Invented { id, account, repost, text, seconds, url } = invented(number);
    let repost = repost.map(|id| id.to_string()).unwrap_or_default();
    let url = url.map(|n| format!("https://example.org/nota/{n}")).unwrap_or_default();
    format!("{id},{account},cuenta{},{repost},,\"{text}\",{seconds},{url}\n", account % 5_000)
}

/// As long as posts of the interface are: some 2 kB.
fn line(number: u64) -> String {
    let Invented { id, account, repost, text, seconds, url } = invented(number);
    let at = jiff::Timestamp::from_second(seconds as i64).unwrap();
    let repost = repost.map(|id| format!(r#","referenced_tweets":[{{"type":"retweeted","id":"{id}"}}]"#));
    let url = url.map(|n| format!(r#"{{"start":1,"end":24,"url":"https://t.co/{n}","expanded_url":"https://example.org/nota/{n}","display_url":"example.org/nota/{n}","status":200,"title":"Una nota {n}","description":"{}"}}"#, "Lo que la nota dice de sí misma. ".repeat(6)));
    let tag = format!(r#"{{"start":40,"end":50,"tag":"Etiqueta{}"}}"#, number % 400);
    format!(
        r#"{{"id":"{id}","author_id":"{account}","text":"{text}","created_at":"{at}","lang":"es","conversation_id":"{id}","edit_history_tweet_ids":["{id}"],"edit_controls":{{"edits_remaining":5,"is_edit_eligible":true,"editable_until":"{at}"}},"possibly_sensitive":false,"reply_settings":"everyone","source":"Twitter for Android"{},"public_metrics":{{"retweet_count":{},"reply_count":1,"like_count":{},"quote_count":0}},"entities":{{"hashtags":[{tag}],"urls":[{}],"annotations":[{{"start":1,"end":9,"probability":0.72,"type":"Place","normalized_text":"Ciudad"}}]}},"context_annotations":[{}],"author":{{"id":"{account}","username":"cuenta{}","name":"Una cuenta","created_at":"2016-05-01T10:00:00.000Z","description":"{}","verified":false,"public_metrics":{{"followers_count":210,"following_count":340,"tweet_count":9001,"listed_count":2}},"profile_image_url":"https://pbs.example.org/profile_images/{account}/x_normal.jpg"}}}}
"#,
        repost.unwrap_or_default(),
        number % 900,
        number % 1700,
        url.unwrap_or_default(),
        [r#"{"domain":{"id":"131","name":"Unified Twitter Taxonomy","description":"A taxonomy of user interests."},"entity":{"id":"1070032753834438656","name":"Prensa"}}"#; 4].join(","),
        account % 5_000,
        "De todo un poco, casi siempre de noticias. ".repeat(4),
    )
}

fn ours(what: &str, path: &Path, directory: &Path) {
    let store = Store::open(directory, None).unwrap();
    store.found("Bench", "bench", PASSWORD).unwrap();
    let actor = store.sign_in("bench", PASSWORD).unwrap();
    let profile =
        CaseProfile { title: Private::new("Caso"), time_zone: default_time_zone(), ..CaseProfile::default() };
    let case = cases::open(&store, &actor, profile).unwrap();
    let order = ImportOrder {
        file_name: Private::new("posts"),
        title: Private::default(),
        tags: Vec::new(),
        source: Private::default(),
        persons: Vec::new(),
        nobody_shown: true,
        format: None,
        options: Options::default(),
    };
    let length = fs::metadata(path).unwrap().len();
    let mut from = File::open(path).unwrap();
    fs::write("/proc/self/clear_refs", "5").unwrap();
    let (before, begun) = (processor("self"), Instant::now());
    let made = import(&store, &actor, case, order, &mut from, &mut |_| ControlFlow::Continue(())).unwrap();
    let (cpu, wall) = (processor("self") - before, begun.elapsed().as_secs_f64());
    let set = made.set.body;
    println!(
        "{what:<8} {} posts, {:.0} MB: {cpu:.2} CPU s, {wall:.2} s, {:.0} posts a CPU s, {:.0} a s; peak {} MB; kept beside the original {:.2} of it",
        set.imported,
        length as f64 / 1e6,
        set.imported as f64 / cpu,
        set.imported as f64 / wall,
        peak(),
        set.posts.length as f64 / length as f64,
    );
}

/// Seconds of the process, or of the children that it waited for.
fn processor(whose: &str) -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    let from = if whose == "self" { 11 } else { 13 };
    fields[from..from + 2].iter().map(|ticks| ticks.parse::<f64>().unwrap() / 100.0).sum()
}

/// Megabytes, the largest there were since the mark was wiped.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
}

fn plain(table: &Path, database: &Path) {
    let before = (processor("children"), Instant::now());
    let made = Command::new("sqlite3")
        .arg(database)
        .arg("create table m(message_id primary key,user_id,username,repost_id,reply_id,message,timestamp,urls)")
        .arg(".mode csv")
        .arg(format!(".import --skip 1 {} m", table.display()))
        .status();
    match made {
        Ok(status) if status.success() => {
            let (cpu, wall) = (processor("children") - before.0, before.1.elapsed().as_secs_f64());
            let size = fs::metadata(database).unwrap().len() as f64 / 1e6;
            println!("sqlite3  the same table in clear: {cpu:.2} CPU s, {wall:.2} s; {size:.0} MB");
        }
        _ => println!("sqlite3  is not installed: nothing to compare with"),
    }
}
