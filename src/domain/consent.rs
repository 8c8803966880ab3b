//! What a person agreed to: per recipient, per class of item, as data; and the one rule that
//! decides what may leave. Silence is not consent; the default is internal only.

use super::policy::{ReadRecords, TakeTestimony};
use super::{Document, PartialDate, Private, Problem, Problems, RecordId};
use serde::{Deserialize, Serialize};

choices! {
    /// How far an item may go. Ordered: a later scope allows what an earlier one does.
    Scope {
        Internal = "S0", "Uso interno exclusivo", "Internal only";
        Partners = "S1", "Aliadas identificadas", "Named partners";
        BodyConfidential = "S2", "Confidencial para el organismo", "Confidential to the body";
        StateWithheld = "S3", "Puede llegar al Estado, con reserva de identidad", "May reach the State, identity withheld";
        StateNamed = "S4", "Puede llegar al Estado, con identidad", "May reach the State, with identity";
        PublicAnonymous = "S5", "Público, anonimizado", "Public, anonymised";
        PublicNamed = "S6", "Público, con identidad", "Public, with identity";
    }
}

impl Scope {
    /// Whether the recipient may learn who the person is.
    pub fn names_the_person(self) -> bool {
        matches!(self, Scope::BodyConfidential | Scope::StateNamed | Scope::PublicNamed)
    }

    /// Whether it suffices where `least` is asked. Public but anonymous goes further than the State,
    /// and still does not say who it was.
    pub fn reaches(self, least: Scope) -> bool {
        let asks_who = least >= Scope::StateNamed && least.names_the_person();
        self >= least && (!asks_who || self.names_the_person())
    }
}

choices! {
    /// What a grant is about.
    ItemClass {
        Account = "account", "Texto del testimonio", "Account text";
        Identity = "identity", "Identidad", "Identity";
        AudioVideo = "audio_video", "Audio o video", "Audio or video";
        Image = "image", "Imagen", "Image";
        Documents = "documents", "Documentos", "Documents";
        Contact = "contact", "Datos de contacto", "Contact data";
        Health = "health", "Datos de salud", "Health data";
    }
}

choices! { NameForm {
    Full = "full", "Nombre completo", "Full name";
    Initials = "initials", "Iniciales", "Initials";
    Pseudonym = "pseudonym", "Seudónimo", "Pseudonym";
    Nothing = "none", "Sin nombre", "No name";
} }

choices! { Decision {
    Granted = "granted", "Otorgado", "Granted";
    Refused = "refused", "Negado", "Refused";
    NotAsked = "not_asked", "No preguntado", "Not asked";
    Deferred = "deferred", "Pendiente", "Deferred";
    Withdrawn = "withdrawn", "Retirado", "Withdrawn";
} }

choices! { ConsentForm {
    WrittenSigned = "written_signed", "Escrito y firmado", "Written and signed";
    Fingerprint = "fingerprint", "Huella digital", "Fingerprint";
    OralRecorded = "oral_recorded", "Oral, grabado", "Oral, recorded";
    ESignature = "e_signature", "Firma electrónica", "Electronic signature";
    OralNoted = "oral_noted", "Oral, anotado", "Oral, noted";
} }

choices! {
    /// Yes-or-no grants that stand beside the scopes.
    Permission {
        Recording = "R1", "Grabación de audio o video", "Audio or video recording";
        Photograph = "R2", "Fotografía", "Photograph";
        Recontact = "R3", "Volver a ser contactada/o", "Be contacted again";
        Ratify = "R4", "Comparecer y ratificar", "Appear and ratify in person";
        Testify = "R5", "Declarar en juicio", "Testify in court";
        OnwardSharing = "R6", "Que el organismo comparta con otros", "Onward sharing to other bodies";
        Research = "R7", "Uso en investigación", "Use by researchers";
        Sensitive = "R8", "Datos sensibles (expreso y por escrito)", "Sensitive data (express and written)";
        Archive = "R9", "Conservar al cerrar el caso", "Keep after the case ends";
        AfterHarm = "R10", "Uso si muero, desaparezco o soy detenida/o", "Use if I die, disappear or am detained";
        Emergency = "R11", "Revelación urgente para proteger la vida", "Emergency disclosure to protect life";
        CrossBorder = "R12", "Transferencia a otro país", "Transfer to another country";
    }
}

/// The recipient `any` stands for every body.
pub const ANY_RECIPIENT: &str = "any";

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsentGrant {
    /// A body's code, or [`ANY_RECIPIENT`].
    pub recipient: String,
    pub class: ItemClass,
    pub scope: Scope,
    pub decision: Decision,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_form: Option<NameForm>,
    #[serde(default)]
    pub conditions: Private,
    /// The last day on which it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<PartialDate>,
}

/// One person's consent as it stood when it was recorded. Never overwritten: a change is a new
/// revision.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// Put in by whoever records it: a form or a file says whose account it is, not this.
    #[serde(default = "RecordId::nil")]
    pub person: RecordId,
    #[serde(default)]
    pub title: Private,
    #[serde(default)]
    pub explained_by: Private,
    #[serde(default)]
    pub explained_language: Private,
    /// In the person's own words.
    #[serde(default)]
    pub understanding: Private,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<ConsentForm>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    #[serde(default)]
    pub place: Private,
    #[serde(default)]
    pub grants: Vec<ConsentGrant>,
    #[serde(default)]
    pub permissions: Vec<Permission>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn_on: Option<PartialDate>,
    #[serde(default)]
    pub withdrawal_note: Private,
}

impl Consent {
    /// `recipients` are the codes of the bodies there are.
    pub fn check(self, recipients: &[&str]) -> Result<Self, Vec<Problem>> {
        let mut problems = Problems::default();
        for (number, grant) in self.grants.iter().enumerate() {
            let known = grant.recipient == ANY_RECIPIENT || recipients.contains(&grant.recipient.as_str());
            problems.require(known, &format!("grants-{number}-recipient"), "unknown");
        }
        problems.or(self)
    }

    /// The scope in force for a recipient and a class on a day: `None` where nothing was granted,
    /// or anything that covers it was refused or withdrawn. A grant that names the recipient
    /// goes before one for any recipient; of several, the strictest holds.
    pub fn scope(&self, recipient: &str, class: ItemClass, today: PartialDate) -> Option<Scope> {
        if self.withdrawn_on.is_some() {
            return None;
        }
        let matching = self.matching(recipient, class);
        let scopes = matching.iter().map(|grant| grant.in_force(today).then_some(grant.scope));
        scopes.collect::<Option<Vec<Scope>>>()?.into_iter().min()
    }

    /// What was decided about a class for a recipient, or else for any.
    fn matching(&self, recipient: &str, class: ItemClass) -> Vec<&ConsentGrant> {
        let about = |wanted: &str| -> Vec<&ConsentGrant> {
            self.grants.iter().filter(|grant| grant.class == class && grant.recipient == wanted).collect()
        };
        let own = about(recipient);
        if own.is_empty() { about(ANY_RECIPIENT) } else { own }
    }

    /// In which form the recipient may learn the name, where the scope lets them at all. Of
    /// several grants, the one that tells least holds.
    pub fn name_form(&self, recipient: &str, today: PartialDate) -> NameForm {
        let named = self.scope(recipient, ItemClass::Identity, today).is_some_and(Scope::names_the_person);
        if !named {
            return NameForm::Pseudonym;
        }
        let form = |grant: &&ConsentGrant| grant.name_form.unwrap_or(NameForm::Pseudonym);
        let matching = self.matching(recipient, ItemClass::Identity);
        matching.iter().map(form).max().unwrap_or(NameForm::Pseudonym)
    }
}

impl ConsentGrant {
    fn in_force(&self, today: PartialDate) -> bool {
        let last_day = |date: PartialDate| (date.year, date.month.unwrap_or(12), date.day.unwrap_or(31));
        let expired = self.valid_to.is_some_and(|until| last_day(until) < last_day(today));
        self.decision == Decision::Granted && !expired
    }
}

impl Document for Consent {
    const KIND: &'static str = "consent";
    const PREFIX: &'static str = "K";
    type Read = ReadRecords;
    type Write = TakeTestimony;

    fn title(&self) -> &Private {
        &self.title
    }
    fn search_text<'a>(&'a self, found: &mut dyn FnMut(&'a Private)) {
        found(&self.understanding);
        found(&self.withdrawal_note);
    }
    fn mentions(&self) -> Vec<RecordId> {
        vec![self.person]
    }
}
