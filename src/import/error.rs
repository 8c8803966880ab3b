//! Why a whole file could not be read. What is wrong with single records is a reject instead.

use super::csv::Field;

/// None of these holds text of the file.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the file cannot be read: {0}")]
    Io(#[from] std::io::Error),
    #[error("the file is empty")]
    Empty,
    #[error("the file is in {0}: save it as UTF-8")]
    Encoding(&'static str),
    #[error("the file is compressed ({0}): unpack it first")]
    Compressed(&'static str),
    #[error("the format of the file is not known")]
    Unrecognised,
    #[error("no column holds the {0:?} of the posts: say which one does")]
    MissingColumn(Field),
    #[error("the column chosen for {0:?} is not in the file")]
    NoSuchColumn(Field),
    #[error("the time zone of the mapping is not known")]
    TimeZone,
    #[error("a delimiter is one ASCII character, neither a quotation mark nor a line break")]
    Delimiter,
    #[error("the import was stopped")]
    Stopped,
}
