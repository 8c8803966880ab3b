use super::client::{EDGE, File, House, multipart};
use resguardo::domain::account::Role;
use resguardo::service::evidence;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// Several megabytes that hold everything which could be mistaken for the edge of a part.
fn large() -> Vec<u8> {
    let mut bytes: Vec<u8> = (0..1_500_000_u32).flat_map(u32::to_le_bytes).collect();
    bytes.extend(format!("\r\n--{}", &EDGE[..10]).bytes());
    bytes.extend(b"\r\n--\r\n\r");
    bytes
}

#[test]
fn what_was_uploaded_comes_back_byte_for_byte_as_a_download() {
    let house = House::open();
    let (lead, url) = (house.lead(), house.url());
    let bytes = large();
    let files = [
        File { field: "files", name: "página ñ.html", bytes: &bytes },
        File { field: "files", name: "C:/fotos/dos.txt", bytes: b"<script>dos</script>" },
        File { field: "files", name: "", bytes: b"" },
    ];
    let (form, to) = (format!("{url}/evidence/new"), format!("{url}/evidence"));
    let described = [("kind", "chat_export"), ("description", "lo que se ve"), ("source", "una fuente")];
    let reply = lead.upload_from(&form, &to, &described, &files);
    assert_eq!((reply.status, reply.location()), (303, to.replace(&house.server.url, "").as_str()));

    let original = lead.get(&format!("{url}/evidence/E-001/original"));
    assert!(original.bytes == bytes, "{} bytes came back of {}", original.bytes.len(), bytes.len());
    assert_eq!(original.header("content-type"), "application/octet-stream");
    assert_eq!(original.header("content-length"), bytes.len().to_string());
    assert_eq!(original.header("x-content-type-options"), "nosniff");
    assert!(original.header("content-security-policy").contains("sandbox"));
    let disposition = original.header("content-disposition");
    assert!(disposition.starts_with("attachment; ") && disposition.contains("p%C3%A1gina%20%C3%B1.html"));

    let shown = lead.get(&format!("{url}/evidence/E-002")).text();
    assert!(shown.contains("dos.txt") && !shown.contains("fotos"), "the sender's folders are not kept");
    assert!(shown.contains("lo que se ve") && shown.contains("una fuente"));
    let list = lead.get(&to).text();
    assert!(list.contains("E-001") && list.contains("E-002") && !list.contains("E-003"));
}

#[test]
fn a_picture_has_a_preview_of_our_own_making_and_other_files_have_none() {
    let house = House::open();
    let (lead, url) = (house.lead(), house.url());
    let mut png = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(30, 20).write_to(&mut png, image::ImageFormat::Png).unwrap();
    let files = [File { field: "files", name: "a.png", bytes: png.get_ref() }];
    let (form, to) = (format!("{url}/evidence/new"), format!("{url}/evidence"));
    let reply = lead.upload_from(&form, &to, &[("alt_text", "un cuadro negro")], &files);
    let page = lead.get(reply.location()).text();
    assert!(page.contains("30 × 20 px") && page.contains("alt=\"un cuadro negro\""));
    let preview = lead.get(&format!("{url}/evidence/E-001/preview"));
    assert_eq!((preview.status, preview.header("content-type")), (200, "image/png"));
    assert_eq!(preview.header("cache-control"), "no-store");
    let text = [File { field: "files", name: "b.svg", bytes: b"<svg/>" }];
    lead.upload_from(&form, &to, &[], &text);
    assert_eq!(lead.get(&format!("{url}/evidence/E-002/preview")).status, 404);
}

#[test]
fn a_refused_upload_keeps_what_was_typed_and_no_file() {
    let house = House::open();
    let (lead, url) = (house.lead(), house.url());
    let (form, to) = (format!("{url}/evidence/new"), format!("{url}/evidence"));
    let typed = [("title", "Un título"), ("description", "Una descripción"), ("obtained_on", "ayer")];
    let file = [File { field: "files", name: "a.txt", bytes: b"x" }];
    let reply = lead.upload_from(&form, &to, &typed, &file);
    assert_eq!(reply.status, 422);
    for kept in ["Un título", "Una descripción", "ayer"] {
        assert!(reply.text().contains(kept), "{kept} was lost");
    }
    let empty = [File { field: "files", name: "a.txt", bytes: b"" }];
    for files in [&[][..], &empty[..]] {
        let reply = lead.upload_from(&form, &to, &[("title", "Un título")], files);
        assert_eq!(reply.status, 422);
        assert!(reply.text().contains("Un título") && reply.text().contains("id=\"files-problem\""));
    }
    assert_eq!(house.blobs(), 0);
}

#[test]
fn a_form_without_the_sessions_token_brings_nothing_in() {
    let house = House::open();
    let (lead, url) = (house.lead(), house.url());
    let file = [File { field: "files", name: "a.txt", bytes: b"x" }];
    let to = format!("{url}/evidence");
    assert_eq!(lead.upload(&to, &[("csrf", "forged".into())], &file).status, 403);
    // A token behind the file comes too late.
    let token = lead.get(&format!("{url}/evidence/new")).token();
    let late = multipart(&[("csrf", token)], &[]);
    let mut body = multipart(&[], &file);
    body.truncate(body.len() - EDGE.len() - 6);
    body.extend(late);
    assert!(lead.upload(&to, &[], &file).status == 403);
    assert_eq!(send(&house, &lead.cookies(), &body, body.len()).split(' ').nth(1), Some("403"));
    assert_eq!(house.blobs(), 0);
}

/// Sends the beginning of an upload by hand; the answer, or nothing when the sender leaves first.
fn send(house: &House, cookies: &str, body: &[u8], announced: usize) -> String {
    let host = house.server.url.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    let head = format!(
        "POST /cases/{}/evidence HTTP/1.1\r\nHost: {host}\r\nCookie: {cookies}\r\nConnection: close\r\n\
         Content-Type: multipart/form-data; boundary={EDGE}\r\nContent-Length: {announced}\r\n\r\n",
        house.case
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(body).unwrap();
    let mut answer = String::new();
    if announced == body.len() {
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        stream.read_to_string(&mut answer).unwrap();
    }
    answer
}

#[test]
fn an_upload_that_breaks_off_leaves_nothing_behind() {
    let house = House::open();
    let (lead, url) = (house.lead(), house.url());
    let token = lead.get(&format!("{url}/evidence/new")).token();
    let bytes = large();
    let whole = multipart(&[("csrf", token)], &[File { field: "files", name: "a.bin", bytes: &bytes }]);
    // The connection is lost in the middle of the file.
    send(&house, &lead.cookies(), &whole[..whole.len() / 2], whole.len());
    // A body that ends without its closing edge is answered, and soon.
    let start = Instant::now();
    let cut = &whole[..whole.len() - 2 * EDGE.len()];
    let answer = send(&house, &lead.cookies(), cut, cut.len());
    assert!(answer.starts_with("HTTP/1.1 422"), "{}", answer.lines().next().unwrap_or_default());
    assert!(start.elapsed() < Duration::from_secs(20));
    let deadline = Instant::now() + Duration::from_secs(20);
    while house.blobs() > 0 && Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(house.blobs(), 0, "a file was left behind");
    let kept = evidence::list(&house.office.store, &house.office.registrar, house.case).unwrap();
    assert!(kept.is_empty());
    // The same file, whole, is taken after all.
    let answer = send(&house, &lead.cookies(), &whole, whole.len());
    assert!(answer.starts_with("HTTP/1.1 303"), "{}", answer.lines().next().unwrap_or_default());
}

#[test]
fn an_item_is_described_anew_and_its_first_description_stays() {
    let house = House::open();
    let (lead, url) = (house.lead(), house.url());
    let (form, to) = (format!("{url}/evidence/new"), format!("{url}/evidence"));
    let file = [File { field: "files", name: "a.txt", bytes: b"x" }];
    lead.upload_from(&form, &to, &[("title", "Primero")], &file);
    let edit = format!("{url}/evidence/E-001/edit");
    let revision = lead.get(&edit).value("revision");
    let typed = [("revision", revision.as_str()), ("title", "Segundo"), ("graphic", "yes")];
    assert_eq!(lead.post_from(&edit, &edit, &typed).status, 303);
    assert!(lead.get(&format!("{url}/evidence/E-001")).text().contains("<h1>Segundo</h1>"));
    assert!(lead.get(&format!("{url}/evidence/E-001?revision=1")).text().contains("<h1>Primero</h1>"));
    assert_eq!(lead.post_from(&edit, &edit, &typed).status, 409, "somebody else was there before");
}

#[test]
fn a_reader_sees_and_brings_nothing_in_and_a_stranger_sees_nothing() {
    let house = House::open();
    house.office.member(house.case, "lectora", Role::Reader);
    house.office.colleague("ajena");
    let (lead, url) = (house.lead(), house.url());
    let (form, to) = (format!("{url}/evidence/new"), format!("{url}/evidence"));
    let file = [File { field: "files", name: "a.txt", bytes: b"x" }];
    lead.upload_from(&form, &to, &[], &file);
    let reader = house.sign_in("lectora");
    assert_eq!(reader.get(&to).status, 200);
    assert_eq!(reader.get(&form).status, 403);
    assert_eq!(reader.upload_from(&to, &to, &[], &file).status, 403);
    assert_eq!(reader.get(&format!("{url}/evidence/E-001/original")).status, 403);
    let stranger = house.sign_in("ajena");
    for path in ["/evidence", "/evidence/E-001", "/posts", "/links", "/dossiers", "/ledger", "/jobs/1"] {
        assert_eq!(stranger.get(&format!("{url}{path}")).status, 404, "{path}");
    }
}

#[test]
fn tags_are_kept_when_an_item_is_described_anew_and_lead_to_what_carries_them() {
    let house = House::open();
    let (lead, url) = (house.lead(), house.url());
    let (form, to) = (format!("{url}/evidence/new"), format!("{url}/evidence"));
    for (name, tags) in [("a.txt", "órdenes, mesa de redes"), ("b.txt", "mesa de redes"), ("c.txt", "")] {
        let file = [File { field: "files", name, bytes: name.as_bytes() }];
        lead.upload_from(&form, &to, &[("tags", tags), ("graphic", "yes")], &file);
    }
    let tags = |reference: &str| {
        let items = evidence::list(&house.office.store, &house.office.registrar, house.case).unwrap();
        let item = items.into_iter().find(|item| item.reference == reference).unwrap();
        item.body.tags.iter().map(|tag| tag.reveal().to_owned()).collect::<Vec<_>>()
    };
    // The form as the browser shows it, sent back with another title and no word on the tags changed.
    let edit = format!("{url}/evidence/E-001/edit");
    let page = lead.get(&edit);
    assert_eq!(page.value("tags"), "órdenes, mesa de redes");
    let (revision, typed) = (page.value("revision"), page.value("tags"));
    let same = [("revision", revision.as_str()), ("title", "Otro"), ("tags", &typed), ("graphic", "yes")];
    assert_eq!(lead.post_from(&edit, &edit, &same).status, 303);
    assert_eq!(tags("E-001"), ["órdenes", "mesa de redes", "graphic"]);
    // A form that does not ask for tags takes none away; one that asks takes away what was deleted.
    let silent = [("revision", "2"), ("title", "Otro")];
    assert_eq!(lead.post_from(&edit, &edit, &silent).status, 303);
    assert_eq!(tags("E-001"), ["órdenes", "mesa de redes"]);
    let fewer = [("revision", "3"), ("title", "Otro"), ("tags", "#órdenes")];
    assert_eq!(lead.post_from(&edit, &edit, &fewer).status, 303);
    assert_eq!(tags("E-001"), ["órdenes"]);
    assert!(lead.get(&format!("{url}/evidence/E-001")).text().contains("<span class=\"tag\">órdenes</span>"));

    let list = lead.get(&to).text();
    assert!(list.contains("mesa de redes <span") && !list.contains("graphic <span"), "{list}");
    assert!(!list.contains("tag=%") && !list.contains("tag=mesa"), "no tag in an address");
    let only = lead.get(&format!("{to}?tag=2")).text();
    assert!(only.contains("E-002") && !only.contains(">E-001<") && !only.contains(">E-003<"));
}

#[test]
fn a_step_of_custody_is_told_shown_and_in_the_ledger() {
    let house = House::open();
    let (lead, url) = (house.lead(), house.url());
    let (form, to) = (format!("{url}/evidence/new"), format!("{url}/evidence"));
    let file = [File { field: "files", name: "a.txt", bytes: b"x" }];
    lead.upload_from(&form, &to, &[], &file);
    let (item, custody) = (format!("{url}/evidence/E-001"), format!("{url}/evidence/E-001/custody"));
    let typed = [
        ("step_kind", "transferred"),
        ("step_at", "2020-05-12T14:02"),
        ("step_from", "una abogada"),
        ("step_to", "el laboratorio"),
        ("step_place", "Oficina central"),
        ("step_note", "Sobre <cerrado> y firmado"),
    ];
    let told = lead.post_from(&item, &custody, &typed);
    assert_eq!((told.status, told.location().ends_with("/evidence/E-001#custody")), (303, true));
    lead.post_from(&item, &custody, &[("step_kind", "hashed")]);
    let shown = lead.get(&item).text();
    for part in ["Transferido", "una abogada", "el laboratorio", "Oficina central", "Sobre &lt;cerrado&gt;"] {
        assert!(shown.contains(part), "{part} is not shown");
    }
    assert!(shown.contains("12 may 2020, 14:02"), "by the clock of the case");
    assert_eq!(shown.matches("La huella coincide").count(), 2, "received, and verified anew");
    assert!(
        shown.find("Transferido</span>") < shown.find("Recibido</span>"),
        "in the order in which it happened"
    );
    let record = evidence::list(&house.office.store, &house.office.registrar, house.case).unwrap()[0].id;
    let steps =
        evidence::show(&house.office.store, &house.office.registrar, house.case, record).unwrap().custody;
    let entries =
        resguardo::service::ledger::entries(&house.office.store, &house.office.registrar, house.case, 0, 100)
            .unwrap();
    for step in &steps {
        let entry = entries.entries.iter().find(|entry| entry.record == Some(step.id));
        assert!(entry.is_some(), "{} is not in the ledger", step.reference);
    }

    let wrong = [("step_kind", ""), ("step_at", "ayer"), ("step_note", "lo que escribí")];
    let refused = lead.post_from(&item, &custody, &wrong);
    let text = refused.text();
    assert_eq!(refused.status, 422);
    assert!(text.contains("step_kind-problem") && text.contains("step_at-problem"), "{text}");
    assert!(text.contains("lo que escribí") && text.contains("<details class=\"more\" open>"));
    let future = [("step_kind", "moved"), ("step_at", "2999-01-01T00:00")];
    assert!(lead.post_from(&item, &custody, &future).text().contains("Esta fecha aún no llega"));
    assert_eq!(
        evidence::show(&house.office.store, &house.office.registrar, house.case, record)
            .unwrap()
            .custody
            .len(),
        steps.len()
    );
    house.office.member(house.case, "lectora", Role::Reader);
    let reader = house.sign_in("lectora");
    assert!(!reader.get(&item).text().contains("/custody"));
    assert_eq!(reader.post_from(&item, &custody, &typed).status, 403);
}

#[test]
fn what_an_item_is_called_in_another_language_is_kept_shown_and_offered_again() {
    let house = House::open();
    let (lead, url) = (house.lead(), house.url());
    let (form, to) = (format!("{url}/evidence/new"), format!("{url}/evidence"));
    let file = [File { field: "files", name: "a.txt", bytes: b"x" }];
    let typed = [("title", "La orden"), ("wordings-en-title", "The order")];
    let item = lead.upload_from(&form, &to, &typed, &file).location().to_owned();
    assert!(lead.get(&item).text().contains("The order"));
    let edit = format!("{item}/edit");
    assert!(lead.get(&edit).text().contains("value=\"The order\""));
    let long = "x".repeat(301);
    let refused = lead.post_from(&edit, &edit, &[("title", "La orden"), ("wordings-en-title", &long)]);
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("href=\"#wordings-en-title\""));
    lead.post_from(&edit, &edit, &[("title", "La orden"), ("wordings-en-title", "")]);
    assert!(!lead.get(&item).text().contains("The order"));
}
