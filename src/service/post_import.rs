//! Bringing posts in: a file is sealed as evidence, the posts are read out of it and sealed in pages,
//! and both are recorded, all or nothing.

use super::evidence::{EvidenceDraft, SealedIntake, record, take_in};
use super::pipe::{both_ends, pipe};
use super::post_index::{At, Capture, Index, Judged, Known, PrintKey};
use super::post_pages::{PageWriter, Written, id_digest};
use super::posts::open_sets;
use super::{Actor, Error, OnProgress, Progress, Result, Store};
use crate::analysis::{Builder, Seen};
use crate::crypto::random;
use crate::domain::evidence::{BlobRef, Evidence, EvidenceKind};
use crate::domain::person::Person;
use crate::domain::policy::ImportPosts;
use crate::domain::post::Post;
use crate::domain::posts::{PostSet, Rejected};
use crate::domain::{CaseId, Choice, Private, Problem, RecordId, Recorded};
use crate::import::{self, Encoding, Format, Options, Place, Reject, Sink, Summary};
use crate::store::files::SealedFile;
use std::io::Read;
use std::ops::ControlFlow;

/// How a file of posts is to be read.
pub struct ImportOrder {
    pub file_name: Private,
    /// The file's own name when left blank.
    pub title: Private,
    pub tags: Vec<Private>,
    pub source: Private,
    /// Whoever can be recognised in it beyond the accounts that posted in public.
    pub persons: Vec<RecordId>,
    /// Beyond them nobody can be recognised in it; means nothing beside persons. Until one or the
    /// other is said, its posts do not leave.
    pub nobody_shown: bool,
    /// Recognised by content when `None`.
    pub format: Option<&'static dyn Format>,
    pub options: Options,
}

/// The balance of an import.
pub struct Imported {
    pub set: Recorded<PostSet>,
    pub original: Recorded<Evidence>,
    pub summary: Summary,
    /// The first of the rejected; all of them stand in the set.
    pub rejects: Vec<Rejected>,
}

impl Imported {
    /// How many rejected records the answer to an import tells one by one.
    pub const REJECTS_TOLD: usize = 1000;
}

/// Imports a file of posts, all or nothing: seals the original, reads the posts out of it, seals
/// them in pages, and records both.
///
/// # Errors
/// `Invalid` on the field `file` when the file is none that can be read, or holds no post.
pub fn import(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    order: ImportOrder,
    from: &mut (dyn Read + Send),
    watch: OnProgress<'_>,
) -> Result<Imported> {
    let mut intake = SealedIntake::new(store);
    let file = take_in(store, actor, case, &order.file_name, from, &mut intake)?;
    let print_key = random::bytes();
    let known = known(store, actor, case, print_key)?;
    let original = store.read::<ImportPosts, _>(actor, case, |granted| granted.file(&file.blob))?;
    let collected = collect((actor, case), &order, original, known, &mut intake, watch)?;
    let summary = collected.summary.clone();
    let rejects = collected.rejects.clone();
    let title = if order.title.is_blank() { order.file_name.clone() } else { order.title };
    let (set, original) = store.write::<ImportPosts, _>(actor, case, |writing| {
        for person in &order.persons {
            writing.find::<Person>(*person)?;
        }
        let draft = EvidenceDraft {
            title: title.clone(),
            kind: Some(EvidenceKind::Dataset),
            nobody_shown: order.nobody_shown,
            persons: order.persons,
            tags: order.tags.clone(),
            ..EvidenceDraft::of_file("")
        };
        let mut evidence = draft.into_evidence(file)?;
        evidence.provenance.source = order.source;
        let original = record(writing, evidence)?;
        writing.keep_file(&collected.blob)?;
        let set =
            collected.into_set(title, order.tags, original.id, print_key).check().map_err(Error::Invalid)?;
        let set = writing.insert(set)?;
        Ok((set, original))
    })?;
    intake.keep();
    Ok(Imported { set, original, summary, rejects })
}

/// What the case has already. `own` is the key of the set that is being made.
fn known(store: &Store, actor: &Actor, case: CaseId, own: PrintKey) -> Result<Known> {
    let mut known = Known::new(own);
    for (set, mut file) in open_sets(store, actor, case)? {
        known.add(&mut file, &set.body.ids, set.body.print_key)?;
    }
    Ok(known)
}

/// What reading a file brought.
struct Collected {
    blob: BlobRef,
    written: Written,
    balance: Balance,
    rejects: Vec<Rejected>,
    summary: Summary,
}

/// What became of the records that are posts.
#[derive(Clone, Copy, Default)]
struct Balance {
    imported: u64,
    duplicates: u64,
    versions: u64,
}

impl Balance {
    fn kept(self) -> u64 {
        self.imported + self.versions
    }
}

impl Collected {
    fn into_set(
        self,
        title: Private,
        tags: Vec<Private>,
        original: RecordId,
        print_key: PrintKey,
    ) -> PostSet {
        PostSet {
            title,
            tags,
            original,
            format: self.summary.format.into(),
            decoding: self.summary.decoding,
            posts: self.blob,
            pages: self.written.pages,
            ids: self.written.ids,
            columns: self.written.columns,
            print_key,
            imported: self.balance.imported,
            duplicates: self.balance.duplicates,
            versions: self.balance.versions,
            rejected: self.summary.rejected(),
            rejects: self.written.rejects,
            broken_off: self.summary.broken_off,
            period: self.written.period,
        }
    }
}

/// Reads the posts on this thread and seals their pages on another.
fn collect(
    (actor, case): (&Actor, CaseId),
    order: &ImportOrder,
    original: SealedFile,
    known: Known,
    intake: &mut SealedIntake<'_>,
    watch: OnProgress<'_>,
) -> Result<Collected> {
    std::thread::scope(|scope| {
        let (writer, mut reader) = pipe();
        let sealing = scope.spawn(move || intake.seal::<ImportPosts>(actor, case, &mut reader));
        let mut collector = Collector::new(PageWriter::new(writer), known, original.len(), watch);
        let read = import::read_file(original, order.format, &order.options, &mut collector);
        // Whatever went wrong, the writer is gone by now, and with it the sealing thread.
        let done = collector.finish(read);
        let sealed = sealing.join().map_err(|_| Error::Internal("sealing thread".into()))?;
        let ((summary, written, balance, rejects), blob) = both_ends(done, sealed)?;
        Ok(Collected { blob, written, balance, rejects, summary })
    })
}

/// Takes posts as they are read: of those that the case has in the very same words only the place is
/// kept, the others are paged.
struct Collector<'w> {
    pages: PageWriter,
    columns: Builder,
    known: Known,
    index: Index,
    balance: Balance,
    rejects: Vec<Rejected>,
    total: u64,
    watch: OnProgress<'w>,
    failed: Option<Error>,
    cancelled: bool,
}

impl<'w> Collector<'w> {
    fn new(pages: PageWriter, known: Known, total: u64, watch: OnProgress<'w>) -> Self {
        let (index, balance, rejects) = (Index::default(), Balance::default(), Vec::new());
        let (columns, failed, cancelled) = (Builder::default(), None, false);
        Self { pages, columns, known, index, balance, rejects, total, watch, failed, cancelled }
    }

    fn proceed(&mut self, done: Result<()>) -> ControlFlow<()> {
        match done {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.failed = Some(error);
                ControlFlow::Break(())
            }
        }
    }

    fn finish(
        self,
        read: Result<Summary, import::Error>,
    ) -> Result<(Summary, Written, Balance, Vec<Rejected>)> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        if self.cancelled {
            return Err(Error::Cancelled);
        }
        let summary = read.map_err(refused)?;
        if self.balance.kept() + self.balance.duplicates == 0 {
            return Err(nothing_in_it(&summary, self.rejects.first()));
        }
        let messages = self.columns.messages() as u64;
        let written = self.pages.finish(self.index, self.columns.finish(), messages)?;
        Ok((summary, written, self.balance, self.rejects))
    }
}

impl Sink for Collector<'_> {
    fn post(&mut self, place: Place, post: Post) -> ControlFlow<()> {
        let mark = id_digest(&post);
        let (judged, print) = self.known.judge(mark, &post);
        match judged {
            Judged::New => self.balance.imported += 1,
            Judged::Version => self.balance.versions += 1,
            Judged::Same => self.balance.duplicates += 1,
        }
        let is_kept = judged != Judged::Same;
        let number = if is_kept { self.balance.kept() } else { 0 };
        self.columns.push(&Seen { post: &post, mark, number });
        let at = if is_kept { At::Post(number) } else { At::Same(place) };
        self.index.push(Capture { mark, at, print });
        if !is_kept {
            return ControlFlow::Continue(());
        }
        let kept = self.pages.push(post);
        self.proceed(kept)
    }

    fn reject(&mut self, reject: Reject) -> ControlFlow<()> {
        let rejected = Rejected { place: reject.place, reason: reject.reason.code().into() };
        if self.rejects.len() < Imported::REJECTS_TOLD {
            self.rejects.push(rejected.clone());
        }
        let kept = self.pages.reject(rejected);
        self.proceed(kept)
    }

    fn progress(&mut self, done: u64) -> ControlFlow<()> {
        // Of a compressed file more is read than went in: how far it is, nobody knows.
        let total = Some(self.total).filter(|total| done <= *total);
        let flow = (self.watch)(Progress { done, total, found: self.balance.kept() });
        self.cancelled |= flow.is_break();
        flow
    }
}

/// The file cannot be read at all.
fn refused(error: import::Error) -> Error {
    match error {
        import::Error::Io(error) => error.into(),
        import::Error::UnsureEncoding => Error::Invalid(vec![Problem::new("encoding", error.key())]),
        other => Error::Invalid(vec![Problem::new("file", other.key()).with(other.detail())]),
    }
}

/// Every record was read and none is a post: the first reject says why.
fn nothing_in_it(summary: &Summary, first: Option<&Rejected>) -> Error {
    let place = |place: Place| format!("{} {}", place.unit.code(), place.number);
    let detail = first.map(|reject| format!("{}: {}", place(reject.place), reject.reason));
    let detail = detail.unwrap_or_else(|| format!("{} bytes", summary.bytes));
    Error::Invalid(vec![Problem::new("file", "no-posts").with(detail)])
}

/// What a table looks like, for choosing its columns before it is imported.
pub fn inspect_table(from: &mut dyn Read, told: Option<Encoding>) -> Result<import::csv::Preview> {
    let mut head = Vec::new();
    from.take(import::HEAD as u64).read_to_end(&mut head)?;
    import::csv::inspect(&import::unpacked_head(&head), told).map_err(refused)
}
