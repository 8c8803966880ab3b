//! Who may do what: one list of actions, one match. Pages may ask [`allows`] whether to draw a
//! button; only the store's door decides.

use super::account::Role;

/// A thing that people do, as a type, so that what was permitted is part of a function's
/// signature.
pub trait Action: 'static {
    const VERB: Verb;
}

/// Whoever was granted `Self` may also do `B`, in the same breath.
pub trait Covers<B: Action>: Action {}

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $es:literal, $en:literal $(, covers [$($covered:ident),*])?;)+) => {
        choices! {
            /// Every action there is. Its code is signed into the entry of a refusal and never changes.
            Verb { $($name = $code, $es, $en;)+ }
        }

        impl Verb {
            /// What permission for this action includes besides itself.
            pub fn covered(self) -> &'static [Verb] {
                match self { $(Verb::$name => &[$($(Verb::$covered),*)?]),+ }
            }
        }

        $(
            $(#[$doc])*
            pub struct $name;
            impl Action for $name { const VERB: Verb = Verb::$name; }
            impl Covers<$name> for $name {}
            $($(impl Covers<$covered> for $name {})*)?
        )+
    };
}

actions! {
    /// See that the case exists, its profile and its numbers.
    ReadCase = "read_case", "Ver el caso", "See the case";
    /// Change the case's profile and the facts its complaints share.
    EditCase = "edit_case", "Cambiar el caso", "Change the case", covers [ReadCase];
    /// Give a colleague a role in the case.
    GrantAccess = "grant_access", "Dar acceso", "Give access", covers [ReadCase];
    /// See pseudonyms, interviews, evidence, links and what was consented.
    ReadRecords = "read_records", "Ver los registros", "See the records", covers [ReadCase];
    /// Record people under pseudonyms, interviews and consent.
    TakeTestimony = "take_testimony", "Registrar testimonios", "Record testimony", covers [ReadRecords, ReadCase];
    /// Bring evidence in, with its custody events.
    AttachEvidence = "attach_evidence", "Agregar evidencia", "Attach evidence", covers [ReadRecords, ReadCase];
    /// Take an original out of the case.
    DownloadOriginal = "download_original", "Descargar originales", "Download originals", covers [ReadRecords, ReadCase];
    /// Import posts.
    ImportPosts = "import_posts", "Importar publicaciones", "Import posts", covers [AttachEvidence, ReadRecords, ReadCase];
    /// Link any two records.
    LinkRecords = "link_records", "Relacionar registros", "Link records", covers [ReadRecords, ReadCase];
    /// See who is behind a pseudonym. Needs the identity compartment's key.
    ReadIdentities = "read_identities", "Ver identidades", "See identities", covers [ReadRecords, ReadCase];
    /// Record who is behind a pseudonym. Needs the identity compartment's key.
    WriteIdentities = "write_identities", "Registrar identidades", "Record identities", covers [TakeTestimony, ReadIdentities, ReadRecords, ReadCase];
    /// Fill in a complaint and see what a dossier would hold.
    PrepareDossier = "prepare_dossier", "Preparar expedientes", "Prepare dossiers", covers [ReadRecords, ReadCase];
    /// Make the file that leaves.
    ExportDossier = "export_dossier", "Exportar expedientes", "Export dossiers", covers [PrepareDossier, DownloadOriginal, ReadRecords, ReadCase];
    /// See who did what in the case.
    ReadLedger = "read_ledger", "Ver la bitácora", "See the ledger";
    /// Have an outside authority say when the ledger stood as it stands.
    StampLedger = "stamp_ledger", "Sellar la bitácora con fecha", "Time-stamp the ledger", covers [ReadLedger, ReadRecords, ReadCase];
    /// Open a new case (organisation).
    OpenCase = "open_case", "Abrir casos", "Open cases";
    /// See the names of the organisation's accounts (organisation).
    ReadAccounts = "read_accounts", "Ver las cuentas", "See the accounts";
    /// Add accounts (organisation).
    ManageAccounts = "manage_accounts", "Administrar cuentas", "Manage accounts", covers [ReadAccounts];
}

/// The reviewed matrix is `tests/expected/policy-matrix.txt`. No wildcard over the verb: a new
/// action does not compile until it is decided here.
pub fn allows(verb: Verb, role: Role) -> bool {
    use Role::*;
    match verb {
        Verb::ReadCase | Verb::ReadRecords => {
            matches!(role, Lead | Interviewer | Analyst | Lawyer | Reader)
        }
        Verb::EditCase => matches!(role, Lead | Lawyer),
        Verb::GrantAccess => matches!(role, Lead),
        Verb::TakeTestimony => matches!(role, Lead | Interviewer),
        Verb::AttachEvidence => matches!(role, Lead | Interviewer | Analyst),
        Verb::DownloadOriginal => matches!(role, Lead | Interviewer | Analyst | Lawyer),
        Verb::ImportPosts => matches!(role, Lead | Analyst),
        Verb::LinkRecords => matches!(role, Lead | Interviewer | Analyst | Lawyer),
        Verb::ReadIdentities => matches!(role, Lead | Interviewer | Lawyer),
        Verb::WriteIdentities => matches!(role, Lead | Interviewer),
        Verb::PrepareDossier | Verb::ExportDossier => matches!(role, Lead | Lawyer),
        Verb::ReadLedger => matches!(role, Lead | Lawyer | Auditor),
        Verb::StampLedger => matches!(role, Lead | Lawyer),
        Verb::OpenCase | Verb::ReadAccounts => matches!(role, Registrar | Member),
        Verb::ManageAccounts => matches!(role, Registrar),
    }
}
