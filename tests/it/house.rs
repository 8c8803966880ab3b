//! House rules that no compiler knows: what may stand in pages, sources and the repository at all.

use crate::support::tokens::{ident, is_punct, parse, walk};
use crate::support::tree::{Tracked, sources, tracked};

/// Collects what a rule finds in every file it applies to, and fails naming file and finding.
fn hold(files: &[Tracked], applies: impl Fn(&str) -> bool, rule: impl Fn(&str) -> Vec<String>) {
    let found: Vec<String> = files
        .iter()
        .filter(|file| applies(&file.path))
        .filter_map(|file| Some((file, file.text()?)))
        .flat_map(|(file, text)| rule(text).into_iter().map(|what| format!("{}: {what}", file.path)))
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

fn is_page(path: &str) -> bool {
    (path.starts_with("templates/") || path.starts_with("static/"))
        && [".html", ".css", ".js", ".svg"].iter().any(|ending| path.ends_with(ending))
}

#[test]
fn pages_carry_no_inline_code_and_name_nobody_outside() {
    hold(&tracked(), is_page, |text| [inline_code(text), outside_addresses(text)].concat());
}

/// The start tags of a page, in lower case, each from its name to before its `>`.
fn tags(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split('<')
        .skip(1)
        .filter(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic()))
        .map(|tag| tag.split('>').next().unwrap_or(tag).to_owned())
        .collect()
}

/// The names of a tag's attributes: what stands outside quotes, and outside the braces of the templates.
fn attribute_names(tag: &str) -> Vec<String> {
    let tag: String = tag.split('{').map(|part| part.rsplit('}').next().unwrap_or(part)).collect();
    let mut quoted = None;
    let outside_quotes: String = tag
        .chars()
        .filter(|&c| match quoted {
            Some(open) => {
                quoted = (c != open).then_some(open);
                false
            }
            None if c == '"' || c == '\'' => {
                quoted = Some(c);
                true
            }
            None => true,
        })
        .collect();
    let names = outside_quotes.split_whitespace().skip(1);
    names.map(|name| name.split('=').next().unwrap_or(name).to_owned()).collect()
}

/// What the Content-Security-Policy would refuse, found before a browser does.
fn inline_code(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for tag in tags(text) {
        let names = attribute_names(&tag);
        let element = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        if element == "style" || (element == "script" && !names.iter().any(|name| name == "src")) {
            found.push(format!("inline <{element}>"));
        }
        let forbidden = |name: &String| name == "style" || (name.len() > 2 && name.starts_with("on"));
        found.extend(
            names.into_iter().filter(forbidden).map(|name| format!("attribute {name} in <{element}>")),
        );
        if tag.contains("javascript:") {
            found.push(format!("javascript: in <{element}>"));
        }
    }
    found
}

/// Places from which a browser fetches, or to which it sends, without being asked by a person.
const FETCHING: &[&str] = &[
    "src=",
    "srcset=",
    "href=",
    "action=",
    "formaction=",
    "poster=",
    "data=",
    "background=",
    "ping=",
    "url(",
    "@import",
    "fetch(",
    "import(",
    "from ",
];

fn outside_addresses(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let mut found = Vec::new();
    for place in FETCHING {
        for (at, _) in text.match_indices(place) {
            let value = text[at + place.len()..].trim_start_matches([' ', '"', '\'', '(']);
            let value = value.strip_prefix("url(").unwrap_or(value).trim_start_matches(['"', '\'']);
            if ["http:", "https:", "//", "ws:", "wss:", "ftp:"].iter().any(|start| value.starts_with(start)) {
                let shown: String = value.chars().take(40).collect();
                found.push(format!("{place} leads outside: {shown}"));
            }
        }
    }
    found
}

/// A directory of whoever wrote it, or of the machine it was written on. Put together here, so that this
/// file does not break its own rule.
fn machine_paths(text: &str) -> Vec<String> {
    let needles = [["/ro", "ot/"], ["/ho", "me/"], ["/wo", "rk/"], ["/.car", "go/registry"]];
    let starts_a_path = |at: usize| {
        !text[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '}' | ')'))
    };
    needles
        .iter()
        .map(|parts| parts.concat())
        .flat_map(|needle| {
            let hits: Vec<usize> = text.match_indices(&needle).map(|(at, _)| at).collect();
            hits.into_iter().filter(|&at| starts_a_path(at)).map(move |_| format!("names {needle}"))
        })
        .collect()
}

#[test]
fn no_tracked_file_names_the_machine_it_was_written_on() {
    hold(&tracked(), |path| path != "Cargo.lock", machine_paths);
}

#[test]
fn only_the_command_line_prints() {
    let mut found = Vec::new();
    let silent = |path: &str| !path.starts_with("cli/") && path != "main.rs" && !is_test(path);
    for (path, text) in sources().iter().filter(|(path, _)| silent(path)) {
        found.extend(printing(path, text).into_iter().map(|name| format!("src/{path}: {name}!")));
    }
    assert!(found.is_empty(), "log with tracing, or return the text to cli:\n{}", found.join("\n"));
}

fn is_test(path: &str) -> bool {
    path.ends_with("tests.rs") || path.contains("/tests/")
}

fn printing(path: &str, source: &str) -> Vec<String> {
    let mut found = Vec::new();
    walk(&parse(path, source), &mut |run| {
        for at in 0..run.len() {
            let name = ident(run.get(at)).filter(|_| is_punct(run.get(at + 1), '!'));
            let prints =
                |name: &String| matches!(name.as_str(), "print" | "println" | "eprint" | "eprintln" | "dbg");
            found.extend(name.filter(prints));
        }
    });
    found
}

/// Above this, a noun is missing (tests, which stand at the end, do not count).
const LINES: usize = 400;

#[test]
fn every_source_file_fits_the_house_size() {
    let long: Vec<String> = sources()
        .iter()
        .map(|(path, text)| (path, lines_without_tests(path, text)))
        .filter(|(_, lines)| *lines > LINES)
        .map(|(path, lines)| format!("src/{path}: {lines} lines, the limit is {LINES}"))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

fn lines_without_tests(path: &str, text: &str) -> usize {
    if is_test(path) {
        return 0;
    }
    text.lines().take_while(|line| line.trim() != "#[cfg(test)]").count()
}

#[test]
fn what_the_rules_forbid_is_found() {
    for page in [
        "<p onclick=\"go()\">",
        "<a\n  onmouseover='x'>",
        "<SCRIPT>alert(1)</SCRIPT>",
        "<script type=module>x</script>",
        "<style>p{}</style>",
        "<p style=\"color:red\">",
        "<p class=\"a b\" style='x'>",
        "<a href=\"JavaScript:go()\">",
    ] {
        assert!(!inline_code(page).is_empty(), "{page}");
    }
    for page in [
        "<img src=\"https://example.org/a.png\">",
        "<link href='//example.org/a.css'>",
        "@import \"https://e.org/a\";",
        "a { background: url( 'http://e.org/a' ) }",
        "@import url(https://e.org/a)",
        "<form action=\"https://e.org\">",
    ] {
        assert!(!outside_addresses(page).is_empty(), "{page}");
    }
    for start in ["/ro", "/ho"] {
        let ending = if start == "/ro" { "ot/x" } else { "me/ana/x" };
        assert!(!machine_paths(&format!("see {start}{ending}")).is_empty());
    }
    assert_eq!(printing("store/a.rs", "fn f() { if a { println!(\"x\"); dbg!(a); } }"), ["println", "dbg"]);
    let long = "x\n".repeat(LINES + 1);
    assert!(lines_without_tests("a.rs", &long) > LINES);
}

#[test]
fn what_the_rules_allow_is_left_alone() {
    let page = "<script src=\"/static/a.js\" defer></script><p class=\"style on\" title='onclick=\"x\"'>2 < 3, styled</p>\
                <svg xmlns=\"http://www.w3.org/2000/svg\"><use href=\"/static/icons.svg#a\"/></svg>\
                <input placeholder=\"https://x.com/…\" name=\"only\">\
                <option value=\"{{ one.id }}\"{% if one.chosen %} selected{% endif %}>{{<radios of={ one.value } />}}";
    assert_eq!(inline_code(page), Vec::<String>::new());
    assert_eq!(outside_addresses(page), Vec::<String>::new());
    assert_eq!(machine_paths("the framework/ro directory, {home}/home/x"), Vec::<String>::new());
    assert!(printing("a.rs", "// println!\nfn f() { writeln!(o, \"println!\") }").is_empty());
    let tested = format!("x\n#[cfg(test)]\nmod tests {{}}\n{}", "x\n".repeat(LINES));
    assert_eq!(lines_without_tests("a.rs", &tested), 1);
}

/// Texts in quotes that begin as ids of messages do.
fn message_ids(text: &str) -> Vec<String> {
    // What a constant is equal to is a code of its own.
    let pieces: Vec<&str> = text.split('"').collect();
    let spoken = pieces.chunks_exact(2).filter(|pair| !pair[0].ends_with("= ")).map(|pair| pair[1]);
    let id =
        |word: &&str| word.bytes().all(|byte| byte.is_ascii_lowercase() || b"-0123456789".contains(&byte));
    let ours = |word: &&str| word.starts_with("count-") || word.starts_with("cli-");
    spoken.filter(ours).filter(id).map(str::to_owned).collect()
}

#[test]
fn every_message_that_the_program_counts_or_says_on_a_terminal_exists_in_both_languages() {
    let files = tracked();
    for folder in ["locales/es/", "locales/en/"] {
        let words = files.iter().filter(|file| file.path.starts_with(folder)).filter_map(|file| file.text());
        let words: String = words.flat_map(|text| [text, "\n"]).collect();
        let said = |id: &String| words.lines().any(|line| line.starts_with(&format!("{id} =")));
        let is_source = |path: &str| path.starts_with("src/") && path.ends_with(".rs");
        hold(&files, is_source, |text| message_ids(text).into_iter().filter(|id| !said(id)).collect());
    }
}
