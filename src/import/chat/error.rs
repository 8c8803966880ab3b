//! Why a chat could not be read at all.

use super::dates::Example;
use crate::import;
use zip::result::ZipError;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    File(#[from] import::Error),
    #[error("the order of day and month is open ({0}): say which it is")]
    Undecided(Example),
    #[error("the dates of the file are not written in this order ({0})")]
    Contradicted(Example),
    #[error("the zip holds no chat")]
    NoChat,
    #[error("the zip holds {0} chats: bring them in one by one")]
    SeveralChats(usize),
    #[error("the zip cannot be read: {0}")]
    Zip(ZipError),
    #[error("the zip unpacks to more than is taken in at once")]
    Bomb,
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::File(error.into())
    }
}

impl From<ZipError> for Error {
    fn from(error: ZipError) -> Self {
        match error {
            ZipError::Io(error) => error.into(),
            other => Self::Zip(other),
        }
    }
}

impl Error {
    /// Names the message in `locales/` (`problem-<key>`).
    pub fn key(&self) -> &'static str {
        match self {
            Error::File(import::Error::Unrecognised) => "chat-unrecognised",
            Error::File(error) => error.key(),
            Error::Undecided(_) => "chat-date-order",
            Error::Contradicted(_) => "chat-date-order-wrong",
            Error::NoChat => "chat-none-in-zip",
            Error::SeveralChats(_) => "chat-several-in-zip",
            Error::Zip(_) => "chat-zip-broken",
            Error::Bomb => "chat-zip-bomb",
        }
    }

    /// The field that the message belongs to.
    pub fn field(&self) -> &'static str {
        match self {
            Error::Undecided(_) | Error::Contradicted(_) => "date_order",
            Error::File(import::Error::TimeZone) => "time_zone",
            _ => "file",
        }
    }

    /// What fills the message's `{ $detail }`: of the file, at most one date.
    pub fn detail(&self) -> String {
        match self {
            Error::File(error) => error.detail().to_owned(),
            Error::Undecided(example) | Error::Contradicted(example) => example.to_string(),
            Error::SeveralChats(count) => count.to_string(),
            _ => String::new(),
        }
    }
}
