//! Faults that can be put into the program on purpose, so that the crash tests can be seen to find them. A release build
//! has none of them.

/// A fault, named by what the program does then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mutant {
    /// A line is acknowledged without having been synced.
    AppendUnsynced,
    /// The names of a new folder and of its journal are not synced.
    FolderUnsynced,
    /// A derived file takes its name without having been synced.
    DraftUnsynced,
    /// The copy of a torn tail is not synced before the tail is cut off.
    CopyUnsynced,
    /// A line that was written before is acknowledged again without having been synced.
    RepeatUnsynced,
    /// A line counts whatever its checksum says.
    ChecksumIgnored,
    /// A torn tail stays, and the next line is put behind it.
    TailKept,
    /// An id that was used before is not recognized.
    RepeatUnknown,
    /// "saved" is said before anything is written.
    SavedTooEarly,
    /// A derived file is written in its place.
    WrittenInPlace,
    /// A failed sync is tried again, and believed.
    SyncRepeated,
    /// A line whose write failed is left where it is.
    FailureKept,
    /// Nobody waits for the lock.
    LockIgnored,
}

impl Mutant {
    /// All of them.
    pub const ALL: [Mutant; 13] = [
        Mutant::AppendUnsynced,
        Mutant::FolderUnsynced,
        Mutant::DraftUnsynced,
        Mutant::CopyUnsynced,
        Mutant::RepeatUnsynced,
        Mutant::ChecksumIgnored,
        Mutant::TailKept,
        Mutant::RepeatUnknown,
        Mutant::SavedTooEarly,
        Mutant::WrittenInPlace,
        Mutant::SyncRepeated,
        Mutant::FailureKept,
        Mutant::LockIgnored,
    ];
}

/// The variable that names the one that is alive.
pub const VARIABLE: &str = "IC_MUTANT";

/// Whether this fault is alive.
#[cfg(debug_assertions)]
pub fn is(mutant: Mutant) -> bool {
    use std::sync::LazyLock;
    static ALIVE: LazyLock<Option<Mutant>> = LazyLock::new(|| {
        let name = std::env::var(VARIABLE).ok()?;
        Mutant::ALL.into_iter().find(|mutant| format!("{mutant:?}") == name)
    });
    *ALIVE == Some(mutant)
}

/// Whether this fault is alive: in a release build none ever is.
#[cfg(not(debug_assertions))]
pub const fn is(_: Mutant) -> bool {
    false
}
