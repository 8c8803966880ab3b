//! The two dossiers: exported, written beside the store, and verified as their recipients would.

use crate::cli::files::Output;
use crate::cli::refusal::Refusal;
use crate::domain::{CaseId, Lang};
use crate::service::dossiers::{self, ExportOrder, verify::Report};
use crate::service::{Actor, SealedFile, Store, unwatched};
use std::fs::{self, DirBuilder};
use std::io::{self, Read};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// For which body, in which language.
pub const LANGUAGES: &[(&str, Lang)] = &[("cndh", Lang::Es), ("un-sr-freedom-of-expression", Lang::En)];

/// What left, in clear: it is no part of the store.
const FOLDER: &str = "dossiers";

pub struct Paper {
    pub path: PathBuf,
    pub report: Report,
}

pub fn make(store: &Store, lawyer: &Actor, case: CaseId, directory: &Path) -> Result<(), Refusal> {
    let folder = directory.join(FOLDER);
    let cannot =
        |error: io::Error| Refusal::new("cannot-write").about(folder.display().to_string()).because(error);
    DirBuilder::new().mode(0o700).create(&folder).map_err(cannot)?;
    for (body, language) in LANGUAGES {
        let order = ExportOrder { body: (*body).into(), language: Some(*language), with_identities: true };
        let dossier = dossiers::export(store, lawyer, case, order, &mut unwatched)?;
        let (_, file) = dossiers::file(store, lawyer, case, dossier.id, false)?;
        write(file, &folder.join(format!("{body}-{}.zip", language.code())))?;
    }
    Ok(())
}

fn write(mut file: SealedFile, path: &Path) -> Result<(), Refusal> {
    let mut output = Output::create(path, false)?;
    let mut piece = Zeroizing::new(vec![0; 256 * 1024]);
    loop {
        match file.read(&mut piece).map_err(crate::service::Error::from)? {
            0 => return output.keep(),
            count => output.write(&piece[..count])?,
        }
    }
}

/// The dossiers that lie beside the store, each verified with nothing but its file.
pub fn of(directory: &Path) -> Result<Vec<Paper>, Refusal> {
    let folder = directory.join(FOLDER);
    let mut paths = Vec::new();
    match fs::read_dir(&folder) {
        Ok(entries) => {
            for entry in entries {
                paths.push(entry.map_err(crate::service::Error::from)?.path());
            }
        }
        // Somebody took them away: the store is whole without them.
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(crate::service::Error::from(error).into()),
    }
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "zip"));
    paths.sort();
    let verified = |path: PathBuf| {
        let report = dossiers::verify(&path, None).map_err(crate::service::Error::from)?;
        Ok(Paper { path, report })
    };
    paths.into_iter().map(verified).collect()
}
