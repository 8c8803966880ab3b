//! Turns what was let through into the words of a dossier.

mod exhibits;
mod posts;
mod testimonies;

use super::super::{Actor, Result, Store, dates};
use super::fields::{self, FieldState};
use super::gate::Admitted;
use super::gather::Gathered;
use super::phrases;
use crate::crypto::checkpoint::Checkpoint;
use crate::domain::consent::NameForm;
use crate::domain::person::Person;
use crate::domain::{CaseId, Choice, Lang, RecordId, Recorded};
use crate::dossier::Body;
use crate::dossier::content::{
    Consent, ConsentRow, Content, Cover, Exclusion, FORMAT, Field, IndexEntry, Integrity, Party, PartyRole,
    Row, Signatory,
};

#[expect(clippy::too_many_arguments, reason = "everything that a dossier is made of meets here, once")]
pub fn compose(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    body: &Body,
    language: Lang,
    reference: &str,
    gathered: &Gathered,
    admitted: &Admitted,
    checkpoint: &Checkpoint,
) -> Result<Content> {
    let states = fields::states(body, language, gathered, admitted);
    let testimonies = testimonies::compose(gathered, admitted);
    Ok(Content {
        format: FORMAT.into(),
        cover: cover(body, language, reference, gathered),
        frame: body.frame(language),
        requests: requests(body, gathered),
        parties: parties(gathered, admitted),
        fields: states.iter().map(|state| field(language, state)).collect(),
        facts: paragraphs(gathered.fact(FACTS).unwrap_or_default()),
        chronology: testimonies::chronology(gathered, admitted),
        testimonies,
        exhibits: exhibits::compose(store, actor, case, gathered, admitted)?,
        posts: posts::compose(store, actor, case, gathered, admitted)?,
        consent: consent(gathered, admitted),
        integrity: integrity(actor, gathered, admitted, checkpoint),
        index: index(gathered, admitted),
        signatories: vec![Signatory {
            name: gathered.organisation.reveal().into(),
            capacity: body.document.get(language).clone(),
            place_date: None,
        }],
    })
}

fn cover(body: &Body, language: Lang, reference: &str, gathered: &Gathered) -> Cover {
    let mut notices = body.notices.get(language).clone();
    if gathered.profile.body.fictional {
        notices.insert(0, phrases::fictional(language).into());
    }
    Cover {
        reference: reference.into(),
        title: gathered.profile.body.title.reveal().into(),
        organisation: gathered.organisation.reveal().into(),
        body: body.code.clone(),
        body_name: body.name.get(language).clone(),
        document: body.document.get(language).clone(),
        language,
        date: dates::day(language, dates::Style::Paper, gathered.today()),
        place: gathered.fact("facts.place").map(str::to_owned),
        created_at: gathered.now,
        rows: Vec::new(),
        notices,
    }
}

/// The field that holds the account of the facts.
const FACTS: &str = "facts.narrative";

/// What the body is asked to do: only what its own form asks for.
fn requests(body: &Body, gathered: &Gathered) -> Vec<String> {
    let asked = ["measures_requested", "action_sought"].into_iter();
    let asked: Vec<&str> = asked.filter(|id| body.fields.iter().any(|field| field.id == *id)).collect();
    lines(gathered, &asked)
}

fn lines(gathered: &Gathered, ids: &[&str]) -> Vec<String> {
    let texts = ids.iter().filter_map(|id| gathered.fact(id));
    texts.flat_map(str::lines).map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn paragraphs(text: &str) -> Vec<String> {
    let whole = text.replace("\r\n", "\n");
    whole.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()).map(str::to_owned).collect()
}

/// The account of the facts is told once: its field leads to the section.
fn field(language: Lang, state: &FieldState) -> Field {
    let value = state.value.as_ref().map(|value| value.reveal().to_owned());
    let told_below = state.id == FACTS && value.is_some();
    Field {
        id: state.id.clone(),
        label: state.label.clone(),
        required: state.required,
        article: state.article.clone(),
        value: if told_below { Some(phrases::see_facts(language).into()) } else { value },
        missing_because: None,
    }
}

/// The code of a person in this dossier: `V-01` for victims, `T-01` for witnesses, numbered in the
/// order in which they appear here. Never a pseudonym, never the case's own reference.
pub fn code(gathered: &Gathered, admitted: &Admitted, person: RecordId) -> String {
    let (victims, witnesses) = cast(gathered, admitted);
    let numbered = |prefix: &str, people: &[RecordId]| {
        people.iter().position(|other| *other == person).map(|place| format!("{prefix}-{:02}", place + 1))
    };
    let witness = match gathered.language {
        Lang::Es => "TS",
        Lang::En => "W",
    };
    numbered("V", &victims).or_else(|| numbered(witness, &witnesses)).unwrap_or_default()
}

/// Victims and witnesses whose testimony goes in, each once.
fn cast(gathered: &Gathered, admitted: &Admitted) -> (Vec<RecordId>, Vec<RecordId>) {
    let (mut victims, mut witnesses) = (Vec::new(), Vec::new());
    for admitted in &admitted.testimonies {
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
pub fn name(gathered: &Gathered, admitted: &Admitted, person: RecordId) -> Option<String> {
    let full = gathered.identities.get(&person)?.name.reveal();
    match admitted.named.get(&person)? {
        NameForm::Full => Some(full.to_owned()),
        NameForm::Initials => Some(
            full.split_whitespace().filter_map(|word| word.chars().next()).map(|c| format!("{c}.")).collect(),
        ),
        NameForm::Pseudonym | NameForm::Nothing => None,
    }
}

/// Victims by name or code, for the body's field.
pub fn victims(gathered: &Gathered, admitted: &Admitted) -> Vec<String> {
    let (victims, _) = cast(gathered, admitted);
    victims
        .into_iter()
        .map(|person| name(gathered, admitted, person).unwrap_or_else(|| code(gathered, admitted, person)))
        .collect()
}

/// Everybody who is named, with the name that is printed and its form.
pub fn named<'g>(
    gathered: &'g Gathered,
    admitted: &Admitted,
) -> Vec<(&'g Recorded<Person>, String, NameForm)> {
    let (victims, witnesses) = cast(gathered, admitted);
    let named = victims.into_iter().chain(witnesses).filter_map(|id| {
        Some((gathered.person(id)?, name(gathered, admitted, id)?, *admitted.named.get(&id)?))
    });
    named.collect()
}

fn parties(gathered: &Gathered, admitted: &Admitted) -> Vec<Party> {
    let complainant = Party {
        role: PartyRole::Complainant,
        code: String::new(),
        name: Some(gathered.fact("complainant.name").unwrap_or(gathered.organisation.reveal()).to_owned()),
        rows: Vec::new(),
    };
    let (victims, witnesses) = cast(gathered, admitted);
    let person = |role: PartyRole, person: RecordId| Party {
        role,
        code: code(gathered, admitted, person),
        name: name(gathered, admitted, person),
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
        party(
            PartyRole::Official,
            format!("S-{:02}", number + 1),
            person.body.pseudonym.reveal().to_owned(),
            rows,
        )
    });
    let authorities = lines(gathered, &["authorities"]).into_iter().enumerate();
    let authorities = authorities
        .map(|(number, name)| party(PartyRole::Authority, format!("A-{:02}", number + 1), name, Vec::new()));
    officials.chain(authorities).collect()
}

fn row(language: Lang, key: &str, value: impl Into<String>) -> Row {
    Row { label: phrases::label(language, key).into(), value: value.into() }
}

fn consent(gathered: &Gathered, admitted: &Admitted) -> Consent {
    let language = gathered.language;
    let included = admitted.testimonies.iter().map(|one| {
        let testimony = &gathered.testimonies[one.index];
        ConsentRow {
            reference: testimony.reference.clone(),
            scope: format!("{} {}", one.scope.code(), one.scope.label(language)),
            note: phrases::segments(language, one.segments.len(), testimony.body.segments.len()),
        }
    });
    let excluded = admitted.exclusions.iter().map(|exclusion| Exclusion {
        reference: exclusion.reference.clone(),
        reason: exclusion.reason.label(language).into(),
        needed: phrases::needed(language, exclusion.reason).into(),
    });
    let statement =
        phrases::consent_statement(language, admitted.exclusions.len(), !admitted.named.is_empty());
    Consent { statement, included: included.collect(), excluded: excluded.collect() }
}

/// Of the checkpoint that goes with the dossier: the two are compared when it is verified.
fn integrity(actor: &Actor, gathered: &Gathered, admitted: &Admitted, checkpoint: &Checkpoint) -> Integrity {
    let disclosed = super::extract::disclosed(gathered, admitted);
    let entries = gathered
        .entries
        .iter()
        .filter(|entry| entry.record.is_some_and(|record| disclosed.contains(&record)));
    let public = actor.dossier_key().public_text();
    Integrity {
        ledger_origin: checkpoint.origin.clone(),
        ledger_size: checkpoint.size,
        ledger_root: checkpoint.root.to_string(),
        signer_key: public.lines().nth(1).unwrap_or_default().into(),
        signer: gathered.organisation.reveal().into(),
        rows: vec![row(gathered.language, "entries", entries.count().to_string())],
    }
}

/// What stands with what: the links of the case, among what is in the dossier.
fn index(gathered: &Gathered, admitted: &Admitted) -> Vec<IndexEntry> {
    let included = admitted.records(gathered);
    let mut entries: Vec<IndexEntry> = Vec::new();
    for id in &included {
        let places = exhibits::linked(gathered, &included, *id);
        if !places.is_empty() {
            entries.push(IndexEntry { term: exhibits::reference(gathered, *id).unwrap_or_default(), places });
        }
    }
    entries
}
