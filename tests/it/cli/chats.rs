//! Chats by command: read, shown, found, linked; what cannot be decided is refused.

use super::transcript::{Transcript, length, number, text};
use std::io::Write;

const CHAT: &str = "\
13/03/24, 8:14 p. m. - Los mensajes y las llamadas están cifrados de extremo a extremo.
13/03/24, 8:15 p. m. - Inés: Buenas noches
a todas
13/03/24, 8:16 p. m. - +52 55 1234 5678: IMG-1.txt (archivo adjunto)
13/03/24, 8:17 p. m. - Inés: <Multimedia omitido>
14/03/24, 12:05 a. m. - Inés: Que nadie conteste al reportero
";

fn case(t: &Transcript) -> String {
    t.run(["init", "--organisation", "Oficina"]).succeeds();
    text(&t.json(["case", "new", "Caso", "--time-zone", "America/Mexico_City"]), "/reference").to_owned()
}

fn zip(t: &Transcript, files: &[(&str, &[u8])]) -> String {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    t.file("chat.zip", zip.finish().unwrap().into_inner()).to_str().unwrap().to_owned()
}

#[test]
fn a_chat_is_imported_shown_found_and_linked() {
    let t = Transcript::begin();
    let case = case(&t);
    let file = t.file("WhatsApp.txt", CHAT);
    let imported = t.json(["chat", "import", &case, file.to_str().unwrap(), "--source", "una participante"]);
    assert_eq!(text(&imported, "/reference"), "M-001");
    let counts = ["imported", "said", "system", "continued", "rejected", "units", "media", "media_absent"];
    let counts = counts.map(|count| number(&imported, &format!("/{count}")));
    assert_eq!(counts, [5, 4, 1, 1, 0, 6, 2, 2]);
    assert_eq!((text(&imported, "/date_order"), text(&imported, "/date_order_basis")), ("dmy", "file"));
    assert_eq!(
        (text(&imported, "/time_zone"), text(&imported, "/format")),
        ("America/Mexico_City", "whatsapp")
    );
    assert_eq!((length(&imported, "/participants"), text(&imported, "/participants/0/name")), (2, "Inés"));

    let shown = t.json(["chat", "show", &case, "M-001", "--from", "5"]);
    assert_eq!((length(&shown, "/messages"), text(&shown, "/messages/0/reference")), (1, "M-001/5"));
    assert_eq!(text(&shown, "/messages/0/at"), "2024-03-14T06:05:00Z");
    let said = t.run(["chat", "show", &case, "M-001"]).succeeds();
    let said = said.text();
    assert!(said.contains("M-001/2 2024-03-14T02:15:00Z Inés: Buenas noches\n    a todas\n"), "{said}");
    let found = t.json(["chat", "search", &case, "CONTESTE reportero"]);
    assert_eq!((length(&found, "/messages"), text(&found, "/messages/0/reference")), (1, "M-001/5"));

    let picture = t.file("captura.txt", "captura");
    t.json(["evidence", "attach", &case, picture.to_str().unwrap()]);
    let link = t.json(["link", &case, "E-002", "M-001/5", "--note", "la muestra"]);
    assert_eq!(text(&link, "/reference"), "L-001");
    t.run(["link", &case, "E-002", "M-001/6"]).refused("");
    let back = t.run(["evidence", "get", &case, "E-001", "--output", "-"]).succeeds();
    assert_eq!(back.bytes(), CHAT.as_bytes(), "the original, byte for byte");
    let again = t.json(["chat", "import", &case, file.to_str().unwrap()]);
    assert_eq!(text(&again, "/same_as"), "E-001");
    assert_eq!(length(&t.json(["chat", "list", &case]), "/sets"), 2);
    assert_eq!(number(&t.json(["case", "show", &case]), "/numbers/messages"), 10);
    assert_eq!(t.json(["ledger", "verify", &case])["holds"], true);
}

#[test]
fn the_files_of_a_zip_become_evidence_and_what_is_there_twice_is_kept_once() {
    let t = Transcript::begin();
    let case = case(&t);
    let chat = format!("{CHAT}14/03/24, 12:06 a. m. - Inés: otra.txt (archivo adjunto)\n");
    let files: &[(&str, &[u8])] = &[
        ("_chat.txt", chat.as_bytes()),
        ("IMG-1.txt", b"foto"),
        ("otra.txt", b"foto"),
        ("nadie-la-nombra.txt", b"x"),
    ];
    let imported = t.json(["chat", "import", &case, &zip(&t, files), "--nobody-shown"]);
    assert_eq!((number(&imported, "/media"), number(&imported, "/media_absent")), (3, 1));
    assert_eq!((length(&imported, "/files"), text(&imported, "/files/0/name")), (2, "IMG-1.txt"));
    assert_eq!(imported["files"][0]["evidence"], imported["files"][1]["evidence"]);
    let listed = t.json(["evidence", "list", &case]);
    assert_eq!(length(&listed, "/evidence"), 2);
    let got = t.run(["evidence", "get", &case, "E-002", "--output", "-"]).succeeds();
    assert_eq!(got.bytes(), b"foto");
    assert_eq!(t.json(["ledger", "verify", &case])["holds"], true);
}

#[test]
fn dates_that_the_file_leaves_open_are_refused_until_somebody_says() {
    let t = Transcript::begin();
    let case = case(&t);
    let file = t.file("chat.txt", "03/04/24, 10:00 - Ana: uno\n04/04/24, 10:00 - Ana: dos\n");
    let file = file.to_str().unwrap();
    let refused = t.run(["chat", "import", &case, file]).refused("");
    let example = "1: 03/04/24 → 2024-04-03 (dmy) / 2024-03-04 (mdy)";
    assert!(refused.errors().contains(example), "{}", refused.errors());
    assert_eq!(length(&t.json(["evidence", "list", &case]), "/evidence"), 0, "nothing was kept");
    let said = t.json(["chat", "import", &case, file, "--date-order", "mdy", "--time-zone", "UTC"]);
    assert_eq!((text(&said, "/date_order_basis"), text(&said, "/first")), ("person", "2024-03-04T10:00:00Z"));
    assert_eq!(t.run(["chat", "import", &case, file, "--date-order", "dym"]).status(), 2);
    t.run(["chat", "import", &case, file, "--date-order", "dmy", "--time-zone", "Narnia"]).refused("");
}

#[test]
fn a_participant_can_be_said_to_be_a_person_whose_consent_counts_from_then_on() {
    let t = Transcript::begin();
    let case = case(&t);
    let template = t.run(["interview", "template"]).succeeds();
    let interview = t.file("interview.json", template.bytes());
    t.json(["interview", "add", &case, "--file", interview.to_str().unwrap()]);
    let file = t.file("chat.txt", CHAT);
    t.json(["chat", "import", &case, file.to_str().unwrap(), "--nobody-shown"]);
    t.json(["chat", "identify", &case, "M-001", "1", "P-001"]);
    let shown = t.json(["chat", "show", &case, "M-001"]);
    assert!(!text(&shown, "/participants/0/person").is_empty());
    let listed = t.json(["evidence", "list", &case]);
    assert_eq!(listed["evidence"][0]["nobody_shown"], false, "{listed:#}");
    t.run(["chat", "identify", &case, "M-001", "7", "P-001"]).refused("");
}
