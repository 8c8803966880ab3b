//! Why the store did not do what was asked.

use crate::choices;
use crate::domain::policy::Verb;
use crate::domain::{Choice, Problem};
use thiserror::Error;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Messages are for the log and for operators; what people read is made from the variant. None
/// holds private text.
#[derive(Debug, Error)]
pub enum Error {
    /// It does not exist, or the asker may not know that it does.
    #[error("not found")]
    NotFound,
    #[error("not permitted: {}", .0.code())]
    Denied(Verb),
    /// The identity compartment is not open, or was never granted.
    #[error("identities are closed")]
    IdentitiesClosed,
    #[error("the name or the password is not right")]
    WrongPassword,
    /// What is asked for needs the password to be given again.
    #[error("the password was not given lately")]
    NotFresh,
    /// Too many wrong secrets: ask again after so many seconds.
    #[error("too many tries, {0} s")]
    TooManyTries(u64),
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
#[error("{} {what}", kind.code())]
pub struct Tamper {
    pub kind: TamperKind,
    /// Opaque: a short reference, an entry's number, an id.
    pub what: String,
}

choices! {
    /// What is wrong. The codes are for scripts and never change; the words follow the name of the
    /// record, entry or account that it is about.
    TamperKind {
        RowDoesNotOpen = "row-does-not-open",
            "no se abre en su lugar: fue cambiado o movido",
            "does not open in its place: it was changed or moved";
        RowNotAsLedger = "row-not-as-ledger",
            "no es la versión que dice la bitácora: se puso otra o una anterior",
            "is not the revision that the ledger names: another or an older one was put there";
        RowMissing = "row-missing",
            "está en la bitácora y falta en el almacén",
            "is in the ledger and missing in the store";
        RowUnknown = "row-unknown",
            "está en el almacén y la bitácora no lo conoce",
            "is in the store and the ledger does not know it";
        EntryBroken = "entry-broken",
            "este acto de la bitácora no abre, no lleva la firma de quien lo hizo o no sigue al anterior",
            "this entry of the ledger does not open, is not signed by whoever did it, or does not follow the one before";
        LedgerTruncated = "ledger-truncated",
            "la bitácora fue cortada: desde este acto falta lo que una constancia dice que hubo",
            "the ledger was cut: from this entry on, what a checkpoint says was there is missing";
        LedgerForked = "ledger-forked",
            "esta es otra bitácora: hasta este acto no es la misma de la que se tomó una constancia",
            "this is another ledger: up to this entry it is not the one that a checkpoint was taken of";
        ReceiptForged = "receipt-forged",
            "nadie de esta organización firmó esta constancia",
            "nobody of this organisation signed this receipt";
        StampForged = "stamp-forged",
            "este sello de tiempo no vale, o es de otra bitácora",
            "this time stamp does not hold, or is of another ledger";
        GrantForged = "grant-forged",
            "un acceso o certificado que no dio nadie con facultades, o que alguien quitó",
            "an access or certificate that nobody entitled gave, or that somebody took away";
        FileMissing = "file-missing",
            "falta el archivo sellado",
            "the sealed file is missing";
        FileBroken = "file-broken",
            "el archivo sellado no es el que se guardó",
            "the sealed file is not the one that was kept";
        IndexBroken = "index-broken",
            "el índice no corresponde a este registro",
            "the index does not agree with this record";
    }
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
