//! The files that go into a bag as they are, opened one after the other when their turn comes: the
//! originals, and all posts.

use super::super::Error;
use super::annex;
use super::making::Making;
use crate::domain::evidence::BlobRef;
use crate::domain::policy::ExportDossier;
use crate::dossier::{Content, Part};
use std::io::{self, Read};

struct Original<'a> {
    making: &'a Making<'a>,
    path: String,
    blob: &'a BlobRef,
}

struct Posts<'a> {
    making: &'a Making<'a>,
    path: String,
    length: u64,
}

/// One part per file that the content names.
pub fn of<'a>(making: &'a Making<'a>, content: &Content) -> Vec<Box<dyn Part + 'a>> {
    let mut parts: Vec<Box<dyn Part + 'a>> = Vec::new();
    for exhibit in &content.exhibits {
        let mut evidence = making.gathered.evidence.iter();
        let evidence = evidence.find(|evidence| evidence.reference == exhibit.reference);
        if let (Some(file), Some(evidence)) = (&exhibit.file, evidence) {
            let (path, blob) = (file.path.clone(), &evidence.body.file.blob);
            parts.push(Box::new(Original { making, path, blob }));
        }
    }
    for file in &content.posts.files {
        parts.push(Box::new(Posts { making, path: file.path.clone(), length: file.bytes }));
    }
    parts
}

impl Part for Original<'_> {
    fn path(&self) -> &str {
        &self.path
    }

    fn length(&self) -> u64 {
        self.blob.length
    }

    fn open(&mut self) -> io::Result<Box<dyn Read + '_>> {
        let Making { store, actor, case, .. } = *self.making;
        let opened = store.read::<ExportDossier, _>(actor, case, |granted| granted.file(self.blob));
        opened.map(|file| Box::new(file) as Box<dyn Read>).map_err(as_io)
    }
}

impl Part for Posts<'_> {
    fn path(&self) -> &str {
        &self.path
    }

    fn length(&self) -> u64 {
        self.length
    }

    fn open(&mut self) -> io::Result<Box<dyn Read + '_>> {
        annex::open(self.making, &self.path).map(|annex| Box::new(annex) as Box<dyn Read>).map_err(as_io)
    }
}

pub fn as_io(error: Error) -> io::Error {
    match error {
        // Kept whole: which file was tampered with must be told in the end.
        Error::Tampered(tamper) => io::Error::new(io::ErrorKind::InvalidData, tamper),
        other => io::Error::other(other.to_string()),
    }
}
