//! With JavaScript off: a file goes in and a dossier comes out, in a real browser.

use super::client::House;
use crate::support::browser::{Browser, Scripts};
use crate::support::office::{CANARY, PASSWORD};
use resguardo::dossier::verify;
use std::time::{Duration, Instant};

#[test]
fn without_javascript_evidence_goes_in_and_a_dossier_comes_out() {
    let house = House::open();
    let browser = Browser::open(Scripts::Off, "es");
    let url = house.url();
    browser.resize(1280, 3000);
    browser.goto(&format!("{}/sign-in", house.server.url));
    browser.fill("#account", &format!("registro {CANARY}"));
    browser.fill("#password", PASSWORD);
    browser.follow("form .button.main");

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("captura.txt");
    std::fs::write(&path, "lo que se dijo en el grupo").unwrap();
    browser.goto(&format!("{url}/evidence/new"));
    browser.screenshot("evidence-new");
    browser.fill("#title", "Captura del grupo");
    browser.attach("#files", &path);
    browser.follow("form[enctype] .button.main");
    assert_eq!(browser.url(), format!("{url}/evidence/E-001"));
    assert_eq!(browser.text("h1"), "Captura del grupo");
    browser.screenshot("evidence-item");

    browser.goto(&format!("{url}/posts/import"));
    let posts = folder.path().join("tabla.csv");
    std::fs::write(&posts, "quien;dijo;cuando\nana;hola;03/04/2021 10:00\n").unwrap();
    browser.attach("#file", &posts);
    browser.follow("form[enctype] .button.main");
    browser.screenshot("posts-mapping");
    browser.choose("#column-text", "2 · dijo · hola");
    browser.attach("#file", &posts);
    browser.follow("form[enctype] .button.main");
    assert_eq!(browser.url(), format!("{url}/posts/S-001"));
    browser.screenshot("posts-report");

    browser.goto(&format!("{url}/dossiers/prepare/cndh"));
    browser.screenshot("dossier-fill");
    browser.follow("button[value=check].main");
    browser.screenshot("dossier-check");
    browser.click("#incomplete");
    browser.follow(".panel .button.main");
    browser.screenshot("job");
    // The page refreshes itself until the job leads on.
    let start = Instant::now();
    while browser.url() != format!("{url}/dossiers/D-001") {
        assert!(start.elapsed() < Duration::from_secs(90), "{}", browser.source());
        std::thread::sleep(Duration::from_millis(200));
    }
    browser.screenshot("dossier");
    let name = browser.text("dd");
    browser.click(".page-head .button.main");
    let report = verify::verify(&browser.downloaded(&name), None).unwrap();
    assert!(report.holds(), "{:?}", report.failures().collect::<Vec<_>>());
    for (page, name) in [
        ("/evidence", "evidence-list"),
        ("/posts", "posts-list"),
        ("/posts/S-001/1", "post"),
        ("/links", "links"),
        ("/links/new", "links-new"),
        ("/dossiers", "dossiers"),
        ("/ledger", "ledger"),
    ] {
        browser.goto(&format!("{url}{page}"));
        browser.screenshot(name);
    }
    browser.follow(".page-head form .button.main");
    browser.screenshot("ledger-verified");
}
