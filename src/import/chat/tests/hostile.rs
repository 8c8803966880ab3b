use super::basket::{UTC, read, with};
use crate::import::RejectReason;
use crate::import::chat::{Error, by_code};
use crate::import::lines::LONGEST;

const HEAD: &str = "13/03/24, 20:15 - Inés: hola\n";

#[test]
fn files_that_are_no_chat_are_refused_with_their_reason() {
    for (bytes, key) in [
        (&b""[..], "import-empty"),
        (b"  \n", "import-empty"),
        (b"palabras\nsueltas\n", "chat-unrecognised"),
        (b"{\"id\":\"7\",\"text\":\"a\"}\n", "chat-unrecognised"),
        (b"\xFF\xFE1\x003\x00", "import-encoding"),
        (b"\x1f\x8b\x08", "import-compressed"),
        (b"fecha,texto\n1,2\n", "chat-unrecognised"),
    ] {
        let Err(error) = read(bytes) else { panic!("{key}") };
        assert_eq!(error.key(), key);
    }
}

#[test]
fn a_line_of_more_than_ten_megabytes_costs_itself_and_what_hangs_on_it() {
    let long = "x".repeat(LONGEST + 1);
    let text = format!("{HEAD}{long}\nsuelta\n13/03/24, 20:16 - Inés: sigue\n");
    let (_, basket) = read(text).unwrap();
    assert_eq!(basket.shown(), ["Inés|hola", "Inés|sigue"]);
    assert_eq!(basket.why(), [(2, RejectReason::TooLong), (3, RejectReason::NoMessage)]);
}

#[test]
fn a_message_of_many_lines_is_bounded_too() {
    let line = format!("{}\n", "y".repeat(3_000_000));
    let (read, basket) = read(format!("{HEAD}{}", line.repeat(6))).unwrap();
    assert!(basket.messages[0].text.reveal().len() < LONGEST);
    assert_eq!((read.summary.counts.continued, read.summary.counts.rejected), (3, 3));
}

#[test]
fn a_line_that_is_not_utf_8_is_rejected_and_nobody_gets_what_follows() {
    let mut bytes = HEAD.as_bytes().to_vec();
    bytes.extend(b"13/03/24, 20:16 - \xFF\xFE: injurias\ny amenazas\n13/03/24, 20:17 - Luis: fin\n");
    let (_, basket) = read(bytes).unwrap();
    assert_eq!(basket.shown(), ["Inés|hola", "Luis|fin"]);
    assert_eq!(basket.why(), [(2, RejectReason::NotUtf8), (3, RejectReason::NoMessage)]);
}

#[test]
fn markup_and_names_that_run_from_right_to_left_are_text() {
    let text = "13/03/24, 20:15 - \u{202E}evil\u{202C}: <script>alert(1)</script>\n13/03/24, 20:16 - أحمد: مرحبا\n13/03/24, 20:16 - =1+1: \"x\"\n";
    let (_, basket) = read(text).unwrap();
    assert_eq!(
        basket.shown(),
        ["\u{202E}evil\u{202C}|<script>alert(1)</script>", "أحمد|مرحبا", "=1+1|\"x\""]
    );
}

#[test]
fn a_date_that_does_not_exist_is_rejected_by_its_line() {
    let whatsapp = by_code("whatsapp");
    let text =
        "31/02/24, 20:15 - Inés: no\ncontinúa\n28/02/24, 25:15 - Inés: tampoco\n13/03/24, 20:16 - Inés: sí\n";
    let (_, basket) = with(text, whatsapp, Some(crate::domain::chats::DateOrder::Dmy), UTC).unwrap();
    assert_eq!(basket.shown(), ["Inés|sí"]);
    assert_eq!(basket.rejects.len(), 3, "a time that does not exist makes no head: the line is nobody's");
}

#[test]
fn windows_line_ends_and_a_missing_last_end_change_nothing() {
    let unix = read("13/03/24, 20:15 - Inés: a\nb\n13/03/24, 20:16 - Luis: c\n").unwrap().1;
    let windows = read("\u{FEFF}13/03/24, 20:15 - Inés: a\r\nb\r\n13/03/24, 20:16 - Luis: c").unwrap().1;
    assert_eq!(unix.messages, windows.messages);
}

#[test]
fn json_that_is_too_deep_or_too_long_ends_the_reading_there() {
    let begin = r#"{"name":"x","type":"p","id":1,"messages":[{"type":"message","date_unixtime":"1","from":"A","text":"a"},"#;
    let deep = format!("{begin}{}", "[".repeat(200));
    let (read_deep, basket) = read(deep).unwrap();
    assert_eq!(basket.messages.len(), 1);
    assert!(read_deep.summary.broken_off);
    let long = format!("{begin}{{\"type\":\"message\",\"text\":\"{}\"}}]}}", "z".repeat(LONGEST + 10));
    let (read_long, basket) = read(long).unwrap();
    assert_eq!(basket.why(), [(2, RejectReason::TooLong)]);
    assert!(read_long.summary.broken_off);
}

#[test]
fn bytes_that_are_no_text_within_json_end_the_reading_with_their_reason() {
    let mut bytes = br#"{"messages":[{"type":"message","date_unixtime":"1","from":"A","text":"a"},{"type":"message","text":""#.to_vec();
    bytes.extend(b"\xFF\xFF\"}]}");
    let (_, basket) = read(bytes).unwrap();
    assert_eq!((basket.messages.len(), basket.why()), (1, vec![(2, RejectReason::NotUtf8)]));
}

#[test]
fn no_error_shows_words_of_the_file() {
    let Err(error) = read("03/04/24, 10:00 - Fulana: secreto") else { panic!() };
    assert!(matches!(error, Error::Undecided(_)));
    assert!(!error.to_string().contains("Fulana") && !error.detail().contains("secreto"));
}
