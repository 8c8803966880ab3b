//! Ids of posts and accounts: whole numbers of 64 bits, kept as text. They exceed 2^53, so a
//! program that held one as a double has changed it; such an id names another post, or none.

use super::report::RejectReason;
use crate::domain::Private;
use std::borrow::Cow;

/// An id as a source gave it.
#[derive(Debug, Default, PartialEq)]
pub enum Id<'a> {
    #[default]
    Absent,
    /// Digits that fit 64 bits.
    Given(Cow<'a, str>),
    Lossy,
    Bad,
}

impl<'a> Id<'a> {
    pub fn of_text(text: Cow<'a, str>) -> Self {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return Self::Absent;
        }
        if trimmed.bytes().all(|byte| byte.is_ascii_digit()) {
            let fits = trimmed.parse::<u64>().is_ok();
            return match text {
                _ if !fits => Self::Bad,
                Cow::Borrowed(text) => Self::Given(Cow::Borrowed(text.trim())),
                Cow::Owned(_) => Self::Given(Cow::Owned(trimmed.to_owned())),
            };
        }
        // 9.06E+17, 906123456789012992.0
        if trimmed.parse::<f64>().is_ok_and(f64::is_finite) && !trimmed.starts_with('-') {
            return Self::Lossy;
        }
        Self::Bad
    }

    pub fn get(&self) -> Option<&str> {
        match self {
            Self::Given(id) => Some(id),
            _ => None,
        }
    }

    pub fn private(&self) -> Option<Private> {
        self.get().map(Private::from)
    }

    /// This id, or the other when this one is absent. A damaged id is not replaced by a good one:
    /// the caller says which of two fields is the reliable one by naming it first.
    pub fn or(self, other: Self) -> Self {
        if self == Self::Absent { other } else { self }
    }

    pub fn required(self) -> Result<Private, RejectReason> {
        match self {
            Self::Given(id) => Ok(Private::new(id)),
            Self::Absent => Err(RejectReason::NoId),
            Self::Lossy => Err(RejectReason::LossyId),
            Self::Bad => Err(RejectReason::BadId),
        }
    }
}
