//! Serves the store to browsers. A directory without a store gets one: the first visit sets it up.

use super::Outcome;
use super::answer::Answer;
use super::desk::Desk;
use super::refusal::Refusal;
use super::words::say_with;
use crate::service::installation;
use crate::web::{ServeOptions, serve};
use clap::Args;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

#[derive(Args)]
pub struct Serve {
    /// Address and port; port 0 takes a free one
    #[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Certificate chain, PEM; needed to serve anybody but this machine
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// Private key of the certificate, PEM
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
}

impl Serve {
    pub fn run(self, desk: &Desk) -> Outcome {
        let directory = desk.directory()?;
        #[cfg(target_os = "linux")]
        {
            // Makes the directory; the handle is closed again, and with it the threads that it started.
            drop(desk.prepare_store()?);
            super::confine::to_directory(&directory, desk.database().is_some());
        }
        let store = Arc::new(desk.prepare_store()?);
        // What a crash left is of no use to anybody; that it could not be removed keeps nobody out.
        if let Err(error) = installation::sweep(&store) {
            tracing::warn!(%error, "what was left over could not be swept");
        }
        // Whoever named no directory would not know what to back up.
        let texts = [("directory", directory.display().to_string())];
        eprintln!("{}", say_with(desk.lang, "cli-serves", &texts));
        let options = ServeOptions { listen: self.listen, tls: self.tls_cert.zip(self.tls_key) };
        let served = serve(store, options);
        served.map_err(|error| Refusal::new("cannot-serve").about(self.listen.to_string()).because(error))?;
        Ok(Answer::already_given())
    }
}
