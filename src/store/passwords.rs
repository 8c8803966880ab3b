//! A password is changed by whoever knows it: both keyrings are sealed anew, and open under the old
//! one no more. The keys inside stay what they are.

use super::Store;
use super::actor::Actor;
use super::error::{Error, Result};
use super::unlock::Given;
use crate::domain::account::SignInEvent;
use crate::domain::password::{self, About};
use crate::domain::policy::ReadAccounts;
use crate::domain::{Private, Problem};

impl Store {
    /// Changes an account's own password, and ends its sessions but one.
    ///
    /// # Errors
    /// `WrongPassword` when the old one is not right; `Invalid` when the new one may not be used.
    pub fn change_password(
        &self,
        actor: &Actor,
        given: Given<'_>,
        new: &str,
        but: Option<&str>,
    ) -> Result<()> {
        let organisation = self.organisation_name(actor)?;
        let own = self.own_name(actor)?;
        let about = About(&[organisation.reveal(), own.reveal()]);
        let mut problems: Vec<Problem> = password::problem("new_password", new, about).into_iter().collect();
        if problems.is_empty() && given.password == new {
            problems.push(Problem::new("new_password", "password-same"));
        }
        if !problems.is_empty() {
            return Err(Error::Invalid(problems));
        }
        let unlocked = self.unlock_again(actor, given)?;
        self.rewrap(&unlocked, None, new, |_| Ok(()))?;
        self.note_own(actor, SignInEvent::PasswordChanged, given.from);
        self.end_sessions(actor, None, but).map(|_| ())
    }
}

impl Store {
    fn own_name(&self, actor: &Actor) -> Result<Private> {
        self.read::<ReadAccounts, _>(actor, actor.organisation, |granted| {
            Ok(granted.own_profile()?.map(|own| own.body.name).unwrap_or_default())
        })
    }
}
