//! Time stamps of a case's ledger: a request to carry to an authority, and the answer brought back.
//! The program itself calls nobody (docs/decisions/0017).

use super::{Actor, Error, Result, Store};
use crate::crypto::timestamp::{Answer, Authorities, Wrong, request};
use crate::domain::policy::{ReadRecords, StampLedger};
use crate::domain::time_stamp::TimeStamp;
use crate::domain::{CaseId, Moment, Private, Problem, Recorded};
use data_encoding::BASE64;

pub use crate::crypto::timestamp::LONGEST;

/// A request for a stamp over the ledger as it stands (RFC 3161, DER).
pub fn ask(store: &Store, actor: &Actor, case: CaseId) -> Result<Vec<u8>> {
    store.read::<StampLedger, _>(actor, case, |granted| {
        let checkpoint = granted.checkpoint();
        let nonce = granted.nonces(&checkpoint)?.into_iter().next();
        let nonce = nonce.ok_or_else(|| Error::Internal("no ledger key".into()))?;
        Ok(request(checkpoint.text().as_bytes(), nonce))
    })
}

/// Checks an authority's answer and keeps it. `trusted` are the certificates (PEM) to check it
/// against; without them, those of the file in the data directory.
pub fn keep(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    response: &[u8],
    trusted: Option<&str>,
) -> Result<Recorded<TimeStamp>> {
    let configured = store.stamp_authorities()?;
    let trusted = trusted.map(str::to_owned).or(configured);
    let trusted = trusted.ok_or_else(|| invalid("authority", "stamp-no-authority"))?;
    let authorities = Authorities::from_pem(&trusted);
    let authorities = authorities.map_err(|_| invalid("authority", "stamp-authority-malformed"))?;
    let answer = Answer::parse(response).map_err(refused)?;
    store.write::<StampLedger, _>(actor, case, |writing| {
        let stamped = answer.imprint().and_then(|digest| writing.checkpoint_with(&digest));
        let checkpoint = stamped.ok_or_else(|| refused(Wrong::Another))?;
        if !writing.nonces(&checkpoint)?.into_iter().any(|nonce| answer.answers(nonce)) {
            return Err(refused(Wrong::AnotherRequest));
        }
        let said = answer.verify(checkpoint.text().as_bytes(), &authorities).map_err(refused)?;
        writing.insert(TimeStamp {
            authority: Private::new(said.authority),
            at: Moment::from_micros(i64::try_from(said.at).unwrap_or(i64::MAX).saturating_mul(1_000_000)),
            size: checkpoint.size,
            root: checkpoint.root,
            policy: said.policy,
            serial: said.serial,
            response: BASE64.encode(response),
            trusted,
        })
    })
}

pub fn list(store: &Store, actor: &Actor, case: CaseId) -> Result<Vec<Recorded<TimeStamp>>> {
    store.read::<ReadRecords, _>(actor, case, |granted| granted.list())
}

/// Whether this installation names authorities whose stamps it believes.
pub fn has_authorities(store: &Store) -> Result<bool> {
    Ok(store.stamp_authorities()?.is_some())
}

fn invalid(field: &str, key: &'static str) -> Error {
    Error::Invalid(vec![Problem::new(field, key)])
}

fn refused(wrong: Wrong) -> Error {
    let key = match wrong {
        Wrong::Malformed => "stamp-malformed",
        Wrong::NotGranted => "stamp-not-granted",
        Wrong::Another => "stamp-of-another",
        Wrong::AnotherRequest => "stamp-of-another-request",
        Wrong::BadSignature => "stamp-bad-signature",
        Wrong::Unsupported => "stamp-unsupported",
        Wrong::Untrusted => "stamp-untrusted",
        Wrong::NotForStamps => "stamp-not-for-stamps",
    };
    invalid("response", key)
}
