//! The posts of a case in a dossier: all of them in two files, and on paper those that something is
//! linked with and a sample of the rest.

use super::super::annex;
use super::super::making::Making;
use super::super::phrases::{self, Printed};
use super::row;
use crate::domain::link::{Link, Target};
use crate::domain::policy::ExportDossier;
use crate::domain::post::Post;
use crate::domain::posts::{PostAddress, PostSet};
use crate::domain::{Moment, RecordId, Recorded};
use crate::dossier::content::{self, Posts};
use crate::service::dates::{self, Style};
use crate::service::{Result, posts as stored};
use std::collections::BTreeSet;
use std::ops::ControlFlow;

/// On paper: some seven pages. A reader needs a picture of what was said; a court, every one of
/// them, which it has in the files.
const PRINTED: usize = 100;

pub fn compose(making: &Making<'_>) -> Result<Posts> {
    let (gathered, admitted) = (making.gathered, making.admitted);
    if admitted.post_sets.is_empty() {
        return Ok(Posts::default());
    }
    let mut seen = Seen::default();
    each(making, |set, number, post| seen.see(PostAddress { set: set.id, number }, &post))?;
    let chosen = choose(&seen.all, &linked(making, &admitted.records(gathered)));
    let mut rows = Vec::new();
    each(making, |set, number, post| {
        let address = PostAddress { set: set.id, number };
        if chosen.linked.contains(&address) || chosen.sample.contains(&address) {
            let row = annex::row(gathered.language, &gathered.zone, &set.reference, number, &post);
            let original = gathered.evidence.iter().find(|one| one.id == set.body.original);
            let source = original.map(|one| one.reference.clone()).unwrap_or_default();
            let row = content::Post { source, ..row };
            rows.push((!chosen.linked.contains(&address), post.created_at, row));
        }
    })?;
    rows.sort_by_key(|(sampled, at, _)| (*sampled, *at));
    let rows: Vec<content::Post> = rows.into_iter().map(|(_, _, row)| row).collect();
    let printed = Printed { all: seen.all.len(), linked: chosen.linked.len(), sample: chosen.sample.len() };
    let method = phrases::post_method(gathered.language, &printed);
    Ok(Posts { inventory: seen.inventory(making), method, rows, files: annex::files(making)? })
}

fn each(making: &Making<'_>, mut see: impl FnMut(&Recorded<PostSet>, u64, Post)) -> Result<()> {
    let sets = making.store.read::<ExportDossier, _>(making.actor, making.case, |granted| {
        let sets = making.admitted.sets(making.gathered);
        sets.map(|set| Ok((set.clone(), granted.file(&set.body.posts)?))).collect::<Result<Vec<_>>>()
    })?;
    stored::each(sets, |set, number, post| {
        see(set, number, post);
        ControlFlow::Continue(())
    })
}

/// Posts that something in the dossier is linked with: a link to what stayed out would show in what
/// is printed.
fn linked(making: &Making<'_>, included: &[RecordId]) -> BTreeSet<PostAddress> {
    let among = |link: &&Recorded<Link>| {
        [link.body.from, link.body.to].iter().all(|target| included.contains(&target.record()))
    };
    let links = making.gathered.links.iter().filter(among);
    let post = |target| match target {
        Target::Post(address) => Some(address),
        Target::Record(_) => None,
    };
    links.flat_map(|link| [link.body.from, link.body.to]).filter_map(post).collect()
}

#[derive(Debug, Default)]
struct Chosen {
    linked: BTreeSet<PostAddress>,
    sample: BTreeSet<PostAddress>,
}

/// The linked ones first; of the others, as many as fit, at equal steps in the order of time.
fn choose(all: &[(Option<Moment>, PostAddress)], linked: &BTreeSet<PostAddress>) -> Chosen {
    let there = all.iter().map(|(_, address)| *address);
    let linked: BTreeSet<_> = there.filter(|address| linked.contains(address)).take(PRINTED).collect();
    let mut others: Vec<_> = all.iter().filter(|(_, address)| !linked.contains(address)).collect();
    others.sort();
    let room = (PRINTED - linked.len()).min(others.len());
    let sample = (0..room).map(|step| others[step * others.len() / room].1).collect();
    Chosen { linked, sample }
}

/// What the inventory says of all posts.
#[derive(Default)]
struct Seen {
    all: Vec<(Option<Moment>, PostAddress)>,
    accounts: BTreeSet<String>,
}

impl Seen {
    fn see(&mut self, address: PostAddress, post: &Post) {
        self.all.push((post.created_at, address));
        let account = post.author_handle.as_ref().or(post.author_id.as_ref());
        self.accounts.extend(account.map(|account| account.reveal().to_lowercase()));
    }

    fn inventory(&self, making: &Making<'_>) -> Vec<content::Row> {
        let (gathered, language) = (making.gathered, making.language());
        let sets = making.admitted.sets(gathered);
        let source = |set: &Recorded<PostSet>| {
            let file = super::places::reference(gathered, set.body.original)?;
            Some(format!("{} ({file}, {})", set.reference, phrases::posts(language, set.body.posts())))
        };
        let sources: Vec<String> = sets.filter_map(source).collect();
        let mut rows = vec![
            row(language, "posts", self.all.len().to_string()),
            row(language, "accounts", self.accounts.len().to_string()),
        ];
        let times = || self.all.iter().filter_map(|(at, _)| *at);
        if let (Some(first), Some(last)) = (times().min(), times().max()) {
            let day = |at| dates::moment(language, Style::Paper, at, &gathered.zone);
            rows.push(row(language, "period", format!("{} – {}", day(first), day(last))));
        }
        rows.push(row(language, "sources", sources.join("; ")));
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(number: u64) -> PostAddress {
        PostAddress { set: RecordId::nil(), number }
    }

    /// Newest first, as many files have them.
    fn posts(count: u64) -> Vec<(Option<Moment>, PostAddress)> {
        (1..=count).map(|n| (Some(Moment::from_micros((count - n) as i64)), address(n))).collect()
    }

    #[test]
    fn few_posts_are_all_printed() {
        let chosen = choose(&posts(90), &BTreeSet::from([address(7)]));
        assert_eq!((chosen.linked.len(), chosen.sample.len()), (1, 89));
    }

    #[test]
    fn of_many_the_linked_and_an_even_sample_over_time_are_printed() {
        let chosen = choose(&posts(8_000), &BTreeSet::from([address(7), address(8_001)]));
        assert_eq!(
            (chosen.linked.len(), chosen.sample.len()),
            (1, 99),
            "a post that is not there is not linked"
        );
        for stretch in 0..8 {
            let within = chosen.sample.iter().filter(|post| (post.number - 1) / 1_000 == stretch).count();
            assert!((12..=13).contains(&within), "{within} of the thousand {stretch}");
        }
    }

    #[test]
    fn no_number_of_links_fills_more_than_the_pages_there_are() {
        let all = posts(500);
        let chosen = choose(&all, &all.iter().map(|(_, address)| *address).collect());
        assert_eq!((chosen.linked.len(), chosen.sample.len()), (PRINTED, 0));
    }
}
