//! Dossiers: what one would hold, and making it. Consent is decided in [`gate`], the words are
//! chosen in [`compose`]; typesetting, packing and signing are the `dossier` module's.

mod annex;
mod clocks;
mod compose;
mod extract;
mod fields;
mod gate;
mod gather;
mod making;
mod parts;
mod phrases;
mod whose;

pub use crate::dossier::body::{ClockStart, Length};
pub use crate::dossier::{Body, bodies, verify};
pub use clocks::{Deadline, StartDate};
pub use fields::{FieldState, unknown_id};
pub use whose::{Whose, whose};

use super::evidence::SealedIntake;
use super::pipe::{both_ends, pipe};
use super::{Actor, Error, OnProgress, Progress, Result, Store};
use crate::domain::consent::NameForm;
use crate::domain::dossier::{Dossier, Exclusion};
use crate::domain::evidence::EvidenceKind;
use crate::domain::ledger::Act;
use crate::domain::policy::{ExportDossier, PrepareDossier};
use crate::domain::{CaseId, Choice, Lang, Private, Problem, RecordId, Recorded};
use crate::dossier::{Content, Exported, LedgerExtract, body};
use crate::store::files::SealedFile;
use making::Making;

/// Something that would go in.
pub struct Item {
    pub reference: String,
    pub title: Private,
    pub detail: Detail,
}

/// What goes in of it, or as what.
#[derive(Clone, Copy)]
pub enum Detail {
    Segments { included: usize, all: usize },
    Kind(EvidenceKind),
    Posts(u64),
    Name(NameForm),
}

impl Detail {
    pub fn words(self, language: Lang) -> String {
        match self {
            Detail::Segments { included, all } => phrases::paragraphs(language, included, all),
            Detail::Kind(kind) => kind.label(language).to_owned(),
            Detail::Posts(count) => phrases::posts(language, count),
            Detail::Name(form) => form.label(language).to_owned(),
        }
    }
}

/// What a dossier would hold today, and what it lacks. Whoever would be named is among what is
/// included, by the name that would be printed.
pub struct Check {
    pub body: &'static Body,
    pub language: Lang,
    pub fields: Vec<FieldState>,
    /// Of the answers, for whoever changes them; 0 before the first.
    pub answers_revision: u64,
    /// Labels of required fields without a value.
    pub missing: Vec<String>,
    pub included: Vec<Item>,
    pub exclusions: Vec<Exclusion>,
    pub identities_open: bool,
    pub with_identities: bool,
    pub deadlines: Vec<Deadline>,
    pub dates: Vec<StartDate>,
    /// Where the body limits it.
    pub length: Option<Length>,
}

pub struct ExportOrder {
    /// The body's code.
    pub body: String,
    /// The body's usual language when `None`.
    pub language: Option<Lang>,
    pub with_identities: bool,
}

fn find_body(code: &str, language: Option<Lang>) -> Result<(&'static Body, Lang)> {
    let body = body(code).ok_or_else(|| Error::Invalid(vec![Problem::new("body", "unknown").with(code)]))?;
    match language {
        Some(wanted) if !body.languages.contains(&wanted) => {
            let takes: Vec<&str> = body.languages.iter().map(|language| language.code()).collect();
            Err(Error::Invalid(vec![Problem::new("language", "body-language").with(takes.join(", "))]))
        }
        _ => Ok((body, body.language(language).unwrap_or(Lang::Es))),
    }
}

/// Says what a dossier for a body would hold, what would stay out and why, and what is missing.
///
/// # Errors
/// `IdentitiesClosed` when identities are asked for and are not open. To see them is an act on each.
pub fn check(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    code: &str,
    language: Option<Lang>,
    with_identities: bool,
) -> Result<Check> {
    let (body, language) = find_body(code, language)?;
    let gathered = gather::gather(store, actor, case, language, with_identities)?;
    let admitted = gate::admit(body, &gathered);
    let making = Making { store, actor, case, body, gathered: &gathered, admitted: &admitted };
    let fields = fields::states(&making);
    let missing = fields.iter().filter(|field| field.is_missing()).map(|field| field.label.clone()).collect();
    let length = body.limits.are_any().then(|| length(&making)).transpose()?;
    Ok(Check {
        body,
        language,
        fields,
        answers_revision: gathered.facts_revision,
        missing,
        included: items(&making),
        identities_open: actor.identities_open_until(case.into(), store.now()).is_some(),
        with_identities,
        deadlines: clocks::deadlines(body, &gathered),
        dates: clocks::dates(body, &gathered),
        length,
        exclusions: admitted.exclusions,
    })
}

/// Typesets what would leave, to count its pages.
fn length(making: &Making<'_>) -> Result<Length> {
    let checkpoint = making
        .store
        .read::<ExportDossier, _>(making.actor, making.case, |granted| Ok(granted.checkpoint()))?;
    let content = compose::compose(making, "D-000", &checkpoint)?;
    crate::dossier::length(&content).map_err(failed)
}

fn items(making: &Making<'_>) -> Vec<Item> {
    let (gathered, admitted) = (making.gathered, making.admitted);
    let testimonies = admitted.testimonies.iter().map(|admitted| {
        let testimony = &gathered.testimonies[admitted.index];
        let all = testimony.body.segments.len();
        let detail = Detail::Segments { included: admitted.segments.len(), all };
        Item { reference: testimony.reference.clone(), title: testimony.body.title.clone(), detail }
    });
    let evidence = admitted.evidence.iter().map(|index| {
        let evidence = &gathered.evidence[*index];
        let detail = Detail::Kind(evidence.body.kind);
        Item { reference: evidence.reference.clone(), title: evidence.body.title.clone(), detail }
    });
    let sets = admitted.sets(gathered).map(|set| Item {
        reference: set.reference.clone(),
        title: set.body.title.clone(),
        detail: Detail::Posts(set.body.posts()),
    });
    let named = compose::named(making).into_iter().map(|(person, name, form)| Item {
        reference: person.reference.clone(),
        title: name.into(),
        detail: Detail::Name(form),
    });
    named.chain(testimonies).chain(evidence).chain(sets).collect()
}

/// Makes a dossier: gathers, applies consent, typesets, packs, signs and seals it into the case.
///
/// # Errors
/// `IdentitiesClosed` when identities are asked for and are not open.
pub fn export(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    order: ExportOrder,
    watch: OnProgress<'_>,
) -> Result<Recorded<Dossier>> {
    // At the beginning alone: the work may take longer than a password stays fresh.
    store.require_fresh(actor)?;
    let (body, language) = find_body(&order.body, order.language)?;
    let gathered = gather::gather(store, actor, case, language, order.with_identities)?;
    let admitted = gate::admit(body, &gathered);
    step(watch, 1)?;
    let reference =
        store.read::<ExportDossier, _>(actor, case, |granted| Ok(granted.next_reference::<Dossier>()))?;
    let making = Making { store, actor, case, body, gathered: &gathered, admitted: &admitted };
    let extract = extract::extract(&making)?;
    let content = compose::compose(&making, &reference, &extract.checkpoint)?;
    step(watch, 2)?;
    let mut intake = SealedIntake::new(store);
    let (blob, exported) = pack(&making, &content, &extract.ledger, &mut intake)?;
    step(watch, 3)?;
    let states = fields::states(&making);
    let dossier = Dossier {
        title: gathered.profile.body.title.clone(),
        body: body.code.clone(),
        profile_version: format!("{} ({})", body.version, body.dated),
        language: language.code().into(),
        with_identities: order.with_identities,
        file: blob,
        file_name: format!("{}.zip", exported.name),
        manifest: exported.manifest_sha256,
        included: admitted.records(&gathered),
        exclusions: admitted.exclusions.clone(),
        missing: states.iter().filter(|field| field.is_missing()).map(|field| field.id.clone()).collect(),
        ledger_size: extract.checkpoint.size,
    };
    let recorded = store.write::<ExportDossier, _>(actor, case, |writing| {
        // Somebody else exported meanwhile: the number inside the dossier would not be its own.
        if writing.next_reference::<Dossier>() != reference {
            return Err(Error::Conflict);
        }
        writing.keep_file(&dossier.file)?;
        writing.insert(dossier)
    })?;
    intake.keep();
    Ok(recorded)
}

/// The steps of an export that are told: gathered, composed, packed.
const STEPS: u64 = 3;

fn step(watch: &mut dyn FnMut(Progress) -> std::ops::ControlFlow<()>, done: u64) -> Result<()> {
    match watch(Progress { done, total: Some(STEPS), found: done }) {
        std::ops::ControlFlow::Continue(()) => Ok(()),
        std::ops::ControlFlow::Break(()) => Err(Error::Cancelled),
    }
}

/// Packs on this thread, seals on another: the bag is never in clear on the disk.
fn pack(
    making: &Making<'_>,
    content: &Content,
    ledger: &LedgerExtract,
    intake: &mut SealedIntake<'_>,
) -> Result<(crate::domain::evidence::BlobRef, Exported)> {
    let Making { actor, case, .. } = *making;
    std::thread::scope(|scope| {
        let (mut writer, mut reader) = pipe();
        let sealing = scope.spawn(move || intake.seal::<ExportDossier>(actor, case, &mut reader));
        let files = parts::of(making, content);
        let exported = crate::dossier::export(content, ledger, files, actor.dossier_key(), &mut writer);
        let exported = exported.map_err(failed).and_then(|done| {
            writer.finish()?;
            Ok(done)
        });
        let sealed = sealing.join().map_err(|_| Error::Internal("sealing thread".into()))?;
        let (exported, blob) = both_ends(exported, sealed)?;
        Ok((blob, exported))
    })
}

/// A disk that is full, a file that was tampered with: told as what they are.
fn failed(error: crate::dossier::Error) -> Error {
    match error {
        crate::dossier::Error::Write(error) => error.into(),
        other => Error::Internal(format!("dossier: {other}")),
    }
}

pub fn list(store: &Store, actor: &Actor, case: CaseId) -> Result<Vec<Recorded<Dossier>>> {
    store.read::<PrepareDossier, _>(actor, case, |granted| granted.list())
}

pub fn show(store: &Store, actor: &Actor, case: CaseId, id: RecordId) -> Result<Recorded<Dossier>> {
    store.read::<PrepareDossier, _>(actor, case, |granted| granted.find(id))
}

/// Opens a finished dossier. That it was taken out is an act.
pub fn file(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    id: RecordId,
) -> Result<(Recorded<Dossier>, SealedFile)> {
    store.require_fresh(actor)?;
    store.write::<ExportDossier, _>(actor, case, |writing| {
        let dossier = writing.find::<Dossier>(id)?;
        let file = writing.file(&dossier.body.file)?;
        writing.tell(Act::DossierRead, &dossier)?;
        Ok((dossier, file))
    })
}

/// The public key that a dossier's signature is checked with.
pub fn signer_key(store: &Store, actor: &Actor, case: CaseId, dossier: &Recorded<Dossier>) -> Result<String> {
    store.read::<PrepareDossier, _>(actor, case, |granted| granted.dossier_key(dossier.recorded_by))
}
