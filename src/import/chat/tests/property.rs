//! Whatever the bytes: no panic, and every line accounted for (the basket checks the balance).

use super::basket::{UTC, with};
use crate::domain::chats::DateOrder;
use crate::import::chat::{Bundle, CHAT_FORMATS, Limits};
use proptest::prelude::*;
use std::io::Cursor;

/// Pieces of all formats, for files that are nearly right.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    const PIECES: &[&str] = &[
        "\n",
        "\r\n",
        " ",
        "-",
        ":",
        ": ",
        "[",
        "] ",
        "<",
        ">",
        ",",
        "\"",
        "{",
        "}",
        "]",
        "13/03/24",
        "03/04/24",
        "2024-03-04",
        "99/99/99",
        ", 20:15",
        ", 8:15 p. m.",
        "\u{202F}",
        "\u{200E}",
        "\u{FEFF}",
        "Ana",
        " - Ana: hola",
        "[13/3/24, 20:15:01] Ana: x\n",
        "13/03/24, 20:15 - Ana: y\n",
        "[Dec 05, 2018 10:39:10] <A> b\n",
        "*** ",
        "2022-03-05 06:07 You: c\n",
        "Conversation: x\n",
        "\nFrom: You\n",
        "Type: outgoing\n",
        "Sent: Sat, 5 Mar 2022 06:07:08 -0600\n",
        "<adjunto: a.jpg>",
        "a.jpg (archivo adjunto)",
        "imagen omitida",
        "{\"messages\":[",
        "{\"type\":\"message\",\"date_unixtime\":\"1\",\"text\":\"a\"}",
        "\"chats\":{\"list\":[",
        "\u{202e}",
        "PK\u{3}\u{4}",
        "á",
    ];
    prop_oneof![
        8 => proptest::sample::select(PIECES).prop_map(|piece| piece.as_bytes().to_vec()),
        1 => proptest::collection::vec(any::<u8>(), 0..8),
    ]
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..400),
        proptest::collection::vec(piece(), 0..40).prop_map(|pieces| pieces.concat()),
    ]
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic_or_lose_count(bytes in bytes()) {
        with(&bytes, None, None, UTC).ok();
        for format in CHAT_FORMATS {
            for order in [None, Some(DateOrder::Dmy), Some(DateOrder::Mdy), Some(DateOrder::Ymd)] {
                with(&bytes, Some(*format), order, "America/Mexico_City").ok();
            }
        }
    }

    #[test]
    fn no_bytes_make_a_zip_panic(bytes in bytes(), cut in 0usize..200) {
        Bundle::open(Cursor::new(&bytes), Limits::default()).ok();
        let zip = [b"PK\x03\x04".as_slice(), &bytes, b"PK\x05\x06", &bytes[..cut.min(bytes.len())]].concat();
        Bundle::open(Cursor::new(zip), Limits::default()).ok();
    }

    #[test]
    fn every_line_of_a_text_is_counted_once(rest in bytes()) {
        let file = [b"13/03/24, 20:15 - Ana: hola\n".as_slice(), &rest].concat();
        let whatsapp = crate::import::chat::by_code("whatsapp");
        if let Ok((read, _)) = with(&file, whatsapp, None, UTC) {
            let lines = file.split_inclusive(|&byte| byte == b'\n').count() as u64;
            prop_assert_eq!(read.summary.counts.units, lines);
        }
    }

    #[test]
    fn any_words_come_out_as_they_went_in(words in "\\PC*[a-z]") {
        let (_, basket) = with(format!("13/03/24, 20:15 - Ana: {words}"), None, None, UTC).unwrap();
        prop_assert_eq!(basket.messages[0].text.reveal(), words);
    }
}
