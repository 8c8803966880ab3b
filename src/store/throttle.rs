//! How often somebody may be wrong: per account and address, per account, per address. In memory
//! and bounded; a node forgets when it ends, and each counts for itself.
//!
//! Every failure fills three buckets, which leak. A full one refuses before anything is hashed,
//! whoever asks: the right password too, so that the answer tells nothing. A stranger who fills an
//! account's bucket does not shut its owner out: from an address where the account has signed in
//! since this process began, the account's own bucket is not asked.

use super::error::{Error, Result};
use super::shared::lock;
use crate::crypto::digest::Digest;
use crate::crypto::encode::Fields;
use crate::domain::Moment;
use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::Mutex;

const SECOND: i64 = 1_000_000;

/// So many failures at once, and then one per so many seconds.
struct Limit {
    failures: i64,
    seconds: i64,
}

const HERE: Limit = Limit { failures: 10, seconds: 30 };
const ACCOUNT: Limit = Limit { failures: 60, seconds: 60 };
const ADDRESS: Limit = Limit { failures: 100, seconds: 5 };

/// Buckets kept. Each takes about 64 bytes.
const MOST: usize = 20_000;

/// Somebody trying to open something.
pub struct Attempt {
    here: Digest,
    account: Digest,
    address: Option<Digest>,
}

impl Attempt {
    /// `account` is what is tried, by whatever names it; without an address it is tried by a
    /// command on this machine.
    pub fn of(account: &[u8], from: Option<IpAddr>) -> Self {
        let address = from.map(network);
        let named = |label: &str, account: &[u8], address: &[u8]| {
            Digest::of(&Fields::new(label).bytes(account).bytes(address).done())
        };
        let octets = address.as_deref().unwrap_or_default();
        Self {
            here: named("here", account, octets),
            account: named("account", account, &[]),
            address: address.as_deref().map(|octets| named("address", &[], octets)),
        }
    }
}

/// An IPv6 network of 64 bits counts as one address: whoever has one address has them all.
fn network(address: IpAddr) -> Vec<u8> {
    match address.to_canonical() {
        IpAddr::V4(address) => address.octets().to_vec(),
        IpAddr::V6(address) => Ipv6Addr::octets(&address)[..8].to_vec(),
    }
}

/// When the bucket will be empty, if nothing is added.
#[derive(Clone, Copy, Default)]
struct Bucket {
    empty_at: i64,
    /// The account has signed in from here.
    proven: bool,
}

impl Bucket {
    /// Microseconds until one more failure fits in.
    fn wait(&self, limit: &Limit, now: i64) -> i64 {
        let drop = limit.seconds * SECOND;
        (self.empty_at - now - (limit.failures - 1) * drop).max(0)
    }

    fn fill(&mut self, limit: &Limit, now: i64) {
        self.empty_at = self.empty_at.max(now) + limit.seconds * SECOND;
    }
}

#[derive(Default)]
pub struct Throttle(Mutex<HashMap<Digest, Bucket>>);

impl Throttle {
    /// # Errors
    /// `TooManyTries` with the seconds to wait.
    pub fn admit(&self, attempt: &Attempt, now: Moment) -> Result<()> {
        let (known, now) = (lock(&self.0), now.micros());
        let bucket = |name: &Digest| known.get(name).copied().unwrap_or_default();
        let here = bucket(&attempt.here);
        let account = if here.proven { 0 } else { bucket(&attempt.account).wait(&ACCOUNT, now) };
        let address = attempt.address.as_ref().map_or(0, |name| bucket(name).wait(&ADDRESS, now));
        let wait = here.wait(&HERE, now).max(account).max(address);
        match wait {
            0 => Ok(()),
            wait => Err(Error::TooManyTries((wait as u64).div_ceil(SECOND as u64))),
        }
    }

    /// What came of it.
    pub fn note(&self, attempt: &Attempt, succeeded: bool, now: Moment) {
        let (mut known, now) = (lock(&self.0), now.micros());
        make_room(&mut known, now);
        if succeeded {
            known.insert(attempt.here, Bucket { empty_at: 0, proven: true });
            return;
        }
        known.entry(attempt.here).or_default().fill(&HERE, now);
        known.entry(attempt.account).or_default().fill(&ACCOUNT, now);
        if let Some(address) = attempt.address {
            known.entry(address).or_default().fill(&ADDRESS, now);
        }
    }

    pub fn len(&self) -> usize {
        lock(&self.0).len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Forgets what is empty; then what would be empty soonest.
fn make_room(known: &mut HashMap<Digest, Bucket>, now: i64) {
    if known.len() + 3 <= MOST {
        return;
    }
    known.retain(|_, bucket| bucket.proven || bucket.empty_at > now);
    if known.len() + 3 > MOST {
        let mut times: Vec<i64> = known.values().map(|bucket| bucket.empty_at).collect();
        let (_, middle, _) = times.select_nth_unstable(MOST / 2);
        let middle = *middle;
        known.retain(|_, bucket| bucket.empty_at > middle);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Moment {
        Moment::from_micros(1_000_000_000_000_000 + seconds * SECOND)
    }

    fn from(last: u8) -> Option<IpAddr> {
        Some(IpAddr::from([192, 0, 2, last]))
    }

    fn fail(throttle: &Throttle, attempt: &Attempt, times: usize) {
        for _ in 0..times {
            throttle.admit(attempt, at(0)).unwrap();
            throttle.note(attempt, false, at(0));
        }
    }

    #[test]
    fn ten_failures_in_one_place_make_one_wait_and_time_lets_one_try_again() {
        let (throttle, here) = (Throttle::default(), Attempt::of(b"una", from(1)));
        fail(&throttle, &here, 10);
        let Err(Error::TooManyTries(seconds)) = throttle.admit(&here, at(0)) else { panic!("admitted") };
        assert_eq!(seconds, 30);
        assert!(throttle.admit(&here, at(29)).is_err());
        throttle.admit(&here, at(30)).unwrap();
        throttle.note(&here, false, at(30));
        assert!(throttle.admit(&here, at(31)).is_err(), "one, not ten");
        throttle.admit(&Attempt::of(b"una", from(2)), at(0)).unwrap();
        throttle.admit(&Attempt::of(b"otra", from(1)), at(0)).unwrap();
    }

    #[test]
    fn a_success_forgives_what_was_wrong_in_that_place() {
        let (throttle, here) = (Throttle::default(), Attempt::of(b"una", from(1)));
        fail(&throttle, &here, 9);
        throttle.note(&here, true, at(0));
        fail(&throttle, &here, 10);
    }

    #[test]
    fn many_addresses_do_not_get_more_tries_at_one_account_nor_shut_its_owner_out() {
        let (throttle, own) = (Throttle::default(), Attempt::of(b"una", from(250)));
        throttle.note(&own, true, at(0));
        let mut refused = 0;
        for last in 0..100 {
            let stranger = Attempt::of(b"una", from(last));
            match throttle.admit(&stranger, at(0)) {
                Ok(()) => throttle.note(&stranger, false, at(0)),
                Err(_) => refused += 1,
            }
        }
        assert_eq!(refused, 40);
        throttle.admit(&own, at(0)).unwrap();
    }

    #[test]
    fn many_accounts_are_not_tried_from_one_address_or_network() {
        let throttle = Throttle::default();
        let from = |host: u16| Some(IpAddr::from([0x2001, 0xdb8, 0, 1, 0, 0, 0, host]));
        for number in 0..100u16 {
            fail(&throttle, &Attempt::of(&number.to_be_bytes(), from(number)), 1);
        }
        assert!(throttle.admit(&Attempt::of(b"una", from(7)), at(0)).is_err());
        let other = Some(IpAddr::from([0x2001, 0xdb8, 0, 2, 0, 0, 0, 1]));
        throttle.admit(&Attempt::of(b"una", other), at(0)).unwrap();
    }

    #[test]
    fn memory_is_bounded_and_the_fullest_are_remembered() {
        let (throttle, worst) = (Throttle::default(), Attempt::of(b"una", from(1)));
        fail(&throttle, &worst, 10);
        for number in 0..30_000u32 {
            throttle.note(&Attempt::of(&number.to_be_bytes(), None), false, at(0));
            assert!(throttle.len() <= MOST);
        }
        assert!(throttle.admit(&worst, at(0)).is_err());
    }
}
