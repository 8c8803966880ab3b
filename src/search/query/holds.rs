//! Whether something is what was looked for, said without the index: a hit is shown only once the
//! thing that it leads to says so itself. Also what the index is tested against.

use super::{Leaf, NamePlace, Node, Place, Query};
use crate::domain::Private;
use crate::search::unit::Unit;
use crate::search::words::words;

impl Query {
    pub fn holds(&self, unit: &Unit<'_>) -> bool {
        self.root.holds(unit)
    }
}

impl Node {
    fn holds(&self, unit: &Unit<'_>) -> bool {
        match self {
            Node::All(nodes) => nodes.iter().all(|node| node.holds(unit)),
            Node::Any(nodes) => nodes.iter().any(|node| node.holds(unit)),
            Node::Not(node) => !node.holds(unit),
            Node::Leaf(leaf) => leaf.holds(unit),
        }
    }
}

impl Leaf {
    fn holds(&self, unit: &Unit<'_>) -> bool {
        match self {
            Leaf::Words { place, words, prefix } => {
                let texts = match place {
                    Place::Text => &unit.texts,
                    Place::From => &unit.from,
                    Place::Url => &unit.urls,
                };
                texts.iter().any(|text| has_words(text, words, *prefix))
            }
            Leaf::Name { place, name, prefix } => {
                let names = match place {
                    NamePlace::Tag => unit.all_tags(),
                    NamePlace::Handle => unit.all_handles(),
                    NamePlace::Kind => vec![unit.kind.to_owned()],
                    NamePlace::Lang => unit.lang.iter().map(|lang| lang.to_lowercase()).collect(),
                };
                names.iter().any(|found| fits(found, name, *prefix))
            }
            Leaf::Id(id) => unit.id == Some(id.reveal()),
            Leaf::Time { from, before } => unit.at.is_some_and(|at| {
                from.is_none_or(|from| at >= from) && before.is_none_or(|before| at < before)
            }),
        }
    }
}

pub(super) fn fits(found: &str, wanted: &Private, prefix: bool) -> bool {
    match prefix {
        true => found.starts_with(wanted.reveal()),
        false => found == wanted.reveal(),
    }
}

fn has_words(text: &str, wanted: &[Private], prefix: bool) -> bool {
    let found = words(text);
    let last = wanted.len() - 1;
    found.windows(wanted.len()).any(|run| {
        run.iter()
            .zip(wanted)
            .enumerate()
            .all(|(at, (found, wanted))| fits(found, wanted, prefix && at == last))
    })
}
