//! Posts as files that other programs read. What leaves is entered in the ledger by whoever asks.

use super::analysis::{Chosen, Object, cell};
use super::post_raw::Originals;
use super::posts::{each, open_sets};
use super::{Actor, Error, Result, Store};
use crate::analysis::words;
use crate::choices;
use crate::domain::policy::ReadRecords;
use crate::domain::post::Post;
use crate::domain::{CaseId, Moment, Private, RecordId};
use std::collections::HashMap;
use std::ops::ControlFlow;

choices! {
    /// How posts are written.
    PostsAs {
        Csv = "csv", "Tabla (CSV)", "Table (CSV)";
        Jsonl = "jsonl", "JSON, una publicación por línea", "JSON, one post per line";
        Toolkit = "toolkit", "Coordination Network Toolkit (CSV)", "Coordination Network Toolkit (CSV)";
        Events = "events", "Eventos de CooRTweet (CSV)", "CooRTweet events (CSV)";
    }
}

/// Writes the posts of the chosen sets, piece by piece; returns how many.
pub fn export(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    chosen: &Chosen,
    (form, object): (PostsAs, Object),
    write: &mut dyn FnMut(&str) -> ControlFlow<()>,
) -> Result<u64> {
    let mut sets = open_sets(store, actor, case)?;
    sets.retain(|(set, _)| chosen.sets.is_empty() || chosen.sets.contains(&set.id));
    let (mut count, mut stopped) = (0, write(header(form)).is_break());
    let mut originals = store.read::<ReadRecords, _>(actor, case, |granted| {
        let each = sets.iter().map(|(set, _)| Ok((set.id, Originals::of(granted, &set.body)?)));
        each.collect::<Result<HashMap<RecordId, Originals>>>()
    })?;
    let mut failed = None;
    each(sets, |set, number, post| {
        let post = match originals.get_mut(&set.id).filter(|_| form == PostsAs::Jsonl) {
            Some(originals) => originals.fill(post),
            None => Ok(post),
        };
        let post = match post {
            Ok(post) => post,
            Err(error) => {
                failed = Some(error);
                return ControlFlow::Break(());
            }
        };
        let text = match form {
            PostsAs::Csv => row(&format!("{}/{number}", set.reference), &post),
            PostsAs::Jsonl => serde_json::to_string(&post).unwrap_or_default() + "\n",
            PostsAs::Toolkit => toolkit(&post),
            PostsAs::Events => events(&post, object),
        };
        count += 1;
        stopped = stopped || write(&text).is_break();
        if stopped { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    match failed {
        Some(error) => Err(error),
        None if stopped => Err(Error::Cancelled),
        None => Ok(count),
    }
}

fn header(form: PostsAs) -> &'static str {
    match form {
        PostsAs::Csv => {
            "reference,id,author_id,author_handle,author_name,author_created_at,created_at,text,lang,\
             repost_of,quote_of,reply_to,hashtags,urls,mentions,media,reposts,quotes,replies,likes\n"
        }
        PostsAs::Jsonl => "",
        PostsAs::Toolkit => "message_id,user_id,username,repost_id,reply_id,message,timestamp,urls\n",
        PostsAs::Events => "object_id,account_id,content_id,timestamp_share\n",
    }
}

fn given(text: &Option<Private>) -> &str {
    text.as_ref().map_or("", Private::reveal)
}

fn all(texts: &[Private]) -> String {
    texts.iter().map(Private::reveal).collect::<Vec<_>>().join(" ")
}

fn line(cells: &[&str]) -> String {
    let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
    cells.join(",") + "\n"
}

fn row(reference: &str, post: &Post) -> String {
    let moment = |at: Option<Moment>| at.map(|at| at.to_string()).unwrap_or_default();
    let count = |count: Option<u64>| count.map(|count| count.to_string()).unwrap_or_default();
    line(&[
        reference,
        post.id.reveal(),
        given(&post.author_id),
        given(&post.author_handle),
        given(&post.author_name),
        &moment(post.author_created_at),
        &moment(post.created_at),
        post.text.reveal(),
        given(&post.lang),
        given(&post.repost_of),
        given(&post.quote_of),
        given(&post.reply_to),
        &all(&post.hashtags),
        &all(&post.urls),
        &all(&post.mentions),
        &all(&post.media),
        &count(post.counts.reposts),
        &count(post.counts.quotes),
        &count(post.counts.replies),
        &count(post.counts.likes),
    ])
}

fn account(post: &Post) -> &str {
    post.author_id.as_ref().or(post.author_handle.as_ref()).map_or("", Private::reveal)
}

/// Seconds since 1970; posts without a time cannot be compared by it.
fn seconds(post: &Post) -> Option<String> {
    let micros = post.created_at?.micros();
    Some(match micros % 1_000_000 {
        0 => (micros / 1_000_000).to_string(),
        _ => format!("{:.6}", micros as f64 / 1e6),
    })
}

fn toolkit(post: &Post) -> String {
    let Some(seconds) = seconds(post) else { return String::new() };
    let handle = given(&post.author_handle);
    let name = if handle.is_empty() { account(post) } else { handle };
    line(&[
        post.id.reveal(),
        account(post),
        name,
        given(&post.repost_of),
        given(&post.reply_to),
        post.text.reveal(),
        &seconds,
        &all(&post.urls),
    ])
}

fn events(post: &Post, object: Object) -> String {
    let Some(seconds) = seconds(post) else { return String::new() };
    let event = |object: String| line(&[&object, account(post), post.id.reveal(), &seconds]);
    objects(post, object).into_iter().map(event).collect()
}

/// What a post shares, as the analysis takes it.
fn objects(post: &Post, object: Object) -> Vec<String> {
    let text = |text: &Private| text.reveal().to_owned();
    let is_original = post.repost_of.is_none();
    match object {
        _ if post.object.is_some() => post.object.iter().map(text).collect(),
        Object::Retweet => post.repost_of.iter().map(text).collect(),
        Object::Hashtag if post.hashtags.is_empty() => {
            words::hashtags(post.text.reveal()).into_iter().map(str::to_owned).collect()
        }
        Object::Hashtag => post.hashtags.iter().map(text).collect(),
        Object::Url => post.urls.iter().map(text).collect(),
        Object::Reply => post.reply_to.iter().filter(|_| is_original).map(text).collect(),
        Object::Text if is_original && post.reply_to.is_none() => {
            Some(words::shared(post.text.reveal())).filter(|text| !text.is_empty()).into_iter().collect()
        }
        Object::Text => Vec::new(),
    }
}
