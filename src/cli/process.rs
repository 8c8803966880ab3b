//! What the process owes to its secrets before it does anything: no core dumps, no files that
//! others can read, no private text in the log.

use rustix::fs::Mode;
use rustix::process::{Resource, Rlimit, setrlimit, umask};
use tracing_subscriber::EnvFilter;

pub fn harden() {
    // Lowering a limit is always allowed; where it were not, the program is no worse off.
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    umask(Mode::RWXG | Mode::RWXO);
}

/// `RESGUARDO_LOG` filters as `RUST_LOG` does elsewhere. What is logged holds no private text.
pub fn log() {
    let filter = EnvFilter::try_from_env("RESGUARDO_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    // Fails only when a subscriber is set already, which then does the job.
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}
