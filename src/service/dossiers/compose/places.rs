//! What stands with what: by links, by paragraphs that cite, and under whose name.

use super::super::gather::Gathered;
use super::super::making::Making;
use super::people;
use crate::domain::RecordId;
use crate::domain::link::Target;
use crate::dossier::content::IndexEntry;

/// People by what they said, then every record that stands with another.
pub fn index(making: &Making<'_>) -> Vec<IndexEntry> {
    let (victims, witnesses) = people::cast(making);
    let said = |person: RecordId| {
        let theirs = making.admitted.testimonies.iter().map(|one| &making.gathered.testimonies[one.index]);
        let theirs = theirs.filter(|testimony| testimony.body.person == person);
        let places = theirs.map(|testimony| testimony.reference.clone()).collect();
        IndexEntry { term: people::called(making, person), places }
    };
    let mut entries: Vec<IndexEntry> = victims.into_iter().chain(witnesses).map(said).collect();
    for id in making.admitted.records(making.gathered) {
        let places = of(making, id);
        if !places.is_empty() {
            entries.push(IndexEntry { term: reference(making.gathered, id).unwrap_or_default(), places });
        }
    }
    entries
}

/// What a record stands with, among what is in the dossier: testimony by the paragraphs that cite it.
pub fn of(making: &Making<'_>, record: RecordId) -> Vec<String> {
    let gathered = making.gathered;
    let included = making.admitted.records(gathered);
    let citing = citing(making, record);
    let mut found = Vec::new();
    for link in &gathered.links {
        let (from, to) = (link.body.from, link.body.to);
        let other = match (from.record() == record, to.record() == record) {
            (true, _) => to,
            (_, true) => from,
            _ => continue,
        };
        if included.contains(&other.record()) {
            found.extend(target(gathered, other));
        }
    }
    let cited = |reference: &String| citing.iter().any(|place| place.split(' ').next() == Some(reference));
    found.retain(|reference| !cited(reference));
    found.extend(citing);
    found.sort_by_cached_key(|reference| in_order(reference));
    found.dedup();
    found
}

/// The paragraphs that go in and cite an exhibit: `T-004 ¶12`.
fn citing(making: &Making<'_>, evidence: RecordId) -> Vec<String> {
    let mut found = Vec::new();
    for one in &making.admitted.testimonies {
        let testimony = &making.gathered.testimonies[one.index];
        let segments =
            one.segments.iter().filter(|place| testimony.body.segments[**place].evidence.contains(&evidence));
        found.extend(segments.map(|place| paragraph(&testimony.reference, *place)));
    }
    found
}

/// How a paragraph is cited, from its place in the testimony.
pub fn paragraph(testimony: &str, place: usize) -> String {
    format!("{testimony} ¶{}", place + 1)
}

/// `S-001/9` goes before `S-001/12`.
fn in_order(reference: &str) -> (String, u64) {
    let digits = reference.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (start, number) = reference.split_at(reference.len() - digits);
    (start.to_owned(), number.parse().unwrap_or_default())
}

fn target(gathered: &Gathered, target: Target) -> Option<String> {
    let reference = reference(gathered, target.record())?;
    match target {
        Target::Record(_) => Some(reference),
        Target::Post(post) => Some(format!("{reference}/{}", post.number)),
    }
}

/// The short reference of something that can be in a dossier.
pub fn reference(gathered: &Gathered, id: RecordId) -> Option<String> {
    let testimony = gathered.testimonies.iter().find(|one| one.id == id).map(|one| &one.reference);
    let evidence = || gathered.evidence.iter().find(|one| one.id == id).map(|one| &one.reference);
    let set = || gathered.post_sets.iter().find(|one| one.id == id).map(|one| &one.reference);
    testimony.or_else(evidence).or_else(set).cloned()
}

#[cfg(test)]
mod tests {
    use super::in_order;

    #[test]
    fn references_stand_in_the_order_of_their_numbers() {
        let mut found = ["T-001 ¶12", "S-001/217", "T-001 ¶2", "S-001/42", "E-010", "E-009"];
        found.sort_by_key(|reference| in_order(reference));
        assert_eq!(found, ["E-009", "E-010", "S-001/42", "S-001/217", "T-001 ¶2", "T-001 ¶12"]);
    }
}
