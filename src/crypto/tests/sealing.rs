use crate::crypto::*;

const HONEST: Place = Place {
    organisation: &[1; 16],
    scope: &[2; 16],
    compartment: "record",
    epoch: 1,
    kind: "testimony",
    id: &[3; 16],
    revision: 1,
    schema: 1,
};

/// Every other place a database writer could move a row to.
fn elsewhere() -> [(&'static str, Place<'static>); 8] {
    [
        ("organisation", Place { organisation: &[9; 16], ..HONEST }),
        ("scope", Place { scope: &[9; 16], ..HONEST }),
        ("compartment", Place { compartment: "identity", ..HONEST }),
        ("epoch", Place { epoch: 2, ..HONEST }),
        ("kind", Place { kind: "person", ..HONEST }),
        ("id", Place { id: &[9; 16], ..HONEST }),
        ("revision", Place { revision: 2, ..HONEST }),
        ("schema", Place { schema: 2, ..HONEST }),
    ]
}

#[test]
fn a_sealed_value_opens_in_its_place_and_in_no_other() {
    let key = CompartmentKey::generate();
    let sealed = key.seal(&HONEST, b"what was said");
    assert_eq!(key.open(&HONEST, &sealed).unwrap().as_slice(), b"what was said");
    for (what, place) in elsewhere() {
        assert_eq!(key.open(&place, &sealed).err(), Some(Error::CannotOpen), "{what}");
    }
    assert_eq!(CompartmentKey::generate().open(&HONEST, &sealed).err(), Some(Error::CannotOpen));
}

#[test]
fn every_flipped_bit_and_every_cut_is_noticed() {
    let key = CompartmentKey::generate();
    let sealed = key.seal(&HONEST, b"short");
    for bit in 0..sealed.len() * 8 {
        let mut flipped = sealed.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(key.open(&HONEST, &flipped).err(), Some(Error::CannotOpen), "bit {bit}");
    }
    for length in 0..sealed.len() {
        assert_eq!(key.open(&HONEST, &sealed[..length]).err(), Some(Error::CannotOpen), "{length} bytes");
    }
    let longer = [&sealed[..], &[0]].concat();
    assert_eq!(key.open(&HONEST, &longer).err(), Some(Error::CannotOpen));
}

#[test]
fn sealing_twice_gives_different_bytes_and_nothing_of_the_plain_text() {
    let key = CompartmentKey::generate();
    let (one, two) = (key.seal(&HONEST, b"what was said"), key.seal(&HONEST, b"what was said"));
    assert_ne!(one, two);
    assert!(!one.windows(4).any(|w| w == b"what"));
    assert!(key.open(&HONEST, &key.seal(&HONEST, b"")).unwrap().is_empty());
}

#[test]
fn one_use_of_a_key_is_never_taken_for_another() {
    let key = CompartmentKey::generate();
    let document = key.seal(&HONEST, &[7; 32]);
    let blob_key = key.wrap_blob_key(&HONEST, &BlobKey::generate());
    let older = key.wrap_older(&HONEST, &CompartmentKey::generate());
    assert!(key.unwrap_blob_key(&HONEST, &blob_key).is_ok() && key.unwrap_older(&HONEST, &older).is_ok());
    assert!(key.open(&HONEST, &blob_key).is_err() && key.open(&HONEST, &older).is_err());
    assert!(
        key.unwrap_blob_key(&HONEST, &document).is_err() && key.unwrap_blob_key(&HONEST, &older).is_err()
    );
    assert!(key.unwrap_older(&HONEST, &document).is_err() && key.unwrap_older(&HONEST, &blob_key).is_err());
}

#[test]
fn a_newer_key_opens_the_older_one() {
    let (new, old) = (CompartmentKey::generate(), CompartmentKey::generate());
    let sealed = old.seal(&HONEST, b"from before");
    let opened = new.unwrap_older(&HONEST, &new.wrap_older(&HONEST, &old)).ok().unwrap();
    assert_eq!(opened.open(&HONEST, &sealed).unwrap().as_slice(), b"from before");
}

#[test]
fn blind_values_are_equal_for_equal_values_of_one_field_under_one_key() {
    let (key, other) = (CompartmentKey::generate(), CompartmentKey::generate());
    assert_eq!(key.blind("post", b"123"), key.blind("post", b"123"));
    assert_ne!(key.blind("post", b"123"), key.blind("post", b"124"));
    assert_ne!(key.blind("post", b"123"), key.blind("link", b"123"));
    assert_ne!(key.blind("ab", b"c"), key.blind("a", b"bc"));
    assert_ne!(key.blind("post", b"123"), other.blind("post", b"123"));
}

#[test]
fn a_commitment_is_of_one_key_in_one_place() {
    let (key, other) = (CompartmentKey::generate(), CompartmentKey::generate());
    assert_eq!(key.commitment(&HONEST), key.commitment(&HONEST));
    assert_ne!(key.commitment(&HONEST), other.commitment(&HONEST));
    for (what, place) in elsewhere() {
        assert_ne!(key.commitment(&HONEST), key.commitment(&place), "{what}");
    }
}
