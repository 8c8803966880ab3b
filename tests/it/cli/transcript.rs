//! Commands one after another in a store of their own, and what each said.

use crate::support::database;
use serde_json::Value;
use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// Fifteen letters or more, with spaces and an accent; no line end in its file.
const PASSWORD: &str = "la jacaranda florece en año bisiesto";

pub struct Transcript {
    home: TempDir,
    database: Option<String>,
    /// Who types the commands.
    pub account: &'static str,
}

/// What a command said.
pub struct Said {
    command: String,
    output: Output,
}

/// Runs a test on SQLite, and on PostgreSQL where `tests/run` has started it.
pub fn on_each_database(test: impl Fn(&mut Transcript)) {
    test(&mut Transcript::begin());
    match database::fresh() {
        Some(url) => test(&mut Transcript { database: Some(url), ..Transcript::begin() }),
        None => eprintln!("not run on PostgreSQL: RESGUARDO_TEST_POSTGRES is not set (tests/run sets it)"),
    }
}

impl Transcript {
    /// An empty directory and no store.
    pub fn begin() -> Self {
        let home = tempfile::tempdir().expect("a directory");
        std::fs::write(home.path().join("password"), PASSWORD).expect("a password file");
        std::fs::write(home.path().join("wrong"), "not the password at all\n").expect("another");
        Self { home, database: None, account: "ana" }
    }

    /// With a store that `ana` founded, and a case of hers.
    pub fn with_case() -> (Self, String) {
        let transcript = Self::begin();
        transcript.run(["init", "--organisation", "Oficina"]).succeeds();
        let case = transcript.json(["case", "new", "Caso de prueba"])["id"].as_str().unwrap().to_owned();
        (transcript, case)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, content).expect("a file");
        path
    }

    /// The names in a directory, sorted.
    pub fn names(&self, directory: &str) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(self.path(directory)) else { return Vec::new() };
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// The program with the store, the account and the password of this transcript.
    pub fn command<A: AsRef<OsStr>>(&self, words: impl IntoIterator<Item = A>) -> Command {
        let mut command = self.bare(words);
        command.arg("--data").arg(self.path("data")).args(["--account", self.account]);
        command.arg("--password-file").arg(self.path("password"));
        if let Some(url) = &self.database {
            command.args(["--database", url]);
        }
        command
    }

    /// The program with these words alone.
    pub fn bare<A: AsRef<OsStr>>(&self, words: impl IntoIterator<Item = A>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_resguardo"));
        command.args(words).current_dir(self.home.path()).stdin(Stdio::null());
        for name in
            ["RESGUARDO_PASSWORD_FILE", "RESGUARDO_DATABASE", "RESGUARDO_LOG", "LC_ALL", "LC_MESSAGES"]
        {
            command.env_remove(name);
        }
        command.env("LANG", "C.UTF-8").env("HOME", self.home.path()).env_remove("XDG_DATA_HOME");
        command
    }

    pub fn run<A: AsRef<OsStr>>(&self, words: impl IntoIterator<Item = A>) -> Said {
        Said::of(self.command(words))
    }

    /// What the command says on stdout as JSON; it must succeed.
    pub fn json<A: AsRef<OsStr>>(&self, words: impl IntoIterator<Item = A>) -> Value {
        let mut command = self.command(words);
        command.arg("--json");
        Said::of(command).succeeds().as_json()
    }

    /// An account for a colleague, with the same password.
    pub fn colleague(&self, name: &str) {
        let password = self.path("password");
        self.run([
            "account".as_ref(),
            "add".as_ref(),
            name.as_ref(),
            "--new-password-file".as_ref(),
            password.as_os_str(),
        ])
        .succeeds();
    }
}

impl Said {
    pub fn of(mut command: Command) -> Self {
        let output = command.output().expect("the program starts");
        Self { command: format!("{command:?}"), output }
    }

    /// Types into stdin.
    pub fn typed(mut command: Command, text: &[u8]) -> Self {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        // It may have refused before it read all: then nobody listens.
        let _ = child.stdin.take().expect("a pipe").write_all(text);
        let output = child.wait_with_output().expect("it ends");
        Self { command: format!("{command:?}"), output }
    }

    pub fn status(&self) -> i32 {
        self.output.status.code().unwrap_or_else(|| panic!("{} was killed: {}", self.command, self.errors()))
    }

    pub fn bytes(&self) -> &[u8] {
        &self.output.stdout
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.output.stdout).expect("stdout is UTF-8")
    }

    pub fn errors(&self) -> &str {
        std::str::from_utf8(&self.output.stderr).expect("stderr is UTF-8")
    }

    pub fn succeeds(self) -> Self {
        assert_eq!(self.status(), 0, "{}\n{}", self.command, self.errors());
        self
    }

    /// The whole of stdout is one JSON document.
    pub fn as_json(&self) -> Value {
        serde_json::from_str(self.text()).unwrap_or_else(|e| panic!("{}: {e}\n{}", self.command, self.text()))
    }

    /// Refused with this reason in one line and a hint, and nothing on stdout.
    pub fn refused(self, reason: &str) -> Self {
        assert_eq!(self.text(), "", "{}", self.command);
        self.fails(1, reason)
    }

    /// Ends with a status, a reason on the first line of stderr and a hint on the last.
    pub fn fails(self, status: i32, reason: &str) -> Self {
        let lines: Vec<&str> = self.errors().lines().collect();
        assert_eq!(self.status(), status, "{}\n{}", self.command, self.errors());
        assert!(lines.first().is_some_and(|line| line.starts_with("resguardo: ")), "{}", self.errors());
        assert!(lines[0].contains(reason), "no {reason:?} in: {}", self.errors());
        assert!(lines.last().is_some_and(|line| line.starts_with("hint: ")), "{}", self.errors());
        self
    }
}

/// A text of a JSON document.
pub fn text<'j>(document: &'j Value, path: &str) -> &'j str {
    document.pointer(path).and_then(Value::as_str).unwrap_or_else(|| panic!("no {path} in {document:#}"))
}

/// A number of a JSON document.
pub fn number(document: &Value, path: &str) -> u64 {
    document.pointer(path).and_then(Value::as_u64).unwrap_or_else(|| panic!("no {path} in {document:#}"))
}

/// How many a list of a JSON document has.
pub fn length(document: &Value, path: &str) -> usize {
    document
        .pointer(path)
        .and_then(Value::as_array)
        .map_or_else(|| panic!("no {path} in {document:#}"), Vec::len)
}

/// The SHA-256 of a file, as `sha256sum` has it.
pub fn sha256(path: &Path) -> String {
    let output = Command::new("sha256sum").arg(path).output().expect("sha256sum");
    String::from_utf8(output.stdout).unwrap().split(' ').next().unwrap().to_owned()
}
