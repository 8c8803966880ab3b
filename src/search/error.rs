//! Why the index did not do what was asked. Holds no text of the case, nor of the search.

use std::sync::Arc;
use tantivy::TantivyError;
use tantivy::directory::error::{OpenReadError, OpenWriteError};
use thiserror::Error;

pub type Result<T> = std::result::Result<T, Error>;

#[derive(Debug, Error)]
pub enum Error {
    /// A file of the index could not be read or sealed; the error may say that it was tampered with.
    #[error("file of the index: {0}")]
    Io(std::io::Error),
    /// The index is not what it should be: it has to be made anew.
    #[error("the index is broken: {0}")]
    Broken(&'static str),
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Error::Io(error)
    }
}

/// The library's messages may repeat what was looked for: only their kind is kept.
impl From<TantivyError> for Error {
    fn from(error: TantivyError) -> Self {
        match error {
            TantivyError::IoError(error)
            | TantivyError::OpenReadError(OpenReadError::IoError { io_error: error, .. })
            | TantivyError::OpenWriteError(OpenWriteError::IoError { io_error: error, .. }) => {
                Error::Io(Arc::try_unwrap(error).unwrap_or_else(|shared| shared.kind().into()))
            }
            TantivyError::OpenReadError(_) => Error::Broken("a file is missing"),
            TantivyError::DataCorruption(_) => Error::Broken("data"),
            TantivyError::IncompatibleIndex(_) => Error::Broken("another version"),
            TantivyError::SchemaError(_) | TantivyError::FieldNotFound(_) => Error::Broken("fields"),
            TantivyError::ErrorInThread(_) | TantivyError::Poisoned => Error::Broken("a thread failed"),
            TantivyError::InvalidArgument(_) => Error::Broken("argument"),
            _ => Error::Broken("the library"),
        }
    }
}
