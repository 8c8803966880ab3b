//! Entries that are well signed, by somebody who was not entitled to the act.

use resguardo::crypto::digest::Digest;
use resguardo::crypto::sign::Signature;
use resguardo::domain::account::Role;
use resguardo::domain::ledger::{Act, Entry};
use resguardo::domain::{AccountId, Choice, Document, Moment, RecordId, ScopeId, consent, link, person};
use resguardo::store::ledger::{KeptEntry, LedgerState};

fn scope() -> ScopeId {
    ScopeId::from_bytes([9; 16])
}

fn account(name: u8) -> AccountId {
    AccountId::from_bytes([name; 16])
}

/// The next entry of a ledger, which says nothing but who did what.
fn next(state: &LedgerState, actor: u8, act: Act) -> Entry {
    let words = serde_json::json!({
        "version": Entry::VERSION, "scope": scope(), "seq": state.size(), "at": Moment::from_micros(1),
        "actor": account(actor), "act": act, "salt": "00", "previous": state.root(),
    });
    serde_json::from_value(words).unwrap()
}

fn grant(state: &LedgerState, actor: u8, to: u8, role: Role) -> Entry {
    let (digest, detail) = (Digest::of(&[to, state.size() as u8]), role.code().to_owned());
    let (subject, state_of) = (Some(account(to)), Some(digest));
    let kind = Some("record".to_owned());
    Entry { subject, state: state_of, kind, detail: Some(detail), ..next(state, actor, Act::Granted) }
}

fn record<D: Document>(state: &LedgerState, actor: u8, act: Act, record: u8, revision: u64) -> Entry {
    Entry {
        record: Some(RecordId::from_bytes([record; 16])),
        kind: Some(D::KIND.into()),
        revision: Some(revision),
        state: Some(Digest::of(&[record])),
        ..next(state, actor, act)
    }
}

fn stands(state: &LedgerState, entry: Entry) -> bool {
    state.check(&kept(entry), scope())
}

fn kept(entry: Entry) -> KeptEntry {
    let body = serde_json::to_vec(&entry).unwrap();
    KeptEntry { entry, body, signature: Signature::from_bytes([0; 64]) }
}

#[track_caller]
fn push(state: &mut LedgerState, entry: Entry) {
    let kept = kept(entry);
    assert!(state.check(&kept, scope()));
    state.push(&kept);
}

const LEAD: u8 = 1;

/// A case that 1 leads, with a member 2 of a role.
fn case_with(role: Role) -> LedgerState {
    let mut state = LedgerState::default();
    let first = next(&state, LEAD, Act::CaseOpened);
    push(&mut state, first);
    let own = grant(&state, LEAD, LEAD, Role::Lead);
    push(&mut state, own);
    let theirs = grant(&state, LEAD, 2, role);
    push(&mut state, theirs);
    state
}

#[test]
fn what_somebody_records_without_the_role_does_not_stand() {
    for role in [Role::Reader, Role::Auditor, Role::Analyst] {
        let state = case_with(role);
        assert!(!stands(&state, record::<consent::Consent>(&state, 2, Act::Recorded, 5, 1)), "{role:?}");
        assert!(!stands(&state, grant(&state, 2, 3, Role::Lead)), "{role:?}");
        assert!(!stands(&state, next(&state, 2, Act::AccountAdded)), "{role:?}");
        assert!(stands(&state, next(&state, 2, Act::Refused)), "{role:?}");
    }
    let analyst = case_with(Role::Analyst);
    assert!(stands(&analyst, record::<link::Link>(&analyst, 2, Act::Recorded, 5, 1)));
    let interviewer = case_with(Role::Interviewer);
    assert!(stands(&interviewer, record::<consent::Consent>(&interviewer, 2, Act::Recorded, 5, 1)));
    let unknown =
        Entry { kind: Some("x".into()), ..record::<link::Link>(&analyst, LEAD, Act::Recorded, 5, 1) };
    assert!(!stands(&analyst, unknown));
}

#[test]
fn whoever_has_no_role_or_lost_it_enters_nothing() {
    let mut state = case_with(Role::Interviewer);
    for act in [Act::Refused, Act::OriginalRead, Act::Granted, Act::AccessWithdrawn] {
        assert!(!stands(&state, next(&state, 7, act)), "{act:?}");
    }
    let withdrawn = Entry { subject: Some(account(2)), ..next(&state, LEAD, Act::AccessWithdrawn) };
    push(&mut state, withdrawn);
    assert!(!stands(&state, record::<person::Person>(&state, 2, Act::Recorded, 5, 1)));
}

#[test]
fn a_record_begins_once_and_goes_on_by_one_as_the_same_kind() {
    let mut state = case_with(Role::Interviewer);
    let made = |state: &LedgerState, act, revision| record::<person::Person>(state, 2, act, 5, revision);
    assert!(!stands(&state, made(&state, Act::Recorded, 2)));
    assert!(!stands(&state, made(&state, Act::Revised, 1)));
    let first = made(&state, Act::Recorded, 1);
    push(&mut state, first);
    assert!(!stands(&state, made(&state, Act::Recorded, 1)));
    assert!(!stands(&state, made(&state, Act::Revised, 1)));
    assert!(!stands(&state, made(&state, Act::Revised, 3)));
    assert!(!stands(&state, record::<consent::Consent>(&state, 2, Act::Revised, 5, 2)));
    assert!(!stands(&state, made(&state, Act::Refused, 2)), "an act of another name revises nothing");
    assert!(stands(&state, made(&state, Act::Revised, 2)));
}

#[test]
fn a_ledger_is_founded_first_and_once_and_by_whoever_is_then_granted_first() {
    let empty = LedgerState::default();
    assert!(!stands(&empty, grant(&empty, LEAD, LEAD, Role::Lead)));
    let mut state = LedgerState::default();
    let first = next(&state, LEAD, Act::CaseOpened);
    push(&mut state, first);
    assert!(!stands(&state, next(&state, LEAD, Act::CaseOpened)));
    assert!(!stands(&state, grant(&state, 2, 2, Role::Lead)));
    assert!(!stands(&state, grant(&state, 2, LEAD, Role::Lead)));
    assert!(!stands(&state, grant(&state, LEAD, 2, Role::Lead)));
    assert!(stands(&state, grant(&state, LEAD, LEAD, Role::Lead)));
    let founded = case_with(Role::Lead);
    assert!(!stands(&founded, next(&founded, LEAD, Act::CaseOpened)));
}

#[test]
fn the_certificate_that_an_account_was_added_with_stays_the_one_that_counts() {
    let mut state = LedgerState::default();
    let founding = Entry { state: Some(Digest::of(b"own")), ..next(&state, LEAD, Act::OrganisationFounded) };
    push(&mut state, founding);
    let own = grant(&state, LEAD, LEAD, Role::Registrar);
    push(&mut state, own);
    for certificate in [b"one", b"two"] {
        let (subject, digest) = (Some(account(2)), Some(Digest::of(certificate)));
        let added = Entry { subject, state: digest, ..next(&state, LEAD, Act::AccountAdded) };
        push(&mut state, added);
    }
    assert_eq!(state.all_certified().get(&account(LEAD)), Some(&Digest::of(b"own")));
    assert_eq!(state.all_certified().get(&account(2)), Some(&Digest::of(b"one")));
    assert_eq!(state.all_certified().get(&account(3)), None);
}

#[test]
fn nobody_grants_themselves_a_role_an_end_or_a_compartment_that_they_do_not_have() {
    let state = case_with(Role::Lead);
    let same = grant(&state, 2, 2, Role::Lead);
    assert!(stands(&state, same.clone()), "the next epoch of what they have");
    let until = Some(Moment::from_micros(5));
    let kind = Some("identity".to_owned());
    let detail = Some(Role::Lawyer.code().to_owned());
    for forged in
        [Entry { until, ..same.clone() }, Entry { kind, ..same.clone() }, Entry { detail, ..same.clone() }]
    {
        assert!(!stands(&state, forged));
    }
}

#[test]
fn an_act_after_the_end_of_a_role_does_not_stand() {
    let mut state = case_with(Role::Reader);
    let until = Some(Moment::from_micros(10));
    let limited = Entry { until, ..grant(&state, LEAD, 3, Role::Interviewer) };
    push(&mut state, limited);
    let act = record::<person::Person>(&state, 3, Act::Recorded, 7, 1);
    assert!(stands(&state, act.clone()));
    assert!(!stands(&state, Entry { at: Moment::from_micros(10), ..act }));
}

#[test]
fn an_epoch_is_the_next_one_and_begun_by_whoever_grants() {
    let state = case_with(Role::Interviewer);
    let epoch = |actor: u8, number: &str| Entry {
        kind: Some("record".into()),
        detail: Some(number.into()),
        ..next(&state, actor, Act::EpochStarted)
    };
    assert!(stands(&state, epoch(LEAD, "2")));
    for (actor, number) in [(LEAD, "1"), (LEAD, "3"), (LEAD, "x"), (2, "2")] {
        assert!(!stands(&state, epoch(actor, number)), "{actor} {number}");
    }
}
