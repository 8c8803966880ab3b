//! The first visit.

use crate::support::office::PASSWORD;
use crate::support::server::Server;
use crate::support::visitor::Visitor;

const FIRST: &[(&str, &str)] =
    &[("organisation", "Archivo Ciudadano"), ("account", "inés"), ("password", PASSWORD)];

fn with_again(again: &str) -> Vec<(&'static str, String)> {
    let mut fields: Vec<(&str, String)> =
        FIRST.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    fields.push(("password_again", again.to_owned()));
    fields
}

fn as_pairs<'f>(fields: &'f [(&'static str, String)]) -> Vec<(&'f str, &'f str)> {
    fields.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

#[test]
fn the_first_visit_founds_the_organisation_and_signs_its_registrar_in() {
    let data = tempfile::tempdir().unwrap();
    let store = data.path().join("store");
    let server = Server::start(&["--data".as_ref(), store.as_os_str()]).unwrap();
    let mut ines = Visitor::to(&server.url);
    assert_eq!(ines.get("/").header("location"), "/setup");
    assert_eq!(ines.get("/sign-in").header("location"), "/setup");
    let first = ines.get("/setup");
    first.is(200).says("name=\"second_factor\" value=\"yes\"");
    assert!(!first.body.contains("value=\"yes\" checked"), "one person on a laptop is asked for nothing");

    let differing = with_again("otra cosa distinta");
    let rejected = ines.post("/setup", &as_pairs(&differing));
    rejected.is(422).says("Las dos contraseñas no son iguales.").says("value=\"Archivo Ciudadano\"");
    assert!(!rejected.body.contains(PASSWORD), "a password is never sent back");

    let same = with_again(PASSWORD);
    let cases = ines.submit("/setup", &as_pairs(&same));
    cases.is(200).says("Archivo Ciudadano").says("inés");
    assert!(!ines.cookies.contains_key("resguardo-before"));
}

#[test]
fn set_up_closes_itself() {
    let site = super::Site::open();
    let mut stranger = site.visitor();
    stranger.get("/sign-in");
    stranger.get("/setup").is(404);
    let same = with_again(PASSWORD);
    stranger.post("/setup", &as_pairs(&same)).is(404);
}

#[test]
fn plain_http_is_refused_where_others_can_listen() {
    let data = tempfile::tempdir().unwrap();
    let arguments = ["serve", "--listen", "0.0.0.0:0", "--data"];
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_resguardo"));
    let output = command.args(arguments).arg(data.path().join("store")).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("this machine"), "{said}");
}
