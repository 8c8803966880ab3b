//! Where a request comes from. Other sites may not make this one act, nor speak to it under a name
//! that they chose.

use actix_web::HttpRequest;
use actix_web::http::header::{HOST, ORIGIN};
use std::net::IpAddr;

/// On a loopback address, only a name of this machine is answered: a page elsewhere whose own name
/// was made to point here (DNS rebinding) presents its own name, and is refused.
pub fn host_is_ours(request: &HttpRequest) -> bool {
    let Some(host) = request.headers().get(HOST).and_then(|host| host.to_str().ok()) else { return false };
    // RFC 9110 §7.2: a host, and perhaps a colon and a port; an IPv6 address stands in brackets.
    let (name, port) = match host.strip_prefix('[').map(|rest| rest.split_once(']')) {
        Some(Some((name, port))) => (name, port),
        Some(None) => return false,
        None => host.split_at(host.find(':').unwrap_or(host.len())),
    };
    let digits = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    if !port.is_empty() && !port.strip_prefix(':').is_some_and(digits) {
        return false;
    }
    let loopback = name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
    loopback || name.eq_ignore_ascii_case("localhost")
}

/// Whether a request that changes something was made by one of our own pages, as far as the browser
/// says (Fetch Metadata; Fetch Standard §3.2). The form's token must be right besides.
pub fn is_our_own(request: &HttpRequest, tls: bool) -> bool {
    let header = |name: &str| request.headers().get(name).map(|value| value.to_str().unwrap_or_default());
    if let Some(site) = header("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    match (header(ORIGIN.as_str()), header(HOST.as_str())) {
        // Not a browser: no page can make one leave both headers out.
        (None, _) => true,
        (Some(origin), Some(host)) => {
            let scheme = if tls { "https" } else { "http" };
            origin.eq_ignore_ascii_case(&format!("{scheme}://{host}"))
        }
        (Some(_), None) => false,
    }
}
