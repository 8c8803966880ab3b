//! What stands outside the store and what is done to it for good: time stamps, cosignatures, holds,
//! shredding.

mod confinement;
mod cosigning;
mod stamps;
