//! The whole main job as a documenter meets it: in a real browser with JavaScript off, through the
//! pages alone, from the first visit to what a second member sees.

mod analyst;
mod lead;
mod papers;

use crate::support::browser::{Browser, Scripts};
use crate::support::office::PASSWORD;
use crate::support::server::Server;
use papers::Papers;

const LEAD: &str = "inés";
const ANALYST: &str = "tomás";

/// Somebody at a browser of their own.
struct Person {
    browser: Browser,
    server: String,
    papers: Papers,
}

impl Person {
    fn sits_down(server: &Server) -> Self {
        let browser = Browser::open(Scripts::Off, "es");
        // Tall enough that nothing is under what stays at the edges of the window.
        browser.resize(1280, 5200);
        Self { browser, server: server.url.clone(), papers: Papers::at_hand() }
    }

    fn goes_to(&self, path: &str) {
        self.browser.goto(&format!("{}{path}", self.server));
    }

    fn signs_in(&self, account: &str) {
        self.goes_to("/");
        self.browser.fill("#account", account);
        self.browser.fill("#password", PASSWORD);
        self.browser.follow(".auth .button.main");
    }

    fn opens_the_case(&self) {
        self.goes_to("/cases");
        self.browser.follow("a.row");
    }

    /// By the rail, as its entries are named.
    fn opens(&self, section: &str) {
        self.browser.follow(&format!(".rail-wide a[href$='/{section}']"));
    }

    #[track_caller]
    fn reads(&self, css: &str, words: &str) {
        let texts = self.browser.texts(css);
        assert!(texts.iter().any(|text| text.contains(words)), "{css} without «{words}»: {texts:?}");
    }

    #[track_caller]
    fn finds_none(&self, css: &str) {
        assert_eq!(self.browser.texts(css), Vec::<String>::new(), "{css}");
    }
}

#[test]
fn the_whole_main_job_goes_through_the_pages_with_javascript_off() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let server = Server::start(&["--data".as_ref(), data.as_os_str()]).expect("the server listens");
    let lead = Person::sits_down(&server);

    lead.founds_the_organisation();
    lead.leaves_and_signs_in_again();
    lead.adds_an_account_for_a_colleague();
    lead.opens_a_new_case();
    lead.gives_the_colleague_a_role();

    lead.starts_an_interview_with_two_segments_and_consent();
    lead.is_told_what_is_missing_and_logs_it();
    lead.notes_who_the_person_is();
    lead.attaches_a_picture();
    lead.imports_posts();
    lead.links_the_picture_with_a_post();

    lead.answers_what_the_body_asks();
    lead.sees_what_would_leave();
    lead.exports_and_downloads();
    lead.verifies_it_on_the_page();
    lead.papers.verify_with_common_tools();

    let analyst = Person::sits_down(&server);
    analyst.signs_in(ANALYST);
    analyst.sees_what_the_role_allows();
    analyst.is_offered_nothing_else();
}
