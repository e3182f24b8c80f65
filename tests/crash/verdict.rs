//! The common verdict: what was promised is there, once and whole, and the incident can go on.

use std::fs;
use std::path::Path;

use incident_commander::incident::Command;
use incident_commander::incident::lifecycle::{self, Declaration};
use incident_commander::incident::playbook::Playbook;
use incident_commander::incident::timeline::{self, EntryKind};
use incident_commander::incident::zone::Zone;
use incident_commander::journal::shelf::{Shelf, Unlisted};
use incident_commander::journal::{Journal, JournalError};
use incident_commander::postmortem::Form;
use incident_commander::session::{Clock, Request, Session};
use serde_json::Value;
use uuid::Uuid;

use crate::Outcome;
use crate::session::{Before, Home, Step, TAIL, USER};

/// What the program had promised when it was interrupted.
pub struct Promise<'a> {
    /// The step that was under way.
    pub step: &'a Step,
    /// The records that were acknowledged before it.
    pub kept: &'a [Uuid],
    /// How many records the step writes.
    pub writes: usize,
    /// The id of the first of them, where it is known beforehand.
    pub first: Option<Uuid>,
    /// What was said of them.
    pub said: Said,
}

/// What the program said of what it was to write.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Said {
    /// Nothing: it may be there or not, but not half.
    Nothing,
    /// It is saved.
    Saved,
    /// It is not saved.
    NotSaved,
}

/// A journal, read without any help of the program.
struct Lines {
    ids: Vec<Uuid>,
    /// Where lines end.
    ends: Vec<u64>,
    /// What is no whole line, behind all that are.
    tail: Vec<u8>,
    /// Whether what is no line has one behind it.
    damaged: bool,
}

const PREFIX: usize = r#"{"c":"01234567","#.len();

/// The id of a line whose checksum is right.
fn id(line: &[u8]) -> Option<Uuid> {
    let (prefix, body) = line.split_at_checked(PREFIX)?;
    let right = format!(r#"{{"c":"{:08x}","#, crc32c::crc32c(body));
    let record: Value = serde_json::from_slice(line).ok().filter(|_| prefix == right.as_bytes())?;
    record["id"].as_str()?.parse().ok()
}

fn read(journal: &[u8]) -> Lines {
    let mut lines = Lines { ids: Vec::new(), ends: vec![0], tail: Vec::new(), damaged: false };
    let mut end = 0;
    for line in journal.split_inclusive(|byte| *byte == b'\n') {
        end += line.len() as u64;
        match id(line.trim_ascii_end()) {
            Some(id) => {
                lines.damaged |= !lines.tail.is_empty();
                lines.tail.clear();
                lines.ids.push(id);
                lines.ends.push(end);
            }
            None => lines.tail.extend_from_slice(line),
        }
    }
    lines
}

/// The records of a journal.
pub fn ids(journal: &[u8]) -> Vec<Uuid> {
    read(journal).ids
}

/// Looks at a home in which the program was interrupted, and then goes on in it.
pub fn judge(home: &Home, promise: &Promise<'_>) -> Outcome {
    let found = read(&home.journal());
    promise.is_kept_by(&found)?;
    let never_begun = found.ids.is_empty() || (found.damaged && promise.step.declares());
    let Some(folder) = home.incident().filter(|_| !never_begun) else { return begin_anew(home) };
    derived_files_are_whole(&folder, &found)?;
    if promise.step.before == Before::TornTail && found.tail != TAIL && !is_set_aside(&folder, TAIL) {
        return Err("the torn tail is lost".into());
    }

    let mut session = open(&folder)?;
    let state = session.state();
    if let Some(id) = found.ids.iter().find(|id| !state.knows(**id)) {
        return Err(format!("the program does not find {id}"));
    }
    if state.records() != found.ids.len() || session.journal().damaged().is_empty() == found.damaged {
        return Err(format!("the program finds {} records of {}", state.records(), found.ids.len()));
    }
    let (listed, unlisted) = Shelf::new(home.shelf()).list().map_err(|error| error.to_string())?;
    let is_listed = listed.len() == 1 && listed[0].status == state.lifecycle.status() && unlisted.is_empty();
    if !is_listed {
        return Err(format!("it is listed as {listed:?}, {unlisted:?}"));
    }

    let first = promise.first.or(found.ids.get(promise.kept.len()).copied()).unwrap_or_else(Uuid::now_v7);
    if found.damaged {
        return go_on(&mut session, found.ids, true);
    }
    repeat(&mut session, promise.step, first)?;
    let own = (0..promise.writes).map(|place| Uuid::from_u128(first.as_u128() + place as u128));
    go_on(&mut session, promise.kept.iter().copied().chain(own).collect(), false)?;
    match found.tail.is_empty() || is_set_aside(&folder, &found.tail) {
        true => Ok(()),
        false => Err("what was cut off the journal is not set aside".into()),
    }
}

impl Promise<'_> {
    fn is_kept_by(&self, found: &Lines) -> Outcome {
        if let Some(lost) = self.kept.iter().find(|id| !found.ids.contains(id)) {
            return Err(format!("{lost} was acknowledged and is lost"));
        }
        if let Some(twice) = found.ids.iter().enumerate().find(|(at, id)| found.ids[..*at].contains(id)) {
            return Err(format!("{} is there twice", twice.1));
        }
        let more: Vec<Uuid> = found.ids.iter().filter(|id| !self.kept.contains(id)).copied().collect();
        let first = self.first.or(more.first().copied()).unwrap_or_default();
        let in_order = more.iter().zip(0..).all(|(id, place)| id.as_u128() == first.as_u128() + place);
        // Of lines that were written at once, the first may be lost and the last be there; what is there is not thrown away.
        if found.damaged && self.said == Said::Nothing && more.len() < self.writes {
            return Ok(());
        }
        match self.said {
            _ if found.damaged => Err("a line stands behind what is no line".into()),
            _ if !in_order || more.len() > self.writes => Err(format!("nobody asked for these: {more:?}")),
            Said::Saved if more.len() < self.writes => Err("what was acknowledged last is lost".into()),
            Said::NotSaved if !more.is_empty() => Err("what is said not to be saved is there".into()),
            _ => Ok(()),
        }
    }
}

/// The snapshot tells of a journal that was, and no report is cut short.
fn derived_files_are_whole(folder: &Path, found: &Lines) -> Outcome {
    let file = |name: &str| fs::read_to_string(folder.join(name)).ok();
    if let Some(snapshot) = file("incident.json") {
        let snapshot: Value =
            serde_json::from_str(&snapshot).map_err(|error| format!("incident.json is not whole: {error}"))?;
        let told_of = snapshot["journal_bytes"].as_u64();
        // The last line lacks its newline where a write was cut just before it.
        let is_end = |bytes: u64| found.ends.contains(&bytes);
        if !told_of.is_some_and(is_end) {
            return Err(format!("incident.json tells of a journal of {told_of:?} bytes"));
        }
    }
    for (name, end) in [("postmortem.md", "\n"), ("postmortem.html", "</html>\n"), ("postmortem.txt", "\n")] {
        if file(name).is_some_and(|report| !report.ends_with(end) || report.contains('\0')) {
            return Err(format!("{name} is not whole"));
        }
    }
    Ok(())
}

/// Whether these bytes were moved away from the end of the journal.
fn is_set_aside(folder: &Path, tail: &[u8]) -> bool {
    let mut files = fs::read_dir(folder).into_iter().flatten().flatten();
    files.any(|file| {
        file.file_name().to_string_lossy().starts_with("torn-") && fs::read(file.path()).is_ok_and(|kept| kept == tail)
    })
}

fn open(folder: &Path) -> Outcome<Session> {
    Session::open(folder, Clock::system(), "crash test").map_err(|error| format!("it cannot be opened: {error}"))
}

/// Where nothing was begun that could be gone on with, the incident is declared once more.
fn begin_anew(home: &Home) -> Outcome {
    let shelf = Shelf::new(home.shelf());
    let title = "Declared again".to_owned();
    let (zone, playbook) = (Zone::utc(), Playbook::standard());
    let declaration =
        Declaration { id: String::new(), title, zone, playbook, severity: None, started: None, detected: None };
    let declared = Session::declare(&shelf, declaration, USER, None, Clock::system(), "crash test");
    let mut session = declared.map_err(|error| format!("it cannot be declared again: {error}"))?;
    let kept = ids(&fs::read(session.folder().join("journal.jsonl")).unwrap());
    go_on(&mut session, kept, false)?;
    // Of the first one the cut may have left later lines without the first: it is named as damaged then.
    let is_named = |unlisted: &Unlisted| matches!(unlisted.error, JournalError::Damaged(_));
    match shelf.list() {
        Ok((listed, unlisted)) if listed.len() == 1 && unlisted.iter().all(is_named) => Ok(()),
        listed => Err(format!("after it was declared again, this is listed: {listed:?}")),
    }
}

/// Does the step again, under the same id.
fn repeat(session: &mut Session, step: &Step, id: Uuid) -> Outcome {
    if !step.is_written() {
        return session.export(Form::Text).map(drop).map_err(|error| format!("it cannot be exported: {error}"));
    }
    let mut request = Request { id, ..step.request(session)? };
    if let Command::Incident(lifecycle::Command::Declare(declaration)) = &mut request.command {
        declaration.id = session.folder().file_name().unwrap().to_string_lossy().into_owned();
    }
    session.execute(&request).map(drop).map_err(|error| format!("it is refused when it is repeated: {error}"))
}

/// One more line can be written; then the journal holds it and these, each once, and is sound unless it was damaged.
fn go_on(session: &mut Session, mut wanted: Vec<Uuid>, damaged: bool) -> Outcome {
    let (kind, text) = (EntryKind::Note, "and on".into());
    let next = Request::new(USER, timeline::Command::Log { kind, text, key: false, detail: Default::default() });
    session.execute(&next).map_err(|error| format!("nothing more can be written: {error}"))?;
    session.refresh().map_err(|error| format!("the snapshot cannot be written: {error}"))?;
    wanted.push(next.id);
    let lines = read(&fs::read(session.folder().join("journal.jsonl")).unwrap());
    if lines.ids != wanted || !lines.tail.is_empty() {
        return Err(format!("in the end the journal holds {:?} and not {wanted:?}", lines.ids));
    }
    let mut journal = Journal::open(session.folder()).map_err(|error| error.to_string())?;
    journal.read_on().map_err(|error| error.to_string())?;
    match journal.damaged().is_empty() != damaged && journal.scanned().tail == 0 {
        true => Ok(()),
        false => Err(format!("in the end the journal is damaged: {:?}", journal.scanned())),
    }
}
