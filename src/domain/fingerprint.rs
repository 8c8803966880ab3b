//! A fingerprint as two people compare it by voice: eight words, or six groups of four digits.

use super::Lang;
use crate::crypto::digest::Digest;
use unicode_normalization::UnicodeNormalization;

/// Each word tells eleven bits. Eighty-eight bits: nobody makes a second key that sounds alike.
const WORDS: usize = 8;
const BITS: usize = 11;
/// Hexadecimal digits, in groups of four.
const DIGITS: usize = 24;

/// Words of the lists of BIP 39, which are made to be told apart by their first four letters. Each
/// language has its own; the digits are the same for everybody.
pub fn words(lang: Lang, fingerprint: &Digest) -> Vec<String> {
    let list = match lang {
        Lang::Es => bip39::Language::Spanish.word_list(),
        Lang::En => bip39::Language::English.word_list(),
    };
    let mut bits = [0; 16];
    bits.copy_from_slice(&fingerprint.bytes()[..16]);
    let bits = u128::from_be_bytes(bits);
    // The lists are in decomposed form, which terminals and some fonts draw badly.
    let word = |place: usize| list[(bits >> (128 - BITS * (place + 1))) as usize & 0x7ff].nfc().collect();
    (0..WORDS).map(word).collect()
}

/// Such as `9C41 7E02 B8AF 5D36 F0E1 4470`.
pub fn code(fingerprint: &Digest) -> String {
    let digits: Vec<char> = fingerprint.to_string().to_uppercase().chars().take(DIGITS).collect();
    let groups: Vec<String> = digits.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}

/// Whether somebody typed the code of this fingerprint.
pub fn is_code(fingerprint: &Digest, typed: &str) -> bool {
    let bare =
        |text: &str| text.chars().filter(|c| c.is_ascii_alphanumeric()).collect::<String>().to_uppercase();
    bare(typed) == bare(&code(fingerprint))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_digits_are_those_of_the_first_bits() {
        let digest = Digest::from_bytes([0; 32]);
        assert_eq!(words(Lang::Es, &digest), ["ábaco"; 8]);
        assert_eq!(words(Lang::En, &digest), ["abandon"; 8]);
        let digest = Digest::from_bytes([0xff; 32]);
        assert_eq!(words(Lang::Es, &digest), ["zurdo"; 8]);
        assert_eq!(words(Lang::En, &digest), ["zoo"; 8]);
        let mut bytes = [0; 32];
        (bytes[1], bytes[10]) = (0b0010_0000, 0b0000_0001);
        let digest = Digest::from_bytes(bytes);
        assert_eq!(words(Lang::En, &digest)[0], "ability");
        assert_eq!(words(Lang::En, &digest)[7], "ability");
        assert_eq!(code(&digest), "0020 0000 0000 0000 0000 0100");
    }

    #[test]
    fn a_code_is_compared_without_its_spaces_and_no_other_passes() {
        let digest = Digest::of(b"a");
        assert!(is_code(&digest, &code(&digest)));
        assert!(is_code(&digest, &code(&digest).replace(' ', "-").to_lowercase()));
        assert!(!is_code(&digest, ""));
        assert!(!is_code(&digest, &code(&digest)[..24]));
        assert!(!is_code(&digest, &code(&Digest::of(b"b"))));
    }
}
