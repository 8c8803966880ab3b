//! Shows that the tests' own instruments work: the browser with and without JavaScript, the server's start.

use crate::support::browser::{Browser, Scripts};
use crate::support::server::Server;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;

const PAGE: &str = r#"<!doctype html><html lang="en"><title>A page</title>
<noscript><p class="quiet">no scripts here</p></noscript>
<p class="loud"></p><script src="/loud.js"></script>
<p class="item">one</p><p class="item">two</p>
<form action="/sent" method="post" enctype="multipart/form-data">
<input name="who" value="before"><select name="role"><option>Reader<option>Analyst</select>
<input type="file" name="file"><button>Send</button></form>
<a href="/file">Download</a>"#;

/// Answers every request for as long as the tests run; a form comes back as the plain text of its body.
fn serve_pages() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || answer(stream));
        }
    });
    url
}

fn answer(stream: TcpStream) {
    let mut reader = BufReader::new(&stream);
    let mut head = String::new();
    while reader.read_line(&mut head).is_ok_and(|read| read > 2) {}
    let header = |name: &str| {
        head.lines()
            .find_map(|line| line.to_lowercase().strip_prefix(name).map(|value| value.trim().to_owned()))
    };
    let mut body = vec![0; header("content-length:").map_or(0, |length| length.parse().unwrap())];
    reader.read_exact(&mut body).unwrap();
    let asked_for = header("accept-language:").unwrap_or_default();
    let (kind, content) = match head.split(' ').nth(1) {
        Some("/loud.js") => {
            ("text/javascript", "document.querySelector('.loud').textContent = 'loud'".into())
        }
        Some("/file") => {
            ("application/zip\r\nContent-Disposition: attachment; filename=a.zip", "bytes".into())
        }
        Some("/sent") => ("text/plain; charset=utf-8", String::from_utf8(body).unwrap()),
        _ => ("text/html; charset=utf-8", format!("{PAGE}<p class=language>{asked_for}</p>")),
    };
    let length = content.len();
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n");
    // A browser that has left early is no concern of this page.
    let _ = (&stream).write_all((head + &content).as_bytes());
}

#[test]
fn with_javascript_off_a_page_shows_its_noscript_text_and_its_form_works() {
    let browser = Browser::open(Scripts::Off, "es");
    let url = serve_pages();
    browser.goto(&url);
    assert_eq!((browser.title().as_str(), browser.url()), ("A page", format!("{url}/")));
    assert_eq!(browser.text(".quiet"), "no scripts here");
    assert_eq!(browser.text(".loud"), "");
    assert_eq!(browser.texts(".item"), ["one", "two"]);
    assert!(browser.text(".language").starts_with("es"), "{}", browser.text(".language"));

    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(&file, "evidence").unwrap();
    assert_eq!(browser.value("[name=who]"), "before");
    browser.fill("[name=who]", "Ana María");
    browser.choose("[name=role]", "Analyst");
    browser.attach("[name=file]", file.path());
    browser.follow("button");
    assert_eq!(browser.url(), format!("{url}/sent"));
    let sent = browser.text("body");
    for part in ["Ana María", "Analyst", "evidence"] {
        assert!(sent.contains(part), "{part} is not in {sent}");
    }
}

#[test]
fn with_javascript_on_scripts_run_and_files_download_and_pictures_are_kept() {
    let browser = Browser::open(Scripts::On, "en");
    browser.goto(&serve_pages());
    assert_eq!(browser.text(".loud"), "loud");
    assert!(browser.texts(".quiet").is_empty());
    browser.click("a");
    assert_eq!(std::fs::read(browser.downloaded("a.zip")).unwrap(), b"bytes");

    browser.resize(400, 800);
    let picture = std::fs::read(browser.screenshot("harness")).unwrap();
    let (width, _) = image_size(&picture);
    assert_eq!(width, 400);
}

/// From the header of a PNG (its IHDR chunk comes first).
fn image_size(png: &[u8]) -> (u32, u32) {
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

#[test]
fn a_server_is_known_by_its_address_and_ends_with_the_test() {
    let mut command = Command::new("sh");
    command.args(["-c", "echo first >&2; echo \"listening on http://127.0.0.1:1/\" >&2; exec sleep 600"]);
    let server = Server::run(command).unwrap();
    assert_eq!(server.url, "http://127.0.0.1:1");
    assert!(server.log().starts_with("first\n"));
}

#[test]
fn a_server_that_cannot_start_says_why_instead_of_hanging() {
    let no_directory = tempfile::NamedTempFile::new().unwrap();
    let arguments = ["--data".as_ref(), no_directory.path().as_os_str()];
    assert!(Server::start(&arguments).is_err_and(|said| said.starts_with("ended before it listened")));
}
