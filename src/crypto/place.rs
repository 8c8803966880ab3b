//! Where a sealed value belongs. The place is the associated data of every sealed value and part
//! of its key, so that a value moved to any other place does not open.

use super::{
    encode::{FORMAT, Fields, SUITE},
    labels,
};

/// Each field stops one way of moving ciphertext about; `docs/formats/sealed.md` names them.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    pub organisation: &'a [u8; 16],
    pub scope: &'a [u8; 16],
    pub compartment: &'a str,
    pub epoch: u32,
    pub kind: &'a str,
    pub id: &'a [u8; 16],
    pub revision: u64,
    pub schema: u16,
}

impl Place<'_> {
    /// The canonical bytes.
    pub fn encode(&self) -> Vec<u8> {
        Fields::new(labels::PLACE)
            .number(FORMAT.into())
            .number(SUITE.into())
            .bytes(self.organisation)
            .bytes(self.scope)
            .text(self.compartment)
            .number(self.epoch.into())
            .text(self.kind)
            .bytes(self.id)
            .number(self.revision)
            .number(self.schema.into())
            .done()
    }
}
