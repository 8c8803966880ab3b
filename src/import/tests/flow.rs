//! Stopping, failing and telling how far it is.

use super::basket::Basket;
use crate::domain::post::Post;
use crate::import::{Error, LONGEST, Options, Place, Reject, Sink, read};
use std::io::{self, Read};
use std::ops::ControlFlow;

const GOOD: &str = "{\"id\":\"7\",\"text\":\"hola\",\"author_id\":\"1\"}\n";

/// Stops at the post of this number; keeps what it was told of progress.
#[derive(Default)]
struct Impatient {
    patience: u64,
    posts: u64,
    told: Vec<u64>,
}

impl Sink for Impatient {
    fn post(&mut self, _: Place, _: Post) -> ControlFlow<()> {
        self.posts += 1;
        if self.posts == self.patience { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn reject(&mut self, _: Reject) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }

    fn progress(&mut self, bytes: u64) -> ControlFlow<()> {
        self.told.push(bytes);
        ControlFlow::Continue(())
    }
}

#[test]
fn an_import_stops_at_once_when_its_receiver_says_so() {
    let files = [
        GOOD.repeat(10),
        format!("[{}]", [GOOD; 10].join(",")),
        "id,text,user\n".to_owned() + &"7,a,x\n".repeat(10),
    ];
    for file in files {
        let mut sink = Impatient { patience: 3, ..Impatient::default() };
        let stopped = read(file.as_bytes(), None, &Options::default(), &mut sink);
        assert!(matches!(stopped, Err(Error::Stopped)));
        assert_eq!(sink.posts, 3);
    }
}

#[test]
fn progress_grows_up_to_the_length_of_the_file() {
    let file = GOOD.repeat(50_000);
    let mut sink = Impatient::default();
    let summary = read(file.as_bytes(), None, &Options::default(), &mut sink).unwrap();
    assert!(sink.told.len() > 5 && sink.told.is_sorted());
    assert_eq!((sink.posts, summary.bytes), (50_000, file.len() as u64));
}

struct Failing;

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::ErrorKind::ConnectionReset.into())
    }
}

#[test]
fn a_source_that_fails_is_an_error_and_not_the_end_of_the_file() {
    for text in [GOOD.repeat(5000), format!("[{}", [GOOD; 5000].join(",")), "id,text,user\n".repeat(50_000)] {
        let mut sink = Basket::default();
        let failed = read(text.as_bytes().chain(Failing), None, &Options::default(), &mut sink);
        assert!(matches!(failed, Err(Error::Io(_))));
    }
}

/// Gives the same byte for as long as it is asked, and counts.
struct Endless {
    given: u64,
    end: u64,
}

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let length = into.len().min((self.end - self.given) as usize);
        into[..length].fill(b'x');
        self.given += length as u64;
        Ok(length)
    }
}

#[test]
fn an_endless_value_of_an_array_is_not_read_to_its_end() {
    let mut endless = Endless { given: 0, end: 1 << 40 };
    let file = format!("[{GOOD},{{\"id\":\"8\",\"text\":\"");
    let mut sink = Basket::default();
    let summary = read(file.as_bytes().chain(&mut endless), None, &Options::default(), &mut sink).unwrap();
    assert!(summary.broken_off);
    assert!(endless.given < 3 * LONGEST as u64);
}

#[test]
fn a_quotation_mark_that_swallows_the_file_is_not_read_to_its_end() {
    struct Rows(Endless);
    impl Read for Rows {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let read = self.0.read(into)?;
            into[..read].iter_mut().step_by(100).for_each(|byte| *byte = b'\n');
            Ok(read)
        }
    }
    let mut rows = Rows(Endless { given: 0, end: 1 << 40 });
    let mut sink = Basket::default();
    let file = "id,text,user\n1,\"a".as_bytes();
    let summary = read(file.chain(&mut rows), None, &Options::default(), &mut sink).unwrap();
    assert!(summary.broken_off);
    assert!(rows.0.given < 2 * LONGEST as u64);
}
