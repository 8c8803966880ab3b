//! What threads share.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Locks, also after a thread that held the lock panicked: what is kept behind locks here is whole
/// after every step.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
