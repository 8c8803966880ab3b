//! What holds for every page: it renders, in both languages, full and empty, with nothing inline.

#[path = "../../examples/gallery/samples.rs"]
mod samples;

use super::{Renderer, format::Zone, vocabulary};
use crate::domain::Lang;
use samples::{Sample, all, minimal, page_of};
use std::collections::BTreeSet;
use tera::{Context, Tera};

fn renderer() -> Renderer {
    Renderer::new(&Zone::named("America/Mexico_City").unwrap()).unwrap()
}

fn rendered(renderer: &Renderer, lang: Lang, sample: &Sample) -> String {
    let html = page_of(lang, sample).and_then(|page| renderer.render(&page));
    html.unwrap_or_else(|error| panic!("{} in {}: {error}", sample.name, lang.code()))
}

/// Every sample in both languages, full and minimal.
fn every_page(mut look: impl FnMut(&Sample, Lang, &str)) {
    let renderer = renderer();
    for lang in Lang::ALL {
        for sample in all().into_iter().chain(all().into_iter().map(minimal)) {
            look(&sample, *lang, &rendered(&renderer, *lang, &sample));
        }
    }
}

#[test]
fn every_template_has_a_sample_and_renders_full_and_minimal_in_both_languages() {
    let mut seen = BTreeSet::new();
    every_page(|sample, lang, html| {
        seen.insert(sample.template.to_owned());
        assert!(html.contains(&format!("<html lang=\"{}\"", lang.code())), "{}", sample.name);
        assert!(html.trim_end().ends_with("</html>"), "{}", sample.name);
        assert!(!html.contains("{$"), "{}: a message lacks an argument", sample.name);
    });
    let templates: BTreeSet<_> = renderer().pages().map(str::to_owned).collect();
    assert_eq!(seen, templates);
}

#[test]
fn no_page_has_anything_inline_or_from_elsewhere() {
    every_page(|sample, _, html| {
        let name = sample.name;
        assert!(!html.contains(" style=") && !html.contains("<style"), "{name}: style");
        assert_eq!(html.matches("<script").count(), 1, "{name}: one script, by address");
        assert!(!html.contains("javascript:") && !html.contains(" onclick"), "{name}: handler");
        for attribute in ["src=\"", "href=\"", "action=\""] {
            for rest in html.split(attribute).skip(1) {
                assert!(rest.starts_with(['/', '#', '?', '"']), "{name}: {attribute}{}", &rest[..20]);
            }
        }
    });
}

#[test]
fn every_form_that_changes_something_posts_the_token_and_every_get_form_carries_none() {
    every_page(|sample, _, html| {
        assert!(html.contains("<form"), "{}: at least the language switch", sample.name);
        for form in html.split("<form").skip(1) {
            let form = form.split("</form>").next().unwrap();
            let posts = form.contains("method=\"post\"");
            assert_eq!(posts, form.contains("name=\"csrf\""), "{}: {form}", sample.name);
        }
    });
}

#[test]
fn titles_carry_references_and_section_names_only() {
    every_page(|sample, _, html| {
        let title = html.split("<title>").nth(1).unwrap().split("</title>").next().unwrap();
        for private in ["ficticio", "Ahuehuete", "Avisos de mesa", "FueraPrensa", "Inés"] {
            assert!(!title.contains(private), "{}: {title}", sample.name);
        }
    });
}

#[test]
fn every_field_has_a_label_and_no_id_is_there_twice() {
    every_page(|sample, _, html| {
        let ids: Vec<_> = attributes(html, " id=\"");
        let unique: BTreeSet<_> = ids.iter().collect();
        assert_eq!(ids.len(), unique.len(), "{}: {ids:?}", sample.name);
        for name in attributes(html, " for=\"").iter().chain(&attributes(html, "aria-labelledby=\"")) {
            assert!(unique.contains(name), "{}: nothing has the id {name}", sample.name);
        }
    });
}

#[test]
fn every_icon_is_in_the_sprite() {
    let sprite = crate::web::assets::find("icons.svg").unwrap();
    let sprite = String::from_utf8(sprite.bytes.into_owned()).unwrap();
    let drawn: BTreeSet<_> = attributes(&sprite, "<symbol id=\"").into_iter().collect();
    every_page(|sample, _, html| {
        for address in attributes(html, "<use href=\"") {
            let name = address.rsplit('#').next().unwrap();
            assert!(drawn.contains(name), "{}: no icon {name}", sample.name);
        }
    });
}

#[test]
fn somebody_who_may_only_read_is_offered_nothing_else() {
    let acts = [
        "/interviews/new",
        "/evidence/new",
        "/people/new",
        "/posts/import",
        "/analyses/new",
        "/links/new",
        "/identities",
    ];
    let (mut to_leads, mut to_readers) = (0, 0);
    every_page(|sample, _, html| {
        // The step-up page itself is refused to them by the door.
        if sample.name == "identities" {
            return;
        }
        let offers = |act: &&&str| html.contains(&format!("\"/cases/3f0b6c1e{act}"));
        let offered = acts.iter().filter(offers).count();
        *(if sample.reader { &mut to_readers } else { &mut to_leads }) += offered;
    });
    assert!(to_leads > 20, "{to_leads}");
    assert_eq!(to_readers, 0);
}

#[test]
fn typed_text_is_escaped() {
    let renderer = renderer();
    let mut sample = all().into_iter().find(|sample| sample.name == "case-edit").unwrap();
    let mut form = crate::web::Form::default();
    form.set("title", "\"><script>alert(1)</script>");
    form.set("summary", "</textarea><b>x</b>");
    sample.context["form"] = serde_json::to_value(form).unwrap();
    let html = rendered(&renderer, Lang::Es, &sample);
    assert!(!html.contains("<script>alert") && !html.contains("</textarea><b>"));
    assert!(html.contains("&lt;script&gt;alert(1)"));
}

#[test]
fn a_rejected_interview_comes_back_with_everything_that_was_typed() {
    let renderer = renderer();
    let sample = all().into_iter().find(|sample| sample.name == "interview-edit").unwrap();
    let html = rendered(&renderer, Lang::Es, &sample);
    assert!(html.contains("Entré en abril. A las diez"));
    assert!(html.contains("name=\"segments-1-text\"") && !html.contains("name=\"segments-2-text\""));
    assert!(html.contains("<option value=\"experienced\" selected>"));
    assert!(html.contains("href=\"#segments-1-basis\""), "the summary leads to the field");
}

#[test]
fn an_unknown_message_is_an_error_not_a_hole() {
    let mut tera = Tera::new();
    vocabulary::register(&mut tera, Lang::Es, &Zone::named("UTC").unwrap());
    tera.add_raw_template("x.html", "{{ t(key=\"no-such-message\") }}").unwrap();
    assert!(tera.render("x.html", &Context::new()).is_err());
}

fn attributes<'h>(html: &'h str, start: &str) -> Vec<&'h str> {
    html.split(start).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}
