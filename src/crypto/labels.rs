//! Every label that separates one use of a key, hash or signature from another. NEVER CHANGE one:
//! what was sealed or signed under it no longer opens or verifies. The table with meanings is in
//! `docs/formats/keys.md`.

macro_rules! labels {
    ($($name:ident = $label:literal),+ $(,)?) => {
        $(pub(super) const $name: &str = $label;)+
        #[cfg(test)]
        pub(super) const ALL: &[&str] = &[$($label),+];
    };
}

labels! {
    KEK_MAIN = "rg1/kek/main",
    KEK_IDENTITY = "rg1/kek/identity",
    LOGIN = "rg1/login",
    LOGIN_SALT = "rg1/login/salt",
    PLACE = "rg1/place",
    OBJECT = "rg1/object",
    BLOB_KEY = "rg1/blob-key",
    OLDER = "rg1/older",
    WRAP = "rg1/wrap",
    BLIND = "rg1/blind",
    BLIND_VALUE = "rg1/blind/value",
    COMMIT = "rg1/commit",
    SESSION = "rg1/session",
    SESSION_ID = "rg1/sid",
    CSRF = "rg1/csrf",
    OWN = "rg1/own",
    INVITATION_TAG = "rg1/invitation/tag",
    INVITATION_OFFER = "rg1/invitation/offer",
    INVITATION_ANSWER = "rg1/invitation/answer",
    SIGN = "rg1/sign",
    PUBLIC_KEYS = "rg1/public-keys",
    CERTIFICATE = "rg1/certificate",
    CERTIFICATE_BODY = "rg1/certificate/body",
    GRANT = "rg1/grant",
    GRANT_TERMS = "rg1/grant/terms",
    GRANT_SIGNED = "rg1/grant/signed",
    STREAM = "rg1/stream",
    STREAM_CHUNK = "rg1/stream/chunk",
    STREAM_TAGS = "rg1/stream/tags",
}

/// What `Signature`s of this module's own formats are for.
pub(super) const PURPOSE_CERTIFICATE: &str = "certificate";
pub(super) const PURPOSE_GRANT: &str = "grant";

#[cfg(test)]
mod tests {
    use super::ALL;
    use std::collections::HashSet;

    #[test]
    fn labels_are_distinct_and_documented() {
        assert_eq!(ALL.iter().collect::<HashSet<_>>().len(), ALL.len());
        let table = include_str!("../../docs/formats/keys.md");
        for label in ALL {
            assert!(label.starts_with("rg1/"), "{label}");
            assert!(table.contains(&format!("`{label}`")), "{label} is missing in docs/formats/keys.md");
        }
    }
}
