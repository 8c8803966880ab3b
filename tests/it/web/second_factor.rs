//! The second factor: set up at the page, asked for at sign-in and when the password is asked for
//! again, and required of everybody where the organisation says so.

use super::Site;
use crate::support::device::Device;
use crate::support::office::{CANARY, PASSWORD, on_each_database};
use crate::support::visitor::{Visitor, hidden};
use resguardo::service::Error;
use resguardo::service::second_factor::{self, Given};

fn with_code(code: &str) -> Given<'_> {
    Given { password: PASSWORD, code: Some(code), from: None }
}

fn signs_in(site: &Site, account: &str, code: &str) -> u16 {
    let mut visitor = site.visitor();
    visitor.get("/sign-in");
    visitor.post("/sign-in", &[("account", account), ("password", PASSWORD), ("code", code)]).status
}

/// Sets it up as a person does; the device, and the spare codes.
fn sets_it_up(visitor: &mut Visitor) -> (Device, Vec<String>) {
    visitor.get("/account/second-factor").is(200).says("<svg class=\"qr\"");
    let secret = hidden(&visitor.page, "secret");
    let device = Device::with(&secret);
    let code = device.code(0);
    let fields = [("secret", secret.as_str()), ("code", code.as_str()), ("password", PASSWORD)];
    let page = visitor.post("/account/second-factor", &fields);
    page.is(200).says("Códigos de respaldo");
    let codes = page.body.split("<li><code>").skip(1).filter_map(|rest| rest.split("</code>").next());
    (device, codes.map(str::to_owned).collect())
}

#[test]
fn codes_of_the_device_and_spare_ones_let_in_once_each_and_the_password_alone_does_not() {
    let site = Site::open();
    site.office.colleague("una");
    let mut una = site.signed_in("una");
    una.get("/account/second-factor").is(200);
    let secret = hidden(&una.page, "secret");
    let wrong = [("secret", secret.as_str()), ("code", "000000"), ("password", PASSWORD)];
    let rejected = una.post("/account/second-factor", &wrong);
    rejected.is(422).says("El código no corresponde");
    assert_eq!(hidden(&rejected.body, "secret"), secret, "the device that took it fits still");
    let mut elsewhere = site.signed_in("una");
    let (device, spares) = sets_it_up(&mut una);
    assert_eq!(spares.len(), 10);
    elsewhere.get("/cases").is(303);
    una.get("/account/second-factor").is(200).says("Te quedan 10 códigos");

    // The code that set it up is used, whichever of its steps this is now.
    assert_eq!(signs_in(&site, "una", ""), 422);
    assert_eq!(signs_in(&site, "una", "000000"), 422);
    let (before, next) = (device.code(0), device.code(1));
    assert_eq!(signs_in(&site, "una", &next), 303);
    assert_eq!(signs_in(&site, "una", &next), 422, "a code is taken once");
    assert_eq!(signs_in(&site, "una", &before), 422, "and none before it");
    assert_eq!(signs_in(&site, "una", &spares[0].to_lowercase()), 303);
    assert_eq!(signs_in(&site, "una", &spares[0]), 422);

    una.get("/confirm?back=/cases").is(200).says("name=\"code\"");
    una.post("/confirm", &[("back", "/cases"), ("password", PASSWORD)]).is(422);
    una.post("/confirm", &[("back", "/cases"), ("password", PASSWORD), ("code", &spares[1])]).is(303);
    let change = |act, code| [("act", act), ("password", PASSWORD), ("code", code)];
    let page = una.post("/account/second-factor/change", &change("codes", &spares[2]));
    page.is(200).says("Códigos de respaldo");
    una.get("/account/second-factor").is(200);
    una.post("/account/second-factor/change", &change("remove", &spares[3])).is(422).says("no son correctos");
    let fresh = page.body.split("<li><code>").nth(1).and_then(|rest| rest.split("</code>").next()).unwrap();
    una.submit("/account/second-factor/change", &change("remove", fresh)).is(200);
    assert_eq!(signs_in(&site, "una", ""), 303);
}

#[test]
fn a_wrong_code_is_answered_as_a_wrong_password_and_counts_as_one() {
    let site = Site::open();
    site.office.colleague("una");
    let mut una = site.signed_in("una");
    sets_it_up(&mut una);
    let mut stranger = site.visitor();
    stranger.get("/sign-in").is(200);
    let mut answers = Vec::new();
    for (password, code) in [(PASSWORD, "000000"), ("no es esta, no", "000000"), (PASSWORD, "")] {
        let answer = stranger.post("/sign-in", &[("account", "una"), ("password", password), ("code", code)]);
        answer.is(422);
        answers.push(answer.body);
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    for _ in 0..7 {
        stranger.post("/sign-in", &[("account", "una"), ("password", PASSWORD), ("code", "000000")]).is(422);
    }
    stranger.post("/sign-in", &[("account", "una"), ("password", PASSWORD), ("code", "000000")]).is(429);
}

#[test]
fn where_it_is_required_nothing_else_is_shown_before_it_is_set_up() {
    let site = Site::open();
    site.office.colleague("una");
    let mut registrar = site.lead();
    registrar.get("/accounts").is(200).says("Cada quien decide");
    registrar.post("/accounts/second-factor", &[("required", "yes")]).is(303);
    assert_eq!(registrar.get("/accounts").is(303).header("location"), "/account/second-factor");
    registrar.get("/account/second-factor").is(200).says("Tu organización pide");
    let mut una = site.signed_in_to("una", "/account/second-factor");
    for path in ["/cases", "/account", "/accounts", &site.url(), "/account/password"] {
        assert_eq!(una.get(path).is(303).header("location"), "/account/second-factor", "{path}");
    }
    una.get("/account/second-factor").is(200);
    una.post("/cases", &[("title", "Otro")]).is(303);
    let (device, spares) = sets_it_up(&mut una);
    una.get("/cases").is(200);
    assert_eq!(signs_in(&site, "una", &device.code(1)), 303);
    una.get("/account/password").is(200).says("name=\"code\"");
    let fields = [("required", "no")];
    una.post("/accounts/second-factor", &fields).is(403);
    assert_eq!(spares.len(), 10);
    let name = format!("registro {CANARY}");
    assert!(site.office.store.sign_in(&name, PASSWORD).is_ok(), "a command on the machine is not asked");
}

#[test]
fn a_code_opens_one_session_on_all_nodes_together_and_the_database_cannot_wave_it_through() {
    on_each_database(|office| {
        let una = office.colleague("una");
        let secret = second_factor::new_secret();
        let device = Device::with(&secret);
        let code = device.code(0);
        let codes = second_factor::enrol(&office.store, &una, with_code(&code), &secret, None).unwrap();
        assert_eq!(codes.len(), 10);
        let nodes = [office.another_node(), office.another_node(), office.another_node()];
        for code in [device.code(1), codes[0].to_string()] {
            let opened: usize = std::thread::scope(|scope| {
                let tries: Vec<_> = nodes
                    .iter()
                    .map(|node| scope.spawn(|| node.open_session_with("una", with_code(&code)).is_ok()))
                    .collect();
                tries.into_iter().map(|one| usize::from(one.join().unwrap())).sum()
            });
            assert_eq!(opened, 1, "{code}");
        }
        // Whoever writes the database and knows the password is asked all the same.
        let mut vandal = crate::guard::vandal_of(office);
        vandal.run("UPDATE accounts SET factor_step = NULL");
        vandal.run("DELETE FROM spare_codes");
        for code in ["", "000000", &codes[1]] {
            let opened = office.another_node().open_session_with("una", with_code(code));
            assert!(matches!(opened, Err(Error::WrongPassword)), "{code}");
        }
    });
}
