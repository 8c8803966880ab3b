//! What all requests share: the store, the templates, and where this server stands.

use super::{Renderer, format::Zone, jobs::Jobs, room::Rooms};
use crate::domain::case::default_time_zone;
use crate::service::sessions::hashes_at_once;
use crate::service::{Store, lock};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use tera::{Error, TeraResult};
use tokio::sync::Semaphore;

/// Time zones whose templates are kept ready. More than people use; few enough for the memory.
const ZONES: usize = 16;

pub struct App {
    pub store: Arc<Store>,
    /// Behind TLS: cookies are `Secure`, and browsers are told to stay with HTTPS.
    pub tls: bool,
    /// Only this machine is meant to reach us: the `Host` header must name it.
    pub loopback: bool,
    /// Long work under way.
    pub jobs: Jobs,
    /// Requests that hash a password wait here, not on the threads that all the others need.
    pub hashing: Semaphore,
    pub(super) rooms: Rooms,
    renderers: Mutex<HashMap<String, Arc<Renderer>>>,
}

impl App {
    pub fn new(store: Arc<Store>, tls: bool, loopback: bool) -> TeraResult<Self> {
        let hashing = Semaphore::new(hashes_at_once());
        let (jobs, rooms) = (Jobs::default(), Rooms::default());
        let app = Self { store, tls, loopback, jobs, hashing, rooms, renderers: Mutex::default() };
        // A template that does not load is told before anybody is let in.
        app.renderer(&default_time_zone())?;
        Ok(app)
    }

    /// The templates that show times in this zone.
    pub fn renderer(&self, zone: &str) -> TeraResult<Arc<Renderer>> {
        let mut known = lock(&self.renderers);
        if let Some(renderer) = known.get(zone) {
            return Ok(Arc::clone(renderer));
        }
        let named = Zone::named(zone).ok_or_else(|| Error::message("no such time zone"))?;
        let renderer = Arc::new(Renderer::new(&named)?);
        if known.len() >= ZONES {
            known.clear();
        }
        known.insert(zone.to_owned(), Arc::clone(&renderer));
        Ok(renderer)
    }
}
