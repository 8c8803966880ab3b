//! The frame around every page: who is signed in, which case is open, how its locks stand.

use crate::domain::{Lang, Private};
use serde::Serialize;

/// What `templates/base.html` needs. Everything private in it is inside the page, never in its
/// title or address.
#[derive(Serialize)]
pub struct Frame {
    pub lang: Lang,
    /// The session's token against forged forms; empty before sign-in.
    pub csrf: String,
    pub organisation: Private,
    /// Where the language switch and the lock buttons come back to: path only, on this server.
    pub path: String,
    pub me: Option<Me>,
    pub case: Option<OpenCase>,
    /// Which entry of the rail is lit: `interviews`, `people`, …; empty outside a case.
    pub section: &'static str,
    /// A short reference for the window title, such as `E-012`; empty when there is none.
    pub reference: String,
    /// Draws the violet edge: this page shows who somebody is.
    pub identities_shown: bool,
    pub flash: Option<Flash>,
    /// Reload after so many seconds, for pages that watch a job.
    pub refresh: Option<u32>,
}

impl Frame {
    pub fn new(lang: Lang, organisation: Private) -> Self {
        Self {
            lang,
            csrf: String::new(),
            organisation,
            path: "/".to_owned(),
            me: None,
            case: None,
            section: "",
            reference: String::new(),
            identities_shown: false,
            flash: None,
            refresh: None,
        }
    }
}

#[derive(Serialize)]
pub struct Me {
    pub name: Private,
}

#[derive(Serialize)]
pub struct OpenCase {
    /// `/cases/<id>`.
    pub url: String,
    pub reference: String,
    pub title: Private,
    /// The person's role in this case, in words.
    pub role: String,
    pub lock: Lock,
    pub may: May,
}

/// The identity compartment of the open case, for this person.
#[derive(Serialize)]
#[serde(tag = "state", rename_all = "lowercase")]
pub enum Lock {
    /// This person holds no key to identities.
    Absent,
    Closed,
    Open {
        minutes: u32,
    },
}

/// Which buttons and links to draw. The door decides again; this only spares people a refusal.
#[derive(Default, Serialize)]
pub struct May {
    /// Records, and with them almost every page.
    pub read: bool,
    pub download: bool,
    pub interview: bool,
    pub person: bool,
    pub attach: bool,
    pub import: bool,
    pub link: bool,
    pub dossier: bool,
    pub grant: bool,
    pub audit: bool,
}

impl May {
    pub fn everything() -> Self {
        Self {
            read: true,
            download: true,
            interview: true,
            person: true,
            attach: true,
            import: true,
            link: true,
            dossier: true,
            grant: true,
            audit: true,
        }
    }
}

/// A word about what just happened, shown once.
#[derive(Serialize)]
pub struct Flash {
    /// `success`, `info`, `caution` or `danger`.
    pub kind: &'static str,
    pub text: String,
}
