//! What signing in costs the others: 200 at once beside somebody who reads pages, how many a second
//! beside what the hash alone allows, and the memory after 1,000.
//!
//! `cargo bench --bench sign_in [SIGN-INS]`. The server is the real binary, asked over loopback.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a bench prints, and ends when it cannot go on"
)]

use resguardo::crypto::password::{KdfParams, Password, PasswordRoot};
use resguardo::domain::case::{CaseProfile, default_time_zone};
use resguardo::service::{Store, cases};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const PASSWORD: &str = "tres tristes tigres tragaban";
const AT_ONCE: usize = 200;

fn main() {
    let total = std::env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(1_000);
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    fill(&data);
    let server = Server::start(&data);
    let mut reader = Client::to(&server.url);
    let idle = server.memory();
    reader.sign_in();
    let alone = slowest(&mut reader, &AtomicBool::new(false), 50);
    let (wall, during) = crowd(&server.url, &mut reader);
    println!("pages alone          slowest of 50: {alone:.0?}");
    println!(
        "{AT_ONCE} at once          {wall:.1?} in all; slowest of {} pages meanwhile: {:.0?}",
        during.0, during.1
    );
    let cores = std::thread::available_parallelism().unwrap().get();
    let hash = hashes_a_second(cores, Duration::from_secs(10));
    let (rate, refused) = steady(&server.url, total, 2 * cores);
    println!("hash alone           {hash:.2}/s on {cores} cores");
    println!(
        "sign-ins             {rate:.2}/s ({total}, {} clients, {refused} refused): {:.2} of the hash",
        2 * cores,
        rate / hash
    );
    println!("memory               {idle} MiB idle, {} MiB after", server.memory());
}

fn fill(data: &std::path::Path) {
    let store = Store::open(data, None).unwrap();
    store.found("Bench", "bench", PASSWORD).unwrap();
    let actor = store.sign_in("bench", PASSWORD).unwrap();
    let profile =
        CaseProfile { title: "Caso".into(), time_zone: default_time_zone(), ..CaseProfile::default() };
    cases::open(&store, &actor, profile).unwrap();
}

struct Server {
    child: Child,
    url: String,
}

impl Server {
    fn start(data: &std::path::Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_resguardo"));
        command.arg("serve").arg("--data").arg(data).args(["--listen", "127.0.0.1:0"]);
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let url = lines.find_map(|line| Some(line.unwrap().split_once("listening on ")?.1.trim().to_owned()));
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, url: url.unwrap() }
    }

    /// Resident, in MiB.
    fn memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Client {
    agent: ureq::Agent,
    base: String,
}

impl Client {
    fn to(base: &str) -> Self {
        Self { agent: ureq::Agent::new_with_defaults(), base: base.to_owned() }
    }

    fn page(&self, path: &str) -> String {
        let mut answer = self.agent.get(format!("{}{path}", self.base)).call().unwrap();
        answer.body_mut().read_to_string().unwrap()
    }

    /// Whether it was let in.
    fn sign_in(&mut self) -> bool {
        self.agent.cookie_jar_lock().clear();
        let page = self.page("/sign-in");
        let token = page.split("name=\"csrf\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let form = [("csrf", token.unwrap()), ("account", "bench"), ("password", PASSWORD)];
        let answer = self.agent.post(format!("{}/sign-in", self.base)).header("Origin", &self.base);
        answer
            .send_form(form)
            .is_ok_and(|mut answer| answer.body_mut().read_to_string().unwrap().contains("/sign-out"))
    }
}

/// The slowest of some pages, one after another, at least `least` and until `enough`.
fn slowest(reader: &mut Client, go_on: &AtomicBool, least: usize) -> Duration {
    pages(reader, go_on, least).1
}

fn pages(reader: &mut Client, go_on: &AtomicBool, least: usize) -> (usize, Duration) {
    let (mut count, mut worst) = (0, Duration::ZERO);
    while count < least || go_on.load(Ordering::Relaxed) {
        let start = Instant::now();
        reader.page("/cases");
        worst = worst.max(start.elapsed());
        count += 1;
        std::thread::sleep(Duration::from_millis(20));
    }
    (count, worst)
}

/// All at once, while somebody reads.
fn crowd(url: &str, reader: &mut Client) -> (Duration, (usize, Duration)) {
    let (going, start) = (AtomicBool::new(true), Instant::now());
    std::thread::scope(|scope| {
        let reading = scope.spawn(|| pages(reader, &going, 1));
        let crowd: Vec<_> = (0..AT_ONCE).map(|_| scope.spawn(|| Client::to(url).sign_in())).collect();
        let let_in = crowd.into_iter().map(|one| one.join().unwrap()).filter(|in_| *in_).count();
        let wall = start.elapsed();
        going.store(false, Ordering::Relaxed);
        assert_eq!(let_in, AT_ONCE);
        (wall, reading.join().unwrap())
    })
}

fn hashes_a_second(threads: usize, time: Duration) -> f64 {
    let (count, start) = (AtomicUsize::new(0), Instant::now());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while start.elapsed() < time {
                    let password = Password::new(PASSWORD);
                    PasswordRoot::derive(&password, &[7; 16], KdfParams::RECOMMENDED, None).unwrap();
                    count.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
    });
    count.load(Ordering::Relaxed) as f64 / start.elapsed().as_secs_f64()
}

fn steady(url: &str, total: usize, clients: usize) -> (f64, usize) {
    let (left, refused, start) = (AtomicUsize::new(total), AtomicUsize::new(0), Instant::now());
    std::thread::scope(|scope| {
        for _ in 0..clients {
            scope.spawn(|| {
                let mut client = Client::to(url);
                while left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |n| n.checked_sub(1)).is_ok() {
                    if !client.sign_in() {
                        refused.fetch_add(1, Ordering::Relaxed);
                    }
                }
            });
        }
    });
    (total as f64 / start.elapsed().as_secs_f64(), refused.load(Ordering::Relaxed))
}
