//! What the checks say in the review: each finding leads to where it is settled.

use super::Seat;
use super::review::{head, sample, text, to};
use crate::incident::review::{ItemKind, Section};
use crate::postmortem::lint::{Finding, Place, Weight};
use crate::tui::action::Context;
use crate::tui::layer::Layer;

#[test]
fn a_finding_leads_to_its_place_and_can_be_waived() {
    let mut seat = Seat::declared(120, 40);
    seat.press("<esc>w<shift-tab>");
    assert!(seat.screen().contains("Nothing says who was hit"));
    seat.press("j<enter>");
    assert!(seat.model.contexts().contains(&Context::ReviewText));
    seat.press("Shops in Europe<esc>");
    assert_eq!(text(&seat, Section::Impact).as_deref(), Some("Shops in Europe"));
    seat.pass(1);
    assert!(!seat.screen().contains("Nothing says who was hit"));
    seat.press("<shift-tab>gwnot known yet<enter>");
    let waiver = seat.room().state.review.items(ItemKind::Waiver).next().unwrap().2.waiver().unwrap().clone();
    assert_eq!((waiver.code.as_str(), waiver.place.as_deref()), ("causes-missing", Some("causes")));
}

#[test]
fn a_finding_about_an_item_chooses_it() {
    let mut seat = sample();
    to(&mut seat, "Follow-ups");
    seat.press("<enter>aTest the pool<ctrl-s>").pass(1);
    seat.press("<tab>G<enter>").press("obo<enter>");
    assert!(seat.room().state.followups.all().iter().any(|one| one.owner() == Some("bo")), "{}", seat.screen());
}

#[test]
fn a_finding_about_the_whole_leads_to_what_settles_it() {
    let leads = |code: &'static str, place: &str| {
        let mut seat = Seat::declared(120, 40);
        seat.press("half a line<esc>w<shift-tab>");
        let Some(Layer::Review(review)) = seat.model.layers.last_mut() else { panic!("no review") };
        let place = Place::Part(place.into());
        review.find(vec![Finding::new(code, Weight::Warning, &place, "It is so.", "Make it otherwise.")]);
        seat.press("<enter>");
        seat
    };
    let screen = |code, place| leads(code, place).screen();
    let roles = screen("commander-missing", "roles");
    assert!(roles.contains("Who is incident commander?"), "{roles}");
    assert!(screen("severity-missing", "severity").contains("╭ Severity "));
    assert!(screen("contested", "status").contains("╭ Status "));
    assert!(screen("updates-missing", "updates").contains("Record an update"));
    let mut seat = leads("blame", "title");
    assert_eq!(seat.room().compose.text(), "/title Checkout returns 500s");
    seat.press(" again<enter>");
    assert_eq!(seat.room().state.title(), "Checkout returns 500s again");
    seat.press("<up><up>");
    assert_eq!(seat.room().compose.text(), "half a line");
    for (place, title) in [
        ("causes", "Causes"),
        ("follow-ups", "Follow-ups"),
        ("lessons", "Lessons"),
        ("times", "Times"),
        ("metrics", "Figures"),
    ] {
        let seat = leads("any", place);
        assert_eq!(head(&seat), title);
        assert!(seat.model.contexts().contains(&Context::ReviewList), "{place}");
    }
}
