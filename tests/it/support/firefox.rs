//! Debian's Firefox, without a window, with JavaScript off, driven by Marionette: the protocol that it
//! speaks itself, messages as `LENGTH:JSON`. So no driver of another version is built or fetched.

use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const PATIENCE: Duration = Duration::from_secs(60);
/// How WebDriver marks an element in an answer (W3C WebDriver §12.2).
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

pub struct Firefox {
    child: Child,
    stream: TcpStream,
    asked: u64,
    _home: TempDir,
}

impl Firefox {
    pub fn open() -> Self {
        let home = tempfile::tempdir().expect("a temporary directory");
        let profile = home.path().join("profile");
        std::fs::create_dir(&profile).expect("a profile");
        // Port 0: any that is free. Marionette itself turns off what would call home.
        let settings = "user_pref(\"marionette.port\", 0);\nuser_pref(\"javascript.enabled\", false);\n";
        std::fs::write(profile.join("user.js"), settings).expect("its settings");
        let child = Command::new("firefox-esr")
            .args(["--headless", "--marionette", "--no-remote", "--profile"])
            .arg(&profile)
            .env("HOME", home.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .expect("firefox-esr is installed by tests/tools/install");
        let stream = connect(&profile.join("MarionetteActivePort"));
        let mut firefox = Self { child, stream, asked: 0, _home: home };
        firefox.read();
        firefox.ask("NewSession", json!({ "acceptInsecureCerts": true }));
        firefox
    }

    fn read(&mut self) -> Value {
        let mut length = Vec::new();
        let mut byte = [0];
        loop {
            self.stream.read_exact(&mut byte).expect("Firefox answers");
            match byte[0] {
                b':' => break,
                digit => length.push(digit),
            }
        }
        let length = String::from_utf8(length).expect("ASCII").parse().expect("a length");
        let mut message = vec![0; length];
        self.stream.read_exact(&mut message).expect("a whole message");
        serde_json::from_slice(&message).expect("JSON")
    }

    fn ask(&mut self, command: &str, arguments: Value) -> Value {
        self.asked += 1;
        let message = json!([0, self.asked, format!("WebDriver:{command}"), arguments]).to_string();
        write!(self.stream, "{}:{message}", message.len()).expect("Firefox listens");
        let answer = self.read();
        assert!(answer[2].is_null(), "{command}: {}", answer[2]);
        answer[3].clone()
    }

    fn element(&mut self, css: &str) -> Value {
        let found = self.ask("FindElement", json!({ "using": "css selector", "value": css }));
        found["value"][ELEMENT].clone()
    }

    pub fn goto(&mut self, url: &str) {
        self.ask("Navigate", json!({ "url": url }));
    }

    pub fn url(&mut self) -> String {
        self.ask("GetCurrentURL", json!({}))["value"].as_str().expect("an address").to_owned()
    }

    pub fn text(&mut self, css: &str) -> String {
        let element = self.element(css);
        self.ask("GetElementText", json!({ "id": element }))["value"].as_str().expect("text").to_owned()
    }

    pub fn fill(&mut self, css: &str, text: &str) {
        let element = self.element(css);
        self.ask("ElementSendKeys", json!({ "id": element, "text": text }));
    }

    /// Clicks, and returns when another page is there.
    pub fn follow(&mut self, css: &str) {
        let (start, old) = (Instant::now(), self.url());
        let element = self.element(css);
        self.ask("ElementClick", json!({ "id": element }));
        while self.url() == old {
            assert!(start.elapsed() < PATIENCE, "{css} does not lead to another page");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// The cookies of the page: by name, with everything that the browser knows of them.
    pub fn cookies(&mut self) -> Vec<Value> {
        self.ask("GetCookies", json!({})).as_array().expect("a list").clone()
    }
}

/// Firefox writes where it listens into its profile.
fn connect(port: &Path) -> TcpStream {
    let start = Instant::now();
    loop {
        let written = std::fs::read_to_string(port).unwrap_or_default();
        if let Ok(port) = written.trim().parse::<u16>() {
            let stream = TcpStream::connect(("127.0.0.1", port)).expect("Firefox listens");
            stream.set_read_timeout(Some(PATIENCE)).expect("a limit");
            return stream;
        }
        assert!(start.elapsed() < PATIENCE, "Firefox does not start");
        std::thread::sleep(Duration::from_millis(50));
    }
}

impl Drop for Firefox {
    fn drop(&mut self) {
        use rustix::process::{Pid, Signal, kill_process_group};
        let group = Pid::from_raw(self.child.id().cast_signed()).expect("a process id is positive");
        // Fails only if nobody is left in it.
        let _ = kill_process_group(group, Signal::KILL);
        let _ = self.child.wait();
    }
}
