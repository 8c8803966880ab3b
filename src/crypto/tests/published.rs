//! Known answers from the standards, driven through the same crates and settings as our own code.

use crate::crypto::{merkle, password, public::SealingKey, secret::Secret, sign::Signer};
use data_encoding::HEXLOWER;
use hpke::{
    Deserializable, Kem, OpModeR, OpModeS, Serializable,
    aead::ChaCha20Poly1305,
    kdf::HkdfSha256,
    kem::{X25519HkdfSha256, XWing},
    rand_core::{TryCryptoRng, TryRng},
};
use std::{collections::HashMap, convert::Infallible};

fn hex(text: &str) -> Vec<u8> {
    HEXLOWER.decode(text.replace([' ', '\n'], "").as_bytes()).unwrap()
}

#[test]
fn rfc_8032_section_7_1_test_3_signs_and_verifies() {
    let seed = hex("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7");
    let signer = Signer::from_seed(&Secret::copy_from(&seed).unwrap());
    let public = hex("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025");
    assert_eq!(signer.public().bytes().as_slice(), public);
    let signature = signer.sign_bare(&hex("af82"));
    let expected = hex("6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac
         18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a");
    assert_eq!(signature.bytes().as_slice(), expected);
    assert_eq!(signer.public().verify_bare(&hex("af82"), &signature), Ok(()));
}

#[test]
fn rfc_6962_test_trees_have_their_published_roots() {
    // The leaves and roots of the certificate-transparency reference tests (tree hashing is the
    // same in RFC 9162 §2.1).
    let leaves =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
    let leaves: Vec<_> = leaves.iter().map(|leaf| merkle::leaf_hash(&hex(leaf))).collect();
    let roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];
    for (size, expected) in roots.iter().enumerate() {
        assert_eq!(merkle::root(&leaves[..=size]).to_string(), *expected, "{} leaves", size + 1);
    }
}

#[test]
fn rfc_5869_test_case_1_expands() {
    let hkdf = hkdf::Hkdf::<sha2::Sha256>::new(Some(&hex("000102030405060708090a0b0c")), &[0x0b; 22]);
    let mut okm = [0; 42];
    hkdf.expand(&hex("f0f1f2f3f4f5f6f7f8f9"), &mut okm).unwrap();
    let expected = "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865";
    assert_eq!(HEXLOWER.encode(&okm), expected);
}

#[test]
fn rfc_9106_section_5_3_argon2id_comes_out() {
    let params = argon2::ParamsBuilder::new()
        .m_cost(32)
        .t_cost(3)
        .p_cost(4)
        .data(argon2::AssociatedData::new(&[4; 12]).unwrap())
        .output_len(32)
        .build()
        .unwrap();
    let root = password::argon2id(&[1; 32], &[2; 16], params, Some(&[3; 8])).ok().unwrap();
    let expected = "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659";
    assert_eq!(HEXLOWER.encode(root.expose()), expected);
}

#[test]
fn rfc_9180_appendix_a_2_1_opens() {
    let secret = hex("8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb");
    let enc = hex("1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a");
    let plain = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeR::Base,
        &<X25519HkdfSha256 as Kem>::PrivateKey::from_bytes(&secret).unwrap(),
        &<X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(&enc).unwrap(),
        &hex("4f6465206f6e2061204772656369616e2055726e"),
        &hex("1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28"),
        &hex("436f756e742d30"),
    );
    assert_eq!(plain.unwrap(), b"Beauty is truth, truth beauty");
}

/// Gives out the bytes of a test vector instead of random ones.
struct Prescribed(Vec<u8>);

impl TryRng for Prescribed {
    type Error = Infallible;
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        unreachable!("a KEM asks for bytes")
    }
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        unreachable!("a KEM asks for bytes")
    }
    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        let rest = self.0.split_off(bytes.len());
        bytes.copy_from_slice(&std::mem::replace(&mut self.0, rest));
        Ok(())
    }
}

impl TryCryptoRng for Prescribed {}

/// RFC 9180 §4 and §5.1, base mode, written out: what HPKE makes of a shared secret.
fn key_and_nonce(shared: &[u8], info: &[u8]) -> ([u8; 32], [u8; 12]) {
    // KEM 0x647a X-Wing, KDF 1 HKDF-SHA256, AEAD 3 ChaCha20Poly1305.
    let suite = [&b"HPKE"[..], &[0x64, 0x7a, 0, 1, 0, 3]].concat();
    let extract = |salt: &[u8], label: &str, material: &[u8]| {
        let labeled = [b"HPKE-v1", suite.as_slice(), label.as_bytes(), material].concat();
        hkdf::Hkdf::<sha2::Sha256>::extract(Some(salt), &labeled)
    };
    let context =
        [&[0][..], &extract(&[], "psk_id_hash", &[]).0, &extract(&[], "info_hash", info).0].concat();
    let (_, secret) = extract(shared, "secret", &[]);
    let expand = |label: &str, out: &mut [u8]| {
        let length = u16::try_from(out.len()).unwrap().to_be_bytes();
        let info = [&length[..], b"HPKE-v1", &suite, label.as_bytes(), &context].concat();
        secret.expand(&info, out).unwrap();
    };
    let (mut key, mut nonce) = ([0; 32], [0; 12]);
    expand("key", &mut key);
    expand("base_nonce", &mut nonce);
    (key, nonce)
}

#[test]
fn the_x_wing_draft_vector_gives_its_key_ciphertext_and_shared_secret_through_hpke() {
    use chacha20poly1305::{KeyInit, aead::Aead};
    let text = include_str!("../../../tests/vectors/crypto/x-wing.json");
    let vector: HashMap<String, String> = serde_json::from_str(text).unwrap();
    let secret = <XWing as Kem>::PrivateKey::from_bytes(&hex(&vector["sk"])).unwrap();
    let public = XWing::sk_to_pk(&secret);
    assert_eq!(SealingKey::of(&public).bytes(), hex(&vector["pk"]));
    let (encapsulated, sealed) = hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, XWing>(
        &OpModeS::Base,
        &public,
        b"info",
        b"plain",
        &[],
        &mut Prescribed(hex(&vector["eseed"])),
    )
    .unwrap();
    assert_eq!(encapsulated.to_bytes().as_slice(), hex(&vector["ct"]));
    let (key, nonce) = key_and_nonce(&hex(&vector["ss"]), b"info");
    let cipher = chacha20poly1305::ChaCha20Poly1305::new(&key.into());
    assert_eq!(cipher.decrypt(&nonce.into(), sealed.as_slice()).unwrap(), b"plain");
}
