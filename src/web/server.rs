//! Listens, on plain HTTP for this machine alone or with TLS for others.

use super::app::App;
use super::room::UPLOADS;
use super::{headers, routes};
use crate::service::Store;
use actix_web::middleware::from_fn;
use actix_web::web::Data;
use actix_web::{App as Site, HttpServer};
use rustls::ServerConfig;
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Seconds that requests under way are given when the server is asked to end.
const GRACE: u64 = 10;
/// Threads for blocking work, per worker: enough for pages even when every upload has come to one worker.
const BLOCKING: usize = 2 * UPLOADS + 16;

pub struct ServeOptions {
    pub listen: SocketAddr,
    /// Certificate chain and private key, PEM.
    pub tls: Option<(PathBuf, PathBuf)>,
}

/// Serves until it is told to end, and says on stderr where it listens once it does.
///
/// # Errors
/// Plain HTTP is refused on an address that others can reach: passwords would travel in clear.
pub fn serve(store: Arc<Store>, options: ServeOptions) -> io::Result<()> {
    let loopback = options.listen.ip().is_loopback();
    if options.tls.is_none() && !loopback {
        return Err(io::Error::other(
            "plain HTTP is for this machine alone: listen on 127.0.0.1, or give a certificate and key",
        ));
    }
    // A second start in the same process finds the provider installed, which is just as well.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let tls = options.tls.as_ref().map(|(chain, key)| tls(chain, key)).transpose()?;
    let app = App::new(store, tls.is_some(), loopback).map_err(io::Error::other)?;
    actix_web::rt::System::new().block_on(run(Data::new(app), options.listen, tls))
}

async fn run(app: Data<App>, listen: SocketAddr, tls: Option<ServerConfig>) -> io::Result<()> {
    let scheme = if tls.is_some() { "https" } else { "http" };
    let site =
        move || Site::new().app_data(app.clone()).configure(routes::register).wrap(from_fn(headers::put));
    let server = HttpServer::new(site).worker_max_blocking_threads(BLOCKING).shutdown_timeout(GRACE);
    let server = match tls {
        Some(tls) => server.bind_rustls_0_23(listen, tls)?,
        None => server.bind(listen)?,
    };
    let addresses = server.addrs();
    let running = server.run();
    for address in addresses {
        writeln!(io::stderr(), "listening on {scheme}://{address}")?;
    }
    running.await
}

fn tls(chain: &Path, key: &Path) -> io::Result<ServerConfig> {
    let unreadable = |path: &Path, why: String| io::Error::other(format!("{}: {why}", path.display()));
    let certificates = CertificateDer::pem_file_iter(chain)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|error| unreadable(chain, error.to_string()))?;
    let private = PrivateKeyDer::from_pem_file(key).map_err(|error| unreadable(key, error.to_string()))?;
    let config = ServerConfig::builder().with_no_client_auth().with_single_cert(certificates, private);
    config.map_err(|error| unreadable(chain, error.to_string()))
}
