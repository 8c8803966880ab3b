//! Long work on a terminal: a bar on stderr, and Ctrl-C that ends the work in order.

use super::refusal::Refusal;
use crate::service::Progress;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use tokio::signal::unix::{SignalKind, signal};

static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// What a shell reports for a program that Ctrl-C ended.
const ENDED_BY_CTRL_C: i32 = 130;

/// From now on Ctrl-C, or a request to end, stops the work at its next step, which then takes back
/// what it made. A second one ends the program at once. Before, they end it as usual: at a
/// password prompt there is nothing to take back.
fn listen() {
    static LISTENING: AtomicBool = AtomicBool::new(false);
    if LISTENING.swap(true, Ordering::Relaxed) {
        return;
    }
    let (ready, listening) = channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build();
        // Without it the program ends at once, and what it leaves is swept up later.
        if let Ok(runtime) = runtime {
            let _ = runtime.block_on(heed(ready));
        }
    });
    // An error says that nobody listens, which is no reason not to work.
    let _ = listening.recv();
}

async fn heed(ready: Sender<()>) -> io::Result<()> {
    let (mut interrupt, mut end) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    let mut hang_up = signal(SignalKind::hangup())?;
    // The other side waits for this; it cannot be gone.
    let _ = ready.send(());
    loop {
        tokio::select! { _ = interrupt.recv() => {}, _ = end.recv() => {}, _ = hang_up.recv() => {} }
        if INTERRUPTED.swap(true, Ordering::Relaxed) {
            std::process::exit(ENDED_BY_CTRL_C);
        }
    }
}

pub fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::Relaxed)
}

/// The bar; nothing is drawn where stderr is no terminal.
pub struct Work(ProgressBar);

impl Work {
    /// Work on so many bytes, if that is known.
    pub fn begin(name: &str, bytes: Option<u64>) -> Self {
        let style = match bytes {
            Some(_) => "{msg} [{bar:30}] {bytes}/{total_bytes} {bytes_per_sec} {eta}",
            None => "{msg} {spinner} {bytes} {bytes_per_sec}",
        };
        Self::new(name, bytes, style)
    }

    /// Work in a few steps.
    pub fn steps(name: &str) -> Self {
        Self::new(name, None, "{msg} {spinner} {pos}/{len} {elapsed}")
    }

    fn new(name: &str, length: Option<u64>, style: &str) -> Self {
        listen();
        let bar = length.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
        if let Ok(style) = ProgressStyle::with_template(style) {
            bar.set_style(style);
        }
        bar.set_message(super::words::one_line(name));
        Self(bar)
    }

    /// Shows how far a service has come; stops it when the person asked to.
    pub fn watch(&self) -> impl FnMut(Progress) -> ControlFlow<()> {
        let bar = self.0.clone();
        move |progress| {
            if let Some(total) = progress.total {
                bar.set_length(total);
            }
            bar.set_position(progress.done);
            if interrupted() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        }
    }

    /// A source that moves the bar, and fails when the person stops the work.
    pub fn reading<R: Read>(&self, from: R) -> Watched<R> {
        Watched { from, bar: self.0.clone() }
    }

    /// What a failure of the work is told as: one that was asked for is no failure of the disk.
    pub fn outcome<T>(&self, done: Result<T, impl Into<Refusal>>) -> Result<T, Refusal> {
        done.map_err(|error| if interrupted() { Refusal::new("cancelled") } else { error.into() })
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

pub struct Watched<R> {
    from: R,
    bar: ProgressBar,
}

impl<R> Watched<R> {
    /// Why reading failed. A sealed file that does not open is no failure of the disk either.
    pub fn refusal(&self, error: io::Error) -> Refusal {
        match error.kind() {
            _ if interrupted() => Refusal::new("cancelled"),
            io::ErrorKind::InvalidData => Refusal::new("file-broken"),
            _ => crate::service::Error::from(error).into(),
        }
    }
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if interrupted() {
            // Not `Interrupted`: readers would try again.
            return Err(io::Error::other("stopped"));
        }
        let count = self.from.read(into)?;
        self.bar.inc(count as u64);
        Ok(count)
    }
}
