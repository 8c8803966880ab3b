//! The posts of a case as a table: those that something is linked to first.

use super::super::gate::Admitted;
use super::super::gather::Gathered;
use super::super::phrases;
use super::row;
use crate::crypto::digest::Digest;
use crate::domain::link::{Link, Target};
use crate::domain::policy::ExportDossier;
use crate::domain::post::Post;
use crate::domain::posts::{Place, PostAddress, PostSet};
use crate::domain::{CaseId, Choice, Moment, Private, RecordId, Recorded};
use crate::dossier::content::{self, Posts};
use crate::service::dates::{self, Style};
use crate::service::{Actor, Result, Store, posts as stored};
use std::collections::BTreeSet;
use std::ops::ControlFlow;

/// Rows of `posts.csv`, of which the paper prints the first. All posts are in the source files, which are exhibits.
const MOST_ROWS: usize = 5_000;

pub fn compose(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    gathered: &Gathered,
    admitted: &Admitted,
) -> Result<Posts> {
    if admitted.post_sets.is_empty() {
        return Ok(Posts::default());
    }
    let linked = linked(gathered, &admitted.records(gathered));
    let sets = store.read::<ExportDossier, _>(actor, case, |granted| {
        let opened = admitted.sets(gathered).map(|set| Ok((set.clone(), granted.file(&set.body.posts)?)));
        opened.collect::<Result<Vec<_>>>()
    })?;
    let (mut first, mut others, mut seen) = (Vec::new(), Vec::new(), Seen::default());
    stored::each(sets, |set, number, post| {
        seen.see(&post);
        let row = || (format!("{}/{number}", set.reference), post_row(gathered, set, &post));
        match linked.contains(&PostAddress { set: set.id, number }) {
            true => first.push(row()),
            false if others.len() < MOST_ROWS => others.push(row()),
            false => {}
        }
        ControlFlow::Continue(())
    })?;
    others.truncate(MOST_ROWS.saturating_sub(first.len()));
    let rows: Vec<content::Post> = first.into_iter().chain(others).enumerate().map(numbered).collect();
    let method = phrases::post_method(gathered.language, rows.len(), seen.count);
    Ok(Posts { inventory: seen.inventory(gathered, admitted), method, rows })
}

/// Posts that something in the dossier is linked with: a link to what stayed out would show in the
/// order of the rows.
fn linked(gathered: &Gathered, included: &[RecordId]) -> BTreeSet<PostAddress> {
    let among = |link: &&Recorded<Link>| {
        [link.body.from, link.body.to].iter().all(|target| included.contains(&target.record()))
    };
    let links = gathered.links.iter().filter(among);
    links.flat_map(|link| [link.body.from, link.body.to]).filter_map(post).collect()
}

fn numbered((place, (_, row)): (usize, (String, content::Post))) -> content::Post {
    content::Post { number: place as u64 + 1, ..row }
}

fn post(target: Target) -> Option<PostAddress> {
    match target {
        Target::Post(address) => Some(address),
        Target::Record(_) => None,
    }
}

fn post_row(gathered: &Gathered, set: &Recorded<PostSet>, post: &Post) -> content::Post {
    let text =
        |text: &Option<Private>| text.as_ref().map(|text| text.reveal().to_owned()).unwrap_or_default();
    content::Post {
        number: 0,
        date: post
            .created_at
            .map(|at| dates::moment(gathered.language, Style::Paper, at, &gathered.zone))
            .unwrap_or_default(),
        handle: text(&post.author_handle),
        text: post.text.reveal().into(),
        id: post.id.reveal().into(),
        sha256: Digest::of(post.raw.reveal().as_bytes()).to_string(),
        source: super::exhibits::reference(gathered, set.body.original).unwrap_or_default(),
        place: post.place.map(place).unwrap_or_default(),
        raw: post.raw.reveal().into(),
    }
}

/// For programs as for people, and so in one language.
fn place(place: Place) -> String {
    let item = place.item.map(|item| format!(", {item}")).unwrap_or_default();
    format!("{} {}{item}", place.unit.code(), place.number)
}

/// What the inventory says of all posts.
#[derive(Default)]
struct Seen {
    count: u64,
    accounts: BTreeSet<String>,
    first: Option<Moment>,
    last: Option<Moment>,
}

impl Seen {
    fn see(&mut self, post: &Post) {
        self.count += 1;
        let account = post.author_handle.as_ref().or(post.author_id.as_ref());
        self.accounts.extend(account.map(|account| account.reveal().to_lowercase()));
        if let Some(at) = post.created_at {
            self.first = Some(self.first.map_or(at, |first| first.min(at)));
            self.last = Some(self.last.map_or(at, |last| last.max(at)));
        }
    }

    fn inventory(&self, gathered: &Gathered, admitted: &Admitted) -> Vec<content::Row> {
        let language = gathered.language;
        let sources: Vec<String> = admitted
            .sets(gathered)
            .filter_map(|set| super::exhibits::reference(gathered, set.body.original))
            .collect();
        let mut rows = vec![
            row(language, "posts", self.count.to_string()),
            row(language, "accounts", self.accounts.len().to_string()),
        ];
        if let (Some(first), Some(last)) = (self.first, self.last) {
            let day = |at| dates::moment(language, Style::Paper, at, &gathered.zone);
            rows.push(row(language, "period", format!("{} – {}", day(first), day(last))));
        }
        rows.push(row(language, "sources", sources.join(", ")));
        rows
    }
}
