//! A bound on what may run at once.

use super::access::lock;
use std::sync::{Condvar, Mutex};

/// Lets so many in at once; the others wait.
pub struct Gate {
    free: Mutex<usize>,
    freed: Condvar,
}

impl Gate {
    pub fn new(places: usize) -> Self {
        Self { free: Mutex::new(places), freed: Condvar::new() }
    }

    pub fn pass<T>(&self, work: impl FnOnce() -> T) -> T {
        let mut free = lock(&self.free);
        while *free == 0 {
            free = self.freed.wait(free).unwrap_or_else(|poisoned| poisoned.into_inner());
        }
        *free -= 1;
        drop(free);
        let done = work();
        *lock(&self.free) += 1;
        self.freed.notify_one();
        done
    }
}
