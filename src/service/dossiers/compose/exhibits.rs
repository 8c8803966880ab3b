//! Exhibits on their sheets: what they are, how they came, who had them.

use super::super::gate::Admitted;
use super::super::gather::Gathered;
use super::super::phrases;
use super::row;
use crate::domain::consent::NameForm;
use crate::domain::evidence::{CustodyEvent, Evidence};
use crate::domain::link::Target;
use crate::domain::policy::ExportDossier;
use crate::domain::{CaseId, Choice, RecordId, Recorded};
use crate::dossier::content::{self, Exhibit, ExhibitFile, Figure, Row};
use crate::dossier::names;
use crate::service::dates::{self, Style};
use crate::service::{Actor, Result, Store};
use std::io::Read;

pub fn compose(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    gathered: &Gathered,
    admitted: &Admitted,
) -> Result<Vec<Exhibit>> {
    let included = admitted.records(gathered);
    let exhibit = |index: &usize| {
        let evidence = &gathered.evidence[*index];
        let name = file_name(admitted, evidence);
        let figures = figures(store, actor, case, gathered, evidence, &name)?;
        Ok(exhibit(gathered, &included, evidence, name, figures))
    };
    admitted.evidence.iter().map(exhibit).collect()
}

fn exhibit(
    gathered: &Gathered,
    included: &[RecordId],
    evidence: &Recorded<Evidence>,
    file_name: String,
    figures: Vec<Figure>,
) -> Exhibit {
    let (language, body) = (gathered.language, &evidence.body);
    let source = &body.provenance.source;
    Exhibit {
        reference: evidence.reference.clone(),
        title: title(evidence, &file_name).into(),
        kind: body.kind.label(language).into(),
        description: body.description.reveal().into(),
        source: (!body.provenance.source_confidential && !source.is_blank())
            .then(|| source.reveal().to_owned()),
        capture: capture(gathered, included, evidence),
        custody: custody(gathered, evidence),
        file: Some(ExhibitFile {
            path: names::exhibit_path(&evidence.reference, &file_name),
            name: file_name,
            media_type: body.file.media_type.clone(),
            bytes: body.file.blob.length,
            sha256: body.file.blob.sha256.to_string(),
            ledger_entry: entry_of(gathered, evidence.id),
        }),
        figures,
        redacted: false,
    }
}

/// The file's own name where nothing could be told by it: people name files after people.
fn file_name(admitted: &Admitted, evidence: &Recorded<Evidence>) -> String {
    let (body, own) = (&evidence.body, evidence.body.file.name.reveal());
    let in_full = |person: &RecordId| admitted.named.get(person) == Some(&NameForm::Full);
    if !body.provenance.source_confidential && body.persons.iter().all(in_full) {
        return own.to_owned();
    }
    let short =
        |extension: &&str| extension.len() <= 5 && extension.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let extension = own.rsplit_once('.').map(|(_, extension)| extension).filter(short);
    extension.map_or_else(|| evidence.reference.clone(), |end| format!("{}.{end}", evidence.reference))
}

/// A title that nobody typed is the file's name, and is treated as one.
fn title<'t>(evidence: &'t Recorded<Evidence>, file_name: &'t str) -> &'t str {
    let (title, own) = (evidence.body.title.reveal(), evidence.body.file.name.reveal());
    if title == own { file_name } else { title }
}

fn capture(gathered: &Gathered, included: &[RecordId], evidence: &Recorded<Evidence>) -> Vec<Row> {
    let (language, provenance) = (gathered.language, &evidence.body.provenance);
    let open = !provenance.source_confidential;
    let size = evidence
        .body
        .file
        .preview
        .as_ref()
        .map(|preview| format!("{} × {} px", preview.width, preview.height));
    let linked = linked(gathered, included, evidence.id);
    let rows = [
        provenance
            .obtained_on
            .map(|date| row(language, "obtained_on", dates::day(language, Style::Paper, date))),
        // How something was obtained can tell from whom.
        (open && !provenance.obtained_how.is_blank())
            .then(|| row(language, "obtained_how", provenance.obtained_how.reveal())),
        (!provenance.url.is_blank()).then(|| row(language, "url", provenance.url.reveal())),
        size.map(|size| row(language, "size", size)),
        (!linked.is_empty()).then(|| row(language, "linked", linked.join(", "))),
    ];
    rows.into_iter().flatten().collect()
}

/// Custody with the references of accounts: names of staff stay, and so does from whom, to whom and
/// where, which can tell a source. The note is written for whoever reads the dossier, and the form
/// says so.
fn custody(gathered: &Gathered, evidence: &Recorded<Evidence>) -> Vec<content::CustodyEvent> {
    let events = gathered.custody.iter().filter(|event| event.body.evidence == evidence.id);
    let event = |event: &Recorded<CustodyEvent>| content::CustodyEvent {
        date: dates::moment(gathered.language, Style::Paper, event.body.at, &gathered.zone),
        event: event.body.kind.label(gathered.language).into(),
        person: gathered.staff.get(&event.recorded_by).cloned().unwrap_or_default(),
        note: said(&event.body),
        ledger_entry: entry_of(gathered, event.id),
    };
    events.map(event).collect()
}

/// What for, and what was noted.
fn said(event: &CustodyEvent) -> String {
    let said = [&event.purpose, &event.note].into_iter().filter(|text| !text.is_blank());
    said.map(|text| text.reveal().trim()).collect::<Vec<_>>().join("\n")
}

/// The entry that recorded something first.
fn entry_of(gathered: &Gathered, record: RecordId) -> Option<u64> {
    let recorded =
        gathered.entries.iter().find(|entry| entry.record == Some(record) && entry.revision == Some(1));
    recorded.map(|entry| entry.seq)
}

/// The preview, which is upright and without metadata; the original is in the bag.
fn figures(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    gathered: &Gathered,
    evidence: &Recorded<Evidence>,
    file_name: &str,
) -> Result<Vec<Figure>> {
    let Some(preview) = &evidence.body.file.preview else { return Ok(Vec::new()) };
    let mut file = store.read::<ExportDossier, _>(actor, case, |granted| granted.file(&preview.blob))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    let said =
        [&evidence.body.alt_text, &evidence.body.description].into_iter().find(|text| !text.is_blank());
    let unnamed =
        || phrases::unnamed_picture(gathered.language, &evidence.reference, title(evidence, file_name));
    let alt = said.map_or_else(unnamed, |text| text.reveal().to_owned());
    Ok(vec![Figure { alt, caption: None, bytes }])
}

/// The references of what a record is linked with, among what is in the dossier.
pub fn linked(gathered: &Gathered, included: &[RecordId], record: RecordId) -> Vec<String> {
    let mut found = Vec::new();
    for link in &gathered.links {
        let (from, to) = (link.body.from, link.body.to);
        let other = match (from.record() == record, to.record() == record) {
            (true, _) => to,
            (_, true) => from,
            _ => continue,
        };
        if included.contains(&other.record()) {
            found.extend(target(gathered, other));
        }
    }
    found.sort();
    found.dedup();
    found
}

fn target(gathered: &Gathered, target: Target) -> Option<String> {
    let reference = reference(gathered, target.record())?;
    match target {
        Target::Record(_) => Some(reference),
        Target::Post(post) => Some(format!("{reference}/{}", post.number)),
    }
}

/// The short reference of something that can be in a dossier.
pub fn reference(gathered: &Gathered, id: RecordId) -> Option<String> {
    let testimony = gathered.testimonies.iter().find(|one| one.id == id).map(|one| &one.reference);
    let evidence = || gathered.evidence.iter().find(|one| one.id == id).map(|one| &one.reference);
    let set = || gathered.post_sets.iter().find(|one| one.id == id).map(|one| &one.reference);
    testimony.or_else(evidence).or_else(set).cloned()
}
