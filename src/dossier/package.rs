//! Packs a dossier: a BagIt 1.0 bag (RFC 8493) in one zip, written as a stream, hashed on the way,
//! signed in minisign's format. The form is specified in `docs/formats/dossier.md`.

use super::bag::Bag;
use super::content::{Content, FORMAT};
use super::error::{Error, Result};
use super::ledger::{self, LedgerExtract, TimeStamped};
use super::{names, pdf, posts, words};
use crate::crypto::{Digest, MinisignKey};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::rc::Rc;

pub const RECORD: &str = "data/dossier.json";
pub const KEY: &str = "resguardo.pub";
pub const SIGNATURE: &str = "manifest-sha256.txt.minisig";

/// A file that goes into the bag as it is: an exhibit, or all posts. It is read once, as a stream.
pub trait Part {
    /// In the bag; one of the files that the content names.
    fn path(&self) -> &str;
    fn length(&self) -> u64;
    fn open(&mut self) -> io::Result<Box<dyn Read + '_>>;
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// The bag's folder; the zip should be called so, with `.zip`.
    pub name: String,
    pub manifest_sha256: Digest,
    pub record_sha256: Digest,
    pub files: Vec<PackedFile>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackedFile {
    /// Below the bag's folder.
    pub path: String,
    pub bytes: u64,
    pub sha256: Digest,
}

/// Typesets, packs and signs. Every file that the content names must be among `parts`,
/// and nothing else; lengths and digests are compared with the content while they are written.
/// After an error, what was written is not a zip that opens.
pub fn export(
    content: &Content,
    ledger: &LedgerExtract,
    mut parts: Vec<Box<dyn Part + '_>>,
    signing: &MinisignKey,
    out: &mut impl Write,
) -> Result<Exported> {
    let expected = expected_files(content, &parts)?;
    let name = names::safe_name(&content.cover.reference, "D");
    let shut = Rc::new(Cell::new(false));
    let mut bag = Bag::new(&name, out, Rc::clone(&shut));
    let packed = pack(content, ledger, &mut parts, &expected, signing, &mut bag);
    shut.set(packed.is_err());
    let (manifest_sha256, record_sha256) = packed?;
    let files = bag.finish()?;
    Ok(Exported { name, manifest_sha256, record_sha256, files })
}

fn pack<W: Write>(
    content: &Content,
    extract: &LedgerExtract,
    parts: &mut [Box<dyn Part + '_>],
    expected: &BTreeMap<String, (u64, Digest)>,
    signing: &MinisignKey,
    bag: &mut Bag<W>,
) -> Result<(Digest, Digest)> {
    let record = content.to_json()?;
    bag.declare()?;
    let pdf_name = format!("{}.pdf", bag.name());
    bag.add_bytes(&format!("data/{pdf_name}"), &pdf::render_pdf(content)?)?;
    bag.add_bytes(RECORD, &record)?;
    let (path, text) = words::instructions(content.cover.language);
    let mut text = fill(text, content, bag.name(), &pdf_name, signing);
    for stamp in &extract.stamps {
        text += &words::stamp_instructions(content.cover.language).replace("{name}", &stamp.name);
    }
    bag.add_bytes(path, text.as_bytes())?;
    bag.add_bytes(ledger::ENTRIES, &extract.entries_file()?)?;
    bag.add_bytes(ledger::CHECKPOINT, extract.checkpoint.as_bytes())?;
    bag.add_bytes(ledger::CONSISTENCY, &extract.consistency_file()?)?;
    bag.add_bytes(ledger::SIGNERS, &extract.signers_file()?)?;
    add_stamps(&extract.stamps, bag)?;
    for part in parts {
        let (path, length) = (part.path().to_owned(), part.length());
        let digest = bag.add(&path, length, &mut part.open()?)?;
        let as_said = expected.get(&path).is_some_and(|said| *said == (length, digest));
        as_said.then_some(()).ok_or(Error::Changed(path))?;
    }
    let manifest = seal(content, signing, bag)?;
    Ok((manifest, Digest::of(&record)))
}

fn add_stamps<W: Write>(stamps: &[TimeStamped], bag: &mut Bag<W>) -> Result<()> {
    for stamp in stamps {
        let path = |ending: &str| format!("{}{}{ending}", ledger::STAMPS, stamp.name);
        bag.add_bytes(&path(".txt"), stamp.checkpoint.as_bytes())?;
        bag.add_bytes(&path(".tsr"), &stamp.response)?;
        bag.add_bytes(&path("-ca.pem"), stamp.trusted.as_bytes())?;
    }
    Ok(())
}

/// The tag files: what is in the bag, and the signature over it.
fn seal<W: Write>(content: &Content, signing: &MinisignKey, bag: &mut Bag<W>) -> Result<Digest> {
    let info = bag_info(content, &bag.oxum());
    bag.add_tag("bag-info.txt", info.as_bytes())?;
    let manifest = bag.manifest();
    bag.add_tag("manifest-sha256.txt", manifest.as_bytes())?;
    let comment = format!("{FORMAT} {} bag-info-sha256={}", bag.name(), Digest::of(info.as_bytes()));
    bag.add_tag(SIGNATURE, signing.sign(manifest.as_bytes(), &comment)?.as_bytes())?;
    bag.add_tag(KEY, signing.public_text().as_bytes())?;
    bag.close_tags()?;
    Ok(Digest::of(manifest.as_bytes()))
}

/// The digests and lengths that the content states; an error when the parts are not exactly those.
fn expected_files(
    content: &Content,
    parts: &[Box<dyn Part + '_>],
) -> Result<BTreeMap<String, (u64, Digest)>> {
    let mut expected = BTreeMap::new();
    let exhibits = content.exhibits.iter().filter_map(|exhibit| exhibit.file.as_ref());
    let exhibits = exhibits.map(|file| (&file.path, file.bytes, &file.sha256));
    let posts = content.posts.files.iter().map(|file| (&file.path, file.bytes, &file.sha256));
    for (path, bytes, sha256) in exhibits.chain(posts) {
        let digest = sha256.parse().map_err(|_| Error::Changed(path.clone()))?;
        let placed =
            path.starts_with("data/exhibits/") || [posts::TABLE, posts::RECORDS].contains(&path.as_str());
        if !placed || expected.insert(path.clone(), (bytes, digest)).is_some() {
            return Err(Error::Name(path.clone()));
        }
    }
    let given: Vec<&str> = parts.iter().map(|part| part.path()).collect();
    if let Some(missing) = expected.keys().find(|path| !given.contains(&path.as_str())) {
        return Err(Error::Missing(missing.clone()));
    }
    Ok(expected)
}

fn fill(text: &str, content: &Content, bag: &str, pdf: &str, signing: &MinisignKey) -> String {
    let public = signing.public_text();
    let key = public.lines().nth(1).unwrap_or_default();
    text.replace("{reference}", &one_line(&content.cover.reference))
        .replace("{bag}", bag)
        .replace("{pdf}", pdf)
        .replace("{key}", key)
}

fn bag_info(content: &Content, oxum: &str) -> String {
    let cover = &content.cover;
    let day = jiff::tz::Offset::UTC.to_datetime(cover.created_at.timestamp()).date();
    let rows = [
        ("Source-Organization", one_line(&cover.organisation)),
        ("External-Identifier", one_line(&cover.reference)),
        ("Bagging-Date", day.to_string()),
        ("Payload-Oxum", oxum.to_owned()),
        ("Bag-Software-Agent", concat!("Resguardo ", env!("CARGO_PKG_VERSION")).to_owned()),
        ("Resguardo-Format", FORMAT.to_owned()),
        ("Resguardo-Body", one_line(&cover.body)),
        ("Resguardo-Language", cover.language.code().to_owned()),
    ];
    rows.iter().map(|(name, value)| format!("{name}: {value}\n")).collect()
}

fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split(|sign: char| sign.is_whitespace() || sign.is_control()).collect();
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
