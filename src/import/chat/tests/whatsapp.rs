use super::basket::{UTC, read, with};
use crate::domain::message::{Mark, MediaKind, Voice};

const ANDROID: &str = "\
13/03/24, 8:14 p. m. - Los mensajes y las llamadas están cifrados de extremo a extremo. Nadie fuera de este chat puede leerlos.
13/03/24, 8:14 p. m. - Inés creó el grupo \"Turno: noche\"
13/03/24, 8:15\u{202F}p.\u{A0}m. - Inés: Buenas noches
a todas

y todos
13/03/24, 8:16 p. m. - +52 55 1234 5678: <Multimedia omitido>
13/03/24, 8:17 p. m. - Inés: IMG-20240313-WA0001.jpg (archivo adjunto)
La lista de la sala 3: nombres y horas
14/03/24, 12:05 a. m. - Luis: Eliminaste este mensaje
14/03/24, 12:06 a. m. - Luis: Ya voy <Se editó este mensaje.>
14/03/24, 12:07 p. m. - Inés cambió el asunto de \"Turno: noche\" a \"Turno: día\"
14/03/24, 12:08 p. m. - Inés:
";

#[test]
fn an_android_export_in_spanish_gives_its_messages_and_every_line_its_place() {
    let (read, basket) = read(ANDROID).unwrap();
    assert_eq!(read.summary.format, "whatsapp");
    let counts = read.summary.counts;
    assert_eq!((counts.said, counts.system, counts.continued, counts.blank), (6, 3, 4, 0));
    assert_eq!((counts.units, counts.rejected, counts.media), (13, 0, 2));
    let shown = basket.shown();
    assert!(shown[0].starts_with("*|Los mensajes"));
    assert_eq!(shown[1], "*|Inés creó el grupo \"Turno: noche\"");
    assert_eq!(shown[2], "Inés|Buenas noches\na todas\n\ny todos");
    assert_eq!(
        shown[4],
        "Inés|IMG-20240313-WA0001.jpg (archivo adjunto)\nLa lista de la sala 3: nombres y horas"
    );
    assert!(shown[7].starts_with("*|Inés cambió el asunto"));
    assert_eq!(shown[8], "Inés|", "nothing was said, and who said it is known");
    let at = basket.at();
    assert_eq!((at[2].as_str(), at[5].as_str()), ("2024-03-13T20:15:00Z", "2024-03-14T00:05:00Z"));
    assert_eq!(basket.marks(), [(10, Mark::Deleted), (11, Mark::Edited)]);
    let media: Vec<_> = basket.media().iter().map(|media| (media.kind, media.name.reveal())).collect();
    assert_eq!(media, [(MediaKind::Unknown, ""), (MediaKind::Image, "IMG-20240313-WA0001.jpg")]);
    assert_eq!(basket.messages[2].stamp.reveal(), "13/03/24, 8:15\u{202F}p.\u{A0}m.");
}

const IOS: &str = "\
\u{FEFF}[13/3/24, 20:14:33] Turno: \u{200E}Los mensajes y las llamadas están cifrados de extremo a extremo.
\u{200E}[13/3/24, 20:15:01] Inés: \u{200E}imagen omitida
\u{200E}[13/3/24, 20:15:40] Inés: \u{200E}<adjunto: 00000012-PHOTO-2024-03-13-20-15-40.jpg>
[13/3/24, 20:16:00] \u{202A}+52 55 1234 5678\u{202C}: informe.pdf • \u{200E}3 páginas \u{200E}documento omitido
[13/3/24, 20:17:00] Inés: \u{200E}Se eliminó este mensaje.
[13/3/24, 20:18:00] Inés: Ella creó el grupo, no yo
";

#[test]
fn an_ios_export_in_spanish_tells_the_application_from_people() {
    let (_, basket) = read(IOS).unwrap();
    let voices: Vec<Voice> = basket.messages.iter().map(|message| message.voice).collect();
    assert_eq!(voices.iter().filter(|voice| **voice == Voice::System).count(), 1);
    assert_eq!(voices[0], Voice::System);
    let kinds: Vec<MediaKind> = basket.media().iter().map(|media| media.kind).collect();
    assert_eq!(kinds, [MediaKind::Image, MediaKind::Image, MediaKind::Document]);
    assert_eq!(basket.media()[1].name.reveal(), "00000012-PHOTO-2024-03-13-20-15-40.jpg");
    assert_eq!(basket.marks(), [(5, Mark::Deleted)]);
    assert_eq!(basket.messages[1].line, 2);
    assert_eq!(basket.at()[1], "2024-03-13T20:15:01Z");
}

const ENGLISH: &str = "\
12/24/19, 11:23 - Messages and calls are end-to-end encrypted. Tap to learn more.
12/24/19, 11:23 - John: <Media omitted>
12/25/19, 9:05 PM - John: DOC-1.pdf (file attached)
12/25/19, 9:06 pm - Mary changed the subject from \"a: b\" to \"c\"
12/25/19, 9:07 PM - Mary: This message was deleted
12/25/19, 9:08 PM - Mary: See you <This message was edited>
12/26/19, 9:08 AM - Mary: sticker omitted
12/27/19, 9:08 AM - Mary left
";

#[test]
fn an_english_export_is_read_alike() {
    let (read, basket) = read(ENGLISH).unwrap();
    assert_eq!((read.summary.counts.said, read.summary.counts.system), (5, 3));
    assert_eq!(basket.marks(), [(5, Mark::Deleted), (6, Mark::Edited)]);
    let kinds: Vec<MediaKind> = basket.media().iter().map(|media| media.kind).collect();
    assert_eq!(kinds, [MediaKind::Unknown, MediaKind::Document, MediaKind::Sticker]);
    assert_eq!(basket.at()[2], "2019-12-25T21:05:00Z");
}

/// Heads of messages as they are met in exports, all of the same moment.
const HEADS: &[&str] = &[
    "23/09/2022, 22:37 - ",
    "9/23/2022, 22:37 - ",
    "23/9/22 22:37 - ",
    "23.09.22, 22:37 - ",
    "23.09.2022 22:37:00 - ",
    "23-09-2022 10:37 p.m. - ",
    "2022-09-23, 22:37 - ",
    "2022/09/23 22:37 – ",
    "23/09/22, 10:37 p. m. - ",
    "23/09/22, 10:37\u{A0}p.\u{A0}m. - ",
    "23/09/22, 10:37\u{202F}p.\u{A0}m. - ",
    "23/9/2022, 10:37 P.M. - ",
    "[23/09/22, 22:37:00] ",
    "[23/9/22 22:37:00] ",
    "[23.09.22, 22:37:00] ",
    "[23-09-22 22:37:00] ",
    "[23/09/2022, 10:37:00\u{202F}p.\u{A0}m.] ",
    "[9/23/22, 10:37:00\u{202F}PM] ",
    "\u{200E}[23/09/22, 10:37:00 p. m.] ",
    "[2022-09-23 22:37:00] ",
];

#[test]
fn every_form_of_head_names_the_same_moment() {
    for head in HEADS {
        let (read, basket) =
            read(format!("{head}Ana: hola")).unwrap_or_else(|error| panic!("{head}: {error}"));
        assert_eq!(read.summary.format, "whatsapp", "{head}");
        assert_eq!(basket.shown(), ["Ana|hola"], "{head}");
        assert_eq!(basket.at(), ["2022-09-23T22:37:00Z"], "{head}");
    }
}

#[test]
fn halves_of_the_day_are_read_as_people_mean_them() {
    for (written, read_as) in [
        ("12:05 a. m.", "00:05"),
        ("12:05 p. m.", "12:05"),
        ("12:05 m.", "12:05"),
        ("00:08 a. m.", "00:08"),
        ("1:00 AM", "01:00"),
        ("1:00 pm", "13:00"),
        ("20:15 p. m.", "20:15"),
    ] {
        let (_, basket) = read(format!("23/09/22, {written} - Ana: hola")).unwrap();
        assert_eq!(basket.at(), [format!("2022-09-23T{read_as}:00Z")], "{written}");
    }
}

#[test]
fn the_time_zone_is_the_one_that_was_said() {
    let (read, basket) = with("23/09/22, 22:37 - Ana: hola", None, None, "America/Mexico_City").unwrap();
    assert_eq!(basket.at(), ["2022-09-24T03:37:00Z"]);
    assert_eq!(read.dates.time_zone, "America/Mexico_City");
    assert!(with("23/09/22, 22:37 - Ana: hola", None, None, "Narnia").is_err());
}

#[test]
fn a_name_with_a_colon_behind_it_speaks_once_it_has_spoken() {
    let text = "23/09/22, 22:37 - Ana: hola\n23/09/22, 22:38 - Ana:.\n23/09/22, 22:39 - Cambió el enlace https://x.mx\n";
    let (_, basket) = read(text).unwrap();
    assert_eq!(basket.shown(), ["Ana|hola", "Ana|.", "*|Cambió el enlace https://x.mx"]);
}

#[test]
fn a_head_in_another_form_within_a_message_is_marked_because_it_may_be_pasted() {
    let text = "23/09/22, 22:37 - Ana: miren lo que dijo\n[20/09/22, 10:00:00] Luis: lo confieso\n23/09/22, 22:38 - Ana: eso\n";
    let (_, basket) = read(text).unwrap();
    assert_eq!(basket.marks(), [(2, Mark::OtherForm), (2, Mark::BackInTime)]);
    assert_eq!(basket.messages.len(), 3);
}

#[test]
fn what_people_say_of_calls_and_groups_stays_theirs() {
    let (_, basket) =
        read("23/09/22, 22:37 - Ana: María salió: creó el grupo y abandonó el grupo\n").unwrap();
    assert_eq!(basket.messages[0].voice, Voice::Person);
    let (_, basket) = with("[23/09/22, 22:37:00] Ana: Missed voice call, sorry\n", None, None, UTC).unwrap();
    assert_eq!(basket.messages[0].voice, Voice::Person);
}
