//! A full disk stopped the search index; it is over and written up, and some follow-ups are still to be done.

use chrono::TimeDelta;

use super::{Story, log, role, star, tell};
use crate::incident::Time;
use crate::incident::followups::{self, Purpose};
use crate::incident::lifecycle::{self, Closing, Status};
use crate::incident::review::{self, Lesson};
use crate::incident::span::Span;
use crate::incident::timeline::EntryKind;
use crate::incident::updates::{Audience, Promise};
use crate::incident::zone::Zone;
use crate::journal::shelf::Shelf;
use crate::session::Fault;

/// Plays it from its declaration to its close.
pub(super) fn play(shelf: &Shelf, declared: Time, zone: &Zone) -> Result<(), Fault> {
    let mut story = Story::begin(shelf, declared, zone, "eli", "Search shows old prices", [26, 4])?;
    incident(&mut story)?;
    write_up(&mut story)?;
    story.end().map(drop)
}

fn incident(story: &mut Story) -> Result<(), Fault> {
    let status = |status, note: &str| lifecycle::Command::Status { status, note: Some(note.into()) };
    story.tell((0, 20), "eli", role("commander", "eli"))?;
    let reason = Some("prices in search are wrong, those at checkout are right".into());
    story.tell((0, 50), "eli", lifecycle::Command::Severity { level: 3, reason })?;
    let report = "Support: five customers see a price in search that differs from the one at checkout";
    story.tell_late((0, 55), (-4, 0), "eli", log(EntryKind::Alert, report))?;
    story.done((1, 0), "eli", "Name an incident commander")?;
    story.tell((1, 30), "fay", role("ops", "fay"))?;
    story.done((2, 0), "eli", "Say who is hit")?;
    story.tell(
        (3, 10),
        "fay",
        log(EntryKind::Finding, "search-indexer reads no price changes: its consumer group is empty"),
    )?;
    story.done((3, 20), "fay", "Look at what changed last")?;
    let told = "Search may show old prices. The price at checkout is right. Next update within 20 minutes.";
    story.tell((4, 30), "bo", tell(Audience::Customers, told, Promise::Cadence))?;
    story.done((4, 40), "bo", "Tell customers that you know")?;
    let evicted = "All three indexer pods were evicted: the disks of node pool search-b are full of old images";
    let found = story.tell((8, 0), "fay", log(EntryKind::Finding, evicted))?;
    story.tell((8, 10), "eli", star(found))?;
    story.tell((8, 30), "eli", status(Status::Identified, "node pool search-b ran out of disk"))?;
    story.tell(
        (12, 40),
        "fay",
        log(EntryKind::Action, "Removed 180 GB of old images, brought the indexer pods back"),
    )?;
    story.done((12, 50), "fay", "Stop the bleeding first")?;
    story.tell((14, 0), "eli", status(Status::Mitigated, "new prices reach search within seconds; catching up"))?;
    let told = "New prices show at once; older ones are catching up and will be right within 30 minutes.";
    story.tell((22, 0), "bo", tell(Audience::Customers, told, Promise::In(Span::minutes(30))))?;
    story.tell(
        (39, 0),
        "fay",
        log(EntryKind::Finding, "Nothing left to catch up; 500 sampled products show the right price"),
    )?;
    story.done((39, 20), "fay", "Check that recovery holds")?;
    story.tell((41, 0), "eli", status(Status::Resolved, "all prices in search are right"))?;
    story.tell((44, 0), "bo", tell(Audience::Customers, "All prices in search are right again.", Promise::None))?;
    story.done((44, 10), "bo", "Tell customers that it is over")
}

fn write_up(story: &mut Story) -> Result<(), Fault> {
    let summary = "For 67 minutes search showed prices that had since been changed. Three pods that carry price \
                   changes into the search index had been evicted from nodes with full disks, and no alarm watched \
                   either. Removing old images and restarting the pods brought it back.";
    let impact = "About 9,000 people saw at least one old price in search; nobody was charged one.";
    let lesson = |lesson, text: &str| review::Command::lesson(lesson, text.into());
    story.tell((95, 0), "eli", review::Command::summary(summary.into()))?;
    story.tell((97, 0), "eli", review::Command::impact(impact.into()))?;
    let title = "Old images filled the disks of node pool search-b".into();
    let text =
        Some("Clean-up of images was switched off in the move to the new pool and not switched on again.".into());
    story.tell((99, 0), "fay", review::Command::cause(title, text))?;
    let title = "An empty consumer group raised no alarm".into();
    story.tell((100, 0), "fay", review::Command::cause(title, None))?;
    story.tell(
        (102, 0),
        "eli",
        lesson(Lesson::Well, "The price at checkout comes from the catalogue, so no order was wrong"),
    )?;
    story.tell((103, 0), "eli", lesson(Lesson::Badly, "We heard of it from support, 22 minutes after it began"))?;
    story.tell(
        (104, 0),
        "fay",
        lesson(Lesson::Lucky, "It was a quiet hour: a sale would have changed ten times as many prices"),
    )?;
    let clean = "Switch the clean-up of images on for every node pool";
    story.tell((106, 0), "fay", followup(clean, Purpose::Prevent, "fay", story.declared + TimeDelta::days(1), 1))?;
    let alarm = "Raise an alarm when a consumer group is empty for two minutes";
    story.tell((107, 0), "eli", followup(alarm, Purpose::Detect, "eli", story.declared + TimeDelta::days(10), 2))?;
    let stale = "Show the age of a price in search when it is older than ten minutes";
    story.tell((108, 0), "eli", followup(stale, Purpose::Mitigate, "bo", story.declared + TimeDelta::days(30), 3))?;
    story.tell((115, 0), "fay", followups::Command::Done(1))?;
    story.tell((120, 0), "eli", lifecycle::Command::Close(Closing::default()))?;
    Ok(())
}

fn followup(text: &str, purpose: Purpose, owner: &str, due: Time, priority: u8) -> followups::Command {
    let (text, owner) = (text.into(), Some(owner.into()));
    let plan = followups::Plan { text, purpose, owner, due: Some(due), priority: Some(priority), ..Default::default() };
    followups::Command::Add { plan, cause: None }
}
