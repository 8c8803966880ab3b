//! A network of accounts as a graph: which accounts hang together, how many neighbours each has and how
//! heavily, and the files in which programs for networks take it (GEXF 1.3, GraphML 1.0).

use super::edges::{DirectedEdge, PairEdge};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::collections::BTreeMap;
use std::io;

/// Accounts by name, in bytewise order, and the edges between their positions.
#[derive(Debug, Default)]
pub struct Graph {
    pub nodes: Vec<Node>,
    pub edges: Vec<Link>,
    pub directed: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Node {
    pub name: String,
    /// Distinct accounts that it has an edge with, in either direction.
    pub neighbours: u64,
    /// The weights of its edges: towards others, and from others; of undirected ones both are all.
    pub outwards: u64,
    pub inwards: u64,
    /// Which connected part it is in, the largest being 1, of equals the one with the first name.
    pub part: u64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    pub from: usize,
    pub to: usize,
    pub weight: u64,
    /// Seconds; of pairs only.
    pub mean_delay: Option<f64>,
}

impl Graph {
    pub fn of_directed(edges: &[DirectedEdge]) -> Self {
        let named =
            edges.iter().map(|edge| (edge.from.as_str(), edge.to.as_str(), u64::from(edge.weight), None));
        Self::of(named.collect(), true)
    }

    pub fn of_pairs(edges: &[PairEdge]) -> Self {
        let named =
            edges.iter().map(|edge| (edge.a.as_str(), edge.b.as_str(), edge.weight, Some(edge.mean_delay)));
        Self::of(named.collect(), false)
    }

    fn of(named: Vec<(&str, &str, u64, Option<f64>)>, directed: bool) -> Self {
        let mut places: BTreeMap<&str, usize> =
            named.iter().flat_map(|(one, other, ..)| [(*one, 0), (*other, 0)]).collect();
        places.values_mut().enumerate().for_each(|(at, place)| *place = at);
        let nodes = places.keys().map(|name| Node { name: (*name).to_owned(), ..Node::default() }).collect();
        let link = |(one, other, weight, mean_delay): &(&str, &str, u64, Option<f64>)| Link {
            from: places[one],
            to: places[other],
            weight: *weight,
            mean_delay: *mean_delay,
        };
        let mut graph = Self { nodes, edges: named.iter().map(link).collect(), directed };
        graph.weigh();
        graph.part();
        graph
    }

    fn weigh(&mut self) {
        for edge in &self.edges {
            let ends = [(edge.from, true), (edge.to, false)];
            for (at, is_start) in ends {
                let node = &mut self.nodes[at];
                node.outwards += if is_start || !self.directed { edge.weight } else { 0 };
                node.inwards += if !is_start || !self.directed { edge.weight } else { 0 };
            }
        }
        let ordered = |edge: &Link| (edge.from.min(edge.to), edge.from.max(edge.to));
        let mut couples: Vec<(usize, usize)> =
            self.edges.iter().map(ordered).filter(|(one, other)| one != other).collect();
        couples.sort_unstable();
        couples.dedup();
        for (one, other) in couples {
            self.nodes[one].neighbours += 1;
            self.nodes[other].neighbours += 1;
        }
    }

    /// Union by the smaller position, so that each part is known by its first name.
    fn part(&mut self) {
        let mut heads: Vec<usize> = (0..self.nodes.len()).collect();
        for edge in &self.edges {
            let (one, other) = (head(&mut heads, edge.from), head(&mut heads, edge.to));
            heads[one.max(other)] = one.min(other);
        }
        let mut sizes: BTreeMap<usize, u64> = BTreeMap::new();
        for at in 0..heads.len() {
            *sizes.entry(head(&mut heads, at)).or_default() += 1;
        }
        let mut parts: Vec<(u64, usize)> = sizes.into_iter().map(|(head, size)| (size, head)).collect();
        parts.sort_by(|(size, head), (other, behind)| other.cmp(size).then(head.cmp(behind)));
        let numbers: BTreeMap<usize, u64> =
            parts.into_iter().zip(1..).map(|((_, head), part)| (head, part)).collect();
        for at in 0..heads.len() {
            self.nodes[at].part = numbers[&head(&mut heads, at)];
        }
    }

    /// For Gephi (<https://gexf.net/1.3/gexf.xsd>).
    pub fn gexf(&self) -> io::Result<String> {
        let kind = if self.directed { "directed" } else { "undirected" };
        written("gexf", &[("xmlns", "http://gexf.net/1.3"), ("version", "1.3")], |to| {
            let graph = to.create_element("graph").with_attributes([("defaultedgetype", kind)]);
            graph.write_inner_content(|to| {
                for (class, columns) in [("node", NODE), ("edge", EDGE)] {
                    let list = to.create_element("attributes").with_attribute(("class", class));
                    list.write_inner_content(|to| declare(to, columns, "attribute", ["title", "type"]))?;
                }
                to.create_element("nodes").write_inner_content(|to| {
                    self.nodes.iter().enumerate().try_for_each(|(at, node)| gexf_node(to, at, node))
                })?;
                to.create_element("edges").write_inner_content(|to| {
                    self.edges.iter().enumerate().try_for_each(|(at, edge)| gexf_edge(to, at, edge))
                })?;
                Ok(())
            })?;
            Ok(())
        })
    }

    /// For igraph, NetworkX and others (<http://graphml.graphdrawing.org/specification.html>).
    pub fn graphml(&self) -> io::Result<String> {
        let kind = if self.directed { "directed" } else { "undirected" };
        written("graphml", &[("xmlns", "http://graphml.graphdrawing.org/xmlns")], |to| {
            for (class, columns) in [("node", LABELLED), ("edge", WEIGHED)] {
                for (id, name, kind) in columns {
                    let key = [("id", *id), ("for", class), ("attr.name", *name), ("attr.type", *kind)];
                    to.create_element("key").with_attributes(key).write_empty()?;
                }
            }
            let graph = to.create_element("graph").with_attributes([("id", "G"), ("edgedefault", kind)]);
            graph.write_inner_content(|to| {
                for (at, node) in self.nodes.iter().enumerate() {
                    let id = format!("n{at}");
                    let element = to.create_element("node").with_attribute(("id", id.as_str()));
                    element.write_inner_content(|to| {
                        datum(to, "label", &node.name)?;
                        node_values(node)
                            .iter()
                            .zip(NODE)
                            .try_for_each(|(value, (id, ..))| datum(to, id, value))
                    })?;
                }
                self.edges.iter().try_for_each(|edge| {
                    let (from, to_node) = (format!("n{}", edge.from), format!("n{}", edge.to));
                    let ends = [("source", from.as_str()), ("target", to_node.as_str())];
                    let element = to.create_element("edge").with_attributes(ends);
                    element.write_inner_content(|to| {
                        datum(to, "weight", &edge.weight.to_string())?;
                        delay(edge).map_or(Ok(()), |delay| datum(to, "delay", &delay))
                    })?;
                    Ok(())
                })
            })?;
            Ok(())
        })
    }
}

type Columns = &'static [(&'static str, &'static str, &'static str)];

const NODE: Columns = &[
    ("neighbours", "neighbours", "long"),
    ("outwards", "weight_out", "long"),
    ("inwards", "weight_in", "long"),
    ("part", "component", "long"),
];
const EDGE: Columns = &[("delay", "mean_delay_seconds", "double")];
const LABELLED: Columns = &[("label", "label", "string"), NODE[0], NODE[1], NODE[2], NODE[3]];
const WEIGHED: Columns = &[("weight", "weight", "long"), EDGE[0]];

fn head(heads: &mut [usize], mut at: usize) -> usize {
    while heads[at] != at {
        heads[at] = heads[heads[at]];
        at = heads[at];
    }
    at
}

fn node_values(node: &Node) -> [String; 4] {
    [node.neighbours, node.outwards, node.inwards, node.part].map(|number| number.to_string())
}

fn delay(edge: &Link) -> Option<String> {
    edge.mean_delay.map(super::decimal)
}

type Xml = Writer<Vec<u8>>;

fn written(
    root: &str,
    attributes: &[(&str, &str)],
    inside: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<String> {
    let mut to = Writer::new_with_indent(Vec::new(), b' ', 1);
    to.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    to.create_element(root).with_attributes(attributes.iter().copied()).write_inner_content(inside)?;
    String::from_utf8(to.into_inner()).map_err(io::Error::other)
}

fn declare(to: &mut Xml, columns: Columns, element: &str, [name, kind]: [&str; 2]) -> io::Result<()> {
    for (id, title, of) in columns {
        let attributes = [("id", *id), (name, *title), (kind, *of)];
        to.create_element(element).with_attributes(attributes).write_empty()?;
    }
    Ok(())
}

fn gexf_node(to: &mut Xml, at: usize, node: &Node) -> io::Result<()> {
    let (id, label) = (at.to_string(), printable(&node.name));
    let element = to.create_element("node").with_attributes([("id", id.as_str()), ("label", &label)]);
    element.write_inner_content(|to| {
        to.create_element("attvalues").write_inner_content(|to| {
            node_values(node).iter().zip(NODE).try_for_each(|(value, (id, ..))| attvalue(to, id, value))
        })?;
        Ok(())
    })?;
    Ok(())
}

fn gexf_edge(to: &mut Xml, at: usize, edge: &Link) -> io::Result<()> {
    let [id, from, into] = [at, edge.from, edge.to].map(|number| number.to_string());
    let weight = edge.weight.to_string();
    let attributes = [("id", id.as_str()), ("source", &from), ("target", &into), ("weight", weight.as_str())];
    let element = to.create_element("edge").with_attributes(attributes);
    let Some(delay) = delay(edge) else { return element.write_empty().map(|_| ()) };
    element.write_inner_content(|to| {
        to.create_element("attvalues").write_inner_content(|to| attvalue(to, "delay", &delay))?;
        Ok(())
    })?;
    Ok(())
}

fn attvalue(to: &mut Xml, id: &str, value: &str) -> io::Result<()> {
    to.create_element("attvalue").with_attributes([("for", id), ("value", value)]).write_empty()?;
    Ok(())
}

fn datum(to: &mut Xml, key: &str, value: &str) -> io::Result<()> {
    let text = printable(value);
    to.create_element("data").with_attribute(("key", key)).write_text_content(BytesText::new(&text))?;
    Ok(())
}

/// XML has no place for most control characters, not even escaped (XML 1.0 §2.2).
fn printable(text: &str) -> String {
    let fits = |letter: char| letter >= ' ' && letter != '\u{FFFE}' && letter != '\u{FFFF}';
    text.chars().map(|letter| if fits(letter) { letter } else { '\u{FFFD}' }).collect()
}
