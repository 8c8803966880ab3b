//! Handles that read one state: what they go on seeing, and what they must not go on allowing.

use super::scene::Scene;
use crate::support::office::on_each_database;
use resguardo::service::people;

#[test]
fn a_handle_of_one_state_sees_no_half_of_what_comes_meanwhile() {
    on_each_database(|office| {
        let scene = Scene::of(office);
        scene.person("Colibrí");
        let page = scene.store().of_one_state();
        let seen = || people::list(&page, scene.lead(), scene.case).unwrap().len();
        assert_eq!(seen(), 1);
        scene.person("Tecolote");
        assert_eq!(seen(), 1, "the same page goes on as it began");
        page.done_reading();
        assert_eq!(seen(), 2);
        assert_eq!(people::list(scene.store(), scene.lead(), scene.case).unwrap().len(), 2);
    });
}

#[test]
fn what_is_written_through_a_handle_is_seen_through_it() {
    on_each_database(|office| {
        let scene = Scene::of(office);
        let page = scene.store().of_one_state();
        assert!(people::list(&page, scene.lead(), scene.case).unwrap().is_empty());
        let person = resguardo::domain::person::Person { pseudonym: "Colibrí".into(), ..Default::default() };
        people::add(&page, scene.lead(), scene.case, person).unwrap();
        assert_eq!(people::list(&page, scene.lead(), scene.case).unwrap().len(), 1);
    });
}
