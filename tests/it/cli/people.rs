//! Several people and roles: each may do what the role allows, and sees nothing of other cases.

use super::transcript::{Said, Transcript, length, on_each_database, text};

#[test]
fn an_analyst_works_with_evidence_and_may_not_take_testimony() {
    on_each_database(|t| {
        t.run(["init", "--organisation", "Oficina"]).succeeds();
        let case = text(&t.json(["case", "new", "Caso"]), "/reference").to_owned();
        t.colleague("beto");
        t.json(["case", "grant", &case, "beto", "analyst", "--reason", "r"]);
        let interview = t.file(
            "interview.json",
            r#"{"person": {"pseudonym": "Garza"}, "testimony": {"narrative": "vi"}}"#,
        );
        let file = t.file("a.txt", "x");

        t.account = "beto";
        let words = ["interview", "add", &case, "--file", interview.to_str().unwrap()];
        t.run(words).refused("your role does not allow this");
        t.json(["evidence", "attach", &case, file.to_str().unwrap()]);
        t.run(["ledger", "verify", &case]).refused("your role does not allow this");
        t.account = "ana";
        assert_eq!(length(&t.json(["interview", "list", &case]), "/interviews"), 0);
        assert_eq!(length(&t.json(["evidence", "list", &case]), "/evidence"), 1);
    });
}

#[test]
fn an_outsider_learns_nothing_of_a_case() {
    let (mut t, case) = Transcript::with_case();
    t.colleague("carla");
    t.account = "carla";
    for words in
        [vec!["case", "show", &case], vec!["evidence", "list", &case], vec!["ledger", "verify", &case]]
    {
        t.run(words).refused("no case");
    }
    assert_eq!(length(&t.json(["case", "list"]), "/cases"), 0);
    t.run(["account", "add", "dario", "--new-password-file", "password"]).refused("your role does not allow");
}

#[test]
fn identities_are_for_those_to_whom_they_were_granted() {
    let (mut t, case) = Transcript::with_case();
    t.colleague("beto");
    t.json(["case", "grant", &case, "beto", "interviewer", "--reason", "r"]);
    let template = t.run(["interview", "template"]).succeeds();
    t.file("interview.json", template.bytes());
    t.account = "beto";
    let add = ["interview", "add", &case, "--file", "interview.json"];
    t.run(add).refused("you were not granted the identities");
    t.account = "ana";
    t.json(["case", "grant", &case, "beto", "interviewer", "--identities", "--reason", "r"]);
    t.account = "beto";
    t.run(add).succeeds();
}

#[test]
fn a_grant_names_an_account_that_is_there_and_a_role_of_cases() {
    let (t, case) = Transcript::with_case();
    t.run(["case", "grant", &case, "nadie", "reader", "--reason", "r"]).refused("nobody is called nadie");
    let said = t.run(["case", "grant", &case, "ana", "registrar", "--reason", "r"]);
    assert_eq!(said.status(), 2);
    assert!(said.errors().contains("interviewer"), "{}", said.errors());
    t.run(["case", "grant", &case, "ana", "reader", "--reason", "r"]).refused("not accepted");
}

#[test]
fn names_are_known_to_colleagues_and_messages_speak_their_language() {
    let (t, _) = Transcript::with_case();
    t.colleague("Óscar Ñ");
    let accounts = t.json(["account", "list"]);
    assert_eq!(text(&accounts, "/accounts/1/name"), "Óscar Ñ");
    assert_eq!(text(&accounts, "/accounts/0/role"), "registrar");
    let mut spanish = t.command(["account", "list"]);
    spanish.env("LANG", "es_MX.UTF-8");
    assert!(Said::of(spanish).succeeds().text().contains("Integrante"));
}

#[test]
fn access_is_withdrawn_with_a_reason_and_the_case_is_sealed_again() {
    on_each_database(|t| {
        t.run(["init", "--organisation", "Oficina"]).succeeds();
        let case = text(&t.json(["case", "new", "Caso"]), "/reference").to_owned();
        t.colleague("beto");
        let said = t.run(["case", "grant", &case, "beto", "analyst"]);
        assert_eq!(said.status(), 2, "without a reason");
        let reason = t.file("reason.txt", "Compara publicaciones.\n");
        let words = ["case", "grant", &case, "beto", "analyst", "--until", "2099-12-31", "--reason-file"];
        t.json(
            words
                .iter()
                .map(|word| (*word).into())
                .chain([reason.into_os_string()])
                .collect::<Vec<std::ffi::OsString>>(),
        );
        let shown = t.json(["case", "show", &case]);
        assert_eq!(text(&shown, "/members/1/reason"), "Compara publicaciones.");
        t.account = "beto";
        t.run(["case", "show", &case]).succeeds();
        t.account = "ana";
        let revoked = t.json(["case", "revoke", &case, "beto", "--reason", "Se fue."]);
        assert!(revoked["sealed_again"].as_u64().unwrap() > 5);
        assert_eq!(revoked["under_old_keys"], 0);
        t.account = "beto";
        t.run(["case", "show", &case]).refused("no case");
        t.account = "ana";
        t.run(["case", "revoke", &case, "beto", "--reason", "Otra vez."]).refused("nobody is called beto");
        t.run(["case", "rotate", &case]).succeeds();
        let again = t.json(["case", "reseal", &case]);
        assert_eq!(again["sealed_again"], 0);
        t.json(["ledger", "verify", &case]);
    });
}

#[test]
fn accounts_are_suspended_reactivated_and_renamed_by_a_registrar_alone() {
    on_each_database(|t| {
        t.run(["init", "--organisation", "Oficina"]).succeeds();
        t.colleague("beto");
        t.run(["account", "suspend", "ana"]).refused("not accepted");
        t.run(["account", "suspend", "nadie"]).refused("nobody is called nadie");
        t.json(["account", "suspend", "beto"]);
        assert_eq!(text(&t.json(["account", "list"]), "/accounts/1/status"), "suspended");
        t.account = "beto";
        t.run(["case", "list"]).refused("the account or the password is not right");
        t.account = "ana";
        t.json(["account", "reactivate", "beto"]);
        t.run(["account", "rename", "beto", "ana"]).refused("not accepted");
        t.json(["account", "rename", "beto", "Roberto"]);
        t.account = "roberto";
        t.run(["account", "suspend", "ana"]).refused("your role does not allow this");
        t.run(["session", "panic"]).refused("your role does not allow this");
        assert_eq!(length(&t.json(["session", "list"]), "/sessions"), 0);
        t.run(["session", "end", "00"]).refused("no session");
        t.account = "ana";
        assert_eq!(t.json(["session", "panic"])["ended"], 0);
    });
}

#[test]
fn a_password_is_changed_by_whoever_knows_it_and_a_weak_one_is_told_why() {
    on_each_database(|t| {
        t.run(["init", "--organisation", "Oficina Central"]).succeeds();
        t.file("weak", "oficina central oficina central");
        t.file("new", "siete nubes cruzan despacio el faro");
        let said = t.run(["account", "password", "--new-password-file", "weak"]).refused("not accepted");
        assert!(said.errors().contains("  new_password: It is mostly made of the name"), "{}", said.errors());
        t.run(["account", "password", "--new-password-file", "new"]).succeeds();
        t.run(["account", "list"]).refused("the account or the password is not right");
        t.file("password", "siete nubes cruzan despacio el faro");
        t.run(["account", "list"]).succeeds();
    });
}

#[test]
fn somebody_is_invited_activates_the_account_and_is_confirmed_by_the_digits_they_read() {
    on_each_database(|t| {
        t.run(["init", "--organisation", "Oficina"]).succeeds();
        let made = t.json(["account", "invite", "beto"]);
        t.file("code", text(&made, "/code"));
        t.run(["account", "confirm", "beto"]).refused("beto has not used their invitation yet");
        let activate = ["account", "activate", "--code-file", "code", "--new-password-file", "password"];
        let done = t.json(activate);
        t.run(activate).refused("not accepted");
        let read = text(&done, "/fingerprint");
        let shown = t.json(["account", "confirm", "beto"]);
        assert_eq!((text(&shown, "/fingerprint"), &shown["confirmed"]), (read, &false.into()));
        let wrong = ["account", "confirm", "beto", "--fingerprint", "0000 0000 0000 0000 0000 0000"];
        t.run(wrong).refused("that is not the fingerprint of beto");
        t.account = "beto";
        t.run(["case", "list"]).refused("the account or the password is not right");
        t.account = "ana";
        t.run(["account", "confirm", "beto", "--fingerprint", read]).succeeds();
        t.account = "beto";
        t.run(["case", "list"]).succeeds();
        t.account = "ana";
        t.run(["account", "invite", "carla"]).succeeds();
        t.run(["account", "withdraw", "carla"]).succeeds();
        assert_eq!(length(&t.json(["account", "list"]), "/accounts"), 2);
    });
}

#[test]
fn a_second_factor_is_required_by_a_registrar_and_taken_away_by_the_password_on_the_machine() {
    on_each_database(|t| {
        t.run(["init", "--organisation", "Oficina", "--require-second-factor"]).succeeds();
        t.run(["case", "list"]).succeeds();
        t.run(["account", "second-factor", "optional"]).succeeds();
        t.run(["account", "second-factor", "off"]).succeeds();
        t.colleague("beto");
        t.account = "beto";
        t.run(["account", "second-factor", "require"]).refused("your role does not allow");
    });
}

#[test]
fn keys_that_may_be_known_are_left_behind_by_a_new_account_and_new_keys_of_the_cases() {
    on_each_database(|t| {
        t.run(["init", "--organisation", "Oficina"]).succeeds();
        t.colleague("beto");
        t.account = "beto";
        let case = text(&t.json(["case", "new", "Caso"]), "/reference").to_owned();
        t.account = "ana";
        t.colleague("beto nuevo");
        t.account = "beto";
        let handed = t.json(["account", "hand-over", "beto nuevo", "--reason", "llaves nuevas"]);
        assert_eq!(handed["cases"], 1);
        t.run(["account", "hand-over", "nadie", "--reason", "r"]).refused("nobody is called nadie");
        t.account = "beto nuevo";
        let turned = t.json(["account", "turn-out", "beto", "--reason", "llaves nuevas"]);
        assert_eq!(turned["cases"], 1);
        t.run(["case", "reseal", &case]).succeeds();
        t.run(["ledger", "verify", &case]).succeeds();
        t.account = "beto";
        t.run(["case", "show", &case]).refused("no case");
        t.account = "ana";
        t.run(["account", "retire", "beto"]).succeeds();
        t.account = "beto";
        t.run(["case", "list"]).refused("the account or the password is not right");
        t.account = "beto nuevo";
        assert_eq!(length(&t.json(["account", "history"]), "/sign_ins"), 0);
        assert_eq!(length(&t.json(["case", "list"]), "/cases"), 1);
    });
}
