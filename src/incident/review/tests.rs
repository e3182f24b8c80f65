use super::*;
use crate::incident::lifecycle::{self, Closing};
use crate::incident::testing::{Stage, at};

fn cause(title: &str, text: Option<&str>) -> Command {
    Command::cause(title.into(), text.map(str::to_owned))
}

fn withdraw(kind: ItemKind, number: u32) -> Command {
    Command::Withdraw { kind, number }
}

#[test]
fn summary_and_impact_are_replaced_and_causes_and_lessons_add_up() {
    let mut stage = Stage::declared();
    for command in [
        Command::summary("first".into()),
        Command::summary(" second ".into()),
        Command::impact("orders failed".into()),
        cause("Lock", Some(" ")),
        cause("Missing alarm", Some("Nobody watched it.")),
        Command::lesson(Lesson::Well, "quick rollback".into()),
        Command::lesson(Lesson::Lucky, "it was night".into()),
    ] {
        stage.play(at(3, 20), command).unwrap();
    }
    let review = &stage.state.review;
    assert_eq!(review.text(Section::Summary), Some("second"));
    assert_eq!(
        review.causes().iter().map(|cause| cause.text.as_deref()).collect::<Vec<_>>(),
        [None, Some("Nobody watched it.")]
    );
    assert_eq!(review.lessons().len(), 2);
    assert_eq!(stage.lines().len(), 1, "the timeline tells what happened, not what was written about it");
}

#[test]
fn a_cause_or_lesson_is_withdrawn_by_the_number_under_which_it_is_shown() {
    let mut stage = Stage::declared();
    for title in ["one", "two", "three"] {
        stage.play(at(3, 20), cause(title, None)).unwrap();
    }
    stage.play(at(3, 21), Command::lesson(Lesson::Badly, "late".into())).unwrap();
    stage.play(at(3, 22), withdraw(ItemKind::Cause, 2)).unwrap();
    assert_eq!(stage.state.review.causes().iter().map(|cause| &*cause.title).collect::<Vec<_>>(), ["one", "three"]);
    assert!(stage.refused(at(3, 23), withdraw(ItemKind::Cause, 3)).contains("there is no cause 3; there are 2"));
    assert!(stage.refused(at(3, 23), withdraw(ItemKind::Lesson, 0)).contains("there is no lesson 0; there are 1"));
    stage.play(at(3, 24), withdraw(ItemKind::Lesson, 1)).unwrap();
    assert!(stage.state.review.lessons().is_empty());
}

#[test]
fn empty_words_are_refused_also_after_the_close_where_the_rest_is_welcome() {
    let mut stage = Stage::declared();
    stage.play(at(4, 0), lifecycle::Command::Close(Closing::default())).unwrap();
    assert!(stage.refused(at(4, 1), Command::summary("\n".into())).contains("the summary is empty"));
    assert!(stage.refused(at(4, 1), Command::impact(String::new())).contains("the impact is empty"));
    assert!(stage.refused(at(4, 1), cause(" ", None)).contains("the cause is empty"));
    let empty = Command::lesson(Lesson::Well, " ".into());
    assert!(stage.refused(at(4, 1), empty).contains("the lesson is empty"));
    stage.play(at(4, 2), Command::impact("orders failed".into())).unwrap();
}
