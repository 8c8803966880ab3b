//! Analyses as records: made, run again, and led back to the posts behind them.

use super::analysis::{
    self, Behaviour, Chosen, Directed, Graph, Object, Pairs, csv_of_directed, csv_of_pairs,
};
use super::posts::{self, Found};
use super::{Actor, Error, Result, Store};
use crate::choices;
use crate::crypto::digest::Digest;
use crate::domain::analysis::{Analysis, Asked, Edge, Method};
use crate::domain::evidence::Evidence;
use crate::domain::policy::{ImportPosts, ReadRecords};
use crate::domain::posts::{PostAddress, PostSet};
use crate::domain::{CaseId, Choice, Private, Problem, RecordId, Recorded};

/// What a person asks for.
pub struct Order {
    /// Made of the parameters when left blank.
    pub title: Private,
    pub chosen: Chosen,
    pub asked: Asked,
}

/// What came of it.
struct Outcome {
    csv: String,
    graph: Graph,
    messages: u64,
    accounts: u64,
    edges: Vec<Edge>,
}

pub fn list(store: &Store, actor: &Actor, case: CaseId) -> Result<Vec<Recorded<Analysis>>> {
    store.read::<ReadRecords, _>(actor, case, |granted| granted.list())
}

pub fn show(store: &Store, actor: &Actor, case: CaseId, id: RecordId) -> Result<Recorded<Analysis>> {
    store.read::<ReadRecords, _>(actor, case, |granted| granted.find(id))
}

/// Makes the network and records it.
pub fn make(store: &Store, actor: &Actor, case: CaseId, order: Order) -> Result<Recorded<Analysis>> {
    let (sets, input) = input(store, actor, case, &order.chosen)?;
    let chosen = Chosen { sets: sets.clone() };
    let outcome = run(store, actor, case, &chosen, &order.asked)?;
    let mut heaviest = outcome.edges;
    let edges = heaviest.len() as u64;
    heaviest.sort_by(|one, other| {
        other.weight.cmp(&one.weight).then_with(|| (&one.one, &one.other).cmp(&(&other.one, &other.other)))
    });
    heaviest.truncate(Analysis::MOST_EDGES_KEPT);
    let title = if order.title.is_blank() { order.asked.what.as_str().into() } else { order.title };
    let made = Analysis {
        title,
        asked: order.asked,
        sets,
        input,
        program: env!("CARGO_PKG_VERSION").into(),
        result: Digest::of(outcome.csv.as_bytes()),
        messages: outcome.messages,
        accounts: outcome.accounts,
        edges,
        heaviest,
    };
    store.write::<ImportPosts, _>(actor, case, |writing| writing.insert(made))
}

/// The sets that are meant, and the digest of their originals.
fn input(store: &Store, actor: &Actor, case: CaseId, chosen: &Chosen) -> Result<(Vec<RecordId>, Digest)> {
    store.read::<ReadRecords, _>(actor, case, |granted| {
        let mut sets = granted.list::<PostSet>()?;
        sets.retain(|set| chosen.sets.is_empty() || chosen.sets.contains(&set.id));
        if sets.is_empty() {
            return Err(Error::Invalid(vec![Problem::new("sets", "choose-one")]));
        }
        let mut digests = Vec::new();
        for set in &sets {
            let original = granted.find::<Evidence>(set.body.original)?;
            digests.extend_from_slice(original.body.file.blob.sha256.bytes());
        }
        Ok((sets.into_iter().map(|set| set.id).collect(), Digest::of(&digests)))
    })
}

fn directed(asked: &Asked) -> Result<Directed> {
    let behaviour = Behaviour::from_code(&asked.what).ok_or_else(unknown)?;
    let Asked { window, least, share, as_tool, .. } = *asked;
    Ok(Directed { behaviour, window, least, likeness: share, as_tool })
}

fn pairs(asked: &Asked) -> Result<Pairs> {
    let object = Object::from_code(&asked.what).ok_or_else(unknown)?;
    let Asked { window, least, share, as_tool, .. } = *asked;
    Ok(Pairs { object, window, participation: least, quantile: share, as_tool })
}

fn unknown() -> Error {
    Error::Invalid(vec![Problem::new("what", "choose-one")])
}

fn run(store: &Store, actor: &Actor, case: CaseId, chosen: &Chosen, asked: &Asked) -> Result<Outcome> {
    match asked.method {
        Method::Directed => {
            let network = analysis::directed(store, actor, case, chosen, &directed(asked)?)?;
            let (csv, graph) = (csv_of_directed(&network.edges), Graph::of_directed(&network.edges));
            let edge = |edge: analysis::DirectedEdge| Edge {
                one: edge.from.into(),
                other: edge.to.into(),
                weight: u64::from(edge.weight),
                mean_delay: None,
            };
            let edges = network.edges.into_iter().map(edge).collect();
            Ok(Outcome { csv, graph, messages: network.messages, accounts: network.accounts, edges })
        }
        Method::Pairs => {
            let network = analysis::pairs(store, actor, case, chosen, &pairs(asked)?)?;
            let (csv, graph) = (csv_of_pairs(&network.edges), Graph::of_pairs(&network.edges));
            let edge = |edge: analysis::PairEdge| Edge {
                one: edge.a.into(),
                other: edge.b.into(),
                weight: edge.weight,
                mean_delay: Some(edge.mean_delay),
            };
            let edges = network.edges.into_iter().map(edge).collect();
            Ok(Outcome { csv, graph, messages: network.messages, accounts: network.accounts, edges })
        }
    }
}

/// Makes the same table again; says whether it is the same. Input that changed cannot be: posts are
/// never changed, and sets keep their number.
pub fn again(store: &Store, actor: &Actor, case: CaseId, id: RecordId) -> Result<bool> {
    let made = show(store, actor, case, id)?.body;
    let outcome = run(store, actor, case, &Chosen { sets: made.sets }, &made.asked)?;
    Ok(Digest::of(outcome.csv.as_bytes()) == made.result)
}

choices! {
    /// In which file a network leaves.
    NetworkAs {
        Csv = "csv", "Tabla (CSV)", "Table (CSV)";
        Gexf = "gexf", "GEXF (Gephi)", "GEXF (Gephi)";
        Graphml = "graphml", "GraphML (igraph, NetworkX)", "GraphML (igraph, NetworkX)";
    }
}

impl NetworkAs {
    pub fn media_type(self) -> &'static str {
        match self {
            NetworkAs::Csv => "text/csv; charset=utf-8",
            NetworkAs::Gexf | NetworkAs::Graphml => "application/xml",
        }
    }

    /// The network in this form.
    pub fn text(self, csv: String, graph: &Graph) -> Result<String> {
        match self {
            NetworkAs::Csv => Ok(csv),
            NetworkAs::Gexf => Ok(graph.gexf()?),
            NetworkAs::Graphml => Ok(graph.graphml()?),
        }
    }
}

/// The network, to be taken out: an act.
pub fn taken(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    id: RecordId,
    form: NetworkAs,
) -> Result<(String, String)> {
    let made = show(store, actor, case, id)?;
    let chosen = Chosen { sets: made.body.sets };
    let outcome = run(store, actor, case, &chosen, &made.body.asked)?;
    analysis::tell_export(store, actor, case, &chosen)?;
    Ok((made.reference, form.text(outcome.csv, &outcome.graph)?))
}

/// The posts behind an edge, counted from 1 among the heaviest: of both accounts, in the order of
/// time, at most so many; and how many there are.
pub fn behind(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    (made, number): (&Analysis, usize),
    most: usize,
) -> Result<(Vec<Found>, usize)> {
    let edge = number.checked_sub(1).and_then(|at| made.heaviest.get(at)).ok_or(Error::NotFound)?;
    let names = (edge.one.reveal(), edge.other.reveal());
    let chosen = Chosen { sets: made.sets.clone() };
    let behind = match made.asked.method {
        Method::Directed => {
            analysis::behind_directed(store, actor, case, &chosen, &directed(&made.asked)?, names)?
        }
        Method::Pairs => analysis::behind_pairs(store, actor, case, &chosen, &pairs(&made.asked)?, names)?,
    };
    let found = behind.iter().filter(|address| address.number > 0).take(most);
    let found = found.map(|address: &PostAddress| posts::get(store, actor, case, *address));
    Ok((found.collect::<Result<_>>()?, behind.len()))
}
