//! A phone that shows the codes of a second factor.

use std::time::{SystemTime, UNIX_EPOCH};
use totp_rs::Builder;

pub struct Device(Vec<u8>);

impl Device {
    /// That was given this secret, as a page shows it.
    pub fn with(secret: &str) -> Self {
        Self(data_encoding::BASE32_NOPAD.decode(secret.as_bytes()).expect("a secret"))
    }

    /// The code of so many steps from now.
    pub fn code(&self, steps: i64) -> String {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock").as_secs();
        let at = now.checked_add_signed(30 * steps).expect("a time");
        Builder::new().with_secret(self.0.clone()).build_noncompliant().generate(at).to_string()
    }
}
