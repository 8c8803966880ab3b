use super::client::{Client, File, House, Reply};
use resguardo::domain::account::Role;

const CHAT: &str = "\
13/03/24, 8:14 p. m. - Los mensajes y las llamadas están cifrados de extremo a extremo.
13/03/24, 8:15 p. m. - Inés: <b>Buenas</b> noches
a todas
13/03/24, 8:17 p. m. - +52 55 1234 5678: <Multimedia omitido>
14/03/24, 12:05 a. m. - Inés: Que nadie conteste al reportero
";

fn import(house: &House, who: &Client, fields: &[(&str, &str)], name: &str, bytes: &[u8]) -> Reply {
    let url = house.url();
    let file = [File { field: "file", name, bytes }];
    who.upload_from(&format!("{url}/chats/import"), &format!("{url}/chats"), fields, &file)
}

fn outcome(who: &Client, reply: &Reply) -> String {
    assert_eq!(reply.status, 303, "{}", reply.text());
    match reply.location() {
        job if job.contains("/jobs/") => who.outcome(job),
        set => set.to_owned(),
    }
}

#[test]
fn a_chat_is_imported_read_as_a_transcript_searched_and_linked() {
    let house = House::open();
    let (lead, url) = (house.lead(), house.url());
    let form = lead.get(&format!("{url}/chats/import"));
    assert_eq!(form.value("time_zone"), "America/Mexico_City", "the case's, shown");
    let fields = [("title", "Turno"), ("source", "una participante"), ("time_zone", "America/Mexico_City")];
    let set = outcome(&lead, &import(&house, &lead, &fields, "chat.txt", CHAT.as_bytes()));
    assert!(set.ends_with("/chats/M-001"), "{set}");
    let page = lead.get(&set).text();
    for shown in [
        "Turno",
        "una participante",
        "&lt;b&gt;Buenas",
        "Día/mes/año",
        "America/Mexico_City",
        "+52 55 1234 5678",
    ] {
        assert!(page.contains(shown), "no {shown} in {page}");
    }
    assert!(page.contains("id=\"m4\"") && page.contains("no vino en la exportación"));
    let message = lead.get(&format!("{url}/chats/M-001/4")).text();
    assert!(message.contains("Que nadie conteste") && message.contains("14/03/24, 12:05 a. m."), "{message}");
    assert_eq!(lead.get(&format!("{url}/chats/M-001/5")).status, 404);
    assert_eq!(lead.get(&format!("{url}/evidence/E-001/original")).text(), CHAT);

    let (form, to) = (format!("{url}/chats"), format!("{url}/chats/search"));
    let found = lead.post_from(&form, &to, &[("q", "CONTESTE"), ("sender", "ines"), ("set", "M-001")]).text();
    assert!(found.contains("M-001/4") && !found.contains("M-001/2"));
    let all =
        lead.post_from(&format!("{url}/search"), &format!("{url}/search"), &[("q", "reportero")]).text();
    assert!(all.contains("M-001/4") && all.contains("/chats/M-001/4"));
    let link = [("from", "M-001/4"), ("to", "E-001"), ("note", "lo muestra")];
    let form = format!("{url}/links/new?from=M-001/4");
    assert_eq!(lead.post_from(&form, &format!("{url}/links"), &link).status, 303);
    assert!(lead.get(&format!("{url}/chats/M-001/4")).text().contains("lo muestra"));
    assert!(lead.get(&format!("{url}/evidence/E-001")).text().contains("M-001/4"));
}

#[test]
fn dates_that_only_a_person_can_read_are_asked_at_their_field() {
    let house = House::open();
    let lead = house.lead();
    let chat = "03/04/24, 10:00 - Ana: uno\n04/04/24, 10:00 - Ana: dos\n";
    let asked = import(&house, &lead, &[("title", "Mi chat")], "c.txt", chat.as_bytes());
    assert_eq!(asked.status, 422);
    let page = asked.text();
    assert!(
        page.contains("id=\"date_order-problem\"") && page.contains("2024-04-03 (dmy) / 2024-03-04 (mdy)"),
        "{page}"
    );
    assert_eq!(asked.value("title"), "Mi chat");
    assert_eq!(house.blobs(), 0);
    let reply =
        import(&house, &lead, &[("date_order", "dmy"), ("time_zone", "UTC")], "c.txt", chat.as_bytes());
    let page = lead.get(&outcome(&lead, &reply)).text();
    assert!(page.contains("Lo decidió quien importó"));
}

#[test]
fn what_is_no_chat_is_told_at_its_field_and_only_who_may_import_is_asked() {
    let house = House::open();
    let (lead, url) = (house.lead(), house.url());
    for (name, bytes) in [("a.txt", &b"palabras\n"[..]), ("b.txt", b""), ("c.zip", b"PK\x03\x04roto")] {
        let reply = import(&house, &lead, &[], name, bytes);
        assert_eq!(reply.status, 422, "{name}");
        assert!(reply.text().contains("id=\"file-problem\""), "{name}");
    }
    assert_eq!(house.blobs(), 0);
    house.office.member(house.case, "lectora", Role::Reader);
    let reader = house.sign_in("lectora");
    assert_eq!(reader.get(&format!("{url}/chats/import")).status, 403);
    assert_eq!(reader.get(&format!("{url}/chats")).status, 200);
}
