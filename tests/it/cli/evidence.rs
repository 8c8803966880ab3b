//! Files that come in and go out: whole, or not at all.

use super::transcript::{Said, Transcript, length, number, text};

#[test]
fn what_comes_from_a_pipe_needs_a_name() {
    let (t, case) = Transcript::with_case();
    Said::typed(t.command(["evidence", "attach", &case, "-"]), b"x").fails(2, "needs a name");
    let command = t.command(["evidence", "attach", &case, "-", "--name", "nota.txt", "--json"]);
    let attached = Said::typed(command, b"desde una tuber\xc3\xada").succeeds().as_json();
    assert_eq!(text(&attached, "/attached/0/name"), "nota.txt");
    assert_eq!(number(&attached, "/attached/0/bytes"), 18);
}

#[test]
fn of_several_files_those_before_a_bad_one_stay_and_are_told() {
    let (t, case) = Transcript::with_case();
    t.file("uno.txt", "uno");
    t.file("vacio.txt", "");
    t.file("tres.txt", "tres");
    let said = t.run(["evidence", "attach", &case, "uno.txt", "vacio.txt", "tres.txt", "--json"]);
    assert_eq!(length(&said.as_json(), "/attached"), 1);
    said.fails(1, "vacio.txt: ");
    assert_eq!(length(&t.json(["evidence", "list", &case]), "/evidence"), 1);
}

#[test]
fn a_file_that_is_not_there_or_is_a_directory_is_refused_by_name() {
    let (t, case) = Transcript::with_case();
    t.run(["evidence", "attach", &case, "nada.txt"]).refused("nada.txt cannot be read");
    t.run(["evidence", "attach", &case, "data"]).refused("data cannot be read");
}

#[test]
fn taking_out_does_not_replace_a_file_unless_told_to() {
    let (t, case) = Transcript::with_case();
    t.file("a.txt", "evidencia");
    t.json(["evidence", "attach", &case, "a.txt"]);
    t.file("out.txt", "mine");
    t.run(["evidence", "get", &case, "E-001", "--output", "out.txt"]).refused("out.txt exists already");
    assert_eq!(std::fs::read(t.path("out.txt")).unwrap(), b"mine");
    t.run(["evidence", "get", &case, "E-001", "--output", "out.txt", "--force"]).succeeds();
    assert_eq!(std::fs::read(t.path("out.txt")).unwrap(), b"evidencia");
}

#[test]
fn nothing_partial_is_left_when_the_sealed_file_is_damaged() {
    let (t, case) = Transcript::with_case();
    // Two chunks, the second one damaged: the first goes out before the damage is met.
    t.file("big.bin", vec![7; 200_000]);
    t.json(["evidence", "attach", &case, "big.bin"]);
    damage(&t);
    t.run(["evidence", "get", &case, "E-001", "--output", "out.bin"]).refused("damaged or exchanged");
    assert_eq!(t.names("."), ["big.bin", "data", "password", "wrong"], "no part of it either");
    let said = t.run(["ledger", "verify", &case, "--json"]);
    assert_eq!(said.as_json()["findings"][0]["kind"], "file-broken");
    said.fails(1, "changed behind the program");
}

/// Flips a byte late in the largest sealed file.
fn damage(t: &Transcript) {
    let blobs = walk(&t.path("data/blobs"));
    let largest = blobs.iter().max_by_key(|path| path.metadata().unwrap().len()).unwrap();
    let mut bytes = std::fs::read(largest).unwrap();
    let place = bytes.len() - 1000;
    bytes[place] ^= 1;
    std::fs::write(largest, bytes).unwrap();
}

fn walk(directory: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}

#[test]
fn a_picture_of_a_hostile_name_cannot_steer_the_terminal() {
    let (t, case) = Transcript::with_case();
    t.file("mal\u{1b}[2J\nnombre.txt", "x");
    let said = t.run(["evidence", "attach", &case, "mal\u{1b}[2J\nnombre.txt"]).succeeds();
    assert!(
        !said.text().contains('\u{1b}') && said.text().contains("mal [2J nombre.txt"),
        "{:?}",
        said.text()
    );
    assert_eq!(text(&t.json(["evidence", "list", &case]), "/evidence/0/name"), "mal\u{1b}[2J\nnombre.txt");
}

#[test]
fn ctrl_c_leaves_nothing_behind() {
    use rustix::process::{Pid, Signal, kill_process};
    use std::io::{BufRead, Write};
    let (t, case) = Transcript::with_case();
    let mut command = t.command(["evidence", "attach", &case, "-", "--name", "x"]);
    command.stdin(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // More than any pipe holds: once it is written, the program has begun to read and to listen.
    stdin.write_all(&vec![1; 4 << 20]).unwrap();
    let pid = Pid::from_raw(child.id().cast_signed()).unwrap();
    kill_process(pid, Signal::INT).unwrap();
    // It notices between two reads, and hangs up.
    let start = std::time::Instant::now();
    while stdin.write_all(&[1; 4096]).is_ok() {
        assert!(start.elapsed() < std::time::Duration::from_secs(60), "it does not stop");
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    drop(stdin);
    let stderr = std::io::BufReader::new(child.stderr.take().unwrap());
    let said: Vec<String> = stderr.lines().map_while(Result::ok).collect();
    assert_eq!(child.wait().unwrap().code(), Some(1), "{said:?}");
    assert!(said.iter().any(|line| line.contains("stopped; nothing was kept")), "{said:?}");
    assert_eq!(walk(&t.path("data/blobs")), Vec::<std::path::PathBuf>::new());
    assert_eq!(length(&t.json(["evidence", "list", &case]), "/evidence"), 0);
}

#[test]
fn a_step_of_custody_is_told_and_shown_with_the_item() {
    let (t, case) = Transcript::with_case();
    t.file("a.txt", "evidencia");
    t.file("nota.txt", "Entregado en sobre cerrado.\n");
    t.json(["evidence", "attach", &case, "a.txt", "--tag", "prensa", "--source", "alguien"]);
    let told = t.json([
        "evidence",
        "custody",
        &case,
        "E-001",
        "--event",
        "transferred",
        "--at",
        "2020-05-12T14:02:00Z",
        "--from",
        "una abogada",
        "--to",
        "el laboratorio",
        "--place",
        "Oficina",
        "--note-file",
        "nota.txt",
    ]);
    assert_eq!(text(&told, "/reference"), "CC-002");
    t.json(["evidence", "custody", &case, "E-001", "--event", "hashed"]);
    let shown = t.json(["evidence", "show", &case, "E-001"]);
    let events: Vec<&str> =
        shown["custody"].as_array().unwrap().iter().map(|step| step["event"].as_str().unwrap()).collect();
    assert_eq!(events, ["transferred", "received", "hashed"], "in the order in which it happened");
    assert_eq!(text(&shown, "/custody/0/at"), "2020-05-12T14:02:00Z");
    assert_eq!(text(&shown, "/custody/0/note"), "Entregado en sobre cerrado.");
    assert_eq!(shown["custody"][2]["sha256"], shown["sha256"], "hashed anew");
    assert_eq!(text(&shown, "/tags/0"), "prensa");
    let said = t.run(["evidence", "show", &case, "E-001"]).succeeds();
    assert!(said.text().contains("el laboratorio") && said.text().contains("sobre cerrado"));
    assert_eq!(length(&t.json(["evidence", "list", &case, "--tag", "prensa"]), "/evidence"), 1);
    assert_eq!(length(&t.json(["evidence", "list", &case, "--tag", "otra"]), "/evidence"), 0);
    let verified = t.json(["ledger", "verify", &case]);
    assert_eq!(verified["holds"], true);
}

#[test]
fn a_step_without_sense_is_refused() {
    let (t, case) = Transcript::with_case();
    t.file("a.txt", "evidencia");
    t.json(["evidence", "attach", &case, "a.txt"]);
    let tell = |more: [&str; 4]| t.run([&["evidence", "custody", &case, "E-001"][..], &more].concat());
    tell(["--event", "moved", "--at", "ayer"]).fails(2, "is no date with a time");
    tell(["--event", "moved", "--at", "2999-01-01T00:00"]).refused("not accepted");
    t.run(["evidence", "custody", &case, "E-009", "--event", "moved"]).refused("E-009");
    assert_eq!(length(&t.json(["evidence", "show", &case, "E-001"]), "/custody"), 1);
}
