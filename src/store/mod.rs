//! Keeps rows and sealed files; seals in, opens out. The one door to both is [`access`].
//!
//! Knows keys, places and the ledger; knows nothing of pages, commands or dossiers.

pub mod access;
mod account_life;
pub mod accounts;
pub mod actor;
mod answers;
pub mod blobs;
mod certificates;
pub mod db;
mod direct;
pub mod directory;
mod epochs;
pub mod error;
pub mod files;
mod freshness;
pub mod gate;
pub mod grants;
pub mod heads;
mod index;
pub mod invitations;
mod keyring;
pub mod ledger;
mod members;
pub mod membership;
pub mod nameless;
mod node_secret;
mod opened;
pub mod own_sessions;
mod passwords;
pub mod records;
pub mod reseal;
mod schema;
pub mod scopes;
pub mod search_index;
pub mod second_factor;
pub mod sessions;
pub mod shared;
pub mod sign_ins;
mod stamps;
pub mod throttle;
pub mod unlock;
pub mod verify;
mod verify_rows;
mod view;
mod wrapping;

pub use access::{Granted, Writing};
pub use actor::Actor;
pub use error::{Error, Result, Tamper, TamperKind};

use crate::crypto::sign::VerifyingKey;
use crate::domain::{AccountId, Moment, OrganisationId, ScopeId};
use blobs::{BlobStore, DiskBlobs};
use certificates::Certificates;
use db::{Db, Location, Manager, Pool};
use diesel::prelude::*;
use diesel::r2d2::{ManageConnection, PooledConnection};
use directory::DataDir;
use std::collections::HashMap;
use std::ops::Deref;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock};

/// The layout of tables and sealed values. A store of another format is refused.
const FORMAT: u8 = 1;

/// Password hashes that may run at once: each takes 64 MiB and a core.
pub fn hashes_at_once() -> usize {
    std::thread::available_parallelism().map_or(2, std::num::NonZero::get).clamp(1, 8)
}

/// How long one waits for one's turn to be hashed.
const HASH_PATIENCE: std::time::Duration = std::time::Duration::from_secs(30);

/// The clock. The one place in the program that asks what time it is.
#[expect(clippy::disallowed_methods, reason = "this is the clock")]
pub fn now() -> Moment {
    Moment::from_timestamp(jiff::Timestamp::now())
}

/// A handle to everything that is kept.
pub struct Store {
    shared: Arc<Shared>,
    /// In handles for one request: the transaction that its reads have in common.
    view: Option<view::Kept>,
}

/// Everything that is kept, in one place.
pub struct Shared {
    pool: Pool,
    blobs: Arc<dyn BlobStore>,
    directory: DataDir,
    node_secret: node_secret::NodeSecret,
    /// By the root that the reader pins: what one trusts, nobody may learn from another's entries.
    ledgers: Mutex<HashMap<([u8; 32], ScopeId), access::SharedLedger>>,
    certificates: Mutex<HashMap<[u8; 32], Arc<Certificates>>>,
    organisation: OnceLock<OrganisationId>,
    hashing: gate::Gate,
    throttle: throttle::Throttle,
    sessions: sessions::Cache,
    indexes: search_index::Indexes,
}

impl Store {
    /// Opens the store in a data directory, making both if they are not there. `database` names
    /// a PostgreSQL server, or nothing for the file in the directory.
    ///
    /// # Errors
    /// `NewerFormat` for a store that a later version of the program wrote.
    pub fn open(directory: &Path, database: Option<&str>) -> Result<Self> {
        let directory = DataDir::prepare(directory)?;
        let location =
            database.map_or_else(|| Ok(Location::Sqlite(directory.database())), Location::parse)?;
        let pool = connect(location)?;
        let mut db = pool.get()?;
        refuse_newer(&mut db)?;
        db::migrate(&mut db)?;
        let shared = Shared {
            pool,
            blobs: Arc::new(DiskBlobs::new(directory.blobs())),
            node_secret: node_secret::NodeSecret::open(directory.node_secret())?,
            directory,
            ledgers: Mutex::default(),
            certificates: Mutex::default(),
            organisation: OnceLock::new(),
            hashing: gate::Gate::new(hashes_at_once(), HASH_PATIENCE),
            throttle: throttle::Throttle::default(),
            sessions: sessions::Cache::default(),
            indexes: search_index::Indexes::default(),
        };
        let store = Self { shared: Arc::new(shared), view: None };
        store.find_organisation(&mut db)?;
        store.sessions.know_ended(store.directory.ended(store.now().micros())?);
        Ok(store)
    }

    /// Whether a store was made in this directory.
    pub fn exists(directory: &Path) -> bool {
        directory.join("resguardo.sqlite").exists()
    }

    /// The clock.
    pub fn now(&self) -> Moment {
        now()
    }

    /// The organisation, once it was founded.
    pub fn organisation(&self) -> Option<OrganisationId> {
        self.organisation.get().copied()
    }

    /// The organisation's root key as it is pinned beside the database, where somebody has signed in
    /// to it from here.
    pub fn pinned_root(&self) -> Result<Option<[u8; 32]>> {
        self.directory.pinned_root()
    }

    /// A connection for writing, or for what must be the latest. A view that the handle kept ends:
    /// whoever holds one connection and waits for another may wait for ever.
    pub(crate) fn connect(&self) -> Result<PooledConnection<Manager>> {
        self.done_reading();
        Ok(self.pool.get()?)
    }

    pub(crate) fn blob_store(&self) -> &Arc<dyn BlobStore> {
        &self.blobs
    }

    fn ledger_of(&self, actor: &Actor, scope: ScopeId) -> access::SharedLedger {
        Arc::clone(shared::lock(&self.ledgers).entry((*actor.root(), scope)).or_default())
    }

    fn forget_ledger(&self, actor: &Actor, scope: ScopeId) {
        shared::lock(&self.ledgers).remove(&(*actor.root(), scope));
    }

    fn certificates_under(&self, organisation: OrganisationId, root: VerifyingKey) -> Arc<Certificates> {
        let mut known = shared::lock(&self.certificates);
        Arc::clone(
            known.entry(*root.bytes()).or_insert_with(|| Arc::new(Certificates::new(organisation, root))),
        )
    }

    fn find_organisation(&self, db: &mut Db) -> Result<()> {
        use schema::meta;
        let row: Option<Vec<u8>> =
            meta::table.filter(meta::key.eq("organisation")).select(meta::value).get_result(db).optional()?;
        if let Some(bytes) = row.and_then(|bytes| bytes.try_into().ok()) {
            let _ = self.organisation.set(OrganisationId::from_bytes(bytes));
        }
        Ok(())
    }
}

impl Deref for Store {
    type Target = Shared;
    fn deref(&self) -> &Shared {
        &self.shared
    }
}

fn connect(location: Location) -> Result<Pool> {
    let waiting = std::time::Duration::from_secs(30);
    let manager = Manager(location);
    // The pool only says "timed out"; a connection made directly says why.
    manager.connect().map_err(|error| refused(&error))?;
    let pool =
        Pool::builder().max_size(8).min_idle(Some(0)).connection_timeout(waiting).build_unchecked(manager);
    Ok(pool)
}

/// A directory that cannot be written shows in these words of SQLite.
fn refused(error: &diesel::r2d2::Error) -> Error {
    let text = error.to_string();
    match text.contains("readonly database") || text.contains("unable to open database file") {
        true => Error::ReadOnly,
        false => Error::Internal(format!("database: {text}")),
    }
}

/// Reads the format before migrations touch anything.
fn refuse_newer(db: &mut Db) -> Result<()> {
    use schema::meta;
    let row: Result<Vec<u8>, _> =
        meta::table.filter(meta::key.eq("format")).select(meta::value).get_result(db);
    match row.ok().and_then(|value| value.first().copied()) {
        Some(format) if format > FORMAT => Err(Error::NewerFormat(format.into())),
        _ => Ok(()),
    }
}
