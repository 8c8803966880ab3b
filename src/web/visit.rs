//! A request as handlers see it: who asks, in which language, about which case, with which form.
//!
//! What a handler may assume is in its argument's type: [`Visit`] by anybody, [`Signed`] by somebody
//! who is signed in, [`InCase`] by somebody who was granted the case.

use super::app::App;
use super::cookies::Presented;
use super::failure::Failure;
use super::frame::{Flash, Frame, Lock, May, Me, OpenCase};
use super::parts::{Parts, Sent};
use super::{Form, i18n};
use crate::domain::case::default_time_zone;
use crate::domain::policy::{Verb, allows};
use crate::domain::{CaseId, Choice, Lang, Moment, Private, RecordId};
use crate::service::accounts::{self, Oneself};
use crate::service::cases::{self, Standing};
use crate::service::sessions::{self, SessionToken};
use crate::service::{Actor, Error, Store, installation, references};
use std::net::IpAddr;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// A request by anybody.
pub struct Visit {
    pub app: Arc<App>,
    /// For this request. What a GET reads, it reads from one state of the store.
    pub(super) store: Arc<Store>,
    pub lang: Lang,
    /// The path alone, as it was asked for.
    pub path: String,
    pub query: Form,
    /// What was posted, without the token against forgery. Empty for a GET.
    pub form: Form,
    /// The files of an upload, as they arrive; the fields before them are in `form`.
    pub parts: Parts,
    /// The files of an upload that was kept in memory.
    pub files: Vec<Sent>,
    /// Who is at the other end of the connection.
    pub from: Option<IpAddr>,
    pub(super) params: Vec<(String, String)>,
    pub(super) presented: Presented,
    /// What forms are bound to before there is a session.
    pub(super) before: SessionToken,
    /// The browser does not have it yet.
    pub(super) new_before: bool,
    /// The token against forgery that came with the form.
    pub(super) token: String,
    /// A GET or HEAD: it changes nothing.
    pub(super) only_looks: bool,
    /// Path and query.
    pub(super) address: String,
}

/// A request by somebody who is signed in.
pub struct Signed {
    visit: Visit,
    pub actor: Arc<Actor>,
    pub session: SessionToken,
    pub oneself: Oneself,
}

/// A request about a case by somebody who was granted it.
pub struct InCase {
    signed: Signed,
    pub case: CaseId,
    pub standing: Standing,
}

impl Visit {
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// A part of the path that the route names, such as `{record}`.
    pub fn param(&self, name: &str) -> &str {
        self.params.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    pub fn frame(&self) -> Frame {
        let mut frame = Frame::new(self.lang, Private::default());
        frame.csrf = sessions::csrf_token(self.presented.session.as_ref().unwrap_or(&self.before));
        frame.path = self.address.clone();
        frame.flash = self.flash();
        frame
    }

    /// What the page before wanted to be said. Only our own messages are: the cookie holds a key.
    fn flash(&self) -> Option<Flash> {
        let (kind, key) = self.presented.said.as_deref()?.split_once('.')?;
        let kind = ["success", "info", "caution", "danger"].into_iter().find(|known| *known == kind)?;
        let text = i18n::try_say(self.lang, &format!("said-{key}"), &i18n::Args::new())?;
        Some(Flash { kind, text })
    }

    /// The same visitor, just signed in, with another form.
    pub(super) fn with_session(&self, session: SessionToken, form: Form) -> Self {
        Self {
            app: Arc::clone(&self.app),
            store: Arc::clone(&self.store),
            lang: self.lang,
            path: self.path.clone(),
            query: Form::default(),
            form,
            params: Vec::new(),
            from: self.from,
            presented: Presented { session: Some(session), ..Presented::default() },
            before: SessionToken::generate(),
            new_before: false,
            token: String::new(),
            address: self.address.clone(),
            parts: Parts::default(),
            files: Vec::new(),
            only_looks: true,
        }
    }

    pub(super) fn is_unforged(&self) -> bool {
        let of_session = self.presented.session.as_ref();
        sessions::csrf_matches(&self.before, &self.token)
            || of_session.is_some_and(|session| sessions::csrf_matches(session, &self.token))
    }
}

impl Signed {
    /// Whose session this is. The visit is given back when there is none.
    pub(super) fn admit(mut visit: Visit) -> Result<Self, (Box<Visit>, Failure)> {
        let Some(session) = visit.presented.session.take() else {
            return Err((Box::new(visit), Failure::SignedOut));
        };
        let known = sessions::resume(visit.store(), &session)
            .and_then(|actor| Ok((accounts::oneself(visit.store(), &actor)?, actor)));
        match known {
            Ok((oneself, actor)) => {
                visit.new_before = false;
                Ok(Self { visit, actor, session, oneself })
            }
            Err(Error::NotFound) => Err((Box::new(visit), Failure::SignedOut)),
            Err(error) => Err((Box::new(visit), error.into())),
        }
    }

    pub fn frame(&self) -> Frame {
        let mut frame = self.visit.frame();
        frame.csrf = sessions::csrf_token(&self.session);
        frame.organisation = self.oneself.organisation.clone();
        frame.me = Some(Me { name: self.oneself.name.clone() });
        frame
    }

    /// The same visitor with another form.
    pub(super) fn with_form(&self, form: Form) -> Visit {
        // A token is its cookie's text; there is no other way to have it twice.
        let session = SessionToken::from_cookie(&self.session.to_cookie());
        let visit = self.visit.with_session(SessionToken::generate(), form);
        Visit { presented: Presented { session, ..Presented::default() }, ..visit }
    }

    pub(super) fn is_unforged(&self) -> bool {
        sessions::csrf_matches(&self.session, &self.token)
    }
}

impl InCase {
    /// The case that the path names. An id of nothing, of somebody else's case and of no shape at
    /// all get the same answer.
    pub(super) fn admit(signed: Signed) -> Result<Self, (Box<Signed>, Failure)> {
        let case = signed.param("case").parse().map_err(|_| Error::NotFound);
        let known: Result<(CaseId, Standing), Error> =
            case.and_then(|case| Ok((case, cases::standing(signed.store(), &signed.actor, case)?)));
        match known {
            Ok((case, standing)) => Ok(Self { signed, case, standing }),
            Err(error) => Err((Box::new(signed), error.into())),
        }
    }

    /// The address of the case: `/cases/<id>`.
    pub fn url(&self) -> String {
        format!("/cases/{}", self.case)
    }

    pub fn zone(&self) -> String {
        self.standing.profile.as_ref().map_or_else(default_time_zone, |profile| profile.time_zone.clone())
    }

    /// The record that the path names by its reference or id.
    pub fn record(&self) -> Result<RecordId, Error> {
        references::record(self.store(), &self.actor, self.case, self.param("record"))
    }

    pub fn allows(&self, verb: Verb) -> bool {
        allows(verb, self.standing.role)
    }

    /// The frame with the case open, and this section lit.
    pub fn frame(&self, section: &'static str) -> Frame {
        let mut frame = self.signed.frame();
        frame.section = section;
        frame.case = Some(OpenCase {
            url: self.url(),
            reference: cases::reference(self.case),
            title: self.standing.profile.as_ref().map(|profile| profile.title.clone()).unwrap_or_default(),
            role: self.standing.role.label(self.lang).to_owned(),
            lock: self.lock(),
            may: self.may(),
        });
        frame
    }

    fn lock(&self) -> Lock {
        let may = self.standing.may_open_identities && self.allows(Verb::ReadIdentities);
        match (may, self.standing.identities_open_until) {
            (false, _) => Lock::Absent,
            (true, None) => Lock::Closed,
            (true, Some(until)) => {
                Lock::Open { minutes: minutes_until(installation::now(self.store()), until) }
            }
        }
    }

    fn may(&self) -> May {
        May {
            read: self.allows(Verb::ReadRecords),
            download: self.allows(Verb::DownloadOriginal),
            interview: self.allows(Verb::TakeTestimony),
            person: self.allows(Verb::TakeTestimony),
            attach: self.allows(Verb::AttachEvidence),
            import: self.allows(Verb::ImportPosts),
            link: self.allows(Verb::LinkRecords),
            dossier: self.allows(Verb::PrepareDossier),
            grant: self.allows(Verb::GrantAccess),
            audit: self.allows(Verb::ReadLedger),
        }
    }
}

/// Whole minutes, rounded up.
fn minutes_until(now: Moment, until: Moment) -> u32 {
    let left = (until.micros() - now.micros()).max(0);
    u32::try_from((left + 59_999_999) / 60_000_000).unwrap_or(u32::MAX)
}

impl Deref for Signed {
    type Target = Visit;
    fn deref(&self) -> &Visit {
        &self.visit
    }
}

impl DerefMut for Signed {
    fn deref_mut(&mut self) -> &mut Visit {
        &mut self.visit
    }
}

impl Deref for InCase {
    type Target = Signed;
    fn deref(&self) -> &Signed {
        &self.signed
    }
}

impl DerefMut for InCase {
    fn deref_mut(&mut self) -> &mut Signed {
        &mut self.signed
    }
}
