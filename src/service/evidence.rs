//! Evidence: taken in as a stream, with its custody from the first moment; given back byte for
//! byte.

use super::{Actor, Error, Result, Store, preview};
use crate::crypto::digest::{Digest, Hasher};
use crate::domain::evidence::{
    BlobRef, CustodyEvent, CustodyKind, Evidence, EvidenceFile, EvidenceKind, Preview, Provenance,
};
use crate::domain::ledger::Act;
use crate::domain::link::Link;
use crate::domain::policy::{Action, AttachEvidence, Covers, DownloadOriginal, ReadRecords};
use crate::domain::{CaseId, Private, Problem, RecordId, Recorded, Wordings};
use crate::store::Writing;
use crate::store::files::SealedFile;
use std::io::{Cursor, Read, Seek, SeekFrom};

/// What is said of a file when it comes in.
#[derive(Clone, Debug)]
pub struct EvidenceDraft {
    /// The file's own name when left blank.
    pub title: Private,
    pub file_name: Private,
    pub kind: Option<EvidenceKind>,
    pub description: Private,
    pub alt_text: Private,
    pub wordings: Wordings,
    pub tags: Vec<Private>,
    pub provenance: Provenance,
    pub persons: Vec<RecordId>,
    /// Nobody can be recognised in it; means nothing beside persons.
    pub nobody_shown: bool,
}

impl EvidenceDraft {
    pub fn of_file(name: impl Into<String>) -> Self {
        let blank = Private::default;
        let (title, description, alt_text) = (blank(), blank(), blank());
        let (tags, provenance, persons) = (Vec::new(), Provenance::default(), Vec::new());
        Self {
            title,
            file_name: Private::new(name),
            kind: None,
            description,
            alt_text,
            wordings: Wordings::default(),
            tags,
            provenance,
            persons,
            nobody_shown: false,
        }
    }

    pub(super) fn into_evidence(self, file: EvidenceFile) -> Result<Evidence> {
        let nobody_shown = self.nobody_shown && self.persons.is_empty();
        let evidence = Evidence {
            title: if self.title.is_blank() { self.file_name } else { self.title },
            kind: self.kind.unwrap_or_else(|| kind_of(&file.media_type)),
            description: self.description,
            alt_text: self.alt_text,
            wordings: self.wordings,
            tags: self.tags,
            provenance: self.provenance,
            file,
            persons: self.persons,
            nobody_shown,
        };
        evidence.check().map_err(Error::Invalid)
    }
}

/// What was attached; `same_as` is the reference of an item with the very same bytes.
pub struct Attached {
    pub evidence: Recorded<Evidence>,
    pub same_as: Option<String>,
}

/// An item with its history.
pub struct EvidenceRecord {
    pub evidence: Recorded<Evidence>,
    /// In the order in which it happened.
    pub custody: Vec<Recorded<CustodyEvent>>,
    pub links: Vec<Recorded<Link>>,
    /// Every revision, oldest first.
    pub history: Vec<Recorded<Evidence>>,
}

fn kind_of(media_type: &str) -> EvidenceKind {
    match media_type.split('/').next() {
        Some("image") => EvidenceKind::Photo,
        Some("video") => EvidenceKind::Video,
        Some("audio") => EvidenceKind::Audio,
        _ => EvidenceKind::Other,
    }
}

/// Enough first bytes to tell what a file is.
const HEAD: usize = 8 * 1024;

/// The media type by the first bytes; what the sender declared is not asked.
fn media_type(head: &[u8]) -> &'static str {
    match infer::get(head) {
        Some(kind) => kind.mime_type(),
        None if is_text(head) => "text/plain",
        None => "application/octet-stream",
    }
}

/// UTF-8 without NUL; the head may end inside a character.
fn is_text(head: &[u8]) -> bool {
    let whole = match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    whole && !head.contains(&0)
}

/// A file that was sealed and is not yet part of a record. Dropped without being kept, it is
/// removed again.
pub(super) struct SealedIntake<'s> {
    store: &'s Store,
    blobs: Vec<BlobRef>,
}

impl<'s> SealedIntake<'s> {
    pub fn new(store: &'s Store) -> Self {
        Self { store, blobs: Vec::new() }
    }

    /// Seals a stream for the act `A` and remembers it until it is kept.
    pub fn seal<A>(&mut self, actor: &Actor, case: CaseId, from: &mut (dyn Read + Send)) -> Result<BlobRef>
    where
        A: Action + Covers<ReadRecords>,
    {
        let blob = self.store.intake::<A>(actor, case)?.seal(from)?;
        self.blobs.push(blob.clone());
        Ok(blob)
    }

    /// Removes a file again that is the same as another.
    pub fn discard(&mut self, blob: &BlobRef) {
        self.blobs.retain(|kept| kept.id != blob.id);
        self.store.discard_file(blob);
    }

    /// The files now belong to records that were committed.
    pub fn keep(mut self) {
        self.blobs.clear();
    }
}

impl Drop for SealedIntake<'_> {
    fn drop(&mut self) {
        self.blobs.iter().for_each(|blob| self.store.discard_file(blob));
    }
}

/// Takes a file into the case: hashes and seals it as it comes, makes a preview of a picture,
/// records the item and that it was received.
pub fn attach(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    draft: EvidenceDraft,
    from: &mut (dyn Read + Send),
) -> Result<Attached> {
    let mut intake = SealedIntake::new(store);
    let file = take_in(store, actor, case, &draft.file_name, from, &mut intake)?;
    let attached = store.write::<AttachEvidence, _>(actor, case, |writing| {
        for person in &draft.persons {
            writing.find::<crate::domain::person::Person>(*person)?;
        }
        let same = writing.with_key::<Evidence>("sha256", file.blob.sha256.bytes())?;
        let evidence = record(writing, draft.into_evidence(file)?)?;
        Ok(Attached { evidence, same_as: same.map(|same| same.reference) })
    })?;
    intake.keep();
    Ok(attached)
}

/// Seals a file and its preview.
pub(super) fn take_in(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    name: &Private,
    from: &mut (dyn Read + Send),
    intake: &mut SealedIntake<'_>,
) -> Result<EvidenceFile> {
    let mut head = Vec::with_capacity(HEAD);
    from.take(HEAD as u64).read_to_end(&mut head)?;
    if head.is_empty() {
        return Err(Error::Invalid(vec![Problem::new("file", "file-empty")]));
    }
    let media_type = media_type(&head);
    let blob = intake.seal::<AttachEvidence>(actor, case, &mut Cursor::new(head).chain(from))?;
    let preview = make_preview(store, actor, case, media_type, &blob, intake)?;
    Ok(EvidenceFile { name: name.clone(), media_type: media_type.into(), blob, preview })
}

fn make_preview(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    media_type: &str,
    original: &BlobRef,
    intake: &mut SealedIntake<'_>,
) -> Result<Option<Preview>> {
    if !media_type.starts_with("image/") {
        return Ok(None);
    }
    let mut file = store.read::<AttachEvidence, _>(actor, case, |granted| granted.file(original))?;
    let Some(picture) = preview::make(media_type, original.length, &mut file) else { return Ok(None) };
    let blob = intake.seal::<AttachEvidence>(actor, case, &mut picture.bytes.as_slice())?;
    let media_type = picture.media_type.into();
    Ok(Some(Preview { blob, media_type, width: picture.width, height: picture.height }))
}

/// Records an item whose files are sealed, and the first event of its custody.
pub(super) fn record<A>(writing: &mut Writing<'_, A>, evidence: Evidence) -> Result<Recorded<Evidence>>
where
    A: Action + Covers<AttachEvidence> + Covers<ReadRecords>,
{
    writing.keep_file(&evidence.file.blob)?;
    if let Some(preview) = &evidence.file.preview {
        writing.keep_file(&preview.blob)?;
    }
    let evidence = writing.insert(evidence)?;
    let blank = Private::default;
    writing.insert(CustodyEvent {
        evidence: evidence.id,
        kind: CustodyKind::Received,
        at: writing.now(),
        from: evidence.body.provenance.source.clone(),
        to: blank(),
        place: blank(),
        purpose: blank(),
        sha256: Some(evidence.body.file.blob.sha256),
        note: blank(),
    })?;
    Ok(evidence)
}

/// Describes an item anew. Its file, and what was said before, stay as they are.
pub fn revise(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    id: RecordId,
    read: u64,
    draft: EvidenceDraft,
) -> Result<()> {
    store.write::<AttachEvidence, _>(actor, case, |writing| {
        for person in &draft.persons {
            writing.find::<crate::domain::person::Person>(*person)?;
        }
        let old = writing.find::<Evidence>(id)?.body;
        let draft = EvidenceDraft { file_name: old.file.name.clone(), ..draft };
        let evidence = draft.into_evidence(old.file)?;
        writing.revise(id, read, evidence).map(|_| ())
    })
}

/// Adds a step to an item's custody. Who says that the original was verified has it verified: it is
/// opened and hashed anew, and the digest stands in the step.
pub fn add_custody(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    event: CustodyEvent,
) -> Result<Recorded<CustodyEvent>> {
    let event = event.check(store.now()).map_err(Error::Invalid)?;
    let sha256 = match event.kind {
        CustodyKind::Hashed => Some(digest_now(store, actor, case, event.evidence)?),
        _ => event.sha256,
    };
    store.write::<AttachEvidence, _>(actor, case, |writing| {
        writing.find::<Evidence>(event.evidence)?;
        writing.insert(CustodyEvent { sha256, ..event })
    })
}

fn digest_now(store: &Store, actor: &Actor, case: CaseId, id: RecordId) -> Result<Digest> {
    let mut file = store.read::<AttachEvidence, _>(actor, case, |granted| {
        let evidence = granted.find::<Evidence>(id)?;
        granted.file(&evidence.body.file.blob)
    })?;
    let (mut hasher, mut piece) = (Hasher::default(), vec![0; 256 * 1024]);
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(hasher.finish()),
            count => hasher.update(&piece[..count]),
        }
    }
}

pub fn list(store: &Store, actor: &Actor, case: CaseId) -> Result<Vec<Recorded<Evidence>>> {
    store.read::<ReadRecords, _>(actor, case, |granted| granted.list())
}

pub fn show(store: &Store, actor: &Actor, case: CaseId, id: RecordId) -> Result<EvidenceRecord> {
    store.read::<ReadRecords, _>(actor, case, |granted| {
        let mut custody: Vec<Recorded<CustodyEvent>> = granted.mentioning(id)?;
        custody.sort_by_key(|step| step.body.at);
        Ok(EvidenceRecord {
            evidence: granted.find(id)?,
            custody,
            links: granted.mentioning(id)?,
            history: granted.history(id)?,
        })
    })
}

/// Opens an original. That it left the case is an act.
pub fn original(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    id: RecordId,
) -> Result<(Recorded<Evidence>, SealedFile)> {
    store.write::<DownloadOriginal, _>(actor, case, |writing| {
        let evidence = writing.find::<Evidence>(id)?;
        let file = writing.file(&evidence.body.file.blob)?;
        writing.tell(Act::OriginalRead, &evidence)?;
        Ok((evidence, file))
    })
}

/// The preview of a picture, with its media type.
pub fn preview(store: &Store, actor: &Actor, case: CaseId, id: RecordId) -> Result<(String, Vec<u8>)> {
    let (media_type, mut file) = store.read::<ReadRecords, _>(actor, case, |granted| {
        let evidence = granted.find::<Evidence>(id)?;
        let preview = evidence.body.file.preview.ok_or(Error::NotFound)?;
        Ok((preview.media_type, granted.file(&preview.blob)?))
    })?;
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.read_to_end(&mut bytes)?;
    Ok((media_type, bytes))
}
