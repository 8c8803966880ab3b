//! The few ways in which cryptography says no. None tells which part of a sealed value was wrong
//! (OWASP ASVS 11.2.4): a wrong key, a wrong place and a flipped bit look the same.

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("cannot open")]
    CannotOpen,
    #[error("the signature does not hold")]
    BadSignature,
    #[error("the format is not known to this version")]
    UnsupportedFormat,
    #[error("the password hashing parameters are outside the allowed range")]
    WeakParameters,
    /// Not the content but the disk, or whatever else was read from, failed.
    #[error("cannot be read")]
    Unreadable,
    #[error("malformed")]
    Malformed,
}

pub type Result<T, E = Error> = std::result::Result<T, E>;
