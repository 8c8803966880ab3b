//! A search that is kept, to be asked again.

use super::policy::{LinkRecords, ReadRecords};
use super::{Document, Private, Problem, Problems};
use serde::{Deserialize, Serialize};

choices! {
    /// In which order hits come.
    SearchOrder {
        Relevance = "relevance", "Relevancia", "Relevance";
        Newest = "newest", "Más recientes primero", "Newest first";
        Oldest = "oldest", "Más antiguos primero", "Oldest first";
    }
}

#[expect(clippy::derivable_impls, reason = "the list is declared by a macro")]
impl Default for SearchOrder {
    fn default() -> Self {
        SearchOrder::Relevance
    }
}

/// What was typed, under a name. Nothing of what it found is kept: asked again, it finds what is
/// there by then.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SavedSearch {
    pub title: Private,
    pub query: Private,
    pub order: SearchOrder,
    /// Not listed any more.
    #[serde(default)]
    pub retired: bool,
}

impl SavedSearch {
    pub const LONGEST_QUERY: usize = 2_000;

    pub fn check(self) -> Result<Self, Vec<Problem>> {
        let mut problems = Problems::default();
        problems.require(!self.title.is_blank(), "title", "blank");
        problems.fits(&self.title, 300, "title");
        problems.require(!self.query.is_blank(), "q", "blank");
        problems.fits(&self.query, Self::LONGEST_QUERY, "q");
        problems.or(self)
    }
}

impl Document for SavedSearch {
    const KIND: &'static str = "saved-search";
    const PREFIX: &'static str = "B";
    type Read = ReadRecords;
    type Write = LinkRecords;

    fn title(&self) -> &Private {
        &self.title
    }
    fn search_text<'a>(&'a self, found: &mut dyn FnMut(&'a Private)) {
        found(&self.title);
    }
}
