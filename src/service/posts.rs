//! Imported posts: read from a file that is kept as evidence, found again by text, id or number.

use super::evidence::{EvidenceDraft, SealedIntake, record, take_in};
use super::pipe::{both_ends, pipe};
use super::post_pages::{IdDigest, PageWriter, Written, id_digest, locate, read_ids, read_page};
use super::text::Query;
use super::{Actor, Error, OnProgress, Progress, Result, Store};
use crate::domain::evidence::{BlobRef, Evidence, EvidenceKind};
use crate::domain::person::Person;
use crate::domain::policy::{ImportPosts, ReadRecords};
use crate::domain::post::Post;
use crate::domain::posts::{PostAddress, PostSet, Rejected};
use crate::domain::{CaseId, Choice, Private, Problem, RecordId, Recorded};
use crate::import::{self, Place, Reject, Sink, Summary};
use crate::store::files::SealedFile;
use std::collections::HashSet;
use std::io::Read;
use std::ops::ControlFlow;

/// What the edges choose from and show: they may not name the import itself.
pub use crate::import::csv::{Column, Field, Mapping, Preview};
pub use crate::import::{DateOrder, FORMATS, Format, HEAD, Options, RejectReason, Unit, by_code};

/// How a file of posts is to be read.
pub struct ImportOrder {
    pub file_name: Private,
    /// The file's own name when left blank.
    pub title: Private,
    pub source: Private,
    /// Whoever can be recognised in it beyond the accounts that posted in public. When nobody is
    /// named, the import says that there is nobody.
    pub persons: Vec<RecordId>,
    /// Recognised by content when `None`.
    pub format: Option<&'static dyn Format>,
    pub options: Options,
}

/// The balance of an import.
pub struct Imported {
    pub set: Recorded<PostSet>,
    pub original: Recorded<Evidence>,
    pub summary: Summary,
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
    let known = known_ids(store, actor, case)?;
    let original = store.read::<ImportPosts, _>(actor, case, |granted| granted.file(&file.blob))?;
    let collected = collect((actor, case), &order, original, known, &mut intake, watch)?;
    let summary = collected.summary.clone();
    let title = if order.title.is_blank() { order.file_name.clone() } else { order.title };
    let (set, original) = store.write::<ImportPosts, _>(actor, case, |writing| {
        for person in &order.persons {
            writing.find::<Person>(*person)?;
        }
        let draft = EvidenceDraft {
            title: title.clone(),
            kind: Some(EvidenceKind::Dataset),
            nobody_shown: order.persons.is_empty(),
            persons: order.persons,
            ..EvidenceDraft::of_file("")
        };
        let mut evidence = draft.into_evidence(file)?;
        evidence.provenance.source = order.source;
        let original = record(writing, evidence)?;
        writing.keep_file(&collected.blob)?;
        let set = writing.insert(collected.into_set(title, original.id))?;
        Ok((set, original))
    })?;
    intake.keep();
    Ok(Imported { set, original, summary })
}

/// The digests of the ids of all posts of the case.
fn known_ids(store: &Store, actor: &Actor, case: CaseId) -> Result<HashSet<IdDigest>> {
    let sets = store.read::<ReadRecords, _>(actor, case, |granted| {
        let sets = granted.list::<PostSet>()?;
        let opened = sets.into_iter().map(|set| Ok((granted.file(&set.body.posts)?, set.body.ids)));
        opened.collect::<Result<Vec<_>>>()
    })?;
    let mut known = HashSet::new();
    for (mut file, ids) in sets {
        read_ids(&mut file, &ids, &mut known)?;
    }
    Ok(known)
}

/// What reading a file brought.
struct Collected {
    blob: BlobRef,
    written: Written,
    duplicates: u64,
    rejects: Vec<Rejected>,
    summary: Summary,
}

impl Collected {
    fn into_set(self, title: Private, original: RecordId) -> PostSet {
        PostSet {
            title,
            original,
            format: self.summary.format.into(),
            posts: self.blob,
            pages: self.written.pages,
            ids: self.written.ids,
            imported: self.written.count,
            duplicates: self.duplicates,
            rejected: self.summary.rejected(),
            rejects: self.rejects,
        }
    }
}

/// Reads the posts on this thread and seals their pages on another.
fn collect(
    (actor, case): (&Actor, CaseId),
    order: &ImportOrder,
    original: SealedFile,
    known: HashSet<IdDigest>,
    intake: &mut SealedIntake<'_>,
    watch: OnProgress<'_>,
) -> Result<Collected> {
    std::thread::scope(|scope| {
        let (writer, mut reader) = pipe();
        let sealing = scope.spawn(move || intake.seal::<ImportPosts>(actor, case, &mut reader));
        let mut collector = Collector::new(PageWriter::new(writer), known, original.len(), watch);
        let read = import::read(original, order.format, &order.options, &mut collector);
        // Whatever went wrong, the writer is gone by now, and with it the sealing thread.
        let done = collector.finish(read);
        let sealed = sealing.join().map_err(|_| Error::Internal("sealing thread".into()))?;
        let ((summary, written, duplicates, rejects), blob) = both_ends(done, sealed)?;
        Ok(Collected { blob, written, duplicates, rejects, summary })
    })
}

/// Takes posts as they are read: leaves out those that the case has, pages the others.
struct Collector<'w> {
    pages: PageWriter,
    known: HashSet<IdDigest>,
    duplicates: u64,
    found: u64,
    rejects: Vec<Rejected>,
    total: u64,
    watch: OnProgress<'w>,
    failed: Option<Error>,
    cancelled: bool,
}

impl<'w> Collector<'w> {
    fn new(pages: PageWriter, known: HashSet<IdDigest>, total: u64, watch: OnProgress<'w>) -> Self {
        let (duplicates, found, rejects) = (0, 0, Vec::new());
        Self { pages, known, duplicates, found, rejects, total, watch, failed: None, cancelled: false }
    }

    fn finish(self, read: Result<Summary, import::Error>) -> Result<(Summary, Written, u64, Vec<Rejected>)> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        if self.cancelled {
            return Err(Error::Cancelled);
        }
        let summary = read.map_err(refused)?;
        if self.found + self.duplicates == 0 {
            return Err(nothing_in_it(&summary, self.rejects.first()));
        }
        Ok((summary, self.pages.finish()?, self.duplicates, self.rejects))
    }
}

impl Sink for Collector<'_> {
    fn post(&mut self, _: Place, post: Post) -> ControlFlow<()> {
        if !self.known.insert(id_digest(&post)) {
            self.duplicates += 1;
            return ControlFlow::Continue(());
        }
        self.found += 1;
        match self.pages.push(post) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.failed = Some(error);
                ControlFlow::Break(())
            }
        }
    }

    fn reject(&mut self, reject: Reject) -> ControlFlow<()> {
        if self.rejects.len() < PostSet::MOST_REJECTS_KEPT {
            self.rejects.push(Rejected {
                unit: reject.place.unit.code().into(),
                number: reject.place.number,
                item: reject.place.item,
                reason: reject.reason.code().into(),
            });
        }
        ControlFlow::Continue(())
    }

    fn progress(&mut self, done: u64) -> ControlFlow<()> {
        let flow = (self.watch)(Progress { done, total: Some(self.total), found: self.found });
        self.cancelled |= flow.is_break();
        flow
    }
}

/// The file cannot be read at all.
fn refused(error: import::Error) -> Error {
    match error {
        import::Error::Io(error) => error.into(),
        other => Error::Invalid(vec![Problem::new("file", other.key()).with(other.detail())]),
    }
}

/// Every record was read and none is a post: the first reject says why.
fn nothing_in_it(summary: &Summary, first: Option<&Rejected>) -> Error {
    let detail = first.map(|reject| format!("{} {}: {}", reject.unit, reject.number, reject.reason));
    let detail = detail.unwrap_or_else(|| format!("{} bytes", summary.bytes));
    Error::Invalid(vec![Problem::new("file", "no-posts").with(detail)])
}

pub fn sets(store: &Store, actor: &Actor, case: CaseId) -> Result<Vec<Recorded<PostSet>>> {
    store.read::<ReadRecords, _>(actor, case, |granted| granted.list())
}

pub fn set(store: &Store, actor: &Actor, case: CaseId, id: RecordId) -> Result<Recorded<PostSet>> {
    store.read::<ReadRecords, _>(actor, case, |granted| granted.find(id))
}

fn open_sets(store: &Store, actor: &Actor, case: CaseId) -> Result<Vec<(Recorded<PostSet>, SealedFile)>> {
    store.read::<ReadRecords, _>(actor, case, |granted| {
        let sets = granted.list::<PostSet>()?.into_iter();
        sets.map(|set| Ok((granted.file(&set.body.posts)?, set)))
            .map(|opened| opened.map(|(file, set)| (set, file)))
            .collect()
    })
}

/// A post with where it is.
pub struct Found {
    pub address: PostAddress,
    /// `S-001/37`.
    pub reference: String,
    pub post: Post,
}

fn found(set: &Recorded<PostSet>, number: u64, post: Post) -> Found {
    let address = PostAddress { set: set.id, number };
    Found { address, reference: format!("{}/{number}", set.reference), post }
}

/// One post.
pub fn get(store: &Store, actor: &Actor, case: CaseId, address: PostAddress) -> Result<Found> {
    let (set, mut file) = store.read::<ReadRecords, _>(actor, case, |granted| {
        let set = granted.find::<PostSet>(address.set)?;
        let file = granted.file(&set.body.posts)?;
        Ok((set, file))
    })?;
    let (page, place) = locate(&set.body.pages, address.number).ok_or(Error::NotFound)?;
    let post = read_page(&mut file, &page)?.into_iter().nth(place).ok_or(Error::NotFound)?;
    Ok(found(&set, address.number, post))
}

/// Goes through every post of some sets in the order of their files, page by page.
pub(super) fn each(
    sets: Vec<(Recorded<PostSet>, SealedFile)>,
    mut see: impl FnMut(&Recorded<PostSet>, u64, Post) -> ControlFlow<()>,
) -> Result<()> {
    for (set, mut file) in sets {
        let mut number = 0;
        for page in &set.body.pages {
            for post in read_page(&mut file, page)? {
                number += 1;
                if see(&set, number, post).is_break() {
                    return Ok(());
                }
            }
        }
    }
    Ok(())
}

/// A stretch of a set's posts, from a number on.
pub fn stretch(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    set: RecordId,
    from: u64,
    most: usize,
) -> Result<Vec<Found>> {
    let (set, mut file) = store.read::<ReadRecords, _>(actor, case, |granted| {
        let set = granted.find::<PostSet>(set)?;
        let file = granted.file(&set.body.posts)?;
        Ok((set, file))
    })?;
    let (mut listed, mut number) = (Vec::new(), from.max(1));
    while let Some((page, place)) = locate(&set.body.pages, number) {
        for post in read_page(&mut file, &page)?.into_iter().skip(place) {
            if listed.len() == most {
                return Ok(listed);
            }
            listed.push(found(&set, number, post));
            number += 1;
        }
    }
    Ok(listed)
}

/// Posts whose text, author or id holds every word of the query.
pub fn search(store: &Store, actor: &Actor, case: CaseId, query: &str, most: usize) -> Result<Vec<Found>> {
    let query = Query::new(query);
    let mut hits = Vec::new();
    if query.is_empty() {
        return Ok(hits);
    }
    each(open_sets(store, actor, case)?, |set, number, post| {
        if query.matches(searched(&post)) {
            hits.push(found(set, number, post));
        }
        if hits.len() == most { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    Ok(hits)
}

/// Which posts are looked for; what is blank does not matter.
#[derive(Default)]
pub struct Wanted<'q> {
    pub words: &'q str,
    /// A part of the author's handle, name or id.
    pub author: &'q str,
    pub set: Option<RecordId>,
}

/// What a search found: the first of it, and how many there are among how many.
#[derive(Default)]
pub struct Matches {
    pub found: Vec<Found>,
    pub total: u64,
    pub scanned: u64,
}

/// Looks through the whole of one set or of all, and counts.
pub fn look_for(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    wanted: &Wanted<'_>,
    most: usize,
) -> Result<Matches> {
    let (words, author) = (Query::new(wanted.words), Query::new(wanted.author.trim_start_matches('@')));
    let mut sets = open_sets(store, actor, case)?;
    sets.retain(|(set, _)| wanted.set.is_none_or(|wanted| set.id == wanted));
    let mut matches = Matches::default();
    each(sets, |set, number, post| {
        matches.scanned += 1;
        if words.matches(searched(&post)) && author.matches(authors(&post)) {
            matches.total += 1;
            if matches.found.len() < most {
                matches.found.push(found(set, number, post));
            }
        }
        ControlFlow::Continue(())
    })?;
    Ok(matches)
}

fn authors(post: &Post) -> impl Iterator<Item = &str> {
    [&post.author_handle, &post.author_name, &post.author_id].into_iter().flatten().map(Private::reveal)
}

fn searched(post: &Post) -> impl Iterator<Item = &str> {
    let author = [&post.author_handle, &post.author_name, &post.author_id].into_iter().flatten();
    let tags = post.hashtags.iter().chain(&post.mentions).chain(&post.urls);
    [&post.text, &post.id].into_iter().chain(author).chain(tags).map(Private::reveal)
}

/// The post with the platform's id.
pub fn find_by_id(store: &Store, actor: &Actor, case: CaseId, id: &str) -> Result<PostAddress> {
    let mut address = None;
    each(open_sets(store, actor, case)?, |set, number, post| {
        if post.id.reveal() != id.trim() {
            return ControlFlow::Continue(());
        }
        address = Some(PostAddress { set: set.id, number });
        ControlFlow::Break(())
    })?;
    address.ok_or(Error::NotFound)
}

/// What a table looks like, for choosing its columns before it is imported.
pub fn inspect_table(from: &mut dyn Read) -> Result<import::csv::Preview> {
    let mut head = Vec::new();
    from.take(import::HEAD as u64).read_to_end(&mut head)?;
    import::csv::inspect(&head).map_err(refused)
}
