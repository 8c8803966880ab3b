//! For the tests: a small fictional dossier, and the common tools that a recipient has.

use super::body::{FieldSpec, Requirement, body};
use super::content::{Content, Field, Figure, Post, PostsFile};
use super::ledger::{self, Earlier, LedgerEntry, LedgerExtract, NoteSigner, SignerCertificate, Signers};
use super::package::{Exported, Part, export};
use super::posts;
use crate::crypto::{AccountKeys, Certificate, Checkpoint, Digest, IdentityKeys, RootKey, merkle};
use crate::domain::{AccountId, Lang, OrganisationId};
use data_encoding::BASE64;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A CNDH complaint in Spanish, fictional throughout.
pub fn content() -> Content {
    let mut content: Content =
        serde_json::from_str(include_str!("../../tests/vectors/dossier/content.json")).unwrap();
    for (exhibit, bytes) in content.exhibits.iter_mut().zip(files()) {
        exhibit.figures.iter_mut().for_each(|figure: &mut Figure| figure.bytes = picture());
        let file = exhibit.file.as_mut().unwrap();
        (file.bytes, file.sha256) = (bytes.len() as u64, Digest::of(&bytes).to_string());
    }
    with_posts(&mut content);
    content
}

/// The files of posts, as they follow from those that are printed.
pub fn with_posts(content: &mut Content) {
    for post in &mut content.posts.rows {
        post.sha256 = Digest::of(raw(post).as_bytes()).to_string();
    }
    let bytes = [posts::TABLE, posts::RECORDS].map(|path| annex(&content.posts.rows, path));
    content.posts.files = [posts::TABLE, posts::RECORDS]
        .iter()
        .zip(bytes)
        .map(|(path, bytes)| {
            let sha256 = Digest::of(&bytes).to_string();
            PostsFile { path: (*path).into(), bytes: bytes.len() as u64, sha256 }
        })
        .collect();
}

fn raw(post: &Post) -> String {
    format!("{{\"id_str\":\"{}\"}}", post.id)
}

fn annex(rows: &[Post], path: &str) -> Vec<u8> {
    if path == posts::TABLE {
        let head = posts::table([posts::HEADER]).unwrap();
        return [head, posts::table(rows.iter().map(posts::cells)).unwrap()].concat();
    }
    let line = |post: &Post| {
        let (reference, id, sha256) = (post.reference.clone(), post.id.clone(), post.sha256.clone());
        serde_json::to_string(&posts::Record { reference, id, sha256, raw: raw(post) }).unwrap() + "\n"
    };
    rows.iter().map(line).collect::<String>().into_bytes()
}

/// The same matter as it goes to a body, in one of the body's languages.
pub fn content_for(code: &str, language: Lang) -> Content {
    let (mut content, body) = (content(), body(code).unwrap());
    content.cover.language = language;
    content.cover.body = body.code.clone();
    content.cover.body_name = body.name.get(language).clone();
    content.cover.document = body.document.get(language).clone();
    content.cover.notices = body.notices.get(language).clone();
    content.frame = body.frame(language);
    content.fields = body.fields.iter().map(|spec| blank(spec, language)).collect();
    content
}

fn blank(spec: &FieldSpec, language: Lang) -> Field {
    Field {
        id: spec.id.clone(),
        label: spec.label.get(language).clone(),
        required: spec.requirement == Requirement::Required,
        article: spec.article.clone(),
        value: None,
        missing_because: None,
    }
}

/// What is in the exhibits' files, in their order.
fn files() -> [Vec<u8>; 2] {
    [picture(), b"guardia;marzo\r\nretirada;7\r\n".to_vec()]
}

pub struct Bytes(pub String, pub Vec<u8>);

impl Part for Bytes {
    fn path(&self) -> &str {
        &self.0
    }
    fn length(&self) -> u64 {
        self.1.len() as u64
    }
    fn open(&mut self) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(&self.1[..]))
    }
}

pub fn parts(content: &Content) -> Vec<Box<dyn Part>> {
    let named = content.exhibits.iter().filter_map(|exhibit| exhibit.file.as_ref()).zip(files());
    let exhibits = named.map(|(file, bytes)| Bytes(file.path.clone(), bytes));
    let files = content.posts.files.iter();
    let posts = files.map(|file| Bytes(file.path.clone(), annex(&content.posts.rows, &file.path)));
    exhibits.chain(posts).map(|part| Box::new(part) as Box<dyn Part>).collect()
}

/// An organisation with a lawyer who signs, and a registrar who certified her.
pub struct Office {
    pub root: RootKey,
    pub organisation: OrganisationId,
    pub lawyer: AccountKeys,
    pub lawyer_id: AccountId,
    pub certificates: Vec<Certificate>,
    /// Another third entry, as if it had always been there.
    pub rewritten: bool,
}

impl Office {
    pub fn new() -> Self {
        let (root, registrar, lawyer) =
            (RootKey::generate(), AccountKeys::generate(), AccountKeys::generate());
        let organisation = OrganisationId::from_bytes([7; 16]);
        let (registrar_id, lawyer_id) = (AccountId::from_bytes([1; 16]), AccountId::from_bytes([2; 16]));
        let of = *organisation.bytes();
        let public = |keys: &AccountKeys| keys.public(&IdentityKeys::generate().public());
        let certificates = vec![
            Certificate::issue_by_root(&root, of, *registrar_id.bytes(), public(&registrar), true, 1),
            Certificate::issue_by(
                &registrar,
                *registrar_id.bytes(),
                of,
                *lawyer_id.bytes(),
                public(&lawyer),
                2,
            ),
        ];
        Self { root, organisation, lawyer, lawyer_id, certificates, rewritten: false }
    }

    pub fn ledger(&self, content: &Content) -> LedgerExtract {
        self.ledger_at(content, 9)
    }

    /// A ledger of at least nine entries, of which the dossier shows four.
    pub fn ledger_at(&self, content: &Content, size: u8) -> LedgerExtract {
        let digest: Digest = content.exhibits[0].file.as_ref().unwrap().sha256.parse().unwrap();
        let body = |n: u8| {
            let salt = format!("{:032x}", if self.rewritten && n == 2 { 99 } else { n });
            let content = Digest::of(&[salt.as_bytes(), digest.bytes()].concat());
            format!(
                "{{\"version\":1,\"seq\":{n},\"act\":\"recorded\",\"content\":\"{content}\",\"salt\":\"{salt}\"}}"
            )
        };
        let bodies: Vec<String> = (0..size).map(body).collect();
        let sign = |body: &String| {
            self.lawyer.sign(ledger::ENTRY_PURPOSE, self.organisation.bytes(), body.as_bytes())
        };
        let signatures: Vec<_> = bodies.iter().map(sign).collect();
        let leaves: Vec<Digest> = bodies
            .iter()
            .zip(&signatures)
            .map(|(body, signature)| ledger::leaf(body, signature.bytes()))
            .collect();
        let entry = |seq: u64| LedgerEntry {
            seq,
            body: bodies[seq as usize].clone(),
            signature: BASE64.encode(signatures[seq as usize].bytes()),
            signer: self.lawyer_id.to_string(),
            proof: merkle::inclusion(&leaves, seq),
        };
        let head = Checkpoint {
            origin: "observatorio.example/caso-1".into(),
            size: size.into(),
            root: merkle::root(&leaves),
        };
        LedgerExtract {
            stamps: Vec::new(),
            entries: [0, 4, 5, 8].into_iter().filter(|seq| *seq < size.into()).map(entry).collect(),
            checkpoint: head.signed(&self.lawyer, "observatorio.example/abogada"),
            earlier: [3, 8, 9]
                .into_iter()
                .filter(|old| *old < usize::from(size))
                .map(|old| earlier(&leaves, old))
                .collect(),
            signers: self.signers(),
        }
    }

    fn signers(&self) -> Signers {
        let certificate = |one: &Certificate| SignerCertificate {
            account: AccountId::from_bytes(one.account).to_string(),
            certificate: BASE64.encode(&one.to_bytes()),
        };
        Signers {
            organisation: self.organisation.to_string(),
            root: BASE64.encode(self.root.public().bytes()),
            checkpoint: NoteSigner {
                name: "observatorio.example/abogada".into(),
                account: self.lawyer_id.to_string(),
            },
            certificates: self.certificates.iter().map(certificate).collect(),
        }
    }

    /// The content with the integrity sheet that belongs to this office's ledger.
    pub fn content(&self) -> Content {
        self.content_at(9)
    }

    pub fn content_at(&self, size: u8) -> Content {
        let mut content = content();
        let note = self.ledger_at(&content, size).checkpoint;
        let head = crate::crypto::SignedCheckpoint::parse(&note).unwrap().claimed().clone();
        content.integrity.ledger_origin = head.origin;
        content.integrity.ledger_size = head.size;
        content.integrity.ledger_root = head.root.to_string();
        content.integrity.signer_key = self.key_line();
        content
    }

    pub fn key_line(&self) -> String {
        self.lawyer.minisign().public_text().lines().nth(1).unwrap().to_owned()
    }

    pub fn export(&self, content: &Content) -> (Vec<u8>, Exported) {
        let mut zip = Vec::new();
        let ledger = self.ledger_at(content, content.integrity.ledger_size as u8);
        let done = export(content, &ledger, parts(content), self.lawyer.minisign(), &mut zip);
        (zip, done.unwrap())
    }
}

fn earlier(leaves: &[Digest], size: usize) -> Earlier {
    let (root, proof) = (merkle::root(&leaves[..size]), merkle::consistency(leaves, size as u64));
    Earlier { size: size as u64, root, proof }
}

pub fn picture() -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    let paint = |x: u32, y: u32| image::Rgb([(x % 251) as u8, (y % 241) as u8, 200]);
    image::RgbImage::from_fn(90, 160, paint).write_to(&mut out, image::ImageFormat::Png).unwrap();
    out.into_inner()
}

/// Runs a tool that the tests need and returns what it printed. Fails when the tool is absent:
/// a test that passes without having looked would be worse than none.
pub fn tool(program: &str, arguments: &[&str], directory: &Path) -> String {
    let run = Command::new(place_of(program)).args(arguments).current_dir(directory).output();
    let run = run.unwrap_or_else(|error| panic!("the tests need {program}: {error}"));
    let out = String::from_utf8_lossy(&run.stdout).into_owned();
    let err = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{program} {arguments:?} failed:\n{out}\n{err}");
    out + &err
}

/// Python's tools are where `tests/tools/install` put them, if it ran; else wherever they are.
pub fn place_of(program: &str) -> PathBuf {
    let installed = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/test-tools/python/bin").join(program);
    if installed.is_file() { installed } else { program.into() }
}

/// The text of a PDF, as a reader copies it.
pub fn text_of(pdf: &[u8]) -> String {
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("d.pdf"), pdf).unwrap();
    tool("pdftotext", &["-layout", "-enc", "UTF-8", "d.pdf", "-"], directory.path())
}
