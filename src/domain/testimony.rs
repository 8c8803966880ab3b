//! One interview session: who was there, under which conditions, and what was said, in the
//! person's own words (field set: OHCHR manual ch. 11, Méndez principles, CNPP arts. 217, 223).

use super::person::Relation;
use super::policy::{ReadRecords, TakeTestimony};
use super::{Document, PartialDate, Private, Problem, Problems, RecordId};
use serde::{Deserialize, Serialize};

choices! { Mode {
    InPerson = "in_person", "Presencial", "In person";
    Video = "video", "Videollamada", "Video call";
    Phone = "phone", "Teléfono", "Telephone";
    Written = "written", "Por escrito", "Written";
    VoiceNote = "voice_note", "Nota de voz", "Voice message";
} }

choices! { PlaceType {
    NgoOffice = "ngo_office", "Oficina de la organización", "Our office";
    Neutral = "neutral", "Lugar neutral", "Neutral place";
    Home = "home", "Domicilio", "Home";
    Workplace = "workplace", "Centro de trabajo", "Workplace";
    Detention = "detention", "Centro de detención", "Place of detention";
    Online = "online", "En línea", "Online";
    Other = "other", "Otro", "Other";
} }

choices! { Recording {
    Notes = "notes", "Notas", "Notes";
    Audio = "audio", "Audio", "Audio";
    Video = "video", "Video", "Video";
    TypedStatement = "typed_statement", "Declaración mecanografiada", "Typed statement";
    Nothing = "none", "Ninguno", "None";
} }

choices! {
    /// The person's state, and what was done about it (Istanbul Protocol).
    StateNoted {
        Calm = "calm", "Tranquila/o", "Calm";
        Distressed = "distressed", "Afectada/o", "Distressed";
        Fatigued = "fatigued", "Cansada/o", "Fatigued";
        Pressured = "pressured", "Presionada/o", "Pressured";
        Medicated = "medicated", "Medicada/o", "Medicated";
        NotAssessed = "not_assessed", "No valorado", "Not assessed";
    }
}

choices! { Need {
    Interpreter = "interpreter", "Intérprete", "Interpreter";
    Companion = "companion", "Acompañante", "Companion";
    SameGender = "same_gender", "Persona entrevistadora del mismo sexo", "Interviewer of the same gender";
    Breaks = "breaks", "Pausas", "Breaks";
    Accessibility = "accessibility", "Ajustes por discapacidad", "Accessibility";
    Childcare = "childcare", "Cuidado infantil", "Childcare";
    Psychosocial = "psychosocial", "Apoyo psicosocial", "Psychosocial support";
} }

choices! {
    /// How the person knows what they say.
    Basis {
        Saw = "saw", "Lo vi", "Saw it";
        HeardDirectly = "heard_directly", "Lo oí directamente", "Heard it said";
        Did = "did", "Lo hice", "Did it";
        Experienced = "experienced", "Lo viví", "Felt or suffered it";
        Document = "document", "Consta en documento", "Read or holds a document";
        ToldByNamed = "told_by_named", "Me lo dijo una persona identificada", "Told by a named person";
        ToldByUnnamed = "told_by_unnamed", "Me lo dijeron (fuente sin nombre)", "Told, source not named";
        CommonKnowledge = "common_knowledge", "Se sabe", "Commonly known";
        Inference = "inference", "Lo deduzco", "Inference";
        Opinion = "opinion", "Opinión", "Opinion";
    }
}

choices! { Certainty {
    Certain = "certain", "Con seguridad", "Certain";
    Fairly = "fairly", "Con bastante seguridad", "Fairly certain";
    Unsure = "unsure", "Sin seguridad", "Unsure";
    DoesNotRemember = "does_not_remember", "No recuerda", "Does not remember";
} }

choices! {
    /// Whether the words would tell a reader who spoke them.
    Identifies {
        No = "no", "No", "No";
        Indirectly = "indirectly", "Indirectamente", "Indirectly";
        Directly = "directly", "Directamente", "Directly";
    }
}

choices! {
    /// How far something may go, whatever was consented for the whole.
    Confidentiality {
        Vault = "vault", "Sólo bóveda de identidad", "Identity vault only";
        Team = "team", "Equipo del caso", "Case team";
        Org = "org", "Organización", "Organisation";
        Body = "body", "Organismo indicado", "Named body";
        State = "state", "Puede llegar al Estado", "May reach the State";
        Public = "public", "Público", "Public";
    }
}

choices! { Willingness {
    Yes = "yes", "Sí", "Yes";
    OnlyWithProtection = "only_with_protection", "Sólo con protección", "Only with protection";
    OnlyAnonymous = "only_anonymous", "Sólo en anonimato", "Only anonymously";
    NotNow = "not_now", "Por ahora no", "Not now";
    No = "no", "No", "No";
} }

/// The conditions under which the account was taken.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Session {
    pub date: Option<PartialDate>,
    /// Hours and minutes, `14:02`, in the case's time zone.
    pub start: String,
    pub end: String,
    pub mode: Option<Mode>,
    pub place_type: Option<PlaceType>,
    pub place: Private,
    pub interviewers: Private,
    pub interpreter: Private,
    pub others_present: Private,
    pub language: Private,
    pub translation_by: Private,
    pub recording: Option<Recording>,
    /// As told to the person.
    pub purpose: Private,
    pub previous_accounts: Private,
    /// Voluntary, may refuse or stop, limits of confidentiality, no guaranteed outcome.
    pub rights_notice_given: bool,
    /// Insiders who may incriminate themselves were warned and offered a lawyer.
    pub self_incrimination_warning: bool,
    pub state: Vec<StateNoted>,
    pub needs: Vec<Need>,
    pub state_note: Private,
}

/// Where an insider stood.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct InsiderPosition {
    pub employer: Private,
    pub unit: Private,
    pub post: Private,
    pub from: Option<PartialDate>,
    pub to: Option<PartialDate>,
    pub still_employed: Option<bool>,
}

/// One assertion, cited in dossiers as `T-004 ¶12`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Segment {
    pub text: Private,
    pub translation: Private,
    pub basis: Option<Basis>,
    pub heard_from: Private,
    pub certainty: Option<Certainty>,
    pub date: Option<PartialDate>,
    pub place: Private,
    pub identifies_source: Option<Identifies>,
    pub third_party_data: bool,
    pub confidentiality: Option<Confidentiality>,
    pub evidence: Vec<RecordId>,
}

/// What followed the account: reading back, signing, and what the person is ready to do.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Closing {
    pub read_back: bool,
    pub corrections: Private,
    pub signed: Private,
    pub ratify: Option<Willingness>,
    pub testify: Option<Willingness>,
    pub meet_authority: Option<Willingness>,
    pub media: Option<Willingness>,
    pub next_contact: Private,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Testimony {
    /// Put in by whoever records it: a form or a file says whose account it is, not this.
    #[serde(default = "RecordId::nil")]
    pub person: RecordId,
    /// One line, for lists; made from the narrative when left empty.
    #[serde(default)]
    pub title: Private,
    #[serde(default)]
    pub session: Session,
    #[serde(default)]
    pub relations: Vec<Relation>,
    #[serde(default)]
    pub insider: InsiderPosition,
    /// Free account, in the person's own words.
    #[serde(default)]
    pub narrative: Private,
    #[serde(default)]
    pub segments: Vec<Segment>,
    /// Who ordered, through what, when, the exact words, the sanction threatened.
    #[serde(default)]
    pub orders_received: Private,
    #[serde(default)]
    pub impact: Private,
    #[serde(default)]
    pub documents_handed: Private,
    #[serde(default)]
    pub documents_elsewhere: Private,
    #[serde(default)]
    pub other_witnesses: Private,
    #[serde(default)]
    pub security_assessment: Private,
    #[serde(default)]
    pub referrals: Private,
    #[serde(default)]
    pub closing: Closing,
    /// The analyst's layer: never exported.
    #[serde(default)]
    pub internal_note: Private,
    /// A draft can be completed; a finalised testimony is corrected by a new revision.
    #[serde(default)]
    pub finalised: bool,
}

impl Testimony {
    /// A draft asks for little, so that nothing is ever lost; a finalised one asks for what a body
    /// or a court expects to see.
    pub fn check(mut self) -> Result<Self, Vec<Problem>> {
        self.segments.retain(|segment| !segment.text.is_blank());
        let mut problems = Problems::default();
        let has_words = !self.narrative.is_blank() || !self.segments.is_empty();
        problems.require(has_words, "narrative", "blank");
        check_clock(&mut problems, "session-start", &self.session.start);
        check_clock(&mut problems, "session-end", &self.session.end);
        if self.finalised {
            problems.require(self.session.date.is_some(), "session-date", "blank");
            problems.require(
                self.session.rights_notice_given,
                "session-rights_notice_given",
                "rights-notice",
            );
            problems.require(!self.segments.is_empty(), "segments-0-text", "no-segments");
            for (number, segment) in self.segments.iter().enumerate() {
                problems.require(segment.basis.is_some(), &format!("segments-{number}-basis"), "choose-one");
            }
        }
        if self.title.is_blank() {
            self.title = self.first_words();
        }
        problems.or(self)
    }

    fn first_words(&self) -> Private {
        let text = self.segments.first().map_or(&self.narrative, |segment| &segment.text);
        let line: Vec<&str> = text.reveal().split_whitespace().take(12).collect();
        Private::new(line.join(" "))
    }
}

fn check_clock(problems: &mut Problems, field: &str, clock: &str) {
    let ok = clock.is_empty() || jiff::civil::Time::strptime("%H:%M", clock).is_ok();
    problems.require(ok, field, "not-a-time");
}

impl Document for Testimony {
    const KIND: &'static str = "testimony";
    const PREFIX: &'static str = "T";
    type Read = ReadRecords;
    type Write = TakeTestimony;

    fn title(&self) -> &Private {
        &self.title
    }

    fn search_text<'a>(&'a self, found: &mut dyn FnMut(&'a Private)) {
        let own = [&self.title, &self.narrative, &self.orders_received, &self.impact, &self.documents_handed];
        let more = [&self.documents_elsewhere, &self.other_witnesses, &self.internal_note];
        own.into_iter().chain(more).for_each(&mut *found);
        for segment in &self.segments {
            found(&segment.text);
            found(&segment.translation);
        }
    }

    fn mentions(&self) -> Vec<RecordId> {
        let evidence = self.segments.iter().flat_map(|segment| segment.evidence.iter().copied());
        std::iter::once(self.person).chain(evidence).collect()
    }
}
