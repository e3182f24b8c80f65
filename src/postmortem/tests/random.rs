//! Whatever people do, the report is whole.

use chrono::{NaiveDate, TimeDelta};
use proptest::collection::vec;
use proptest::prelude::*;

use super::built_in::in_template;
use super::*;
use crate::postmortem::Template;

fn words() -> impl Strategy<Value = String> {
    prop_oneof!["[a-zé|*#\\[\\]<>`\\\\\n -]{1,24}", "\\PC{1,12}",]
}

fn person() -> impl Strategy<Value = String> {
    prop_oneof![Just("ana".to_owned()), Just("bo".to_owned()), "[a-z |*]{1,6}"]
}

fn command() -> impl Strategy<Value = Command> {
    let role = prop_oneof![Just("commander"), Just("scribe"), Just("comms")];
    let number = 1..12_u32;
    let statuses = (0..Status::ALL.len()).prop_map(|place| Status::ALL[place]);
    let milestones = (0..Milestone::ALL.len()).prop_map(|place| Milestone::ALL[place]);
    let kinds = (0..EntryKind::LOGGED.len()).prop_map(|place| EntryKind::LOGGED[place]);
    let audience = prop_oneof![Just(Audience::Customers), Just(Audience::Internal)];
    prop_oneof![
        words().prop_map(|title| Incident::Title(title).into()),
        (1..6_u8, words()).prop_map(|(level, why)| Incident::Severity { level, reason: Some(why) }.into()),
        (statuses, words()).prop_map(|(status, note)| Incident::Status { status, note: Some(note) }.into()),
        milestones.prop_map(|milestone| Incident::Mark(milestone).into()),
        Just(Incident::Reopen.into()),
        (kinds, words(), any::<bool>()).prop_map(|(kind, text, key)| Entry::Log {
            kind,
            text,
            key,
            detail: Default::default()
        }
        .into()),
        (number.clone(), words()).prop_map(|(entry, text)| {
            Entry::Edit { entry: EntryRef::Number(entry), text: Some(text), to: None, detail: Default::default() }
                .into()
        }),
        (number.clone(), -600..600_i64).prop_map(|(entry, minutes)| {
            let to = Some(at(3, 12) + TimeDelta::minutes(minutes));
            Entry::Edit { entry: EntryRef::Number(entry), text: None, to, detail: Default::default() }.into()
        }),
        (number.clone(), words()).prop_map(|(entry, why)| Entry::Strike { entry: EntryRef::Number(entry), why }.into()),
        (role.clone(), person()).prop_map(|(role, person)| assign(role, &person).into()),
        role.prop_map(|role| Role::Release { role: role.into() }.into()),
        words().prop_map(|text| Task::Add { text, owner: None, due: Some(at(5, 0)) }.into()),
        number.clone().prop_map(|task| Task::Done(task).into()),
        (number.clone(), words()).prop_map(|(task, why)| Task::Skip { task, why }.into()),
        (audience, words()).prop_map(|(audience, text)| tell(audience, &text, Promise::Cadence).into()),
        (words(), person())
            .prop_map(|(text, owner)| { follow_up(&text, Purpose::Process, Some(&owner), Some(at(23, 0))).into() }),
        number.prop_map(|followup| Followup::Done(followup).into()),
        words().prop_map(|text| Review::summary(text).into()),
        words().prop_map(|title| Review::cause(title, None).into()),
        words().prop_map(|text| Review::lesson(Lesson::Lucky, text).into()),
    ]
}

/// Cells of a row: what stands between bars that no backslash escapes.
fn cells(row: &str) -> usize {
    let mut escaped = false;
    let mut bars = 0;
    for c in row.chars() {
        bars += usize::from(c == '|' && !escaped);
        escaped = c == '\\' && !escaped;
    }
    bars - 1
}

fn check(text: &str) {
    let mut table = None;
    for line in text.lines() {
        if !line.starts_with('|') {
            table = None;
            continue;
        }
        assert!(line.ends_with(" |"), "{line}");
        assert_eq!(cells(line), *table.get_or_insert(cells(line)), "{line}\n{text}");
    }
    for (start, _) in text.match_indices("20") {
        if let Some(date) = text.get(start..start + 10).filter(|date| {
            date.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() })
        }) {
            assert!(date.parse::<NaiveDate>().is_ok(), "{date}");
        }
    }
    for filler in ["TBD", "TODO", "N/A", "mean time", "Some("] {
        assert!(!text.contains(filler), "{filler}\n{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]
    #[test]
    fn any_incident_makes_a_whole_report(
        commands in vec((0..90_i64, proptest::option::of(-300..0_i64), person(), command()), 0..40),
        zone in prop_oneof![Just("UTC"), Just("Europe/Berlin"), Just("Asia/Dubai"), Just("UTC-3:30")],
    ) {
        let mut now = utc("2026-10-24T20:00:00Z");
        let mut stage = declared_in(zone, now, now, None, "Slow");
        for (minutes, said, by, command) in commands {
            now += TimeDelta::minutes(minutes);
            let said = said.map(|minutes| now + TimeDelta::minutes(minutes));
            // A refusal is an answer, too.
            let _ = stage.play_as(&by, now, said, command);
        }
        let text = report(&stage.state, now);
        check(&text);
        for template in Template::all_built_in() {
            check(&in_template(&template.name, &stage.state));
        }
        let closed = stage.state.lifecycle.status() == Status::Closed;
        let cancelled = stage.state.lifecycle.status() == Status::Cancelled;
        prop_assert_eq!(text.starts_with("# DRAFT: "), !closed && !cancelled);
        prop_assert_eq!(text.starts_with("# CANCELLED: "), cancelled);
        if let Some(length) = stage.state.milestones().to_resolve() {
            let row = format!("| Time to resolve | start to resolution | {length} |");
            prop_assert!(text.contains(&row), "{}", text);
        }
    }
}
