//! The bound on what may run at once, and what a process owes its secrets.

use resguardo::service::Error;
use resguardo::store::gate::Gate;
use std::time::Duration;

const SOON: Duration = Duration::from_millis(50);

#[test]
fn work_that_panics_gives_its_place_back() {
    let gate = Gate::new(1, SOON);
    let work = || gate.pass(|| -> () { panic!("meant to") });
    assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).is_err());
    assert_eq!(gate.pass(|| 7).unwrap(), 7);
}

#[test]
fn whoever_waits_too_long_is_told_and_does_not_wait_for_ever() {
    let gate = Gate::new(1, SOON);
    let inner = gate.pass(|| gate.pass(|| ())).unwrap();
    assert!(matches!(inner, Err(Error::Busy)));
    assert!(gate.pass(|| ()).is_ok());
}
