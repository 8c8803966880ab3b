//! What the select boxes of the interview form offer.

use crate::domain::Lang;
use crate::domain::consent::{ANY_RECIPIENT, ConsentForm, Decision, ItemClass, NameForm, Permission, Scope};
use crate::domain::person::Relation;
use crate::domain::testimony::{
    Basis, Certainty, Confidentiality, Identifies, Mode, Need, PlaceType, Recording, StateNoted, Willingness,
};
use crate::service::{Result, dossiers, interviews, people};
use crate::web::form::{Term, options, term};
use crate::web::i18n;
use crate::web::visit::InCase;
use serde::Serialize;

#[derive(Default, Serialize)]
pub struct Choices {
    person: Vec<Term>,
    relations: Vec<Term>,
    still_employed: Vec<Term>,
    mode: Vec<Term>,
    place_type: Vec<Term>,
    recording: Vec<Term>,
    state: Vec<Term>,
    needs: Vec<Term>,
    basis: Vec<Term>,
    certainty: Vec<Term>,
    identifies: Vec<Term>,
    confidentiality: Vec<Term>,
    willing: Vec<Term>,
    recipient: Vec<Term>,
    item_class: Vec<Term>,
    scope: Vec<Term>,
    name_form: Vec<Term>,
    decision: Vec<Term>,
    permission: Vec<Term>,
    consent_form: Vec<Term>,
    minimum: Vec<Minimum>,
}

/// What a body asks at least, so that whoever takes consent can ask for it.
#[derive(Serialize)]
struct Minimum {
    name: &'static str,
    parts: Vec<(String, Vec<String>)>,
}

impl Choices {
    /// Of the whole form.
    pub fn of_interview(visit: &InCase) -> Result<Self> {
        let lang = visit.lang;
        let known = people::list(visit.store(), &visit.actor, visit.case)?;
        let named = |person: &crate::domain::Recorded<crate::domain::person::Person>| {
            let label = format!("{} {}", person.reference, person.body.pseudonym.reveal());
            term(&person.reference, &label)
        };
        let yes_or_no = ["yes", "no"].map(|code| term(code, &i18n::say(lang, &format!("answer-{code}"))));
        Ok(Self {
            person: known.iter().map(|person| named(person)).collect(),
            relations: options::<Relation>(lang),
            still_employed: yes_or_no.into(),
            mode: options::<Mode>(lang),
            place_type: options::<PlaceType>(lang),
            recording: options::<Recording>(lang),
            state: options::<StateNoted>(lang),
            needs: options::<Need>(lang),
            basis: options::<Basis>(lang),
            certainty: options::<Certainty>(lang),
            identifies: options::<Identifies>(lang),
            confidentiality: options::<Confidentiality>(lang),
            willing: options::<Willingness>(lang),
            ..Self::of_consent(visit)
        })
    }

    /// Of the part on consent.
    pub fn of_consent(visit: &InCase) -> Self {
        let lang = visit.lang;
        Self {
            recipient: recipients(lang),
            item_class: options::<ItemClass>(lang),
            scope: options::<Scope>(lang),
            name_form: options::<NameForm>(lang),
            decision: options::<Decision>(lang),
            permission: options::<Permission>(lang),
            consent_form: options::<ConsentForm>(lang),
            minimum: minimum(lang),
            ..Self::default()
        }
    }
}

fn minimum(lang: Lang) -> Vec<Minimum> {
    let of = |body: &'static dossiers::Body| Minimum {
        name: body.short.get(lang),
        parts: dossiers::minimum(body, lang),
    };
    dossiers::bodies().iter().map(of).collect()
}

fn recipients(lang: Lang) -> Vec<Term> {
    let mut terms: Vec<Term> =
        interviews::bodies(lang).iter().map(|body| term(body.code, body.name)).collect();
    terms.push(term(ANY_RECIPIENT, &i18n::say(lang, "any-recipient")));
    terms
}
