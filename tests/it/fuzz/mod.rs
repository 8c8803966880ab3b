//! Every parser and every sealed format is given what nobody meant it to get: inputs made from good
//! ones, repeatably, some thousands in each run of the tests. None may panic, hang, or take what was
//! not made by its maker.
//!
//! For longer, each target for ten minutes with numbers drawn anew:
//! `RESGUARDO_FUZZ_SECONDS=600 cargo test --test it fuzz::`. What fails is written to
//! `tests/corpus/<target>/`, where it stays as a test once it is mended.

mod documents;
mod formats;
mod mutate;
mod posts;
mod proofs;
mod sealed;
mod secrets;

use crate::support::tree::root;
use mutate::{Random, mutate};
use resguardo::crypto::Digest;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

/// Something that reads bytes from outside.
pub struct Target {
    name: &'static str,
    /// Good inputs, from which others are made.
    seeds: fn() -> Vec<Vec<u8>>,
    /// How many are made in an ordinary run: fewer where one takes long.
    rounds: u32,
    /// Panics when something is wrong.
    run: fn(&[u8]),
}

/// Slower than this is a hang, also in a build that is not optimised.
const SLOWEST: Duration = Duration::from_secs(20);

macro_rules! fuzzed {
    ($($name:ident: $target:expr;)+) => {$(
        #[test]
        fn $name() {
            fuzz(&$target);
        }
    )+};
}

fuzzed! {
    a_certificate_is_read_in_its_one_writing: formats::CERTIFICATE;
    public_keys_are_read_in_their_one_writing: formats::PUBLIC_KEYS;
    a_keyring_is_read_in_its_one_writing: formats::KEYRING;
    a_canonical_encoding_is_read_to_its_end: formats::ENCODING;
    a_checkpoint_is_read_in_its_one_writing: formats::CHECKPOINT;
    a_minisign_signature_holds_for_what_was_signed: formats::MINISIGN;
    a_cookie_is_read_in_its_one_writing: formats::COOKIE;
    an_invitation_code_is_read_as_people_write_it_or_not_at_all: secrets::INVITATION;
    a_second_factor_is_read_in_its_one_writing_and_takes_no_code_of_another_time: secrets::SECOND_FACTOR;
    a_password_is_judged_whatever_it_is: secrets::PASSWORD;
    a_grant_opens_as_it_was_given_or_not_at_all: sealed::GRANT;
    a_sealed_document_opens_as_it_was_sealed_or_not_at_all: sealed::DOCUMENT;
    a_wrapped_key_opens_as_it_was_wrapped_or_not_at_all: sealed::WRAPPED_KEY;
    a_sealed_stream_opens_as_it_was_sealed_or_not_at_all: sealed::STREAM;
    a_proof_proves_what_is_so: proofs::INCLUSION;
    a_consistency_proof_proves_what_is_so: proofs::CONSISTENCY;
    a_ledger_entry_is_read_or_refused: documents::ENTRY;
    stored_documents_are_read_or_refused: documents::DOCUMENTS;
    dates_ids_and_names_are_read_or_refused: documents::WORDS;
    a_form_takes_any_names_and_values: documents::FORM;
    posts_are_read_rejected_or_refused_and_counted: posts::POSTS;
    a_table_is_shown_whatever_it_is: posts::TABLE;
    a_mapping_fits_or_is_refused: posts::MAPPING;
    a_picture_is_made_small_or_left: documents::PICTURE;
    a_changed_dossier_does_not_hold: documents::DOSSIER;
}

fn fuzz(target: &Target) {
    let mut seeds = (target.seeds)();
    assert!(!seeds.is_empty());
    for kept in kept(target) {
        try_one(target, &kept);
        seeds.push(kept);
    }
    seeds.iter().for_each(|seed| try_one(target, seed));
    let seconds = std::env::var("RESGUARDO_FUZZ_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    match seconds.map(Duration::from_secs) {
        None => {
            let mut random = Random::seeded(target.name);
            (0..target.rounds).for_each(|_| try_one(target, &mutate(&seeds, &mut random)));
        }
        Some(time) => {
            let (mut random, begun, mut tried) = (Random::drawn(), Instant::now(), 0u64);
            while begun.elapsed() < time {
                try_one(target, &mutate(&seeds, &mut random));
                tried += 1;
            }
            println!("{}: {tried} inputs in {} s", target.name, time.as_secs());
        }
    }
}

/// What failed once, and other inputs that were worth keeping.
fn kept(target: &Target) -> Vec<Vec<u8>> {
    let Ok(entries) = fs::read_dir(root().join("tests/corpus").join(target.name)) else { return Vec::new() };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|path| fs::read(path).unwrap()).collect()
}

fn try_one(target: &Target, input: &[u8]) {
    let begun = Instant::now();
    let passed = catch_unwind(AssertUnwindSafe(|| (target.run)(input))).is_ok();
    let took = begun.elapsed();
    if !passed || took > SLOWEST {
        let folder = root().join("tests/corpus").join(target.name);
        let path = folder.join(&Digest::of(input).to_string()[..16]);
        fs::create_dir_all(&folder).unwrap();
        fs::write(&path, input).unwrap();
        let why = if passed { format!("took {took:?}") } else { "failed".into() };
        panic!("{}: {} {why}", target.name, path.display());
    }
}
