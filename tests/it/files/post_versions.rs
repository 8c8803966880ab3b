//! The same post in several files of a case: what differs is kept and shown, what is the same is counted.

use super::client::House;
use super::posts::{import, outcome};

const FIRST: &str = "{\"id\":\"1500000000000000001\",\"author_id\":\"7\",\"text\":\"Lo dicho primero\",\"created_at\":\"2022-03-05T06:07:42.000Z\"}\n\
    {\"id\":\"1500000000000000002\",\"author_id\":\"7\",\"text\":\"Siempre igual\",\"created_at\":\"2022-03-05T06:07:08.000Z\"}\n";
const SECOND: &str = "{\"id\":\"1500000000000000002\",\"author_id\":\"7\",\"text\":\"Siempre igual\",\"created_at\":\"2022-03-05T06:07:08.000Z\",\"edited\":1}\n\
    {\"id\":\"1500000000000000001\",\"author_id\":\"7\",\"text\":\"Lo <dicho> después\",\"created_at\":\"2022-03-05T06:07:42.000Z\"}\n\
    {\"id\":\"1500000000000000001\",\"author_id\":\"7\",\"text\":\"Lo <dicho> después\",\"created_at\":\"2022-03-05T06:07:42.000Z\"}\n\
    {\"id\":\"1500000000000000003\",\"author_id\":\"7\",\"text\":\"Nueva\",\"created_at\":\"2022-03-05T06:07:08.000Z\"}\n";

fn both() -> (House, super::client::Client) {
    let house = House::open();
    let lead = house.lead();
    for (title, text) in [("Primera captura", FIRST), ("Segunda captura", SECOND)] {
        outcome(&lead, &import(&house, &lead, &[("title", title)], "t.jsonl", text.as_bytes()));
    }
    (house, lead)
}

#[test]
fn a_differing_capture_is_kept_as_a_version_and_the_same_one_is_counted() {
    let (house, lead) = both();
    let url = house.url();
    let page = lead.get(&format!("{url}/posts/S-002")).text();
    let counts: Vec<&str> =
        page.split("<span class=\"value\">").skip(1).filter_map(|rest| rest.split('<').next()).collect();
    assert_eq!(counts, ["1", "2", "1", "0", "4"], "imported, duplicates, versions, rejected, all");

    let first = lead.get(&format!("{url}/posts/S-001/1")).text();
    assert!(first.contains("Otras capturas") && first.contains("/posts/S-002/1"), "{first}");
    assert!(first.contains("Segunda captura") && first.contains("Lo &lt;dicho&gt; después"));
    let version = lead.get(&format!("{url}/posts/S-002/1")).text();
    assert!(version.contains("/posts/S-001/1") && version.contains("Lo dicho primero"));
    assert!(
        version.contains("Idéntica:") && version.contains("Línea 3"),
        "the same once more in its own file"
    );
    let same = lead.get(&format!("{url}/posts/S-001/2")).text();
    assert!(same.contains("Idéntica:") && same.contains("Línea 1") && same.contains("Segunda captura"));
    let alone = lead.get(&format!("{url}/posts/S-002/2")).text();
    assert!(!alone.contains("Otras capturas"));
}

#[test]
fn a_file_that_holds_nothing_new_is_recorded_with_its_places() {
    let (house, lead) = both();
    let again = import(&house, &lead, &[("title", "Tercera")], "t.jsonl", FIRST.as_bytes());
    let page = lead.get(&outcome(&lead, &again)).text();
    assert!(page.contains("<span class=\"value\">2</span>duplicadas"), "{page}");
    let first = lead.get(&format!("{}/posts/S-001/1", house.url())).text();
    assert!(first.contains("Tercera") && first.contains("Idéntica:"));
}

#[test]
fn what_contradicts_itself_is_told_on_the_post_on_the_set_and_as_a_table() {
    let (house, lead) = both();
    let url = house.url();
    let post = lead.get(&format!("{url}/posts/S-001/1")).text();
    assert!(post.contains("La hora declarada no es la que lleva el identificador"), "{post}");
    let page = lead.get(&format!("{url}/posts/S-001/checks")).text();
    assert!(page.contains("Un identificador con textos distintos"), "{page}");
    assert!(page.contains("/posts/S-001/1") && page.contains("/posts/S-002/1"));
    let table = lead.get(&format!("{url}/posts/S-001/checks.csv"));
    assert_eq!(table.header("content-type"), "text/csv; charset=utf-8");
    assert!(table.text().starts_with("check,meaning,about,said,found,seconds,references\n"));
    assert!(table.text().contains("\ntexts-of-id,") && table.text().contains("S-001/1 S-002/1"));
    house.office.colleague("ajena");
    assert_eq!(house.sign_in("ajena").get(&format!("{url}/posts/S-001/checks.csv")).status, 404);
}
