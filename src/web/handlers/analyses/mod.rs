//! Analyses of posts: networks of accounts, volume over time, what each account did.

mod counts;
mod view;

pub use counts::{accounts, timeline};

use crate::domain::analysis::{Asked, Method};
use crate::domain::policy::Verb;
use crate::domain::{Choice, Private, Problem};
use crate::service::analysis::{Behaviour, Chosen, Object};
use crate::service::networks::{self, NetworkAs, Order};
use crate::service::{Error, Result, posts};
use crate::web::dispatch::Outcome;
use crate::web::fields::Fields;
use crate::web::form::{Term, options, term};
use crate::web::handlers::evidence::require;
use crate::web::names::{Colleagues, address};
use crate::web::paging::Pages;
use crate::web::visit::InCase;
use crate::web::{Page, Reply, i18n};
use serde::Serialize;

/// Edges on a page, and posts shown behind one.
const PER_PAGE: u64 = 50;
const MOST_BEHIND: usize = 100;

/// What was made, newest first, and a way to make another.
pub fn list(visit: &mut InCase) -> Outcome {
    let made = networks::list(visit.store(), &visit.actor, visit.case)?;
    let sets = posts::sets(visit.store(), &visit.actor, visit.case)?;
    let colleagues = Colleagues::of(visit)?;
    let rows: Vec<_> = made.iter().rev().map(|one| view::row(visit, one, &colleagues)).collect();
    let page = Page::new("analyses/list.html", &visit.frame("posts"))?.with("analyses", &rows);
    Ok(Reply::page(page.with("sets", &(sets.len() as u64))))
}

#[derive(Serialize)]
struct Choices {
    what: Vec<Term>,
    sets: Vec<Term>,
}

/// Both definitions in one list: the parameter says which it belongs to.
fn whats(visit: &InCase) -> Vec<Term> {
    let lang = visit.lang;
    let named = |method: Method, terms: Vec<Term>| {
        let key = format!("analysis-short-{}", method.code());
        let prefix = i18n::say(lang, &key);
        terms.into_iter().map(move |one| {
            let label = format!("{prefix}: {}", one.label.reveal());
            term(&format!("{}:{}", method.code(), one.value), &label)
        })
    };
    let directed = named(Method::Directed, options::<Behaviour>(lang));
    directed.chain(named(Method::Pairs, options::<Object>(lang))).collect()
}

pub fn form(visit: &mut InCase) -> Outcome {
    require(visit, Verb::ImportPosts)?;
    let sets = posts::sets(visit.store(), &visit.actor, visit.case)?;
    if !visit.form.has("window") {
        visit.form.set("window", "60").set("least", "2").set("what", "directed:co-retweet");
    }
    let named =
        |reference: &str, title: &Private| term(reference, &format!("{reference} · {}", title.reveal()));
    let sets = sets.iter().map(|set| named(&set.reference, &set.body.title)).collect();
    let choices = Choices { what: whats(visit), sets };
    let page = Page::new("analyses/form.html", &visit.frame("posts"))?.with("form", &visit.form);
    Ok(Reply::page(page.with("choices", &choices)))
}

pub fn make(visit: &mut InCase) -> Outcome {
    let order = order(visit)?;
    let made = networks::make(visit.store(), &visit.actor, visit.case, order)?;
    Ok(Reply::see(format!("{}/analyses/{}", visit.url(), made.reference)))
}

fn order(visit: &InCase) -> Result<Order> {
    let sets = posts::sets(visit.store(), &visit.actor, visit.case)?;
    let ticked = visit.form.all("sets");
    let chosen = sets.iter().filter(|set| ticked.iter().any(|one| one.reveal() == set.reference));
    let chosen = Chosen { sets: chosen.map(|set| set.id).collect() };
    let mut fields = Fields::of(&visit.form);
    let what = visit.form.get("what").split_once(':');
    let method = what.and_then(|(method, _)| Method::from_code(method));
    fields.problems.require(method.is_some(), "what", "choose-one");
    let window = number(visit, &mut fields, "window", "60");
    fields.problems.require((0.0..=1e9).contains(&window), "window", "not-a-number");
    let least = number(visit, &mut fields, "least", "2");
    fields.problems.require((1.0..=1e9).contains(&least) && least.fract() == 0.0, "least", "not-a-number");
    let method = method.unwrap_or(Method::Directed);
    let usual = if method == Method::Directed { "0.8" } else { "0.5" };
    let share = number(visit, &mut fields, "share", usual);
    let asked = Asked {
        method,
        what: what.map_or("", |(_, what)| what).to_owned(),
        window: (window * 1e6).round() as i64,
        least: least as u32,
        share,
        as_tool: fields.yes("as_tool"),
    };
    let title = fields.text("title");
    fields.problems.or(Order { title, chosen, asked }).map_err(Error::Invalid)
}

/// A number as people write it, with a comma or a point.
fn number(visit: &InCase, fields: &mut Fields<'_>, name: &str, usual: &str) -> f64 {
    let typed = visit.form.get(name).trim().replace(',', ".");
    let parsed = if typed.is_empty() { usual.parse() } else { typed.parse() };
    parsed.unwrap_or_else(|_| {
        fields.problems.add(Problem::new(name, "not-a-number"));
        1.0
    })
}

/// The parameters, the statement of the method and the heaviest edges.
pub fn show(visit: &mut InCase) -> Outcome {
    let made = networks::show(visit.store(), &visit.actor, visit.case, visit.record()?)?;
    let sets = posts::sets(visit.store(), &visit.actor, visit.case)?;
    let url = address(&visit.url(), &made.reference);
    let asked = visit.query.get("page");
    let pages = Pages::new(made.body.heaviest.len() as u64, PER_PAGE, asked, |n| format!("{url}?page={n}"));
    let edges = view::edges(&made, &url, pages.skip() as usize, PER_PAGE as usize);
    let mut frame = visit.frame("posts");
    frame.reference = made.reference.clone();
    let shown = view::shown(visit, &made, &sets, &Colleagues::of(visit)?);
    let page = Page::new("analyses/show.html", &frame)?.with("analysis", &shown);
    let held = visit.query.get("held");
    Ok(Reply::page(page.with("edges", &edges).with("pages", &pages).with("held", held)))
}

/// Makes the same table once more and says whether it is the same.
pub fn again(visit: &mut InCase) -> Outcome {
    let id = visit.record()?;
    let same = networks::again(visit.store(), &visit.actor, visit.case, id)?;
    let held = if same { "yes" } else { "no" };
    Ok(Reply::see(format!("{}/analyses/{}?held={held}", visit.url(), visit.param("record"))))
}

/// The whole network, to take away: an act.
pub fn table(visit: &mut InCase) -> Outcome {
    file(visit, NetworkAs::Csv)
}

pub fn gexf(visit: &mut InCase) -> Outcome {
    file(visit, NetworkAs::Gexf)
}

pub fn graphml(visit: &mut InCase) -> Outcome {
    file(visit, NetworkAs::Graphml)
}

fn file(visit: &mut InCase, form: NetworkAs) -> Outcome {
    let (reference, text) = networks::taken(visit.store(), &visit.actor, visit.case, visit.record()?, form)?;
    let (name, length) = (format!("{reference}.{}", form.code()), text.len() as u64);
    Ok(Reply::file(&name, form.media_type(), length, std::io::Cursor::new(text.into_bytes())))
}

/// The posts behind one edge.
pub fn behind(visit: &mut InCase) -> Outcome {
    let made = networks::show(visit.store(), &visit.actor, visit.case, visit.record()?)?;
    let number: usize = visit.param("number").parse().map_err(|_| Error::NotFound)?;
    let edge = number.checked_sub(1).and_then(|at| made.body.heaviest.get(at)).ok_or(Error::NotFound)?;
    let asked = (&made.body, number);
    let (found, all) = networks::behind(visit.store(), &visit.actor, visit.case, asked, MOST_BEHIND)?;
    let rows: Vec<_> = found.iter().map(|found| super::posts::line(&visit.url(), found)).collect();
    let mut frame = visit.frame("posts");
    frame.reference = made.reference.clone();
    let page = Page::new("analyses/behind.html", &frame)?.with("posts", &rows).with("edge", edge);
    let page = page.with("url", &address(&visit.url(), &made.reference)).with("title", &made.body.title);
    let shown = found.len() as u64;
    Ok(Reply::page(page.with("shown", &shown).with("total", &(all as u64)).with("number", &number)))
}
