//! A set's title and tags, put right.

use crate::domain::Private;
use crate::domain::policy::Verb;
use crate::service::{Error, posts};
use crate::web::dispatch::Outcome;
use crate::web::handlers::evidence::require;
use crate::web::tags;
use crate::web::visit::InCase;
use crate::web::{Page, Reply};

/// The form, as the set stands or as it was sent.
pub fn edit(visit: &mut InCase) -> Outcome {
    require(visit, Verb::ImportPosts)?;
    let set = posts::set(visit.store(), &visit.actor, visit.case, visit.record()?)?;
    if !visit.form.has("revision") {
        visit.form.set("revision", set.revision.to_string()).set("title", set.body.title.clone());
        visit.form.set("tags", tags::written(&set.body.tags));
    }
    let mut frame = visit.frame("posts");
    frame.reference = set.reference.clone();
    let back = format!("{}/posts/{}", visit.url(), set.reference);
    let page = Page::new("posts/edit.html", &frame)?.with("form", &visit.form).with("back", &back);
    Ok(Reply::page(page.with("reference", &set.reference)))
}

pub fn revise(visit: &mut InCase) -> Outcome {
    let id = visit.record()?;
    let read: u64 = visit.form.get("revision").parse().map_err(|_| Error::Conflict)?;
    let said = (Private::new(visit.form.get("title").trim()), tags::parse(visit.form.get("tags")));
    posts::revise(visit.store(), &visit.actor, visit.case, id, read, said)?;
    Ok(Reply::see(format!("{}/posts/{}", visit.url(), visit.param("record"))))
}
