//! Bringing a chat in: its file is sealed as evidence, the messages are read out of it and sealed in
//! pages, the files that came with them become evidence of their own; all or nothing.

use super::chat_collector::{Collected, Collector};
use super::chat_pages::MessagePages;
use super::evidence::{EvidenceDraft, SealedIntake, record, take_in};
use super::pipe::{both_ends, pipe};
use super::{Actor, Error, OnProgress, Result, Store};
use crate::domain::case::CaseProfile;
use crate::domain::chats::{ChatFile, ChatSet, DateOrder};
use crate::domain::evidence::{Evidence, EvidenceFile, EvidenceKind};
use crate::domain::person::Person;
use crate::domain::policy::{ImportPosts, ReadRecords};
use crate::domain::{CaseId, Private, Problem, RecordId, Recorded};
use crate::import::chat::{self, Alone, Bundle, ChatFormat, ChatOptions, ChatSummary, Limits, Source};
use crate::store::Writing;
use crate::store::files::SealedFile;
use std::collections::HashMap;
use std::io::{BufReader, Read, Seek};

/// How a chat is to be read.
#[derive(Default)]
pub struct ChatOrder {
    pub file_name: Private,
    /// The file's own name when left blank.
    pub title: Private,
    pub source: Private,
    /// Whoever can be recognised in it. A chat is private: unless somebody says who is in it, or
    /// that nobody can be recognised, it does not leave.
    pub persons: Vec<RecordId>,
    pub nobody_shown: bool,
    /// Recognised by content when `None`.
    pub format: Option<&'static dyn ChatFormat>,
    pub order: Option<DateOrder>,
    /// The case's when `None`.
    pub time_zone: Option<String>,
}

/// The balance of an import.
pub struct ImportedChat {
    pub set: Recorded<ChatSet>,
    pub original: Recorded<Evidence>,
    pub summary: ChatSummary,
    /// The reference of an item with the very same bytes that was there before.
    pub same_as: Option<String>,
}

/// Imports a chat.
///
/// # Errors
/// `Invalid` on the field `file` when the file holds no chat, on `date_order` when only a person can
/// say which number is the day.
pub fn import(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    order: ChatOrder,
    from: &mut (dyn Read + Send),
    watch: OnProgress<'_>,
) -> Result<ImportedChat> {
    let mut intake = SealedIntake::new(store);
    let file = take_in(store, actor, case, &order.file_name, from, &mut intake)?;
    let options = options(store, actor, case, &order)?;
    let sealed = store.read::<ImportPosts, _>(actor, case, |granted| granted.file(&file.blob))?;
    let reading = Reading { store, actor, case, format: order.format, options };
    let (collected, files) = reading.all(sealed, &mut intake, watch)?;
    let imported = store
        .write::<ImportPosts, _>(actor, case, |writing| keep(writing, order, file, &collected, &files))?;
    intake.keep();
    super::search::after_import(store, actor, case, watch);
    Ok(imported)
}

fn options(store: &Store, actor: &Actor, case: CaseId, order: &ChatOrder) -> Result<ChatOptions> {
    let time_zone = match &order.time_zone {
        Some(zone) => zone.clone(),
        None => store.read::<ReadRecords, _>(actor, case, |granted| {
            let profile = granted.only::<CaseProfile>()?.ok_or(Error::NotFound)?;
            Ok(profile.body.time_zone)
        })?,
    };
    Ok(ChatOptions { order: order.order, time_zone })
}

/// A file that came with messages, sealed: the names that the messages give it.
struct Brought {
    names: Vec<Private>,
    file: EvidenceFile,
}

struct Reading<'r> {
    store: &'r Store,
    actor: &'r Actor,
    case: CaseId,
    format: Option<&'static dyn ChatFormat>,
    options: ChatOptions,
}

impl Reading<'_> {
    fn all(
        &self,
        mut sealed: SealedFile,
        intake: &mut SealedIntake<'_>,
        watch: OnProgress<'_>,
    ) -> Result<(Collected, Vec<Brought>)> {
        let (total, mut first) = (sealed.len(), Vec::new());
        (&mut sealed).take(4).read_to_end(&mut first)?;
        sealed.rewind()?;
        if !chat::is_zip(&first) {
            let collected = self.messages(&mut Alone(sealed), total, intake, watch, &|_| false)?;
            return Ok((collected, Vec::new()));
        }
        // The directory of a zip is read in small pieces.
        let mut bundle = Bundle::open(BufReader::new(sealed), Limits::default()).map_err(refused)?;
        let names = bundle.names();
        let collected = self.messages(&mut bundle, total, intake, watch, &|name| names.contains(name))?;
        let files = self.files(&mut bundle, &collected, intake)?;
        Ok((collected, files))
    }

    /// Reads the messages on this thread and seals their pages on another.
    fn messages(
        &self,
        source: &mut dyn Source,
        total: u64,
        intake: &mut SealedIntake<'_>,
        watch: OnProgress<'_>,
        brought: &dyn Fn(&str) -> bool,
    ) -> Result<Collected> {
        let (actor, case) = (self.actor, self.case);
        std::thread::scope(|scope| {
            let (writer, mut reader) = pipe();
            let sealing = scope.spawn(move || intake.seal::<ImportPosts>(actor, case, &mut reader));
            let mut collector = Collector::new(MessagePages::new(writer), total, watch, brought);
            let read = chat::read(source, self.format, &self.options, &mut collector);
            // Whatever went wrong, the writer is gone by now, and with it the sealing thread.
            let done = collector.finish(read);
            let sealed = sealing.join().map_err(|_| Error::Internal("sealing thread".into()))?;
            let (mut collected, blob) = both_ends(done, sealed)?;
            collected.blob = Some(blob);
            Ok(collected)
        })
    }

    /// Seals the files that messages name. What is there twice is kept once.
    fn files<R: Read + Seek + Send>(
        &self,
        bundle: &mut Bundle<R>,
        collected: &Collected,
        intake: &mut SealedIntake<'_>,
    ) -> Result<Vec<Brought>> {
        let (mut files, mut known): (Vec<Brought>, HashMap<_, usize>) = (Vec::new(), HashMap::new());
        for name in &collected.files {
            let mut from = bundle.file(name.reveal()).map_err(refused)?;
            let base = Private::new(name.reveal().rsplit('/').next().unwrap_or_default());
            let file = take_in(self.store, self.actor, self.case, &base, &mut from, intake)?;
            match known.get(&file.blob.sha256) {
                Some(place) => {
                    discard(intake, &file);
                    files[*place].names.push(name.clone());
                }
                None => {
                    known.insert(file.blob.sha256, files.len());
                    files.push(Brought { names: vec![name.clone()], file });
                }
            }
        }
        Ok(files)
    }
}

fn discard(intake: &mut SealedIntake<'_>, file: &EvidenceFile) {
    intake.discard(&file.blob);
    if let Some(preview) = &file.preview {
        intake.discard(&preview.blob);
    }
}

fn keep(
    writing: &mut Writing<'_, ImportPosts>,
    order: ChatOrder,
    file: EvidenceFile,
    collected: &Collected,
    files: &[Brought],
) -> Result<ImportedChat> {
    for person in &order.persons {
        writing.find::<Person>(*person)?;
    }
    let same = writing.with_key::<Evidence>("sha256", file.blob.sha256.bytes())?;
    let title = if order.title.is_blank() { order.file_name } else { order.title };
    let draft = EvidenceDraft {
        title: title.clone(),
        kind: Some(EvidenceKind::ChatExport),
        nobody_shown: order.nobody_shown,
        persons: order.persons,
        ..EvidenceDraft::of_file("")
    };
    let mut evidence = draft.into_evidence(file)?;
    evidence.provenance.source = order.source;
    let original = record(writing, evidence)?;
    let files = keep_files(writing, files, &original)?;
    let blob = collected.blob.as_ref().ok_or(Error::NotFound)?;
    writing.keep_file(blob)?;
    let set = writing.insert(collected.set(title, original.id, blob.clone(), files))?;
    Ok(ImportedChat {
        set,
        original,
        summary: collected.summary.clone(),
        same_as: same.map(|same| same.reference),
    })
}

/// Each file becomes an item of evidence, unless the case has it already.
fn keep_files(
    writing: &mut Writing<'_, ImportPosts>,
    files: &[Brought],
    original: &Recorded<Evidence>,
) -> Result<Vec<ChatFile>> {
    let mut kept = Vec::new();
    for brought in files {
        let known = writing.with_key::<Evidence>("sha256", brought.file.blob.sha256.bytes())?;
        let item = match known {
            Some(item) => item,
            None => {
                let mut evidence =
                    EvidenceDraft::of_file(brought.file.name.reveal()).into_evidence(brought.file.clone())?;
                evidence.provenance.source = original.body.provenance.source.clone();
                let name = brought.names.first().map_or("", |name| name.reveal());
                evidence.provenance.obtained_how = Private::new(format!("{} · {name}", original.reference));
                record(writing, evidence)?
            }
        };
        kept.extend(brought.names.iter().map(|name| ChatFile { name: name.clone(), evidence: item.id }));
    }
    Ok(kept)
}

/// The chat cannot be read at all.
pub(super) fn refused(error: chat::Error) -> Error {
    match error {
        chat::Error::File(crate::import::Error::Io(error)) => error.into(),
        other => Error::Invalid(vec![Problem::new(other.field(), other.key()).with(other.detail())]),
    }
}
