//! Exhibits on their sheets: what they are, how they came, who had them.

use super::super::gate::Admitted;
use super::super::gather::Gathered;
use super::super::making::Making;
use super::super::phrases;
use super::{places, row};
use crate::domain::consent::NameForm;
use crate::domain::evidence::{CustodyEvent, Evidence};
use crate::domain::policy::ExportDossier;
use crate::domain::{Choice, Lang, RecordId, Recorded};
use crate::dossier::content::{self, Exhibit, ExhibitFile, Figure, Row};
use crate::dossier::names;
use crate::service::Result;
use crate::service::dates::{self, Style};
use std::io::Read;

pub fn compose(making: &Making<'_>) -> Result<Vec<Exhibit>> {
    let exhibit = |index: &usize| {
        let evidence = &making.gathered.evidence[*index];
        let name = own_name(making.admitted, evidence);
        let figures = figures(making, evidence, name)?;
        Ok(exhibit(making, evidence, name, figures))
    };
    making.admitted.evidence.iter().map(exhibit).collect()
}

fn exhibit(
    making: &Making<'_>,
    evidence: &Recorded<Evidence>,
    own_name: Option<&str>,
    figures: Vec<Figure>,
) -> Exhibit {
    let (gathered, body) = (making.gathered, &evidence.body);
    let (language, source) = (gathered.language, &body.provenance.source);
    Exhibit {
        reference: evidence.reference.clone(),
        title: title(language, evidence, own_name),
        kind: body.kind.label(language).into(),
        description: body.description_in(language).reveal().into(),
        source: (!body.provenance.source_confidential && !source.is_blank())
            .then(|| source.reveal().to_owned()),
        capture: capture(making, evidence),
        custody: custody(gathered, evidence),
        file: Some(ExhibitFile {
            path: names::exhibit_path(&evidence.reference, &file_name(evidence, own_name)),
            name: own_name.map(str::to_owned),
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
fn own_name<'e>(admitted: &Admitted, evidence: &'e Recorded<Evidence>) -> Option<&'e str> {
    let body = &evidence.body;
    let in_full = |person: &RecordId| admitted.named.get(person) == Some(&NameForm::Full);
    let open = !body.provenance.source_confidential && body.persons.iter().all(in_full);
    open.then(|| body.file.name.reveal())
}

/// What the file is called in the bag.
fn file_name(evidence: &Recorded<Evidence>, own_name: Option<&str>) -> String {
    if let Some(own) = own_name {
        return own.to_owned();
    }
    let ending = names::ending(evidence.body.file.name.reveal());
    ending.map_or_else(|| evidence.reference.clone(), |end| format!("{}.{end}", evidence.reference))
}

/// A title that nobody typed is the file's name, and is treated as one.
fn title(language: Lang, evidence: &Recorded<Evidence>, own_name: Option<&str>) -> String {
    let (title, name) = (evidence.body.title_in(language).reveal(), evidence.body.file.name.reveal());
    if title == name { file_name(evidence, own_name) } else { title.to_owned() }
}

fn capture(making: &Making<'_>, evidence: &Recorded<Evidence>) -> Vec<Row> {
    let (language, provenance) = (making.language(), &evidence.body.provenance);
    let open = !provenance.source_confidential;
    let size = evidence
        .body
        .file
        .preview
        .as_ref()
        .map(|preview| format!("{} × {} px", preview.width, preview.height));
    let linked = places::of(making, evidence.id);
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
    making: &Making<'_>,
    evidence: &Recorded<Evidence>,
    own_name: Option<&str>,
) -> Result<Vec<Figure>> {
    let Some(preview) = &evidence.body.file.preview else { return Ok(Vec::new()) };
    let Making { store, actor, case, .. } = *making;
    let mut file = store.read::<ExportDossier, _>(actor, case, |granted| granted.file(&preview.blob))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    let (language, body) = (making.language(), &evidence.body);
    let said = [body.alt_text_in(language), body.description_in(language)];
    let said = said.into_iter().find(|text| !text.is_blank());
    let title = title(language, evidence, own_name);
    let unnamed = || phrases::unnamed_picture(language, &evidence.reference, &title);
    let alt = said.map_or_else(unnamed, |text| text.reveal().to_owned());
    Ok(vec![Figure { alt, caption: None, bytes }])
}
