//! Whom a dossier names, how, and by which code.

use super::super::fields;
use super::super::gather::Gathered;
use super::super::making::Making;
use super::{lines, row};
use crate::domain::consent::NameForm;
use crate::domain::person::Person;
use crate::domain::{Lang, RecordId, Recorded};
use crate::dossier::content::{Party, PartyRole};

/// The code of a person in this dossier: `V-01` for victims, `TS-01` or `W-01` for witnesses,
/// numbered in the order in which they appear here. Never a pseudonym, never the case's own reference.
pub fn code(making: &Making<'_>, person: RecordId) -> String {
    let (victims, witnesses) = cast(making);
    let numbered = |prefix: &str, people: &[RecordId]| {
        people.iter().position(|other| *other == person).map(|place| format!("{prefix}-{:02}", place + 1))
    };
    let witness = match making.language() {
        Lang::Es => "TS",
        Lang::En => "W",
    };
    numbered("V", &victims).or_else(|| numbered(witness, &witnesses)).unwrap_or_default()
}

/// Victims and witnesses whose testimony goes in, each once.
pub fn cast(making: &Making<'_>) -> (Vec<RecordId>, Vec<RecordId>) {
    let gathered = making.gathered;
    let (mut victims, mut witnesses) = (Vec::new(), Vec::new());
    for admitted in &making.admitted.testimonies {
        let person = gathered.testimonies[admitted.index].body.person;
        let victim = gathered.person(person).is_some_and(|person| person.body.is_victim());
        let list = if victim { &mut victims } else { &mut witnesses };
        if !list.contains(&person) {
            list.push(person);
        }
    }
    (victims, witnesses)
}

/// The name of a person in the form that they allowed, if they are named here.
pub fn name(making: &Making<'_>, person: RecordId) -> Option<String> {
    let full = making.gathered.identities.get(&person)?.name.reveal();
    match making.admitted.named.get(&person)? {
        NameForm::Full => Some(full.to_owned()),
        NameForm::Initials => Some(
            full.split_whitespace().filter_map(|word| word.chars().next()).map(|c| format!("{c}.")).collect(),
        ),
        NameForm::Pseudonym | NameForm::Nothing => None,
    }
}

/// Everybody who is named, with the name that is printed and its form.
pub fn named<'m>(making: &Making<'m>) -> Vec<(&'m Recorded<Person>, String, NameForm)> {
    let (victims, witnesses) = cast(making);
    let named = victims.into_iter().chain(witnesses).filter_map(|id| {
        let form = *making.admitted.named.get(&id)?;
        Some((making.gathered.person(id)?, name(making, id)?, form))
    });
    named.collect()
}

/// By name where there is one, else by code.
pub fn called(making: &Making<'_>, person: RecordId) -> String {
    name(making, person).unwrap_or_else(|| code(making, person))
}

/// Victims by code, and name where they are named, for the body's field.
pub fn victims(making: &Making<'_>) -> Vec<String> {
    let one = |person| match name(making, person) {
        Some(name) => format!("{} {name}", code(making, person)),
        None => code(making, person),
    };
    cast(making).0.into_iter().map(one).collect()
}

pub fn parties(making: &Making<'_>) -> Vec<Party> {
    let gathered = making.gathered;
    let complainant = Party {
        role: PartyRole::Complainant,
        code: String::new(),
        name: Some(gathered.fact("complainant.name").unwrap_or(gathered.organisation.reveal()).to_owned()),
        rows: Vec::new(),
    };
    let (victims, witnesses) = cast(making);
    let person = |role: PartyRole, person: RecordId| Party {
        role,
        code: code(making, person),
        name: name(making, person),
        rows: Vec::new(),
    };
    let victims = victims.into_iter().map(|id| person(PartyRole::Victim, id));
    let witnesses = witnesses.into_iter().map(|id| person(PartyRole::Witness, id));
    std::iter::once(complainant).chain(victims).chain(witnesses).chain(responsible(gathered)).collect()
}

/// Those held responsible: officials whom the case names, and authorities typed for the complaint.
fn responsible(gathered: &Gathered) -> Vec<Party> {
    let party = |role, code: String, name: String, rows| Party { role, code, name: Some(name), rows };
    let officials = fields::officials(gathered).enumerate().map(|(number, person)| {
        let position = person.body.position.reveal();
        let rows =
            if position.is_empty() { Vec::new() } else { vec![row(gathered.language, "position", position)] };
        let name = person.body.pseudonym.reveal().to_owned();
        party(PartyRole::Official, format!("S-{:02}", number + 1), name, rows)
    });
    let authorities = lines(gathered, &["authorities"]).into_iter().enumerate();
    let authorities = authorities
        .map(|(number, name)| party(PartyRole::Authority, format!("A-{:02}", number + 1), name, Vec::new()));
    officials.chain(authorities).collect()
}
