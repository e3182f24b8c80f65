//! The review: keys in, cells out, and what is on disk then.

use super::{Seat, now};
use crate::incident::followups::Purpose;
use crate::incident::review::{ItemKind, Section};
use crate::tui::action::{Action, Context};
use crate::tui::layer::Layer;
use crate::tui::leaving;
use crate::tui::review::{Edited, Outcome};

/// The review of the sample.
pub(super) fn sample() -> Seat {
    let mut seat = Seat::sample(120, 40);
    seat.press("<esc>w");
    seat
}

/// Goes to the part of that name.
pub(super) fn to(seat: &mut Seat, title: &str) {
    seat.press("g");
    for _ in 0..40 {
        if seat.screen().contains(&format!("─ {title} ─"))
            || seat.screen().contains(&format!("─▸ {title} ─"))
            || head(seat) == title
        {
            return;
        }
        seat.press("j");
    }
    panic!("there is no part {title}:\n{}", seat.screen());
}

/// The title of the part that is shown.
pub(super) fn head(seat: &Seat) -> String {
    let screen = seat.screen();
    let line: String = screen.lines().nth(1).unwrap_or_default().chars().skip(36).collect();
    line.split('─').next().unwrap_or_default().trim_matches(['▸', ' ']).to_owned()
}

pub(super) fn text(seat: &Seat, section: Section) -> Option<String> {
    seat.room().state.review.text(section).map(str::to_owned)
}

pub(super) fn shown(seat: &Seat) -> String {
    seat.room().drafts.last().map(|editor| editor.text()).unwrap_or_default()
}

#[test]
fn a_text_is_saved_when_it_is_left() {
    for leave in ["<esc>", "<shift-tab>", "<f3>", "<esc><esc>", "<ctrl-q>", "<ctrl-z>"] {
        let mut seat = sample();
        to(&mut seat, "Background");
        seat.press("<enter>Two regions,<enter>one database");
        assert_eq!(text(&seat, Section::Background), None);
        seat.press(leave);
        assert_eq!(text(&seat, Section::Background).as_deref(), Some("Two regions,\none database"), "{leave}");
    }
}

#[test]
fn a_text_is_saved_when_the_hands_rest() {
    let mut seat = sample();
    to(&mut seat, "Background");
    seat.press("<enter>Two regions");
    seat.pass(1);
    assert_eq!(text(&seat, Section::Background), None);
    assert!(seat.screen().contains("changed"));
    seat.pass(1);
    assert_eq!(text(&seat, Section::Background).as_deref(), Some("Two regions"));
    let records = seat.room().state.records();
    seat.pass(5);
    assert_eq!(seat.room().state.records(), records, "what is saved is not saved again");
    for _ in 0..4 {
        seat.press("x").pass(1);
    }
    assert_eq!(seat.room().state.records(), records + 1, "it is saved while somebody keeps writing too");
    seat.press("<ctrl-s>");
    assert!(text(&seat, Section::Background).unwrap().ends_with("xxxx"));
}

#[test]
fn an_emptied_text_is_taken_out() {
    let mut seat = sample();
    to(&mut seat, "Background");
    seat.press("<enter>words<ctrl-s>");
    assert!(text(&seat, Section::Background).is_some());
    seat.press("<ctrl-u><esc>");
    assert_eq!(text(&seat, Section::Background), None);
    assert_eq!(seat.toast(), "");
}

#[test]
fn the_record_fills_only_an_empty_text() {
    let mut seat = sample();
    to(&mut seat, "Detection");
    seat.press("<enter>");
    assert!(seat.screen().contains("Tab takes it over"), "{}", seat.screen());
    seat.press("<tab><ctrl-s>");
    let taken = text(&seat, Section::Detection).unwrap();
    assert!(taken.starts_with("Noticed at"), "{taken}");
    seat.press("<enter>Own words<tab>");
    assert!(!seat.model.contexts().contains(&Context::ReviewText), "Tab goes on from a written text");
    assert_eq!(text(&seat, Section::Detection).unwrap(), format!("{taken}\nOwn words"));
}

#[test]
fn what_is_refused_stays_in_the_editor() {
    let mut seat = sample();
    to(&mut seat, "Subtitle");
    seat.press("<enter>").paste(&"long ".repeat(50));
    seat.press("<esc>");
    assert!(seat.screen().contains("NOT SAVED"), "{}", seat.screen());
    seat.press("<enter>");
    assert!(seat.screen().contains("one line of at most 200"), "{}", seat.screen());
    seat.press("<ctrl-u>short<esc>");
    assert_eq!(text(&seat, Section::Subtitle).as_deref(), Some("short"));
}

#[test]
fn what_no_disk_takes_is_written_later_and_only_in_its_newest_wording() {
    let mut seat = sample();
    to(&mut seat, "Background");
    let journal = seat.room().folder.join(crate::journal::JOURNAL);
    let aside = journal.with_extension("aside");
    std::fs::rename(&journal, &aside).unwrap();
    std::fs::create_dir(&journal).unwrap();
    seat.press("<enter>first<ctrl-s>");
    assert_eq!(seat.room().unsaved.len(), 1, "{}", seat.screen());
    assert!(seat.screen().contains("NOT SAVED"));
    seat.press(" and second");
    std::fs::remove_dir(&journal).unwrap();
    std::fs::rename(&aside, &journal).unwrap();
    seat.pass(3);
    assert_eq!(text(&seat, Section::Background).as_deref(), Some("first and second"));
    assert!(seat.room().unsaved.is_empty());
}

#[test]
fn items_are_added_changed_and_withdrawn() {
    let mut seat = sample();
    to(&mut seat, "Causes");
    let before = seat.room().state.review.items(ItemKind::Cause).count();
    seat.press("<enter>aThe pool was too small<tab><right><ctrl-s>");
    let causes = seat.room().state.review.causes();
    assert_eq!(causes.len(), before + 1);
    assert_eq!((causes[before].title.as_str(), causes[before].kind.word()), ("The pool was too small", "contributing"));
    assert!(seat.screen().contains("The pool was too small"));
    seat.press("G<enter> by half<ctrl-s>");
    assert_eq!(seat.room().state.review.causes()[before].title, "The pool was too small by half");
    seat.press("d");
    assert!(seat.screen().contains("\"The pool was too small by half\"? Enter does it"), "{}", seat.screen());
    seat.press("<esc>");
    assert_eq!(seat.room().state.review.causes().len(), before + 1);
    seat.press("d<enter>");
    assert_eq!(seat.room().state.review.causes().len(), before);
    to_parts(&mut seat);
    to(&mut seat, "Figures");
    seat.press("<enter>alost orders<tab>many<tab>orders<ctrl-s>");
    assert!(seat.screen().contains("\"many\" is no number"));
}

fn to_parts(seat: &mut Seat) {
    seat.press("<esc>");
}

#[test]
fn every_list_can_be_added_to() {
    for (title, keys, kind) in [
        ("Figures", "lost orders<tab>340<tab>orders", ItemKind::Metric),
        ("Times of impact", "14:00<tab>14:10<tab>first wave", ItemKind::Window),
        ("Services", "checkout", ItemKind::Service),
        ("Five whys", "because it was full", ItemKind::Why),
        ("Lessons", "the rollback took a minute<tab><right>", ItemKind::Lesson),
        ("Authors, reviewers", "bo<tab><right>", ItemKind::Reviewer),
        ("Tags", "database", ItemKind::Tag),
        ("Related incidents", "2026-08-04-billing<tab>the same pool", ItemKind::Related),
        ("Glossary", "SEV<tab>how bad it is", ItemKind::Term),
        ("Links", "https://status.example<tab>Status page", ItemKind::Link),
        ("Own sections", "Costs<tab>none", ItemKind::Extra),
        ("Waived checks", "no-impact<tab><tab>written elsewhere", ItemKind::Waiver),
    ] {
        let mut seat = sample();
        to(&mut seat, title);
        let before = seat.room().state.review.items(kind).count();
        seat.press(&format!("<enter>a{keys}<ctrl-s>"));
        assert_eq!(seat.room().state.review.items(kind).count(), before + 1, "{title}:\n{}", seat.screen());
    }
}

#[test]
fn follow_ups_are_agreed_owned_dated_and_done() {
    let mut seat = sample();
    to(&mut seat, "Follow-ups");
    seat.press("<enter>aTest the pool<tab><right><tab>2<tab>OPS-7<ctrl-s>");
    let number = seat.room().state.followups.all().len();
    let one = |seat: &Seat| seat.room().state.followups.all()[number - 1].clone();
    assert_eq!(
        (one(&seat).text(), one(&seat).purpose(), one(&seat).priority()),
        ("Test the pool", Purpose::Detect, Some(2))
    );
    assert!(seat.screen().contains("no owner, no date"), "{}", seat.screen());
    seat.press(&"j".repeat(number - 1));
    seat.press("obo<enter>Dtomorrow 09:00<enter>");
    assert_eq!(one(&seat).owner(), Some("bo"));
    assert!(one(&seat).due().is_some());
    seat.press("s");
    assert_eq!(one(&seat).progress().word(), "in progress");
    seat.press(" ");
    assert_eq!(one(&seat).progress().word(), "done");
    seat.press("xdnot worth it<enter>");
    assert_eq!(one(&seat).progress().to_string(), "dropped (not worth it)");
    seat.press("e<ctrl-u>Load-test the pool<ctrl-s>");
    assert_eq!(one(&seat).text(), "Load-test the pool");
}

#[test]
fn a_task_becomes_a_follow_up() {
    let mut seat = sample();
    to(&mut seat, "Follow-ups");
    let before = seat.room().state.followups.all().len();
    seat.press("<enter>G");
    assert!(seat.screen().contains("from the checklist"));
    seat.press("<enter>");
    assert_eq!(leaving::unsent(&seat.model), [""; 0], "nobody has written anything yet");
    seat.press("<ctrl-s>");
    let all = seat.room().state.followups.all();
    assert_eq!(all.len(), before + 1);
    let task = seat.room().state.checklist.tasks().iter().rfind(|task| task.is_open()).unwrap();
    assert_eq!(all[before].text(), &*task.text);
}

#[test]
fn times_and_key_events_are_set_where_they_are_shown() {
    let mut seat = sample();
    to(&mut seat, "Times");
    seat.press("<enter><enter><ctrl-u>-2h<enter>");
    let started = seat.room().state.milestones().since();
    assert_eq!(started, Some(now() - chrono::TimeDelta::hours(2)));
    seat.press("<esc>");
    to(&mut seat, "Key events");
    let count = |seat: &Seat| seat.room().state.timeline.as_written().iter().filter(|entry| entry.key()).count();
    let before = count(&seat);
    seat.press("<enter> ");
    assert_ne!(count(&seat), before);
    seat.press(" ");
    assert_eq!(count(&seat), before);
}

#[test]
fn the_page_can_be_read_and_keeps_its_place() {
    let mut seat = sample();
    seat.press("<f3>");
    assert!(seat.screen().contains("The page as it will be read"));
    let top = seat.screen();
    seat.press("jjj");
    let read = seat.screen();
    assert_ne!(read, top);
    seat.press("<esc>");
    assert!(seat.screen().contains("Parts"));
    seat.press("p");
    assert_eq!(seat.screen(), read);
    seat.resize(60, 20);
    assert!(seat.screen().lines().all(|line| line.chars().count() <= 60));
    seat.press("<f3>").resize(120, 40);
    assert!(seat.screen().contains("Parts"));
}

#[test]
fn the_wheel_turns_what_has_the_focus() {
    let mut seat = sample();
    let before = seat.screen();
    seat.wheel(true);
    assert_ne!(seat.screen(), before);
    seat.wheel(false);
    assert_eq!(seat.screen(), before);
}

#[test]
fn esc_leads_out_step_by_step() {
    let mut seat = sample();
    seat.press("<enter><f1>");
    assert!(matches!(seat.model.layers.last(), Some(Layer::Page(_))));
    for (context, layers) in [(Context::ReviewText, 1), (Context::Review, 1), (Context::Timeline, 0)] {
        seat.press("<esc>");
        assert!(seat.model.contexts().contains(&context), "{context:?}");
        assert_eq!(seat.model.layers.len(), layers);
    }
}

#[test]
fn ones_own_editor_gives_a_text_back_or_says_why_not() {
    let mut seat = sample();
    to(&mut seat, "Background");
    seat.press("<enter>before");
    let section = Section::Background;
    let of = Edited::Text(section);
    seat.take(crate::tui::update::Message::Edited(Outcome { of, text: Err("the editor failed".into()) }));
    assert_eq!((shown(&seat).as_str(), seat.toast()), ("before", "the editor failed"));
    seat.take(crate::tui::update::Message::Edited(Outcome { of, text: Ok("after\n".into()) }));
    assert_eq!(text(&seat, section).as_deref(), Some("after"));
    seat.press("<alt-u>");
    assert_eq!(shown(&seat), "before");
}

#[test]
fn a_field_of_a_form_can_be_written_in_ones_own_editor() {
    let mut seat = sample();
    to(&mut seat, "Own sections");
    seat.press("<enter>aCosts<tab>little<ctrl-e>");
    let draft = seat.given.take().unwrap();
    assert_eq!((draft.of, draft.text.as_str()), (Edited::Field, "little"));
    let text = Ok("None.\n\nNext year: some.\n".to_owned());
    seat.take(crate::tui::update::Message::Edited(Outcome { of: draft.of, text }));
    seat.press("<ctrl-s>");
    let extra = seat.room().state.review.of(|item| item.extra())[0];
    assert_eq!((extra.title.as_str(), extra.text.as_str()), ("Costs", "None.\n\nNext year: some."));
    to_parts(&mut seat);
    to(&mut seat, "Causes");
    seat.press("<enter>a<tab><ctrl-e>");
    assert_eq!(seat.given, None, "words to choose from are not written");
}

#[test]
fn a_secret_that_comes_into_the_report_is_told() {
    let mut seat = sample();
    to(&mut seat, "Background");
    seat.press("<enter>").paste("the key was AKIAQ3EGRZTXNB5KLMPW").press("<ctrl-s>");
    assert!(seat.toast().contains("the background looks as if it held a secret (AWS"), "{}", seat.toast());
    seat.press(" then<ctrl-s>");
    assert_eq!(seat.toast(), "");
    to_parts(&mut seat);
    to(&mut seat, "Causes");
    seat.press("<enter>aA leak<tab><tab>").paste("of AKIAQ3EGRZTXNB5KLMPW").press("<ctrl-s>");
    assert!(seat.toast().contains("what you wrote looks as if it held a secret (AWS"), "{}", seat.toast());
}

#[test]
fn a_closed_incident_can_still_be_written_up() {
    let mut seat = sample();
    seat.press("<esc>").perform(Action::Close);
    seat.press("<ctrl-s>");
    assert!(!seat.room().state.lifecycle.status().is_open(), "{}", seat.screen());
    seat.press("w");
    to(&mut seat, "Background");
    seat.press("<enter>later<esc>");
    assert_eq!(text(&seat, Section::Background).as_deref(), Some("later"));
}

#[test]
fn the_end_says_where_the_report_is_written() {
    let mut seat = Seat::sample(120, 40);
    seat.press("/status resolved<enter>");
    assert!(seat.toast().contains("w writes the report"), "{}", seat.toast());
}
