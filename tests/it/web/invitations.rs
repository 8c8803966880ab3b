//! Somebody is invited, makes their keys at their own browser, and is let in once the registrar has
//! heard their fingerprint.

use super::Site;
use crate::support::office::PASSWORD;
use crate::support::visitor::{Visitor, hidden};

/// What stands between two marks of a page.
fn between<'p>(page: &'p str, before: &str, after: &str) -> &'p str {
    page.split(before).nth(1).and_then(|rest| rest.split(after).next()).unwrap_or_default()
}

/// Invites somebody: the code, and the address of their account for registrars.
fn invited(registrar: &mut Visitor, name: &str) -> (String, String) {
    registrar.get("/accounts").is(200);
    let page = registrar.post("/accounts/invite", &[("invited_name", name)]);
    page.is(200).says("Invitación lista");
    let code = between(&page.body, "<p class=\"spoken\"><code>", "</code>").to_owned();
    let url = between(&page.body, "class=\"button main\" href=\"", "\"").to_owned();
    assert!(code.len() == 29 && url.starts_with("/accounts/"), "{code} {url}");
    (code, url)
}

fn taken_up<'f>(code: &'f str, password: &'f str) -> [(&'f str, &'f str); 3] {
    [("code", code), ("password", password), ("password_again", password)]
}

#[test]
fn an_invited_person_chooses_the_password_and_is_let_in_by_their_fingerprint() {
    let site = Site::open();
    let (mut registrar, mut mar) = (site.lead(), site.visitor());
    let (code, url) = invited(&mut registrar, "mar");
    registrar.get("/accounts").says("Con invitación");
    registrar.get(&url).is(200).says("todavía no usa su código");
    let listed = registrar.get("/accounts");
    assert!(!listed.body.contains(&code), "the code is shown once");

    mar.get(&format!("/activate?code={code}")).is(200).says(&format!("value=\"{code}\""));
    mar.post("/activate", &taken_up(&code, "mar mar mar mar mar")).is(422).says("<strong>Débil</strong>");
    let done = mar.post("/activate", &taken_up(&code.to_lowercase().replace('-', " "), PASSWORD));
    done.is(200).says("Tus llaves están listas").says("mar");
    let words = between(&done.body, "<dd class=\"spoken\">", "</dd>").to_owned();
    assert_eq!(words.split(' ').count(), 8, "{words}");

    // Before it is confirmed nobody is let in, and the code is used up.
    mar.get("/sign-in").is(200);
    mar.post("/sign-in", &[("account", "mar"), ("password", PASSWORD)]).is(422);
    mar.get("/activate").is(200);
    mar.post("/activate", &taken_up(&code, PASSWORD)).is(422).says("Ese código no sirve");

    registrar.get("/accounts").says("Por confirmar");
    registrar.get(&url).is(200).says(&words);
    let whole = hidden(&registrar.page, "fingerprint");
    registrar
        .post(&format!("{url}/confirm"), &[("fingerprint", &whole)])
        .is(422)
        .says("Confirma solo después");
    let other = whole.replace(|c: char| c.is_ascii_hexdigit(), "0");
    let fields = [("fingerprint", other.as_str()), ("compared", "yes")];
    registrar.post(&format!("{url}/confirm"), &fields).is(409);
    let fields = [("fingerprint", whole.as_str()), ("compared", "yes")];
    registrar.submit(&format!("{url}/confirm"), &fields).is(200).says("La cuenta está confirmada");
    registrar.post(&format!("{url}/confirm"), &fields).is(404);
    mar.sign_in("mar", PASSWORD).get("/account").is(200).says(&words);
}

#[test]
fn codes_that_are_wrong_used_withdrawn_or_over_get_one_answer() {
    let site = Site::open();
    let (mut registrar, mut stranger) = (site.lead(), site.visitor());
    let (withdrawn, url) = invited(&mut registrar, "mar");
    registrar.submit(&format!("{url}/withdraw"), &[]).is(200).says("La invitación se retiró");
    registrar.get(&url).is(404);
    let (over, _) = invited(&mut registrar, "mar");
    let expire = "UPDATE invitations SET expires_at = 1";
    crate::guard::vandal_of(&site.office).run(expire);
    stranger.get("/activate").is(200);
    let mut answers = Vec::new();
    for code in [withdrawn.as_str(), &over, "ABCD", "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA", ""] {
        let answer = stranger.post("/activate", &taken_up(code, PASSWORD));
        answer.is(422);
        answers.push(answer.body.replace(&format!("value=\"{code}\""), "value=\"…\""));
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:#?}");
}

#[test]
fn names_that_are_taken_or_blank_are_not_invited_and_only_a_registrar_invites() {
    let site = Site::open();
    site.office.colleague("una");
    let mut registrar = site.lead();
    invited(&mut registrar, "mar");
    for (name, why) in [("una", "Ya hay una cuenta"), ("MAR", "Ya hay una cuenta"), (" ", "Falta este dato")]
    {
        registrar.get("/accounts").is(200);
        registrar.post("/accounts/invite", &[("invited_name", name)]).is(422).says(why);
    }
    let mut una = site.signed_in("una");
    una.get("/accounts").is(200);
    una.post("/accounts/invite", &[("invited_name", "otra")]).is(403);
    let members = registrar.get(&format!("{}/members", site.url()));
    assert!(!members.is(200).body.contains(">mar<"), "who was invited cannot be given access yet");
}
