//! The pages, through the real server.

mod browsers;
mod forms;
mod identities;
mod session;
mod setup;
mod step_up;
mod tls;
mod two_nodes;
mod uploads;

use crate::support::office::{CANARY, Office, PASSWORD};
use crate::support::server::Server;
use crate::support::visitor::Visitor;
use resguardo::domain::CaseId;

/// An office whose store is served.
pub struct Site {
    pub office: Office,
    pub server: Server,
    pub case: CaseId,
}

impl Site {
    pub fn open() -> Self {
        let office = Office::found(None);
        let case = office.case();
        let data = office.data();
        let server = Server::start(&["--data".as_ref(), data.as_os_str()]).expect("the server listens");
        Self { office, server, case }
    }

    pub fn url(&self) -> String {
        format!("/cases/{}", self.case)
    }

    pub fn visitor(&self) -> Visitor {
        Visitor::to(&self.server.url)
    }

    /// The registrar, who leads the case, signed in.
    pub fn lead(&self) -> Visitor {
        self.signed_in(&format!("registro {CANARY}"))
    }

    pub fn signed_in(&self, account: &str) -> Visitor {
        let mut visitor = self.visitor();
        visitor.sign_in(account, PASSWORD);
        visitor
    }
}
