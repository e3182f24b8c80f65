//! The rows of the review.

use super::Context::{Findings, HotWashImprove, Review, ReviewList, ReviewText};
use super::{Action, Row, row};

pub const ROWS: &[Row] = &[
    row(
        Action::OpenPart,
        "open-part",
        "write the text, or go through the list",
        "write",
        &[(Review, "enter"), (Review, "right"), (Review, "l")],
    ),
    row(
        Action::TakeOver,
        "take-over",
        "take over what the record says into an empty text; else go to the checks",
        "take over",
        &[(ReviewText, "tab")],
    ),
    row(
        Action::SaveText,
        "save-text",
        "save the text now, even over what somebody else wrote",
        "save",
        &[(ReviewText, "ctrl-s")],
    ),
    row(
        Action::TakeTheirs,
        "take-theirs",
        "take what somebody else wrote in place of this; undo brings one's own words back",
        "theirs",
        &[(ReviewText, "ctrl-r")],
    ),
    row(
        Action::ChangeItem,
        "change-item",
        "change the item, say when it was, or take the task over as a follow-up",
        "change",
        &[(ReviewList, "enter"), (ReviewList, "e"), (HotWashImprove, "e")],
    ),
    row(Action::AddItem, "add-item", "add to the list", "add", &[(ReviewList, "a")]),
    row(
        Action::MarkItem,
        "mark-item",
        "make the line a key event or an ordinary one; the follow-up done, or to do again",
        "mark",
        &[(ReviewList, "space"), (ReviewList, "x")],
    ),
    row(
        Action::OwnItem,
        "own-item",
        "say who does the follow-up",
        "owner",
        &[(ReviewList, "o"), (HotWashImprove, "o")],
    ),
    row(
        Action::DueItem,
        "due-item",
        "say by when the follow-up is done",
        "due",
        &[(ReviewList, "D"), (HotWashImprove, "D")],
    ),
    row(Action::StartItem, "start-item", "work on the follow-up has begun", "start", &[(ReviewList, "s")]),
    row(
        Action::Withdraw,
        "withdraw",
        "take the item off the list; drop the follow-up, with a reason",
        "withdraw",
        &[(ReviewList, "d")],
    ),
    row(Action::FollowFinding, "follow-finding", "go to where the finding is", "go there", &[(Findings, "enter")]),
    row(Action::Waive, "waive", "let the finding not count, with a reason", "waive", &[(Findings, "w")]),
];
