//! Who is present while a window slides over events in the order of time.

use super::events::Event;

/// Slides over one group and tells of each event who is present in its window, on both sides and
/// itself among them. The cost is events times accounts present, never events squared.
pub fn slide(group: &[Event], window: i64, present: &mut Present, mut see: impl FnMut(&Event, &Present)) {
    let (mut front, mut back) = (0, 0);
    for event in group {
        while let Some(next) = group.get(front).filter(|next| next.time.saturating_sub(event.time) <= window)
        {
            present.enter(next.account, next.time);
            front += 1;
        }
        while event.time.saturating_sub(group[back].time) > window {
            present.leave(group[back].account, group[back].time);
            back += 1;
        }
        see(event, present);
    }
    present.clear();
}

/// Accounts in the window, each with how many events it has there and the sum of their times. To go
/// through those present costs what they are, not what events they have.
pub struct Present {
    slots: Vec<Slot>,
    here: Vec<u32>,
}

#[derive(Clone, Copy, Default)]
struct Slot {
    count: u32,
    /// Where the account stands among those present.
    at: u32,
    /// Of the times, from the beginning of the group: it cannot overflow.
    times: i128,
}

impl Present {
    pub fn new(accounts: usize) -> Self {
        Self { slots: vec![Slot::default(); accounts], here: Vec::new() }
    }

    pub fn enter(&mut self, account: u32, time: i64) {
        let slot = &mut self.slots[account as usize];
        if slot.count == 0 {
            slot.at = self.here.len() as u32;
            self.here.push(account);
        }
        slot.count += 1;
        slot.times += i128::from(time);
    }

    pub fn leave(&mut self, account: u32, time: i64) {
        let slot = &mut self.slots[account as usize];
        slot.count -= 1;
        slot.times -= i128::from(time);
        if slot.count == 0 {
            let at = slot.at;
            self.here.swap_remove(at as usize);
            if let Some(moved) = self.here.get(at as usize) {
                self.slots[*moved as usize].at = at;
            }
        }
    }

    pub fn accounts(&self) -> &[u32] {
        &self.here
    }

    /// How many events an account has here, and the sum of their times.
    pub fn of(&self, account: u32) -> (u32, i128) {
        let slot = &self.slots[account as usize];
        (slot.count, slot.times)
    }

    pub fn clear(&mut self) {
        for account in self.here.drain(..) {
            self.slots[account as usize] = Slot::default();
        }
    }
}
