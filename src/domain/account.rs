//! People who sign in, and the roles they are granted.

use super::policy::{ManageAccounts, ReadAccounts};
use super::{AccountId, Document, Moment, Private};
use serde::{Deserialize, Serialize};

choices! {
    /// What a member may do: in the organisation (registrar, member) or in one case.
    Role {
        Registrar = "registrar", "Registro", "Registrar";
        Member = "member", "Integrante", "Member";
        Lead = "lead", "Coordinación", "Lead";
        Interviewer = "interviewer", "Entrevista", "Interviewer";
        Analyst = "analyst", "Análisis", "Analyst";
        Lawyer = "lawyer", "Litigio", "Lawyer";
        Reader = "reader", "Lectura", "Reader";
        Auditor = "auditor", "Auditoría", "Auditor";
    }
}

impl Role {
    /// The roles that exist inside a case.
    pub const OF_CASES: &'static [Role] =
        &[Role::Lead, Role::Interviewer, Role::Analyst, Role::Lawyer, Role::Reader, Role::Auditor];

    pub fn is_of_cases(self) -> bool {
        Self::OF_CASES.contains(&self)
    }

    /// The compartments whose keys come with the role. An auditor sees who did what, never what
    /// is recorded. The identity compartment is always an explicit addition.
    pub fn compartments(self) -> &'static [Compartment] {
        match self {
            Role::Auditor => &[Compartment::Ledger],
            _ => &[Compartment::Record, Compartment::Ledger],
        }
    }
}

choices! {
    /// A boundary that is enforced by not having the key.
    Compartment {
        Record = "record", "Registros", "Records";
        Identity = "identity", "Identidades", "Identities";
        Ledger = "ledger", "Bitácora", "Ledger";
    }
}

choices! {
    /// How an account stands. Only an active one may sign in.
    AccountStatus {
        Active = "active", "Activa", "Active";
        Suspended = "suspended", "Suspendida", "Suspended";
        Invited = "invited", "Con invitación", "Invited";
        // Keys were made, and wait to be certified.
        Waiting = "waiting", "Por confirmar", "To be confirmed";
        Retired = "retired", "Dada de baja", "Retired";
    }
}

choices! {
    /// What a person sees of the doings at their own account.
    SignInEvent {
        SignedIn = "signed_in", "Entrada", "Signed in";
        Refused = "refused", "Intento rechazado", "Refused attempt";
        PasswordChanged = "password_changed", "Contraseña cambiada", "Password changed";
        FactorOn = "factor_on", "Segundo factor activado", "Second factor set up";
        FactorOff = "factor_off", "Segundo factor quitado", "Second factor removed";
        SparesRenewed = "spares_renewed", "Códigos de respaldo nuevos", "New spare codes";
    }
}

/// What the organisation's members may know of each other. Sealed like any record.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountProfile {
    pub account: AccountId,
    pub name: Private,
    pub added_at: Moment,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub added_by: Option<AccountId>,
}

impl Document for AccountProfile {
    const KIND: &'static str = "account";
    const PREFIX: &'static str = "A";
    type Read = ReadAccounts;
    type Write = ManageAccounts;

    fn title(&self) -> &Private {
        &self.name
    }
    fn unique_key(&self) -> Option<(&'static str, Vec<u8>)> {
        Some(("account", self.account.bytes().to_vec()))
    }
    fn search_text<'a>(&'a self, found: &mut dyn FnMut(&'a Private)) {
        found(&self.name);
    }
}

/// What the organisation is called.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrganisationProfile {
    pub name: Private,
    /// Whoever comes over the network without one sets one up before anything else.
    #[serde(default)]
    pub second_factor_required: bool,
}

impl Document for OrganisationProfile {
    const KIND: &'static str = "organisation";
    const PREFIX: &'static str = "O";
    type Read = ReadAccounts;
    type Write = ManageAccounts;

    fn title(&self) -> &Private {
        &self.name
    }
    fn search_text<'a>(&'a self, found: &mut dyn FnMut(&'a Private)) {
        found(&self.name);
    }
}
