//! What the server gives up before it serves, where the kernel has Landlock: to write anywhere but into
//! its directory, and to call anybody. A fault in what reads foreign files cannot reach further.

use landlock::{
    ABI, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetCreatedAttr, RulesetError, RulesetStatus,
    path_beneath_rules,
};
use std::path::Path;

/// Files since 5.13, cutting them short since 6.2, TCP since 6.7: on an older kernel, as much as it has.
const KNOWN: ABI = ABI::V4;

/// For this thread and those that it starts: before there are others. `calls` says whether the database
/// is reached by TCP.
pub fn to_directory(data: &Path, calls: bool) {
    match restrict(data, calls) {
        Ok(RulesetStatus::FullyEnforced) => tracing::info!("confined by Landlock"),
        Ok(RulesetStatus::PartiallyEnforced) => {
            tracing::warn!("confined in part: this kernel's Landlock is older than the program knows");
        }
        Ok(RulesetStatus::NotEnforced) => tracing::warn!("not confined: this kernel has no Landlock"),
        Err(error) => tracing::warn!(%error, "not confined"),
    }
}

fn restrict(data: &Path, calls: bool) -> Result<RulesetStatus, RulesetError> {
    let ruleset = Ruleset::default().handle_access(AccessFs::from_write(KNOWN))?;
    let ruleset = if calls { ruleset } else { ruleset.handle_access(AccessNet::ConnectTcp)? };
    // A library may throw away what it writes.
    let own = path_beneath_rules([data, Path::new("/dev/null")], AccessFs::from_write(KNOWN));
    Ok(ruleset.create()?.add_rules(own)?.restrict_self()?.ruleset)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::ErrorKind;
    use std::net::{TcpListener, TcpStream};

    /// Landlock holds for the thread that asks for it: others of this process are not touched.
    fn in_a_thread<T: Send>(work: impl FnOnce() -> T + Send) -> T {
        std::thread::scope(|scope| scope.spawn(work).join().unwrap())
    }

    #[test]
    fn nothing_is_written_outside_of_the_directory_and_nobody_is_called() {
        let (own, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        in_a_thread(|| {
            match restrict(own.path(), false).unwrap() {
                RulesetStatus::FullyEnforced => {}
                status => return eprintln!("not looked at: Landlock is {status:?} here"),
            }
            std::fs::create_dir(own.path().join("blobs")).unwrap();
            std::fs::write(own.path().join("blobs/new"), "sealed").unwrap();
            std::fs::rename(own.path().join("blobs/new"), own.path().join("kept")).unwrap();
            let refused = std::fs::write(other.path().join("out"), "leak").unwrap_err();
            assert_eq!(refused.kind(), ErrorKind::PermissionDenied);
            assert_eq!(TcpStream::connect(address).unwrap_err().kind(), ErrorKind::PermissionDenied);
            assert!(TcpListener::bind("127.0.0.1:0").is_ok(), "and still it serves");
        });
        assert!(TcpStream::connect(address).is_ok(), "the others are as before");
    }

    #[test]
    fn a_database_elsewhere_can_be_called() {
        let (own, listener) = (tempfile::tempdir().unwrap(), TcpListener::bind("127.0.0.1:0").unwrap());
        in_a_thread(|| {
            restrict(own.path(), true).unwrap();
            assert!(TcpStream::connect(listener.local_addr().unwrap()).is_ok());
        });
    }
}
