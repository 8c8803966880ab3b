//! Networks of accounts that acted together, as tables that other tools read.

use super::Outcome;
use super::answer::Answer;
use super::desk::{Desk, Session};
use super::files::{DASH, Output};
use super::options::choice;
use super::refusal::Refusal;
use super::words::{one_line, say_with};
use crate::domain::CaseId;
use crate::service::analysis::{self, Behaviour, Chosen, Directed, Graph, Network, Object, Pairs};
use crate::service::networks::NetworkAs;
use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};
use serde_json::json;
use std::path::{Path, PathBuf};

#[derive(Clone, Copy, ValueEnum)]
pub enum Method {
    /// Of one account's messages, how many agree with one of the other's (Coordination Network Toolkit)
    Directed,
    /// Pairs of messages that share the same thing (CooRTweet)
    Pairs,
}

#[derive(Args)]
pub struct Coordination {
    /// Id or reference of the case
    case: String,
    #[arg(long)]
    method: Method,
    /// Directed: what the accounts did
    #[arg(long, value_parser = choice::<Behaviour>(), required_if_eq("method", "directed"))]
    behaviour: Option<Behaviour>,
    /// Pairs: what the accounts shared; a table of shares does not say what it lists, and any will do
    #[arg(long, value_parser = choice::<Object>(), required_if_eq("method", "pairs"))]
    object: Option<Object>,
    /// The longest time between two messages
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    window: i64,
    /// Directed: edges with fewer messages are left out
    #[arg(long, value_name = "M", default_value_t = 2)]
    min_weight: u32,
    /// Pairs: accounts with fewer events are left out
    #[arg(long, value_name = "P", default_value_t = 2)]
    min_participation: u32,
    /// Pairs: edges above this quantile of the weights are marked
    #[arg(long, value_name = "SHARE", default_value_t = 0.5)]
    edge_quantile: f64,
    /// co-similar: the least share of words in common
    #[arg(long, value_name = "SHARE", default_value_t = 0.8)]
    similarity: f64,
    /// Do as that program does, its defects included
    #[arg(long, value_name = "PROGRAM", value_parser = PossibleValuesParser::new(["cnt", "coortweet"]))]
    compat: Option<String>,
    /// Only this imported set, by id or reference; may be given several times
    #[arg(long = "set", value_name = "POSTSET")]
    sets: Vec<String>,
    /// In which file the network leaves
    #[arg(long = "as", value_name = "FORMAT", default_value = "csv", value_parser = choice::<NetworkAs>())]
    form: NetworkAs,
    /// The file to be made; `-` writes it to stdout
    #[arg(long, value_name = "FILE")]
    output: PathBuf,
    /// Replace a file that exists
    #[arg(long)]
    force: bool,
}

/// Seconds as microseconds.
fn seconds(text: &str) -> Result<i64, String> {
    const MOST: f64 = 1e11;
    let seconds: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    let fits = (0.0..=MOST).contains(&seconds);
    if fits { Ok((seconds * 1e6).round() as i64) } else { Err("not a length of time".to_owned()) }
}

/// The sets that are named.
pub fn chosen(session: &Session, case: CaseId, sets: &[String]) -> Result<Chosen, Refusal> {
    let sets = sets.iter().map(|set| session.record(case, set)).collect::<Result<_, _>>()?;
    Ok(Chosen { sets })
}

impl Coordination {
    pub fn run(self, desk: &Desk) -> Outcome {
        if let (Some("cnt"), Method::Pairs) | (Some("coortweet"), Method::Directed) =
            (self.compat.as_deref(), self.method)
        {
            return Err(Refusal::usage("compat-of-other-method"));
        }
        let session = desk.sign_in()?;
        let case = session.case(&self.case)?;
        let chosen = chosen(&session, case, &self.sets)?;
        let made = self.network(&session, case, &chosen)?;
        let sha256 = deliver(desk, &session, case, &chosen, &made.text, &self.output, self.force)?;
        let Some(sha256) = sha256 else { return Ok(Answer::already_given()) };
        let shown = self.output.display().to_string();
        let texts = [
            ("file", one_line(&shown)),
            ("edges", made.edges.to_string()),
            ("messages", made.messages.to_string()),
            ("accounts", made.accounts.to_string()),
        ];
        let document = json!({
            "output": shown, "edges": made.edges, "messages": made.messages, "accounts": made.accounts,
            "sha256": sha256,
        });
        Ok(Answer::new(document, say_with(desk.lang, "cli-network", &texts) + "\n"))
    }

    fn network(&self, session: &Session, case: CaseId, chosen: &Chosen) -> Result<Made, Refusal> {
        let (store, actor) = (&session.store, &session.actor);
        let as_tool = self.compat.is_some();
        if let Some(behaviour) = self.behaviour.filter(|_| matches!(self.method, Method::Directed)) {
            let (window, least, likeness) = (self.window, self.min_weight, self.similarity);
            let asked = Directed { behaviour, window, least, likeness, as_tool };
            let network = analysis::directed(store, actor, case, chosen, &asked)?;
            let (csv, graph) =
                (analysis::csv_of_directed(&network.edges), Graph::of_directed(&network.edges));
            return Ok(Made::of(&network, self.form.text(csv, &graph)?));
        }
        let Some(object) = self.object else { return Err(Refusal::usage("compat-of-other-method")) };
        let (window, participation, quantile) = (self.window, self.min_participation, self.edge_quantile);
        let asked = Pairs { object, window, participation, quantile, as_tool };
        let network = analysis::pairs(store, actor, case, chosen, &asked)?;
        let (csv, graph) = (analysis::csv_of_pairs(&network.edges), Graph::of_pairs(&network.edges));
        Ok(Made::of(&network, self.form.text(csv, &graph)?))
    }
}

/// A network as it leaves.
struct Made {
    text: String,
    edges: u64,
    messages: u64,
    accounts: u64,
}

impl Made {
    fn of<E>(network: &Network<E>, text: String) -> Self {
        let (messages, accounts) = (network.messages, network.accounts);
        Self { text, edges: network.edges.len() as u64, messages, accounts }
    }
}

/// Enters the export in the ledger and writes the table out; its digest, unless it went to stdout.
pub fn deliver(
    desk: &Desk,
    session: &Session,
    case: CaseId,
    chosen: &Chosen,
    table: &str,
    path: &Path,
    force: bool,
) -> Result<Option<String>, Refusal> {
    if desk.as_json() && path.as_os_str() == DASH {
        return Err(Refusal::usage("two-things-on-stdout"));
    }
    // Before the ledger is told: a file that cannot be made leaves no trace there.
    let mut output = Output::create(path, force)?;
    analysis::tell_export(&session.store, &session.actor, case, chosen)?;
    output.write(table.as_bytes())?;
    if output.is_stdout() {
        return Ok(None);
    }
    output.keep()?;
    Ok(Some(analysis::digest(table)))
}
