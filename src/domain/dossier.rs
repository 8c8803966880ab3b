//! A dossier that was made: for whom, when, what it held and what stayed out.

use super::consent::{ItemClass, NameForm, Permission, Scope};
use super::evidence::BlobRef;
use super::policy::{ExportDossier, PrepareDossier};
use super::{Document, Private, RecordId};
use crate::crypto::digest::Digest;
use serde::{Deserialize, Serialize};

choices! {
    /// Why something stayed out.
    Reason {
        NoConsent = "no_consent", "No hay consentimiento para este organismo", "No consent for this recipient";
        ScopeTooNarrow = "scope_too_narrow", "El consentimiento no alcanza a este organismo", "The consent does not reach this recipient";
        Withdrawn = "withdrawn", "El consentimiento fue retirado", "The consent was withdrawn";
        SegmentConfidential = "segment_confidential", "El párrafo es confidencial", "The paragraph is confidential";
        IdentifiesSource = "identifies_source", "Revelaría a la fuente", "It would reveal the source";
        Unclassified = "unclassified", "Nadie ha dicho si permite reconocer a quien declara", "Nobody said whether it would tell who the source is";
        OthersUndecided = "others_undecided", "Habla de otras personas y nadie ha decidido hasta dónde puede llegar", "It speaks of others, and nobody decided how far it may go";
        NoParagraph = "no_paragraph", "Ninguno de sus párrafos puede salir", "None of its paragraphs may leave";
        PersonShown = "person_shown", "Muestra a una persona que no lo autorizó", "It shows a person who did not agree";
        GiverDisagrees = "giver_disagrees", "Está vinculado con el testimonio de una persona que no autorizó que salga", "It is linked with the testimony of somebody who did not agree that it leaves";
        NotReviewed = "not_reviewed", "Nadie ha dicho quién puede ser reconocido", "Nobody said who can be recognised in it";
        MissingPermission = "missing_permission", "Falta un permiso que pide este organismo", "A permission that this recipient asks for is missing";
        IdentitiesClosed = "identities_closed", "Las identidades estaban cerradas", "Identities were closed";
        NotFinal = "not_final", "El testimonio es un borrador", "The testimony is a draft";
    }
}

/// Something that stayed out, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exclusion {
    /// `T-004`, `T-004 ¶12`, `E-003`; `P-002` for an identity.
    pub reference: String,
    pub reason: Reason,
}

/// What would have to be agreed to for something to leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Need {
    /// One of the scopes that reach `least`; where `named`, one that tells who the person is.
    Scope {
        class: ItemClass,
        least: Scope,
        named: bool,
    },
    /// A scope that suffices where the body's field is answered.
    Instead {
        least: Scope,
        field: String,
    },
    /// That the body learns the full name: short of it, nobody may be recognised.
    FullName,
    Permission(Permission),
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dossier {
    pub title: Private,
    /// The body's code and the version of its profile.
    pub body: String,
    pub profile_version: String,
    /// ISO 639-1.
    pub language: String,
    pub with_identities: bool,
    /// The finished bag, sealed.
    pub file: BlobRef,
    pub file_name: String,
    /// SHA-256 of the bag's manifest: what the signature covers.
    pub manifest: Digest,
    pub included: Vec<RecordId>,
    /// Whom it names or lets be recognised by what they said, in the form that they allowed.
    #[serde(default)]
    pub told: Vec<(RecordId, NameForm)>,
    pub exclusions: Vec<Exclusion>,
    /// Required fields that were empty, by field id.
    #[serde(default)]
    pub missing: Vec<String>,
    /// Size of the ledger that the dossier's proofs speak of.
    pub ledger_size: u64,
}

impl Document for Dossier {
    const KIND: &'static str = "dossier";
    const PREFIX: &'static str = "D";
    type Read = PrepareDossier;
    type Write = ExportDossier;

    fn title(&self) -> &Private {
        &self.title
    }
    fn search_text<'a>(&'a self, found: &mut dyn FnMut(&'a Private)) {
        found(&self.title);
    }
    fn mentions(&self) -> Vec<RecordId> {
        self.included.clone()
    }
}
