//! What the lead of a case does, page by page.

use super::papers::Papers;
use super::{ANALYST, LEAD, Person};
use crate::support::office::PASSWORD;
use std::time::{Duration, Instant};

const TOLD: &str = "Nos dieron el texto ya escrito.";
const NAME: &str = "Nombre Ficticio Tres";

impl Person {
    pub fn founds_the_organisation(&self) {
        self.goes_to("/");
        self.browser.screenshot("setup");
        self.browser.fill("#organisation", "Archivo Ciudadano");
        self.browser.fill("#account", LEAD);
        self.browser.fill("#password", PASSWORD);
        self.browser.fill("#password_again", PASSWORD);
        self.browser.follow(".auth .button.main");
        self.reads(".empty h2", "No tienes ningún caso");
        self.browser.screenshot("cases-empty");
    }

    pub fn leaves_and_signs_in_again(&self) {
        self.browser.follow("#leave button");
        self.reads("h1", "La sesión terminó");
        self.signs_in(LEAD);
        assert!(self.browser.url().ends_with("/cases"), "{}", self.browser.url());
    }

    pub fn adds_an_account_for_a_colleague(&self) {
        self.browser.follow(".page-head a[href='/accounts']");
        self.browser.fill("#name", ANALYST);
        self.browser.fill("#password", PASSWORD);
        self.browser.fill("#password_again", PASSWORD);
        self.browser.follow("form[action='/accounts'] .button.main");
        self.reads("table", ANALYST);
        self.browser.screenshot("accounts");
    }

    pub fn opens_a_new_case(&self) {
        self.goes_to("/cases");
        self.browser.follow("a[href='/cases/new']");
        self.browser.fill("#title", "Campaña contra periodistas (ficticio)");
        self.browser.follow(".form-foot .button.main");
        self.reads("h1", "Campaña contra periodistas");
        self.browser.screenshot("case-new");
    }

    pub fn gives_the_colleague_a_role(&self) {
        self.opens("members");
        self.browser.choose("#account", ANALYST);
        self.browser.choose("#role", "Análisis");
        self.browser.fill("#reason", "Revisará las publicaciones.");
        self.browser.follow("form[action$='/members'] .button.main");
        self.reads(".notice", "Se dio acceso");
        self.reads("table", ANALYST);
        self.browser.screenshot("members");
    }

    pub fn starts_an_interview_with_two_segments_and_consent(&self) {
        self.opens_the_case();
        self.browser.follow(".page-head .button.main");
        self.browser.fill("#person-pseudonym", "Ahuehuete");
        self.browser.click("input[name=relations][value=witness]");
        self.browser.fill("#session-date", "2020-05");
        self.browser.fill("#narrative", "Entré en abril.");
        self.browser.fill("#segments-0-text", TOLD);
        self.browser.choose("#segments-0-basis", "Lo viví");
        self.browser.follow("button[name=add-segments]");
        assert_eq!(self.browser.value("#segments-0-text"), TOLD, "a row more loses nothing");
        self.browser.fill("#segments-1-text", "Quien no publicara se iba.");
        self.browser.choose("#grants-0-recipient", "Comisión Nacional de los Derechos Humanos");
        self.browser.choose("#grants-0-decision", "Otorgado");
        self.browser.choose("#grants-0-scope", "Puede llegar al Estado, con reserva de identidad");
    }

    pub fn is_told_what_is_missing_and_logs_it(&self) {
        self.browser.follow("button.main[name=act]");
        self.reads(".error-summary", "Marca que se le explicó");
        self.browser.screenshot("interview-rejected");
        assert_eq!(self.browser.value("#segments-1-text"), "Quien no publicara se iba.");
        self.browser.choose("#segments-1-basis", "Lo oí directamente");
        // The summary leads to the field.
        self.browser.click(".error-summary a[href='#session-rights_notice_given']");
        self.browser.click("#session-rights_notice_given");
        for segment in ["0", "1"] {
            self.browser.click(&format!("[data-row]:has(#segments-{segment}-text) summary"));
            self.browser.choose(&format!("#segments-{segment}-identifies_source"), "No");
        }
        self.browser.follow("button.main[name=act]");
        assert_eq!(self.browser.texts("ol.numbered p.book").len(), 2);
        assert_eq!(self.browser.title(), "Resguardo · T-001");
        self.reads(".record-side", "Otorgado");
        self.browser.screenshot("interview");
    }

    pub fn notes_who_the_person_is(&self) {
        self.browser.follow(".facts a[href$='/people/P-001']");
        self.browser.follow(".notice.identity a");
        self.browser.fill("#password", PASSWORD);
        self.browser.follow("form.section .button.main");
        self.browser.follow(".notice.identity form button");
        self.browser.fill("#identity-name", NAME);
        self.browser.follow("form[action$='/identity/record'] .button.main");
        self.browser.follow(".notice.identity form button");
        self.reads("main", NAME);
        self.browser.screenshot("identity");
        self.browser.follow(".lock.open button");
        self.finds_none(".lock.open");
    }

    pub fn attaches_a_picture(&self) {
        self.opens("evidence");
        self.browser.follow("a[href$='/evidence/new']");
        self.browser.choose("#kind", "Captura de chat");
        self.browser.fill("#title", "Captura del grupo");
        self.browser.click("#nobody_shown");
        self.browser.attach("#files", &Papers::picture());
        self.browser.follow("form[enctype] .button.main");
        self.reads("h1", "Captura del grupo");
        assert!(self.browser.shows_picture(".preview"), "the preview is drawn");
        self.reads(".timeline", "Recibido");
        self.browser.screenshot("evidence-item");
    }

    pub fn imports_posts(&self) {
        self.opens("posts");
        self.browser.follow("a[href$='/posts/import']");
        self.browser.fill("#title", "Publicaciones de mayo");
        self.browser.attach("#file", &Papers::posts());
        self.browser.follow("form[enctype] .button.main");
        self.arrives_at("/posts/S-001");
        self.reads(".tally", "52");
        self.browser.screenshot("posts-report");
    }

    pub fn links_the_picture_with_a_post(&self) {
        self.opens("evidence");
        self.browser.follow("a.row");
        self.browser.follow(".page-head a[href*='/links/new']");
        assert_eq!(self.browser.value("#from"), "E-001");
        self.browser.fill("#to", "S-001/1");
        self.browser.fill("#note", "El mismo texto.");
        self.browser.follow("form[action$='/links'] .button.main");
        self.opens("links");
        self.reads("tbody tr", "S-001/1");
    }

    pub fn answers_what_the_body_asks(&self) {
        self.opens("dossiers");
        self.browser.follow("a[href$='/dossiers/prepare/cndh']");
        self.browser.fill("[id='body_facts.place']", "Ciudad de México");
        self.browser.fill("[id='body_facts.narrative']", "El 11 de mayo se publicó el mismo texto.");
        self.browser.screenshot("dossier-fill");
        self.browser.follow("button[value=check].main");
    }

    pub fn sees_what_would_leave(&self) {
        for reference in ["T-001", "E-001", "S-001"] {
            self.reads(".checks .ok", reference);
        }
        self.reads(".checks", "ratifica");
        self.browser.screenshot("dossier-check");
        self.browser.follow(".panel .button.main");
        self.reads(".error-summary", "Faltan");
        self.browser.click("#incomplete");
    }

    pub fn exports_and_downloads(&self) {
        // Closing the identities made the password an old one: it is asked for again.
        self.browser.follow(".panel .button.main");
        self.browser.fill("#password", PASSWORD);
        self.browser.screenshot("confirm");
        self.browser.follow("form[action='/confirm'] .button.main");
        self.browser.follow(".panel .button.main");
        self.browser.screenshot("job");
        self.arrives_at("/dossiers/D-001");
        self.browser.screenshot("dossier");
        let codes = self.browser.texts(".record-side code");
        let key = codes.into_iter().find(|code| code.starts_with("RW")).expect("the key is shown");
        let name = self.browser.text(".record-side dd");
        self.browser.click(".page-head .button.main");
        self.papers.keep(&self.browser.downloaded(&name), key);
    }

    pub fn verifies_it_on_the_page(&self) {
        self.goes_to("/verify");
        self.browser.attach("#file", &self.papers.dossier());
        self.browser.follow("form[enctype] .button.main");
        self.reads(".notice.success", "lo firmó esta organización");
        self.browser.screenshot("verified");
    }

    /// Long work has a page that refreshes itself until the work leads on.
    fn arrives_at(&self, path: &str) {
        let start = Instant::now();
        while !self.browser.url().ends_with(path) {
            assert!(start.elapsed() < Duration::from_secs(90), "{}", self.browser.source());
            std::thread::sleep(Duration::from_millis(200));
        }
    }
}
