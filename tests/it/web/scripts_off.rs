//! The pages in Chromium with JavaScript off.

use super::Site;
use crate::support::browser::{Browser, Scripts};
use crate::support::office::{CANARY, PASSWORD};

#[test]
fn an_interview_is_logged_with_scripts_off() {
    let site = Site::open();
    let browser = Browser::open(Scripts::Off, "es");
    // Tall enough that nothing is under what stays at the edges of the window.
    browser.resize(1280, 5200);
    browser.goto(&site.server.url);
    browser.fill("#account", &format!("registro {CANARY}"));
    browser.fill("#password", PASSWORD);
    browser.follow(".auth button");
    assert!(browser.url().ends_with("/cases"), "{}", browser.url());
    browser.screenshot("cases");
    browser.follow("a.row");
    browser.screenshot("case");
    browser.follow(".page-head .button.main");
    browser.fill("#person-pseudonym", "Ahuehuete");
    browser.fill("#session-date", "2020-05");
    browser.fill("#narrative", "Entré en abril.");
    browser.fill("#segments-0-text", "Nos dieron el texto ya escrito.");
    browser.choose("#segments-0-basis", "Lo viví");
    browser.follow("button[name=add-segments]");
    assert_eq!(browser.value("#segments-0-text"), "Nos dieron el texto ya escrito.");
    browser.fill("#segments-1-text", "Quien no publicara se iba.");
    browser.screenshot("interview-form");
    browser.follow("button.main[name=act]");
    assert!(
        browser.text(".error-summary").contains("Marca que se le explicó"),
        "{}",
        browser.text(".error-summary")
    );
    browser.screenshot("interview-rejected");
    assert_eq!(browser.value("#segments-1-text"), "Quien no publicara se iba.");
    browser.choose("#segments-1-basis", "Lo oí directamente");
    // The summary leads to the field.
    browser.click(".error-summary a[href='#session-rights_notice_given']");
    browser.click("#session-rights_notice_given");
    browser.follow("button.main[name=act]");
    assert_eq!(browser.texts("ol.numbered p.book").len(), 2);
    assert_eq!(browser.title(), "Resguardo · T-001");
    browser.screenshot("interview");
    for (path, name) in [
        ("/people/P-001", "person"),
        ("/people/P-001/consent", "person-consent"),
        ("/interviews", "interviews"),
        ("/members", "members"),
        ("/identities", "identities"),
        ("/edit", "case-edit"),
    ] {
        browser.goto(&format!("{}{}{path}", site.server.url, site.url()));
        browser.screenshot(name);
    }
    browser.goto(&format!("{}{}/identities?back={}/people/P-001", site.server.url, site.url(), site.url()));
    browser.fill("#password", PASSWORD);
    browser.follow("form.section .button.main");
    browser.follow(".notice.identity form button");
    assert!(browser.text(".identity-banner").contains("identidades"));
    browser.screenshot("identity");
    browser.goto(&format!("{}/accounts", site.server.url));
    browser.screenshot("accounts");
}
