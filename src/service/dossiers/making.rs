//! Everything that a dossier is made of: whoever makes it, the case, the body, and what the gate
//! let through.

use super::super::{Actor, Store};
use super::gate::Admitted;
use super::gather::Gathered;
use crate::domain::{CaseId, Lang};
use crate::dossier::Body;

#[derive(Clone, Copy)]
pub struct Making<'m> {
    pub store: &'m Store,
    pub actor: &'m Actor,
    pub case: CaseId,
    pub body: &'m Body,
    pub gathered: &'m Gathered,
    pub admitted: &'m Admitted,
}

impl Making<'_> {
    pub fn language(&self) -> Lang {
        self.gathered.language
    }
}
