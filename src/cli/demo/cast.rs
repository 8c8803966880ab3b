//! Who works in the demonstration.

use super::story::Story;
use crate::cli::refusal::Refusal;
use crate::domain::account::Role;
use crate::domain::{AccountId, CaseId};
use crate::service::members::{self, Grant};
use crate::service::{Actor, Store, accounts, installation};
use std::sync::Arc;

/// Everybody's password. It guards nothing: the case is made up, and the password is printed.
pub const PASSWORD: &str = "colibri-faro-lluvia-quince";

/// An account, and its role in the case.
#[derive(Debug, PartialEq)]
pub struct Part {
    pub name: &'static str,
    pub role: Role,
    pub identities: bool,
    /// Why they have access.
    pub reason: &'static str,
}

/// The lead also is the organisation's registrar.
pub const LEAD: Part = Part { name: "Coordinación", role: Role::Lead, identities: true, reason: "" };
pub const INTERVIEWER: Part = Part {
    name: "Entrevista",
    role: Role::Interviewer,
    identities: false,
    reason: "Hace las entrevistas del caso.",
};
pub const ANALYST: Part = Part {
    name: "Análisis",
    role: Role::Analyst,
    identities: false,
    reason: "Reúne y compara las publicaciones.",
};
pub const LAWYER: Part = Part {
    name: "Litigio",
    role: Role::Lawyer,
    identities: true,
    reason: "Prepara las quejas ante la CNDH y la ONU.",
};
pub const AUDITOR: Part = Part {
    name: "Auditoría",
    role: Role::Auditor,
    identities: false,
    reason: "Revisa cada mes quién hizo qué.",
};

pub const CAST: &[Part] = &[LEAD, INTERVIEWER, ANALYST, LAWYER, AUDITOR];

/// The people of [`CAST`], signed in.
pub struct People(Vec<(&'static Part, Arc<Actor>)>);

impl People {
    pub fn of(&self, part: Part) -> &Actor {
        let found = self.0.iter().find(|(known, _)| **known == part);
        &found.expect("every part is in CAST").1
    }
}

/// Founds the organisation and adds its people.
pub fn assemble(store: &Store, story: &Story) -> Result<People, Refusal> {
    installation::found(store, &story.organisation, LEAD.name, PASSWORD, false)?;
    let lead = accounts::sign_in_with_identities(store, LEAD.name, PASSWORD)?;
    let mut people = vec![(&CAST[0], Arc::clone(&lead))];
    for part in &CAST[1..] {
        accounts::add(store, &lead, part.name, PASSWORD)?;
        let sign_in = if part.identities { accounts::sign_in_with_identities } else { accounts::sign_in };
        people.push((part, sign_in(store, part.name, PASSWORD)?));
    }
    Ok(People(people))
}

/// Gives everybody but the lead, who opened it, their role in the case.
pub fn share(store: &Store, people: &People, case: CaseId) -> Result<(), Refusal> {
    let lead = people.of(LEAD);
    for part in &CAST[1..] {
        let account: AccountId = accounts::find(store, lead, part.name)?;
        let grant =
            Grant { role: part.role, identities: part.identities, until: None, reason: part.reason.into() };
        members::grant(store, lead, case, account, grant)?;
    }
    Ok(())
}
