//! Static files.

use crate::service::Error;
use crate::web::dispatch::Outcome;
use crate::web::visit::Visit;
use crate::web::{Reply, assets};
use actix_web::http::header::{CACHE_CONTROL, ETAG};

pub fn file(visit: &mut Visit) -> Outcome {
    let asset = assets::find(visit.param("path")).ok_or(Error::NotFound)?;
    let bytes = bytes::Bytes::from(asset.bytes.into_owned());
    let reply = Reply::bytes(asset.mime, bytes).header(ETAG, &asset.etag);
    Ok(reply.header(CACHE_CONTROL, assets::CACHE_CONTROL))
}
