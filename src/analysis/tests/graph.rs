//! Networks as graphs, and as the files that other programs read.

use crate::analysis::graph::Graph;
use crate::analysis::{DirectedEdge, PairEdge};
use quick_xml::events::Event;
use quick_xml::{Reader, XmlVersion};

fn directed(edges: &[(&str, &str, u32)]) -> Graph {
    let edge = |(from, to, weight): &(&str, &str, u32)| DirectedEdge {
        from: (*from).into(),
        to: (*to).into(),
        weight: *weight,
    };
    Graph::of_directed(&edges.iter().map(edge).collect::<Vec<_>>())
}

fn pair(a: &str, b: &str) -> PairEdge {
    PairEdge { a: a.into(), b: b.into(), weight: 3, mean_delay: 7.5, older: 2, newer: 3, is_heavy: false }
}

/// The names of the elements, and the values of one attribute; panics where it is no XML.
fn elements(xml: &str, attribute: &str) -> (Vec<String>, Vec<String>) {
    let (mut names, mut values, mut reader) = (Vec::new(), Vec::new(), Reader::from_str(xml));
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return (names, values),
            Event::Start(element) | Event::Empty(element) => {
                names.push(element.name().as_ref().to_owned());
                let found = element.try_get_attribute(attribute).unwrap();
                values.extend(
                    found.map(|found| found.normalized_value(XmlVersion::Implicit1_0).unwrap().into_owned()),
                );
            }
            _ => (),
        }
    }
}

#[test]
fn parts_neighbours_and_weights_are_counted() {
    let graph = directed(&[("a", "b", 2), ("b", "a", 3), ("b", "c", 1), ("x", "y", 9)]);
    let told: Vec<_> = graph
        .nodes
        .iter()
        .map(|node| (node.name.as_str(), node.neighbours, node.outwards, node.inwards, node.part))
        .collect();
    assert_eq!(
        told,
        [("a", 1, 2, 3, 1), ("b", 2, 4, 2, 1), ("c", 1, 0, 1, 1), ("x", 1, 9, 0, 2), ("y", 1, 0, 9, 2)]
    );
    let undirected = Graph::of_pairs(&[pair("a", "b")]);
    assert_eq!((undirected.nodes[0].outwards, undirected.nodes[0].inwards), (3, 3));
}

#[test]
fn both_files_are_xml_with_every_account_and_edge_whatever_they_are_called() {
    let evil = "\"><script>&\u{0}ñ\u{202E}";
    let graph = directed(&[(evil, "b", 2), ("b", "c", 1)]);
    let (names, labels) = elements(&graph.gexf().unwrap(), "label");
    assert_eq!(labels, ["\"><script>&\u{FFFD}ñ\u{202E}", "b", "c"]);
    assert_eq!(names.iter().filter(|name| *name == "edge").count(), 2);
    let graphml = graph.graphml().unwrap();
    let (names, sources) = elements(&graphml, "source");
    assert_eq!(sources, ["n0", "n1"]);
    assert_eq!(names.iter().filter(|name| *name == "node").count(), 3);
    assert!(graphml.contains("edgedefault=\"directed\"") && !graphml.contains("<script>"));
    let pairs = Graph::of_pairs(&[pair("a", "b")]);
    assert!(pairs.gexf().unwrap().contains("value=\"7.5\"") && pairs.graphml().unwrap().contains(">7.5<"));
    elements(&directed(&[]).gexf().unwrap(), "id");
}
