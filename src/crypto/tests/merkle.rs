//! Exhaustive for every size up to 130: two full levels beyond 64, and one past 128.

use crate::crypto::{
    digest::Digest,
    merkle::{self, Frontier},
};

const LARGEST: u64 = 130;

fn leaves(count: u64) -> Vec<Digest> {
    (0..count).map(|n| merkle::leaf_hash(&n.to_be_bytes())).collect()
}

/// RFC 9162 §2.1.1, word for word.
fn naive_root(leaves: &[Digest]) -> Digest {
    match leaves {
        [] => Digest::of(&[]),
        [one] => *one,
        _ => {
            let mut k = 1;
            while k * 2 < leaves.len() {
                k *= 2;
            }
            merkle::node_hash(&naive_root(&leaves[..k]), &naive_root(&leaves[k..]))
        }
    }
}

fn roots() -> Vec<Digest> {
    let leaves = leaves(LARGEST);
    (0..=leaves.len()).map(|size| naive_root(&leaves[..size])).collect()
}

#[test]
fn the_root_is_the_one_of_the_recursive_definition() {
    let (leaves, mut frontier) = (leaves(LARGEST), Frontier::default());
    for (size, expected) in roots().into_iter().enumerate() {
        assert_eq!(merkle::root(&leaves[..size]), expected, "size {size}");
        assert_eq!((frontier.size(), frontier.root()), (size as u64, expected));
        if let Some(leaf) = leaves.get(size) {
            frontier.push(*leaf);
        }
    }
}

#[test]
fn every_leaf_of_every_tree_is_included_and_in_its_own_place_only() {
    let (leaves, roots) = (leaves(LARGEST), roots());
    for size in 1..=LARGEST {
        let (tree, root) = (&leaves[..size as usize], &roots[size as usize]);
        for index in 0..size {
            let (leaf, proof) = (&tree[index as usize], merkle::inclusion(tree, index));
            assert!(merkle::verify_inclusion(leaf, index, size, &proof, root), "{index} of {size}");
            assert!(!merkle::verify_inclusion(leaf, index + 1, size, &proof, root), "{index} + 1 of {size}");
            assert!(!merkle::verify_inclusion(leaf, index, size, &proof, &roots[size as usize - 1]));
            assert!(!merkle::verify_inclusion(&Digest::of(b"other"), index, size, &proof, root));
        }
        assert!(merkle::inclusion(tree, size).is_empty());
    }
}

#[test]
fn every_tree_is_consistent_with_every_earlier_one_and_no_other() {
    let (leaves, roots) = (leaves(LARGEST), roots());
    for new in 0..=LARGEST {
        for old in 0..=new {
            let proof = merkle::consistency(&leaves[..new as usize], old);
            let (old_root, new_root) = (&roots[old as usize], &roots[new as usize]);
            assert!(merkle::verify_consistency(old, old_root, new, new_root, &proof), "{old} to {new}");
            let other = Digest::of(b"other");
            assert!(!merkle::verify_consistency(old, &other, new, new_root, &proof), "{old} to {new}");
            if old > 0 {
                assert!(!merkle::verify_consistency(old, old_root, new, &other, &proof), "{old} to {new}");
            }
            if old < new {
                assert!(
                    !merkle::verify_consistency(new, new_root, old, old_root, &proof),
                    "{new} back to {old}"
                );
            }
        }
    }
}

/// Every way of spoiling one proof: a node changed, dropped, doubled, or added at the end.
fn spoilt(proof: &[Digest]) -> Vec<Vec<Digest>> {
    let mut all = vec![[proof, &[Digest::of(b"extra")]].concat()];
    for at in 0..proof.len() {
        let with = |node: &[Digest]| [&proof[..at], node, &proof[at + 1..]].concat();
        all.extend([with(&[Digest::of(b"other")]), with(&[]), with(&[proof[at], proof[at]])]);
    }
    all
}

#[test]
fn a_spoilt_proof_proves_nothing() {
    let (leaves, roots) = (leaves(LARGEST), roots());
    for size in [1, 2, 3, 7, 8, 9, 31, 33, 64, 65, 127, 128, 129, 130] {
        let (tree, root) = (&leaves[..size as usize], &roots[size as usize]);
        for index in 0..size {
            for proof in spoilt(&merkle::inclusion(tree, index)) {
                let leaf = &tree[index as usize];
                assert!(!merkle::verify_inclusion(leaf, index, size, &proof, root), "{index} of {size}");
            }
            let old_root = &roots[index as usize];
            for proof in spoilt(&merkle::consistency(tree, index)) {
                assert!(
                    !merkle::verify_consistency(index, old_root, size, root, &proof),
                    "{index} to {size}"
                );
            }
        }
    }
}

#[test]
fn an_empty_tree_has_one_root() {
    let other = Digest::of(b"other");
    assert!(!merkle::verify_consistency(0, &other, 0, &other, &[]));
    assert!(!merkle::verify_inclusion(&other, 0, 0, &[], &other));
}
