//! Merkle proofs: whatever is proven is so.

use super::Target;
use resguardo::crypto::Digest;
use resguardo::crypto::merkle::{
    consistency, inclusion, leaf_hash, root, verify_consistency, verify_inclusion,
};
use std::sync::LazyLock;

static LEAVES: LazyLock<Vec<Digest>> =
    LazyLock::new(|| (0..23u8).map(|number| leaf_hash(&[number])).collect());

/// Two numbers of a byte each, what is proven, and the proof.
fn written(one: u64, other: u64, what: &Digest, proof: &[Digest]) -> Vec<u8> {
    let mut written = vec![one as u8, other as u8];
    written.extend(what.bytes());
    proof.iter().for_each(|digest| written.extend(digest.bytes()));
    written
}

fn read(input: &[u8]) -> Option<(u64, u64, Digest, Vec<Digest>)> {
    let (numbers, rest) = input.split_first_chunk::<2>()?;
    let mut digests = rest.as_chunks::<32>().0.iter().map(|bytes| Digest::from_bytes(*bytes));
    let [one, other] = numbers.map(|byte| if byte == 255 { u64::MAX } else { byte.into() });
    Some((one, other, digests.next()?, digests.collect()))
}

/// The root of the first so many leaves.
fn root_at(size: u64) -> Option<Digest> {
    Some(root(LEAVES.get(..usize::try_from(size).ok()?)?))
}

pub const INCLUSION: Target = Target {
    name: "inclusion-proof",
    seeds: || {
        let of = |index: u64| written(index, 23, &LEAVES[index as usize], &inclusion(&LEAVES, index));
        (0..23).map(of).collect()
    },
    rounds: 20_000,
    run: |input| {
        let Some((index, size, leaf, proof)) = read(input) else { return };
        let root = root_at(size).unwrap_or_else(|| root(&LEAVES));
        if verify_inclusion(&leaf, index, size, &proof, &root) {
            assert_eq!(size, 23.min(size), "a tree of another size has another root");
            assert_eq!(LEAVES.get(index as usize), Some(&leaf));
        }
    },
};

pub const CONSISTENCY: Target = Target {
    name: "consistency-proof",
    seeds: || {
        let of = |old: u64| written(old, 23, &root_at(old).unwrap(), &consistency(&LEAVES, old));
        (0..=23).map(of).collect()
    },
    rounds: 20_000,
    run: |input| {
        let Some((old, new, old_root, proof)) = read(input) else { return };
        let new_root = root_at(new).unwrap_or_else(|| root(&LEAVES));
        if verify_consistency(old, &old_root, new, &new_root, &proof) && old > 0 && new <= 23 {
            assert_eq!(root_at(old), Some(old_root));
        }
    },
};
