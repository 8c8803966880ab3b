//! The real binary, serving on a port of its own, ended when the test ends.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What the program says on stderr once it accepts connections, before the address.
const READY: &str = "listening on ";
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Server {
    child: Child,
    /// `http://127.0.0.1:PORT`, without a slash at the end.
    pub url: String,
    log: Arc<Mutex<String>>,
}

impl Server {
    /// `resguardo serve ARGUMENTS… --listen 127.0.0.1:0`; the error is what it said instead of listening.
    pub fn start<A: AsRef<OsStr>>(arguments: &[A]) -> Result<Self, String> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_resguardo"));
        command.arg("serve").args(arguments).args(["--listen", "127.0.0.1:0"]);
        Self::run(command)
    }

    pub fn run(mut command: Command) -> Result<Self, String> {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|e| e.to_string())?;
        let stderr = BufReader::new(child.stderr.take().expect("stderr is piped"));
        let log = Arc::new(Mutex::new(String::new()));
        let (ready, address) = channel();
        let kept = Arc::clone(&log);
        std::thread::spawn(move || keep(stderr, &kept, &ready));
        let mut server = Self { child, url: String::new(), log };
        match address.recv_timeout(PATIENCE) {
            Ok(url) => {
                server.url = url;
                Ok(server)
            }
            Err(RecvTimeoutError::Disconnected) => Err(format!("ended before it listened: {}", server.log())),
            Err(RecvTimeoutError::Timeout) => Err(format!("does not listen: {}", server.log())),
        }
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Everything said on stderr so far.
    pub fn log(&self) -> String {
        self.log.lock().expect("no reader panicked").clone()
    }
}

impl Drop for Server {
    /// As a power cut would: what was acknowledged must survive it.
    fn drop(&mut self) {
        // Fails only if it has ended already, which a test may want.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads to the end, so that the program never blocks on a full pipe; hangs up when there is no more.
fn keep(stderr: impl BufRead, log: &Mutex<String>, ready: &Sender<String>) {
    for line in stderr.lines().map_while(Result::ok) {
        if let Some((_, address)) = line.split_once(READY) {
            // Nobody waits any more after the first address, or after the patience is over.
            let _ = ready.send(address.trim().trim_end_matches('/').to_owned());
        }
        let mut log = log.lock().expect("no reader panicked");
        log.push_str(&line);
        log.push('\n');
    }
}
