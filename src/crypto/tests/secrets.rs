//! No secret can be copied, printed or serialised by habit: the compiler is asked.

use crate::crypto::*;

/// Compiles only when the type has none of the traits: with one of them, which `Ambiguous` is
/// meant could not be told.
macro_rules! has_none_of_the_traits {
    ($($secret:ty),+ $(,)?) => {$(
        const _: fn() = || {
            trait Ambiguous<Which> {
                fn item() {}
            }
            impl<T: ?Sized> Ambiguous<()> for T {}
            impl<T: ?Sized + Clone> Ambiguous<u8> for T {}
            impl<T: ?Sized + std::fmt::Debug> Ambiguous<u16> for T {}
            impl<T: ?Sized + std::fmt::Display> Ambiguous<u32> for T {}
            impl<T: ?Sized + serde::Serialize> Ambiguous<u64> for T {}
            let _ = <$secret as Ambiguous<_>>::item;
        };
    )+};
}

has_none_of_the_traits! {
    secret::Secret,
    sign::Signer,
    keyring::Opening,
    Password,
    PasswordRoot,
    WrapKey,
    CompartmentKey,
    BlobKey,
    AccountKeys,
    IdentityKeys,
    RootKey,
    MinisignKey,
    SessionToken,
    stream::Opener<std::fs::File>,
}

#[test]
fn a_secret_of_another_length_is_none() {
    assert!(secret::Secret::copy_from(&[0; 31]).is_none() && secret::Secret::copy_from(&[0; 33]).is_none());
    assert_eq!(secret::Secret::copy_from(&[7; 32]).unwrap().expose(), &[7; 32]);
}
