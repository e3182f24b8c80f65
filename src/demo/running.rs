//! A deploy broke the checkout, it cannot be rolled back, and the way around it is being opened step by step.

use super::{Story, log, role, star, tell};
use crate::incident::Time;
use crate::incident::checklist;
use crate::incident::lifecycle::{self, Status};
use crate::incident::span::Span;
use crate::incident::timeline::{self, EntryKind, EntryRef};
use crate::incident::updates::{Audience, Promise};
use crate::incident::zone::Zone;
use crate::journal::shelf::Shelf;
use crate::session::Fault;

/// How long it has been running.
pub(super) const MINUTES: i64 = 47;

const FAILED_ROLLBACK: &str = "\
v240 does not start on the new schema:
  checkout-api-6d9f7c5b8-x2kqp  ERROR  schema check failed: database is at 187, this build knows 186
  checkout-api-6d9f7c5b8-x2kqp  ERROR  187_split_tax_lines.sql drops the column order_items.tax_cents
  checkout-api-6d9f7c5b8-x2kqp  ERROR  refusing to serve: every read of order_items would fail
  checkout-api-6d9f7c5b8-x2kqp  WARN   readiness probe failed 3 times, restarting the pod
  deployment/checkout-api       INFO   rollout undo stopped: 0 of 12 pods ready after 60 s
  deployment/checkout-api       INFO   back at v241, 12 of 12 pods ready";

/// Plays it from its declaration on; `you` joins half-way as scribe.
pub(super) fn play(shelf: &Shelf, declared: Time, you: &str, zone: &Zone) -> Result<String, Fault> {
    let mut story = Story::begin(shelf, declared, zone, "ana", "Checkout returns 500s", [6, 2])?;
    first_minutes(&mut story, if you == "dee" { "eli" } else { "dee" })?;
    search_for_the_cause(&mut story)?;
    way_around(&mut story, you)?;
    story.end()
}

fn first_minutes(story: &mut Story, scribe: &str) -> Result<(), Fault> {
    story.tell((0, 15), "ana", role("commander", "ana"))?;
    let reason = Some("card payments fail in all regions, no workaround".into());
    story.tell((0, 40), "ana", lifecycle::Command::Severity { level: 2, reason })?;
    let alarm = "checkout-api: 31 % of requests answered with 500, threshold 2 %, all regions";
    story.tell_late((1, 30), (-2, 0), "ana", log(EntryKind::Alert, alarm))?;
    story.done((1, 45), "ana", "Name an incident commander")?;
    story.tell((2, 10), "ana", role("comms", "bo"))?;
    story.done((2, 15), "ana", "Name a communications lead")?;
    story.tell((2, 30), "ana", role("ops", "cy"))?;
    story.tell((3, 5), "ana", role("scribe", scribe))?;
    story.done((3, 10), "ana", "Name a scribe")?;
    let hit = "Hit: every card payment, web shop and apps. Not hit: gift cards, invoices, browsing.";
    story.tell((3, 40), "ana", log(EntryKind::Note, hit))?;
    story.done((3, 50), "ana", "Say who is hit")?;
    let told = "Card payments at checkout are failing. We are on it; your cart is kept. Next update within 20 minutes.";
    story.tell((4, 20), "bo", tell(Audience::Customers, told, Promise::Cadence))?;
    story.done((4, 30), "bo", "Tell customers that you know")
}

fn search_for_the_cause(story: &mut Story) -> Result<(), Fault> {
    let change = "checkout-api v241 finished rolling out two minutes before the first 500; nothing else changed";
    story.tell((5, 30), "cy", log(EntryKind::Finding, change))?;
    story.done((5, 40), "cy", "Look at what changed last")?;
    story.tell((6, 50), "cy", log(EntryKind::Command, "kubectl -n shop rollout undo deployment/checkout-api"))?;
    story.tell((8, 20), "cy", log(EntryKind::Finding, FAILED_ROLLBACK))?;
    let forward = "No rollback: migration 187 cannot be undone within the hour. We go forward.";
    let decision = story.tell((9, 45), "ana", log(EntryKind::Decision, forward))?;
    story.tell((9, 50), "ana", star(decision))?;
    let wrong = story.tell((11, 10), "eli", log(EntryKind::Finding, "orders-db has failed over to its replica"))?;
    let why = "read on the staging dashboard; production did not fail over".into();
    story.tell((12, 30), "eli", timeline::Command::Strike { entry: EntryRef::Id(wrong), why })?;
    let leak = |used| {
        format!("orders-db: {used} connections in use; v241 opens one for each tax lookup and never gives it back")
    };
    let found = story.tell((13, 40), "cy", log(EntryKind::Finding, &leak("300 of 300")))?;
    let text = Some(leak("400 of 400"));
    story.tell(
        (14, 20),
        "cy",
        timeline::Command::Edit { entry: EntryRef::Id(found), text, to: None, detail: Default::default() },
    )?;
    let note = Some("connection leak in the tax lookup of checkout-api v241".into());
    story.tell((15, 0), "ana", lifecycle::Command::Status { status: Status::Identified, note })?;
    Ok(())
}

fn way_around(story: &mut Story, you: &str) -> Result<(), Fault> {
    let room = "Raised the connection limit of orders-db from 400 to 600, to win time";
    story.tell((16, 20), "cy", log(EntryKind::Action, room))?;
    let told = "We know the cause and are bringing card payments back step by step. Gift cards work. Next update \
                within 30 minutes.";
    story.tell((20, 0), "bo", tell(Audience::Customers, told, Promise::In(Span::minutes(30))))?;
    let told = "Cause: v241 leaks database connections. Rollback is not possible. The tax cache takes the load off, \
                v242 with the fix is being built. Support: please do not retry payments by hand.";
    story.tell((22, 30), "bo", tell(Audience::Internal, told, Promise::Cadence))?;
    story.tell(
        (23, 30),
        "ana",
        task("Build v242 without the leak, on one canary pod first", "eli", story.time((62, 0))),
    )?;
    let ask = "Ask the payment provider whether held card amounts are released by themselves";
    story.tell((24, 0), "ana", task(ask, "bo", story.time((43, 0))))?;
    let handover = story.task("Plan the next handover");
    let why = "everybody here started within the last hour".into();
    story.tell((26, 0), "ana", checklist::Command::Skip { task: handover, why })?;
    story.tell((28, 10), "ana", role("scribe", you))?;
    story.tell((30, 30), "cy", log(EntryKind::Command, "flagctl set checkout.tax-cache on --percent 10"))?;
    let works = "The cache works: a lookup that hits it opens no connection; orders-db has stopped at 571";
    story.tell((33, 0), "eli", log(EntryKind::Finding, works))?;
    let steps = "Tax cache for everybody, in steps of 25 %, three minutes apart; stop if 500s rise";
    story.tell((35, 0), "ana", log(EntryKind::Decision, steps))?;
    story.tell((37, 20), "cy", log(EntryKind::Action, "Tax cache at 50 %: 500s down from 31 % to 12 %"))?;
    let behind = "orders-db: replica in zone b is 40 s behind, order history may be out of date";
    story.tell((39, 40), "alertmanager", log(EntryKind::Alert, behind))?;
    let tickets = "Support has 214 tickets; most ask whether they paid twice. By the payment log nobody did.";
    story.tell((42, 10), "bo", log(EntryKind::Note, tickets))?;
    let better = "Tax cache at 75 %: 500s at 4 % and falling, 396 of 600 connections in use";
    story.tell((44, 40), "cy", log(EntryKind::Action, better))?;
    story.tell(
        (46, 10),
        you,
        log(EntryKind::Note, "Next: 100 %, then watch for ten minutes before anybody says mitigated"),
    )?;
    Ok(())
}

fn task(text: &str, owner: &str, due: Time) -> checklist::Command {
    checklist::Command::Add { text: text.into(), owner: Some(owner.into()), due: Some(due) }
}
