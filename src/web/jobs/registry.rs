//! Long work that goes on while people look at other pages. Kept in memory only: work that was
//! under way when the program ended has left nothing behind, so nothing needs to be remembered.

use crate::domain::{AccountId, CaseId, Moment};
use crate::service::{Error, Progress, Result, lock};
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

/// Typesetting takes hundreds of megabytes: so many exports run at a time, others wait.
const EXPORTS_AT_ONCE: usize = 2;
/// A job that is over is remembered for an hour after its start.
const REMEMBERED: i64 = 60 * 60 * 1_000_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Import,
    Export,
    /// Sealing again under newer keys.
    Seal,
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

/// Who wants what done, and where.
#[derive(Clone, Copy)]
pub struct Order {
    pub kind: Kind,
    pub owner: AccountId,
    pub case: CaseId,
    pub at: Moment,
}

pub struct Job {
    pub id: String,
    pub order: Order,
    done: AtomicU64,
    total: AtomicU64,
    found: AtomicU64,
    stop: AtomicBool,
    state: Mutex<State>,
    over: Condvar,
}

impl Job {
    fn new(order: Order) -> Self {
        let (done, total, found) = (AtomicU64::new(0), AtomicU64::new(0), AtomicU64::new(0));
        let (id, stop) = (uuid::Uuid::new_v4().simple().to_string(), AtomicBool::new(false));
        let (state, over) = (Mutex::new(State::Running), Condvar::new());
        Self { id, order, done, total, found, stop, state, over }
    }

    /// For the work itself: tells how far it is, and hears whether to stop.
    pub fn tell(&self, progress: Progress) -> ControlFlow<()> {
        self.done.store(progress.done, Ordering::Relaxed);
        self.total.store(progress.total.unwrap_or(0), Ordering::Relaxed);
        self.found.store(progress.found, Ordering::Relaxed);
        if self.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    pub fn progress(&self) -> Progress {
        let read = |number: &AtomicU64| number.load(Ordering::Relaxed);
        let total = Some(read(&self.total)).filter(|total| *total > 0);
        Progress { done: read(&self.done), total, found: read(&self.found) }
    }

    /// Asks the work to stop; it does so at its next step, unless it is done before.
    pub fn cancel(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    fn is_cancelled(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    pub fn state(&self) -> State {
        lock(&self.state).clone()
    }

    /// Waits a while for the end, so that short work needs no page of its own.
    pub fn settled(&self, patience: Duration) -> State {
        let waited = self.over.wait_timeout_while(lock(&self.state), patience, |state| !state.is_over());
        waited.unwrap_or_else(|poisoned| poisoned.into_inner()).0.clone()
    }

    /// The first end counts.
    fn end(&self, end: State) {
        let mut state = lock(&self.state);
        if !state.is_over() {
            *state = end;
        }
        self.over.notify_all();
    }
}

/// Ends a job whose work broke down without a word.
struct Ending<'j>(&'j Job);

impl Drop for Ending<'_> {
    fn drop(&mut self) {
        self.0.end(State::Failed(Arc::new(Error::Internal("a job panicked".into()))));
    }
}

/// Lets so many in at a time.
struct Turns {
    free: Mutex<usize>,
    freed: Condvar,
}

struct Turn<'t>(&'t Turns);

impl Turns {
    fn take(&self) -> Turn<'_> {
        let free = self.freed.wait_while(lock(&self.free), |free| *free == 0);
        *free.unwrap_or_else(|poisoned| poisoned.into_inner()) -= 1;
        Turn(self)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        *lock(&self.0.free) += 1;
        self.0.freed.notify_one();
    }
}

/// The jobs of this process.
pub struct Jobs {
    known: Mutex<HashMap<String, Arc<Job>>>,
    exports: Arc<Turns>,
}

impl Default for Jobs {
    fn default() -> Self {
        let exports = Turns { free: Mutex::new(EXPORTS_AT_ONCE), freed: Condvar::new() };
        Self { known: Mutex::default(), exports: Arc::new(exports) }
    }
}

impl Jobs {
    /// Starts work on a thread of its own; it returns the address of the page with the outcome.
    pub fn start(
        &self,
        order: Order,
        work: impl FnOnce(&Job) -> Result<String> + Send + 'static,
    ) -> Result<Arc<Job>> {
        let job = Arc::new(Job::new(order));
        let (worker, exports) = (Arc::clone(&job), Arc::clone(&self.exports));
        let run = move || {
            let _ending = Ending(&worker);
            // An import reads while its file comes in: it must not wait behind an export.
            let _turn = (order.kind == Kind::Export).then(|| exports.take());
            worker.end(match if worker.is_cancelled() { Err(Error::Cancelled) } else { work(&worker) } {
                Ok(next) => State::Finished(next),
                Err(Error::Cancelled) => State::Cancelled,
                Err(error) => State::Failed(Arc::new(error)),
            });
        };
        thread::Builder::new().name("job".into()).spawn(run)?;
        let mut known = lock(&self.known);
        let young = |job: &Job| order.at.micros() < job.order.at.micros() + REMEMBERED;
        known.retain(|_, job| !job.state().is_over() || young(job));
        known.insert(job.id.clone(), Arc::clone(&job));
        Ok(job)
    }

    /// A job of one's own, in its case.
    pub fn find(&self, owner: AccountId, case: CaseId, id: &str) -> Result<Arc<Job>> {
        let known = lock(&self.known);
        let own = |job: &&Arc<Job>| job.order.owner == owner && job.order.case == case;
        known.get(id).filter(own).cloned().ok_or(Error::NotFound)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(20);

    fn order(kind: Kind, at: i64) -> Order {
        let (owner, case) = (AccountId::from_random([1; 16]), CaseId::from_random([2; 16]));
        Order { kind, owner, case, at: Moment::from_micros(at) }
    }

    #[test]
    fn a_job_ends_where_its_work_says() {
        let work = |job: &Job| {
            assert!(job.tell(Progress { done: 5, total: Some(10), found: 2 }).is_continue());
            Ok("/there".into())
        };
        let job = Jobs::default().start(order(Kind::Import, 0), work).unwrap();
        assert!(matches!(job.settled(LONG), State::Finished(next) if next == "/there"));
        let progress = job.progress();
        assert_eq!((progress.done, progress.total, progress.found), (5, Some(10), 2));
    }

    #[test]
    fn a_cancelled_job_stops_at_its_next_step() {
        let work = |job: &Job| {
            while job.tell(Progress { done: 0, total: None, found: 0 }).is_continue() {
                thread::sleep(Duration::from_millis(1));
            }
            Err(Error::Cancelled)
        };
        let job = Jobs::default().start(order(Kind::Import, 0), work).unwrap();
        assert!(!job.settled(Duration::from_millis(20)).is_over());
        job.cancel();
        assert!(matches!(job.settled(LONG), State::Cancelled));
    }

    #[test]
    fn a_job_is_its_owners_alone_and_is_forgotten_an_hour_after() {
        let (jobs, first) = (Jobs::default(), order(Kind::Import, 0));
        let job = jobs.start(first, |_| Ok("/".into())).unwrap();
        job.settled(LONG);
        assert!(jobs.find(first.owner, first.case, &job.id).is_ok());
        let (stranger, elsewhere) = (AccountId::from_random([9; 16]), CaseId::from_random([9; 16]));
        assert!(jobs.find(stranger, first.case, &job.id).is_err());
        assert!(jobs.find(first.owner, elsewhere, &job.id).is_err());
        jobs.start(order(Kind::Import, REMEMBERED), |_| Ok("/".into())).unwrap();
        assert!(jobs.find(first.owner, first.case, &job.id).is_err());
    }

    #[test]
    fn work_that_panics_is_a_job_that_failed() {
        let job = Jobs::default().start(order(Kind::Export, 0), |_| panic!("planted")).unwrap();
        assert!(matches!(job.settled(LONG), State::Failed(_)));
    }

    #[test]
    fn an_export_that_was_cancelled_in_the_queue_never_begins() {
        let jobs = Jobs::default();
        let gate = Arc::new(Mutex::new(()));
        let held = gate.lock().unwrap();
        let wait = || {
            let gate = Arc::clone(&gate);
            move |_: &Job| {
                drop(gate.lock());
                Ok("/".into())
            }
        };
        let busy = [jobs.start(order(Kind::Export, 0), wait()), jobs.start(order(Kind::Export, 0), wait())];
        // Both have taken their turns once none is free.
        while *lock(&jobs.exports.free) > 0 {
            thread::sleep(Duration::from_millis(1));
        }
        let third = jobs.start(order(Kind::Export, 0), |_| panic!("must not begin")).unwrap();
        third.cancel();
        drop(held);
        assert!(matches!(third.settled(LONG), State::Cancelled));
        for job in busy {
            assert!(matches!(job.unwrap().settled(LONG), State::Finished(_)));
        }
    }
}
