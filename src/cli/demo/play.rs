//! The main job, played from the first interview to the answers that the complaints ask for.

use super::cast::{self, People};
use super::story::{self, By, Exhibit, Known, PostFile, Story};
use crate::cli::refusal::Refusal;
use crate::domain::evidence::CustodyEvent;
use crate::domain::link::Target;
use crate::domain::testimony::Testimony;
use crate::domain::{CaseId, Private, RecordId, Recorded};
use crate::service::interviews::{InterviewDraft, Whom};
use crate::service::posts::{ImportOrder, Options};
use crate::service::{Actor, Store, cases, evidence, identities, interviews, ledger, links, people, posts};
use crate::service::{installation, references, unwatched};
use std::collections::BTreeMap;

struct Play<'p> {
    store: &'p Store,
    cast: &'p People,
    case: CaseId,
    /// By pseudonym.
    persons: BTreeMap<String, RecordId>,
    testimonies: BTreeMap<String, Recorded<Testimony>>,
    /// By the story's keys.
    exhibits: BTreeMap<String, RecordId>,
}

/// Opens the case, shares it and fills it. `tell` is given the key of what comes next.
pub fn play(
    store: &Store,
    cast: &People,
    story: Story,
    mut tell: impl FnMut(&str),
) -> Result<CaseId, Refusal> {
    let lead = cast.of(cast::LEAD);
    let case = cases::open(store, lead, story.case)?;
    cast::share(store, cast, case)?;
    let (persons, testimonies, exhibits) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let mut play = Play { store, cast, case, persons, testimonies, exhibits };
    tell("cli-demo-interviews");
    play.interviews()?;
    story.people.into_iter().try_for_each(|known| play.known(known))?;
    tell("cli-demo-evidence");
    story.evidence.iter().try_for_each(|exhibit| play.exhibit(exhibit))?;
    story.custody.into_iter().try_for_each(|step| play.custody(step))?;
    tell("cli-demo-posts");
    story.posts.into_iter().try_for_each(|file| play.posts(file))?;
    play.citations(&story.citations)?;
    story.links.into_iter().try_for_each(|thread| play.link(thread))?;
    cases::fill(store, cast.of(cast::LAWYER), case, story::answers()?)?;
    Ok(case)
}

/// The auditor, who reads nothing of the case, checks its ledger.
pub fn audit(store: &Store, auditor: &Actor, case: CaseId) -> Result<(), Refusal> {
    let verified = ledger::verify(store, auditor, case, None)?;
    match verified.findings.into_iter().next() {
        None => Ok(()),
        Some(finding) => Err(crate::service::Error::Tampered(finding.tamper).into()),
    }
}

impl Play<'_> {
    fn actor(&self, by: By) -> &Actor {
        self.cast.of(match by {
            By::Analyst => cast::ANALYST,
            By::Interviewer => cast::INTERVIEWER,
        })
    }

    /// Interviews are logged by whoever held them; who the people are, by the lead, who alone of
    /// the two holds the key.
    fn interviews(&mut self) -> Result<(), Refusal> {
        for form in story::interviews()? {
            let mut draft = form.into_draft(|name| Err(Refusal::new("no-such-record").about(name)))?;
            let identity = draft.identity.take();
            let pseudonym = pseudonym_of(&draft);
            let logged = interviews::log(self.store, self.actor(By::Interviewer), self.case, draft)?;
            if let Some(mut identity) = identity {
                identity.person = logged.person;
                identities::record(self.store, self.cast.of(cast::LEAD), self.case, identity)?;
            }
            self.persons.insert(pseudonym.clone(), logged.person);
            self.testimonies.insert(pseudonym, logged.testimony);
        }
        Ok(())
    }

    fn known(&mut self, known: Known) -> Result<(), Refusal> {
        let (store, case) = (self.store, self.case);
        let interviewer = self.actor(By::Interviewer);
        let person = people::add(store, interviewer, case, known.person)?;
        if let Some(mut consent) = known.consent {
            consent.person = person.id;
            interviews::consent(store, interviewer, case, consent.clone(), None)?;
            if let Some(withdrawn) = known.withdrawn {
                (consent.withdrawn_on, consent.withdrawal_note) = (Some(withdrawn.on), withdrawn.note);
                interviews::consent(store, interviewer, case, consent, Some(1))?;
            }
        }
        self.persons.insert(person.body.pseudonym.reveal().to_owned(), person.id);
        Ok(())
    }

    fn exhibit(&mut self, exhibit: &Exhibit) -> Result<(), Refusal> {
        let mut draft = exhibit.draft();
        draft.persons =
            exhibit.persons.iter().map(|name| found(&self.persons, name)).collect::<Result<_, _>>()?;
        let bytes = story::file(&exhibit.file);
        let attached =
            evidence::attach(self.store, self.actor(exhibit.by), self.case, draft, &mut bytes.as_slice())?;
        self.exhibits.insert(exhibit.key.clone(), attached.evidence.id);
        Ok(())
    }

    fn custody(&mut self, step: story::Step) -> Result<(), Refusal> {
        let blank = Private::default;
        let event = CustodyEvent {
            evidence: found(&self.exhibits, &step.evidence)?,
            kind: step.kind,
            at: installation::now(self.store),
            from: blank(),
            to: blank(),
            place: Private::new("Oficina de la organización"),
            purpose: step.purpose,
            sha256: None,
            note: blank(),
        };
        evidence::add_custody(self.store, self.actor(step.by), self.case, event)?;
        Ok(())
    }

    fn posts(&mut self, file: PostFile) -> Result<(), Refusal> {
        let bytes = story::file(&file.file);
        let (title, source) = (file.title, file.source);
        let order = ImportOrder {
            file_name: file.file.into(),
            title,
            source,
            tags: Vec::new(),
            persons: Vec::new(),
            nobody_shown: true,
            format: None,
            options: Options::default(),
        };
        let analyst = self.actor(By::Analyst);
        posts::import(self.store, analyst, self.case, order, &mut bytes.as_slice(), &mut unwatched)?;
        Ok(())
    }

    /// Puts into the interviews which exhibits their segments rest on.
    fn citations(&mut self, citations: &[story::Citation]) -> Result<(), Refusal> {
        let mut testimonies = std::mem::take(&mut self.testimonies);
        for (pseudonym, testimony) in &mut testimonies {
            let mut cited = testimony.body.clone();
            for citation in citations.iter().filter(|citation| citation.interview == *pseudonym) {
                let exhibits = citation.evidence.iter().map(|key| found(&self.exhibits, key));
                let segment = cited.segments.get_mut(citation.segment - 1);
                let segment = segment.ok_or_else(|| Refusal::new("no-such-record").about(pseudonym))?;
                segment.evidence = exhibits.collect::<Result<_, _>>()?;
            }
            let interviewer = self.actor(By::Interviewer);
            if cited.segments.iter().any(|segment| !segment.evidence.is_empty()) {
                interviews::revise(
                    self.store,
                    interviewer,
                    self.case,
                    testimony.id,
                    testimony.revision,
                    cited,
                )?;
            }
        }
        self.testimonies = testimonies;
        Ok(())
    }

    fn link(&mut self, thread: story::Thread) -> Result<(), Refusal> {
        let (from, to) = (self.target(&thread.from)?, self.target(&thread.to)?);
        links::add(self.store, self.actor(By::Analyst), self.case, from, to, thread.note)?;
        Ok(())
    }

    fn target(&self, name: &str) -> Result<Target, Refusal> {
        if let Some(testimony) = self.testimonies.get(name) {
            return Ok(Target::Record(testimony.id));
        }
        match self.exhibits.get(name) {
            Some(exhibit) => Ok(Target::Record(*exhibit)),
            None => Ok(references::target(self.store, self.actor(By::Analyst), self.case, name)?),
        }
    }
}

fn found(known: &BTreeMap<String, RecordId>, name: &str) -> Result<RecordId, Refusal> {
    known.get(name).copied().ok_or_else(|| Refusal::new("no-such-record").about(name))
}

fn pseudonym_of(draft: &InterviewDraft) -> String {
    match &draft.whom {
        Whom::New(person) => person.pseudonym.reveal().to_owned(),
        Whom::Known(id) => id.to_string(),
    }
}
