//! The data directory: who may read it, and what lies where.

use super::error::{Error, Result};
use crate::crypto::random;
use crate::domain::ScopeId;
use data_encoding::HEXLOWER;
use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// A directory that nobody but its owner can enter.
#[derive(Clone)]
pub struct DataDir(PathBuf);

impl DataDir {
    /// Makes the directory if it is not there.
    ///
    /// # Errors
    /// `Unsupported` when others than its owner may enter it: the program does not start on a
    /// directory that was opened by mistake.
    pub fn prepare(path: &Path) -> Result<Self> {
        DirBuilder::new().recursive(true).mode(0o700).create(path)?;
        let mode = fs::metadata(path)?.permissions().mode();
        if mode & 0o077 != 0 {
            return Err(Error::Unsupported("others may enter the data directory: run chmod 700 on it"));
        }
        let directory = Self(path.to_path_buf());
        for inner in [directory.blobs(), directory.pins()] {
            DirBuilder::new().recursive(true).mode(0o700).create(inner)?;
        }
        Ok(directory)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    pub fn database(&self) -> PathBuf {
        self.0.join("resguardo.sqlite")
    }

    pub fn blobs(&self) -> PathBuf {
        self.0.join("blobs")
    }

    fn pins(&self) -> PathBuf {
        self.0.join("pins")
    }

    pub fn node_secret(&self) -> PathBuf {
        self.0.join("node.secret")
    }

    /// The last checkpoint of a ledger that was pinned outside the database. An empty file is one that a
    /// power cut left; one that cannot be read is an error, for the protection would be gone unseen.
    pub fn pinned(&self, scope: ScopeId) -> Result<Option<String>> {
        let bytes = read_if_there(&self.pin(scope))?;
        let text = bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        Ok(text.filter(|text| !text.is_empty()))
    }

    /// Pins a checkpoint. Not synced: after a power cut an older pin stands, which still holds.
    /// Written beside under a name of its own: writers of one scope may pin at the same time.
    pub fn pin_checkpoint(&self, scope: ScopeId, text: &str) -> Result<()> {
        let unique = u64::from_be_bytes(random::bytes());
        let beside = self.pin(scope).with_extension(format!("{unique:016x}.{UNFINISHED}"));
        let written = private_file(&beside).and_then(|mut file| Ok(file.write_all(text.as_bytes())?));
        let done = written.and_then(|()| Ok(fs::rename(&beside, self.pin(scope))?));
        if done.is_err() {
            // The first failure is the one to tell.
            let _ = fs::remove_file(&beside);
        }
        done
    }

    /// Whether a root key is the one that was pinned here, outside the database, when the
    /// organisation was founded or first signed in to. Pins it where none was.
    pub fn holds_root(&self, root: &[u8; 32]) -> Result<bool> {
        let path = self.root_pin();
        match fs::read(&path) {
            Ok(pinned) => Ok(pinned == HEXLOWER.encode(root).as_bytes()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                write_durably(&path, HEXLOWER.encode(root).as_bytes())?;
                Ok(true)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Whether an organisation's root was pinned here.
    pub fn has_root(&self) -> bool {
        self.root_pin().exists()
    }

    /// The organisation's root as it was pinned here. One that cannot be read is none.
    pub fn pinned_root(&self) -> Result<Option<[u8; 32]>> {
        match fs::read(self.root_pin()) {
            Ok(pinned) => Ok(HEXLOWER.decode(&pinned).ok().and_then(|root| root.try_into().ok())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn root_pin(&self) -> PathBuf {
        self.0.join("root.pin")
    }

    /// The certificates of time stamping authorities that the operator put here (PEM), if any.
    pub fn stamp_authorities(&self) -> Result<Option<String>> {
        match fs::read_to_string(self.0.join("timestamp-ca.pem")) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Notes that sessions were ended, and until when their rows would still open to their cookies.
    pub fn note_ended(&self, sessions: &[(Vec<u8>, i64)]) -> Result<()> {
        let mut options = OpenOptions::new();
        let mut file = options.append(true).create(true).mode(0o600).open(self.ended_sessions())?;
        Ok(file.write_all(ended_lines(sessions).as_bytes())?)
    }

    /// The sessions that were ended before their time, and are still before it. The others are
    /// forgotten.
    pub fn ended(&self, now: i64) -> Result<Vec<(Vec<u8>, i64)>> {
        let Some(bytes) = read_if_there(&self.ended_sessions())? else { return Ok(Vec::new()) };
        let text = String::from_utf8_lossy(&bytes);
        let line = |line: &str| {
            let (session, until) = line.split_once(' ')?;
            Some((HEXLOWER.decode(session.as_bytes()).ok()?, until.parse().ok()?))
        };
        let noted: Vec<(Vec<u8>, i64)> = text.lines().filter_map(line).collect();
        let (still, over): (Vec<_>, Vec<_>) = noted.into_iter().partition(|(_, until)| *until > now);
        if !over.is_empty() {
            write_durably(&self.ended_sessions(), ended_lines(&still).as_bytes())?;
        }
        Ok(still)
    }

    fn ended_sessions(&self) -> PathBuf {
        self.0.join("sessions.ended")
    }

    /// Every pinned checkpoint, by scope.
    pub fn all_pinned(&self) -> Result<Vec<(ScopeId, String)>> {
        let mut found = Vec::new();
        for file in fs::read_dir(self.pins())? {
            let name = file?.file_name();
            let scope = name.to_str().and_then(|name| name.strip_suffix(".checkpoint")?.parse().ok());
            let Some(scope) = scope else { continue };
            found.extend(self.pinned(scope)?.map(|text| (scope, text)));
        }
        Ok(found)
    }

    /// Removes pins that a process was writing when it was killed.
    pub fn sweep_unfinished_pins(&self, unfinished_before: SystemTime) -> Result<()> {
        for file in fs::read_dir(self.pins())? {
            let file = file?;
            let unfinished = Path::new(&file.file_name()).extension().is_some_and(|end| end == UNFINISHED);
            if unfinished && is_older(&file, unfinished_before)? {
                fs::remove_file(file.path())?;
            }
        }
        Ok(())
    }

    fn pin(&self, scope: ScopeId) -> PathBuf {
        self.pins().join(format!("{scope}.checkpoint"))
    }
}

/// `None` where there is no such file, nor a place for one.
fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// What the names of files end with that are renamed once they are whole.
const UNFINISHED: &str = "new";

/// Whether a file was last written before a moment.
pub fn is_older(file: &fs::DirEntry, than: SystemTime) -> Result<bool> {
    Ok(file.metadata()?.modified()? < than)
}

fn private_file(path: &Path) -> Result<fs::File> {
    Ok(OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)?)
}

/// A line for each session, with the time until when it counts.
fn ended_lines(sessions: &[(Vec<u8>, i64)]) -> String {
    sessions.iter().map(|(session, until)| format!("{} {until}\n", HEXLOWER.encode(session))).collect()
}

/// Writes a small file so that after a crash it is there whole or not at all: beside, sync,
/// rename, sync the directory.
pub fn write_durably(path: &Path, bytes: &[u8]) -> Result<()> {
    let beside = path.with_extension("new");
    let mut file = private_file(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&beside, path)?;
    sync_parent(path)
}

/// Makes a file's name durable.
pub fn sync_parent(path: &Path) -> Result<()> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok(fs::File::open(parent)?.sync_all()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_is_not_taken_for_what_is_not_there() {
        let home = tempfile::tempdir().unwrap();
        let directory = DataDir::prepare(&home.path().join("data")).unwrap();
        let scope = ScopeId::from_bytes([7; 16]);
        assert!(directory.pinned(scope).unwrap().is_none() && directory.ended(0).unwrap().is_empty());
        for path in [directory.pin(scope), directory.ended_sessions()] {
            fs::create_dir(path).unwrap();
        }
        assert!(directory.pinned(scope).is_err() && directory.ended(0).is_err());
    }
}
