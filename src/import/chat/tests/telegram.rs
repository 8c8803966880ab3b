use super::basket::{read, with};
use crate::domain::chats::OrderBasis;
use crate::domain::message::{Mark, MediaKind, Voice};
use crate::import::RejectReason;

const ONE: &str = r#"{
 "name": "Turno de noche", "type": "private_group", "id": 4242424242,
 "messages": [
  {"id": 1, "type": "service", "date": "2024-03-13T20:14:00", "date_unixtime": "1710382440",
   "actor": "Inés", "actor_id": "user7", "action": "create_group", "title": "Turno", "members": ["Inés", "Luis"], "text": "", "text_entities": []},
  {"id": 2, "type": "message", "date": "2024-03-13T20:15:00", "date_unixtime": "1710382500", "edited": "2024-03-13T20:20:00",
   "edited_unixtime": "1710382800", "from": "Inés", "from_id": "user7",
   "text": ["Mira ", {"type": "link", "text": "https://ejemplo.mx"}, " y ", {"type": "bold", "text": "contesta"}], "text_entities": []},
  {"id": 3, "type": "message", "date": "2024-03-13T20:16:00", "from": "Luis", "from_id": "user8", "reply_to_message_id": 2,
   "forwarded_from": "Canal", "photo": "photos/photo_1@13-03-2024.jpg", "width": 10, "height": 10, "text": ""},
  {"id": 4, "type": "message", "date": "2024-03-13T20:17:00", "from": null, "from_id": "user9",
   "file": "(File not included. Change data exporting settings to download.)", "media_type": "voice_message", "text": "voz"},
  {"id": 5, "type": "message", "date": "ayer", "from": "Luis", "text": "sin fecha"},
  "no es un objeto",
  {"id": 6, "type": "otra", "date": "2024-03-13T20:17:00"}
 ]
}"#;

#[test]
fn one_chat_gives_messages_notices_media_answers_and_marks() {
    let (read, basket) = with(ONE, None, None, "America/Mexico_City").unwrap();
    assert_eq!((read.summary.format, read.dates.basis), ("telegram", OrderBasis::Unneeded));
    let counts = read.summary.counts;
    assert_eq!((counts.units, counts.said, counts.system, counts.rejected), (7, 3, 1, 3));
    let shown = basket.shown();
    assert_eq!(shown[0], "*Inés|create_group \"Turno\": Inés, Luis");
    assert_eq!(shown[1], "Inés|Mira https://ejemplo.mx y contesta");
    assert_eq!(basket.at()[1], "2024-03-14T02:15:00Z", "Unix seconds");
    assert_eq!(basket.at()[2], "2024-03-14T02:16:00Z", "local time in the zone that was said");
    assert_eq!(basket.marks(), [(2, Mark::Edited), (3, Mark::Forwarded)]);
    let third = &basket.messages[2];
    assert_eq!(third.reply_to.as_ref().unwrap().reveal(), "2");
    assert_eq!(
        (third.media[0].kind, third.media[0].name.reveal()),
        (MediaKind::Image, "photos/photo_1@13-03-2024.jpg")
    );
    let fourth = &basket.messages[3];
    assert_eq!(fourth.sender_id.as_ref().unwrap().reveal(), "user9");
    assert_eq!((fourth.media[0].kind, fourth.media[0].name.reveal()), (MediaKind::Audio, ""));
    assert!(
        basket.messages.iter().all(|message| message.chat.as_ref().unwrap().reveal() == "Turno de noche")
    );
    assert!(basket.messages[1].raw.as_ref().unwrap().reveal().starts_with("{\"id\": 2,"));
    assert_eq!(
        basket.why(),
        [(5, RejectReason::BadDate), (6, RejectReason::NotAMessage), (7, RejectReason::NotAMessage)]
    );
}

#[test]
fn an_account_gives_the_messages_of_all_its_chats() {
    let contacts: String =
        (0..2000).map(|n| format!("{{\"first_name\": \"n{n}\", \"phone_number\": \"00\"}},")).collect();
    let account = format!(
        r#"{{"about": "x", "personal_information": {{"user_id": 1}}, "contacts": {{"list": [{}null]}},
        "chats": {{"about": "y", "list": [
          {{"name": "Uno", "type": "personal_chat", "id": 1, "messages": [{{"id": 1, "type": "message", "date_unixtime": "1544006350", "from": "A", "text": "a"}}]}},
          {{"type": "saved_messages", "id": 2, "messages": []}},
          {{"name": null, "type": "personal_chat", "id": 3, "messages": [{{"id": 1, "type": "message", "date_unixtime": "1544006351", "from": "B", "text": "b"}}]}}
        ]}},
        "left_chats": {{"list": [{{"name": "Ido", "messages": [{{"id": 9, "type": "message", "date_unixtime": "1544006352", "from": "C", "text": "c"}}]}}]}}}}"#,
        contacts
    );
    let (read, basket) = read(&account).unwrap();
    assert_eq!(basket.shown(), ["A|a", "B|b", "C|c"]);
    assert_eq!(read.summary.bytes, account.len() as u64);
    let chats: Vec<_> =
        basket.messages.iter().map(|message| message.chat.as_ref().map(|chat| chat.reveal())).collect();
    assert_eq!(chats, [Some("Uno"), None, Some("Ido")]);
    assert_eq!(basket.messages[2].line, 3);
}

#[test]
fn an_export_on_one_line_and_one_without_a_name_are_recognised() {
    let text = r#"{"messages":[{"type":"message","date_unixtime":"1544006350","from":"A","text":"m"}]}"#;
    assert_eq!(read(text).unwrap().1.shown(), ["A|m"]);
    let one_line = ONE.replace('\n', " ");
    assert_eq!(read(one_line).unwrap().1.messages.len(), 4);
}

#[test]
fn an_export_that_ends_too_early_keeps_what_came_before() {
    let cut = &ONE[..ONE.find("\"id\": 3").unwrap() + 40];
    let (read, basket) = read(cut).unwrap();
    assert_eq!(basket.messages.len(), 2);
    assert_eq!(basket.messages[0].voice, Voice::System);
    assert_eq!(basket.why(), [(3, RejectReason::Truncated)]);
    assert!(read.summary.broken_off);
}
