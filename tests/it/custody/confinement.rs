use crate::support::server::Server;
use std::process::Command;

#[test]
fn a_server_says_how_it_is_confined_and_leaves_no_core_file() {
    let directory = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_resguardo"));
    command.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(directory.path().join("data"));
    command.env("RESGUARDO_LOG", "info");
    let server = Server::run(command).unwrap();
    let log = server.log();
    assert!(log.contains("confined"), "in words, whatever the kernel has: {log}");
    let about = |file: &str| std::fs::read_to_string(format!("/proc/{}/{file}", server.id())).unwrap();
    let core =
        about("limits").lines().find(|line| line.starts_with("Max core file size")).unwrap().to_owned();
    assert_eq!(core.split_whitespace().nth(4), Some("0"), "{core}");
    if log.contains("confined by Landlock") {
        assert!(about("status").lines().any(|line| line.split_whitespace().eq(["NoNewPrivs:", "1"])));
    }
}
