//! The keys that act now, from the key table.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::tui::action::{Action, Row, TABLE};
use crate::tui::model::Model;
use crate::tui::text::width;
use crate::tui::theme::Slot;

/// Draws the row: innermost context first, as many hints as fit.
pub fn draw(model: &Model, area: Rect, buffer: &mut Buffer) {
    let theme = &model.theme;
    let hints = hints(model);
    let mut order: Vec<usize> = (0..hints.len()).collect();
    order.sort_by_key(|place| *place > 0 && !is_kept(hints[*place].0.action, &hints[*place].1));
    let mut left = (area.width as usize).saturating_sub(1);
    let mut shown = Vec::new();
    for place in order {
        let (row, key) = &hints[place];
        let needed = width(key) + width(row.hint) + 3;
        // No gap is needed behind the last one.
        if needed <= left + 2 {
            left = left.saturating_sub(needed);
            shown.push(place);
        }
    }
    shown.sort_unstable();
    let spans = shown.into_iter().flat_map(|place| {
        let (row, key) = &hints[place];
        [
            Span::styled(key.as_str(), theme.loud(Slot::Key)),
            Span::raw(" "),
            Span::styled(row.hint, theme.style(Slot::Dim)),
            Span::raw("  "),
        ]
    });
    Line::from_iter(std::iter::once(Span::raw(" ")).chain(spans)).render(area, buffer);
}

/// What keeps its place in a narrow terminal, behind the innermost hint. Where letters are written, Esc comes before
/// leaving.
fn is_kept(action: Action, key: &str) -> bool {
    match action {
        Action::ToPanes | Action::Dismiss | Action::Help => true,
        Action::Quit => width(key) == 1,
        _ => false,
    }
}

/// What can be done now, each with its key.
fn hints(model: &Model) -> Vec<(&'static Row, String)> {
    let contexts = model.contexts();
    let mut hints: Vec<(&'static Row, String)> = Vec::new();
    for context in &contexts {
        for row in TABLE.iter().filter(|row| !row.hint.is_empty()) {
            let Some(key) = model.keymap.keys(row.action, *context).next() else { continue };
            let is_shown = hints.iter().any(|(shown, _)| shown.action == row.action);
            if is_shown || row.action.refusal(model).is_some() || is_idle(row.action, model) {
                continue;
            }
            // An inner context may use the key for something else.
            if model.keymap.action(&contexts, key) == Some(row.action) {
                hints.push((row, key.to_string()));
            }
        }
    }
    hints
}

/// Completing and taking over are worth a word only while there is something to take.
fn is_idle(action: Action, model: &Model) -> bool {
    match action {
        Action::Complete => model.room().is_some_and(|room| room.completions.is_empty()),
        Action::TakeOver => !crate::tui::review::offers(model),
        _ => false,
    }
}
