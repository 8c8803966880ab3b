//! Why the store did not do what was asked.

use crate::domain::Problem;
use crate::domain::policy::Verb;
use thiserror::Error;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Messages are for the log and for operators; what people read is made from the variant. None
/// holds private text.
#[derive(Debug, Error)]
pub enum Error {
    /// It does not exist, or the asker may not know that it does.
    #[error("not found")]
    NotFound,
    #[error("not permitted: {0:?}")]
    Denied(Verb),
    /// The identity compartment is not open, or was never granted.
    #[error("identities are closed")]
    IdentitiesClosed,
    #[error("the name or the password is not right")]
    WrongPassword,
    #[error("{} problems", .0.len())]
    Invalid(Vec<Problem>),
    /// The person stopped it; nothing was kept.
    #[error("cancelled")]
    Cancelled,
    /// The record was changed by somebody else since it was read.
    #[error("changed meanwhile")]
    Conflict,
    #[error("tampered: {0}")]
    Tampered(Tamper),
    #[error("there is no store here")]
    NoStore,
    #[error("there is a store here already")]
    StoreExists,
    #[error("the store was written by a newer version of the program (format {0})")]
    NewerFormat(i64),
    #[error("{0}")]
    Unsupported(&'static str),
    /// More people sign in at once than the machine can serve.
    #[error("busy")]
    Busy,
    #[error("no space left on the device")]
    DiskFull,
    #[error("the data directory cannot be written")]
    ReadOnly,
    #[error("file: {0}")]
    Io(std::io::Error),
    #[error("internal: {0}")]
    Internal(String),
}

/// What was found to be wrong, and with what.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{kind:?} {what}")]
pub struct Tamper {
    pub kind: TamperKind,
    /// Opaque: a short reference, an entry's number, an id.
    pub what: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TamperKind {
    /// A sealed row does not open in its place.
    RowDoesNotOpen,
    /// A row differs from what the ledger says it is: an older one put back, or another.
    RowNotAsLedger,
    /// The ledger knows it; the table does not.
    RowMissing,
    /// The table has it; the ledger does not.
    RowUnknown,
    /// A ledger entry does not open, is not signed by its actor, or does not follow the one before.
    EntryBroken,
    /// The ledger is shorter than a checkpoint says.
    LedgerTruncated,
    /// The ledger is another than the one a checkpoint was taken of.
    LedgerForked,
    /// Nobody of this organisation signed the receipt.
    ReceiptForged,
    /// A grant, certificate or role that nobody entitled signed.
    GrantForged,
    /// A sealed file is missing, or is another one.
    FileMissing,
    FileBroken,
    /// The blind index does not agree with the records.
    IndexBroken,
}

impl Tamper {
    pub fn new(kind: TamperKind, what: impl ToString) -> Self {
        Self { kind, what: what.to_string() }
    }
}

impl From<Tamper> for Error {
    fn from(tamper: Tamper) -> Self {
        Error::Tampered(tamper)
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        if let Some(tamper) = error.get_ref().and_then(|inner| inner.downcast_ref::<Tamper>()) {
            return tamper.clone().into();
        }
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Error::DiskFull,
            std::io::ErrorKind::ReadOnlyFilesystem | std::io::ErrorKind::PermissionDenied => Error::ReadOnly,
            _ => Error::Io(error),
        }
    }
}

impl From<diesel::result::Error> for Error {
    fn from(error: diesel::result::Error) -> Self {
        let text = error.to_string();
        match error {
            diesel::result::Error::NotFound => Error::NotFound,
            _ if text.contains("disk is full") || text.contains("No space left") => Error::DiskFull,
            _ if text.contains("readonly database") || text.contains("read-only transaction") => {
                Error::ReadOnly
            }
            _ => Error::Internal(format!("database: {text}")),
        }
    }
}

impl From<diesel::r2d2::PoolError> for Error {
    fn from(error: diesel::r2d2::PoolError) -> Self {
        Error::Internal(format!("database: {error}"))
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        // The position, never the text: what failed to parse may be private.
        Error::Internal(format!(
            "stored document: {:?} at {}:{}",
            error.classify(),
            error.line(),
            error.column()
        ))
    }
}
