//! Merkle trees as in RFC 9162 §2.1: SHA-256, a zero byte before a leaf, a one before a node, and
//! proofs of inclusion and consistency.

use super::digest::{Digest, Hasher};

pub fn leaf_hash(entry: &[u8]) -> Digest {
    let mut hasher = Hasher::default();
    hasher.update(&[0]);
    hasher.update(entry);
    hasher.finish()
}

pub fn node_hash(left: &Digest, right: &Digest) -> Digest {
    let mut hasher = Hasher::default();
    hasher.update(&[1]);
    hasher.update(left.bytes());
    hasher.update(right.bytes());
    hasher.finish()
}

/// The right edge of a growing tree: the roots of its complete subtrees, largest first. Enough to
/// append and to tell the root, in logarithmic space.
#[derive(Clone, Default)]
pub struct Frontier {
    size: u64,
    edge: Vec<Digest>,
}

impl Frontier {
    pub fn push(&mut self, leaf: Digest) {
        // Each trailing one bit of the size is a complete subtree that the new one joins.
        let joined = (0..self.size.trailing_ones()).filter_map(|_| self.edge.pop());
        let node = joined.fold(leaf, |right, left| node_hash(&left, &right));
        self.edge.push(node);
        self.size += 1;
    }

    pub fn size(&self) -> u64 {
        self.size
    }

    /// The empty tree's root is the digest of nothing.
    pub fn root(&self) -> Digest {
        let mut edge = self.edge.iter().rev();
        let first = edge.next().copied().unwrap_or_else(|| Digest::of(&[]));
        edge.fold(first, |right, left| node_hash(left, &right))
    }
}

pub fn root(leaves: &[Digest]) -> Digest {
    let mut frontier = Frontier::default();
    leaves.iter().for_each(|leaf| frontier.push(*leaf));
    frontier.root()
}

/// `PATH(index, leaves)` of §2.1.3.1; empty, and hence proving nothing, for an index beyond the end.
pub fn inclusion(leaves: &[Digest], index: u64) -> Vec<Digest> {
    let mut proof = Vec::new();
    if let Some(index) = position(leaves, index) {
        path(leaves, index, &mut proof);
    }
    proof
}

fn path(leaves: &[Digest], index: usize, proof: &mut Vec<Digest>) {
    if leaves.len() < 2 {
        return;
    }
    let (left, right) = leaves.split_at(split(leaves.len()));
    if index < left.len() {
        path(left, index, proof);
        proof.push(root(right));
    } else {
        path(right, index - left.len(), proof);
        proof.push(root(left));
    }
}

/// `PROOF(old, leaves)` of §2.1.4.1; empty when `old` is nothing, everything or beyond the end.
pub fn consistency(leaves: &[Digest], old: u64) -> Vec<Digest> {
    let mut proof = Vec::new();
    if let Some(old) = position(leaves, old).filter(|old| *old > 0) {
        subproof(leaves, old, true, &mut proof);
    }
    proof
}

fn subproof(leaves: &[Digest], old: usize, whole: bool, proof: &mut Vec<Digest>) {
    if old == leaves.len() {
        if !whole {
            proof.push(root(leaves));
        }
        return;
    }
    let (left, right) = leaves.split_at(split(leaves.len()));
    if old <= left.len() {
        subproof(left, old, whole, proof);
        proof.push(root(right));
    } else {
        subproof(right, old - left.len(), false, proof);
        proof.push(root(left));
    }
}

fn position(leaves: &[Digest], index: u64) -> Option<usize> {
    usize::try_from(index).ok().filter(|index| *index < leaves.len())
}

/// The largest power of two smaller than `size`, for a size of at least two.
fn split(size: usize) -> usize {
    1 << (size - 1).ilog2()
}

/// §2.1.3.2.
pub fn verify_inclusion(leaf: &Digest, index: u64, size: u64, proof: &[Digest], root: &Digest) -> bool {
    if index >= size {
        return false;
    }
    let (mut index, mut last, mut node) = (index, size - 1, *leaf);
    for sibling in proof {
        if last == 0 {
            return false;
        }
        if index & 1 == 1 || index == last {
            node = node_hash(sibling, &node);
            skip_lone(&mut index, &mut last);
        } else {
            node = node_hash(&node, sibling);
        }
        index >>= 1;
        last >>= 1;
    }
    last == 0 && node == *root
}

/// §2.1.4.2. Nothing is consistent with everything, a tree only with itself at its own size.
pub fn verify_consistency(
    old: u64,
    old_root: &Digest,
    new: u64,
    new_root: &Digest,
    proof: &[Digest],
) -> bool {
    if old == 0 || old >= new {
        let nothing = Digest::of(&[]);
        let same = match old {
            0 => *old_root == nothing && (new > 0 || *new_root == nothing),
            _ => old == new && old_root == new_root,
        };
        return same && proof.is_empty();
    }
    // When the old tree is complete, its root is the first node of the proof and left out of it.
    let mut nodes = old.is_power_of_two().then_some(old_root).into_iter().chain(proof);
    let Some(first) = nodes.next() else { return false };
    let (mut index, mut last) = (old - 1, new - 1);
    let ones = index.trailing_ones();
    index >>= ones;
    last >>= ones;
    let (mut old_node, mut new_node) = (*first, *first);
    for sibling in nodes {
        if last == 0 {
            return false;
        }
        if index & 1 == 1 || index == last {
            old_node = node_hash(sibling, &old_node);
            new_node = node_hash(sibling, &new_node);
            skip_lone(&mut index, &mut last);
        } else {
            new_node = node_hash(&new_node, sibling);
        }
        index >>= 1;
        last >>= 1;
    }
    last == 0 && old_node == *old_root && new_node == *new_root
}

/// A node without a right sibling climbs unhashed until it is a right child itself.
fn skip_lone(index: &mut u64, last: &mut u64) {
    let zeros = if *index & 1 == 0 && *index != 0 { index.trailing_zeros() } else { 0 };
    *index >>= zeros;
    *last >>= zeros;
}
