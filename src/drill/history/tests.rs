use super::*;
use crate::drill::start::Options;
use crate::drill::tests::rehearsal::Rehearsal;
use crate::incident::exercise::Command;
use crate::incident::followups::{self, Plan};

const SCENARIO: &str = include_str!("../tests/bakery.toml");
const WELL: &str = "0:40 declare 2\n1:00 take commander ana\n7:00 tell customers";
const BADLY: &str = "9:00 declare 2\n30:30 take commander ana\n40:10 tell customers";

/// A run that begins so many days after the first one could.
fn run_on(day: i64, options: Options, source: &str, script: &str) -> Rehearsal {
    let mut played = Rehearsal::played_with(source, options, script);
    let exercise = played.stage.state.exercise.as_mut().unwrap();
    exercise.started += chrono::TimeDelta::days(day);
    exercise.terms.id = format!("EX-2026-11-{}-cold-ovens", 21 + day);
    played
}

fn of(runs: &[&Rehearsal]) -> History {
    history(runs.iter().map(|run| (&run.scenario, &run.stage.state)))
}

#[test]
fn runs_stand_by_their_real_dates_with_what_became_better() {
    let usual = Options::default();
    let mut badly = run_on(0, usual, SCENARIO, BADLY);
    let plan = Plan { text: "Practise".into(), ..Plan::default() };
    badly.does(followups::Command::Add { plan, cause: None }).unwrap();
    let followup = badly.stage.state.followups.all()[0].id;
    for finding in ["I1.1", "commander"] {
        badly.exercise(Command::Improve { finding: finding.into(), followup }).unwrap();
    }
    let fast = run_on(3, Options { speed: 5, ..usual }, SCENARIO, WELL);
    let well = run_on(7, usual, SCENARIO, WELL);
    let history = of(&[&well, &badly, &fast]);
    let runs = &history.scenarios[0].runs;
    assert_eq!(
        runs.iter().map(|run| run.date.as_str()).collect::<Vec<_>>(),
        ["2026-11-21", "2026-11-24", "2026-11-28"]
    );
    assert_eq!((runs[0].open_actions, runs[0].players, runs[0].declare_s), (1, 1, Some(540)));
    assert_eq!(runs.iter().map(|run| run.comparable).collect::<Vec<_>>(), [true, false, true]);
    insta::assert_snapshot!(history.to_string());
    let json = serde_json::to_value(&history).unwrap();
    assert_eq!(json["scenarios"][0]["runs"][1]["not_comparable"], "×5, not comparable");
}

#[test]
fn what_cannot_be_compared_has_no_trend() {
    let usual = Options::default();
    let first = run_on(0, usual, SCENARIO, BADLY);
    let trend = |other: &Rehearsal| of(&[&first, other]).scenarios[0].trend.clone();
    assert!(trend(&run_on(1, usual, SCENARIO, WELL)).is_some());
    assert_eq!(trend(&run_on(1, Options { speed: 2, ..usual }, SCENARIO, WELL)), None);
    assert_eq!(trend(&run_on(1, Options { timed: false, ..usual }, SCENARIO, WELL)), None);
    assert_eq!(trend(&run_on(1, Options { solo: true, ..usual }, SCENARIO, WELL)), None);
    assert_eq!(trend(&run_on(1, usual, &SCENARIO.replace("version = 2", "version = 3"), WELL)), None);
    let mut begun = Rehearsal::begin(SCENARIO, usual);
    begun.follow(WELL);
    assert_eq!(trend(&begun), None);
}

#[test]
fn scenarios_stand_apart_and_real_incidents_are_left_out() {
    let usual = Options::default();
    let one = run_on(0, usual, SCENARIO, WELL);
    let other = run_on(1, usual, &SCENARIO.replace("\"cold-ovens\"", "\"a-warm-oven\""), WELL);
    let real = crate::incident::testing::Stage::declared();
    let all = [(&one.scenario, &one.stage.state), (&other.scenario, &other.stage.state), (&one.scenario, &real.state)];
    let history = history(all.into_iter());
    let ids: Vec<(&str, usize)> =
        history.scenarios.iter().map(|runs| (runs.scenario.as_str(), runs.runs.len())).collect();
    assert_eq!(ids, [("a-warm-oven", 1), ("cold-ovens", 1)]);
}

#[test]
fn whatever_it_is_called_it_fits_the_screen() {
    use unicode_width::UnicodeWidthStr;
    for title in ["支払いができません ".repeat(9), "x".repeat(300), "a \u{202E} b \u{1B}[31m".into(), "é".repeat(100)]
    {
        let mut run = run_on(0, Options::default(), SCENARIO, WELL);
        run.scenario.exercise.title = title.clone();
        run.scenario.exercise.objectives[0].text = title.clone();
        run.scenario.exercise.objectives[1].id = title.clone();
        run.stage.state.exercise.as_mut().unwrap().terms.id = title;
        let text = of(&[&run, &run_on(1, Options::default(), SCENARIO, WELL)]).to_string();
        assert!(text.lines().all(|line| line.width() <= 80), "{text}");
        assert!(!text.contains(|c: char| (c.is_control() && c != '\n') || c == '\u{202E}'), "{text}");
    }
}
