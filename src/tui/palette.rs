//! Every action and every verb, found by any part of its name.

use super::action::{Action, Context, TABLE};
use super::layer::{Choice, Item, List};
use super::model::Model;
use crate::verb;

/// The list for what can be done where the person is.
pub fn list(model: &Model) -> List {
    let here = |row: &&super::action::Row| {
        row.keys.iter().any(|(context, _)| match context {
            Context::List | Context::Form | Context::Page | Context::Writing | Context::Compose => false,
            Context::Review | Context::ReviewText | Context::ReviewList | Context::ReviewPanes => false,
            Context::Findings | Context::Preview | Context::ReviewRoom => false,
            Context::Injects | Context::Observing | Context::Exercise => model.is_exercise(),
            Context::HotWash | Context::HotWashRate | Context::HotWashCompare => false,
            Context::HotWashTalk | Context::HotWashImprove => false,
            Context::Drills => false,
            Context::Start => model.room().is_none(),
            Context::Anywhere => true,
            _ => model.room().is_some(),
        })
    };
    let moves = [Action::Up, Action::Down, Action::PageUp, Action::PageDown, Action::Palette, Action::Interrupt];
    let mut items: Vec<Item> = TABLE
        .iter()
        .filter(here)
        .filter(|row| !moves.contains(&row.action))
        .map(|row| {
            let hint = match model.keymap.first_key(row.action) {
                Some((Context::Panes | Context::Room | Context::Start | Context::Anywhere, key)) => key.to_string(),
                Some((context, key)) => format!("{}: {key}", context.title()),
                None => String::new(),
            };
            let label = format!("{}: {}", row.name, row.about);
            Item { refusal: row.action.refusal(model), ..Item::new(label, hint, Choice::Act(row.action)) }
        })
        .collect();
    if let Some(room) = model.room() {
        items.extend(
            verb::verbs(&room.state)
                .into_iter()
                .map(|(name, about)| Item::new(format!("/{name}: {about}"), "verb", Choice::Verb(name))),
        );
    }
    List::new("Do", items)
}
