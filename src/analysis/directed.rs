//! Directed networks of distinct messages, by the definition of the Coordination Network Toolkit.

use super::edges::DirectedEdge;
use super::events::{Event, of_behaviour};
use super::tally::{Couples, Distinct};
use super::window::{Present, slide};
use super::{Dataset, similar};
use crate::choices;

choices! {
    /// What two accounts did at about the same time.
    Behaviour {
        CoRetweet = "co-retweet", "Reenviar la misma publicación", "Repost the same post";
        CoTweet = "co-tweet", "Publicar el mismo texto", "Post the same text";
        CoReply = "co-reply", "Responder a la misma publicación", "Reply to the same post";
        CoLink = "co-link", "Enlazar la misma dirección", "Link to the same address";
        CoPost = "co-post", "Publicar al mismo tiempo", "Post at the same time";
        CoSimilar = "co-similar", "Publicar textos parecidos", "Post similar texts";
    }
}

/// What is asked of a directed network.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Directed {
    pub behaviour: Behaviour,
    /// Microseconds; the window is closed.
    pub window: i64,
    /// Edges of less weight are left out.
    pub least: u32,
    /// For similar texts: the least share of words in common.
    pub likeness: f64,
    /// Do as the tool does, its known defects included.
    pub as_tool: bool,
}

/// The edges, sorted by the bytes of their two names.
pub fn directed(data: &Dataset, asked: &Directed) -> Vec<DirectedEdge> {
    let mut couples = Couples::default();
    let mut distinct = Distinct::default();
    if asked.behaviour == Behaviour::CoSimilar {
        similar::each(data, asked, |one, other| distinct.once(couples.number(one, other)));
    } else {
        let mut events = of_behaviour(data, asked.behaviour, asked.as_tool);
        events.sort_unstable();
        events.dedup();
        let again = asked.behaviour == Behaviour::CoLink;
        each(&events, data.accounts.len(), asked.window, |event, other| {
            let number = couples.number(event.account, other);
            if again { distinct.note(number, event.message) } else { distinct.once(number) }
        });
    }
    edges(data, &couples, distinct, asked.least)
}

fn edges(data: &Dataset, couples: &Couples, distinct: Distinct, least: u32) -> Vec<DirectedEdge> {
    let name = |account: u32| data.accounts[account as usize].clone();
    let weights = distinct.counts(couples.list().len());
    let heavy = couples.list().iter().zip(weights).filter(|(_, weight)| *weight >= least.max(1));
    let edge =
        |(&(from, to), weight): (&(u32, u32), u32)| DirectedEdge { from: name(from), to: name(to), weight };
    let mut edges: Vec<DirectedEdge> = heavy.map(edge).collect();
    edges.sort_unstable();
    edges
}

/// Tells of each event the other accounts that have one with the same key in its window. The events
/// come sorted by key and time.
fn each(events: &[Event], accounts: usize, window: i64, mut met: impl FnMut(&Event, u32)) {
    let mut present = Present::new(accounts);
    for group in events.chunk_by(|one, other| one.key == other.key).filter(|group| group.len() > 1) {
        slide(group, window, &mut present, |event, present| {
            for other in present.accounts().iter().filter(|other| **other != event.account) {
                met(event, *other);
            }
        });
    }
}
