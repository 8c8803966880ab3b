//! Each library that is named in Cargo.toml has its reason in docs/dependencies.md, and the list of
//! everything that is built in can be written.

use crate::support::tree::root;
use std::collections::BTreeSet;
use std::process::Command;

fn file(name: &str) -> String {
    std::fs::read_to_string(root().join(name)).unwrap()
}

#[test]
fn each_dependency_says_why_it_is_there() {
    let manifest: toml::Value = toml::from_str(&file("Cargo.toml")).unwrap();
    let names = |table: &str| manifest[table].as_table().unwrap().keys().cloned().collect::<BTreeSet<_>>();
    let linux = manifest["target"]["cfg(target_os = \"linux\")"]["dependencies"].as_table().unwrap();
    let mut named: BTreeSet<String> =
        names("dependencies").union(&names("dev-dependencies")).cloned().collect();
    named.extend(linux.keys().cloned());
    let page = file("docs/dependencies.md");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` |"));
    let explained: BTreeSet<String> = rows.map(|(name, _)| name.to_owned()).collect();
    assert!(named.len() > 60, "{named:?}");
    assert_eq!(named, explained);
    for line in page.lines().filter(|line| line.starts_with("| `")) {
        assert!(line.split('|').all(|cell| cell.len() != 2), "no reason: {line}");
    }
}

#[test]
fn the_bill_of_materials_names_every_library_with_its_version_licence_and_digest() {
    let run = Command::new(root().join("packaging/sbom")).env("CARGO", env!("CARGO")).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let bill: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!((&bill["bomFormat"], &bill["specVersion"]), (&"CycloneDX".into(), &"1.5".into()));
    let parts = bill["components"].as_array().unwrap();
    assert!(parts.len() > 200, "{}", parts.len());
    for part in parts {
        let purl = part["purl"].as_str().unwrap();
        assert!(purl.starts_with("pkg:cargo/") && purl.contains('@'), "{purl}");
        assert!(part["licenses"][0]["expression"].is_string(), "{purl}");
        assert_eq!(part["hashes"][0]["content"].as_str().map(str::len), Some(64), "{purl}");
    }
    let tests_alone = parts.iter().any(|part| part["name"] == "fantoccini");
    assert!(!tests_alone, "what only tests use is not built in");
}
