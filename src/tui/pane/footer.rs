//! The keys that act now, from the key table.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::tui::action::{Action, TABLE};
use crate::tui::model::Model;
use crate::tui::text::width;
use crate::tui::theme::Slot;

/// Draws the row: innermost context first, as many hints as fit.
pub fn draw(model: &Model, area: Rect, buffer: &mut Buffer) {
    let theme = &model.theme;
    let mut spans = vec![Span::raw(" ")];
    let mut left = (area.width as usize).saturating_sub(1);
    let mut shown = Vec::new();
    let contexts = model.contexts();
    for context in &contexts {
        for row in TABLE.iter().filter(|row| !row.hint.is_empty()) {
            let Some(key) = model.keymap.keys(row.action, *context).next() else { continue };
            if shown.contains(&row.action) || row.action.refusal(model).is_some() || is_idle(row.action, model) {
                continue;
            }
            // An inner context may use the key for something else.
            if model.keymap.action(&contexts, key) != Some(row.action) {
                continue;
            }
            let key = key.to_string();
            let needed = width(&key) + width(row.hint) + 3;
            if needed > left {
                continue;
            }
            left -= needed;
            shown.push(row.action);
            spans.extend([
                Span::styled(key, theme.loud(Slot::Key)),
                Span::raw(" "),
                Span::styled(row.hint, theme.style(Slot::Dim)),
                Span::raw("  "),
            ]);
        }
    }
    Line::from(spans).render(area, buffer);
}

/// Completing and taking over are worth a word only while there is something to take.
fn is_idle(action: Action, model: &Model) -> bool {
    match action {
        Action::Complete => model.room().is_some_and(|room| room.completions.is_empty()),
        Action::TakeOver => !crate::tui::review::offers(model),
        _ => false,
    }
}
