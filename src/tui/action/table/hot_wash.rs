//! The rows of the hot wash.

use super::Context::{HotWash, HotWashCompare, HotWashImprove, HotWashRate, HotWashTalk};
use super::{Action, Row, row};

pub const ROWS: &[Row] = &[
    row(
        Action::RateP,
        "rate-p",
        "rate the objective P: performed without challenges",
        "no challenges",
        &[(HotWashRate, "p"), (HotWashRate, "1")],
    ),
    row(
        Action::RateS,
        "rate-s",
        "rate the objective S: performed with some challenges",
        "some",
        &[(HotWashRate, "s"), (HotWashRate, "2")],
    ),
    row(
        Action::RateM,
        "rate-m",
        "rate the objective M: performed with major challenges",
        "major",
        &[(HotWashRate, "m"), (HotWashRate, "3")],
    ),
    row(
        Action::RateU,
        "rate-u",
        "rate the objective U: unable to be performed",
        "unable",
        &[(HotWashRate, "u"), (HotWashRate, "4")],
    ),
    row(
        Action::RateBetter,
        "rate-better",
        "rate the objective one step better",
        "",
        &[(HotWashRate, "left"), (HotWashRate, "h")],
    ),
    row(
        Action::RateWorse,
        "rate-worse",
        "rate the objective one step worse",
        "",
        &[(HotWashRate, "right"), (HotWashRate, "l")],
    ),
    row(
        Action::JudgeOutcome,
        "judge-outcome",
        "rate what only a person can judge, where the controller has not",
        "rate",
        &[(HotWashCompare, "r")],
    ),
    row(
        Action::AnswerQuestion,
        "answer-question",
        "write down what the team answers",
        "answer",
        &[(HotWashTalk, "enter"), (HotWashTalk, "e")],
    ),
    row(
        Action::NoteObservation,
        "note-observation",
        "note something that was observed",
        "observed",
        &[(HotWashTalk, "o"), (HotWashTalk, "a")],
    ),
    row(
        Action::AgreeAction,
        "agree-action",
        "agree on an action for what was not well",
        "action",
        &[(HotWashImprove, "enter"), (HotWashImprove, "a")],
    ),
    row(
        Action::ShowRatings,
        "show-ratings",
        "compare without rating every objective first",
        "compare",
        &[(HotWash, "c")],
    ),
    row(Action::WriteAfterAction, "after-action-report", "write the after-action report", "report", &[(HotWash, "x")]),
    row(Action::ReadRow, "read-row", "read the whole of it", "read", &[(HotWashCompare, "enter"), (HotWash, "space")]),
];
