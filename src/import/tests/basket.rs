//! A sink that keeps everything, for looking at.

use crate::domain::post::Post;
use crate::import::{self, Error, Format, Mapping, Options, Place, Reject, RejectReason, Sink, Summary};
use std::io::Cursor;
use std::ops::ControlFlow;

#[derive(Default)]
pub struct Basket {
    pub posts: Vec<(Place, Post)>,
    pub rejects: Vec<Reject>,
}

impl Sink for Basket {
    fn post(&mut self, place: Place, post: Post) -> ControlFlow<()> {
        self.posts.push((place, post));
        ControlFlow::Continue(())
    }

    fn reject(&mut self, reject: Reject) -> ControlFlow<()> {
        self.rejects.push(reject);
        ControlFlow::Continue(())
    }
}

impl Basket {
    pub fn ids(&self) -> Vec<&str> {
        self.posts.iter().map(|(_, post)| post.id.reveal()).collect()
    }

    pub fn only(&self) -> &Post {
        assert_eq!(self.posts.len(), 1, "rejects: {:?}", self.rejects);
        &self.posts[0].1
    }

    /// The number and reason of each reject.
    pub fn why(&self) -> Vec<(u64, RejectReason)> {
        self.rejects.iter().map(|reject| (reject.place.number, reject.reason)).collect()
    }
}

/// Reads a file as if nothing were known about it.
pub fn read(bytes: impl AsRef<[u8]>) -> Result<(Summary, Basket), Error> {
    with(bytes, None, None)
}

pub fn mapped(bytes: impl AsRef<[u8]>, mapping: Mapping) -> Result<(Summary, Basket), Error> {
    with(bytes, None, Some(mapping))
}

/// And checks the balance, which must hold for any file.
pub fn with(
    bytes: impl AsRef<[u8]>,
    format: Option<&'static dyn Format>,
    mapping: Option<Mapping>,
) -> Result<(Summary, Basket), Error> {
    let mut basket = Basket::default();
    let summary = import::read_file(
        Cursor::new(bytes),
        format,
        &Options { mapping, ..Options::default() },
        &mut basket,
    )?;
    assert_eq!(summary.posts, basket.posts.len() as u64);
    assert_eq!(summary.rejected(), basket.rejects.len() as u64);
    let records = summary.posts + summary.rejected() + summary.passed_over();
    assert!(records >= summary.units, "{} units gave {records} records", summary.units);
    Ok((summary, basket))
}

/// A file of `tests/fixtures/import`.
pub fn fixture(name: &str) -> Vec<u8> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
