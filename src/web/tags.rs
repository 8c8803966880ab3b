//! Tags: typed on one line, shown as words that lead to all that carry them.
//!
//! What somebody typed gets into no address: a tag is asked for by its number, in the order in which the
//! list has them first.

use crate::domain::Private;
use serde::Serialize;

/// The tag of what is shown only when asked for. It has a box of its own on the forms.
pub const GRAPHIC: &str = "graphic";

/// `campaña, prensa` as typed: no blank ones, none twice, and with or without a `#`.
pub fn parse(typed: &str) -> Vec<Private> {
    let mut tags: Vec<Private> = Vec::new();
    for tag in typed.split([',', ';', '\n']).map(|tag| tag.trim().trim_start_matches('#').trim()) {
        let known = tags.iter().any(|known| known.reveal() == tag);
        if !tag.is_empty() && tag != GRAPHIC && !known {
            tags.push(tag.into());
        }
    }
    tags
}

/// The tags as they are typed.
pub fn written(tags: &[Private]) -> Private {
    let words: Vec<&str> = plain(tags).map(Private::reveal).collect();
    words.join(", ").into()
}

/// The tags that people see.
pub fn plain(tags: &[Private]) -> impl Iterator<Item = &Private> {
    tags.iter().filter(|tag| tag.reveal() != GRAPHIC)
}

pub fn is_graphic(tags: &[Private]) -> bool {
    tags.iter().any(|tag| tag.reveal() == GRAPHIC)
}

/// A tag on top of a list.
#[derive(Serialize)]
pub struct Chip {
    label: Private,
    count: u64,
    url: String,
    chosen: bool,
}

/// Which tags a list has, and which one is asked for.
#[derive(Default, Serialize)]
pub struct Filter {
    chips: Vec<Chip>,
    /// Empty when nothing is asked for.
    chosen: Private,
    #[serde(skip)]
    query: String,
}

impl Filter {
    /// `asked` came with the address `url?tag=<number>`.
    pub fn of<'t>(url: &str, asked: &str, all: impl Iterator<Item = &'t [Private]>) -> Self {
        let mut found: Vec<(&Private, u64)> = Vec::new();
        for tag in all.flat_map(plain) {
            match found.iter_mut().find(|(known, _)| known.reveal() == tag.reveal()) {
                Some((_, count)) => *count += 1,
                None => found.push((tag, 1)),
            }
        }
        let asked = asked.parse::<usize>().ok().filter(|number| (1..=found.len()).contains(number));
        let chip = |(place, (label, count)): (usize, &(&Private, u64))| Chip {
            label: (*label).clone(),
            count: *count,
            url: format!("{url}?tag={}", place + 1),
            chosen: asked == Some(place + 1),
        };
        let mut chips: Vec<Chip> = found.iter().enumerate().map(chip).collect();
        chips.sort_by(|one, other| one.label.cmp(&other.label));
        let chosen = asked.map(|number| found[number - 1].0.clone()).unwrap_or_default();
        let query = asked.map(|number| format!("tag={number}&")).unwrap_or_default();
        Self { chips, chosen, query }
    }

    /// Whether what carries these tags is to be shown.
    pub fn takes(&self, tags: &[Private]) -> bool {
        self.chosen.is_blank() || tags.iter().any(|tag| tag.reveal() == self.chosen.reveal())
    }

    /// What an address must say to stay with the tag: `tag=3&` or nothing.
    pub fn query(&self) -> &str {
        &self.query
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_as_people_type_them_and_written_so_again() {
        let tags = parse(" #campaña, prensa ;prensa,, graphic,\n ataque a la prensa ");
        let words: Vec<&str> = tags.iter().map(Private::reveal).collect();
        assert_eq!(words, ["campaña", "prensa", "ataque a la prensa"]);
        assert_eq!(written(&tags).reveal(), "campaña, prensa, ataque a la prensa");
        assert_eq!(parse(written(&tags).reveal()), tags);
    }

    #[test]
    fn a_tag_is_asked_for_by_a_number_that_says_nothing() {
        let (one, other) = (parse("zeta, alfa"), parse("alfa"));
        let all = || [one.as_slice(), other.as_slice(), &[]].into_iter();
        let filter = Filter::of("/evidence", "2", all());
        assert_eq!(filter.chosen.reveal(), "alfa");
        assert!(filter.takes(&one) && filter.takes(&other) && !filter.takes(&[]));
        let urls: Vec<&str> = filter.chips.iter().map(|chip| chip.url.as_str()).collect();
        assert_eq!(urls, ["/evidence?tag=2", "/evidence?tag=1"], "in the order of the words");
        assert_eq!((filter.chips[0].count, filter.chips[0].chosen, filter.query()), (2, true, "tag=2&"));
        for asked in ["", "0", "3", "alfa"] {
            let filter = Filter::of("/evidence", asked, all());
            assert!(filter.takes(&[]) && filter.query().is_empty(), "{asked}");
        }
    }
}
