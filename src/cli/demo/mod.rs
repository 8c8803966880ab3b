//! The demonstration: a store with a made-up case, in which the main job was done through the same
//! services that people use. It shows the program at work; it knows nothing that a user could not do.

mod cast;
mod papers;
mod place;
mod play;
mod story;

use super::Outcome;
use super::answer::Answer;
use super::desk::Desk;
use super::refusal::Refusal;
use super::words::{say, say_with};
use crate::domain::{Choice, Lang};
use crate::service::{Error, Store, accounts, installation};
use crate::web::{ServeOptions, serve};
use cast::{CAST, PASSWORD};
use clap::Args;
use papers::Paper;
use place::Unfinished;
use serde_json::{Value, json};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where the store is made unless `--data` says otherwise; git ignores it.
const DIRECTORY: &str = "demo-store";

#[derive(Args)]
pub struct Demo {
    /// Port on this machine at which it is served
    #[arg(long, value_name = "N", default_value_t = 8080)]
    port: u16,
    /// Only make the store
    #[arg(long)]
    no_serve: bool,
}

impl Demo {
    pub fn run(self, desk: &Desk) -> Outcome {
        let directory = desk.options.data.clone().unwrap_or_else(|| PathBuf::from(DIRECTORY));
        let made = !installation::exists(&directory);
        if made {
            make(desk, &directory)?;
        }
        let store = open(&directory)?;
        let papers = papers::of(&directory).map_err(|refusal| refusal.of_file(&directory))?;
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port));
        let answer =
            Report { desk, directory: &directory, made, papers, address, serves: !self.no_serve }.answer();
        if self.no_serve {
            return Ok(answer);
        }
        answer.give(desk.as_json())?;
        let served = serve(Arc::new(store), ServeOptions { listen: address, tls: None });
        served.map_err(|error| Refusal::new("demo-port").about(address.to_string()).because(error))?;
        Ok(Answer::already_given())
    }
}

/// Makes the store beside its place and puts it there when it is whole.
fn make(desk: &Desk, directory: &Path) -> Result<(), Refusal> {
    let unfinished = Unfinished::begin(directory)?;
    let story = story::Story::read()?;
    let store = installation::open(unfinished.path(), None)?;
    let people = cast::assemble(&store, &story)?;
    let case = play::play(&store, &people, story, |step| eprintln!("{}", say(desk.lang, step)))?;
    eprintln!("{}", say(desk.lang, "cli-demo-dossiers"));
    papers::make(&store, people.of(cast::LAWYER), case, unfinished.path())?;
    play::audit(&store, people.of(cast::AUDITOR), case)?;
    drop((people, store));
    unfinished.finish()
}

/// Opens the store, and makes sure that it is the demonstration's: what is said of who can sign in
/// has to be true.
fn open(directory: &Path) -> Result<Store, Refusal> {
    let store = installation::open(directory, None)?;
    match accounts::sign_in(&store, cast::LEAD.name, PASSWORD) {
        Ok(_) => Ok(store),
        Err(Error::WrongPassword | Error::NoStore) => {
            Err(Refusal::new("not-the-demo").about(directory.display().to_string()))
        }
        Err(error) => Err(error.into()),
    }
}

/// What is told at the end: where everything is, and who can sign in.
struct Report<'d> {
    desk: &'d Desk,
    directory: &'d Path,
    made: bool,
    papers: Vec<Paper>,
    address: SocketAddr,
    serves: bool,
}

impl Report<'_> {
    fn answer(&self) -> Answer {
        let broken = self.papers.iter().find(|paper| !paper.report.holds());
        let refusal = broken.map(|paper| Refusal::new("demo-broken").about(paper.path.display().to_string()));
        Answer::new(self.document(), self.text()).but(refusal)
    }

    fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    fn document(&self) -> Value {
        let paper = |paper: &Paper| {
            let holds = paper.report.holds();
            json!({ "file": paper.path, "verified": holds, "checks": paper.report.checks.len(), "key": paper.report.signer_key })
        };
        let account = |role: &cast::Part| json!({ "name": role.name, "role": role.role, "identities": role.identities, "password": PASSWORD });
        json!({
            "data": self.directory,
            "created": self.made,
            "dossiers": self.papers.iter().map(paper).collect::<Vec<_>>(),
            "accounts": CAST.iter().map(account).collect::<Vec<_>>(),
            "url": self.serves.then(|| self.url()),
        })
    }

    fn text(&self) -> String {
        let lang = self.desk.lang;
        let directory = self.directory.display().to_string();
        let opening = if self.made { "cli-demo-made" } else { "cli-demo-exists" };
        let mut text = say_with(lang, opening, &[("directory", directory)]) + "\n\n";
        for paper in &self.papers {
            text += &self.paper(lang, paper);
        }
        text += &format!("\n{}\n", say_with(lang, "cli-demo-accounts", &[("password", PASSWORD.to_owned())]));
        for part in CAST {
            let identities = if part.identities { say(lang, "cli-demo-identities") } else { String::new() };
            text += &format!("  {:<14} {}{identities}\n", part.name, part.role.label(lang));
        }
        if self.serves {
            text += &format!("\n{}\n", say_with(lang, "cli-demo-address", &[("url", self.url())]));
        }
        text
    }

    fn paper(&self, lang: Lang, paper: &Paper) -> String {
        let verdict = if paper.report.holds() { "cli-demo-holds" } else { "cli-demo-broken" };
        let checks = paper.report.checks.iter().filter(|check| check.holds).count();
        let verdict = say_with(lang, verdict, &[("checks", checks.to_string())]);
        format!("  {}\n    {verdict}\n", paper.path.display())
    }
}

#[cfg(test)]
mod tests {
    use super::papers::LANGUAGES;
    use crate::service::dossiers;

    #[test]
    fn the_dossiers_are_for_bodies_that_take_their_language() {
        assert_eq!(LANGUAGES.len(), 2);
        for (code, language) in LANGUAGES {
            let body = dossiers::bodies().iter().find(|body| body.code == *code).expect("a body");
            assert!(body.languages.contains(language), "{code}");
        }
    }
}
