//! Who acted together: the networks of accounts in the posts of a case.

use super::post_pages::stretch;
use super::{Actor, Error, Result, Store};
use crate::analysis::{self, COLUMNS, Column, Dataset, Source, join};
use crate::domain::case::CaseProfile;
use crate::domain::ledger::Act;
use crate::domain::policy::{DownloadOriginal, ReadCase, ReadRecords};
use crate::domain::posts::{PostAddress, PostSet};
use crate::domain::{CaseId, Problem, Problems, RecordId, Recorded};
use crate::store::files::SealedFile;
use jiff::tz::TimeZone;

pub use crate::analysis::graph::Graph;
pub use crate::analysis::{
    Behaviour, Directed, DirectedEdge, Habits, Object, PairEdge, Pairs, Span, Step, cell, csv_of_directed,
    csv_of_pairs, decimal,
};

/// Formats in which times stand as somebody wrote them, not in the ids.
const TABLES: &[&str] = &["csv", "toolkit-csv", "coortweet-events"];

/// Of whom and of what an analysis is made.
#[derive(Clone, Debug, Default)]
pub struct Chosen {
    /// All sets of the case when none is named.
    pub sets: Vec<RecordId>,
}

/// A network and what it was made of.
pub struct Network<E> {
    pub edges: Vec<E>,
    /// Distinct messages.
    pub messages: u64,
    pub accounts: u64,
}

/// The directed network of distinct messages.
pub fn directed(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    chosen: &Chosen,
    asked: &Directed,
) -> Result<Network<DirectedEdge>> {
    check_directed(asked)?;
    let columns = columns_of(asked.behaviour);
    let data = dataset(store, actor, case, chosen, &columns)?;
    let data = if asked.as_tool { data.as_tool() } else { data };
    Ok(Network {
        edges: analysis::directed(&data, asked),
        messages: data.len() as u64,
        accounts: data.accounts.len() as u64,
    })
}

/// The undirected network of pairs.
pub fn pairs(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    chosen: &Chosen,
    asked: &Pairs,
) -> Result<Network<PairEdge>> {
    check_pairs(asked)?;
    let columns = columns_of_pairs(asked);
    let data = dataset(store, actor, case, chosen, &columns)?;
    Ok(Network {
        edges: analysis::pairs(&data, asked),
        messages: data.len() as u64,
        accounts: data.accounts.len() as u64,
    })
}

/// Where the posts stand that an edge counts, of both accounts, in the order of time.
pub fn behind_directed(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    chosen: &Chosen,
    asked: &Directed,
    (one, other): (&str, &str),
) -> Result<Vec<PostAddress>> {
    let columns = [columns_of(asked.behaviour), vec![Column::Numbers]].concat();
    let data = dataset(store, actor, case, chosen, &columns)?;
    let data = if asked.as_tool { data.as_tool() } else { data };
    let mut messages = analysis::behind_directed(&data, asked, one, other);
    messages.extend(analysis::behind_directed(&data, asked, other, one));
    Ok(addresses(chosen, &data, messages))
}

pub fn behind_pairs(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    chosen: &Chosen,
    asked: &Pairs,
    (one, other): (&str, &str),
) -> Result<Vec<PostAddress>> {
    let columns = [columns_of_pairs(asked), vec![Column::Numbers]].concat();
    let data = dataset(store, actor, case, chosen, &columns)?;
    let messages = analysis::behind_pairs(&data, asked, one, other);
    Ok(addresses(chosen, &data, messages))
}

/// The number is 0 where the case had the post before, from a set that was not chosen.
fn addresses(chosen: &Chosen, data: &Dataset, mut messages: Vec<u32>) -> Vec<PostAddress> {
    messages.sort_by_key(|message| data.created_time(*message as usize));
    let address = |message: u32| {
        let set = *chosen.sets.get(data.source_of(message as usize))?;
        let number = data.numbers.get(message as usize).copied().map_or(0, u64::from);
        Some(PostAddress { set, number })
    };
    messages.into_iter().filter_map(address).collect()
}

/// How many messages when.
pub struct Volume {
    pub spans: Vec<Span>,
    pub messages: u64,
    pub without_time: u64,
    /// IANA name.
    pub time_zone: String,
}

pub fn timeline(store: &Store, actor: &Actor, case: CaseId, chosen: &Chosen, step: Step) -> Result<Volume> {
    let columns = [Column::Account, Column::Accounts, Column::Created, Column::Repost, Column::Reply];
    let data = dataset(store, actor, case, chosen, &columns)?;
    let (time_zone, zone) = zone(store, actor, case)?;
    let (spans, without_time) = analysis::volume(&data, step, &zone);
    Ok(Volume { spans, messages: data.len() as u64, without_time, time_zone })
}

/// What each account did. Targets are handles whose mentions are counted.
pub fn accounts(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    chosen: &Chosen,
    targets: &[String],
) -> Result<(Vec<Habits>, String)> {
    use Column::{Account, Accounts, Births, Created, Handles, MentionNames, Mentions, Reply, Repost};
    let columns = [Account, Accounts, Births, Created, Handles, MentionNames, Mentions, Reply, Repost];
    let data = dataset(store, actor, case, chosen, &columns)?;
    let (time_zone, zone) = zone(store, actor, case)?;
    Ok((analysis::habits(&data, targets, &zone), time_zone))
}

/// The case's time zone, by name and as it is.
fn zone(store: &Store, actor: &Actor, case: CaseId) -> Result<(String, TimeZone)> {
    let profile = store.read::<ReadCase, _>(actor, case, |granted| granted.list::<CaseProfile>())?;
    let name = profile.into_iter().next().map(|profile| profile.body.time_zone).unwrap_or_default();
    Ok(TimeZone::get(&name).map(|zone| (name, zone)).unwrap_or_else(|_| ("UTC".into(), TimeZone::UTC)))
}

/// SHA-256 of a table.
pub fn digest(table: &str) -> String {
    crate::crypto::digest::Digest::of(table.as_bytes()).to_string()
}

/// Enters that something made of these sets leaves the case. Whoever may not take an original out
/// may not take this.
pub fn tell_export(store: &Store, actor: &Actor, case: CaseId, chosen: &Chosen) -> Result<()> {
    store.write::<DownloadOriginal, _>(actor, case, |writing| {
        let sets = writing.list::<PostSet>()?.into_iter();
        for set in sets.filter(|set| chosen.sets.is_empty() || chosen.sets.contains(&set.id)) {
            writing.tell(Act::PostsTaken, &set)?;
        }
        Ok(())
    })
}

fn check_directed(asked: &Directed) -> Result<()> {
    let mut problems = Problems::default();
    problems.require(asked.window >= 0, "window", "negative");
    problems.require(asked.likeness > 0.0 && asked.likeness <= 1.0, "similarity", "not-a-share");
    problems.or(()).map_err(Error::Invalid)
}

fn check_pairs(asked: &Pairs) -> Result<()> {
    let mut problems = Problems::default();
    problems.require(asked.window >= 0, "window", "negative");
    problems.require((0.0..=1.0).contains(&asked.quantile), "edge-quantile", "not-a-share");
    problems.or(()).map_err(Error::Invalid)
}

/// What a behaviour looks at, and no more is opened.
fn columns_of(behaviour: Behaviour) -> Vec<Column> {
    let own: &[Column] = match behaviour {
        Behaviour::CoRetweet => &[],
        Behaviour::CoTweet => &[Column::Text],
        Behaviour::CoReply => &[Column::Reply],
        Behaviour::CoLink => &[Column::Urls],
        Behaviour::CoPost => &[],
        Behaviour::CoSimilar => &[Column::Text, Column::Texts],
    };
    const ALWAYS: &[Column] =
        &[Column::Account, Column::Accounts, Column::Created, Column::Stamped, Column::Repost];
    [ALWAYS, own].concat()
}

fn columns_of_pairs(asked: &Pairs) -> Vec<Column> {
    let own: &[Column] = match asked.object {
        Object::Retweet if asked.as_tool => &[Column::Repost, Column::References, Column::Marks],
        Object::Retweet => &[Column::Repost],
        Object::Hashtag => &[Column::Tags],
        Object::Url => &[Column::Urls, Column::OwnUrls],
        Object::Reply => &[Column::Repost, Column::Reply],
        Object::Text => &[Column::Shared],
    };
    const ALWAYS: &[Column] = &[Column::Account, Column::Accounts, Column::Created, Column::Objects];
    [ALWAYS, own].concat()
}

/// The tables by which the entries of a column are known across sets.
fn tables_of(column: Column) -> Option<Column> {
    match column {
        Column::Repost | Column::Reply => Some(Column::References),
        Column::Text => Some(Column::TextMarks),
        Column::Shared => Some(Column::SharedMarks),
        Column::Urls => Some(Column::UrlMarks),
        Column::Tags => Some(Column::TagNames),
        Column::Objects => Some(Column::ObjectMarks),
        Column::Mentions => Some(Column::MentionNames),
        _ => None,
    }
}

/// These columns of the chosen sets, as one.
pub(super) fn dataset(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    chosen: &Chosen,
    columns: &[Column],
) -> Result<Dataset> {
    let sets = open(store, actor, case, chosen)?;
    let mut columns = columns.to_vec();
    if sets.len() > 1 {
        columns.extend(columns.clone().into_iter().filter_map(tables_of));
        columns.push(Column::Marks);
    }
    columns.sort_unstable();
    columns.dedup();
    let sources = sets.into_iter().map(|(set, file)| source(&set.body, file, &columns));
    let sources = sources.collect::<Result<Vec<_>>>()?;
    join(sources).map_err(|malformed| Error::Internal(malformed.to_string()))
}

fn open(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    chosen: &Chosen,
) -> Result<Vec<(Recorded<PostSet>, SealedFile)>> {
    store.read::<ReadRecords, _>(actor, case, |granted| {
        let mut sets = granted.list::<PostSet>()?;
        if let Some(unknown) = chosen.sets.iter().find(|id| sets.iter().all(|set| set.id != **id)) {
            let problem = Problem::new("set", "not-a-post-set").with(unknown.to_string());
            return Err(Error::Invalid(vec![problem]));
        }
        sets.retain(|set| chosen.sets.is_empty() || chosen.sets.contains(&set.id));
        let opened = sets.into_iter().map(|set| granted.file(&set.body.posts).map(|file| (set, file)));
        opened.collect()
    })
}

fn source(set: &PostSet, mut file: SealedFile, columns: &[Column]) -> Result<Source> {
    let mut read = Vec::with_capacity(columns.len());
    for column in columns {
        let place = COLUMNS.iter().position(|known| known == column).and_then(|at| set.columns.get(at));
        let place = place.ok_or_else(|| Error::Internal("a set without columns".into()))?;
        read.push((*column, stretch(&mut file, place)?));
    }
    Ok(Source { is_table: TABLES.contains(&set.format.as_str()), columns: read })
}
