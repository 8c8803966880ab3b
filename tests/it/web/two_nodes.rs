//! Two server processes on one database and one directory: what one is told holds on the other.

use super::Site;
use crate::support::office::{CANARY, Office, PASSWORD};
use crate::support::server::Server;
use crate::support::visitor::Visitor;
use resguardo::domain::account::Role;
use resguardo::domain::person::Person;
use resguardo::service::people;

/// An office, served twice.
fn twice(office: &Office) -> [Server; 2] {
    let mut words = vec!["--data".to_owned(), office.data().to_str().unwrap().to_owned()];
    if let Some(url) = office.database() {
        words.extend(["--database".to_owned(), url.to_owned()]);
    }
    [0, 1].map(|_| Server::start(&words).expect("the server listens"))
}

#[test]
fn access_that_is_withdrawn_on_one_node_is_refused_on_the_other_at_the_next_request() {
    crate::support::office::on_each_database(|office| {
        let case = office.case();
        let una = office.member(case, "una", Role::Reader).account;
        let person = Person { pseudonym: "Ahuehuete".into(), ..Person::default() };
        people::add(&office.store, &office.registrar, case, person).unwrap();
        let [here, there] = twice(office);
        let (mut lead, mut reader) = (Visitor::to(&here.url), Visitor::to(&there.url));
        lead.sign_in(&format!("registro {CANARY}"), PASSWORD);
        reader.sign_in("una", PASSWORD);
        let people = format!("/cases/{case}/people");
        reader.get(&people).is(200).says("Ahuehuete");
        // The session of one node works on the other too.
        let mut elsewhere = Visitor::to(&here.url);
        elsewhere.cookies = reader.cookies.clone();
        elsewhere.get(&people).is(200).says("Ahuehuete");

        let members = format!("/cases/{case}/members");
        let revoke = format!("{members}/{una}/revoke");
        lead.get(&members).is(200).says(&revoke);
        lead.get(&revoke).is(200).says("Retirar acceso");
        lead.post(&revoke, &[("reason", " ")]).is(422).says("Falta este dato.");
        lead.post(&revoke, &[("reason", "Terminó su contrato.")]).is(303);
        for visitor in [&mut reader, &mut elsewhere] {
            let refused = visitor.get(&people);
            assert!(!refused.is(404).body.contains("Ahuehuete"));
        }
        lead.get(&people).is(200).says("Ahuehuete");
    });
}

#[test]
fn a_grant_is_shown_with_its_reason_and_a_form_without_one_comes_back_filled() {
    let site = Site::open();
    let account = site.office.colleague("una").account.to_string();
    let mut lead = site.lead();
    let members = format!("{}/members", site.url());
    lead.get(&members).is(200);
    let fields = [("account", account.as_str()), ("role", "reader"), ("until", "2099-12-31")];
    lead.post(&members, &fields).is(422).says("value=\"2099-12-31\"");
    let fields = [fields.as_slice(), &[("reason", "Apoya en abril.")]].concat();
    lead.submit(&members, &fields).is(200).says("Apoya en abril.").says("hasta");
    lead.post(&format!("{members}/rotate"), &[]).is(403).says("name=\"password\"");
}
