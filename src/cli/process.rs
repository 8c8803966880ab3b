//! What the process owes to its secrets before it does anything: no core dumps, no files that
//! others can read, no private text in the log.

use rustix::fs::Mode;
use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit, umask};
use tracing_subscriber::EnvFilter;

pub fn harden() {
    // Lowering a limit is always allowed; where it were not, the program is no worse off.
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    // Nor may other programs of the same user look into the memory.
    #[cfg(target_os = "linux")]
    let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    umask(Mode::RWXG | Mode::RWXO);
}

/// `RESGUARDO_LOG` filters as `RUST_LOG` does elsewhere. What is logged holds no private text.
pub fn log() {
    let filter = EnvFilter::try_from_env("RESGUARDO_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    // Fails only when a subscriber is set already, which then does the job.
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}
