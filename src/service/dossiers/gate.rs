//! What may leave for a body, item by item, and why the rest may not (bodies.md §7b, §8). Pure: the
//! same case on the same day gives the same answer.

use super::gather::Gathered;
use crate::domain::consent::{Consent, ItemClass, NameForm, Scope};
use crate::domain::dossier::{Exclusion, Reason};
use crate::domain::evidence::{Evidence, EvidenceKind};
use crate::domain::posts::PostSet;
use crate::domain::testimony::{Confidentiality, Identifies, Segment, Testimony};
use crate::domain::{RecordId, Recorded};
use crate::dossier::Body;
use crate::dossier::body::Minimum;
use std::collections::BTreeMap;

/// What was let through.
pub struct Admitted {
    pub testimonies: Vec<AdmittedTestimony>,
    /// Indices into the gathered evidence.
    pub evidence: Vec<usize>,
    /// Indices into the gathered post sets: those whose source file goes in.
    pub post_sets: Vec<usize>,
    /// The form in which each person may be named. Whoever is not here stays a code.
    pub named: BTreeMap<RecordId, NameForm>,
    pub exclusions: Vec<Exclusion>,
}

pub struct AdmittedTestimony {
    /// Into the gathered testimonies.
    pub index: usize,
    /// Segments that go in, by their index; they keep their numbers.
    pub segments: Vec<usize>,
    pub scope: Scope,
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
    body: &'g Body,
    gathered: &'g Gathered,
    admitted: Admitted,
}

/// Applies every person's consent.
pub fn admit(body: &Body, gathered: &Gathered) -> Admitted {
    let (testimonies, evidence, post_sets) = (Vec::new(), Vec::new(), Vec::new());
    let (named, exclusions) = (BTreeMap::new(), Vec::new());
    let admitted = Admitted { testimonies, evidence, post_sets, named, exclusions };
    let mut gate = Gate { body, gathered, admitted };
    for (index, testimony) in gathered.testimonies.iter().enumerate() {
        gate.testimony(index, testimony);
    }
    for (index, evidence) in gathered.evidence.iter().enumerate() {
        match gate.may_show(evidence) {
            Ok(()) => gate.admitted.evidence.push(index),
            Err(reason) => gate.exclude(&evidence.reference, reason),
        }
    }
    for (index, set) in gathered.post_sets.iter().enumerate() {
        gate.post_set(index, set);
    }
    gate.identities();
    gate.admitted
}

impl Gate<'_> {
    fn exclude(&mut self, reference: impl Into<String>, reason: Reason) {
        self.admitted.exclusions.push(Exclusion { reference: reference.into(), reason });
    }

    fn consent(&self, person: RecordId) -> Option<&Consent> {
        self.gathered.consents.get(&person).map(|consent| &consent.body)
    }

    /// The scope that a person granted this body for a class, if it reaches what is needed.
    fn scope(&self, person: RecordId, class: ItemClass, needed: Scope) -> Result<Scope, Reason> {
        let consent = self.consent(person).ok_or(Reason::NoConsent)?;
        if consent.withdrawn_on.is_some() {
            return Err(Reason::Withdrawn);
        }
        let granted =
            consent.scope(&self.body.code, class, self.gathered.today()).ok_or(Reason::NoConsent)?;
        // Public but anonymous goes further than the State, and still does not say who it was.
        let anonymous =
            needed >= Scope::StateNamed && needed.names_the_person() && !granted.names_the_person();
        if granted >= needed && !anonymous { Ok(granted) } else { Err(Reason::ScopeTooNarrow) }
    }

    /// The least scope for a class of item; a body that does not say asks for the widest.
    fn item_minimum(&self, class: ItemClass) -> Scope {
        self.body.consent.items.get(&class).copied().unwrap_or(Scope::PublicNamed)
    }

    /// What the body asks of somebody's account: by whether they are a victim or a witness.
    fn rule(&self, person: RecordId, testimony: &Testimony) -> &Minimum {
        let victim = self.gathered.person(person).is_some_and(|person| person.body.is_victim())
            || testimony.relations.contains(&crate::domain::person::Relation::Victim);
        let rules = &self.body.consent;
        if victim { &rules.victim } else { &rules.witness }
    }

    fn account_minimum(&self, rule: &Minimum) -> Scope {
        let asked = rule.with.as_deref().is_some_and(|field| self.gathered.fact(field).is_some());
        match (asked, rule.or_scope) {
            (true, Some(instead)) => instead,
            _ => rule.scope,
        }
    }

    fn testimony(&mut self, index: usize, testimony: &Recorded<Testimony>) {
        let person = testimony.body.person;
        let rule = self.rule(person, &testimony.body);
        let needed = self.account_minimum(rule).max(self.item_minimum(ItemClass::Account));
        if !testimony.body.finalised {
            return self.exclude(&testimony.reference, Reason::NotFinal);
        }
        let scope = match self.scope(person, ItemClass::Account, needed) {
            Ok(scope) => scope,
            Err(reason) => return self.exclude(&testimony.reference, reason),
        };
        let permitted = self.consent(person).map_or(&[][..], |consent| &consent.permissions);
        if !rule.permissions.iter().all(|permission| permitted.contains(permission)) {
            return self.exclude(&testimony.reference, Reason::MissingPermission);
        }
        let may_identify = self.may_be_identified(person);
        let mut segments = Vec::new();
        for (place, segment) in testimony.body.segments.iter().enumerate() {
            match segment_reason(segment, may_identify) {
                None => segments.push(place),
                Some(reason) => self.exclude(format!("{} ¶{}", testimony.reference, place + 1), reason),
            }
        }
        self.admitted.testimonies.push(AdmittedTestimony { index, segments, scope });
    }

    /// Whoever can be recognised must have agreed to be; whoever gave it, that it leaves at all.
    fn may_show(&self, evidence: &Recorded<Evidence>) -> Result<(), Reason> {
        let body = &evidence.body;
        let givers = self.gathered.testified_with(evidence.id);
        let (mut shown, mut behind) = (body.persons.clone(), givers);
        if of_one_account(body.kind) {
            shown.append(&mut behind);
        }
        if shown.is_empty() && !body.nobody_shown {
            return Err(Reason::NotReviewed);
        }
        let shown = shown.into_iter().map(|person| self.recognisable(person, body.kind));
        let behind = behind.into_iter().map(|person| self.agreed(person, body.kind).map(drop));
        let refused: Vec<Reason> = shown.chain(behind).filter_map(Result::err).collect();
        match refused.first() {
            None => Ok(()),
            Some(_) if refused.contains(&Reason::Withdrawn) => Err(Reason::Withdrawn),
            Some(_) => Err(Reason::PersonShown),
        }
    }

    /// Whether a person agreed that items of a kind go to this body.
    fn agreed(&self, person: RecordId, kind: EvidenceKind) -> Result<Scope, Reason> {
        let class = class_of(kind);
        if of_one_account(kind) {
            self.scope(person, ItemClass::Account, self.item_minimum(ItemClass::Account))?;
        }
        self.scope(person, class, self.item_minimum(class))
    }

    /// Whether a person agreed that this body recognises them in an item.
    fn recognisable(&self, person: RecordId, kind: EvidenceKind) -> Result<(), Reason> {
        let named = self.agreed(person, kind)?.names_the_person();
        if named && self.may_be_identified(person) { Ok(()) } else { Err(Reason::ScopeTooNarrow) }
    }

    /// Posts go where the file goes that they were read from.
    fn post_set(&mut self, index: usize, set: &Recorded<PostSet>) {
        let gathered = self.gathered;
        let original = gathered.evidence.iter().find(|item| item.id == set.body.original);
        match original.map(|original| self.may_show(original)) {
            Some(Ok(())) => self.admitted.post_sets.push(index),
            Some(Err(reason)) => self.exclude(&set.reference, reason),
            None => self.exclude(&set.reference, Reason::NotReviewed),
        }
    }

    /// Whether what tells who a person is may go: initials are chosen by who would not be recognised.
    fn may_be_identified(&self, person: RecordId) -> bool {
        self.may_be_named(person) == Ok(NameForm::Full)
    }

    /// Whether this body may learn who a person is.
    fn may_be_named(&self, person: RecordId) -> Result<NameForm, Reason> {
        let scope = self.scope(person, ItemClass::Identity, Scope::BodyConfidential)?;
        let consent = self.consent(person).ok_or(Reason::NoConsent)?;
        let enough = scope.names_the_person() && scope >= self.item_minimum(ItemClass::Identity);
        let form = consent.name_form(&self.body.code, self.gathered.today());
        if enough && matches!(form, NameForm::Full | NameForm::Initials) {
            Ok(form)
        } else {
            Err(Reason::ScopeTooNarrow)
        }
    }

    /// Who is named. An identity that may go but is closed is told as left out; one that may not
    /// go is not mentioned: that somebody refused is theirs to tell.
    fn identities(&mut self) {
        let gathered = self.gathered;
        for person in &gathered.people {
            let Ok(form) = self.may_be_named(person.id) else { continue };
            match gathered.identities.contains_key(&person.id) {
                true => drop(self.admitted.named.insert(person.id, form)),
                false if gathered.with_identities => {}
                false => self.exclude(&person.reference, Reason::IdentitiesClosed),
            }
        }
    }
}

/// Why a segment stays out although the testimony goes.
fn segment_reason(segment: &Segment, may_identify: bool) -> Option<Reason> {
    use Confidentiality::{Org, Team, Vault};
    // What it says of others may leave only where somebody decided so.
    let undecided = segment.third_party_data && segment.confidentiality.is_none();
    if undecided || matches!(segment.confidentiality, Some(Vault | Team | Org)) {
        return Some(Reason::SegmentConfidential);
    }
    // Nobody said: it might.
    let identifies = segment.identifies_source != Some(Identifies::No);
    (identifies && !may_identify).then_some(Reason::IdentifiesSource)
}

/// Items that are somebody's account in another form.
fn of_one_account(kind: EvidenceKind) -> bool {
    matches!(kind, EvidenceKind::TestimonyAudio | EvidenceKind::SignedStatement)
}

/// Under which class of consent an item falls.
fn class_of(kind: EvidenceKind) -> ItemClass {
    use EvidenceKind as K;
    match kind {
        K::ChatScreenshot | K::PostScreenshot | K::Photo | K::WebCapture => ItemClass::Image,
        K::Video | K::Audio | K::TestimonyAudio => ItemClass::AudioVideo,
        K::Medical => ItemClass::Health,
        _ => ItemClass::Documents,
    }
}
