//! Random bytes from the operating system, the only source of randomness in the program.

/// `N` random bytes.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    fill(&mut bytes);
    bytes
}

/// Fills in place, so that a secret need not cross the stack.
///
/// A machine without randomness must stop, not go on with keys that can be guessed; unwinding
/// could be caught somewhere, so the process ends.
pub(super) fn fill(bytes: &mut [u8]) {
    if getrandom::fill(bytes).is_err() {
        std::process::abort();
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn two_draws_differ() {
        assert_ne!(super::bytes::<32>(), super::bytes::<32>());
    }
}
