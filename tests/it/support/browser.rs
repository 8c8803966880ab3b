//! Debian's Chromium, without a window, driven from tests that wait for each step.
//!
//! A profile of its own for each browser, no traffic but to the page asked for, JavaScript on or off.

use fantoccini::error::CmdError;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use std::future::Future;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::runtime::Runtime;

const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Clone, Copy, PartialEq)]
pub enum Scripts {
    On,
    Off,
}

pub struct Browser {
    runtime: Runtime,
    client: Client,
    driver: Driver,
}

impl Browser {
    /// `language` is what the browser asks pages for: `es`, `en`.
    pub fn open(scripts: Scripts, language: &str) -> Self {
        let driver = Driver::start();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let capabilities = capabilities(driver.home.path(), scripts, language);
        let client = runtime
            .block_on(
                ClientBuilder::new(HttpConnector::new()).capabilities(capabilities).connect(&driver.url),
            )
            .expect("chromedriver starts Chromium");
        Self { runtime, client, driver }
    }

    fn wait<T>(&self, step: &str, work: impl Future<Output = Result<T, CmdError>>) -> T {
        self.runtime.block_on(work).unwrap_or_else(|e| panic!("{step}: {e}\n{}", self.source()))
    }

    pub fn goto(&self, url: &str) {
        self.wait(url, self.client.goto(url));
    }

    pub fn url(&self) -> String {
        self.wait("url", self.client.current_url()).to_string()
    }

    pub fn title(&self) -> String {
        self.wait("title", self.client.title())
    }

    pub fn source(&self) -> String {
        self.runtime.block_on(self.client.source()).unwrap_or_else(|e| e.to_string())
    }

    /// The visible text of each element, in the order of the page.
    pub fn texts(&self, css: &str) -> Vec<String> {
        self.wait(css, async {
            let mut texts = Vec::new();
            for element in self.client.find_all(Locator::Css(css)).await? {
                texts.push(element.text().await?);
            }
            Ok(texts)
        })
    }

    /// The visible text of the first such element, which must be there.
    pub fn text(&self, css: &str) -> String {
        self.wait(css, async { self.client.find(Locator::Css(css)).await?.text().await })
    }

    /// What stands in a field.
    pub fn value(&self, css: &str) -> String {
        let value = async { self.client.find(Locator::Css(css)).await?.prop("value").await };
        self.wait(css, value).unwrap_or_default()
    }

    /// Types into a field, in place of what stood there.
    pub fn fill(&self, css: &str, text: &str) {
        self.wait(css, async {
            let field = self.client.find(Locator::Css(css)).await?;
            field.clear().await?;
            field.send_keys(text).await
        });
    }

    /// Chooses in a select box by the words a person reads.
    pub fn choose(&self, css: &str, label: &str) {
        self.wait(css, async { self.client.find(Locator::Css(css)).await?.select_by_label(label).await });
    }

    pub fn attach(&self, css: &str, file: &Path) {
        let path = file.to_str().expect("a UTF-8 path");
        self.wait(css, async { self.client.find(Locator::Css(css)).await?.send_keys(path).await });
    }

    /// Clicks on what does not lead to another page: a download, a box to tick.
    pub fn click(&self, css: &str) {
        self.wait(css, async { self.client.find(Locator::Css(css)).await?.click().await });
    }

    /// Clicks, and returns when the page this leads to is there. (The driver alone does not wait for a
    /// form that takes a file along: the browser starts such a journey late.)
    pub fn follow(&self, css: &str) {
        let start = Instant::now();
        self.wait(css, async {
            let old_page = self.client.find(Locator::Css("html")).await?;
            self.client.find(Locator::Css(css)).await?.click().await?;
            // An element of a page that was left is stale.
            while old_page.tag_name().await.is_ok() || !self.is_loaded().await {
                assert!(start.elapsed() < PATIENCE, "{css} does not lead to another page");
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            Ok(())
        });
    }

    async fn is_loaded(&self) -> bool {
        self.client.execute("return document.readyState", vec![]).await.is_ok_and(|state| state == "complete")
    }

    /// The cookies of the page, as the protocol tells them.
    pub fn cookies(&self) -> Vec<serde_json::Value> {
        let cookies = self.wait("cookies", self.client.get_all_cookies());
        let told = |cookie: &fantoccini::cookies::Cookie<'static>| {
            json!({
                "name": cookie.name(), "httpOnly": cookie.http_only(), "secure": cookie.secure(),
                "sameSite": cookie.same_site().map(|rule| rule.to_string()),
            })
        };
        cookies.iter().map(told).collect()
    }

    /// Whether a picture has arrived and could be read.
    pub fn shows_picture(&self, css: &str) -> bool {
        let script = "const picture = document.querySelector(arguments[0]);
            return picture !== null && picture.complete && picture.naturalWidth > 0";
        self.wait(css, self.client.execute(script, vec![json!(css)])) == json!(true)
    }

    pub fn resize(&self, width: u32, height: u32) {
        self.wait("resize", self.client.set_window_size(width, height));
    }

    /// Keeps a picture of the window as `target/tmp/screenshots/NAME.png`.
    pub fn screenshot(&self, name: &str) -> PathBuf {
        let picture = self.wait("screenshot", self.client.screenshot());
        let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("screenshots");
        std::fs::create_dir_all(&directory).expect("a directory for screenshots");
        let path = directory.join(name).with_extension("png");
        std::fs::write(&path, picture).expect("room for a screenshot");
        path
    }

    /// Waits for the download of a file of this name, and returns where it is (until the browser closes).
    pub fn downloaded(&self, name: &str) -> PathBuf {
        let path = self.driver.home.path().join("downloads").join(name);
        let start = Instant::now();
        // Chromium writes under another name and renames when complete.
        while !path.exists() {
            assert!(start.elapsed() < PATIENCE, "{name} was not downloaded");
            std::thread::sleep(Duration::from_millis(50));
        }
        path
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The driver's end takes the browser along, should it not listen.
        let _ = self.runtime.block_on(self.client.clone().close());
    }
}

fn capabilities(home: &Path, scripts: Scripts, language: &str) -> serde_json::Map<String, serde_json::Value> {
    let profile = format!("--user-data-dir={}", home.join("profile").display());
    let arguments = [
        "--headless",
        "--no-sandbox", // refused to root, as whom container images run; the only page shown is ours
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--force-prefers-reduced-motion", // a click in the middle of a smooth scroll lands elsewhere
        "--window-size=1280,1000",
        &profile,
    ];
    let setting = if scripts == Scripts::On { 1 } else { 2 };
    let options = json!({
        "binary": "/usr/bin/chromium",
        "args": arguments,
        "prefs": {
            "profile.managed_default_content_settings.javascript": setting,
            "intl.accept_languages": language,
            "download.default_directory": home.join("downloads"),
            "download.prompt_for_download": false,
        },
    });
    // A certificate that a test made for itself.
    let any_certificate = ("acceptInsecureCerts".to_owned(), json!(true));
    serde_json::Map::from_iter([("goog:chromeOptions".to_owned(), options), any_certificate])
}

/// chromedriver, with a directory for everything that it and the browser write.
struct Driver {
    child: Child,
    url: String,
    home: TempDir,
    _stdout: BufReader<ChildStdout>,
}

impl Driver {
    fn start() -> Self {
        let home = tempfile::tempdir().expect("a temporary directory");
        let mut child = Command::new("chromedriver")
            .arg("--port=0")
            // Chromium keeps crash reports and caches beside its profile, in the home directory.
            .env("HOME", home.path())
            .env("XDG_CONFIG_HOME", home.path())
            .env("XDG_CACHE_HOME", home.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .expect("chromedriver is installed by tests/tools/install");
        let mut stdout = BufReader::new(child.stdout.take().expect("stdout is piped"));
        let port = port(&mut stdout);
        Self { child, url: format!("http://127.0.0.1:{port}"), home, _stdout: stdout }
    }
}

fn port(stdout: &mut impl BufRead) -> u16 {
    let started = "started successfully on port ";
    let mut said = String::new();
    for line in stdout.lines().map_while(Result::ok) {
        if let Some((_, port)) = line.split_once(started) {
            return port.trim_end_matches('.').parse().expect("a port");
        }
        said.push_str(&line);
    }
    panic!("chromedriver did not start: {said}");
}

impl Drop for Driver {
    fn drop(&mut self) {
        use rustix::process::{Pid, Signal, kill_process_group};
        let group = Pid::from_raw(self.child.id().cast_signed()).expect("a process id is positive");
        // Fails only if nobody is left in it.
        let _ = kill_process_group(group, Signal::KILL);
        let _ = self.child.wait();
    }
}
