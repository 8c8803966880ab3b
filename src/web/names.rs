//! Records and people by name: what a page shows where another record, or a colleague, is meant.

use super::form::{Term, term};
use super::visit::InCase;
use crate::domain::link::{Link, Target};
use crate::domain::{AccountId, Private, RecordId, Recorded};
use crate::service::references::{self, Named};
use crate::service::{Result, accounts};
use serde::Serialize;
use std::collections::HashMap;

/// The page of a record, by its short reference; empty for records without a page of their own.
pub fn address(case_url: &str, reference: &str) -> String {
    let section = match reference.split('-').next() {
        Some("T") => "interviews",
        Some("P") => "people",
        Some("E") => "evidence",
        Some("S") => "posts",
        Some("M") => "chats",
        Some("D") => "dossiers",
        Some("N") => "analyses",
        _ => return String::new(),
    };
    format!("{case_url}/{section}/{reference}")
}

/// The names of colleagues, for saying who did what.
pub struct Colleagues(HashMap<AccountId, Private>);

impl Colleagues {
    pub fn of(visit: &InCase) -> Result<Self> {
        accounts::names(visit.store(), &visit.actor).map(Self)
    }

    pub fn name(&self, account: AccountId) -> Private {
        self.0.get(&account).cloned().unwrap_or_default()
    }

    /// All of them, for a select box, in the order of their names.
    pub fn terms(&self) -> Vec<Term> {
        let mut terms: Vec<Term> =
            self.0.iter().map(|(account, name)| term(&account.to_string(), name.reveal())).collect();
        terms.sort_by(|one, other| one.label.cmp(&other.label));
        terms
    }
}

/// The records of a case that can be linked, by id.
pub struct Records {
    case_url: String,
    known: HashMap<RecordId, Named>,
}

/// One end of a link.
#[derive(Serialize)]
pub struct End {
    pub reference: String,
    pub url: String,
    pub label: Private,
}

/// A link as the record at one of its ends shows it.
#[derive(Serialize)]
pub struct Linked {
    #[serde(flatten)]
    end: End,
    note: Private,
}

impl Records {
    pub fn of(visit: &InCase) -> Result<Self> {
        let named = references::named(visit.store(), &visit.actor, visit.case)?;
        let known = named.into_iter().map(|named| (named.id, named)).collect();
        Ok(Self { case_url: visit.url(), known })
    }

    pub fn end(&self, target: Target) -> End {
        let known = self.known.get(&target.record());
        let label = known.map(|named| named.title.clone()).unwrap_or_default();
        let record = known.map(|named| named.reference.clone()).unwrap_or_default();
        let reference = match target {
            Target::Record(_) => record,
            Target::Post(post) => format!("{record}/{}", post.number),
        };
        End { url: address(&self.case_url, &reference), reference, label }
    }

    /// The other ends of links that `is_here` finds this thing at one end of.
    pub fn linked(&self, links: &[Recorded<Link>], is_here: impl Fn(Target) -> bool) -> Vec<Linked> {
        let mut linked = Vec::new();
        for link in links.iter().map(|link| &link.body) {
            for (here, there) in [(link.from, link.to), (link.to, link.from)] {
                if is_here(here) && !is_here(there) {
                    linked.push(Linked { end: self.end(there), note: link.note.clone() });
                }
            }
        }
        linked
    }

    /// All of them by reference, for suggestions.
    pub fn terms(&self) -> Vec<Term> {
        let mut named: Vec<&Named> = self.known.values().collect();
        named.sort_by(|one, other| one.reference.cmp(&other.reference));
        named.iter().map(|named| term(&named.reference, named.title.reveal())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::posts::PostAddress;
    use crate::domain::{Moment, Recorded};

    fn id(byte: u8) -> RecordId {
        RecordId::from_random([byte; 16])
    }

    fn records() -> Records {
        let named = |byte, reference: &str| {
            (id(byte), Named { id: id(byte), reference: reference.into(), title: "título".into() })
        };
        let known = HashMap::from([named(1, "E-012"), named(2, "S-001")]);
        Records { case_url: "/cases/c".into(), known }
    }

    #[test]
    fn records_and_single_posts_have_pages() {
        let records = records();
        assert_eq!(records.end(Target::Record(id(1))).url, "/cases/c/evidence/E-012");
        let post = records.end(Target::Post(PostAddress { set: id(2), number: 37 }));
        assert_eq!((post.reference.as_str(), post.url.as_str()), ("S-001/37", "/cases/c/posts/S-001/37"));
        assert_eq!(address("/cases/c", "K-001"), "");
    }

    #[test]
    fn a_link_is_shown_at_both_its_ends() {
        let (from, to) = (Target::Record(id(1)), Target::Post(PostAddress { set: id(2), number: 37 }));
        let body = Link { from, to, note: "muestra".into() };
        let (recorded_at, recorded_by) = (Moment::from_micros(0), AccountId::from_random([0; 16]));
        let link =
            Recorded { id: id(3), revision: 1, reference: "L-001".into(), recorded_at, recorded_by, body };
        let links = [link];
        for (here, there) in [(from, "S-001/37"), (to, "E-012")] {
            let shown = records().linked(&links, |target| target == here);
            assert_eq!(shown.iter().map(|link| link.end.reference.as_str()).collect::<Vec<_>>(), [there]);
        }
        assert!(records().linked(&links, |target| target == Target::Record(id(2))).is_empty());
    }
}
