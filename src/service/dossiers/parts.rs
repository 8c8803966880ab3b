//! The originals that go into a bag, opened one after the other when their turn comes.

use super::super::{Actor, Error, Store};
use super::gather::Gathered;
use crate::domain::CaseId;
use crate::domain::evidence::BlobRef;
use crate::domain::policy::ExportDossier;
use crate::dossier::{Content, Part};
use std::io::{self, Read};

struct Original<'a> {
    store: &'a Store,
    actor: &'a Actor,
    case: CaseId,
    path: String,
    blob: &'a BlobRef,
}

/// One part per exhibit of the content that has a file.
pub fn of<'a>(
    store: &'a Store,
    actor: &'a Actor,
    case: CaseId,
    content: &Content,
    gathered: &'a Gathered,
) -> Vec<Box<dyn Part + 'a>> {
    let mut parts: Vec<Box<dyn Part + 'a>> = Vec::new();
    for exhibit in &content.exhibits {
        let evidence = gathered.evidence.iter().find(|evidence| evidence.reference == exhibit.reference);
        if let (Some(file), Some(evidence)) = (&exhibit.file, evidence) {
            let (path, blob) = (file.path.clone(), &evidence.body.file.blob);
            parts.push(Box::new(Original { store, actor, case, path, blob }));
        }
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
        let opened =
            self.store.read::<ExportDossier, _>(self.actor, self.case, |granted| granted.file(self.blob));
        opened.map(|file| Box::new(file) as Box<dyn Read>).map_err(|error| match error {
            // Kept whole: which file was tampered with must be told in the end.
            Error::Tampered(tamper) => io::Error::new(io::ErrorKind::InvalidData, tamper),
            other => io::Error::other(other.to_string()),
        })
    }
}
