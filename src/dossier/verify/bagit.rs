//! The bag as such (RFC 8493), its signature, and whose key that is.

use super::opened::Opened;
use super::report::{Report, What, Why, or};
use crate::crypto::{Digest, DossierKey, minisign};
use crate::dossier::bag::DECLARATION;
use crate::dossier::content::FORMAT;
use crate::dossier::package::{KEY, SIGNATURE};
use std::collections::BTreeMap;

const MANIFEST: &str = "manifest-sha256.txt";
const TAG_MANIFEST: &str = "tagmanifest-sha256.txt";
const INFO: &str = "bag-info.txt";
/// What the tag manifest must list: every file outside `data/` but itself.
const TAGS: [&str; 5] = ["bagit.txt", INFO, MANIFEST, SIGNATURE, KEY];

pub fn check(bag: &Opened, expected_key: Option<&str>, report: &mut Report) {
    report.add(What::Declaration, "bagit.txt", or(bag.text("bagit.txt") == Some(DECLARATION), Why::Differs));
    let payload = listed(bag, MANIFEST, report);
    let tags = listed(bag, TAG_MANIFEST, report);
    for tag in TAGS.iter().filter(|tag| !tags.contains_key(**tag)) {
        report.add(What::Present, *tag, Err(Why::Missing));
    }
    for (path, digest) in payload.iter().chain(&tags) {
        match bag.files.get(path) {
            None => report.add(What::Present, path, Err(Why::Missing)),
            Some(seen) => report.add(What::Digest, path, or(seen.sha256 == *digest, Why::Differs)),
        }
    }
    for path in bag.files.keys() {
        let list = if path.starts_with("data/") { &payload } else { &tags };
        if path != TAG_MANIFEST && !list.contains_key(path) {
            report.add(What::Listed, path, Err(Why::Extra));
        }
    }
    sizes(bag, report);
    signature(bag, expected_key, report);
}

/// The lines of a manifest that are of its place: `data/…` in one, everything else in the other.
fn listed(bag: &Opened, manifest: &str, report: &mut Report) -> BTreeMap<String, Digest> {
    let Some(text) = bag.text(manifest) else {
        report.add(What::Present, manifest, Err(Why::Missing));
        return BTreeMap::new();
    };
    let mut files = BTreeMap::new();
    for line in text.lines() {
        let entry = line.split_once("  ").and_then(|(digest, path)| Some((path, digest.parse().ok()?)));
        let fits = |path: &str| path.starts_with("data/") == (manifest == MANIFEST);
        match entry {
            Some((path, digest)) if fits(path) && !files.contains_key(path) => {
                files.insert(path.to_owned(), digest);
            }
            _ => report.add(What::Present, manifest, Err(Why::Malformed)),
        }
    }
    files
}

fn sizes(bag: &Opened, report: &mut Report) {
    let payload = || bag.files.iter().filter(|(path, _)| path.starts_with("data/"));
    let oxum = format!("{}.{}", payload().map(|(_, seen)| seen.bytes).sum::<u64>(), payload().count());
    let said =
        bag.text(INFO).unwrap_or_default().lines().find_map(|line| line.strip_prefix("Payload-Oxum: "));
    report.add(What::Size, INFO, or(said == Some(&oxum), Why::Differs));
}

/// The signature covers the manifest; its comment covers `bag-info.txt`, the format and the name.
fn signature(bag: &Opened, expected_key: Option<&str>, report: &mut Report) {
    let (public, signature) = (bag.text(KEY).unwrap_or_default(), bag.text(SIGNATURE).unwrap_or_default());
    if DossierKey::from_public_text(public).is_ok() {
        report.signer_key = key_line(public).to_owned();
    }
    if let Some(expected) = expected_key {
        let same = !report.signer_key.is_empty() && key_line(expected) == report.signer_key;
        report.add(What::ExpectedKey, KEY, or(same, Why::Differs));
    }
    let manifest = bag.files.get(MANIFEST).map(|seen| seen.content.as_slice()).unwrap_or_default();
    let signed = minisign::verify(public, signature, manifest);
    report.add(What::Signature, MANIFEST, or(signed.is_ok(), Why::BadSignature));
    let info = bag.files.get(INFO).map(|seen| seen.sha256);
    let said = info.map(|info| format!("{FORMAT} {} bag-info-sha256={info}", bag.name));
    report.add(What::SignedInfo, INFO, or(signed.is_ok() && signed.ok() == said, Why::Differs));
}

/// The base64 line of a `.pub` file; or the line itself, as people copy it.
pub fn key_line(public: &str) -> &str {
    public.lines().map(str::trim).rfind(|line| !line.is_empty()).unwrap_or_default()
}
