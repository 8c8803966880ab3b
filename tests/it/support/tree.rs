//! The files of the repository, as the house rules read them.

use std::path::{Path, PathBuf};
use std::process::Command;

/// One file that git keeps: its path from the root, with `/` between names, and its bytes.
pub struct Tracked {
    pub path: String,
    pub bytes: Vec<u8>,
}

impl Tracked {
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }
}

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file that git keeps or would keep (new files count before they are added).
pub fn tracked() -> Vec<Tracked> {
    let output = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .expect("the house rules need git");
    assert!(output.status.success(), "git ls-files: {}", String::from_utf8_lossy(&output.stderr));
    let names = String::from_utf8(output.stdout).expect("file names are UTF-8");
    // A file deleted but not yet staged is still listed: it no longer has anything to say.
    let files: Vec<Tracked> = names.split('\0').filter_map(read).collect();
    assert!(files.len() > 10, "only {} files found: the rules would pass for want of any", files.len());
    files
}

fn read(path: &str) -> Option<Tracked> {
    let on_disk = root().join(path);
    (!path.is_empty() && on_disk.is_file())
        .then(|| Tracked { path: path.to_owned(), bytes: std::fs::read(&on_disk).expect(path) })
}

/// The Rust sources of the program, by their path inside `src/`.
pub fn sources() -> Vec<(String, String)> {
    let sources: Vec<_> = tracked()
        .into_iter()
        .filter(|file| Path::new(&file.path).extension().is_some_and(|e| e == "rs"))
        .filter_map(|file| {
            let inside = file.path.strip_prefix("src/")?.to_owned();
            Some((inside, file.text().expect("sources are UTF-8").to_owned()))
        })
        .collect();
    assert!(sources.iter().any(|(path, _)| path == "lib.rs"), "src/lib.rs is not among the sources");
    sources
}
