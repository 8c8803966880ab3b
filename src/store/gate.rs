//! A bound on what may run at once.

use super::error::{Error, Result};
use super::shared::lock;
use std::sync::{Condvar, Mutex};
use std::time::Duration;

/// Lets so many in at once; the others wait, but not for ever.
pub struct Gate {
    free: Mutex<usize>,
    freed: Condvar,
    patience: Duration,
}

/// A place inside, given back however the work ends.
struct Place<'g>(&'g Gate);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        *lock(&self.0.free) += 1;
        self.0.freed.notify_one();
    }
}

impl Gate {
    pub fn new(places: usize, patience: Duration) -> Self {
        Self { free: Mutex::new(places), freed: Condvar::new(), patience }
    }

    /// # Errors
    /// `Busy` when no place came free in time.
    pub fn pass<T>(&self, work: impl FnOnce() -> T) -> Result<T> {
        let waited = self.freed.wait_timeout_while(lock(&self.free), self.patience, |free| *free == 0);
        let (mut free, _) = waited.unwrap_or_else(|poisoned| poisoned.into_inner());
        *free = free.checked_sub(1).ok_or(Error::Busy)?;
        drop(free);
        let _place = Place(self);
        Ok(work())
    }
}
