//! What a body asks beyond its questions: under which condition, until when, and what to say where
//! nobody knows.

use crate::support::office::Office;
use resguardo::domain::{CaseId, Private};
use resguardo::service::dossiers::{self, Check, FieldState};
use resguardo::service::{Error, cases};

fn fill(office: &Office, case: CaseId, answers: &[(&str, &str)]) -> Result<(), Error> {
    let answers = answers.iter().map(|(field, value)| ((*field).to_owned(), Private::new(*value)));
    cases::fill(&office.store, &office.registrar, case, answers.collect())
}

fn check(office: &Office, case: CaseId, body: &str) -> Check {
    dossiers::check(&office.store, &office.registrar, case, body, None, false).unwrap()
}

fn field<'c>(check: &'c Check, id: &str) -> &'c FieldState {
    check.fields.iter().find(|field| field.id == id).unwrap()
}

#[test]
fn a_conditional_field_is_asked_when_its_condition_holds_and_left_open_while_nobody_knows() {
    let office = Office::found(None);
    let case = office.case();
    let representative = |asked: bool, undecided: bool| {
        let check = check(&office, case, "cndh");
        let field = field(&check, "representative");
        assert_eq!((field.is_missing(), field.undecided), (asked, undecided));
    };
    representative(false, true);
    fill(&office, case, &[("complainant.is_victim", "No, la presenta la organización")]).unwrap();
    representative(true, false);
    fill(&office, case, &[("complainant.is_victim", "Sí")]).unwrap();
    representative(false, false);
}

#[test]
fn what_is_unknown_is_no_bar_where_the_body_says_so() {
    let office = Office::found(None);
    let case = office.case();
    let missing = |id: &str| field(&check(&office, case, "cndh"), id).is_missing();
    assert!(missing("authorities") && missing("facts.place"));
    fill(&office, case, &[("authorities.unknown", "Las cuentas son anónimas")]).unwrap();
    fill(&office, case, &[("facts.place.unknown", "Fue en línea")]).unwrap();
    assert!(!missing("authorities"));
    assert!(missing("facts.place"), "this body does not take that for an answer");
}

#[test]
fn time_limits_are_counted_from_the_dates_that_are_known() {
    let office = Office::found(None);
    let case = office.case();
    let first = || {
        let check = check(&office, case, "cndh");
        let one = &check.deadlines[0];
        (one.due.map(|date| date.to_string()), one.passed, one.check)
    };
    assert_eq!(first(), (None, false, false));
    fill(&office, case, &[("clock.facts", "2020-05-11")]).unwrap();
    assert_eq!(first(), (Some("2021-05-11".into()), true, false));
    fill(&office, case, &[("clock.knowledge", "2020-09")]).unwrap();
    assert_eq!(first(), (Some("2021-09-01".into()), true, true), "the later one, and not exact");
    let refused = fill(&office, case, &[("clock.filing", "mañana")]);
    assert!(matches!(refused, Err(Error::Invalid(problems)) if problems[0].key == "not-a-date"));
    let unsure = check(&office, case, "cndh").deadlines.iter().filter(|one| one.check).count();
    assert_eq!(unsure, 2, "of the days to ratify the sources disagree");
}
