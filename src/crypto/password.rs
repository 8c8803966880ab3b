//! From a password to the keys that open a person's keyrings (Argon2id, RFC 9106), and from a
//! name to the tag its account is found by.

use super::{
    compartment::WrapKey,
    digest::Digest,
    encode::Fields,
    error::{Error, Result},
    kdf, labels,
    secret::Secret,
};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use std::sync::{Mutex, MutexGuard, PoisonError};
use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, Zeroizing};

/// A password as it is hashed: in Unicode normalisation form KC, so that the same keys pressed on
/// two machines give the same bytes (RFC 8265 §4.2 chooses form C; KC also joins full-width and
/// ligature forms, which keyboards for other scripts produce). Case and spaces stay.
pub struct Password(Zeroizing<String>);

impl Password {
    pub fn new(text: &str) -> Self {
        // Room for any growth (Unicode: form KC expands UTF-8 at most elevenfold), so that the
        // string never moves and leaves no copy.
        let mut normal = Zeroizing::new(String::with_capacity(text.len() * 11));
        normal.extend(text.nfkc());
        Self(normal)
    }
}

/// What one Argon2id run costs. Stored beside what it protects, hence checked when it comes back:
/// whoever writes the database must not choose a cheap one, nor one that exhausts the machine.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct KdfParams {
    pub memory_kib: u32,
    pub passes: u32,
    pub lanes: u32,
}

impl KdfParams {
    /// RFC 9106 §4, the second recommended option.
    pub const RECOMMENDED: Self = Self { memory_kib: 64 * 1024, passes: 3, lanes: 4 };
    /// OWASP ASVS 5.0, appendix C: the least memory with a single pass.
    pub const FLOOR: Self = Self { memory_kib: 46 * 1024, passes: 1, lanes: 1 };
    pub const CEILING: Self = Self { memory_kib: 1024 * 1024, passes: 16, lanes: 16 };

    fn check(self) -> Result<Params> {
        let (low, high) = (Self::FLOOR, Self::CEILING);
        let within = (low.memory_kib..=high.memory_kib).contains(&self.memory_kib)
            && (low.passes..=high.passes).contains(&self.passes)
            && (low.lanes..=high.lanes).contains(&self.lanes);
        if !within {
            return Err(Error::WeakParameters);
        }
        self.unchecked()
    }

    fn unchecked(self) -> Result<Params> {
        Params::new(self.memory_kib, self.passes, self.lanes, Some(32)).map_err(|_| Error::WeakParameters)
    }
}

/// The outcome of one Argon2id run, from which the keyring keys are derived.
pub struct PasswordRoot(Secret);

impl PasswordRoot {
    pub fn derive(
        password: &Password,
        salt: &[u8; 16],
        params: KdfParams,
        pepper: Option<&[u8]>,
    ) -> Result<Self> {
        argon2id(password.0.as_bytes(), salt, params.check()?, pepper).map(Self)
    }

    /// Opens the main keyring.
    pub fn keyring_key(&self, account: &[u8; 16], wrap: &[u8; 16]) -> WrapKey {
        self.key(labels::KEK_MAIN, account, wrap)
    }

    /// Opens the identity keyring.
    pub fn identity_key(&self, account: &[u8; 16], wrap: &[u8; 16]) -> WrapKey {
        self.key(labels::KEK_IDENTITY, account, wrap)
    }

    fn key(&self, label: &str, account: &[u8; 16], wrap: &[u8; 16]) -> WrapKey {
        WrapKey(kdf::expand(&self.0, Fields::new(label).bytes(account).bytes(wrap)))
    }
}

/// What an account is found by, so that no name stands in the database. A small Argon2id slows
/// down whoever tries lists of names against a stolen database; it cannot stop them.
pub fn login_tag(organisation: &[u8; 16], name: &str) -> [u8; 32] {
    const COST: KdfParams = KdfParams { memory_kib: 8 * 1024, passes: 1, lanes: 1 };
    // Lower case can leave form KC again, hence twice.
    let name: String = name.trim().nfkc().collect::<String>().to_lowercase().nfkc().collect();
    let salt = Digest::of(&Fields::new(labels::LOGIN_SALT).bytes(organisation).done());
    let root = COST
        .unchecked()
        .and_then(|params| argon2id(name.as_bytes(), salt.bytes(), params, None))
        .expect("constant parameters and a name shorter than 4 GiB");
    *kdf::expand(&root, Fields::new(labels::LOGIN)).expose()
}

pub(super) fn argon2id(
    password: &[u8],
    salt: &[u8],
    params: Params,
    pepper: Option<&[u8]>,
) -> Result<Secret> {
    let mut memory = Memory::of(params.block_count());
    let argon2 = match pepper {
        Some(pepper) => Argon2::new_with_secret(pepper, Algorithm::Argon2id, Version::V0x13, params),
        None => Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params)),
    }
    .map_err(|_| Error::Malformed)?;
    let mut root = Secret::zero();
    argon2
        .hash_password_into_with_memory(password, salt, root.expose_mut(), &mut memory)
        .map_err(|_| Error::Malformed)?;
    Ok(root)
}

/// Argon2's working memory. The library frees its own without wiping it; and memory of this size
/// that is freed and asked for again is neither reused nor given back by common allocators, so that
/// a server grows with each sign-in. Hence it is kept for the next run: as many as ran at once, up
/// to [`KEPT`].
struct Memory {
    blocks: Vec<Block>,
    /// How many of them this run uses.
    count: usize,
}

static IDLE: Mutex<Vec<Vec<Block>>> = Mutex::new(Vec::new());

/// More runs at once than the callers allow.
const KEPT: usize = 8;

impl Memory {
    fn of(count: usize) -> Self {
        let mut blocks = idle().pop().unwrap_or_default();
        if blocks.len() < count {
            blocks = vec![Block::new(); count];
        }
        Self { blocks, count }
    }
}

fn idle() -> MutexGuard<'static, Vec<Vec<Block>>> {
    IDLE.lock().unwrap_or_else(PoisonError::into_inner)
}

impl AsMut<[Block]> for Memory {
    fn as_mut(&mut self) -> &mut [Block] {
        &mut self.blocks[..self.count]
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        self.as_mut().iter_mut().for_each(Zeroize::zeroize);
        let mut idle = idle();
        if idle.len() < KEPT {
            idle.push(std::mem::take(&mut self.blocks));
            // The largest is taken first.
            idle.sort_by_key(Vec::len);
        }
    }
}
