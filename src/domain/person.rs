//! People under a pseudonym, and, in a compartment of its own, who they are.

use super::account::Compartment;
use super::policy::{ReadIdentities, ReadRecords, TakeTestimony, WriteIdentities};
use super::{Document, PartialDate, Private, Problem, Problems, RecordId};
use serde::{Deserialize, Serialize};

choices! {
    /// How a person stands to what happened (HURIDOCS list 19, adapted).
    Relation {
        Victim = "victim", "Víctima directa", "Victim";
        Witness = "witness", "Testigo", "Witness";
        ParticipantOrdered = "participant_ordered", "Participó por órdenes", "Took part under orders";
        Perpetrator = "perpetrator", "Perpetrador/a", "Perpetrator";
        Relative = "relative", "Familiar", "Relative";
        Colleague = "colleague", "Colega", "Colleague";
        MemberSameOrg = "member_same_org", "Integrante de la misma organización", "Member of the same organisation";
        ThirdParty = "third_party", "Tercera persona que refiere", "Third party";
        Reporter = "reporter", "Periodista que informó", "Reporter";
        Lawyer = "lawyer", "Abogada/o", "Lawyer";
        Medical = "medical", "Personal médico", "Medical staff";
        Ngo = "ngo", "Organización", "Organisation";
        Official = "official", "Persona servidora pública", "Public official";
        Unknown = "unknown", "Desconocido", "Unknown";
    }
}

/// A person as the case knows them: by a pseudonym.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    pub pseudonym: Private,
    #[serde(default)]
    pub relations: Vec<Relation>,
    /// Accounts on social networks, as `@handle`.
    #[serde(default)]
    pub handles: Vec<Private>,
    /// A minor or another person whose defaults must be stricter.
    #[serde(default)]
    pub vulnerable: bool,
    /// Holds public office and acted in it: may be named (an alleged perpetrator, an authority).
    #[serde(default)]
    pub public_official: bool,
    #[serde(default)]
    pub position: Private,
    #[serde(default)]
    pub note: Private,
}

impl Person {
    pub fn check(self) -> Result<Self, Vec<Problem>> {
        let mut problems = Problems::default();
        problems.require(!self.pseudonym.is_blank(), "pseudonym", "blank");
        problems.fits(&self.pseudonym, 120, "pseudonym");
        problems.or(self)
    }

    pub fn is_victim(&self) -> bool {
        self.relations.contains(&Relation::Victim)
    }

    /// A public official who is accused, or who only held the office: not one who suffered it, saw
    /// it or took part under orders.
    pub fn is_held_responsible(&self) -> bool {
        use Relation::{Colleague, Official, ParticipantOrdered, Perpetrator, Victim, Witness};
        let any = |relations: &[Relation]| relations.iter().any(|one| self.relations.contains(one));
        let in_office = any(&[Official]) && !any(&[Victim, Witness, ParticipantOrdered, Colleague]);
        self.public_official && (any(&[Perpetrator]) || in_office)
    }
}

impl Document for Person {
    const KIND: &'static str = "person";
    const PREFIX: &'static str = "P";
    type Read = ReadRecords;
    type Write = TakeTestimony;

    fn title(&self) -> &Private {
        &self.pseudonym
    }
    fn search_text<'a>(&'a self, found: &mut dyn FnMut(&'a Private)) {
        found(&self.pseudonym);
        found(&self.position);
        found(&self.note);
        self.handles.iter().for_each(found);
    }
}

/// Who is behind a pseudonym and how to reach them safely.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// Put in by whoever records it: a form or a file says whose account it is, not this.
    #[serde(default = "RecordId::nil")]
    pub person: RecordId,
    #[serde(default)]
    pub name: Private,
    #[serde(default)]
    pub aliases: Private,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub born: Option<PartialDate>,
    #[serde(default)]
    pub gender: Private,
    #[serde(default)]
    pub nationality: Private,
    #[serde(default)]
    pub occupation: Private,
    #[serde(default)]
    pub address: Private,
    #[serde(default)]
    pub phone: Private,
    #[serde(default)]
    pub email: Private,
    /// When, how and by whom this person may be contacted, and the code word.
    #[serde(default)]
    pub safe_contact: Private,
}

impl Identity {
    pub fn check(self) -> Result<Self, Vec<Problem>> {
        let mut problems = Problems::default();
        problems.require(!self.name.is_blank(), "name", "blank");
        problems.or(self)
    }
}

impl Document for Identity {
    const KIND: &'static str = "identity";
    const PREFIX: &'static str = "I";
    const COMPARTMENT: Compartment = Compartment::Identity;
    type Read = ReadIdentities;
    type Write = WriteIdentities;

    fn title(&self) -> &Private {
        &self.name
    }
    /// Identities are found by nothing but their person.
    fn search_text<'a>(&'a self, _found: &mut dyn FnMut(&'a Private)) {}

    fn mentions(&self) -> Vec<RecordId> {
        vec![self.person]
    }
}
