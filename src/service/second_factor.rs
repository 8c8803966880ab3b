//! One's own second factor, and whether the organisation asks everybody for one.

use super::{Actor, Result, Store};
use crate::crypto::second_factor::SecondFactor;
use crate::domain::account::OrganisationProfile;
use crate::domain::policy::ReadAccounts;
pub use crate::store::second_factor::SpareCodes;
pub use crate::store::unlock::Given;
use zeroize::Zeroizing;

/// How one's own stands.
pub struct State {
    pub on: bool,
    /// The organisation asks everybody for one.
    pub required: bool,
    pub spares_left: u64,
}

pub fn state(store: &Store, actor: &Actor) -> Result<State> {
    let required = is_required(store, actor)?;
    Ok(State { on: actor.has_second_factor(), required, spares_left: store.spare_codes_left(actor)? })
}

pub fn is_required(store: &Store, actor: &Actor) -> Result<bool> {
    store.read::<ReadAccounts, _>(actor, actor.organisation, |granted| {
        let profile = granted.recall_only::<OrganisationProfile>()?;
        Ok(profile.is_some_and(|profile| profile.body.second_factor_required))
    })
}

/// A new secret, to be shown to its owner and sent back with a code. It is not kept.
pub fn new_secret() -> Zeroizing<String> {
    SecondFactor::generate().to_text()
}

/// What a device reads from the picture. It names neither the program, the organisation nor the
/// person: the device may fall into other hands.
pub fn address(actor: &Actor, secret: &str) -> Zeroizing<String> {
    let label = &actor.account.to_string()[..4];
    Zeroizing::new(format!("otpauth://totp/{label}?secret={secret}"))
}

/// Sets it up: the code shows that a device has taken the secret. Gives spare codes, told once.
pub fn enrol(
    store: &Store,
    actor: &Actor,
    given: Given<'_>,
    secret: &str,
    but: Option<&str>,
) -> Result<SpareCodes> {
    store.enrol_second_factor(actor, given, secret, but)
}

/// New spare codes in the place of the old ones.
pub fn renew(store: &Store, actor: &Actor, given: Given<'_>) -> Result<SpareCodes> {
    store.renew_spare_codes(actor, given)
}

/// Takes it away.
pub fn remove(store: &Store, actor: &Actor, given: Given<'_>, but: Option<&str>) -> Result<()> {
    store.remove_second_factor(actor, given, but)
}

/// Asks everybody for one, or leaves it to them. Only a registrar may.
pub fn require(store: &Store, actor: &Actor, required: bool) -> Result<()> {
    store.require_fresh(actor)?;
    store.require_second_factor(actor, required)
}
