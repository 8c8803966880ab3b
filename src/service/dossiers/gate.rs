//! What may leave for a body, item by item, and why the rest may not (bodies.md §7b, §8). Pure: the
//! same case on the same day gives the same answer.

use super::gather::Gathered;
use super::reach::{Reach, of_an_account};
use crate::domain::consent::{ItemClass, NameForm, Scope};
use crate::domain::dossier::{Exclusion, Need, Reason};
use crate::domain::evidence::Evidence;
use crate::domain::posts::PostSet;
use crate::domain::testimony::{Confidentiality, Identifies, Segment, Testimony};
use crate::domain::{RecordId, Recorded};
use crate::dossier::Body;
use std::collections::BTreeMap;

/// What was let through.
pub struct Admitted {
    pub testimonies: Vec<AdmittedTestimony>,
    /// Indices into the gathered evidence.
    pub evidence: Vec<usize>,
    /// Indices into the gathered post sets: those whose source file goes in.
    pub post_sets: Vec<usize>,
    /// The form in which each person may be named whose account goes in.
    pub forms: BTreeMap<RecordId, NameForm>,
    /// The form in which each person is named. Whoever is not here stays a code.
    pub named: BTreeMap<RecordId, NameForm>,
    pub held: Vec<Held>,
}

pub struct AdmittedTestimony {
    /// Into the gathered testimonies.
    pub index: usize,
    /// Segments that go in, by their index; they keep their numbers.
    pub segments: Vec<usize>,
    pub scope: Scope,
}

/// Something that stays, why, whose consent decides on it, and what it lacks. Who they are and what
/// they would have to agree to is for the case alone: of it the dossier says nothing.
#[derive(Clone, Debug)]
pub struct Held {
    pub reference: String,
    pub reason: Reason,
    pub people: Vec<RecordId>,
    pub needs: Vec<Need>,
}

/// Why an item stays.
pub struct Refused {
    pub reason: Reason,
    pub people: Vec<RecordId>,
    pub needs: Vec<Need>,
}

impl Held {
    /// As a dossier keeps it.
    pub fn exclusion(&self) -> Exclusion {
        Exclusion { reference: self.reference.clone(), reason: self.reason }
    }
}

impl Admitted {
    /// Every record that goes in.
    pub fn records(&self, gathered: &Gathered) -> Vec<RecordId> {
        let testimonies = self.testimonies.iter().map(|admitted| gathered.testimonies[admitted.index].id);
        let evidence = self.evidence.iter().map(|index| gathered.evidence[*index].id);
        testimonies.chain(evidence).chain(self.sets(gathered).map(|set| set.id)).collect()
    }

    pub fn sets<'g>(&self, gathered: &'g Gathered) -> impl Iterator<Item = &'g Recorded<PostSet>> {
        self.post_sets.iter().map(|index| &gathered.post_sets[*index])
    }
}

struct Gate<'g> {
    reach: Reach<'g>,
    admitted: Admitted,
}

/// Applies every person's consent.
pub fn admit(body: &Body, gathered: &Gathered) -> Admitted {
    let (testimonies, evidence, post_sets) = (Vec::new(), Vec::new(), Vec::new());
    let (forms, named, held) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
    let admitted = Admitted { testimonies, evidence, post_sets, forms, named, held };
    let mut gate = Gate { reach: Reach { body, gathered }, admitted };
    for (index, testimony) in gathered.testimonies.iter().enumerate() {
        match gate.testimony(index, testimony) {
            Ok(admitted) => gate.admitted.testimonies.push(admitted),
            Err(refused) => gate.hold(&testimony.reference, refused),
        }
    }
    for (index, evidence) in gathered.evidence.iter().enumerate() {
        match gate.reach.may_show(evidence) {
            Ok(()) => gate.admitted.evidence.push(index),
            Err(refused) => gate.hold(&evidence.reference, refused),
        }
    }
    for (index, set) in gathered.post_sets.iter().enumerate() {
        match gate.post_set(set) {
            Ok(()) => gate.admitted.post_sets.push(index),
            Err(refused) => gate.hold(&set.reference, refused),
        }
    }
    gate.identities();
    gate.admitted
}

impl Gate<'_> {
    fn hold(&mut self, reference: impl Into<String>, refused: Refused) {
        let Refused { reason, people, needs } = refused;
        self.admitted.held.push(Held { reference: reference.into(), reason, people, needs });
    }

    fn testimony(
        &mut self,
        index: usize,
        testimony: &Recorded<Testimony>,
    ) -> Result<AdmittedTestimony, Refused> {
        let (reach, person) = (self.reach, testimony.body.person);
        if !testimony.body.finalised {
            return Err(Refused { reason: Reason::NotFinal, people: Vec::new(), needs: Vec::new() });
        }
        let rule = reach.rule(&testimony.body);
        let least = reach.account_minimum(rule);
        let refused = |reason, needs| Refused { reason, people: vec![person], needs };
        let scope = reach.scope(person, ItemClass::Account, least);
        let scope = scope.map_err(|reason| refused(reason, of_an_account(reach.body, rule, least)))?;
        let permitted = reach.consent(person).map_or(&[][..], |consent| &consent.permissions);
        let lacking = rule.permissions.iter().filter(|permission| !permitted.contains(permission));
        let lacking: Vec<Need> = lacking.copied().map(Need::Permission).collect();
        if !lacking.is_empty() {
            return Err(refused(Reason::MissingPermission, lacking));
        }
        let segments = self.segments(testimony);
        if segments.is_empty() {
            return Err(Refused { reason: Reason::NoParagraph, people: Vec::new(), needs: Vec::new() });
        }
        Ok(AdmittedTestimony { index, segments, scope })
    }

    /// Those that may go; the others are held, each with its own reason.
    fn segments(&mut self, testimony: &Recorded<Testimony>) -> Vec<usize> {
        let person = testimony.body.person;
        let may_identify = self.reach.may_be_identified(person);
        let mut segments = Vec::new();
        for (place, segment) in testimony.body.segments.iter().enumerate() {
            let Some(reason) = segment_reason(segment, may_identify) else {
                segments.push(place);
                continue;
            };
            let identifies = reason == Reason::IdentifiesSource;
            let needs = if identifies { self.reach.asked_to_identify() } else { Vec::new() };
            let people = if identifies { vec![person] } else { Vec::new() };
            self.hold(format!("{} ¶{}", testimony.reference, place + 1), Refused { reason, people, needs });
        }
        segments
    }

    /// Posts go where the file goes that they were read from.
    fn post_set(&self, set: &Recorded<PostSet>) -> Result<(), Refused> {
        let gathered = self.reach.gathered;
        let original: Option<&Recorded<Evidence>> =
            gathered.evidence.iter().find(|item| item.id == set.body.original);
        let unknown = Refused { reason: Reason::NotReviewed, people: Vec::new(), needs: Vec::new() };
        self.reach.may_show(original.ok_or(unknown)?)
    }

    /// Who is named. An identity that may go but is closed is told as left out; one that may not
    /// go is not mentioned: that somebody refused is theirs to tell. Nor is anybody mentioned whose
    /// account stays: that there is such a person is of no concern to the body.
    fn identities(&mut self) {
        let gathered = self.reach.gathered;
        let told = self.admitted.testimonies.iter().map(|one| gathered.testimonies[one.index].body.person);
        let told: Vec<RecordId> = told.collect();
        for person in gathered.people.iter().filter(|person| told.contains(&person.id)) {
            let Ok(form) = self.reach.may_be_named(person.id) else { continue };
            self.admitted.forms.insert(person.id, form);
            match gathered.identities.contains_key(&person.id) {
                true => drop(self.admitted.named.insert(person.id, form)),
                false if gathered.with_identities => {}
                false => {
                    let (reason, people) = (Reason::IdentitiesClosed, vec![person.id]);
                    self.hold(&person.reference, Refused { reason, people, needs: Vec::new() });
                }
            }
        }
    }
}

/// Why a segment stays out although the testimony goes.
fn segment_reason(segment: &Segment, may_identify: bool) -> Option<Reason> {
    use Confidentiality::{Org, Team, Vault};
    if matches!(segment.confidentiality, Some(Vault | Team | Org)) {
        return Some(Reason::SegmentConfidential);
    }
    // What it says of others may leave only where somebody decided so.
    if segment.third_party_data && segment.confidentiality.is_none() {
        return Some(Reason::OthersUndecided);
    }
    match segment.identifies_source {
        Some(Identifies::No) => None,
        _ if may_identify => None,
        Some(_) => Some(Reason::IdentifiesSource),
        // Nobody said: it might.
        None => Some(Reason::Unclassified),
    }
}
