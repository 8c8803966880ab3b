//! A second factor: six digits that a device makes from a secret and the time (TOTP, RFC 6238), and
//! spare codes for the day on which the device is lost. It lies inside the main keyring: whoever
//! writes the database can neither read it nor take it out.
//!
//! It derives no key. It is a question that an honest server asks whoever comes over the network.

use super::{compartment::CompartmentKey, encode::Fields, encode::Reader, random};
use data_encoding::{BASE32_NOPAD, HEXUPPER};
use totp_rs::{Builder, Totp};
use zeroize::Zeroizing;

/// Bytes of the secret, as RFC 4226 §4 recommends.
const SECRET: usize = 20;
/// Steps before and after the present one whose codes are taken (RFC 6238 §5.2).
const DRIFT: u16 = 1;
/// Of a spare code: 80 bits.
const SPARE: usize = 10;

pub struct SecondFactor {
    secret: Zeroizing<[u8; SECRET]>,
    /// What spare codes are hashed with.
    spares: CompartmentKey,
}

impl SecondFactor {
    pub fn generate() -> Self {
        Self { secret: Zeroizing::new(random::bytes()), spares: CompartmentKey::generate() }
    }

    /// With a secret that was shown to its owner.
    pub fn from_text(secret: &str) -> Option<Self> {
        let bytes = Zeroizing::new(BASE32_NOPAD.decode(secret.as_bytes()).ok()?);
        let secret = Zeroizing::new(bytes.as_slice().try_into().ok()?);
        Some(Self { secret, spares: CompartmentKey::generate() })
    }

    /// The secret as devices take it: 32 letters and digits.
    pub fn to_text(&self) -> Zeroizing<String> {
        Zeroizing::new(BASE32_NOPAD.encode(self.secret.as_slice()))
    }

    pub fn export(&self) -> Zeroizing<Vec<u8>> {
        let fields = Fields::new("rg1/second-factor").bytes(self.secret.as_slice());
        Zeroizing::new(fields.bytes(self.spares.expose()).done())
    }

    pub fn import(bytes: &[u8]) -> Option<Self> {
        let mut fields = Reader::new("rg1/second-factor", bytes).ok()?;
        let secret = Zeroizing::new(fields.array().ok()?);
        let spares = CompartmentKey::copy_from(fields.bytes().ok()?)?;
        fields.end().ok()?;
        Some(Self { secret, spares })
    }

    /// The step that a code is of; `None` when it is of none near `seconds` since 1970. Compared in
    /// constant time by the library; that a step is taken once is the caller's to hold.
    pub fn check(&self, code: &str, seconds: u64) -> Option<u64> {
        let digits: String = code.chars().filter(|letter| !letter.is_whitespace()).take(7).collect();
        self.totp().check(&digits, seconds)
    }

    fn totp(&self) -> Totp {
        Builder::new().with_secret(*self.secret).with_skew(DRIFT).build_noncompliant()
    }

    /// Under what a spare code is kept. `None` for what has not the shape of one.
    pub fn spare_tag(&self, code: &str) -> Option<[u8; 16]> {
        let kept = code.chars().filter(|letter| !letter.is_whitespace() && *letter != '-');
        let digits: String = kept.take(2 * SPARE + 1).collect::<String>().to_uppercase();
        let bytes = HEXUPPER.decode(digits.as_bytes()).ok().filter(|bytes| bytes.len() == SPARE)?;
        Some(self.spares.blind("spare-code", &bytes))
    }

    /// A new spare code: five groups of four digits.
    pub fn fresh_spare() -> Zeroizing<String> {
        let digits = Zeroizing::new(HEXUPPER.encode(&random::bytes::<SPARE>()));
        let groups: Vec<&str> = (0..2 * SPARE).step_by(4).map(|at| &digits[at..at + 4]).collect();
        Zeroizing::new(groups.join("-"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, with the last six of its eight digits.
    const PUBLISHED: &[(u64, &str)] = &[
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ];

    fn published() -> SecondFactor {
        SecondFactor::from_text(&BASE32_NOPAD.encode(b"12345678901234567890")).unwrap()
    }

    #[test]
    fn the_published_codes_of_rfc_6238_are_taken() {
        for (seconds, code) in PUBLISHED {
            assert_eq!(published().check(code, *seconds), Some(seconds / 30), "{seconds}");
        }
        assert_eq!(published().check(" 287 082 ", 59), Some(1));
    }

    #[test]
    fn a_code_holds_one_step_before_and_after_its_own_and_no_longer() {
        let factor = published();
        for (seconds, step) in [(29, Some(1)), (30, Some(1)), (59, Some(1)), (89, Some(1)), (90, None)] {
            assert_eq!(factor.check("287082", seconds), step, "{seconds}");
        }
        for wrong in ["", "28708", "2870820", "287083", "+87082", "abcdef", "٢٨٧٠٨٢"] {
            assert_eq!(factor.check(wrong, 59), None, "{wrong}");
        }
    }

    #[test]
    fn spare_codes_are_known_by_their_tag_however_they_are_typed_and_to_one_factor_only() {
        let (factor, other) = (SecondFactor::generate(), SecondFactor::generate());
        let code = SecondFactor::fresh_spare();
        assert_eq!(code.len(), 24);
        let tag = factor.spare_tag(&code).unwrap();
        assert_eq!(factor.spare_tag(&code.to_lowercase().replace('-', " ")), Some(tag));
        assert_ne!(other.spare_tag(&code), Some(tag));
        assert_ne!(factor.spare_tag(&SecondFactor::fresh_spare()), Some(tag));
        for wrong in ["", "287082", &code[1..], &format!("{}0", *code), "ñ"] {
            assert_eq!(factor.spare_tag(wrong), None, "{wrong}");
        }
        let again = SecondFactor::import(&factor.export()).unwrap();
        assert_eq!((again.spare_tag(&code), again.to_text()), (Some(tag), factor.to_text()));
    }
}
