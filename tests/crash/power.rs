//! The power goes after any call: every folder that can then be found on the disk is opened again, and holds what was
//! acknowledged.

use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::Path;

use uuid::Uuid;

use crate::disk::{Content, Disk, Event, Tree};
use crate::session::{Before, Home, Step, TAIL, acknowledges, done};
use crate::verdict::{Promise, Said, ids, judge};
use crate::{Outcome, work};

/// The calls that change a disk or make something durable; one that is here and that the model of the disk does not know
/// is an error.
const CALLS: &str = "trace=openat,open,creat,write,pwrite64,writev,pwritev,copy_file_range,sendfile,splice,ftruncate,\
truncate,fallocate,rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,mkdir,mkdirat,rmdir,fsync,\
fdatasync,sync,syncfs,sync_file_range,msync";

/// A run of the program as it was recorded.
struct Recorded<'a> {
    step: &'a Step,
    calls: String,
    wrote: Vec<Uuid>,
}

/// A disk after a power cut, and what had been promised.
struct Found<'a> {
    tree: Tree,
    run: &'a Recorded<'a>,
    kept: Vec<Uuid>,
    said: Said,
}

/// Plays a session, and then cuts the power everywhere in it; there have to be so many different ends.
pub fn cut(session: &[Step], at_least: usize) -> Outcome {
    let home = Home::new();
    let runs = record(&home, session)?;
    let (ends, whole) = ends(&home, &runs)?;
    let count = ends.len();
    work::each(ends, |end| end.judge(&whole))?;
    println!("{count} disks after a power cut");
    match count >= at_least {
        true => Ok(()),
        false => Err(format!("only {count} different disks")),
    }
}

fn record<'a>(home: &Home, session: &'a [Step]) -> Outcome<Vec<Recorded<'a>>> {
    let mut runs = Vec::new();
    let mut known = 0;
    for step in session {
        let mut calls = String::new();
        match step.before {
            Before::Nothing => {}
            Before::TornTail => home.tear(),
            Before::KilledUnsynced => {
                let kill =
                    [CALLS, "inject=fsync,fdatasync:signal=KILL:when=1"].map(|what| ["-xx", "-e", what]).concat();
                (_, calls) = home.traced(&kill, step.words);
            }
        }
        let (output, more) = home.traced(&["-xx", "-e", CALLS], step.words);
        done(step.words, &output)?;
        calls.push_str(&more);
        let all = ids(&home.journal());
        runs.push(Recorded { step, calls, wrote: all.get(known..).unwrap_or_default().to_vec() });
        known = all.len();
    }
    Ok(runs)
}

/// Every different disk that a power cut can leave, and what the files that follow from the journal hold when whole.
fn ends<'a>(home: &Home, runs: &'a [Recorded<'a>]) -> Outcome<(Vec<Found<'a>>, HashSet<Content>)> {
    let mut disk = Disk::new(home.path());
    let (mut ends, mut seen, mut whole) = (Vec::new(), HashSet::new(), HashSet::new());
    let mut kept = Vec::new();
    for run in runs {
        if run.step.before == Before::TornTail {
            disk.append(&home.incident().unwrap().join("journal.jsonl"), TAIL);
        }
        let mut said = Said::Nothing;
        for call in run.calls.lines() {
            match disk.take(call)? {
                Event::Nothing => continue,
                Event::Said(text) if acknowledges(&text) => said = Said::Saved,
                Event::Said(_) | Event::Changed => {}
            }
            for tree in disk.after_a_cut() {
                if seen.insert(sum(&tree, kept.len(), said)) {
                    ends.push(Found { tree, run, kept: kept.clone(), said });
                }
            }
        }
        kept.extend(&run.wrote);
        whole.extend(disk.live().into_iter().filter_map(|(path, content)| content.filter(|_| is_derived(&path))));
    }
    agrees(&disk.live(), home)?;
    Ok((ends, whole))
}

/// The model of the disk saw what really happened.
fn agrees(live: &Tree, home: &Home) -> Outcome {
    for (path, content) in live {
        let there = fs::read(home.path().join(path)).ok();
        if content.as_deref() != there.as_ref() {
            return Err(format!("the model of the disk is wrong about {}", path.display()));
        }
    }
    Ok(())
}

/// Whether a file follows from the journal.
fn is_derived(path: &Path) -> bool {
    path.ends_with("incident.json") || path.file_stem().is_some_and(|stem| stem == "postmortem")
}

/// Tells disks apart. The note in the lock file says nothing that has to be kept.
fn sum(tree: &Tree, kept: usize, said: Said) -> u64 {
    let mut sum = DefaultHasher::new();
    tree.iter().filter(|(path, _)| !path.ends_with("lock")).for_each(|file| file.hash(&mut sum));
    (kept, said as u8).hash(&mut sum);
    sum.finish()
}

impl Found<'_> {
    fn judge(&self, whole: &HashSet<Content>) -> Outcome {
        let home = Home::new();
        build(&self.tree, home.path());
        let (step, wrote) = (self.run.step, &self.run.wrote);
        let promise =
            Promise { step, kept: &self.kept, writes: wrote.len(), first: wrote.first().copied(), said: self.said };
        let half = self.tree.iter().find(|(path, content)| {
            is_derived(path) && content.as_ref().is_some_and(|content| !whole.contains(content))
        });
        let verdict = match half {
            Some((path, _)) => Err(format!("{} is not whole", path.display())),
            None => judge(&home, &promise),
        };
        verdict.map_err(|why| {
            let files = self.tree.iter().map(|(path, content)| {
                let about = content.as_ref().map_or("folder".into(), |content| format!("{} bytes", content.len()));
                format!("\n  {}: {about}", path.display())
            });
            format!("power cut in `ic {}`: {why}{}", step.words.join(" "), files.collect::<String>())
        })
    }
}

fn build(tree: &Tree, root: &Path) {
    for (path, content) in tree {
        match content {
            Some(content) => fs::write(root.join(path), content.as_slice()).unwrap(),
            None => fs::create_dir(root.join(path)).unwrap(),
        }
    }
}
