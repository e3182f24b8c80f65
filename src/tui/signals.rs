//! The signals the room answers, as a stream.

/// What the system wants of the room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// Leave, and exit with 128 + this number (SIGTERM, SIGHUP, SIGINT, SIGQUIT).
    Terminate(i32),
    /// The terminal has another size (SIGWINCH).
    Resize,
    /// Stop this job (SIGTSTP). The key Ctrl-Z comes as a key while the room is open.
    Stop,
    /// This job was stopped and is continued (SIGCONT).
    Continue,
    /// A child has ended or was stopped (SIGCHLD).
    Child,
}

#[cfg(unix)]
pub use unix::Signals;

#[cfg(unix)]
mod unix {
    use std::io;

    use tokio::signal::unix::{Signal as Stream, SignalKind, signal};

    use super::Signal;

    /// The signals of this process. From [`Signals::new`] on they no longer do what they do by default.
    #[derive(Debug)]
    pub struct Signals {
        terminate: Stream,
        hangup: Stream,
        interrupt: Stream,
        quit: Stream,
        stop: Stream,
        proceed: Stream,
        resize: Stream,
        child: Stream,
    }

    impl Signals {
        /// Begins to catch the signals. Needs a tokio runtime with I/O enabled.
        ///
        /// # Errors
        /// If the system refuses a handler.
        pub fn new() -> io::Result<Signals> {
            let job = |signal: rustix::process::Signal| SignalKind::from_raw(signal.as_raw());
            Ok(Signals {
                terminate: signal(SignalKind::terminate())?,
                hangup: signal(SignalKind::hangup())?,
                interrupt: signal(SignalKind::interrupt())?,
                quit: signal(SignalKind::quit())?,
                stop: signal(job(rustix::process::Signal::TSTP))?,
                proceed: signal(job(rustix::process::Signal::CONT))?,
                resize: signal(SignalKind::window_change())?,
                child: signal(SignalKind::child())?,
            })
        }

        /// Waits for the next signal; of several at once the most urgent comes first, so a job that is continued only to
        /// be ended does not take the terminal again. Nothing is lost if the future is dropped before it is ready.
        pub async fn next(&mut self) -> Signal {
            let terminate = |kind: SignalKind| Signal::Terminate(kind.as_raw_value());
            tokio::select! {
                biased;
                _ = self.terminate.recv() => terminate(SignalKind::terminate()),
                _ = self.hangup.recv() => terminate(SignalKind::hangup()),
                _ = self.interrupt.recv() => terminate(SignalKind::interrupt()),
                _ = self.quit.recv() => terminate(SignalKind::quit()),
                _ = self.stop.recv() => Signal::Stop,
                _ = self.proceed.recv() => Signal::Continue,
                _ = self.resize.recv() => Signal::Resize,
                _ = self.child.recv() => Signal::Child,
            }
        }
    }
}

#[cfg(not(unix))]
pub use plain::Signals;

#[cfg(not(unix))]
mod plain {
    use std::{future, io};

    use super::Signal;

    /// Where there are no signals: only Ctrl-C from outside. A new size comes as a terminal event.
    #[derive(Debug)]
    pub struct Signals;

    impl Signals {
        /// Begins to listen. Cannot fail here.
        pub fn new() -> io::Result<Signals> {
            Ok(Signals)
        }

        /// Waits for Ctrl-C.
        pub async fn next(&mut self) -> Signal {
            match tokio::signal::ctrl_c().await {
                Ok(()) => Signal::Terminate(2),
                Err(_) => future::pending().await,
            }
        }
    }
}
