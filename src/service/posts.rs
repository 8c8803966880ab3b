//! Imported posts: listed, and found again by text, id or number.

use super::post_index::{At, find};
use super::post_pages::{locate, platform_mark, read_page};
use super::text::Query;
use super::{Actor, Error, Result, Store};
use crate::domain::policy::{ImportPosts, ReadRecords};
use crate::domain::post::Post;
use crate::domain::posts::{PostAddress, PostSet};
use crate::domain::{CaseId, Private, RecordId, Recorded};
use crate::store::files::SealedFile;
use std::ops::ControlFlow;

pub use super::post_captures::{Captured, OtherCapture, captures};
pub use super::post_import::{ImportOrder, Imported, import, inspect_table};
pub use super::post_rejects::{Rejects, RejectsTable, rejects};
/// What the edges choose from and show: they may not name the import itself.
pub use crate::import::csv::{Column, Field, Mapping, Preview};
pub use crate::import::{
    DateOrder, Decoding, Encoding, EncodingSign, FORMATS, Format, HEAD, Options, RejectReason, Unit, by_code,
};

pub fn sets(store: &Store, actor: &Actor, case: CaseId) -> Result<Vec<Recorded<PostSet>>> {
    store.read::<ReadRecords, _>(actor, case, |granted| granted.list())
}

pub fn set(store: &Store, actor: &Actor, case: CaseId, id: RecordId) -> Result<Recorded<PostSet>> {
    store.read::<ReadRecords, _>(actor, case, |granted| granted.find(id))
}

/// Names a set anew, or tags it otherwise. Its posts stay as they are.
pub fn revise(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    id: RecordId,
    read: u64,
    (title, tags): (Private, Vec<Private>),
) -> Result<()> {
    store.write::<ImportPosts, _>(actor, case, |writing| {
        let old = writing.find::<PostSet>(id)?.body;
        let set = PostSet { title, tags, ..old }.check().map_err(Error::Invalid)?;
        writing.revise(id, read, set).map(|_| ())
    })
}

pub(super) fn open_sets(
    store: &Store,
    actor: &Actor,
    case: CaseId,
) -> Result<Vec<(Recorded<PostSet>, SealedFile)>> {
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

pub(super) fn found(set: &Recorded<PostSet>, number: u64, post: Post) -> Found {
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
    let post = read_page::<Post>(&mut file, &page)?.into_iter().nth(place).ok_or(Error::NotFound)?;
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
            for post in read_page::<Post>(&mut file, page)? {
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
        for post in read_page::<Post>(&mut file, &page)?.into_iter().skip(place) {
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

/// The post with the platform's id: the first that was imported.
pub fn find_by_id(store: &Store, actor: &Actor, case: CaseId, id: &str) -> Result<PostAddress> {
    let Some(mark) = platform_mark(id.trim()) else { return find_by_own_id(store, actor, case, id) };
    for (set, mut file) in open_sets(store, actor, case)? {
        for capture in find(&mut file, &set.body.ids, &mark)? {
            if let At::Post(number) = capture.at {
                return Ok(PostAddress { set: set.id, number });
            }
        }
    }
    Err(Error::NotFound)
}

/// Of an id that a table gave its post, only the posts know.
fn find_by_own_id(store: &Store, actor: &Actor, case: CaseId, id: &str) -> Result<PostAddress> {
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
