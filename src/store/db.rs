//! The two databases behind one set of queries, and the two kinds of transaction.

use super::error::{Error, Result};
use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::prelude::*;
use diesel::r2d2::{self, ManageConnection, R2D2Connection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use std::path::PathBuf;

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
#[cfg(feature = "postgres")]
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// A connection to whichever database the configuration names.
#[derive(diesel::MultiConnection)]
pub enum Db {
    Sqlite(SqliteConnection),
    #[cfg(feature = "postgres")]
    Postgres(PgConnection),
}

/// Asks whichever database it is with a query of that database's own type, which diesel prepares once
/// and then finds by its type. Asked of [`Db`] itself, a query is written out as text each time it is
/// used. For what every request asks.
macro_rules! on {
    ($db:expr, $inner:ident => $query:expr) => {
        match $db {
            $crate::store::db::Db::Sqlite($inner) => $query,
            #[cfg(feature = "postgres")]
            $crate::store::db::Db::Postgres($inner) => $query,
        }
    };
}
pub(super) use on;

/// Where the records are.
#[derive(Clone, PartialEq, Eq)]
pub enum Location {
    /// A file; made when it does not exist.
    Sqlite(PathBuf),
    /// A `postgres://` URL. May hold a password: never shown.
    Postgres(String),
}

impl Location {
    /// Reads a `--database` argument. Nothing is guessed: an unknown scheme is an error, not a new
    /// SQLite file of that name.
    pub fn parse(text: &str) -> Result<Self> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return match cfg!(feature = "postgres") {
                true => Ok(Self::Postgres(text.into())),
                false => {
                    Err(Error::Unsupported("this build has no PostgreSQL: build it with --features postgres"))
                }
            };
        }
        match text.strip_prefix("sqlite:") {
            Some(path) => Ok(Self::Sqlite(path.into())),
            None => Err(Error::Unsupported("a database is named by postgres://… or sqlite:FILE")),
        }
    }
}

/// Opens connections for the pool.
pub struct Manager(pub Location);

pub type Pool = r2d2::Pool<Manager>;

impl ManageConnection for Manager {
    type Connection = Db;
    type Error = r2d2::Error;

    fn connect(&self) -> std::result::Result<Db, r2d2::Error> {
        match &self.0 {
            Location::Sqlite(path) => {
                let mut inner = SqliteConnection::establish(&path.to_string_lossy())
                    .map_err(r2d2::Error::ConnectionError)?;
                inner.batch_execute(SQLITE_SETTINGS).map_err(r2d2::Error::QueryError)?;
                Ok(Db::Sqlite(inner))
            }
            #[cfg(feature = "postgres")]
            Location::Postgres(url) => {
                PgConnection::establish(url).map(Db::Postgres).map_err(r2d2::Error::ConnectionError)
            }
            #[cfg(not(feature = "postgres"))]
            Location::Postgres(_) => Err(r2d2::Error::ConnectionError(ConnectionError::BadConnection(
                "built without PostgreSQL".into(),
            ))),
        }
    }

    fn is_valid(&self, db: &mut Db) -> std::result::Result<(), r2d2::Error> {
        match db {
            // A file does not hang up.
            Db::Sqlite(_) => Ok(()),
            #[cfg(feature = "postgres")]
            Db::Postgres(_) => db.ping().map_err(r2d2::Error::QueryError),
        }
    }

    fn has_broken(&self, db: &mut Db) -> bool {
        std::thread::panicking() || db.is_broken()
    }
}

/// `busy_timeout` first, or setting the journal mode can already fail. FULL, because what was
/// acknowledged must survive a power cut.
const SQLITE_SETTINGS: &str =
    "PRAGMA busy_timeout = 30000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0;
    PRAGMA trusted_schema = OFF;";

/// Brings the tables up to this program's version.
pub fn migrate(db: &mut Db) -> Result<()> {
    let done = match db {
        Db::Sqlite(inner) => inner.run_pending_migrations(SQLITE).map(|_| ()),
        #[cfg(feature = "postgres")]
        Db::Postgres(inner) => inner.run_pending_migrations(POSTGRES).map(|_| ()),
    };
    done.map_err(|error| Error::Internal(format!("migration: {error}")))
}

type Transactions<C> = <C as Connection>::TransactionManager;

/// Begins a transaction that sees one state of the database throughout.
pub fn begin_read(db: &mut Db) -> Result<()> {
    match db {
        Db::Sqlite(inner) => AnsiTransactionManager::begin_transaction_sql(inner, "BEGIN")?,
        #[cfg(feature = "postgres")]
        Db::Postgres(inner) => AnsiTransactionManager::begin_transaction_sql(
            inner,
            "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY",
        )?,
    }
    Ok(())
}

/// Ends it. There is nothing to commit.
pub fn end_read(db: &mut Db) -> Result<()> {
    Ok(Transactions::<Db>::rollback_transaction(db)?)
}

/// A transaction that may write. On SQLite it takes the write lock at once: a deferred one that
/// reads and then writes fails under contention, whatever the busy timeout.
pub fn write_tx<T>(db: &mut Db, work: impl FnOnce(&mut Db) -> Result<T>) -> Result<T> {
    match db {
        Db::Sqlite(inner) => AnsiTransactionManager::begin_transaction_sql(inner, "BEGIN IMMEDIATE")?,
        #[cfg(feature = "postgres")]
        Db::Postgres(inner) => AnsiTransactionManager::begin_transaction_sql(inner, "BEGIN")?,
    }
    finish(db, work)
}

fn finish<T>(db: &mut Db, work: impl FnOnce(&mut Db) -> Result<T>) -> Result<T> {
    match work(db) {
        Ok(value) => {
            Transactions::<Db>::commit_transaction(db)?;
            Ok(value)
        }
        Err(error) => {
            Transactions::<Db>::rollback_transaction(db)?;
            Err(error)
        }
    }
}
