//! A case with something in it, and what is asked of it afterwards.

use super::vandal::Vandal;
use crate::support::office::{Office, PASSWORD};
use resguardo::domain::person::{Identity, Person, Relation};
use resguardo::domain::testimony::Testimony;
use resguardo::domain::{CaseId, Private, RecordId};
use resguardo::service::evidence::EvidenceDraft;
use resguardo::service::{Actor, Error, Result, Store, Tamper, TamperKind};
use resguardo::service::{evidence, identities, interviews, ledger, people};
use std::io::{Cursor, Read};
use std::path::PathBuf;
use std::sync::Arc;

pub struct Scene<'o> {
    pub office: &'o Office,
    pub case: CaseId,
    pub vandal: Vandal,
}

impl<'o> Scene<'o> {
    pub fn of(office: &'o Office) -> Self {
        Self { office, case: office.case(), vandal: Vandal::at(office) }
    }

    pub fn store(&self) -> &Store {
        &self.office.store
    }

    pub fn lead(&self) -> &Actor {
        &self.office.registrar
    }

    pub fn person(&self, pseudonym: &str) -> RecordId {
        let pseudonym = Private::new(pseudonym);
        let person = Person { pseudonym, relations: vec![Relation::Witness], ..Person::default() };
        people::add(self.store(), self.lead(), self.case, person).unwrap().id
    }

    pub fn testimony(&self, person: RecordId, words: &str) -> RecordId {
        let whom = interviews::Whom::Known(person);
        let draft = interviews::InterviewDraft {
            whom,
            testimony: testimony(words),
            consent: None,
            consent_read: None,
            identity: None,
        };
        interviews::log(self.store(), self.lead(), self.case, draft).unwrap().testimony.id
    }

    pub fn file(&self, name: &str, bytes: &[u8]) -> RecordId {
        let mut from = Cursor::new(bytes.to_vec());
        let draft = EvidenceDraft::of_file(name);
        evidence::attach(self.store(), self.lead(), self.case, draft, &mut from).unwrap().evidence.id
    }

    pub fn read_file(&self, id: RecordId) -> Result<Vec<u8>> {
        let (_, mut file) = evidence::original(self.store(), self.lead(), self.case, id)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Where a file lies, sealed.
    pub fn path_of(&self, id: RecordId) -> PathBuf {
        let shown = evidence::show(self.store(), self.lead(), self.case, id).unwrap();
        let name = shown.evidence.body.file.blob.id.to_string();
        self.office.data().join("blobs").join(&name[..2]).join(name)
    }

    pub fn blob_of(&self, id: RecordId) -> String {
        self.path_of(id).file_name().unwrap().to_str().unwrap().to_owned()
    }

    pub fn show(&self, id: RecordId) -> Result<()> {
        interviews::show(self.store(), self.lead(), self.case, id).map(|_| ())
    }

    /// Records the person's identity as somebody who has just given the password again.
    pub fn identity(&self, person: RecordId, name: &str) -> RecordId {
        let lead = self.lead_with_identities();
        let identity = Identity { person, name: Private::new(name), ..serde_json::from_str("{}").unwrap() };
        identities::record(self.store(), &lead, self.case, identity).unwrap();
        identities::read(self.store(), &lead, self.case, person).unwrap().unwrap().id
    }

    pub fn lead_with_identities(&self) -> Arc<Actor> {
        let name = format!("registro {}", crate::support::office::CANARY);
        self.store().sign_in_with_identities(&name, PASSWORD).unwrap()
    }

    /// `id = …` in SQL.
    pub fn is(&self, id: RecordId) -> String {
        format!("id = {}", self.vandal.bytes(id.bytes()))
    }

    pub fn in_case(&self) -> String {
        format!("scope_id = {}", self.vandal.bytes(self.case.bytes()))
    }

    pub fn ledger_size(&self) -> u64 {
        ledger::entries(self.store(), self.lead(), self.case, 0, 0).unwrap().size
    }

    pub fn assert_clean(&self) {
        let checked = ledger::verify(self.store(), self.lead(), self.case, None).unwrap();
        assert_eq!(checked.findings, []);
    }

    /// The check must find exactly this kind, name this thing, and say its short reference.
    pub fn assert_found(&self, kind: TamperKind, what: impl ToString, reference: Option<&str>) {
        let findings = self.findings(None);
        let wanted = Tamper::new(kind, what);
        let found = findings.iter().find(|(tamper, _)| *tamper == wanted);
        let (_, named) = found.unwrap_or_else(|| panic!("{wanted} is not among {findings:?}"));
        assert_eq!(named.as_deref(), reference);
    }

    pub fn findings(&self, since: Option<&str>) -> Vec<(Tamper, Option<String>)> {
        let checked = ledger::verify(self.store(), self.lead(), self.case, since).unwrap();
        checked.findings.into_iter().map(|finding| (finding.tamper, finding.reference)).collect()
    }

    /// Another process with the same data directory, and somebody who signs in to it.
    pub fn elsewhere(&self) -> (Store, Arc<Actor>) {
        let store = self.office.another_node();
        let name = format!("registro {}", crate::support::office::CANARY);
        let lead = store.sign_in(&name, PASSWORD).unwrap();
        (store, lead)
    }
}

pub fn testimony(words: &str) -> Testimony {
    let mut testimony: Testimony = serde_json::from_str("{}").unwrap();
    testimony.narrative = Private::new(words);
    testimony
}

/// What kind of tampering an error tells of, and of what.
pub fn tamper<T>(result: Result<T>) -> Tamper {
    match result {
        Ok(_) => panic!("it was not noticed"),
        Err(Error::Tampered(tamper)) => tamper,
        Err(other) => panic!("not told as tampering: {other}"),
    }
}

#[track_caller]
pub fn assert_tampered<T>(result: Result<T>, kind: TamperKind, what: impl ToString) {
    assert_eq!(tamper(result), Tamper::new(kind, what));
}
