//! What holds of a draft whatever people did and wrote.

use std::net::{Ipv4Addr, Ipv6Addr};

use proptest::prelude::*;
use proptest::sample::select;

use super::{drafted, log};
use crate::drill::Scenario;
use crate::incident::lifecycle::Command as Life;
use crate::incident::review::Command as Review;
use crate::incident::roles::Command as Role;
use crate::incident::testing::{Play, Stage, at, declaration, plays};
use crate::incident::timeline::EntryKind;

/// What nobody else may read, each beginning so that no ordinary word holds it.
fn private() -> impl Strategy<Value = String> {
    prop_oneof![
        "zq[a-z]{1,5}-[0-9]{1,3}",
        "[Zz]q[a-z]{1,5}0[0-9]",
        "zq[a-z]{1,5}\\.(com|internal|shop\\.example|svc\\.cluster\\.local|pay\\.prod)",
        "zq[a-z]{1,5}@mail\\.example",
        "@zq[a-z]{1,5}",
        (any::<[u8; 3]>()).prop_map(|[b, c, d]| Ipv4Addr::new(77, b, c, d).to_string()),
        (any::<[u16; 3]>()).prop_map(|[b, c, d]| Ipv6Addr::new(0x2a00, b, 0, 0, 0, 0, c, d.max(1)).to_string()),
        "\\+49 30 77[0-9]{5}",
    ]
}

fn person() -> impl Strategy<Value = String> {
    prop_oneof!["Zq[a-z]{2,6}", "zq[a-z]{2,6}", "Zq[a-z]{2,6} Zq[a-z]{2,6}", "zq[a-z]{2,6}\\.zq[a-z]{2,6}"]
}

/// Words around something private.
fn said(private: &str) -> impl Strategy<Value = String> + use<> {
    let around = [
        "X is down",
        "(X)",
        "see https://X/a?b=c",
        "root cause: X.",
        "lag on X:5432, 9h",
        "\"X\"",
        "a=X;",
        "X\nX",
        "<X>",
        "- X → v41 at 14:25:09",
    ];
    let private = private.to_owned();
    select(around.to_vec()).prop_map(move |around| around.replace('X', &private))
}

#[derive(Clone, Debug)]
struct Scene {
    title: String,
    people: Vec<String>,
    private: Vec<String>,
    texts: Vec<(EntryKind, String)>,
    plays: Vec<Play>,
}

fn scene() -> impl Strategy<Value = Scene> {
    let people = prop::collection::vec(person(), 2..4);
    let private = prop::collection::vec(private(), 1..6);
    (people, private, plays(40)).prop_flat_map(|(people, private, plays)| {
        let all: Vec<String> = people.iter().chain(&private).cloned().collect();
        let text = move || select(all.clone()).prop_flat_map(|private| said(&private));
        let kind = select(vec![EntryKind::Alert, EntryKind::Finding, EntryKind::Action, EntryKind::Command]);
        let texts = prop::collection::vec((kind, text()), 1..12);
        (text(), texts).prop_map(move |(title, texts)| Scene {
            title,
            people: people.clone(),
            private: private.clone(),
            texts,
            plays: plays.clone(),
        })
    })
}

impl Scene {
    fn played(&self) -> Stage {
        let mut stage = Stage::empty();
        stage.play(at(3, 0), declaration(&self.title.replace('\n', " "))).unwrap();
        for (role, person) in ["commander", "scribe", "deputy"].into_iter().zip(&self.people) {
            let role = Role::Assign { role: role.into(), person: person.clone() };
            stage.play_as(&self.people[0], at(3, 1), None, role).unwrap();
        }
        for (place, (kind, text)) in self.texts.iter().enumerate() {
            let now = at(3, 2 + place as u32);
            stage.play_as(&self.people[1], now, None, log(*kind, text)).unwrap();
            let _ = stage.play(now, Review::cause(text.replace('\n', " "), Some(text.clone())));
            let _ = stage.play(now, Review::impact(text.clone()));
            let _ = stage.play(now, Life::Title(text.replace('\n', " ")));
        }
        let end = stage.play_all(at(3, 20), &self.plays);
        stage.play(end, log(EntryKind::Alert, "something is slow")).unwrap();
        stage
    }
}

proptest! {
    #[test]
    fn any_draft_reads_back_and_tells_nobody_and_no_place(scene in scene()) {
        let (draft, text) = drafted(&scene.played());
        let read = Scenario::parse(&text, "draft");
        prop_assert_eq!(read.as_ref().ok(), Some(&draft.scenario), "{:?}\n{}", read.as_ref().err(), text);
        let lower = text.to_lowercase();
        prop_assert!(!lower.contains("zq"), "{}", text);
        for private in &scene.private {
            prop_assert!(!lower.contains(&private.to_lowercase()), "{private}\n{text}");
        }
    }

    #[test]
    fn injects_come_in_order_and_everything_ends_with_the_exercise(scene in scene()) {
        let (draft, _) = drafted(&scene.played());
        let exercise = &draft.scenario.exercise;
        let end = exercise.duration.ms();
        prop_assert!(end <= 60 * 60_000);
        let times: Vec<i64> = draft.scenario.injects.iter().map(|inject| inject.at.unwrap().ms()).collect();
        prop_assert_eq!(times[0], 0);
        prop_assert!(times.windows(2).all(|pair| (0..=600_000).contains(&(pair[1] - pair[0]))));
        for (inject, at) in draft.scenario.injects.iter().zip(times) {
            for one in &inject.expectations {
                let within = one.within.unwrap().ms();
                prop_assert!(within >= 120_000 && at + within <= end);
                prop_assert_eq!(inject.expectations.iter().filter(|other| other.action == one.action).count(), 1);
            }
        }
    }
}
