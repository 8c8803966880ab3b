//! Pages: a template, a frame and a context become HTML.
//!
//! One Tera per language, so that `t(key=…)` speaks the page's language everywhere, components
//! included. Values are escaped; no template marks typed text as safe.

use super::inline::{self, Plain};
use super::{format::Zone, frame::Frame, vocabulary};
use crate::domain::Lang;
use rust_embed::RustEmbed;
use serde::Serialize;
use std::borrow::Cow;
use tera::{Context, Error, Tera, TeraResult};

#[derive(RustEmbed)]
#[folder = "templates/"]
struct Templates;

/// All templates, ready to render in both languages.
pub struct Renderer {
    es: Tera,
    en: Tera,
}

impl Renderer {
    /// Fails only when an embedded template is wrong, which the tests do not let pass.
    pub fn new(zone: &Zone) -> TeraResult<Self> {
        Ok(Self { es: load(Lang::Es, zone)?, en: load(Lang::En, zone)? })
    }

    pub fn render(&self, page: &Page) -> TeraResult<String> {
        let tera = match page.lang {
            Lang::Es => &self.es,
            Lang::En => &self.en,
        };
        tera.render(page.template, &page.context)
    }

    /// The names of all pages: what is neither the frame nor a component.
    pub fn pages(&self) -> impl Iterator<Item = &str> {
        self.es.get_template_names().filter(|name| {
            *name != "base.html" && !name.starts_with("components/") && !name.contains("/parts/")
        })
    }
}

/// A template with everything it needs.
pub struct Page {
    template: &'static str,
    lang: Lang,
    context: Context,
}

impl Page {
    /// The frame's fields are the template's variables `me`, `case`, `section` and so on.
    pub fn new(template: &'static str, frame: &Frame) -> TeraResult<Self> {
        Ok(Self { template, lang: frame.lang, context: Context::from_serialize(frame)? })
    }

    /// Every field of a value as a variable of its own.
    pub fn with_all<T: Serialize>(mut self, value: &T) -> TeraResult<Self> {
        self.context.extend(Context::from_serialize(value)?);
        Ok(self)
    }

    pub fn with<T: Serialize + ?Sized>(mut self, name: impl Into<Cow<'static, str>>, value: &T) -> Self {
        self.context.insert(name, value);
        self
    }
}

fn load(lang: Lang, zone: &Zone) -> TeraResult<Tera> {
    let mut tera = Tera::new();
    vocabulary::register(&mut tera, lang, zone);
    let mut sources = Vec::new();
    // What lies in `dossier/` is typeset, not shown: it belongs to the module of that name.
    for name in Templates::iter().filter(|name| name.ends_with(".html") && !name.starts_with("dossier/")) {
        let file = Templates::get(&name).ok_or_else(|| Error::message("a template vanished"))?;
        let text = String::from_utf8(file.data.into_owned())
            .map_err(|_| Error::message(format!("{name} is not UTF-8")))?;
        sources.push((name.into_owned(), inline::fixed(&text, lang)));
    }
    let plain: Vec<Plain> = sources.iter().flat_map(|(_, text)| Plain::defined_in(text)).collect();
    for (_, text) in &mut sources {
        *text = plain.iter().fold(std::mem::take(text), |text, component| component.write_out(&text));
    }
    tera.add_raw_templates(sources)?;
    Ok(tera)
}
