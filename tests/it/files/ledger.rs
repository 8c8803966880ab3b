use super::client::{File, House};
use resguardo::domain::account::Role;

#[test]
fn the_ledger_tells_newest_first_and_can_be_filtered_by_who_act_and_record() {
    let house = House::open();
    let (lead, url) = (house.lead(), house.url());
    let bytes = |n: usize| format!("archivo {n}").into_bytes();
    let contents: Vec<Vec<u8>> = (0..55).map(bytes).collect();
    let files: Vec<File> =
        contents.iter().map(|bytes| File { field: "files", name: "a.txt", bytes }).collect();
    lead.upload_from(&format!("{url}/evidence/new"), &format!("{url}/evidence"), &[], &files);
    let first = lead.get(&format!("{url}/ledger")).text();
    assert!(first.contains("E-055") && !first.contains(">E-001<") && first.contains("?page=2"));
    assert!(lead.get(&format!("{url}/ledger?page=2")).text().contains(">E-001<"));

    lead.get(&format!("{url}/evidence/E-002/original"));
    let one = lead.get(&format!("{url}/ledger?record=E-002")).text();
    assert!(one.contains("Descargó un original") && one.contains(">E-002<") && !one.contains(">E-003<"));
    let act = lead.get(&format!("{url}/ledger?act=original_read")).text();
    assert!(act.contains(">E-002<") && !act.contains(">E-055<"));
    let nobody = lead.get(&format!("{url}/ledger?who={}", house.case)).text();
    assert!(!nobody.contains(">E-002<"));
}

#[test]
fn the_ledger_verifies_alone_and_against_a_receipt_and_says_what_is_broken() {
    let house = House::open();
    let (lead, url) = (house.lead(), house.url());
    let receipt = lead.get(&format!("{url}/ledger/receipt"));
    assert!(receipt.header("content-disposition").starts_with("attachment; filename=\"resguardo-C-"));
    let file = [File { field: "files", name: "a.txt", bytes: b"x" }];
    lead.upload_from(&format!("{url}/evidence/new"), &format!("{url}/evidence"), &[], &file);
    let verify = |since: &str| {
        lead.post_from(&format!("{url}/ledger"), &format!("{url}/ledger/verify"), &[("since", since)])
    };
    for since in ["", &receipt.text()] {
        let page = verify(since).text();
        assert!(page.contains("notice success"), "{page}");
    }
    let wrong = verify("nothing of the kind");
    assert_eq!(wrong.status, 422);
    assert!(wrong.text().contains("id=\"since-problem\""));

    let blob = std::fs::read_dir(house.office.data().join("blobs")).unwrap().flatten();
    let mut folders: Vec<_> = blob.map(|entry| entry.path()).collect();
    let mut flipped = 0;
    while let Some(path) = folders.pop() {
        if path.is_dir() {
            folders.extend(std::fs::read_dir(&path).unwrap().flatten().map(|entry| entry.path()));
            continue;
        }
        let mut bytes = std::fs::read(&path).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        std::fs::write(&path, bytes).unwrap();
        flipped += 1;
    }
    assert_eq!(flipped, 1);
    let page = verify("").text();
    assert!(page.contains("notice danger") && page.contains("E-001: el archivo sellado"), "{page}");
}

#[test]
fn an_auditor_sees_acts_and_no_records() {
    let house = House::open();
    house.office.member(house.case, "auditora", Role::Auditor);
    let (auditor, url) = (house.sign_in("auditora"), house.url());
    assert_eq!(auditor.get(&format!("{url}/ledger")).status, 200);
    for path in ["/evidence", "/posts", "/links", "/dossiers"] {
        assert_eq!(auditor.get(&format!("{url}{path}")).status, 403, "{path}");
    }
    house.office.member(house.case, "lectora", Role::Reader);
    let reader = house.sign_in("lectora");
    for path in ["/ledger", "/ledger/receipt"] {
        assert_eq!(reader.get(&format!("{url}{path}")).status, 403, "{path}");
    }
}
