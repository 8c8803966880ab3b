//! Who may do what, as a table that people review: `tests/expected/policy-matrix.txt`. After a
//! change that is meant, `RESGUARDO_RENEW_EXPECTED=1` writes it anew.

use crate::support::tree::root;
use resguardo::domain::Choice;
use resguardo::domain::account::{Compartment, Role};
use resguardo::domain::policy::{Verb, allows};

fn matrix() -> String {
    let widest = Verb::ALL.iter().map(|verb| format!("{verb:?}").len()).max().unwrap();
    let heading: String = Role::ALL.iter().map(|role| format!(" {:>11}", role.code())).collect();
    let mut lines = vec![format!("{:widest$}{heading}", "")];
    for verb in Verb::ALL {
        let cells: String = Role::ALL
            .iter()
            .map(|role| format!(" {:>11}", if allows(*verb, *role) { '✔' } else { '·' }))
            .collect();
        lines.push(format!("{:widest$}{cells}", format!("{verb:?}")));
    }
    lines.join("\n") + "\n"
}

#[test]
fn the_matrix_of_roles_and_actions_is_the_one_that_was_reviewed() {
    let path = root().join("tests/expected/policy-matrix.txt");
    if std::env::var_os("RESGUARDO_RENEW_EXPECTED").is_some() {
        std::fs::write(&path, matrix()).unwrap();
    }
    let reviewed = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(matrix(), reviewed, "a change of policy needs a change of {}", path.display());
}

#[test]
fn whoever_may_do_a_thing_may_do_all_that_it_covers() {
    let mut pairs = 0;
    for (verb, role) in Verb::ALL.iter().flat_map(|verb| Role::ALL.iter().map(move |role| (*verb, *role))) {
        for covered in verb.covered() {
            pairs += 1;
            assert!(
                !allows(verb, role) || allows(*covered, role),
                "{role:?} may {verb:?} but not {covered:?}"
            );
        }
    }
    assert!(pairs > 100);
}

#[test]
fn a_role_without_the_key_to_the_records_is_allowed_nothing_that_needs_it() {
    for role in Role::ALL {
        if !role.compartments().contains(&Compartment::Record) {
            let allowed: Vec<_> = Verb::ALL.iter().filter(|verb| allows(**verb, *role)).collect();
            assert_eq!(allowed, [&Verb::ReadLedger], "{role:?}");
        }
    }
}

#[test]
fn roles_of_the_organisation_are_allowed_nothing_in_cases() {
    for role in [Role::Registrar, Role::Member] {
        for verb in Verb::ALL {
            let of_the_organisation =
                matches!(verb, Verb::OpenCase | Verb::ReadAccounts | Verb::ManageAccounts);
            assert!(of_the_organisation || !allows(*verb, role), "{role:?} {verb:?}");
        }
    }
}
