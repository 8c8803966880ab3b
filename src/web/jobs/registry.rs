//! Long work that goes on while people look at other pages. Kept in memory only: work that was
//! under way when the program ended has left nothing behind, so nothing needs to be remembered.

use crate::domain::{AccountId, CaseId, Moment};
use crate::service::{Error, Progress, Result};
use actix_web::rt::{self, task::spawn_blocking};
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;
use tokio::sync::{Semaphore, watch};

/// Typesetting takes hundreds of megabytes: so many exports run at a time, others wait.
const EXPORTS_AT_ONCE: usize = 2;
/// A finished job is remembered for an hour.
const REMEMBERED: i64 = 60 * 60 * 1_000_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Import,
    Export,
}

/// What became of a job.
#[derive(Clone, Debug)]
pub enum State {
    Running,
    /// The address of the page that shows what came of it.
    Finished(String),
    Failed(Arc<Error>),
    Cancelled,
}

impl State {
    pub fn is_over(&self) -> bool {
        !matches!(self, State::Running)
    }
}

pub struct Job {
    pub id: String,
    pub kind: Kind,
    pub case: CaseId,
    pub started: Moment,
    owner: AccountId,
    done: AtomicU64,
    total: AtomicU64,
    found: AtomicU64,
    stop: AtomicBool,
    state: watch::Sender<State>,
}

impl Job {
    fn new(kind: Kind, owner: AccountId, case: CaseId, started: Moment) -> Self {
        let (done, total, found) = (AtomicU64::new(0), AtomicU64::new(0), AtomicU64::new(0));
        let (id, stop) = (uuid::Uuid::new_v4().simple().to_string(), AtomicBool::new(false));
        let state = watch::Sender::new(State::Running);
        Self { id, kind, case, started, owner, done, total, found, stop, state }
    }

    /// For the work itself: tells how far it is, and hears whether to stop.
    pub fn tell(&self, progress: Progress) -> ControlFlow<()> {
        self.done.store(progress.done, Ordering::Relaxed);
        self.total.store(progress.total.unwrap_or(0), Ordering::Relaxed);
        self.found.store(progress.found, Ordering::Relaxed);
        if self.stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// How far it is; a total of 0 is not known.
    pub fn progress(&self) -> Progress {
        let read = |number: &AtomicU64| number.load(Ordering::Relaxed);
        let total = Some(read(&self.total)).filter(|total| *total > 0);
        Progress { done: read(&self.done), total, found: read(&self.found) }
    }

    /// Asks the work to stop; it does so at its next step, unless it is done before.
    pub fn cancel(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    pub fn state(&self) -> State {
        self.state.borrow().clone()
    }

    /// Waits a while for the end, so that short work needs no page of its own.
    pub async fn settled(&self, patience: Duration) -> State {
        let mut states = self.state.subscribe();
        let settled = rt::time::timeout(patience, states.wait_for(State::is_over)).await;
        drop(settled);
        self.state()
    }

    fn end(&self, outcome: Result<String>) {
        self.state.send_replace(match outcome {
            Ok(next) => State::Finished(next),
            Err(Error::Cancelled) => State::Cancelled,
            Err(error) => State::Failed(Arc::new(error)),
        });
    }
}

/// The jobs of this process.
pub struct Jobs {
    known: Mutex<HashMap<String, Arc<Job>>>,
    exports: Arc<Semaphore>,
}

impl Default for Jobs {
    fn default() -> Self {
        Self { known: Mutex::default(), exports: Arc::new(Semaphore::new(EXPORTS_AT_ONCE)) }
    }
}

impl Jobs {
    /// Starts work on a thread of its own; it returns the address of the page with the outcome.
    pub fn start(
        &self,
        (kind, owner, case): (Kind, AccountId, CaseId),
        now: Moment,
        work: impl FnOnce(&Job) -> Result<String> + Send + 'static,
    ) -> Arc<Job> {
        let job = Arc::new(Job::new(kind, owner, case, now));
        let mut known = self.known();
        known.retain(|_, job| !job.state().is_over() || now.micros() < job.started.micros() + REMEMBERED);
        known.insert(job.id.clone(), Arc::clone(&job));
        // An import reads while its file comes in: it must not wait behind an export.
        let queue = (kind == Kind::Export).then(|| Arc::clone(&self.exports));
        rt::spawn(run(Arc::clone(&job), queue, work));
        job
    }

    /// A job of one's own.
    pub fn find(&self, owner: AccountId, id: &str) -> Result<Arc<Job>> {
        let job = self.known().get(id).filter(|job| job.owner == owner).cloned();
        job.ok_or(Error::NotFound)
    }

    fn known(&self) -> MutexGuard<'_, HashMap<String, Arc<Job>>> {
        self.known.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

async fn run(
    job: Arc<Job>,
    queue: Option<Arc<Semaphore>>,
    work: impl FnOnce(&Job) -> Result<String> + Send + 'static,
) {
    let _turn = match queue {
        Some(queue) => queue.acquire_owned().await.ok(),
        None => None,
    };
    let worker = Arc::clone(&job);
    let outcome = spawn_blocking(move || match worker.stop.load(Ordering::Relaxed) {
        true => Err(Error::Cancelled),
        false => work(&worker),
    });
    job.end(outcome.await.unwrap_or_else(|_| Err(Error::Internal("a job panicked".into()))));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids() -> (AccountId, CaseId) {
        (AccountId::from_random([1; 16]), CaseId::from_random([2; 16]))
    }

    const NOW: fn(i64) -> Moment = Moment::from_micros;

    #[actix_web::test]
    async fn a_job_ends_where_its_work_says() {
        let ((ana, case), jobs) = (ids(), Jobs::default());
        let job = jobs.start((Kind::Import, ana, case), NOW(0), |job| {
            assert!(job.tell(Progress { done: 5, total: Some(10), found: 2 }).is_continue());
            Ok("/there".into())
        });
        let state = job.settled(Duration::from_secs(10)).await;
        assert!(matches!(state, State::Finished(next) if next == "/there"));
        let progress = job.progress();
        assert_eq!((progress.done, progress.total, progress.found), (5, Some(10), 2));
    }

    #[actix_web::test]
    async fn a_cancelled_job_stops_at_its_next_step() {
        let ((ana, case), jobs) = (ids(), Jobs::default());
        let job = jobs.start((Kind::Import, ana, case), NOW(0), |job| {
            while job.tell(Progress { done: 0, total: None, found: 0 }).is_continue() {
                std::thread::sleep(Duration::from_millis(1));
            }
            Err(Error::Cancelled)
        });
        assert!(!job.settled(Duration::from_millis(20)).await.is_over());
        job.cancel();
        assert!(matches!(job.settled(Duration::from_secs(10)).await, State::Cancelled));
    }

    #[actix_web::test]
    async fn a_job_is_its_owners_alone_and_is_forgotten_an_hour_after() {
        let ((ana, case), jobs) = (ids(), Jobs::default());
        let job = jobs.start((Kind::Import, ana, case), NOW(0), |_| Ok("/".into()));
        job.settled(Duration::from_secs(10)).await;
        assert!(jobs.find(ana, &job.id).is_ok());
        assert!(jobs.find(AccountId::from_random([9; 16]), &job.id).is_err());
        jobs.start((Kind::Import, ana, case), NOW(REMEMBERED), |_| Ok("/".into()));
        assert!(jobs.find(ana, &job.id).is_err());
    }

    #[actix_web::test]
    async fn work_that_panics_is_a_job_that_failed() {
        let ((ana, case), jobs) = (ids(), Jobs::default());
        let job = jobs.start((Kind::Export, ana, case), NOW(0), |_| panic!("planted"));
        assert!(matches!(job.settled(Duration::from_secs(10)).await, State::Failed(_)));
    }

    #[actix_web::test]
    async fn an_export_that_was_cancelled_in_the_queue_never_begins() {
        let ((ana, case), jobs) = (ids(), Jobs::default());
        let (go, wait) = std::sync::mpsc::channel::<()>();
        let wait = Arc::new(Mutex::new(wait));
        let busy: Vec<_> = (0..EXPORTS_AT_ONCE)
            .map(|_| {
                let wait = Arc::clone(&wait);
                jobs.start((Kind::Export, ana, case), NOW(0), move |_| {
                    let _ = wait.lock().unwrap().recv();
                    Ok("/".into())
                })
            })
            .collect();
        let third = jobs.start((Kind::Export, ana, case), NOW(0), |_| panic!("must not begin"));
        third.cancel();
        drop(go);
        for job in &busy {
            assert!(matches!(job.settled(Duration::from_secs(10)).await, State::Finished(_)));
        }
        assert!(matches!(third.settled(Duration::from_secs(10)).await, State::Cancelled));
    }
}
