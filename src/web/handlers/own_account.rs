//! What a person can see and do about their own account when something seems wrong.

use crate::domain::account::{Role, SignInEvent};
use crate::domain::{Choice, Moment, Private};
use crate::service::{renewal, sessions};
use crate::web::dispatch::Outcome;
use crate::web::visit::Signed;
use crate::web::{Page, Reply};
use serde::Serialize;

#[derive(Serialize)]
struct Line {
    at: Moment,
    event: &'static str,
    refused: bool,
    from: Option<String>,
}

/// What happened at one's own door.
pub fn sign_ins(visit: &mut Signed) -> Outcome {
    let listed = sessions::history(visit.store(), &visit.actor)?;
    let line = |one: sessions::SignIn| Line {
        at: one.at,
        event: one.event.label(visit.lang),
        refused: one.event == SignInEvent::Refused,
        from: one.from,
    };
    let lines: Vec<Line> = listed.into_iter().map(line).collect();
    let mut frame = visit.frame();
    frame.path = "/account/sign-ins".to_owned();
    Ok(Reply::page(Page::new("account/sign-ins.html", &frame)?.with("sign_ins", &lines)))
}

#[derive(Serialize)]
struct Case {
    reference: String,
    title: Private,
    role: &'static str,
    leads_it: bool,
    leads: String,
    url: String,
}

/// What to do when somebody may know one's password.
pub fn known(visit: &mut Signed) -> Outcome {
    let concerned = renewal::concerned(visit.store(), &visit.actor)?;
    let case = |one: renewal::Concerned| Case {
        url: format!("/cases/{}/members", one.case),
        reference: one.reference,
        title: one.title,
        leads_it: one.role == Role::Lead,
        role: one.role.label(visit.lang),
        leads: one.leads.iter().map(Private::reveal).collect::<Vec<_>>().join(", "),
    };
    let cases: Vec<Case> = concerned.into_iter().map(case).collect();
    let mut frame = visit.frame();
    frame.path = "/account/known".to_owned();
    Ok(Reply::page(Page::new("account/known.html", &frame)?.with("cases", &cases)))
}
