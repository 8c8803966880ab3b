//! Undirected networks of pairs of events, by the definition of CooRTweet.

use super::Dataset;
use super::edges::PairEdge;
use super::events::{Event, ITSELF, of_object};
use super::tally::{Couples, Distinct};
use super::window::{Present, slide};
use crate::choices;
use std::collections::HashSet;

choices! {
    /// What two accounts shared.
    Object {
        Retweet = "retweet", "Publicación reenviada", "Reposted post";
        Hashtag = "hashtag", "Etiqueta (#)", "Hashtag";
        Url = "url", "Enlace", "Link";
        Reply = "reply", "Publicación respondida", "Post replied to";
        Text = "text", "Texto", "Text";
    }
}

/// What is asked of a network of pairs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pairs {
    pub object: Object,
    /// Microseconds; the window is closed.
    pub window: i64,
    /// Accounts with fewer events take no part.
    pub participation: u32,
    /// Edges above this quantile of the weights are marked.
    pub quantile: f64,
    /// Read posts as the tool reads them.
    pub as_tool: bool,
}

/// The edges, sorted by the bytes of their two names.
pub fn pairs(data: &Dataset, asked: &Pairs) -> Vec<PairEdge> {
    let mut events = of_object(data, asked.object, asked.as_tool);
    let accounts = data.accounts.len();
    retain_busy(&mut events, asked.participation, accounts);
    events.sort_unstable();
    let kept = kept(&events, asked, accounts);
    let mut network = Network::new(data.len(), &events, &kept);
    let mut present = Present::new(accounts);
    for group in groups(&events) {
        network.newer(group, asked.window, &mut present);
        network.older(group, asked.window, &mut present);
    }
    network.edges(data, asked.quantile)
}

/// Groups of the same object in which a pair can be.
fn groups(events: &[Event]) -> impl Iterator<Item = &[Event]> {
    let groups = events.chunk_by(|one, other| one.key == other.key);
    groups.filter(|group| group.len() > 1 && group[0].key != ITSELF)
}

/// Leaves out accounts with fewer than so many events.
fn retain_busy(events: &mut Vec<Event>, least: u32, accounts: usize) {
    let mut counts = vec![0; accounts];
    for event in events.iter() {
        counts[event.account as usize] += 1;
    }
    events.retain(|event| counts[event.account as usize] >= least);
}

/// Which accounts have so many events of contents that stand in a pair. A pair stays if either of
/// its accounts has.
fn kept(events: &[Event], asked: &Pairs, accounts: usize) -> Vec<bool> {
    let mut paired: HashSet<u32> = HashSet::new();
    let mut present = Present::new(accounts);
    for group in groups(events) {
        let meet = |event: &Event, present: &Present| {
            if present.accounts().len() > 1 {
                paired.insert(event.message);
            }
        };
        slide(group, asked.window, &mut present, meet);
    }
    let mut counts = vec![0; accounts];
    for event in events.iter().filter(|event| paired.contains(&event.message)) {
        counts[event.account as usize] += 1;
    }
    counts.into_iter().map(|count: u32| count >= asked.participation).collect()
}

/// The network as it grows.
struct Network<'k> {
    kept: &'k [bool],
    couples: Couples,
    edges: Vec<Edge>,
    older: Distinct,
    newer: Distinct,
    /// How many events each message has: one with several can meet an account more than once.
    events_of: Vec<u32>,
}

#[derive(Clone, Copy, Default)]
struct Edge {
    weight: u64,
    delay: i128,
}

impl<'k> Network<'k> {
    fn new(messages: usize, events: &[Event], kept: &'k [bool]) -> Self {
        let mut events_of = vec![0; messages];
        for event in events {
            events_of[event.message as usize] += 1;
        }
        let (couples, edges) = (Couples::default(), Vec::new());
        Self { kept, couples, edges, older: Distinct::default(), newer: Distinct::default(), events_of }
    }

    /// Each event as the newer of its pairs: these are all pairs.
    fn newer(&mut self, group: &[Event], window: i64, present: &mut Present) {
        let mut back = 0;
        for event in group {
            while event.time.saturating_sub(group[back].time) > window {
                present.leave(group[back].account, group[back].time);
                back += 1;
            }
            for other in present.accounts() {
                let Some(number) = self.couple(event.account, *other) else { continue };
                let (count, times) = present.of(*other);
                let edge = &mut self.edges[number as usize];
                edge.weight += u64::from(count);
                edge.delay += i128::from(count) * i128::from(event.time) - times;
                note(&mut self.newer, number, event, &self.events_of);
            }
            present.enter(event.account, event.time);
        }
        present.clear();
    }

    /// Each event as the older of its pairs.
    fn older(&mut self, group: &[Event], window: i64, present: &mut Present) {
        let mut back = group.len();
        for event in group.iter().rev() {
            while group[back - 1].time.saturating_sub(event.time) > window {
                back -= 1;
                present.leave(group[back].account, group[back].time);
            }
            for other in present.accounts() {
                let Some(number) = self.couple(event.account, *other) else { continue };
                note(&mut self.older, number, event, &self.events_of);
            }
            present.enter(event.account, event.time);
        }
        present.clear();
    }

    /// The number of their edge, if theirs are pairs that count.
    fn couple(&mut self, one: u32, other: u32) -> Option<u32> {
        let counts = one != other && (self.kept[one as usize] || self.kept[other as usize]);
        let number = counts.then(|| self.couples.number(one.min(other), one.max(other)))?;
        if number as usize == self.edges.len() {
            self.edges.push(Edge::default());
        }
        Some(number)
    }

    fn edges(self, data: &Dataset, quantile: f64) -> Vec<PairEdge> {
        let count = self.edges.len();
        let threshold = self::quantile(self.edges.iter().map(|edge| edge.weight).collect(), quantile);
        let (older, newer) = (self.older.counts(count), self.newer.counts(count));
        let mut edges: Vec<PairEdge> = Vec::with_capacity(count);
        for (at, (edge, (one, other))) in self.edges.iter().zip(self.couples.list()).enumerate() {
            let (one, other) = (&data.accounts[*one as usize], &data.accounts[*other as usize]);
            edges.push(PairEdge {
                a: one.min(other).clone(),
                b: one.max(other).clone(),
                weight: edge.weight,
                mean_delay: edge.delay as f64 / (edge.weight as f64 * 1e6),
                older: older[at],
                newer: newer[at],
                is_heavy: threshold.is_some_and(|threshold| edge.weight as f64 > threshold),
            });
        }
        edges.sort_unstable_by(|one, other| (&one.a, &one.b).cmp(&(&other.a, &other.b)));
        edges
    }
}

fn note(distinct: &mut Distinct, number: u32, event: &Event, events_of: &[u32]) {
    match events_of[event.message as usize] {
        1 => distinct.once(number),
        _ => distinct.note(number, event.message),
    }
}

/// With linear interpolation between the two nearest (type 7 of Hyndman and Fan, R's default).
fn quantile(mut weights: Vec<u64>, part: f64) -> Option<f64> {
    weights.sort_unstable();
    let place = weights.len().checked_sub(1)? as f64 * part.clamp(0.0, 1.0);
    let (low, high) = (weights[place.floor() as usize] as f64, weights[place.ceil() as usize] as f64);
    let share = place - place.floor();
    Some(if share > 0.0 && low != high { (1.0 - share) * low + share * high } else { low })
}
