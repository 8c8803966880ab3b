//! The pages in Chromium with JavaScript off.

use super::Site;
use crate::support::browser::{Browser, Scripts};
use crate::support::office::{CANARY, PASSWORD};

#[test]
fn an_interview_is_logged_with_scripts_off() {
    let site = Site::open();
    let browser = Browser::open(Scripts::Off, "es");
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
    browser.click("#session-rights_notice_given");
    browser.follow("button.main[name=act]");
    assert_eq!(browser.texts("ol.numbered p.book").len(), 2);
    assert_eq!(browser.title(), "Resguardo · T-001");
    browser.screenshot("interview");
}
