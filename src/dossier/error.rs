//! What can go wrong while a dossier is made or read.

use crate::domain::Private;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The typesetter's words can quote the dossier's text, so they are private.
    #[error("the dossier could not be typeset")]
    Typeset(Private),
    #[error("the dossier's data could not be written as JSON")]
    Json(#[from] serde_json::Error),
    /// The part's place in the bag.
    #[error("the file {0} is not as long as announced")]
    Length(String),
    #[error("the file {0} is not the one that the dossier describes")]
    Changed(String),
    #[error("the file {0} is named in the dossier and was not given")]
    Missing(String),
    #[error("the name {0} is not a safe one for a bag, or is there twice")]
    Name(String),
    #[error("the dossier could not be written")]
    Write(#[from] std::io::Error),
    #[error("the zip could not be written")]
    Zip(#[from] zip::result::ZipError),
    #[error("the posts could not be written as a table")]
    Csv(#[from] csv::Error),
}

pub type Result<T, E = Error> = std::result::Result<T, E>;
