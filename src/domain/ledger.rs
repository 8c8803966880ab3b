//! What the ledger says: who did what, on which record, leading to which state.

use super::policy::Verb;
use super::{AccountId, CaseId, Choice, KINDS, Moment, OrganisationId, Private, RecordId, ScopeId};
use crate::crypto::digest::Digest;
use serde::{Deserialize, Serialize};

choices! { Act {
    CaseOpened = "case_opened", "Abrió el caso", "Opened the case";
    OrganisationFounded = "organisation_founded", "Creó la organización", "Founded the organisation";
    AccountAdded = "account_added", "Agregó una cuenta", "Added an account";
    AccountInvited = "account_invited", "Invitó a alguien", "Invited somebody";
    InvitationWithdrawn = "invitation_withdrawn", "Retiró una invitación", "Withdrew an invitation";
    AccountSuspended = "account_suspended", "Suspendió una cuenta", "Suspended an account";
    AccountReactivated = "account_reactivated", "Reactivó una cuenta", "Reactivated an account";
    AccountRetired = "account_retired", "Dio de baja una cuenta", "Retired an account";
    SessionsEnded = "sessions_ended", "Cerró todas las sesiones", "Ended all sessions";
    SecretRotated = "secret_rotated", "Cambió el secreto de las sesiones", "Changed the secret of sessions";
    Granted = "granted", "Dio acceso", "Granted access";
    AccessWithdrawn = "access_withdrawn", "Retiró acceso", "Withdrew access";
    EpochStarted = "epoch_started", "Cambió la llave", "Changed the key";
    Recorded = "recorded", "Registró", "Recorded";
    Revised = "revised", "Revisó", "Revised";
    OriginalRead = "original_read", "Descargó un original", "Downloaded an original";
    IdentityRead = "identity_read", "Consultó una identidad", "Read an identity";
    PostsTaken = "posts_taken", "Exportó publicaciones o un análisis de ellas", "Exported posts, or an analysis of them";
    DossierRead = "dossier_read", "Descargó un expediente", "Downloaded a dossier";
    Refused = "refused", "Se le negó", "Was refused";
} }

/// One entry. Its exact JSON bytes are what is signed and hashed; they are kept, never made again
/// (`docs/formats/ledger.md`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub version: u16,
    pub scope: ScopeId,
    /// Counted from 0.
    pub seq: u64,
    /// As the actor's clock had it: claimed, not proven.
    pub at: Moment,
    pub actor: AccountId,
    pub act: Act,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<RecordId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<u64>,
    /// SHA-256 of the sealed row that the act left behind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<Digest>,
    /// Commitment to an original: SHA-256 of `salt` and the original's SHA-256.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<Digest>,
    /// Whom an act was about: the account that was granted or added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<AccountId>,
    /// A role's code, the number of an epoch, or the code of the action refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// When a grant ends by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Moment>,
    /// Why access was granted or withdrawn, in the words of whoever did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Private>,
    /// 16 random bytes in hex: makes an entry that is not disclosed unguessable.
    pub salt: String,
    /// Root of the tree before this entry.
    pub previous: Digest,
}

impl Act {
    /// Whether it begins a ledger.
    pub fn founds(self) -> bool {
        matches!(self, Act::CaseOpened | Act::OrganisationFounded)
    }
}

impl Entry {
    pub const VERSION: u16 = 1;

    /// What its actor must have been permitted, one of these, for the entry to stand. Empty for an
    /// act that nobody is permitted, such as recording something of an unknown kind.
    pub fn needs(&self) -> &'static [Verb] {
        match self.act {
            Act::Granted | Act::AccessWithdrawn | Act::EpochStarted => {
                &[Verb::GrantAccess, Verb::ManageAccounts]
            }
            Act::AccountAdded
            | Act::AccountInvited
            | Act::InvitationWithdrawn
            | Act::AccountSuspended
            | Act::AccountReactivated
            | Act::AccountRetired
            | Act::SessionsEnded
            | Act::SecretRotated => &[Verb::ManageAccounts],
            Act::Recorded | Act::Revised => {
                let kind = KINDS.iter().find(|kind| Some(kind.name) == self.kind.as_deref());
                kind.map(|kind| std::slice::from_ref(&kind.write)).unwrap_or_default()
            }
            Act::OriginalRead | Act::PostsTaken => &[Verb::DownloadOriginal],
            Act::IdentityRead => &[Verb::ReadIdentities],
            Act::DossierRead => &[Verb::ReadRecords],
            // Whoever has any role may be refused.
            Act::Refused => Verb::ALL,
            Act::CaseOpened | Act::OrganisationFounded => &[],
        }
    }

    /// The id of the case that `founder` opens with an entry of this salt: nobody else can begin a
    /// ledger under it, whatever they write into the database.
    pub fn case_id(organisation: OrganisationId, founder: AccountId, salt: &str) -> CaseId {
        let parts = [b"rg1/case-id".as_slice(), organisation.bytes(), founder.bytes(), salt.as_bytes()];
        let mut id = [0; 16];
        id.copy_from_slice(&Digest::of(&parts.concat()).bytes()[..16]);
        CaseId::from_random(id)
    }

    /// The commitment to an original with this digest.
    pub fn commit(salt: &str, original: &Digest) -> Digest {
        Digest::of(&[salt.as_bytes(), original.bytes().as_slice()].concat())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_of_a_case_is_made_for_its_founder() {
        let (organisation, founder) = (OrganisationId::from_bytes([1; 16]), AccountId::from_bytes([2; 16]));
        let case = Entry::case_id(organisation, founder, "00ff");
        assert_eq!(case.to_string(), "4ae2d001-d024-4977-b2e7-e510924725e7");
        assert_ne!(case, Entry::case_id(organisation, AccountId::from_bytes([3; 16]), "00ff"));
        assert_ne!(case, Entry::case_id(organisation, founder, "00fe"));
    }
}
