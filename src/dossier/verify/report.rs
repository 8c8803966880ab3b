//! What was checked, of what, and whether it holds; in words on demand.

use crate::choices;
use crate::domain::{Choice, Lang};
use serde::Serialize;

choices! {
    /// What a check is about.
    What {
        Container = "container", "Forma del zip: cada byte tiene su lugar", "Form of the zip: every byte has its place";
        Name = "name", "Nombre del archivo", "Name of the file";
        Declaration = "declaration", "Declaración BagIt", "BagIt declaration";
        Size = "size", "Número y tamaño de los archivos", "Number and size of the files";
        Present = "present", "Archivo que debe estar", "File that must be there";
        Listed = "listed", "Archivo sin declarar", "File that is not listed";
        Digest = "digest", "Huella SHA-256 del archivo", "SHA-256 digest of the file";
        Signature = "signature", "Firma del paquete (minisign)", "Signature of the package (minisign)";
        SignedInfo = "signed_info", "Datos del paquete dentro de lo firmado", "Package data inside what is signed";
        ExpectedKey = "expected_key", "Clave pública que usted indicó", "Public key that you named";
        Certificates = "certificates", "Certificados hasta la raíz de la organización", "Certificates up to the organisation's root";
        SignerCertified = "signer_certified", "La clave que firma está certificada", "The signing key is certified";
        Checkpoint = "checkpoint", "Cabeza firmada del registro", "Signed head of the ledger";
        EntrySignature = "entry_signature", "Firma del asiento", "Signature of the ledger entry";
        EntryProof = "entry_proof", "El asiento pertenece al registro", "The entry belongs to the ledger";
        Consistency = "consistency", "El registro continúa el de expedientes anteriores", "The ledger goes on from that of earlier dossiers";
        TimeStamp = "time_stamp", "Sello de tiempo (RFC 3161) de la cabeza del registro", "Time stamp (RFC 3161) of the head of the ledger";
        Since = "since", "El registro continúa el que usted indicó", "The ledger goes on from the one that you named";
        Record = "record", "Registro del expediente (dossier.json)", "Record of the dossier (dossier.json)";
        RecordLedger = "record_ledger", "La hoja de integridad dice lo mismo que el registro", "The integrity sheet says what the ledger says";
        RecordPdf = "record_pdf", "El PDF lleva adjunto el mismo registro", "The PDF carries the same record";
        Exhibit = "exhibit", "El anexo es el que describe el expediente", "The exhibit is the one the dossier describes";
        ExhibitLedger = "exhibit_ledger", "El anexo es el que asentó el registro", "The exhibit is the one the ledger recorded";
        Posts = "posts", "La tabla de publicaciones corresponde al expediente", "The table of posts belongs to the dossier";
    }
}

choices! {
    /// Why something does not hold.
    Why {
        NotAZip = "not_a_zip", "no es un zip que se pueda leer", "not a zip that can be read";
        NotCanonical = "not_canonical", "hay bytes cambiados, agregados o quitados", "bytes were changed, added or taken away";
        TooLarge = "too_large", "es más grande de lo que un expediente puede ser", "larger than a dossier can be";
        Unsafe = "unsafe", "no es un nombre seguro dentro de la carpeta", "not a safe name inside the folder";
        Missing = "missing", "falta", "missing";
        Extra = "extra", "no está en el manifiesto", "not in the manifest";
        Malformed = "malformed", "no tiene la forma debida", "not well formed";
        Differs = "differs", "no coincide", "does not match";
        BadSignature = "bad_signature", "la firma no vale", "the signature does not hold";
        Unknown = "unknown", "no consta quién es", "nobody known";
        Another = "another", "es de otro caso", "of another case";
        Later = "later", "es posterior a este expediente", "later than this dossier";
        NoProof = "no_proof", "este expediente no trae prueba desde ese punto: pídala a la organización", "this dossier carries no proof from that point: ask the organisation for one";
        Forked = "forked", "este registro no continúa aquél: uno de los dos fue reescrito", "this ledger does not go on from that one: one of the two was rewritten";
        OlderBroken = "older_broken", "el expediente anterior no está íntegro", "the earlier dossier is not intact";
        Untrusted = "untrusted", "los certificados no llevan a la autoridad que lo acompaña", "the certificates do not lead to the authority that comes with it";
        NotProven = "not_proven", "la prueba no lleva a la raíz", "the proof does not lead to the root";
    }
}

/// One thing that was checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    pub what: What,
    /// A file of the bag, an entry of the ledger; empty for the whole.
    pub subject: String,
    pub holds: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<Why>,
}

impl Check {
    pub fn words(&self, language: Lang) -> String {
        let subject = if self.subject.is_empty() { String::new() } else { format!(": {}", self.subject) };
        let why = self.why.map(|why| format!(" ({})", why.label(language))).unwrap_or_default();
        let outcome = match (self.holds, language) {
            (true, Lang::Es) => "BIEN",
            (true, Lang::En) => "GOOD",
            (false, Lang::Es) => "MAL",
            (false, Lang::En) => "BAD",
        };
        format!("{outcome}  {}{subject}{why}", self.what.label(language))
    }
}

/// Everything that was checked. Nothing that can be checked is left out after a failure, as long
/// as the zip can be read at all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    pub checks: Vec<Check>,
    /// The bag's folder.
    pub name: String,
    /// The key that signed, as minisign writes it. Compare it with what the organisation published.
    pub signer_key: String,
    /// The organisation's root key, base64.
    pub root_key: String,
}

impl Report {
    pub fn holds(&self) -> bool {
        !self.checks.is_empty() && self.checks.iter().all(|check| check.holds)
    }

    pub fn failures(&self) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(|check| !check.holds)
    }

    /// One line per check, and a last one that says what follows.
    pub fn words(&self, language: Lang) -> String {
        let mut lines: Vec<String> = self.checks.iter().map(|check| check.words(language)).collect();
        let failed = self.failures().count();
        lines.push(match (failed, language) {
            (0, Lang::Es) => {
                format!("El expediente {} está íntegro. Lo firma la clave {}.", self.name, self.signer_key)
            }
            (0, Lang::En) => {
                format!("Dossier {} is intact. It is signed by the key {}.", self.name, self.signer_key)
            }
            (_, Lang::Es) => format!("NO SE CONFÍE: {failed} comprobaciones fallaron."),
            (_, Lang::En) => format!("DO NOT RELY ON IT: {failed} checks failed."),
        });
        lines.join("\n") + "\n"
    }

    pub(super) fn add(&mut self, what: What, subject: impl Into<String>, outcome: Result<(), Why>) {
        let (holds, why) = (outcome.is_ok(), outcome.err());
        // Names come from the file: none may steer the terminal that shows them.
        let subject = subject.into().escape_debug().to_string();
        self.checks.push(Check { what, subject, holds, why });
    }
}

/// For checks that are a yes or no.
pub fn or(holds: bool, why: Why) -> Result<(), Why> {
    if holds { Ok(()) } else { Err(why) }
}
