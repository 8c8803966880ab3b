//! Long lists, a page at a time.

use serde::Serialize;

/// Where one is in a list, for the component `pagination`.
#[derive(Debug, Serialize)]
pub struct Pages {
    pub at: u64,
    pub of: u64,
    pub previous: String,
    pub next: String,
    #[serde(skip)]
    per: u64,
}

impl Pages {
    /// `asked` is what came with the address; what is no page of this list is the first or the last.
    pub fn new(size: u64, per: u64, asked: &str, address: impl Fn(u64) -> String) -> Self {
        let of = size.div_ceil(per).max(1);
        let at = asked.parse().unwrap_or(1).clamp(1, of);
        let previous = if at > 1 { address(at - 1) } else { String::new() };
        let next = if at < of { address(at + 1) } else { String::new() };
        Self { at, of, previous, next, per }
    }

    /// How many items come before this page.
    pub fn skip(&self) -> u64 {
        (self.at - 1) * self.per
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_cut_into_pages_that_lead_to_each_other() {
        let page = |size, asked: &str| Pages::new(size, 100, asked, |n| format!("?page={n}"));
        let middle = page(201, "2");
        assert_eq!((middle.at, middle.of, middle.skip()), (2, 3, 100));
        assert_eq!((middle.previous.as_str(), middle.next.as_str()), ("?page=1", "?page=3"));
        assert_eq!((page(200, "9").at, page(0, "x").of, page(100, "-1").next.as_str()), (2, 1, ""));
    }
}
