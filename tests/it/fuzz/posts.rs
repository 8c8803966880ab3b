//! Files of posts: each record becomes a post, a reject or something ignored, and the numbers add up.

use super::Target;
use crate::support::tree::root;
use resguardo::domain::post::Post;
use resguardo::import::{self, FORMATS, Mapping, Options, Place, Reject, Sink, csv};
use std::fs;
use std::ops::ControlFlow;

#[derive(Default)]
struct Counted {
    posts: u64,
    rejects: u64,
}

impl Sink for Counted {
    fn post(&mut self, _: Place, post: Post) -> ControlFlow<()> {
        assert!(!post.id.is_blank());
        self.posts += 1;
        ControlFlow::Continue(())
    }

    fn reject(&mut self, _: Reject) -> ControlFlow<()> {
        self.rejects += 1;
        ControlFlow::Continue(())
    }
}

fn fixtures() -> Vec<Vec<u8>> {
    let folders = fs::read_dir(root().join("tests/fixtures/import")).unwrap();
    let mut paths: Vec<_> = folders
        .flat_map(|folder| fs::read_dir(folder.unwrap().path()).unwrap())
        .map(|file| file.unwrap().path())
        .collect();
    paths.sort();
    assert!(paths.len() > 10);
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

fn read(input: &[u8], format: Option<&'static dyn import::Format>, mapping: Option<Mapping>) {
    let mut counted = Counted::default();
    if let Ok(summary) = import::read(input, format, &Options { mapping, ..Options::default() }, &mut counted)
    {
        assert_eq!((summary.posts, summary.rejected()), (counted.posts, counted.rejects));
    }
}

pub const POSTS: Target = Target {
    name: "posts",
    seeds: fixtures,
    rounds: 600,
    run: |input| {
        read(input, None, None);
        FORMATS.iter().for_each(|format| read(input, Some(*format), None));
    },
};

pub const TABLE: Target = Target {
    name: "table",
    seeds: fixtures,
    rounds: 1_000,
    run: |input| {
        if let Ok(preview) = csv::inspect(input, None) {
            read(input, None, Some(preview.proposed));
        }
    },
};

const ROWS: &str = "id;dicho;cuenta;fecha\n1;hola;ana;05/03/2022 06:07\n2;\"adiós; ya\";luis;31/12/2022\n";

pub const MAPPING: Target = Target {
    name: "mapping",
    seeds: || {
        let all = r#"{"columns":{"id":"id","text":1},"delimiter":";","has_header":true,"quotes":true,
            "date_order":"day-month","time_zone":"America/Mexico_City"}"#;
        let few = r#"{"columns":{"id":0,"text":"dicho"},"delimiter":","}"#;
        vec![all.into(), few.into()]
    },
    rounds: 5_000,
    run: |input| {
        if let Ok(mapping) = serde_json::from_slice::<Mapping>(input) {
            read(ROWS.as_bytes(), None, Some(mapping));
        }
    },
};
