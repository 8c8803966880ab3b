//! What strangers may take of the machine: memory for what they send, and the turns of those who do costly
//! things. What there is none left of is refused, so that nobody takes it from the whole program.

use super::failure::Failure;
use crate::service::Error;
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Room is given out in so many bytes.
const STEP: usize = 16 * 1024;
const MIB: usize = 1024 * 1024;
/// Forms, and fields before files, of everybody at the same time.
const FORMS: usize = 64 * MIB;
/// Files that are kept in memory while they arrive.
const FILES: usize = 160 * MIB;
/// Files of members that arrive at the same time; each needs a thread (`server::BLOCKING`).
pub const UPLOADS: usize = 24;

pub struct Rooms {
    forms: Arc<Semaphore>,
    files: Arc<Semaphore>,
    /// Whoever uploads files waits here, not on the threads that all the others need.
    pub uploads: Semaphore,
    /// A dossier is verified in memory: one at a time.
    pub verifying: Semaphore,
}

impl Default for Rooms {
    fn default() -> Self {
        let of = |bytes: usize| Arc::new(Semaphore::new(bytes / STEP));
        let (uploads, verifying) = (Semaphore::new(UPLOADS), Semaphore::new(1));
        Self { forms: of(FORMS), files: of(FILES), uploads, verifying }
    }
}

/// Room that one request has taken; free again when it is dropped.
pub struct Held {
    of: Arc<Semaphore>,
    taken: usize,
    permit: Option<OwnedSemaphorePermit>,
}

impl Rooms {
    pub fn for_form(&self) -> Held {
        Held { of: Arc::clone(&self.forms), taken: 0, permit: None }
    }

    pub fn for_files(&self) -> Held {
        Held { of: Arc::clone(&self.files), taken: 0, permit: None }
    }
}

impl Held {
    /// Takes room for so many bytes in all.
    ///
    /// # Errors
    /// `Busy` when others have it.
    pub fn cover(&mut self, bytes: usize) -> Result<(), Failure> {
        let wanted = bytes.div_ceil(STEP).saturating_sub(self.taken);
        if wanted > 0 {
            let count = u32::try_from(wanted).map_err(|_| Failure::TooLarge)?;
            let more = Arc::clone(&self.of).try_acquire_many_owned(count).map_err(|_| Error::Busy)?;
            self.taken += wanted;
            match &mut self.permit {
                Some(permit) => permit.merge(more),
                None => self.permit = Some(more),
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_room_until_it_is_taken_and_again_when_it_is_given_back() {
        let rooms = Rooms::default();
        let (mut one, mut other) = (rooms.for_form(), rooms.for_form());
        one.cover(FORMS - STEP).unwrap();
        one.cover(FORMS - STEP).unwrap();
        other.cover(STEP).unwrap();
        assert!(matches!(one.cover(FORMS), Err(Failure::Service(Error::Busy))));
        rooms.for_files().cover(FILES).unwrap();
        drop(one);
        other.cover(FORMS).unwrap();
    }
}
