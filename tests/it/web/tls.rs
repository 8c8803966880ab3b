//! With a certificate: cookies that never leave HTTPS.

use crate::support::server::Server;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// Of a kind that browsers take: none of them knows Ed25519 in certificates.
fn certificate(folder: &Path) {
    let made = Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=localhost",
        ])
        .args(["-keyout", "key.pem", "-out", "cert.pem"])
        .current_dir(folder)
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(made.success());
}

/// What the server answers to this request over TLS.
fn asked(address: &str, request: &str) -> String {
    let mut client = Command::new("openssl")
        .args(["s_client", "-quiet", "-connect", address])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    client.stdin.as_mut().unwrap().write_all(request.as_bytes()).unwrap();
    String::from_utf8(client.wait_with_output().unwrap().stdout).unwrap()
}

/// An empty store, served over TLS.
pub struct Certified {
    pub server: Server,
    _folder: tempfile::TempDir,
}

pub fn certified() -> Certified {
    let folder = tempfile::tempdir().unwrap();
    certificate(folder.path());
    let path = |name: &str| folder.path().join(name).into_os_string();
    let (data, cert, key) = (path("data"), path("cert.pem"), path("key.pem"));
    let arguments = ["--data".as_ref(), &*data, "--tls-cert".as_ref(), &*cert, "--tls-key".as_ref(), &*key];
    Certified { server: Server::start(&arguments).unwrap(), _folder: folder }
}

#[test]
fn over_tls_cookies_carry_the_host_prefix_and_browsers_are_told_to_stay() {
    let site = certified();
    let address = site.server.url.strip_prefix("https://").expect("it says https");
    let answer = asked(address, "GET /setup HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let ticked = "name=\"second_factor\" value=\"yes\" checked";
    assert!(answer.contains(ticked), "where others can come, a second factor is proposed: {answer}");
    let head = answer.split("\r\n\r\n").next().unwrap().to_lowercase();
    assert!(head.contains("strict-transport-security: max-age=63072000"), "{head}");
    let cookie = head.lines().find(|line| line.starts_with("set-cookie: __host-resguardo-before=")).unwrap();
    for part in ["secure", "httponly", "samesite=strict", "path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("domain"), "{cookie}");
}

#[test]
fn a_certificate_that_cannot_be_read_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).into_os_string();
    std::fs::write(folder.path().join("cert.pem"), "no certificate").unwrap();
    let (data, cert) = (path("data"), path("cert.pem"));
    let arguments = ["--data".as_ref(), &*data, "--tls-cert".as_ref(), &*cert, "--tls-key".as_ref(), &*cert];
    assert!(Server::start(&arguments).is_err_and(|said| said.contains("cert.pem")));
}
