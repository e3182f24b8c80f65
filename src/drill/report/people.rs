//! Who took part, and as what.

use crate::drill::facts::Deed;
use crate::drill::play::Play;
use crate::incident::exercise::{BY, Event as Exercise};
use crate::incident::{Event, Kind, roles};
use crate::postmortem::document::after_action::Participant;

/// What somebody is called who led the exercise.
pub(in crate::drill) const CONTROLLER: &str = "controller";
const PLAYER: &str = "player";

/// Those who held a role, did something or led the exercise, in this order.
pub(in crate::drill) fn participants(play: &Play<'_>) -> Vec<Participant> {
    let mut found: Vec<Participant> = Vec::new();
    let mut take = |person: &str, role: &str| {
        if person == BY {
            return;
        }
        let place = found.iter().position(|one| one.person == person).unwrap_or_else(|| {
            found.push(Participant { person: person.to_owned(), roles: Vec::new() });
            found.len() - 1
        });
        let roles = &mut found[place].roles;
        if !roles.iter().any(|held| held == role) {
            roles.push(role.to_owned());
        }
    };
    for record in play.exercise.records() {
        if let Kind::Known(Event::Role(
            roles::Event::Assigned { role, person } | roles::Event::HandedOff { role, to: person, .. },
        )) = &record.kind
        {
            take(person, role);
        }
    }
    let deeds = play.facts.iter().filter(|fact| !matches!(fact.deed, Deed::Delivered(_)));
    deeds.for_each(|fact| take(&fact.by, PLAYER));
    let led =
        play.exercise.records().iter().filter(|record| matches!(&record.kind, Kind::Known(event) if leads(event)));
    led.for_each(|record| take(&record.by, CONTROLLER));
    play.exercise.observations.iter().for_each(|one| take(&one.by, CONTROLLER));
    for one in &mut found {
        // Who held a role or led the exercise is known by that.
        if one.roles.len() > 1 {
            one.roles.retain(|role| role != PLAYER);
        }
    }
    found
}

/// Whether only somebody who leads the exercise does this.
fn leads(event: &Event) -> bool {
    matches!(
        event,
        Event::Exercise(
            Exercise::Delivered { .. } | Exercise::Advanced { .. } | Exercise::Hinted { .. } | Exercise::Judged { .. }
        )
    )
}
