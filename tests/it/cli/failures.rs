//! What goes wrong: one line that says what, a hint, the right exit status, and nothing left behind.

use super::transcript::{Said, Transcript, on_each_database, text};
use diesel::connection::SimpleConnection;
use diesel::{Connection, SqliteConnection};
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

#[test]
fn a_wrong_password_and_an_unknown_account_get_one_answer() {
    on_each_database(|t| {
        t.run(["init", "--organisation", "Oficina"]).succeeds();
        let mut answers = Vec::new();
        for (account, file) in [("ana", "wrong"), ("nadie", "password")] {
            let mut words =
                vec!["case", "list", "--data", "data", "--account", account, "--password-file", file];
            let url = database_of(t);
            if let Some(url) = &url {
                words.extend(["--database", url]);
            }
            answers.push(
                Said::of(t.bare(words))
                    .refused("the account or the password is not right")
                    .errors()
                    .to_owned(),
            );
        }
        assert_eq!(answers[0], answers[1]);
    });
}

fn database_of(t: &Transcript) -> Option<String> {
    let words: Vec<String> =
        t.command(["x"]).get_args().map(|word| word.to_string_lossy().into_owned()).collect();
    words.iter().position(|word| word == "--database").map(|at| words[at + 1].clone())
}

#[test]
fn a_store_is_founded_once() {
    on_each_database(|t| {
        t.run(["init", "--organisation", "Oficina"]).succeeds();
        t.run(["init", "--organisation", "Otra"]).refused("there is a store in");
        t.run(["case", "list"]).succeeds();
    });
}

#[test]
fn a_founding_that_is_refused_leaves_nothing_behind() {
    let t = Transcript::begin();
    t.file("password", "corta");
    let said = t.run(["init", "--organisation", "Oficina"]).refused("not accepted");
    assert!(said.errors().contains("  password: "), "{}", said.errors());
    assert_eq!(t.names("."), ["password", "wrong"]);
    std::fs::create_dir(t.path("data")).unwrap();
    std::fs::set_permissions(t.path("data"), std::fs::Permissions::from_mode(0o700)).unwrap();
    t.file("data/mine.txt", "left alone");
    t.run(["init", "--organisation", "Oficina"]).refused("not accepted");
    assert_eq!(t.names("data"), ["mine.txt"]);
}

#[test]
fn without_a_store_none_is_made() {
    let t = Transcript::begin();
    t.run(["case", "list"]).refused("there is no store in");
    assert_eq!(t.names("."), ["password", "wrong"]);
}

#[test]
fn what_is_not_in_the_case_is_named() {
    let (t, case) = Transcript::with_case();
    t.run(["case", "show", "C-000000"]).refused("no case C-000000");
    t.run(["case", "show", ""]).refused("no case");
    t.run(["interview", "show", &case, "T-009"]).refused("nothing in this case is called T-009");
    t.run(["link", &case, "P-001", "E-001"]).refused("nothing in this case is called P-001");
}

#[test]
fn wrong_usage_ends_with_2() {
    let t = Transcript::begin();
    for words in [
        vec!["nonsense"],
        vec!["case", "new"],
        vec!["case", "list", "--nonsense"],
        vec!["evidence", "attach", "C-1", "f", "--kind", "nonsense"],
        vec!["posts", "import", "C-1", "f", "--format", "nonsense"],
        vec!["case", "list", "--password", "secreto"],
        vec!["serve", "--tls-cert", "x"],
    ] {
        let said = Said::of(t.bare(&words));
        assert_eq!((said.status(), said.text()), (2, ""), "{words:?}");
        assert!(said.errors().contains("error: "), "{words:?}: {}", said.errors());
    }
    Said::of(t.bare(["case", "list", "--data", "data"])).fails(2, "which account acts?");
}

#[test]
fn options_stand_before_or_after_the_words() {
    let (t, _) = Transcript::with_case();
    let options = ["--data", "data", "--account", "ana", "--password-file", "password", "--json"];
    let before = Said::of(t.bare(options.iter().chain(&["case", "list"]))).succeeds().as_json();
    let between = Said::of(t.bare(["case"].iter().chain(&options).chain(&["list"]))).succeeds().as_json();
    let mut command = t.bare(["case", "list", "--json", "--data", "data", "--account", "ana"]);
    command.env("RESGUARDO_PASSWORD_FILE", "password");
    assert_eq!((&before, &before), (&between, &Said::of(command).succeeds().as_json()));
}

#[test]
fn a_password_comes_from_a_file_that_can_be_read_and_holds_one() {
    let (t, _) = Transcript::with_case();
    t.file("empty", "\nsecond line");
    for (file, reason) in
        [("empty", "the first line of empty is empty"), ("nowhere", "nowhere cannot be read")]
    {
        let words = ["case", "list", "--data", "data", "--account", "ana", "--password-file", file];
        Said::of(t.bare(words)).refused(reason);
    }
    t.file("windows", format!("{}\r\n", std::fs::read_to_string(t.path("password")).unwrap()));
    let words = ["case", "list", "--data", "data", "--account", "ana", "--password-file", "windows"];
    Said::of(t.bare(words)).succeeds();
}

#[test]
fn a_store_of_a_newer_version_is_refused_and_left_alone() {
    let (t, _) = Transcript::with_case();
    let path = t.path("data/resguardo.sqlite");
    let mut database = SqliteConnection::establish(path.to_str().unwrap()).unwrap();
    database.batch_execute("UPDATE meta SET value = x'63' WHERE key = 'format'").unwrap();
    drop(database);
    t.run(["case", "list"]).refused("newer version of the program (format 99)");
    let said = t.run(["serve", "--listen", "127.0.0.1:0"]);
    said.refused("newer version of the program");
}

#[test]
fn a_directory_that_others_may_enter_is_refused() {
    let (t, _) = Transcript::with_case();
    std::fs::set_permissions(t.path("data"), std::fs::Permissions::from_mode(0o755)).unwrap();
    t.run(["case", "list"]).refused("others may enter the data directory");
}

/// The same command without the right to write where permissions forbid it, which root has.
fn bound_by_permissions(command: &Command) -> Command {
    let mut bound = Command::new("setpriv");
    if rustix::process::geteuid().is_root() {
        bound.args(["--bounding-set", "-dac_override,-dac_read_search", "--"]);
    }
    like(command, bound)
}

fn like(command: &Command, mut other: Command) -> Command {
    other.arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => other.env(name, value),
            None => other.env_remove(name),
        };
    }
    if let Some(directory) = command.get_current_dir() {
        other.current_dir(directory);
    }
    other
}

#[test]
fn a_read_only_directory_is_told_as_such() {
    let (t, case) = Transcript::with_case();
    t.file("a.txt", "x");
    let lock = |mode| {
        for path in ["data", "data/blobs", "data/pins"] {
            std::fs::set_permissions(t.path(path), std::fs::Permissions::from_mode(mode)).unwrap();
        }
    };
    lock(0o500);
    let said = Said::of(bound_by_permissions(&t.command(["evidence", "attach", &case, "a.txt"])));
    lock(0o700);
    said.refused("the data directory cannot be written");
    assert_eq!(t.names("data/blobs"), Vec::<String>::new());
    t.run(["evidence", "attach", &case, "a.txt"]).succeeds();
}

/// The same command with no file growing beyond so many blocks of 512 bytes.
fn with_small_files(command: &Command, blocks: u32) -> Command {
    let mut limited = Command::new("sh");
    limited.args(["-c", &format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\""), "sh"]);
    like(command, limited)
}

#[test]
fn evidence_for_which_there_is_no_room_leaves_nothing() {
    let (t, case) = Transcript::with_case();
    t.file("big.bin", vec![3; 8 << 20]);
    let said = Said::of(with_small_files(&t.command(["evidence", "attach", &case, "big.bin"]), 4096));
    said.refused("big.bin: ");
    assert_eq!(t.names("data/blobs"), Vec::<String>::new());
    assert_eq!(t.json(["evidence", "list", &case])["evidence"], serde_json::json!([]));
    assert_eq!(t.json(["ledger", "verify", &case])["holds"], true);
}

#[test]
fn an_original_for_which_there_is_no_room_leaves_no_part() {
    let (t, case) = Transcript::with_case();
    t.file("big.bin", vec![3; 4 << 20]);
    t.json(["evidence", "attach", &case, "big.bin"]);
    let get = t.command(["evidence", "get", &case, "E-001", "--output", "out.bin"]);
    Said::of(with_small_files(&get, 4096)).refused("out.bin cannot be written");
    assert_eq!(t.names("."), ["big.bin", "data", "password", "wrong"]);
}

#[test]
fn a_full_stdout_is_a_failure() {
    let (t, _) = Transcript::with_case();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut command = t.command(["case", "list"]);
    let child = command.stdout(full).stderr(std::process::Stdio::piped()).spawn().unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains("stdout cannot be written"));
}

#[test]
fn an_interview_file_with_mistakes_is_refused_with_their_places() {
    let (t, case) = Transcript::with_case();
    t.file("typo.json", r#"{"person": {"pseudonym": "Garza"}, "testimony": {"narrativa": "vi"}}"#);
    let said = t.run(["interview", "add", &case, "--file", "typo.json"]).refused("typo.json, line 1");
    assert!(said.errors().contains("`narrativa`") && said.errors().contains("`narrative`"));
    let unfinished = r#"{"person": {"pseudonym": "Garza"}, "testimony": {"finalised": true, "segments": [{"text": "vi"}]},
        "consent": {"grants": [{"recipient": "x", "class": "account", "scope": "S1", "decision": "granted"}]}}"#;
    t.file("unfinished.json", unfinished);
    let said =
        t.run(["interview", "add", &case, "--file", "unfinished.json"]).refused("nothing was recorded");
    for field in ["session.date: ", "segments.0.basis: ", "consent.grants.0.recipient: "] {
        assert!(said.errors().contains(&format!("  {field}")), "{field}: {}", said.errors());
    }
    t.file("broken.json", "{\"person\": ");
    t.run(["interview", "add", &case, "--file", "broken.json"]).refused("broken.json, line 1");
    assert_eq!(t.json(["interview", "list", &case])["interviews"], serde_json::json!([]));
}

#[test]
fn posts_that_cannot_be_read_are_refused_and_not_kept() {
    let (t, case) = Transcript::with_case();
    t.file("empty.jsonl", "");
    t.file("prose.txt", "no es una tabla");
    for file in ["empty.jsonl", "prose.txt"] {
        t.run(["posts", "import", &case, file]).refused(file);
    }
    assert_eq!(t.json(["evidence", "list", &case])["evidence"], serde_json::json!([]));
    assert_eq!(t.names("data/blobs").len(), empty_fans(&t));
}

/// Folders of the blob store stay; none may hold a file.
fn empty_fans(t: &Transcript) -> usize {
    let fans = t.names("data/blobs");
    for fan in &fans {
        assert_eq!(t.names(&format!("data/blobs/{fan}")), Vec::<String>::new());
    }
    fans.len()
}

#[test]
fn every_rejected_line_is_told_with_its_number_and_reason() {
    let (t, case) = Transcript::with_case();
    let good = r#"{"id":"1500000000000000001","author_id":"7","text":"uno","created_at":"2022-03-05T06:07:08.000Z"}"#;
    t.file("mixed.jsonl", format!("{good}\n{{\"id\":\"2\"}}\nnot json\n{good}\n"));
    let imported = t.json(["posts", "import", &case, "mixed.jsonl"]);
    assert_eq!(
        (&imported["imported"], &imported["duplicates"], &imported["rejected"]),
        (&1.into(), &1.into(), &2.into())
    );
    let numbers: Vec<u64> =
        imported["rejects"].as_array().unwrap().iter().map(|one| one["number"].as_u64().unwrap()).collect();
    assert_eq!(numbers, [2, 3]);
    let said = t.run(["posts", "import", &case, "mixed.jsonl"]).succeeds();
    assert!(said.text().contains("line 3: "), "{}", said.text());
    let all = t.run(["posts", "rejects", &case, "S-001"]).succeeds();
    assert_eq!(
        all.text(),
        "unit,number,item,reason,meaning\nline,2,,no-text,Without text\n\
         line,3,,not-json,Not valid JSON\n"
    );
    t.run(["posts", "rejects", &case, "S-001", "--output", "r.csv"]).succeeds();
    assert_eq!(std::fs::read_to_string(t.path("r.csv")).unwrap(), all.text());
    assert_eq!(t.json(["posts", "rejects", &case, "S-001"])["rejects"][1]["number"], 3);
    t.run(["posts", "rejects", &case, "E-001"]).refused("E-001");
    let found = t.json(["posts", "search", &case, "uno"]);
    assert_eq!(found["posts"][0]["place"], serde_json::json!({"unit": "line", "number": 1}));
}

#[test]
fn a_mapping_says_which_column_holds_what() {
    let (t, case) = Transcript::with_case();
    t.file("table.csv", "clave;dicho\n1500000000000000001;hola\n");
    t.file("mapping.json", r#"{"columns": {"id": "clave", "text": 1}, "delimiter": ";"}"#);
    t.run(["posts", "import", &case, "table.csv"]).refused("table.csv");
    t.json(["posts", "import", &case, "table.csv", "--mapping", "mapping.json"]);
    assert_eq!(text(&t.json(["posts", "search", &case, "HOLA"]), "/posts/0/id"), "1500000000000000001");
    t.file("wrong.json", r#"{"columns": {}, "delimiter": ";", "colour": 1}"#);
    t.run(["posts", "import", &case, "table.csv", "--mapping", "wrong.json"]).refused("`colour`");
}

#[test]
fn a_receipt_is_a_receipt_and_of_this_case() {
    let (t, case) = Transcript::with_case();
    t.run(["ledger", "verify", &case, "--since", "password"]).refused("not accepted");
    let other = text(&t.json(["case", "new", "Otro"]), "/reference").to_owned();
    t.run(["ledger", "receipt", &other, "--output", "other"]).succeeds();
    let said = t.run(["ledger", "verify", &case, "--since", "other", "--json"]);
    assert_eq!(said.as_json()["findings"][0]["kind"], "ledger-forked");
    said.fails(1, "changed behind the program");
}
