//! What people agreed to: how far each class of what they gave may go, for one body on one day.

use super::gather::Gathered;
use crate::domain::RecordId;
use crate::domain::consent::{Consent, ItemClass, NameForm, Scope};
use crate::domain::dossier::{Need, Reason};
use crate::domain::testimony::Testimony;
use crate::dossier::Body;
use crate::dossier::body::Minimum;

#[derive(Clone, Copy)]
pub struct Reach<'g> {
    pub body: &'g Body,
    pub gathered: &'g Gathered,
}

impl<'g> Reach<'g> {
    pub fn consent(&self, person: RecordId) -> Option<&'g Consent> {
        self.gathered.consents.get(&person).map(|consent| &consent.body)
    }

    /// The scope that a person granted this body for a class, if it reaches what is needed.
    pub fn scope(&self, person: RecordId, class: ItemClass, needed: Scope) -> Result<Scope, Reason> {
        let consent = self.consent(person).ok_or(Reason::NoConsent)?;
        if consent.withdrawn_on.is_some() {
            return Err(Reason::Withdrawn);
        }
        let today = self.gathered.today();
        let granted = consent.scope(&self.body.code, class, today).ok_or(Reason::NoConsent)?;
        if granted.reaches(needed) { Ok(granted) } else { Err(Reason::ScopeTooNarrow) }
    }

    /// The least scope for a class of item; a body that does not say asks for the widest.
    pub fn item_minimum(&self, class: ItemClass) -> Scope {
        self.body.consent.items.get(&class).copied().unwrap_or(Scope::PublicNamed)
    }

    /// What the body asks of somebody's account: by whether they are a victim or a witness.
    pub fn rule(&self, testimony: &Testimony) -> &'g Minimum {
        let victim = self.gathered.person(testimony.person).is_some_and(|person| person.body.is_victim())
            || testimony.relations.contains(&crate::domain::person::Relation::Victim);
        let rules = &self.body.consent;
        if victim { &rules.victim } else { &rules.witness }
    }

    /// The least scope of an account today: less suffices where the body's question is answered.
    pub fn account_minimum(&self, rule: &Minimum) -> Scope {
        let asked = rule.with.as_deref().is_some_and(|field| self.gathered.fact(field).is_some());
        let least = match (asked, rule.or_scope) {
            (true, Some(instead)) => instead,
            _ => rule.scope,
        };
        least.max(self.item_minimum(ItemClass::Account))
    }

    /// Whether what tells who a person is may go: initials are chosen by who would not be recognised.
    pub fn may_be_identified(&self, person: RecordId) -> bool {
        self.may_be_named(person) == Ok(NameForm::Full)
    }

    /// Whether this body may learn who a person is.
    pub fn may_be_named(&self, person: RecordId) -> Result<NameForm, Reason> {
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

    /// What is asked of a person before this body may recognise them.
    pub fn asked_to_identify(&self) -> Vec<Need> {
        let least = self.item_minimum(ItemClass::Identity).max(Scope::BodyConfidential);
        vec![Need::Scope { class: ItemClass::Identity, least, named: true }, Need::FullName]
    }
}

/// What a body asks of whoever gives their account: in words for the check and for the form.
pub fn of_an_account(body: &Body, rule: &Minimum, least: Scope) -> Vec<Need> {
    let mut needs = vec![Need::Scope { class: ItemClass::Account, least, named: false }];
    let account = body.consent.items.get(&ItemClass::Account).copied().unwrap_or(Scope::PublicNamed);
    if let (Some(instead), Some(field)) = (rule.or_scope, &rule.with)
        && instead.max(account) < least
    {
        needs.push(Need::Instead { least: instead.max(account), field: field.clone() });
    }
    needs.extend(rule.permissions.iter().copied().map(Need::Permission));
    needs
}
