//! Events: that an account's message had to do with one thing at one time.

use super::directed::Behaviour;
use super::pairs::Object;
use super::{Dataset, Mark};
use std::collections::HashSet;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Event {
    pub key: u32,
    pub time: i64,
    /// Who comes first where times are equal: matters to pairs only.
    pub rank: u32,
    pub account: u32,
    pub message: u32,
}

/// The key of addresses that are empty, as one tool's table import has them.
pub const EMPTY_ADDRESS: u32 = u32::MAX;

/// What a message shares by which key, one event each.
pub fn of_behaviour(data: &Dataset, behaviour: Behaviour, empty_keys: bool) -> Vec<Event> {
    let mut events = Vec::new();
    for message in 0..data.len() {
        let (Some(account), Some(time)) = (data.account_of(message), data.stamped_time(message)) else {
            continue;
        };
        let mut add = |key| events.push(Event { key, time, rank: 0, account, message: message as u32 });
        let original = !data.is_repost(message);
        match behaviour {
            Behaviour::CoRetweet => data.repost_of(message).into_iter().for_each(add),
            Behaviour::CoReply if original => data.reply_to(message).into_iter().for_each(add),
            Behaviour::CoTweet if original => {
                let text = data.text.get(message).copied().unwrap_or_default();
                if text != 0 || empty_keys {
                    add(text)
                }
            }
            Behaviour::CoLink if original => data.urls.of(message).iter().copied().for_each(add),
            Behaviour::CoPost => add(0),
            _ => (),
        }
    }
    events
}

/// The key of a post that is itself the object: its account took part, but it makes no pair.
pub const ITSELF: u32 = u32::MAX;
/// Objects of tables that do not say what they are have keys of their own from here on.
const UNNAMED: u32 = 1 << 31;

/// The events of pairs, in the order of the input.
pub fn of_object(data: &Dataset, object: Object, as_tool: bool) -> Vec<Event> {
    let mut events = Vec::new();
    let originals = if as_tool && object == Object::Retweet { reposted(data) } else { HashSet::new() };
    for message in 0..data.len() {
        let (Some(account), Some(time)) = (data.account_of(message), data.created_time(message)) else {
            continue;
        };
        let mut add = |key| events.push(Event { key, time, rank: 0, account, message: message as u32 });
        for named in data.objects.of(message) {
            add(named.checked_sub(1).map_or(ITSELF, |object| UNNAMED + object));
        }
        // What a table of shares lists is not read out of anything else.
        if data.objects.of(message).is_empty() {
            keys(data, object, as_tool && !data.is_of_table(message), message).into_iter().for_each(&mut add);
        }
        if originals.contains(&data.mark_of(message)) {
            add(ITSELF);
        }
    }
    rank(&mut events, data.accounts.len());
    events
}

/// What a message shares. As the tool reads posts, addresses of the platform itself are none.
fn keys(data: &Dataset, object: Object, as_tool: bool, message: usize) -> Vec<u32> {
    match object {
        Object::Retweet => data.repost_of(message).into_iter().collect(),
        Object::Hashtag => data.tags.of(message).to_vec(),
        Object::Url => {
            let all = data.urls.of(message).iter().copied();
            all.filter(|url| !(as_tool && data.is_own_url(*url))).collect()
        }
        Object::Reply if !data.is_repost(message) => data.reply_to(message).into_iter().collect(),
        Object::Text => data.shared.get(message).filter(|text| **text != 0).copied().into_iter().collect(),
        Object::Reply => Vec::new(),
    }
}

/// The posts that others repost.
fn reposted(data: &Dataset) -> HashSet<Mark> {
    let targets = (0..data.len()).filter_map(|message| data.repost_of(message));
    targets.filter_map(|target| data.reference(target)).collect()
}

/// Where times are equal, the account comes first that appears first.
fn rank(events: &mut [Event], accounts: usize) {
    let mut ranks: Vec<Option<u32>> = vec![None; accounts];
    let mut next = 0;
    for event in events {
        event.rank = *ranks[event.account as usize].get_or_insert_with(|| {
            next += 1;
            next
        });
    }
}
