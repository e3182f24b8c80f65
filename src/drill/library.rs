//! The scenarios that come with the program, the easiest first.

macro_rules! scenarios {
    ($($id:literal),* $(,)?) => {
        [$(($id, include_str!(concat!("../../assets/scenarios/", $id, ".toml")))),*]
    };
}

const ALL: [(&str, &str); 10] = scenarios![
    "thirty-per-cent",
    "midnight-certificate",
    "slow-then-gone",
    "campaign-day",
    "green-status-page",
    "laptop-in-the-corner",
    "one-flag",
    "locked-out",
    "query-storm",
    "wrong-terminal",
];

/// Id and source of each, the easiest first.
pub fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    ALL.into_iter()
}

/// The source of the scenario with this id.
pub fn named(id: &str) -> Option<&'static str> {
    all().find(|(known, _)| *known == id).map(|(_, source)| source)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drill::Scenario;
    use crate::drill::scenario::{Condition, InjectKind, Status};

    #[test]
    fn the_built_in_scenarios_are_fit_to_be_played() {
        for (id, source) in all() {
            let scenario = Scenario::parse(source, id).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(scenario.findings(source), [], "{id}");
            assert_eq!(scenario.exercise.id, id);
            assert_eq!(scenario.exercise.status, Status::Ready, "{id}");
            assert!(scenario.injects.len() >= 8, "{id}");
            let conditions = scenario.injects.iter().flat_map(|inject| &inject.when);
            assert!(conditions.into_iter().any(|one| matches!(one, Condition::Chose(..))), "{id} has no branch");
            assert!(scenario.injects.iter().any(|one| one.kind == InjectKind::Contingency), "{id} has no contingency");
        }
    }

    #[test]
    fn they_are_found_by_their_ids_which_all_differ() {
        for (id, source) in all() {
            assert_eq!(named(id), Some(source), "{id} is there twice");
        }
        assert_eq!(named("no-such-drill"), None);
    }

    #[test]
    fn the_easiest_come_first() {
        let hard = all().map(|(id, source)| Scenario::parse(source, id).unwrap().exercise.difficulty);
        assert!(hard.is_sorted());
    }
}
