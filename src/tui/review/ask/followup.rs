//! The forms of follow-ups.

use super::{Ask, choice, said};
use crate::incident::followups::{Change, Command, Followup, Plan, Purpose};
use crate::incident::review::ItemKind;
use crate::incident::text::one_line;
use crate::incident::{State, Time, when};
use crate::tui::layer::{Field, Form};
use crate::tui::text::fit;

/// The places of the fields in the form of a new follow-up; that of a change has those up to the cause.
pub const TEXT: usize = 0;
const PURPOSE: usize = 1;
const PRIORITY: usize = 2;
const TICKET: usize = 3;
const GROUP: usize = 4;
const DETAIL: usize = 5;
const CAUSE: usize = 6;
pub const OWNER: usize = 7;
const DUE: usize = 8;

const PURPOSES: &[&str] = &["prevent", "detect", "mitigate", "process", "other"];
const BY_WHEN: &str = "tomorrow 09:00, 2026-08-04 12:00, 48h";

fn numbered(state: &State, number: u32) -> Option<&Followup> {
    state.followups.all().iter().find(|one| one.number == number)
}

/// Title and fields, filled with what is there already.
pub fn form(ask: &Ask, state: &State) -> (String, Vec<Field>) {
    let of = |number: u32| numbered(state, number);
    let named = |what: &str, number: u32| {
        let text = of(number).map_or("", Followup::text);
        format!("{what} follow-up {number}: {}", fit(&one_line(text), 60))
    };
    match ask {
        Ask::ChangeFollowup(number) => (named("Change", *number), plan(of(*number), state)),
        Ask::Owner(number) => {
            let owner = of(*number).and_then(Followup::owner).unwrap_or_default();
            (named("Who does", *number), vec![Field::text("Owner", "one person, by name", owner)])
        }
        Ask::Due(number) => {
            let due = of(*number).and_then(Followup::due).map(|due| state.lifecycle.zone().datetime(due));
            (named("When is", *number), vec![Field::text("Due", BY_WHEN, &due.unwrap_or_default())])
        }
        Ask::Drop(number) => (
            named("Drop", *number),
            vec![Field::text("Why", "why it is not going to be done; stands in the report", "")],
        ),
        _ => {
            let mut fields = plan(None, state);
            fields.push(Field::text("Owner", "one person; empty: nobody yet", ""));
            fields.push(Field::text("Due", format!("{BY_WHEN}; empty: no date yet"), ""));
            ("Agree on a follow-up".into(), fields)
        }
    }
}

fn plan(one: Option<&Followup>, state: &State) -> Vec<Field> {
    let text = |pick: fn(&Followup) -> Option<&str>| one.and_then(pick).unwrap_or_default();
    let purpose = one.map_or(Purpose::Prevent, Followup::purpose);
    let priority = one.and_then(Followup::priority).map(|priority| priority.to_string());
    let causes = state
        .review
        .items(ItemKind::Cause)
        .map(|(number, _, item)| format!("{number} {}", item.line(state.lifecycle.zone())));
    let causes: Vec<String> = causes.collect();
    let hint = if causes.is_empty() { "none is named yet".to_owned() } else { causes.join("; ") };
    vec![
        Field::text("To do", "what is to be done, in a line or two", one.map_or("", Followup::text)),
        choice("To", PURPOSES, purpose.word()),
        Field::text("Priority", "1 (most urgent) to 5; may stay empty", &said(&priority)),
        Field::text("Ticket", "where it is tracked; may stay empty", text(Followup::ticket)),
        Field::text("Group", "the heading under which it stands; may stay empty", text(Followup::group)),
        Field::text("Detail", "more about it; may stay empty; Ctrl-E: own editor", text(Followup::detail)),
        Field::text("Cause", format!("by its number: {hint}"), &cause(one, state)),
    ]
}

fn cause(one: Option<&Followup>, state: &State) -> String {
    let number = one.and_then(Followup::cause).and_then(|cause| state.review.number(ItemKind::Cause, cause));
    said(&number.map(|number| number.to_string()))
}

/// The command that the form stands for.
pub fn command(ask: &Ask, form: &Form, state: &State, now: Time) -> Result<Command, String> {
    let due = |place| {
        let read = |text: &str| when::due(text, now, state.lifecycle.zone()).map_err(|why| why.to_string());
        form.value(place).map(read).transpose()
    };
    Ok(match ask {
        Ask::ChangeFollowup(number) => {
            Command::Change { followup: *number, changes: changes(form, numbered(state, *number), state)? }
        }
        Ask::Owner(number) => {
            Command::Own { followup: *number, person: form.value(0).ok_or("say who does it")?.to_owned() }
        }
        Ask::Due(number) => Command::Due { followup: *number, due: due(0)?.ok_or("say by when it is due")? },
        Ask::Drop(number) => {
            let why = form.value(0).ok_or("say why it is not going to be done")?.to_owned();
            Command::Drop { followup: *number, why }
        }
        _ => {
            let text = |place| form.value(place).map(str::to_owned);
            let plan = Plan {
                text: text(TEXT).unwrap_or_default(),
                detail: text(DETAIL),
                group: text(GROUP),
                purpose: purpose(form),
                owner: text(OWNER),
                due: due(DUE)?,
                priority: number(form, PRIORITY, "a priority is a number from 1 (most urgent) to 5")?,
                ticket: text(TICKET),
                cause: None,
            };
            Command::Add { plan, cause: number(form, CAUSE, "name the cause by its number")? }
        }
    })
}

fn purpose(form: &Form) -> Purpose {
    Purpose::ALL.into_iter().find(|one| Some(one.word()) == form.value(PURPOSE)).unwrap_or_default()
}

fn number<T: std::str::FromStr>(form: &Form, place: usize, why: &str) -> Result<Option<T>, String> {
    form.value(place).map(|text| text.parse().map_err(|_| why.to_owned())).transpose()
}

/// Only what says something else: what others changed meanwhile stays.
fn changes(form: &Form, one: Option<&Followup>, state: &State) -> Result<Vec<Change>, String> {
    let text = |place| form.value(place).unwrap_or_default().to_owned();
    let before = |pick: fn(&Followup) -> Option<&str>| one.and_then(pick).unwrap_or_default().to_owned();
    let mut changes = Vec::new();
    let mut note = |now: String, before: String, change: fn(String) -> Change| {
        if now != before.trim() {
            changes.push(change(now));
        }
    };
    note(text(TEXT), one.map_or("", Followup::text).to_owned(), Change::Text);
    note(text(TICKET), before(Followup::ticket), Change::Ticket);
    note(text(GROUP), before(Followup::group), Change::Group);
    note(text(DETAIL), before(Followup::detail), Change::Detail);
    if Some(purpose(form)) != one.map(Followup::purpose) {
        changes.push(Change::Purpose(purpose(form)));
    }
    let priority = number(form, PRIORITY, "a priority is a number from 1 (most urgent) to 5")?;
    match (priority, one.and_then(Followup::priority)) {
        (None, Some(_)) => return Err("a priority can be changed but not taken back".into()),
        (Some(now), before) if Some(now) != before => changes.push(Change::Priority(now)),
        _ => {}
    }
    if text(CAUSE) != cause(one, state) {
        match number(form, CAUSE, "name the cause by its number")? {
            Some(cause) => changes.push(Change::Cause(cause)),
            None => return Err("a cause can be changed but not taken back".into()),
        }
    }
    Ok(changes)
}
