//! Writes every page, with fictional content and in both languages, to `target/pages/`, so that
//! people can look at them: `cargo run --example gallery`, then open `target/pages/index.html`.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "fiction, written to the build directory and told on the terminal"
)]

mod samples;

use resguardo::domain::Lang;
use resguardo::web::{Renderer, format::Zone};
use std::{fs, path::Path};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let zone = Zone::named("America/Mexico_City").ok_or("no such time zone")?;
    let renderer = Renderer::new(&zone)?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/pages");
    fs::create_dir_all(&root)?;
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("static"), &root.join("static"))?;
    let mut index = String::from("<!doctype html><meta charset=utf-8><title>Resguardo</title><ul>");
    for lang in Lang::ALL {
        for sample in samples::all() {
            let full = format!("{}-{}.html", sample.name, lang.code());
            fs::write(root.join(&full), page(&renderer, *lang, &sample)?)?;
            let empty = format!("{}-empty-{}.html", sample.name, lang.code());
            fs::write(root.join(&empty), page(&renderer, *lang, &samples::minimal(sample))?)?;
            index.push_str(&format!("<li><a href=\"{full}\">{full}</a>, <a href=\"{empty}\">empty</a>"));
        }
    }
    fs::write(root.join("index.html"), index)?;
    println!("{}", root.display());
    Ok(())
}

/// The page, with its assets beside it, so that it opens from the disk.
fn page(renderer: &Renderer, lang: Lang, sample: &samples::Sample) -> tera::TeraResult<String> {
    let html = renderer.render(&samples::page_of(lang, sample)?)?;
    Ok(html.replace("\"/static/", "\"static/"))
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let (path, name) = entry.map(|entry| (entry.path(), entry.file_name()))?;
        if path.is_dir() { copy(&path, &to.join(name))? } else { fs::copy(&path, to.join(name)).map(drop)? }
    }
    Ok(())
}
