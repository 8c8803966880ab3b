//! Resguardo as an attacker meets it: somebody who writes the database or the disk, who kills the
//! program, who forges a role, who feeds it what it does not expect.

use crate::support::office::Office;

mod access;
mod bad_input;
mod canary;
mod child;
mod consents;
mod entitled;
mod entries;
mod files;
mod forger;
mod forgeries;
mod formats;
mod gate;
mod invitations;
mod leaving;
mod matrix;
mod nodes;
mod policy;
mod roots;
mod rows;
mod scene;
mod search;
mod sessions;
pub mod vandal;
mod view;
mod work;

/// Somebody who writes the database of an office.
pub fn vandal_of(office: &Office) -> vandal::Vandal {
    vandal::Vandal::at(office)
}
