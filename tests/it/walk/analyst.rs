//! What a member sees who analyses, and neither interviews nor files.

use super::Person;

impl Person {
    pub fn sees_what_the_role_allows(&self) {
        self.opens_the_case();
        self.reads(".rail-role", "Análisis");
        self.opens("interviews");
        self.browser.follow("a.row");
        self.reads("ol.numbered", "Nos dieron el texto ya escrito.");
        self.opens("posts");
        self.browser.fill("#words", "MIENTE y cobra");
        self.browser.follow(".filter .button.main");
        self.reads("tbody mark", "miente");
        self.opens("evidence");
        self.browser.follow("a.row");
        assert!(self.browser.shows_picture(".preview"));
        self.reads(".link-list", "S-001/1");
        self.browser.screenshot("evidence-as-analyst");
    }

    /// Neither by what is drawn, nor by an address that somebody else has.
    pub fn is_offered_nothing_else(&self) {
        self.opens("people");
        self.browser.follow("a.row");
        self.reads(".notice.identity", "no incluye la llave de identidades");
        for not_theirs in
            [".lock", "a[href*='/interviews/new']", ".rail a[href$='/dossiers']", ".rail a[href$='/ledger']"]
        {
            self.finds_none(not_theirs);
        }
        let case = self.browser.url().replace("/people/P-001", "");
        for not_theirs in ["/dossiers", "/ledger", "/interviews/new", "/dossiers/D-001/file"] {
            self.browser.goto(&format!("{case}{not_theirs}"));
            self.reads(".error-page", "función");
        }
    }
}
