//! Known answers from the standards, driven through the same crates and settings as our own code.

use crate::crypto::{merkle, secret::Secret, sign::Signer};
use data_encoding::HEXLOWER;

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
