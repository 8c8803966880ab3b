//! The secret that sessions are sealed with besides the cookie. It lies outside the database, so that a
//! stolen database and a cookie found later open nothing; once it was rotated away, neither does a copy
//! of everything. The nodes share its file, and each looks whether it changed before it is used.
//!
//! The file: the number of the newest secret (4 bytes, big-endian), the newest, the one before it, each
//! of 32 bytes. The second is not there at first, nor after all sessions were ended at once.

use super::directory::write_durably;
use super::error::{Error, Result};
use super::shared::lock;
use crate::crypto::random;
use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;
use std::sync::Mutex;
use zeroize::Zeroizing;

const LENGTH: usize = 32;
const DAMAGED: Error = Error::Unsupported("node.secret is damaged: remove it; everybody signs in again");

pub type Secret = Zeroizing<[u8; LENGTH]>;

pub struct NodeSecret {
    path: PathBuf,
    known: Mutex<(Stamp, Secrets)>,
}

/// Tells one file from another that took its name.
type Stamp = (u64, i64, i64);

struct Secrets {
    generation: u32,
    newest: Secret,
    before: Option<Secret>,
}

impl Secrets {
    fn first() -> Self {
        Self { generation: 1, newest: Zeroizing::new(random::bytes()), before: None }
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let (generation, rest) = bytes.split_first_chunk::<4>()?;
        let (newest, rest) = rest.split_first_chunk::<LENGTH>()?;
        let before = if rest.is_empty() { None } else { Some(Zeroizing::new(rest.try_into().ok()?)) };
        Some(Self { generation: u32::from_be_bytes(*generation), newest: Zeroizing::new(*newest), before })
    }

    fn bytes(&self) -> Zeroizing<Vec<u8>> {
        let before = self.before.iter().flat_map(|secret| secret.iter());
        Zeroizing::new(
            self.generation.to_be_bytes().iter().chain(self.newest.iter()).chain(before).copied().collect(),
        )
    }

    fn get(&self, generation: u32) -> Option<Secret> {
        match self.generation.checked_sub(generation)? {
            0 => Some(self.newest.clone()),
            1 => self.before.clone(),
            _ => None,
        }
    }
}

impl NodeSecret {
    /// Reads the file, and makes it where there is none.
    pub fn open(path: PathBuf) -> Result<Self> {
        if let Err(error) = fs::metadata(&path) {
            match error.kind() {
                ErrorKind::NotFound => write_durably(&path, &Secrets::first().bytes())?,
                _ => return Err(error.into()),
            }
        }
        let known = Mutex::new((stamp(&path)?, read(&path)?));
        Ok(Self { path, known })
    }

    /// The secret of a generation, unless it was rotated away.
    pub fn of(&self, generation: i64) -> Option<Secret> {
        let mut known = lock(&self.known);
        self.refresh(&mut known);
        known.1.get(u32::try_from(generation).ok()?)
    }

    /// The newest secret, and the one before where it still counts: for what does not say its generation.
    pub fn standing(&self) -> Vec<Secret> {
        let mut known = lock(&self.known);
        self.refresh(&mut known);
        std::iter::once(&known.1.newest).chain(&known.1.before).cloned().collect()
    }

    /// The generation that new sessions are sealed under.
    pub fn newest(&self) -> u32 {
        let mut known = lock(&self.known);
        self.refresh(&mut known);
        known.1.generation
    }

    /// Makes a new secret. The one before stays for the sessions that were sealed under it, unless all
    /// of them are to end.
    pub fn rotate(&self, end_all: bool) -> Result<()> {
        let mut known = lock(&self.known);
        self.refresh(&mut known);
        // Two further: what was sealed under the last one must not be taken for the one before.
        let next = known.1.generation.checked_add(if end_all { 2 } else { 1 }).ok_or(DAMAGED)?;
        let before = (!end_all).then(|| known.1.newest.clone());
        let made = Secrets { generation: next, newest: Zeroizing::new(random::bytes()), before };
        write_durably(&self.path, &made.bytes())?;
        *known = (stamp(&self.path)?, made);
        Ok(())
    }

    /// Another node may have rotated it. A file that is gone or damaged changes nothing here: at the
    /// next start it is told.
    fn refresh(&self, known: &mut (Stamp, Secrets)) {
        let Ok(now) = stamp(&self.path) else { return };
        if now != known.0
            && let Ok(secrets) = read(&self.path)
        {
            *known = (now, secrets);
        }
    }
}

fn read(path: &PathBuf) -> Result<Secrets> {
    let bytes = Zeroizing::new(fs::read(path)?);
    Secrets::parse(&bytes).ok_or(DAMAGED)
}

fn stamp(path: &PathBuf) -> Result<Stamp> {
    let file = fs::metadata(path)?;
    Ok((file.ino(), file.mtime(), file.mtime_nsec()))
}
