use super::basket::read;
use crate::domain::message::{Mark, MediaKind, Voice};
use crate::import::RejectReason;

#[test]
fn the_markdown_of_signal_export_is_read() {
    let text = "[2019-12-24, 12:23] Jane: Hello\n> quoted\n\n[2020-01-17, 21:49] Me: ![foto](./media/2020_foto.jpg)\n[2020-01-17 21:50] Me: bye\n";
    let (read, basket) = read(text).unwrap();
    assert_eq!(read.summary.format, "signal");
    assert_eq!(basket.shown(), ["Jane|Hello\n> quoted\n", "Me|![foto](./media/2020_foto.jpg)", "Me|bye"]);
    assert_eq!(basket.media()[0].name.reveal(), "./media/2020_foto.jpg");
    assert_eq!(basket.at()[1], "2020-01-17T21:49:00Z");
}

#[test]
fn the_text_of_signalbackup_tools_is_read() {
    let text = "[Dec 05, 2018 10:39:10] <Ana: la de turno> hola\nsegunda\n[Dec 05, 2018 10:40:00] *** <Ana> sent file \"a.jpg\"\n[Dec 06, 2018 00:00:01] *** You disabled disappearing messages.\n";
    let (_, basket) = read(text).unwrap();
    assert_eq!(
        basket.shown(),
        [
            "Ana: la de turno|hola\nsegunda",
            "Ana|sent file \"a.jpg\"",
            "*|You disabled disappearing messages."
        ]
    );
    assert_eq!((basket.media()[0].kind, basket.media()[0].name.reveal()), (MediaKind::Image, "a.jpg"));
    assert_eq!(basket.at()[0], "2018-12-05T10:39:10Z");
}

#[test]
fn the_short_text_of_sigtop_is_read() {
    let text = "2022-03-05 06:07 You: [reply to Ana on 2022-03-04 01:02, edited, 2 attachments] hola\n2022-03-05 06:08 Ana: [profile-change message]\n";
    let (_, basket) = read(text).unwrap();
    assert_eq!(basket.marks(), [(1, Mark::Edited)]);
    assert_eq!(basket.messages[1].voice, Voice::System);
}

const LONG: &str = "Conversation: Turno (group)

From: You
Type: outgoing
Sent: Sat, 5 Mar 2022 06:07:08 -0600
Attachment: a.jpg (image/jpeg, 12 bytes)

hola

From: lejos, dicen

From: Ana (+52 55)
Type: incoming
Sent: Sat, 5 Mar 2022 06:08:08 -0600
Received: Sat, 5 Mar 2022 06:08:09 -0600

> From: You
> Sent: Sat, 5 Mar 2022 06:07:08 -0600
>
> hola

sí

Type: profile-change
Sent: Sat, 5 Mar 2022 06:09:08 -0600
Received: Sat, 5 Mar 2022 06:09:08 -0600

From: Ana (+52 55)
Type: incoming
Sent: unknown

perdida
";

#[test]
fn the_long_text_of_sigtop_is_read_block_by_block() {
    let (read, basket) = read(LONG).unwrap();
    assert_eq!(read.summary.format, "signal-sigtop");
    let shown = basket.shown();
    assert_eq!(
        shown[0], "You|hola\n\nFrom: lejos, dicen",
        "a word at the beginning of a line makes no message"
    );
    assert!(shown[1].starts_with("Ana (+52 55)|> From: You"));
    assert_eq!(shown[2], "*|profile-change");
    assert_eq!(basket.at()[0], "2022-03-05T12:07:08Z");
    assert_eq!(basket.messages[0].chat.as_ref().unwrap().reveal(), "Turno (group)");
    assert_eq!(basket.media()[0].name.reveal(), "a.jpg");
    assert_eq!(read.summary.rejects[&RejectReason::BadDate], 5);
}
