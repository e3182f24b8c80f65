use super::*;
use crate::incident::lifecycle::{self, Closing};
use crate::incident::testing::{Stage, at};

fn cause(title: &str, text: Option<&str>) -> Command {
    Command::Cause { title: title.into(), text: text.map(str::to_owned) }
}

#[test]
fn summary_and_impact_are_replaced_and_causes_and_lessons_add_up() {
    let mut stage = Stage::declared();
    for command in [
        Command::Summary("first".into()),
        Command::Summary(" second ".into()),
        Command::Impact("orders failed".into()),
        cause("Lock", Some(" ")),
        cause("Missing alarm", Some("Nobody watched it.")),
        Command::Lesson { lesson: Lesson::Well, text: "quick rollback".into() },
        Command::Lesson { lesson: Lesson::Lucky, text: "it was night".into() },
    ] {
        stage.play(at(3, 20), command).unwrap();
    }
    let review = &stage.state.review;
    assert_eq!(review.summary.get().map(String::as_str), Some("second"));
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
    stage.play(at(3, 21), Command::Lesson { lesson: Lesson::Badly, text: "late".into() }).unwrap();
    stage.play(at(3, 22), Command::WithdrawCause(2)).unwrap();
    assert_eq!(stage.state.review.causes().iter().map(|cause| &*cause.title).collect::<Vec<_>>(), ["one", "three"]);
    assert!(stage.refused(at(3, 23), Command::WithdrawCause(3)).contains("there is no cause 3; there are 2"));
    assert!(stage.refused(at(3, 23), Command::WithdrawLesson(0)).contains("there is no lesson 0; there are 1"));
    stage.play(at(3, 24), Command::WithdrawLesson(1)).unwrap();
    assert!(stage.state.review.lessons().is_empty());
}

#[test]
fn empty_words_are_refused_also_after_the_close_where_the_rest_is_welcome() {
    let mut stage = Stage::declared();
    stage.play(at(4, 0), lifecycle::Command::Close(Closing::default())).unwrap();
    assert!(stage.refused(at(4, 1), Command::Summary("\n".into())).contains("the summary is empty"));
    assert!(stage.refused(at(4, 1), Command::Impact(String::new())).contains("the impact is empty"));
    assert!(stage.refused(at(4, 1), cause(" ", None)).contains("the cause is empty"));
    let empty = Command::Lesson { lesson: Lesson::Well, text: " ".into() };
    assert!(stage.refused(at(4, 1), empty).contains("the lesson is empty"));
    stage.play(at(4, 2), Command::Impact("orders failed".into())).unwrap();
}
