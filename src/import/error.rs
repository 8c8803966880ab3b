//! Why a whole file could not be read. What is wrong with single records is a reject instead.

use super::csv::Field;
use crate::domain::Choice;

/// None of these holds text of the file.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the file cannot be read: {0}")]
    Io(#[from] std::io::Error),
    #[error("the file is empty")]
    Empty,
    #[error("the file is in {0}: save it as UTF-8")]
    Encoding(&'static str),
    #[error("the file is not in UTF-8: say which encoding it is in")]
    UnsureEncoding,
    #[error("the file is compressed ({0}): unpack it first")]
    Compressed(&'static str),
    #[error("the compressed file ({0}) is damaged, or breaks off")]
    Damaged(&'static str),
    #[error("the compressed file unpacks to far more than files of posts do")]
    Bomb,
    #[error("the zip file holds files of several kinds: unpack it, and import them one by one")]
    SeveralFiles,
    #[error("the zip file is locked with a password")]
    Encrypted,
    #[error("the format of the file is not known")]
    Unrecognised,
    #[error("no column holds the {} of the posts: say which one does", .0.code())]
    MissingColumn(Field),
    #[error("the column chosen for {} is not in the file", .0.code())]
    NoSuchColumn(Field),
    #[error("the time zone of the mapping is not known")]
    TimeZone,
    #[error("a delimiter is one ASCII character, neither a quotation mark nor a line break")]
    Delimiter,
    #[error("the import was stopped")]
    Stopped,
}

impl Error {
    /// Names the message in `locales/` (`problem-<key>`) and the exit in a report.
    pub fn key(&self) -> &'static str {
        match self {
            Error::Io(_) => "import-unreadable",
            Error::Empty => "import-empty",
            Error::Encoding(_) => "import-encoding",
            Error::UnsureEncoding => "import-encoding-unsure",
            Error::Compressed(_) => "import-compressed",
            Error::Damaged(_) => "import-damaged",
            Error::Bomb => "import-bomb",
            Error::SeveralFiles => "import-several-files",
            Error::Encrypted => "import-encrypted",
            Error::Unrecognised => "import-unrecognised",
            Error::MissingColumn(_) => "import-missing-column",
            Error::NoSuchColumn(_) => "import-no-such-column",
            Error::TimeZone => "import-time-zone",
            Error::Delimiter => "import-delimiter",
            Error::Stopped => "import-stopped",
        }
    }

    /// What fills the message's `{ $detail }`: never text of the file.
    pub fn detail(&self) -> &'static str {
        match self {
            Error::Encoding(name) | Error::Compressed(name) | Error::Damaged(name) => name,
            Error::MissingColumn(field) | Error::NoSuchColumn(field) => field.code(),
            _ => "",
        }
    }
}
