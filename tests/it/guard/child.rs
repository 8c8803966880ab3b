//! Work that is done in a process of its own, so that it can be looked at while it is under way,
//! and killed. The test binary runs itself: the child is the one test below.

use super::work;
use crate::support::office::Office;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

const WORK: &str = "RESGUARDO_GUARD_WORK";
const DATA: &str = "RESGUARDO_GUARD_DATA";
const DATABASE: &str = "RESGUARDO_GUARD_DATABASE";

/// A child at work, with a directory of its own for temporary files.
pub struct Worker {
    child: Child,
    stdin: Option<ChildStdin>,
    stdout: BufReader<ChildStdout>,
    log: PathBuf,
}

impl Worker {
    pub fn start(office: &Office, home: &Path, work: &str) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["guard::child::a_child_does_the_work_it_is_given", "--exact", "--nocapture"]);
        command.env(WORK, work).env(DATA, office.data()).env("RUST_BACKTRACE", "0");
        if let Some(url) = office.database() {
            command.env(DATABASE, url);
        }
        Self::run(command, home)
    }

    /// Any program, its stdin held open, its temporary files and its log in `home`.
    pub fn run(mut command: Command, home: &Path) -> Self {
        let temporary = home.join("tmp");
        std::fs::create_dir_all(&temporary).unwrap();
        let log = home.join("log");
        let stderr = std::fs::File::create(&log).unwrap();
        command.env("TMPDIR", temporary).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(stderr);
        let mut child = command.spawn().unwrap();
        let (stdin, stdout) = (child.stdin.take(), BufReader::new(child.stdout.take().unwrap()));
        Self { child, stdin, stdout, log }
    }

    /// Waits until the child says that it is there.
    pub fn wait_for(&mut self, moment: &str) -> &mut Self {
        let wanted = format!("@{moment}");
        loop {
            let said = self.next_line().unwrap_or_else(|| panic!("it ended before {moment}: {}", self.log()));
            if said == wanted {
                return self;
            }
        }
    }

    /// The next line that the child says, without the end.
    pub fn next_line(&mut self) -> Option<String> {
        let mut line = String::new();
        let read = self.stdout.read_line(&mut line).unwrap();
        // The harness says "test NAME ... " before, on the same line.
        let said = line.rfind('@').map_or(line.as_str(), |at| &line[at..]);
        (read > 0).then(|| said.trim_end().to_owned())
    }

    pub fn feed(&mut self, bytes: &[u8]) {
        let stdin = self.stdin.as_mut().unwrap();
        stdin.write_all(bytes).unwrap();
        stdin.flush().unwrap();
    }

    /// As a power cut for the process: it gets no chance to tidy up.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub fn finish(mut self) -> String {
        drop(self.stdin.take());
        let mut rest = String::new();
        self.stdout.read_to_string(&mut rest).unwrap();
        let status = self.child.wait().unwrap();
        assert!(status.success(), "{rest}\n{}", self.log());
        rest
    }

    pub fn log(&self) -> String {
        String::from_utf8_lossy(&std::fs::read(&self.log).unwrap()).into_owned()
    }

    /// What stands in the files that the child has open, those without a name too.
    pub fn open_files(&self) -> Vec<Vec<u8>> {
        let descriptors = PathBuf::from(format!("/proc/{}/fd", self.child.id()));
        let open = std::fs::read_dir(descriptors).unwrap().filter_map(Result::ok);
        let files = open.filter(|fd| fd.path().metadata().is_ok_and(|it| it.is_file()));
        files.filter_map(|fd| std::fs::read(fd.path()).ok()).collect()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // Fails only when it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Says where the child is, and waits until it may go on.
pub fn pause(moment: &str) {
    say(moment);
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).unwrap();
}

pub fn say(what: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "@{what}").unwrap();
    out.flush().unwrap();
}

#[test]
fn a_child_does_the_work_it_is_given() {
    let Some(work) = std::env::var_os(WORK) else {
        // Not a child: see that children work at all.
        let (office, home) = (Office::found(None), tempfile::tempdir().unwrap());
        let mut worker = Worker::start(&office, home.path(), "nothing");
        worker.wait_for("done");
        worker.finish();
        return;
    };
    let everything = tracing_subscriber::EnvFilter::new("trace");
    tracing_subscriber::fmt().with_env_filter(everything).with_writer(std::io::stderr).init();
    let data = PathBuf::from(std::env::var_os(DATA).unwrap());
    let database = std::env::var(DATABASE).ok();
    work::run(work.to_str().unwrap(), &data, database.as_deref());
    say("done");
}
