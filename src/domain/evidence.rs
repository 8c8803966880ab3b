//! Evidence items, their sealed files, and the chain of their custody.

use super::policy::{AttachEvidence, ReadRecords};
use super::{BlobId, Document, Lang, Moment, PartialDate, Private, Problem, Problems, RecordId, Wordings};
use crate::crypto::digest::Digest;
use serde::{Deserialize, Serialize};

choices! { EvidenceKind {
    ChatScreenshot = "chat_screenshot", "Captura de chat", "Chat screenshot";
    PostScreenshot = "post_screenshot", "Captura de publicación", "Screenshot of a post";
    ChatExport = "chat_export", "Exportación de chat", "Chat export";
    SocialPost = "social_post", "Publicación en red social", "Social media post";
    SocialAccount = "social_account", "Perfil o cuenta", "Social media account";
    WebCapture = "web_capture", "Captura web", "Web capture";
    Dataset = "dataset", "Conjunto de datos", "Data set";
    NetworkAnalysis = "network_analysis", "Análisis de redes", "Network analysis";
    Email = "email", "Correo", "E-mail";
    SignedStatement = "signed_statement", "Declaración firmada", "Signed statement";
    TestimonyAudio = "testimony_audio", "Audio de testimonio", "Testimony audio";
    OfficialDocument = "official_document", "Documento oficial", "Official document";
    EmploymentDocument = "employment_document", "Documento laboral", "Employment document";
    CourtRecord = "court_record", "Expediente judicial", "Court record";
    Photo = "photo", "Fotografía", "Photograph";
    Video = "video", "Video", "Video";
    Audio = "audio", "Audio", "Audio";
    Press = "press", "Nota de prensa", "Press article";
    Medical = "medical", "Examen o dictamen médico", "Medical report";
    ExpertReport = "expert_report", "Dictamen pericial", "Expert report";
    Physical = "physical", "Objeto", "Physical object";
    Translation = "translation", "Traducción", "Translation";
    Other = "other", "Otro", "Other";
} }

choices! {
    /// What happened to an item (ISO/IEC 27037; CNPP art. 227).
    CustodyKind {
        Received = "received", "Recibido", "Received";
        Created = "created", "Creado", "Created";
        Captured = "captured", "Capturado", "Captured";
        Copied = "copied", "Copiado", "Copied";
        Hashed = "hashed", "Verificado (huella digital)", "Verified (hash)";
        Accessed = "accessed", "Consultado", "Accessed";
        Analysed = "analysed", "Analizado", "Analysed";
        Redacted = "redacted", "Testado", "Redacted";
        Translated = "translated", "Traducido", "Translated";
        Moved = "moved", "Trasladado", "Moved";
        Sealed = "sealed", "Sellado", "Sealed";
        Transferred = "transferred", "Transferido", "Transferred";
        Disclosed = "disclosed", "Entregado a organismo", "Disclosed to a body";
        Returned = "returned", "Devuelto", "Returned";
        Lost = "lost", "Extraviado", "Lost";
        Destroyed = "destroyed", "Destruido", "Destroyed";
        ErrorNoted = "error_noted", "Incidencia", "Error noted";
    }
}

/// A sealed file: where it is, what opens it, and what it must be when it is opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlobRef {
    pub id: BlobId,
    /// The file's own key, sealed under the compartment key of `epoch`.
    pub key: Vec<u8>,
    pub epoch: u32,
    /// Bytes of the original.
    pub length: u64,
    /// SHA-256 of the original.
    pub sha256: Digest,
    /// Binds the ciphertext, so that another file sealed under the same key is noticed.
    pub sealed: Digest,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceFile {
    pub name: Private,
    /// By its first bytes, never by what the sender declared.
    pub media_type: String,
    pub blob: BlobRef,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preview: Option<Preview>,
}

/// A smaller picture without metadata; the original is untouched.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Preview {
    pub blob: BlobRef,
    pub media_type: String,
    /// Of the original, in pixels, as displayed.
    pub width: u32,
    pub height: u32,
}

/// What the person who brings an item says of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Provenance {
    pub source: Private,
    /// The source must not be named outside the case team. So it is unless somebody says
    /// otherwise: silence is not consent.
    pub source_confidential: bool,
    pub obtained_on: Option<PartialDate>,
    pub obtained_how: Private,
    pub lawful_basis: Private,
    /// The address of an online item, as requested.
    pub url: Private,
}

impl Default for Provenance {
    fn default() -> Self {
        let blank = Private::default;
        let (source, obtained_how, lawful_basis, url) = (blank(), blank(), blank(), blank());
        Self { source, source_confidential: true, obtained_on: None, obtained_how, lawful_basis, url }
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    pub title: Private,
    pub kind: EvidenceKind,
    #[serde(default)]
    pub description: Private,
    /// What it shows, in words: the text alternative wherever the picture is shown.
    #[serde(default)]
    pub alt_text: Private,
    /// Title, description and text alternative for readers of other languages.
    #[serde(default, skip_serializing_if = "Wordings::is_empty")]
    pub wordings: Wordings,
    #[serde(default)]
    pub tags: Vec<Private>,
    #[serde(default)]
    pub provenance: Provenance,
    pub file: EvidenceFile,
    /// Whoever can be recognised in it: each must have consented before it leaves.
    #[serde(default)]
    pub persons: Vec<RecordId>,
    /// Somebody looked, and nobody can be recognised in it. Until then it does not leave.
    #[serde(default)]
    pub nobody_shown: bool,
}

impl Evidence {
    pub fn title_in(&self, language: Lang) -> &Private {
        self.wordings.or(language, |one| &one.title, &self.title)
    }

    pub fn description_in(&self, language: Lang) -> &Private {
        self.wordings.or(language, |one| &one.description, &self.description)
    }

    pub fn alt_text_in(&self, language: Lang) -> &Private {
        self.wordings.or(language, |one| &one.alt_text, &self.alt_text)
    }

    pub fn check(self) -> Result<Self, Vec<Problem>> {
        let mut problems = Problems::default();
        problems.require(!self.title.is_blank(), "title", "blank");
        problems.fits(&self.title, 300, "title");
        self.wordings.check(&mut problems, 300);
        problems.or(self)
    }
}

impl Document for Evidence {
    const KIND: &'static str = "evidence";
    const PREFIX: &'static str = "E";
    type Read = ReadRecords;
    type Write = AttachEvidence;

    fn title(&self) -> &Private {
        &self.title
    }
    fn search_text<'a>(&'a self, found: &mut dyn FnMut(&'a Private)) {
        [&self.title, &self.description, &self.alt_text, &self.file.name].into_iter().for_each(&mut *found);
        [&self.provenance.source, &self.provenance.url].into_iter().for_each(&mut *found);
        self.tags.iter().for_each(&mut *found);
        self.wordings.search_text(found);
    }
    fn mentions(&self) -> Vec<RecordId> {
        self.persons.clone()
    }
    fn unique_key(&self) -> Option<(&'static str, Vec<u8>)> {
        Some(("sha256", self.file.blob.sha256.bytes().to_vec()))
    }
}

/// One step in an item's custody. Appended, never changed: the ledger chains them.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CustodyEvent {
    pub evidence: RecordId,
    pub kind: CustodyKind,
    pub at: Moment,
    #[serde(default)]
    pub from: Private,
    #[serde(default)]
    pub to: Private,
    #[serde(default)]
    pub place: Private,
    #[serde(default)]
    pub purpose: Private,
    /// SHA-256 of the original as it was at this step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<Digest>,
    #[serde(default)]
    pub note: Private,
}

impl CustodyEvent {
    const LONGEST_NOTE: usize = 20_000;

    /// Steps are told when they have happened; a clock that is a little ahead is no matter.
    pub fn check(self, now: Moment) -> Result<Self, Vec<Problem>> {
        const AHEAD: i64 = 5 * 60 * 1_000_000;
        let mut problems = Problems::default();
        problems.require(self.at.micros() <= now.micros().saturating_add(AHEAD), "step_at", "in-the-future");
        for (field, text, most) in [
            ("step_from", &self.from, 300),
            ("step_to", &self.to, 300),
            ("step_place", &self.place, 300),
            ("step_purpose", &self.purpose, 300),
            ("step_note", &self.note, Self::LONGEST_NOTE),
        ] {
            problems.fits(text, most, field);
        }
        problems.or(self)
    }
}

impl Document for CustodyEvent {
    const KIND: &'static str = "custody";
    const PREFIX: &'static str = "CC";
    type Read = ReadRecords;
    type Write = AttachEvidence;

    fn title(&self) -> &Private {
        &self.purpose
    }
    fn search_text<'a>(&'a self, found: &mut dyn FnMut(&'a Private)) {
        [&self.note, &self.purpose, &self.from, &self.to, &self.place].into_iter().for_each(found);
    }
    fn mentions(&self) -> Vec<RecordId> {
        vec![self.evidence]
    }
}
