//! The code that lets one person, once, make an account for themselves. It is told to them and kept
//! nowhere: the store finds the invitation by a keyed hash of it, and both what the inviter tells
//! (the root to pin) and what the invited answers (their public keys) are sealed under keys made
//! from it, so that whoever writes the database can exchange neither.

use super::{compartment::WrapKey, encode::Fields, kdf, labels, random, secret::Secret};
use data_encoding::BASE32_NOPAD;
use zeroize::Zeroizing;

const BYTES: usize = 15;
/// Letters between two hyphens.
const GROUP: usize = 4;

/// 120 random bits.
pub struct InvitationCode(Zeroizing<[u8; BYTES]>);

impl InvitationCode {
    pub fn generate() -> Self {
        Self(Zeroizing::new(random::bytes()))
    }

    /// As people type it: in capitals or not, with or without hyphens; a nought for an O, as it is
    /// often read.
    pub fn from_text(text: &str) -> Option<Self> {
        let kept = text.chars().filter(|letter| !letter.is_whitespace() && *letter != '-');
        let letters = kept.map(|letter| if letter == '0' { 'O' } else { letter.to_ascii_uppercase() });
        let letters = Zeroizing::new(letters.take(64).collect::<String>());
        let bytes = Zeroizing::new(BASE32_NOPAD.decode(letters.as_bytes()).ok()?);
        Some(Self(Zeroizing::new(bytes.as_slice().try_into().ok()?)))
    }

    /// Six groups of four letters.
    pub fn to_text(&self) -> Zeroizing<String> {
        let letters = Zeroizing::new(BASE32_NOPAD.encode(self.0.as_slice()));
        let mut text = Zeroizing::new(String::with_capacity(letters.len() + letters.len() / GROUP));
        for (place, letter) in letters.chars().enumerate() {
            if place > 0 && place % GROUP == 0 {
                text.push('-');
            }
            text.push(letter);
        }
        text
    }

    /// What the invitation's row is found by. The node secret keeps whoever has the database alone
    /// from trying codes.
    pub fn tag(&self, node_secret: &[u8; 32], organisation: &[u8; 16]) -> [u8; 32] {
        *self.derive(node_secret, Fields::new(labels::INVITATION_TAG).bytes(organisation)).expose()
    }

    /// What seals the inviter's words to the invited.
    pub fn offer_key(&self, node_secret: &[u8; 32], organisation: &[u8; 16], account: &[u8; 16]) -> WrapKey {
        let info = Fields::new(labels::INVITATION_OFFER).bytes(organisation).bytes(account);
        WrapKey(self.derive(node_secret, info))
    }

    /// What seals the invited's answer.
    pub fn answer_key(
        &self,
        node_secret: &[u8; 32],
        organisation: &[u8; 16],
        account: &[u8; 16],
    ) -> AnswerKey {
        let info = Fields::new(labels::INVITATION_ANSWER).bytes(organisation).bytes(account);
        AnswerKey(self.derive(node_secret, info))
    }

    fn derive(&self, node_secret: &[u8; 32], info: Fields) -> Secret {
        kdf::extract(node_secret, self.0.as_slice(), info)
    }
}

/// Known to the invited, through the code, and to the inviter, who keeps it sealed: an answer that
/// opens under it was made by whoever had the code.
pub struct AnswerKey(Secret);

impl AnswerKey {
    pub fn export(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(self.0.expose().to_vec())
    }

    pub fn import(bytes: &[u8]) -> Option<Self> {
        Secret::copy_from(bytes).map(Self)
    }

    pub fn seal(self, context: &[u8], answer: &[u8]) -> Vec<u8> {
        WrapKey(self.0).seal(context, answer)
    }

    pub fn open(self, context: &[u8], sealed: &[u8]) -> super::Result<Zeroizing<Vec<u8>>> {
        WrapKey(self.0).open(context, sealed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NODE: [u8; 32] = [7; 32];

    #[test]
    fn a_code_is_read_as_people_write_it() {
        let code = InvitationCode::generate();
        let text = code.to_text().to_string();
        assert_eq!(text.len(), 29);
        for typed in [
            text.clone(),
            text.to_lowercase(),
            text.replace('-', " "),
            text.replace('-', ""),
            text.replace('O', "0"),
        ] {
            let read = InvitationCode::from_text(&typed).expect("a code");
            assert_eq!(*read.0, *code.0, "{typed}");
        }
        for typed in ["", "ABCD", &text[1..], &format!("{text}A"), &text.replace('-', "!")] {
            assert!(InvitationCode::from_text(typed).is_none(), "{typed}");
        }
    }

    #[test]
    fn tag_and_keys_depend_on_code_node_organisation_and_account() {
        let (one, other) = (InvitationCode::generate(), InvitationCode::generate());
        assert_ne!(one.tag(&NODE, &[1; 16]), other.tag(&NODE, &[1; 16]));
        assert_ne!(one.tag(&NODE, &[1; 16]), one.tag(&[8; 32], &[1; 16]));
        assert_ne!(one.tag(&NODE, &[1; 16]), one.tag(&NODE, &[2; 16]));
        let sealed = one.answer_key(&NODE, &[1; 16], &[2; 16]).seal(b"c", b"answer");
        let opened = one.answer_key(&NODE, &[1; 16], &[2; 16]).open(b"c", &sealed).unwrap();
        assert_eq!(opened.as_slice(), b"answer");
        for key in [
            other.answer_key(&NODE, &[1; 16], &[2; 16]),
            one.answer_key(&NODE, &[1; 16], &[3; 16]),
            one.answer_key(&[8; 32], &[1; 16], &[2; 16]),
        ] {
            assert!(key.open(b"c", &sealed).is_err());
        }
        assert!(one.offer_key(&NODE, &[1; 16], &[2; 16]).open(b"c", &sealed).is_err());
        let kept = AnswerKey::import(&one.answer_key(&NODE, &[1; 16], &[2; 16]).export()).unwrap();
        assert!(kept.open(b"c", &sealed).is_ok());
    }
}
