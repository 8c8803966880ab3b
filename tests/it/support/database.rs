//! A database of its own on the test server, for each test that asks.

use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

static MADE: AtomicU32 = AtomicU32::new(0);

/// The URL of a new, empty database; `None` where no server runs.
pub fn fresh() -> Option<String> {
    let server = std::env::var("RESGUARDO_TEST_POSTGRES").ok()?;
    let name = format!("t{}_{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
    let made = Command::new("psql").args([&server, "-q", "-c", &format!("CREATE DATABASE {name}")]).status();
    assert!(made.expect("psql runs").success(), "the test server makes databases");
    Some(with_database(&server, &name))
}

/// The same server, another database: the path of the URL is what changes.
fn with_database(server: &str, name: &str) -> String {
    let (address, options) = server.split_once('?').map_or((server, None), |(a, o)| (a, Some(o)));
    let end = address.find("://").map_or(0, |scheme| scheme + 3);
    let base = address[end..].find('/').map_or(address, |slash| &address[..end + slash]);
    match options {
        Some(options) => format!("{base}/{name}?{options}"),
        None => format!("{base}/{name}"),
    }
}
