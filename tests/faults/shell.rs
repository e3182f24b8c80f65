//! Single verbs at the shell.

use std::fs;
use std::path::{Path, PathBuf};

use libtest_mimic::Trial;

use crate::calls::{Call, failing, injected, on_the_shelf};
use crate::common::{Home, Ran, journal};
use crate::{ERRORS, trial};

const TEXT: &str = "said in trouble";
const ID: &str = "01890a5d-ac96-774b-bcce-b302099a8057";
const LOG: [&str; 4] = ["log", TEXT, "--id", ID];
const DECLARE: [&str; 6] = ["declare", "In trouble", "--sev", "2", "--zone", "UTC"];

/// An incident with a line in it and perhaps the beginning of one that was never finished, to be copied.
struct Model {
    _home: Home,
    folder: PathBuf,
}

impl Model {
    fn new(torn: bool) -> Model {
        let home = Home::new();
        let folder = home.declare("In trouble");
        home.ic(&["log", "before"]).code(0);
        if torn {
            let torn = [&journal(&folder)[..], b"{\"c\":\"0000"].concat();
            fs::write(folder.join("journal.jsonl"), torn).unwrap();
        }
        Model { _home: home, folder }
    }

    /// A home of its own with the incident in it, and the folder of that.
    fn copied(&self) -> (Home, PathBuf) {
        let home = Home::new();
        let folder = home.shelf().join(self.folder.file_name().unwrap());
        fs::create_dir_all(&folder).unwrap();
        for file in fs::read_dir(&self.folder).unwrap().flatten() {
            fs::copy(file.path(), folder.join(file.file_name())).unwrap();
        }
        (home, folder)
    }
}

pub fn trials() -> Vec<Trial> {
    let each = ERRORS.into_iter().flat_map(|error| {
        [
            trial(format!("{error}_at_any_call_of_a_line"), move || log(error, false)),
            trial(format!("{error}_at_any_write_of_a_line_after_a_torn_one"), move || log(error, true)),
            trial(format!("{error}_at_any_call_of_a_declaration"), move || declare(error)),
            trial(format!("{error}_when_a_line_is_made_durable_and_when_it_is_taken_back"), move || undo(error)),
        ]
    });
    each.chain([trial("EIO_at_any_write_of_a_repair", repair)]).collect()
}

fn times(folder: &Path, text: &str) -> usize {
    String::from_utf8(journal(folder)).unwrap().matches(&format!("\"{text}\"")).count()
}

/// Every call of the run fails once; one that writes fails from then on, too, as with a disk that is full.
fn each_call(calls: &[Call], error: &str, mut test: impl FnMut(&Call, bool)) {
    assert!(calls.len() > 10, "only {} calls were seen", calls.len());
    for call in calls {
        test(call, false);
        if call.may_fail_for_ever() && error != "EINTR" {
            test(call, true);
        }
    }
}

fn log(error: &'static str, torn: bool) {
    let model = Model::new(torn);
    let mut calls = on_the_shelf(&model.copied().0, &LOG);
    // What is only read is the same with a torn line.
    calls.retain(|call| call.writes() || !torn);
    each_call(&calls, error, |call, on| {
        let (home, folder) = model.copied();
        let whole = journal(&folder).iter().rposition(|byte| *byte == b'\n').unwrap() + 1;
        let earlier = journal(&folder)[..whole].to_vec();
        let ran = failing(&home, &LOG, call, error, on);
        let what =
            format!("{error} (on: {on}) at {}\ncode {:?}\nout: {}err: {}", call.line, ran.code, ran.out, ran.err);
        let acknowledged = ran.out.contains("saved #");
        assert_eq!(ran.code == Some(0), acknowledged, "{what}");
        assert_eq!(times(&folder, TEXT), usize::from(acknowledged), "{what}");
        assert!(journal(&folder).starts_with(&earlier), "{what}");
        if !acknowledged {
            is_refused_loudly(&ran, &home, &what);
            assert!(!(call.is_on_the_journal() && call.writes()) || ran.err.contains("journal.jsonl"), "{what}");
        }
        goes_on(&home, &folder, &what);
    });
}

/// A repair that fails says truly whether the journal is the old one or the new one, and leaves no copies about.
fn repair() {
    const REPAIR: [&str; 2] = ["check", "--repair"];
    let model = Model::new(true);
    let mut calls = on_the_shelf(&model.copied().0, &REPAIR);
    calls.retain(Call::writes);
    each_call(&calls, "EIO", |call, on| {
        let (home, folder) = model.copied();
        let before = journal(&folder);
        let ran = failing(&home, &REPAIR, call, "EIO", on);
        let what = format!("EIO (on: {on}) at {}\ncode {:?}\nout: {}err: {}", call.line, ran.code, ran.out, ran.err);
        let is_new = journal(&folder) != before;
        assert_eq!(folder.join("damaged-1.jsonl").exists(), is_new, "{what}");
        match ran.code {
            Some(0) => assert!(is_new, "{what}"),
            code => {
                assert!(code == Some(3) && ran.err.contains("NOT SAVED"), "{what}");
                assert_eq!(ran.err.contains("Nothing was changed"), !is_new, "{what}");
            }
        }
        home.ic(&REPAIR).code(0);
        home.ic(&["check"]).code(0);
    });
}

/// The exit code, the words, the file and the remedy.
#[track_caller]
fn is_refused_loudly(ran: &Ran, home: &Home, what: &str) {
    assert_eq!((ran.code, ran.out.as_str()), (Some(3), ""), "{what}");
    assert!(ran.err.contains("NOT SAVED"), "{what}");
    assert!(ran.err.contains(home.shelf().to_str().unwrap()), "no file is named: {what}");
    assert!(ran.err.contains("(os error ") || ran.err.contains("may only be read"), "the reason is not named: {what}");
    assert!(ran.err.to_lowercase().contains("try again"), "no remedy is named: {what}");
}

/// The same line said again is there once, the next one is taken, and the journal is sound.
#[track_caller]
fn goes_on(home: &Home, folder: &Path, what: &str) {
    let fine = |ran: Ran| assert_eq!(ran.code, Some(0), "afterwards {}: {what}", ran.err);
    fine(home.ic(&LOG));
    fine(home.ic(&["log", "and on"]));
    fine(home.ic(&["check"]));
    assert_eq!([TEXT, "before", "and on"].map(|text| times(folder, text)), [1, 1, 1], "{what}");
}

fn declare(error: &'static str) {
    let calls = on_the_shelf(&Home::new(), &DECLARE);
    each_call(&calls, error, |call, on| {
        let home = Home::new();
        let ran = failing(&home, &DECLARE, call, error, on);
        let what =
            format!("{error} (on: {on}) at {}\ncode {:?}\nout: {}err: {}", call.line, ran.code, ran.out, ran.err);
        let declared = ran.out.contains("declared 2");
        assert_eq!(ran.code == Some(0), declared, "{what}");
        assert_eq!(incidents(&home).len(), usize::from(declared), "{what}");
        if !declared {
            is_refused_loudly(&ran, &home, &what);
            home.ic(&DECLARE).code(0);
        }
        let folders = incidents(&home);
        assert_eq!(folders.len(), 1, "{what}");
        assert_eq!(times(&folders[0], "In trouble"), 1, "{what}");
        let fine = |ran: Ran| assert_eq!(ran.code, Some(0), "afterwards {}: {what}", ran.err);
        fine(home.ic(&["log", "and on"]));
        fine(home.ic(&["check"]));
    });
}

/// What stands on the shelf, half incidents included.
fn incidents(home: &Home) -> Vec<PathBuf> {
    fs::read_dir(home.shelf()).into_iter().flatten().flatten().map(|folder| folder.path()).collect()
}

/// Neither can the line be made durable nor can it be taken back: whether it is there is not known, and is not claimed.
fn undo(error: &'static str) {
    if error == "EINTR" {
        return;
    }
    let (home, folder) = Model::new(false).copied();
    let ran = injected(&home, &LOG, &format!("fdatasync,ftruncate:error={error}:when=1+"));
    let what = format!("{error}: out: {}err: {}", ran.out, ran.err);
    assert_eq!((ran.code, ran.out.as_str()), (Some(3), ""), "{what}");
    assert!(ran.err.contains("NOT SAVED") && ran.err.contains("could not be undone"), "{what}");
    assert!(ran.err.contains("journal.jsonl") && ran.err.contains("ic timeline"), "{what}");
    goes_on(&home, &folder, &what);
}
