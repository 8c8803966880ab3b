//! Resguardo as an attacker meets it: somebody who writes the database or the disk, who kills the
//! program, who forges a role, who feeds it what it does not expect.

mod access;
mod bad_input;
mod canary;
mod child;
mod entitled;
mod entries;
mod files;
mod forger;
mod forgeries;
mod formats;
mod gate;
mod leaving;
mod matrix;
mod nodes;
mod policy;
mod roots;
mod rows;
mod scene;
mod sessions;
mod vandal;
mod work;
