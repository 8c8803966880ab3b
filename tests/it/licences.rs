//! Every dependency's licence must let us hand out the whole under AGPL-3.0-or-later.

use crate::support::tree::root;
use spdx::{Expression, ParseMode};
use std::collections::BTreeSet;
use std::process::Command;

/// The list is deny.toml's, so that there is one: this test holds it where `cargo deny` is not at hand.
fn compatible() -> Vec<String> {
    let deny: toml::Value =
        toml::from_str(&std::fs::read_to_string(root().join("deny.toml")).expect("deny.toml")).expect("TOML");
    let allowed = deny["licenses"]["allow"].as_array().expect("licenses.allow");
    allowed.iter().map(|licence| licence.as_str().expect("a name").to_owned()).collect()
}

fn run(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).current_dir(root()).output().expect(program);
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// What is compiled on this machine. Offline: whatever runs this test has been built from it.
fn metadata() -> serde_json::Value {
    let version = run("rustc", &["-vV"]);
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host triple");
    let arguments = [
        "metadata",
        "--offline",
        "--locked",
        "--format-version=1",
        "--all-features",
        "--filter-platform",
        host,
    ];
    serde_json::from_str(&run(env!("CARGO"), &arguments)).expect("cargo metadata prints JSON")
}

fn fits(licence: &str) -> Result<bool, String> {
    let expression = Expression::parse_mode(licence, ParseMode::LAX).map_err(|e| e.to_string())?;
    let compatible = compatible();
    Ok(expression.evaluate(|required| compatible.contains(&required.to_string())))
}

#[test]
fn the_licence_of_every_dependency_fits_ours() {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().expect("a list of packages");
    assert!(packages.len() > 100, "only {} packages: nothing was checked", packages.len());
    let misfits: Vec<String> = packages
        .iter()
        .filter_map(|package| {
            let licence = package["license"].as_str().unwrap_or("none stated");
            let complaint = match fits(licence) {
                Ok(true) => return None,
                Ok(false) => "does not fit AGPL-3.0-or-later".to_owned(),
                Err(unreadable) => unreadable,
            };
            Some(format!("{} {}: {licence}: {complaint}", package["name"], package["version"]))
        })
        .collect();
    assert!(misfits.is_empty(), "{}", misfits.join("\n"));
}

#[test]
fn alternatives_need_one_that_fits_and_conjunctions_need_all() {
    for good in ["MIT OR GPL-2.0-only", "Apache-2.0/MIT", "(MIT OR SSPL-1.0) AND Unicode-3.0"] {
        assert_eq!(fits(good), Ok(true), "{good}");
    }
    for bad in
        ["GPL-2.0-only", "MIT AND SSPL-1.0", "GPL-2.0-only OR BUSL-1.1", "MIT AND (GPL-2.0-only OR CDDL-1.0)"]
    {
        assert_eq!(fits(bad), Ok(false), "{bad}");
    }
    assert!(fits("none stated").is_err());
}

#[test]
fn the_licence_text_is_the_whole_agpl() {
    let text = std::fs::read_to_string(root().join("LICENSE")).expect("LICENSE");
    for words in [
        "GNU AFFERO GENERAL PUBLIC LICENSE\n                       Version 3, 19 November 2007",
        "13. Remote Network Interaction; Use with the GNU General Public License.",
        "END OF TERMS AND CONDITIONS",
        "<http://www.gnu.org/licenses/>.\n",
    ] {
        assert!(text.contains(words), "LICENSE lacks: {words}");
    }
    assert_eq!(text.lines().count(), 661);
}

/// Libraries that speak to other machines of their own accord.
const CALLERS: &[&str] = &[
    "attohttpc",
    "awc",
    "curl",
    "hyper",
    "hyper-util",
    "isahc",
    "lettre",
    "minreq",
    "native-tls",
    "reqwest",
    "ureq",
];

/// What the program itself is built from, without what only tests and build scripts use.
fn built_from(metadata: &serde_json::Value) -> BTreeSet<String> {
    let nodes = metadata["resolve"]["nodes"].as_array().expect("a graph");
    let node = |id: &str| nodes.iter().find(|node| node["id"] == id).expect("every package is a node");
    let mut wanted = vec![metadata["resolve"]["root"].as_str().expect("a root")];
    let mut found = BTreeSet::new();
    while let Some(id) = wanted.pop() {
        if found.insert(id.to_owned()) {
            let all = node(id)["deps"].as_array().expect("a list");
            let normal = all.iter().filter(|one| {
                one["dep_kinds"].as_array().expect("a list").iter().any(|kind| kind["kind"].is_null())
            });
            wanted.extend(normal.map(|one| one["pkg"].as_str().expect("an id")));
        }
    }
    let packages = metadata["packages"].as_array().expect("a list of packages").iter();
    let names = packages.filter(|package| found.contains(package["id"].as_str().expect("an id")));
    names.map(|package| package["name"].as_str().expect("a name").to_owned()).collect()
}

#[test]
fn no_library_of_the_program_calls_other_machines() {
    let libraries = built_from(&metadata());
    assert!(libraries.contains("actix-web") && libraries.len() > 100, "{libraries:?}");
    let callers: Vec<_> = CALLERS.iter().filter(|name| libraries.contains(**name)).collect();
    assert!(callers.is_empty(), "{callers:?}");
}
