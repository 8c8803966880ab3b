//! How many signed-in case pages a server gives in a second, beside a bare actix-web page with the
//! same rows and the same bytes in the same run.
//!
//! `cargo bench --bench page [SECONDS]`. Both run in this process, one after the other, asked by as many
//! connections over loopback. The bare page reads as many rows of the same size from a plain SQLite
//! file and answers with a body as long. Requests/s depend on what else the machine does; the
//! processor time that the server spends on a request hardly does.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a bench prints, and ends when it cannot go on"
)]

use actix_web::{App, HttpResponse, HttpServer, web};
use diesel::prelude::*;
use diesel::r2d2::{ConnectionManager, Pool};
use resguardo::domain::Private;
use resguardo::domain::case::{CaseProfile, default_time_zone};
use resguardo::domain::person::Person;
use resguardo::service::{Store, cases, people};
use resguardo::web::{ServeOptions, serve};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

const CONNECTIONS: usize = 16;
const PEOPLE: usize = 40;
const PASSWORD: &str = "tres tristes tigres tragaban";

fn main() {
    let seconds = std::env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(10);
    let home = tempfile::tempdir().unwrap();
    let (store, path) = fill(&home.path().join("data"));
    let idle = memory("VmRSS");
    let address = free_address();
    std::thread::spawn(move || serve(store, ServeOptions { listen: address, tls: None }));
    let cookie = sign_in(address);
    let headers = format!("Cookie: {cookie}\r\n");
    let length = Client::new(address, &path, &headers).get();
    let ours = measure(address, &path, &headers, seconds);
    let peak = memory("VmHWM");
    let bare = bare_page(&home.path().join("plain.sqlite"), length);
    let theirs = measure(bare, "/", "", seconds);
    println!("page            {length} bytes, {PEOPLE} people, {CONNECTIONS} connections, {seconds} s each");
    println!("resguardo       {ours}");
    println!("bare actix-web  {theirs}");
    println!("ratio           {:.2}", ours.per_second / theirs.per_second);
    println!("memory          {idle} before serving, peak {peak}");
}

fn fill(directory: &std::path::Path) -> (Arc<Store>, String) {
    let store = Store::open(directory, None).unwrap();
    store.found("Bench", "bench", PASSWORD).unwrap();
    let actor = store.sign_in("bench", PASSWORD).unwrap();
    let profile =
        CaseProfile { title: Private::new("Caso"), time_zone: default_time_zone(), ..CaseProfile::default() };
    let case = cases::open(&store, &actor, profile).unwrap();
    for number in 0..PEOPLE {
        let person = Person { pseudonym: Private::new(format!("Persona {number}")), ..Person::default() };
        people::add(&store, &actor, case, person).unwrap();
    }
    (Arc::new(store), format!("/cases/{case}/people"))
}

fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

fn connect(address: SocketAddr) -> TcpStream {
    for _ in 0..200 {
        if let Ok(stream) = TcpStream::connect(address) {
            stream.set_nodelay(true).unwrap();
            return stream;
        }
        std::thread::sleep(Duration::from_millis(25));
    }
    panic!("nobody listens on {address}")
}

/// Signs in as a browser does and gives the session's cookie.
fn sign_in(address: SocketAddr) -> String {
    let base = format!("http://{address}");
    drop(connect(address));
    let agent = ureq::Agent::new_with_defaults();
    let page = agent.get(format!("{base}/sign-in")).call().unwrap().body_mut().read_to_string().unwrap();
    let csrf = page
        .split("name=\"csrf\" value=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .unwrap_or_default();
    let form = [("csrf", csrf), ("account", "bench"), ("password", PASSWORD)];
    agent.post(format!("{base}/sign-in")).header("Origin", &base).send_form(form).unwrap();
    let cookies = agent.cookie_jar_lock();
    cookies
        .iter()
        .map(|cookie| format!("{}={}", cookie.name(), cookie.value()))
        .collect::<Vec<_>>()
        .join("; ")
}

/// A connection that is kept, and the one request that is sent on it again and again.
struct Client {
    request: String,
    reader: BufReader<TcpStream>,
    line: String,
    body: Vec<u8>,
}

impl Client {
    fn new(address: SocketAddr, path: &str, headers: &str) -> Self {
        let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\n{headers}\r\n");
        let reader = BufReader::with_capacity(64 * 1024, connect(address));
        Self { request, reader, line: String::new(), body: Vec::new() }
    }

    /// One request; the length of the body.
    fn get(&mut self) -> usize {
        self.reader.get_ref().write_all(self.request.as_bytes()).unwrap();
        let status = self.next_line();
        assert!(status.starts_with("http/1.1 200"), "{status}");
        let mut length = 0;
        loop {
            let line = self.next_line();
            if line == "\r\n" {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
        }
        self.body.resize(length, 0);
        self.reader.read_exact(&mut self.body).unwrap();
        length
    }

    fn next_line(&mut self) -> &str {
        self.line.clear();
        self.reader.read_line(&mut self.line).unwrap();
        self.line.make_ascii_lowercase();
        &self.line
    }
}

struct Measured {
    per_second: f64,
    /// Microseconds of processor time, ours and the kernel's, without the clients' threads.
    each: f64,
}

impl std::fmt::Display for Measured {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:6.0} requests/s, {:5.0} µs of processor time each", self.per_second, self.each)
    }
}

fn measure(address: SocketAddr, path: &str, headers: &str, seconds: u64) -> Measured {
    let (stop, count, asking) = (AtomicBool::new(false), AtomicU64::new(0), AtomicU64::new(0));
    let (begun, before) = (Instant::now(), processor_time());
    std::thread::scope(|scope| {
        for _ in 0..CONNECTIONS {
            scope.spawn(|| {
                let mut client = Client::new(address, path, headers);
                while !stop.load(Ordering::Relaxed) {
                    client.get();
                    count.fetch_add(1, Ordering::Relaxed);
                }
                asking.fetch_add(own_processor_time(), Ordering::Relaxed);
            });
        }
        std::thread::sleep(Duration::from_secs(seconds));
        stop.store(true, Ordering::Relaxed);
    });
    let count = count.into_inner() as f64;
    let serving = processor_time() - before - Duration::from_nanos(asking.into_inner());
    Measured {
        per_second: count / begun.elapsed().as_secs_f64(),
        each: serving.as_secs_f64() * 1_000_000.0 / count,
    }
}

/// Of this thread, in nanoseconds.
fn own_processor_time() -> u64 {
    let about = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    about.split(' ').next().unwrap().parse().unwrap()
}

/// Of the whole process. Linux counts it in hundredths of a second.
fn processor_time() -> Duration {
    let about = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<i64> = about.rsplit(") ").next().unwrap().split(' ').flat_map(str::parse).collect();
    // The state, which is no number, is the first of them; user and system time are the 12th and 13th.
    Duration::from_millis((fields[10] + fields[11]) as u64 * 10)
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = diesel::sql_types::Binary)]
    body: Vec<u8>,
}

/// The least that a page of the same weight can be: rows from a file, bytes to a socket.
fn bare_page(database: &std::path::Path, length: usize) -> SocketAddr {
    let pool = Pool::builder()
        .max_size(8)
        .build(ConnectionManager::<SqliteConnection>::new(database.to_string_lossy()))
        .unwrap();
    let mut connection = pool.get().unwrap();
    diesel::sql_query("CREATE TABLE rows (body BLOB)").execute(&mut connection).unwrap();
    for _ in 0..PEOPLE {
        diesel::sql_query("INSERT INTO rows VALUES (randomblob(400))").execute(&mut connection).unwrap();
    }
    drop(connection);
    let address = free_address();
    let body = "x".repeat(length);
    let page = move |pool: web::Data<Pool<ConnectionManager<SqliteConnection>>>| {
        let body = body.clone();
        async move {
            let rows = web::block(move || {
                let found: Vec<Row> =
                    diesel::sql_query("SELECT body FROM rows").load(&mut pool.get().unwrap()).unwrap();
                found.iter().map(|row| row.body.len()).sum::<usize>()
            });
            assert_eq!(rows.await.unwrap(), PEOPLE * 400);
            HttpResponse::Ok().content_type("text/html").body(body)
        }
    };
    let data = web::Data::new(pool);
    std::thread::spawn(move || {
        actix_web::rt::System::new().block_on(async move {
            let app = move || App::new().app_data(data.clone()).route("/", web::get().to(page.clone()));
            HttpServer::new(app).workers(2).bind(address).unwrap().run().await.unwrap();
        });
    });
    drop(connect(address));
    address
}

/// A line of `/proc/self/status`.
fn memory(what: &str) -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(&format!("{what}:")));
    line.map(|kilobytes| kilobytes.trim().to_owned()).unwrap_or_default()
}
