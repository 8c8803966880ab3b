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
    #[error("a file in {} is not as long as announced", folder(.0))]
    Length(String),
    #[error("a file in {} is not the one that the dossier describes", folder(.0))]
    Changed(String),
    #[error("a file in {} is named in the dossier and was not given", folder(.0))]
    Missing(String),
    #[error("a name in {} is not a safe one for a bag, or is there twice", folder(.0))]
    Name(String),
    #[error("the dossier could not be written")]
    Write(#[from] std::io::Error),
    #[error("the zip could not be written")]
    Zip(#[from] zip::result::ZipError),
    #[error("the posts could not be written as a table")]
    Csv(#[from] csv::Error),
}

/// Where a file lies: its name can tell whom it is about, and this goes to the log.
fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("the bag", |(folder, _)| folder)
}

pub type Result<T, E = Error> = std::result::Result<T, E>;
