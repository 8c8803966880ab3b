//! Senders who mean harm: who send slowly, much, or never to the end. Everybody else is served.

use super::Site;
use crate::support::visitor::{Visitor, hidden};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// More than the server has threads for blocking work, with as many cores as there may be.
fn many() -> usize {
    std::thread::available_parallelism().map_or(70, |cores| cores.get() * 70)
}

/// As it stands in a multipart form.
fn field(name: &str, value: &str) -> String {
    format!("--cut\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
}

const FILE: &str = "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.zip\"\r\n\r\nPK";

/// An upload that is begun by hand.
fn begin(site: &Site, path: &str, cookies: &str, body: &str) -> TcpStream {
    let address = site.server.url.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nCookie: {cookies}\r\nContent-Length: 900000000\r\n\
         Content-Type: multipart/form-data; boundary=cut\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(body.as_bytes()).unwrap();
    stream
}

fn cookies(visitor: &Visitor) -> String {
    visitor.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
}

#[track_caller]
fn serves_everybody_else(site: &Site) {
    let began = Instant::now();
    site.visitor().get("/sign-in").is(200);
    site.visitor().get("/static/resguardo.css").is(200);
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
}

/// What the server needs in memory, in MiB.
fn memory(site: &Site) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", site.server.id())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").trim().parse::<u64>().unwrap() / 1024
}

#[test]
fn strangers_who_send_slowly_hold_up_nobody() {
    let site = Site::open();
    let begun = format!("{}--cut\r\nContent-", field("csrf", "x"));
    let slow: Vec<_> = (0..many()).map(|_| begin(&site, "/verify", "", &begun)).collect();
    let case = format!("{}/evidence", site.url());
    let others: Vec<_> = (0..many()).map(|_| begin(&site, &case, "", &format!("{begun}{FILE}"))).collect();
    std::thread::sleep(Duration::from_secs(1));
    serves_everybody_else(&site);
    drop((slow, others));
}

#[test]
fn a_dossier_that_is_sent_slowly_holds_up_no_other_dossier() {
    let site = Site::open();
    let mut slow = site.visitor();
    slow.get("/verify").is(200);
    let begun = format!("{}{FILE}", field("csrf", &hidden(&slow.page, "csrf")));
    let held: Vec<_> = (0..many()).map(|_| begin(&site, "/verify", &cookies(&slow), &begun)).collect();
    std::thread::sleep(Duration::from_secs(1));
    serves_everybody_else(&site);
    let mut other = site.visitor();
    other.get("/verify").is(200);
    let whole = format!("{}{FILE}\r\n--cut--\r\n", field("csrf", &hidden(&other.page, "csrf")));
    let multipart = [("Content-Type", "multipart/form-data; boundary=cut")];
    let began = Instant::now();
    other.send(ureq::http::Method::POST, "/verify", &multipart, &whole).is(200).says("notice danger");
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    drop(held);
}

#[test]
fn members_who_upload_slowly_leave_threads_for_pages() {
    let site = Site::open();
    let mut lead = site.lead();
    lead.get(&format!("{}/evidence/new", site.url())).is(200);
    let begun = format!("{}{FILE}", field("csrf", &hidden(&lead.page, "csrf")));
    let case = format!("{}/evidence", site.url());
    let held: Vec<_> = (0..many()).map(|_| begin(&site, &case, &cookies(&lead), &begun)).collect();
    std::thread::sleep(Duration::from_secs(1));
    serves_everybody_else(&site);
    lead.get(&case).is(200);
    drop(held);
}

#[test]
fn fields_without_end_fill_no_memory_and_are_refused() {
    let site = Site::open();
    serves_everybody_else(&site);
    let before = memory(&site);
    let value = "x".repeat(262_000);
    let all: String = (0..60).map(|number| field(&format!("f{number}"), &value)).collect();
    let senders: Vec<_> = (0..15)
        .map(|_| {
            let mut stream = begin(&site, "/verify", "", "");
            let all = all.clone();
            std::thread::spawn(move || {
                // It may be cut off before it is through.
                let _ = stream.write_all(all.as_bytes());
                stream
            })
        })
        .collect();
    let streams: Vec<_> = senders.into_iter().map(|sender| sender.join().unwrap()).collect();
    let grown = memory(&site).saturating_sub(before);
    assert!(grown < 80, "it grew by {grown} MiB");
    serves_everybody_else(&site);
    drop(streams);
}

#[test]
fn a_form_with_too_many_fields_is_answered_and_not_cut_short_in_silence() {
    let site = Site::open();
    let mut visitor = site.visitor();
    visitor.get("/verify").is(200);
    let value = "x".repeat(262_000);
    let fields: String = (0..6).map(|number| field(&format!("f{number}"), &value)).collect();
    let whole = format!("{}{fields}--cut--\r\n", field("csrf", &hidden(&visitor.page, "csrf")));
    let multipart = [("Content-Type", "multipart/form-data; boundary=cut")];
    visitor.send(ureq::http::Method::POST, "/verify", &multipart, &whole).is(413);
}

#[test]
fn whoever_breaks_off_is_let_go() {
    let site = Site::open();
    let mut stream = begin(&site, "/verify", "", &format!("{}nonsense", field("csrf", "x")));
    stream.shutdown(std::net::Shutdown::Write).unwrap();
    let mut answer = String::new();
    // Nothing, or a refusal: never a wait.
    let _ = stream.read_to_string(&mut answer);
    assert!(!answer.starts_with("HTTP/1.1 200"), "{answer}");
    serves_everybody_else(&site);
}
