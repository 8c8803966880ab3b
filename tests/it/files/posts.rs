use super::client::{Client, File, House, Reply};
use resguardo::domain::account::Role;

pub fn import(house: &House, who: &Client, fields: &[(&str, &str)], name: &str, bytes: &[u8]) -> Reply {
    let url = house.url();
    let file = [File { field: "file", name, bytes }];
    who.upload_from(&format!("{url}/posts/import"), &format!("{url}/posts"), fields, &file)
}

/// Where the import led, through its job if it took long.
pub fn outcome(who: &Client, reply: &Reply) -> String {
    assert_eq!(reply.status, 303, "{}", reply.text());
    match reply.location() {
        job if job.contains("/jobs/") => who.outcome(job),
        set => set.to_owned(),
    }
}

fn tweets() -> String {
    let tweet = |n: u64| {
        format!(
            "{{\"id\":\"15000000000000000{n:02}\",\"author_id\":\"7\",\"text\":\"Ataque {n} contra la prensa\",\
             \"created_at\":\"2022-03-05T06:07:08.000Z\"}}\n"
        )
    };
    (1..=70).map(|n| tweet(n % 60)).chain(["{\"id\": broken\n".to_owned()]).collect()
}

#[test]
fn a_file_of_posts_is_imported_with_its_balance_and_found_again() {
    let house = House::open();
    let (lead, url) = (house.lead(), house.url());
    let reply = import(
        &house,
        &lead,
        &[("title", "Etiqueta de abril"), ("source", "twarc")],
        "t.jsonl",
        tweets().as_bytes(),
    );
    let set = outcome(&lead, &reply);
    assert!(set.ends_with("/posts/S-001"), "{set}");
    let page = lead.get(&set).text();
    let counts: Vec<&str> =
        page.split("<span class=\"value\">").skip(1).filter_map(|rest| rest.split('<').next()).collect();
    assert_eq!(counts, ["60", "10", "1", "71"], "imported, duplicates, rejected, all");
    assert!(page.contains("No es JSON válido") && page.contains("línea 71</td>"), "place and reason");
    assert!(page.contains("5 mar 2022"), "the period of the posts");
    assert!(page.contains("Etiqueta de abril") && page.contains("twarc") && page.contains("?page=2"));
    let original = lead.get(&format!("{url}/evidence/E-001/original"));
    assert_eq!(original.text(), tweets());

    let (form, to) = (format!("{url}/posts"), format!("{url}/posts/search"));
    let found = lead.post_from(&form, &to, &[("q", "ATAQUE prensá 17"), ("set", "S-001"), ("author", "7")]);
    assert_eq!(found.status, 200);
    assert!(found.text().contains("S-001/17") && !found.text().contains("S-001/18"));
    assert!(found.text().contains("<mark>17 </mark>"));
    let none = lead.post_from(&form, &to, &[("q", "ataque"), ("author", "nadie")]);
    assert!(!none.text().contains("S-001/17"));

    let post = lead.get(&format!("{url}/posts/S-001/17")).text();
    assert!(
        post.contains("1500000000000000017") && post.contains("&quot;author_id&quot;"),
        "the raw record is shown"
    );
    assert!(post.contains("Línea 17") && post.contains("t.jsonl"), "where in which file it stood");
    assert!(post.contains("/posts/S-001/16") && post.contains("/posts/S-001/18"));
    assert_eq!(lead.get(&format!("{url}/posts/S-001/61")).status, 404);
}

#[test]
fn a_table_with_unknown_columns_asks_which_is_which_and_is_imported_then() {
    let house = House::open();
    let (lead, url) = (house.lead(), house.url());
    let table =
        "quien;dijo;cuando\nana;\"hola; <b>mundo</b>\";03/04/2021 10:00\nluis;adiós;04/04/2021 11:00\n";
    let asked = import(&house, &lead, &[("title", "Mi tabla")], "t.csv", table.as_bytes());
    assert_eq!(asked.status, 422);
    let page = asked.text();
    assert!(
        page.contains("hola; &lt;b&gt;mundo&lt;/b&gt;") && page.contains("name=\"column-text\""),
        "{page}"
    );
    assert_eq!(asked.value("title"), "Mi tabla");
    let typed = |text: &'static str| {
        [
            ("title", "Mi tabla"),
            ("has_header", "yes"),
            ("quotes", "yes"),
            ("delimiter", ";"),
            ("column-text", text),
            ("column-author-handle", "0"),
            ("column-created-at", "2"),
            ("date_order", "day-first"),
            ("time_zone", "America/Mexico_City"),
        ]
    };
    let again = import(&house, &lead, &typed(""), "t.csv", table.as_bytes());
    assert_eq!(again.status, 422);
    assert!(again.text().contains("id=\"column-text-problem\""), "the text is what is needed");
    let reply = import(&house, &lead, &typed("1"), "t.csv", table.as_bytes());
    let set = outcome(&lead, &reply);
    assert!(lead.get(&set).text().contains("Mi tabla"));
    let post = lead.get(&format!("{url}/posts/S-001/1")).text();
    assert!(post.contains("3 abr 2021, 10:00") && post.contains("@ana"), "{post}");
    assert_eq!(house.blobs(), 2, "one original and one set: what could not be read was not kept");
}

#[test]
fn what_is_no_file_of_posts_is_told_at_its_field() {
    let house = House::open();
    let (lead, url) = (house.lead(), house.url());
    for (name, bytes) in [("a.bin", &b"\x00\x01\x02"[..]), ("b.jsonl", b""), ("c.gz", b"\x1f\x8b\x08\x00")] {
        let reply = import(&house, &lead, &[("title", "Un título")], name, bytes);
        assert_eq!(reply.status, 422, "{name}");
        assert!(reply.text().contains("id=\"file-problem\"") && reply.text().contains("Un título"), "{name}");
    }
    assert_eq!(house.blobs(), 0);
    house.office.member(house.case, "entrevista", Role::Interviewer);
    let interviewer = house.sign_in("entrevista");
    assert_eq!(interviewer.get(&format!("{url}/posts/import")).status, 403);
}

#[test]
fn links_are_made_by_reference_and_shown_at_both_ends() {
    let house = House::open();
    let (lead, url) = (house.lead(), house.url());
    let reply = import(&house, &lead, &[], "t.jsonl", tweets().as_bytes());
    outcome(&lead, &reply);
    let form = format!("{url}/links/new?from=E-001");
    assert_eq!(lead.get(&form).value("from"), "E-001");
    let wrong = lead.post_from(
        &form,
        &format!("{url}/links"),
        &[("from", "E-001"), ("to", "E-099"), ("note", "mi nota")],
    );
    assert_eq!(wrong.status, 422);
    assert!(wrong.text().contains("id=\"to-problem\"") && wrong.text().contains("mi nota"));
    for to in ["S-001/37", "post:1500000000000000005"] {
        let fields = [("from", "E-001"), ("to", to), ("note", "lo muestra")];
        assert_eq!(lead.post_from(&form, &format!("{url}/links"), &fields).status, 303, "{to}");
    }
    for (page, other) in [
        ("/posts/S-001/37", "E-001"),
        ("/posts/S-001/5", "E-001"),
        ("/evidence/E-001", "S-001/37"),
        ("/links", "S-001/5"),
    ] {
        let shown = lead.get(&format!("{url}{page}")).text();
        assert!(shown.contains(other) && shown.contains("lo muestra"), "{page} does not show {other}");
    }
    assert!(!lead.get(&format!("{url}/posts/S-001/38")).text().contains("lo muestra"));
}

#[test]
fn every_reject_is_listed_and_leaves_as_a_table() {
    let house = House::open();
    let (lead, url) = (house.lead(), house.url());
    let bad: String = (0..12_000).map(|n| format!("{{\"id\": {n} broken\n")).collect();
    let file = format!("{}{bad}", tweets().lines().next().unwrap().to_owned() + "\n");
    let set = outcome(&lead, &import(&house, &lead, &[("title", "Muchas")], "t.jsonl", file.as_bytes()));
    let page = lead.get(&set).text();
    assert!(page.contains("línea 21</td>") && !page.contains("línea 22</td>"), "the first twenty");
    let all = lead.get(&format!("{set}/rejects?page=24")).text();
    assert!(all.contains("línea 12,001</td>") || all.contains("línea 12.001</td>"), "the last one");
    let table = lead.get(&format!("{set}/rejects.csv"));
    assert_eq!((table.status, table.header("content-type")), (200, "text/csv; charset=utf-8"));
    assert!(table.header("content-disposition").contains("S-001-rejected.csv"));
    let text = table.text();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!((lines.len(), lines[0]), (12_001, "unit,number,item,reason,meaning"));
    assert_eq!(
        (lines[1], lines[12_000]),
        ("line,2,,not-json,No es JSON válido", "line,12001,,not-json,No es JSON válido")
    );
    house.office.colleague("ajena");
    assert_eq!(house.sign_in("ajena").get(&format!("{url}/posts/S-001/rejects.csv")).status, 404);
}

#[test]
fn a_set_is_tagged_named_anew_and_found_by_its_tag() {
    let house = House::open();
    let (lead, url) = (house.lead(), house.url());
    let first = tweets();
    let second = first.replace("150000000000000", "160000000000000");
    import(&house, &lead, &[("title", "Una"), ("tags", "abril, #campaña")], "a.jsonl", first.as_bytes());
    import(&house, &lead, &[("title", "Otra"), ("tags", "abril")], "b.jsonl", second.as_bytes());
    let edit = format!("{url}/posts/S-001/edit");
    let form = lead.get(&edit);
    assert_eq!((form.value("title"), form.value("tags")), ("Una".into(), "abril, campaña".into()));
    let blank = [("revision", "1"), ("title", " "), ("tags", "abril")];
    let refused = lead.post_from(&edit, &edit, &blank);
    assert_eq!((refused.status, refused.value("tags")), (422, "abril".into()));
    let typed = [("revision", "1"), ("title", "La primera"), ("tags", "abril, campaña, prensa")];
    assert_eq!(lead.post_from(&edit, &edit, &typed).status, 303);
    assert_eq!(lead.post_from(&edit, &edit, &typed).status, 409, "somebody else was there before");
    let page = lead.get(&format!("{url}/posts/S-001")).text();
    assert!(page.contains("La primera") && page.contains("<span class=\"tag\">prensa</span>"));
    assert!(page.contains(">60</span>"), "its posts stay");
    let only = lead.get(&format!("{url}/posts?tag=2")).text();
    assert!(only.contains("La primera") && !only.contains("b.jsonl") && !only.contains(">Otra</a>"));
}

#[test]
fn who_can_be_recognised_in_a_file_of_posts_is_said_when_it_comes_in() {
    let house = House::open();
    let (lead, url) = (house.lead(), house.url());
    let form = lead.get(&format!("{url}/posts/import")).text();
    let (_, mark) = form.split_once("name=\"nobody_shown\"").expect("it is asked");
    assert!(mark.split('>').next().unwrap().contains("checked"), "and said unless it is unsaid");
    let files = [("Dicho", vec![("nobody_shown", "yes")]), ("Callado", vec![])];
    for ((title, mut fields), n) in files.into_iter().zip(1..) {
        fields.push(("title", title));
        let posts = tweets().replace("150000000000000", &format!("15{n}000000000000"));
        outcome(&lead, &import(&house, &lead, &fields, "t.jsonl", posts.as_bytes()));
    }
    let (store, actor) = (&house.office.store, &house.office.registrar);
    let items = resguardo::service::evidence::list(store, actor, house.case).unwrap();
    let said: Vec<bool> = items.iter().map(|item| item.body.nobody_shown).collect();
    assert_eq!(said, [true, false]);
    let wrong = import(&house, &lead, &[("persons", "nobody")], "t.jsonl", tweets().as_bytes());
    assert!(wrong.status == 422 && wrong.text().contains("No hay ningún registro con esa clave"));
}

#[test]
fn a_table_whose_encoding_nobody_knows_is_asked_about_and_the_answer_stands_in_the_report() {
    let house = House::open();
    let lead = house.lead();
    let table = b"id,text,user\n1500000000000000001,ma\xF1ana,una\n";
    let asked = import(&house, &lead, &[("title", "Mi tabla")], "t.csv", table);
    assert_eq!(asked.status, 422);
    assert!(asked.text().contains("id=\"encoding-problem\""), "{}", asked.text());
    assert!(asked.text().contains("<option value=\"windows-1252\" selected"), "{}", asked.text());
    let fields = [("title", "Mi tabla"), ("encoding", "windows-1252")];
    let set = outcome(&lead, &import(&house, &lead, &fields, "t.csv", table));
    let page = lead.get(&set).text();
    assert!(
        page.contains("mañana") && page.contains("Windows-1252") && page.contains("lo indicó quien importó")
    );
}
