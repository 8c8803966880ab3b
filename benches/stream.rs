//! How long sealing a file takes beside a bare SHA-256 pass over it, and how much memory:
//! `cargo bench --bench stream -- [MiB] [directory]`.
//!
//! Each is run three times in turn and the fastest counts: on a busy machine the slower ones
//! measure the neighbours.

#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench prints, and writes where it is told"
)]

use resguardo::crypto::{
    digest::Hasher,
    random,
    stream::{Opener, seal},
};
use std::{
    env,
    fs::File,
    io::{self, Write},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

const BLOB: [u8; 16] = [1; 16];

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let mebibytes = arguments.first().and_then(|text| text.parse().ok()).unwrap_or(1024);
    let directory = arguments.get(1).map_or_else(env::temp_dir, PathBuf::from);
    let (plain, stored) = (directory.join("bench-plain"), directory.join("bench-sealed"));
    write_random(&plain, mebibytes)?;
    let (mut hashing, mut sealing, mut opening) = (Duration::MAX, Duration::MAX, Duration::MAX);
    for _ in 0..3 {
        hashing = hashing.min(timed(|| hash(&plain))?);
        // Freeing the file of the round before is not part of sealing.
        let _ = std::fs::remove_file(&stored);
        let (took, opened) = seal_and_open(&plain, &stored)?;
        sealing = sealing.min(took);
        opening = opening.min(opened);
    }
    std::fs::remove_file(&plain)?;
    std::fs::remove_file(&stored)?;
    report(mebibytes, "SHA-256 alone", hashing, hashing);
    report(mebibytes, "sealing", sealing, hashing);
    report(mebibytes, "opening", opening, hashing);
    if let Some(peak) = peak_memory() {
        println!("peak memory     {peak}");
    }
    Ok(())
}

fn write_random(path: &Path, mebibytes: u64) -> io::Result<()> {
    let mut file = File::create(path)?;
    let block = random::bytes::<65_536>();
    (0..mebibytes * 16).try_for_each(|_| file.write_all(&block))
}

fn hash(path: &Path) -> io::Result<()> {
    let mut hasher = Hasher::default();
    io::copy(&mut io::BufReader::with_capacity(65_536, File::open(path)?), &mut hasher)?;
    std::hint::black_box(hasher.finish());
    Ok(())
}

fn seal_and_open(plain: &Path, stored: &Path) -> io::Result<(Duration, Duration)> {
    let key = resguardo::crypto::BlobKey::generate();
    let sealing =
        timed(|| seal(&key, &BLOB, &mut File::open(plain)?, &mut File::create(stored)?).map(|_| ()))?;
    let opening = timed(|| {
        let mut opener = Opener::new(&key, &BLOB, File::open(stored)?).map_err(io::Error::other)?;
        io::copy(&mut opener, &mut io::sink()).map(|_| ())
    })?;
    Ok((sealing, opening))
}

fn timed(work: impl FnOnce() -> io::Result<()>) -> io::Result<Duration> {
    let start = Instant::now();
    work()?;
    Ok(start.elapsed())
}

fn report(mebibytes: u64, what: &str, took: Duration, hashing: Duration) {
    let seconds = took.as_secs_f64();
    let speed = mebibytes as f64 / seconds;
    println!("{what:<15} {seconds:6.3} s  {speed:6.0} MiB/s  x{:.2}", seconds / hashing.as_secs_f64());
}

/// The most this process ever held, where the system tells (Linux).
fn peak_memory() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")).map(|size| size.trim().to_owned())
}
