//! Lists of the review: rows of different heights, of which the chosen one is in sight.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::incident::text::{one_line, visible};
use crate::postmortem::lint::{Finding, Place, Weight};
use crate::tui::blocks::{self, Block, lines};
use crate::tui::pane::{frame, row};
use crate::tui::review::rows::Row;
use crate::tui::review::{Focus, Review, findings as checks};
use crate::tui::text::{fit, pad, width};
use crate::tui::theme::{Slot, Theme};

/// The rows of an item at most; a longer one ends with `…`.
const TALLEST: usize = 6;
/// The same for an item that is not chosen.
const SHORT: usize = 2;

/// Draws the rows of the chosen part.
pub fn rows(review: &Review, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let focused = review.focus == Focus::Body;
    if review.rows.is_empty() {
        let words = if focused { "Nothing yet; a adds" } else { "Nothing yet" };
        Span::styled(words, theme.style(Slot::Dim)).render(row(area, 0), buffer);
        return;
    }
    let lead = review.rows.iter().map(|row| width(&row.lead)).max().unwrap_or(0);
    let block =
        |place: usize| item(&review.rows[place], focused && place == review.row, lead, area.width as usize, theme);
    blocks::draw((review.rows.len(), review.row, 0), block, area, theme.selection(), buffer);
}

fn item(row: &Row, chosen: bool, lead: usize, wide: usize, theme: &Theme) -> Block {
    let most = if chosen { TALLEST } else { SHORT };
    let text_style = if row.faint { theme.style(Slot::Dim) } else { theme.style(Slot::Text) };
    let left = wide.saturating_sub(lead + 2);
    let tail = if row.lacks.is_empty() { 0 } else { width(&row.lacks) + 2 };
    let beside = tail > 0 && left > tail + 20;
    let room = if beside { left - tail } else { left };
    let mut rows: Vec<Line<'static>> = Vec::new();
    for (number, text) in lines(&visible(&row.text), room, most).into_iter().enumerate() {
        let before = if number == 0 { format!("{:>lead$}  ", row.lead) } else { " ".repeat(lead + 2) };
        let mut spans = vec![Span::styled(before, theme.style(Slot::Dim))];
        if number == 0 && beside {
            spans.push(Span::styled(pad(&text, room), text_style));
            spans.push(Span::styled(format!("  {}", row.lacks), theme.style(Slot::Warning)));
        } else {
            spans.push(Span::styled(text, text_style));
        }
        rows.push(Line::from(spans));
    }
    let under = |text: &str, slot: Slot| {
        lines(&one_line(text), left, most)
            .into_iter()
            .map(|line| Line::from(vec![Span::raw(" ".repeat(lead + 2)), Span::styled(line, theme.style(slot))]))
            .collect::<Vec<_>>()
    };
    if !beside && tail > 0 {
        rows.extend(under(&row.lacks, Slot::Warning));
    }
    if !row.detail.is_empty() {
        rows.extend(under(&row.detail, Slot::Dim));
    }
    Block { above: Vec::new(), rows, chosen }
}

/// Draws what the checks say.
pub fn findings(review: &Review, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let focused = review.focus == Focus::Findings;
    let count = checks::counting(review);
    let words = if count == 0 { String::new() } else { format!(" {count} ") };
    let remark = Line::from(Span::styled(words, theme.style(Slot::Warning)));
    let inner = frame(area, "Checks", vec![remark], focused, theme, buffer);
    if review.findings.is_empty() {
        Span::styled("✓ the checks found nothing", theme.style(Slot::Good)).render(row(inner, 0), buffer);
        return;
    }
    let block = |place: usize| {
        finding(&review.findings[place], focused && place == review.finding, inner.width as usize, theme)
    };
    let chosen = if focused { review.finding } else { 0 };
    blocks::draw((review.findings.len(), chosen, 0), block, inner, theme.selection(), buffer);
}

fn finding(finding: &Finding, chosen: bool, wide: usize, theme: &Theme) -> Block {
    let (sign, slot) = match (&finding.waived, finding.weight) {
        (Some(_), _) => ("-", Slot::Dim),
        (None, Weight::Error) => ("✗", Slot::Danger),
        (None, Weight::Warning) => ("!", Slot::Warning),
        (None, Weight::Info) => ("i", Slot::Finding),
    };
    let place = if finding.place == Place::Whole { String::new() } else { format!("{}: ", finding.place) };
    let text_slot = if finding.waived.is_some() { Slot::Dim } else { Slot::Text };
    let says = one_line(&format!("{place}{}", finding.says)).into_owned();
    let left = wide.saturating_sub(2);
    let shown = if chosen { lines(&says, left, TALLEST) } else { vec![fit(&says, left).into_owned()] };
    let mut rows: Vec<Line<'static>> = Vec::new();
    for (number, text) in shown.into_iter().enumerate() {
        let before = if number == 0 { format!("{sign} ") } else { "  ".to_owned() };
        rows.push(Line::from(vec![Span::styled(before, theme.loud(slot)), Span::styled(text, theme.style(text_slot))]));
    }
    if chosen {
        let more = match &finding.waived {
            Some(why) => format!("waived: {why}"),
            None => format!("→ {}", finding.suggestion),
        };
        rows.extend(
            lines(&one_line(&more), left, TALLEST)
                .into_iter()
                .map(|line| Line::from(vec![Span::raw("  "), Span::styled(line, theme.style(Slot::Dim))])),
        );
    }
    Block { above: Vec::new(), rows, chosen }
}
