//! All that the typesetter can reach: our templates, our fonts and the data of one dossier.
//!
//! There is no file system, no package, no network and no clock behind it, so that even a fault in
//! a template could not bring anything else into a dossier.

use super::fonts::fonts;
use std::collections::HashMap;
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

const MAIN: &str = "/main.typ";
const TEMPLATES: &[(&str, &str)] = &[
    (MAIN, include_str!("../../templates/dossier/main.typ")),
    ("/parts.typ", include_str!("../../templates/dossier/parts.typ")),
    ("/sections.typ", include_str!("../../templates/dossier/sections.typ")),
    ("/exhibits.typ", include_str!("../../templates/dossier/exhibits.typ")),
];

pub struct Desk {
    main: FileId,
    sources: HashMap<FileId, Source>,
    files: HashMap<FileId, Bytes>,
}

impl Desk {
    /// `files` by absolute virtual path. The paths are ours and few: the typesetter keeps each one
    /// for ever.
    pub fn new(files: Vec<(String, Vec<u8>)>) -> FileResult<Self> {
        let mut sources = HashMap::new();
        for (path, text) in TEMPLATES {
            let id = file_id(path)?;
            sources.insert(id, Source::new(id, (*text).to_owned()));
        }
        let files = files.into_iter().map(|(path, bytes)| Ok((file_id(&path)?, Bytes::new(bytes))));
        Ok(Self { main: file_id(MAIN)?, sources, files: files.collect::<FileResult<_>>()? })
    }
}

fn file_id(path: &str) -> FileResult<FileId> {
    let path = VirtualPath::new(path).map_err(|_| FileError::AccessDenied)?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &fonts().book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        fonts().face(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
