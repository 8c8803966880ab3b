//! Time stamps of the ledger's head or of an earlier one: each must hold under the certificates that
//! come with it. Whether those are the authority's own, the recipient compares with what it publishes.

use super::opened::Opened;
use super::proofs::Proven;
use super::report::{Report, What, Why};
use crate::crypto::Checkpoint;
use crate::crypto::timestamp::{Answer, Authorities, Stamp, Wrong};
use crate::dossier::ledger::STAMPS;

pub fn check(bag: &Opened, proven: &Proven, report: &mut Report) {
    let named = bag.files.keys().filter_map(|path| path.strip_prefix(STAMPS)?.strip_suffix(".txt"));
    for name in named {
        match one(bag, proven, name) {
            Ok(stamp) => {
                let at = jiff::Timestamp::from_second(stamp.at as i64).unwrap_or_default();
                report.add(What::TimeStamp, format!("{name} · {at} · {}", stamp.authority), Ok(()));
            }
            Err(why) => report.add(What::TimeStamp, format!("{STAMPS}{name}"), Err(why)),
        }
    }
}

fn one(bag: &Opened, proven: &Proven, name: &str) -> Result<Stamp, Why> {
    let path = |ending: &str| format!("{STAMPS}{name}{ending}");
    let text = bag.text(&path(".txt")).ok_or(Why::Missing)?;
    let trusted = bag.text(&path("-ca.pem")).ok_or(Why::Missing)?;
    let response = &bag.files.get(&path(".tsr")).ok_or(Why::Missing)?.content;
    let stamped = Checkpoint::parse(text).map_err(|_| Why::Malformed)?;
    belongs(&stamped, proven)?;
    let authorities = Authorities::from_pem(trusted).map_err(|_| Why::Malformed)?;
    let stamp = Answer::parse(response).and_then(|answer| answer.verify(text.as_bytes(), &authorities));
    stamp.map_err(|wrong| match wrong {
        Wrong::Malformed | Wrong::NotGranted => Why::Malformed,
        Wrong::Another | Wrong::AnotherRequest => Why::Another,
        Wrong::BadSignature | Wrong::Unsupported => Why::BadSignature,
        Wrong::Untrusted | Wrong::NotForStamps => Why::Untrusted,
    })
}

/// The head of this dossier's ledger, or one that it was proven to go on from.
fn belongs(stamped: &Checkpoint, proven: &Proven) -> Result<(), Why> {
    let head = proven.head.as_ref().ok_or(Why::NotProven)?;
    if stamped.origin != head.origin {
        return Err(Why::Another);
    }
    let earlier =
        || proven.proven_earlier(head).any(|one| one.size == stamped.size && one.root == stamped.root);
    if stamped == head || earlier() { Ok(()) } else { Err(Why::NotProven) }
}
