//! What lies on the table: the files that go in, and the dossier that came out.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

const FILES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/demo/files");

pub struct Papers {
    folder: TempDir,
    /// Its file, and the key that its page names.
    dossier: RefCell<Option<(PathBuf, String)>>,
}

impl Papers {
    pub fn at_hand() -> Self {
        Self { folder: tempfile::tempdir().expect("a directory"), dossier: RefCell::default() }
    }

    pub fn picture() -> PathBuf {
        Path::new(FILES).join("chat-1-orden.png")
    }

    pub fn posts() -> PathBuf {
        Path::new(FILES).join("posts-export.csv")
    }

    /// Takes the dossier out of the browser's folder, which ends with the browser.
    pub fn keep(&self, downloaded: &Path, key: String) -> PathBuf {
        let kept = self.folder.path().join(downloaded.file_name().expect("a name"));
        std::fs::copy(downloaded, &kept).expect("room for a copy");
        *self.dossier.borrow_mut() = Some((kept.clone(), key));
        kept
    }

    pub fn dossier(&self) -> PathBuf {
        self.dossier.borrow().as_ref().expect("a dossier was exported").0.clone()
    }

    /// As its own instructions say, and with the program that made it.
    pub fn verify_with_common_tools(&self) {
        let dossier = self.dossier.borrow();
        let (zip, key) = dossier.as_ref().expect("a dossier was exported");
        self.run(self.folder.path(), "unzip", &["-q", zip.to_str().expect("a UTF-8 path")]);
        let bag = zip.with_extension("");
        self.run(&bag, "sha256sum", &["--quiet", "-c", "manifest-sha256.txt"]);
        self.run(&bag, "minisign", &["-V", "-m", "manifest-sha256.txt", "-P", key]);
        self.run(
            &bag,
            env!("CARGO_BIN_EXE_resguardo"),
            &["dossier", "verify", zip.to_str().expect("a UTF-8 path"), "--key", key],
        );
    }

    fn run(&self, folder: &Path, program: &str, arguments: &[&str]) {
        let output = Command::new(program).args(arguments).current_dir(folder).output();
        let output = output.unwrap_or_else(|e| panic!("{program}: {e}"));
        let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{program} {arguments:?}: {said}");
    }
}
