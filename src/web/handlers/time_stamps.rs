//! Time stamps of the ledger: the request to carry to an authority, the answer brought back.

use crate::domain::policy::Verb;
use crate::domain::time_stamp::TimeStamp;
use crate::domain::{Moment, Private, Recorded};
use crate::service::{cases, time_stamps};
use crate::web::dispatch::Outcome;
use crate::web::failure::Failure;
use crate::web::visit::InCase;
use crate::web::{Page, Reply};
use serde::Serialize;
use std::io::{Cursor, Read};

#[derive(Serialize)]
struct Line {
    reference: String,
    at: Moment,
    authority: Private,
    size: u64,
    policy: String,
    serial: String,
}

fn line(stamp: Recorded<TimeStamp>) -> Line {
    let TimeStamp { at, authority, size, policy, serial, .. } = stamp.body;
    Line { reference: stamp.reference, at, authority, size, policy, serial }
}

/// Newest first, with the two steps of having another made.
pub fn list(visit: &mut InCase) -> Outcome {
    let mut stamps = time_stamps::list(visit.store(), &visit.actor, visit.case)?;
    stamps.reverse();
    let stamps: Vec<Line> = stamps.into_iter().map(line).collect();
    let ready = time_stamps::has_authorities(visit.store())?;
    let page = Page::new("ledger/stamps.html", &visit.frame("ledger"))?.with("form", &visit.form);
    let may = visit.allows(Verb::StampLedger);
    Ok(Reply::page(page.with("stamps", &stamps).with("ready", &ready).with("may_stamp", &may)))
}

/// The request, as a file.
pub fn request(visit: &mut InCase) -> Outcome {
    let request = time_stamps::ask(visit.store(), &visit.actor, visit.case)?;
    let name = format!("resguardo-{}.tsq", cases::reference(visit.case));
    let length = request.len() as u64;
    Ok(Reply::file(&name, "application/timestamp-query", length, Cursor::new(request)))
}

pub fn keep(visit: &mut InCase) -> Outcome {
    let mut parts = std::mem::take(&mut visit.parts);
    let cut = |_| Failure::invalid("response", "file-cut");
    let (_, content) =
        parts.next_file().map_err(cut)?.ok_or_else(|| Failure::invalid("response", "file-missing"))?;
    let mut response = Vec::new();
    content.take(time_stamps::LONGEST as u64 + 1).read_to_end(&mut response).map_err(cut)?;
    time_stamps::keep(visit.store(), &visit.actor, visit.case, &response, None)?;
    Ok(Reply::see(format!("{}/ledger/stamps", visit.url())).said(visit.app.tls, "success", "stamp-kept"))
}
