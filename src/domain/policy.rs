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
    ($($(#[$doc:meta])* $name:ident $(covers [$($covered:ident),*])?;)+) => {
        /// Every action there is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Verb { $($name),+ }

        impl Verb {
            pub const ALL: &'static [Verb] = &[$(Verb::$name),+];

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
    ReadCase;
    /// Change the case's profile and the facts its complaints share.
    EditCase covers [ReadCase];
    /// Give a colleague a role in the case.
    GrantAccess covers [ReadCase];
    /// See pseudonyms, interviews, evidence, links and what was consented.
    ReadRecords covers [ReadCase];
    /// Record people under pseudonyms, interviews and consent.
    TakeTestimony covers [ReadRecords, ReadCase];
    /// Bring evidence in, with its custody events.
    AttachEvidence covers [ReadRecords, ReadCase];
    /// Take an original out of the case.
    DownloadOriginal covers [ReadRecords, ReadCase];
    /// Import posts.
    ImportPosts covers [AttachEvidence, ReadRecords, ReadCase];
    /// Link any two records.
    LinkRecords covers [ReadRecords, ReadCase];
    /// See who is behind a pseudonym. Needs the identity compartment's key.
    ReadIdentities covers [ReadRecords, ReadCase];
    /// Record who is behind a pseudonym. Needs the identity compartment's key.
    WriteIdentities covers [TakeTestimony, ReadIdentities, ReadRecords, ReadCase];
    /// Fill in a complaint and see what a dossier would hold.
    PrepareDossier covers [ReadRecords, ReadCase];
    /// Make the file that leaves.
    ExportDossier covers [PrepareDossier, DownloadOriginal, ReadRecords, ReadCase];
    /// See who did what in the case.
    ReadLedger;
    /// Open a new case (organisation).
    OpenCase;
    /// See the names of the organisation's accounts (organisation).
    ReadAccounts;
    /// Add accounts (organisation).
    ManageAccounts covers [ReadAccounts];
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
        Verb::OpenCase | Verb::ReadAccounts => matches!(role, Registrar | Member),
        Verb::ManageAccounts => matches!(role, Registrar),
    }
}
