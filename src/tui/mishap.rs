//! A panic, should there ever be one: the terminal is given back before anything is said, what is said can be read and
//! reported, and the room ends, whichever thread it was.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::io::{self, Write};
use std::panic::{self, PanicHookInfo};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::incident::text::visible;

/// How long the last words wait for a terminal that takes them.
const PATIENCE: Duration = Duration::from_millis(100);

/// Where reports go.
const PLACE: &str = match env!("CARGO_PKG_REPOSITORY").as_bytes() {
    [] => "to those you have ic from",
    _ => concat!("at ", env!("CARGO_PKG_REPOSITORY")),
};

/// From now on a panic in this thread, which is that of the screen, gives the terminal back at once. Any panic is told
/// through what this returns: words on a room's screen, or on that of an editor, would be drawn over.
pub fn attend(give_back: impl Fn() + Send + Sync + 'static) -> Panics {
    let (tell, told) = unbounded_channel();
    let here = thread::current().id();
    panic::set_hook(Box::new(move |panic| {
        if thread::current().id() == here {
            give_back();
        }
        // Without a room there is no screen to be careful with.
        let _ = tell.send(words(panic)).map_err(|unheard| say(&[unheard.0]));
    }));
    Panics { told, heard: Vec::new() }
}

/// What panics have said. It is shown when this is dropped, which must not be before the terminal was left.
#[derive(Debug)]
pub struct Panics {
    told: UnboundedReceiver<String>,
    heard: Vec<String>,
}

impl Panics {
    /// Waits for a panic. Nothing is lost if the future is dropped before it is ready.
    pub async fn next(&mut self) {
        self.heard.extend(self.told.recv().await);
    }

    /// Whether there were any.
    pub fn any(&mut self) -> bool {
        while let Ok(words) = self.told.try_recv() {
            self.heard.push(words);
        }
        !self.heard.is_empty()
    }
}

impl Drop for Panics {
    fn drop(&mut self) {
        if self.any() {
            say(&self.heard);
        }
    }
}

/// Says these sentences on standard error, made safe, and waits no longer than a moment: a terminal that nobody reads,
/// or none at all, holds nobody.
pub fn say(sentences: &[String]) {
    let text: String = sentences.iter().map(|sentence| format!("ic: {}\n", visible(sentence))).collect();
    let (told, done) = mpsc::channel();
    let say = move || {
        let _ = io::stderr().write_all(text.as_bytes());
        let _ = told.send(());
    };
    if !sentences.is_empty() && thread::Builder::new().spawn(say).is_ok() {
        let _ = done.recv_timeout(PATIENCE);
    }
}

fn words(panic: &PanicHookInfo<'_>) -> String {
    let thread = thread::current();
    let what = panic.payload_as_str().unwrap_or("it does not say why");
    let place = panic.location().map(|place| format!(" at {place}")).unwrap_or_default();
    let trace = Backtrace::capture();
    let trace = if trace.status() == BacktraceStatus::Captured { format!("{trace}") } else { String::new() };
    format!(
        "a mistake in ic ended the room: {what}{place}, thread {}, version {}\n{trace}\
         everything that was shown as saved is in the journal; please report the lines above {PLACE}",
        thread.name().unwrap_or("without a name"),
        env!("CARGO_PKG_VERSION"),
    )
}

/// Panics as soon as the file that the variable `IC_PANIC` names holds the name of this place, so that tests can see
/// what happens then. Only builds for debugging have this.
#[cfg(debug_assertions)]
#[allow(clippy::panic, reason = "this is what it is for")]
pub fn provoke(place: &str) {
    let wanted = std::env::var_os("IC_PANIC").and_then(|file| std::fs::read_to_string(file).ok());
    if wanted.is_some_and(|wanted| wanted == place) {
        panic!("asked to panic in \"{place}\"");
    }
}

/// Only builds for debugging can be asked to panic.
#[cfg(not(debug_assertions))]
pub fn provoke(_: &str) {}
