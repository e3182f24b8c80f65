//! Drawing the review.

mod list;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use super::layout::{Areas, page};
use super::parts::{self, GROUPS, Lack, Part};
use super::preview::Preview;
use super::rival::{Rival, is_contested, rival};
use super::saving::{Standing, standing};
use super::{Editor, Focus, Review, findings, shown_editor};
use crate::incident::lifecycle::severity_word;
use crate::incident::text::{one_line, visible};
use crate::tui::blocks::lines;
use crate::tui::model::{Model, Room};
use crate::tui::pane::{self, frame, row};
use crate::tui::text::{fit, pad, width, wrap};
use crate::tui::theme::{Slot, Theme};

/// Draws the review; tells where the cursor stands.
pub fn draw(model: &Model, review: &Review, room: &Room, buffer: &mut Buffer) -> Option<Position> {
    let theme = &model.theme;
    let areas = Areas::of(model.whole(), review);
    if let Some(preview) = &review.preview {
        draw_page(model, review, preview, buffer);
        pane::footer::draw(model, areas.footer, buffer);
        return None;
    }
    draw_header(review, room, areas.header, theme, buffer);
    if !areas.parts.is_empty() {
        draw_parts(review, room, areas.parts, theme, buffer);
    }
    let cursor = match areas.body.is_empty() {
        true => None,
        false => draw_body(review, room, areas.body, theme, buffer),
    };
    if !areas.findings.is_empty() {
        list::findings(review, areas.findings, theme, buffer);
    }
    pane::footer::draw(model, areas.footer, buffer);
    if model.toast.is_some() {
        pane::notice::draw(model, areas.notice, buffer);
    }
    cursor.filter(|_| review.focus == Focus::Body)
}

/// What, how bad, how much there is left to do, and whether all is saved.
fn draw_header(review: &Review, room: &Room, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    buffer.set_style(area, theme.header());
    let saved = match (room.unsaved.is_empty(), room.saving.is_empty()) {
        (false, _) => Span::styled(" NOT SAVED ", theme.badge(Slot::Danger)),
        (true, false) => Span::styled("saving … ", theme.style(Slot::Warning)),
        (true, true) => Span::styled("saved ", theme.style(Slot::Good)),
    };
    let status = room.state.lifecycle.status();
    let mut right = vec![
        Span::styled(format!(" {} ", status.word().to_uppercase()), theme.badge(Theme::status(status))),
        Span::raw("  "),
        saved,
    ];
    let count = findings::counting(review);
    if area.width >= 60 && count > 0 {
        let words = if count == 1 { "1 finding  ".to_owned() } else { format!("{count} findings  ") };
        right.insert(0, Span::styled(words, theme.style(Slot::Warning)));
    }
    let right = Line::from(right);
    let right_width = (right.width() as u16).min(area.width);
    right.render(Rect { x: area.right() - right_width, width: right_width, ..area }, buffer);
    let severity = room.state.lifecycle.severity.get();
    let mut left = vec![Span::styled(" REPORT ", theme.badge(Slot::Focus)), Span::raw(" ")];
    if area.width >= 60 {
        left.extend(
            severity
                .map(|level| Span::styled(format!("{} ", severity_word(*level)), theme.loud(Theme::severity(*level)))),
        );
    }
    let used: usize = left.iter().map(Span::width).sum();
    let rest = (area.width as usize).saturating_sub(used + right_width as usize + 1);
    left.push(Span::styled(fit(&one_line(room.state.title()), rest).into_owned(), theme.loud(Slot::Text)));
    Line::from(left).render(Rect { width: area.width - right_width, ..area }, buffer);
}

fn draw_parts(review: &Review, room: &Room, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let focused = review.focus == Focus::Parts;
    let inner = frame(area, "Parts", Vec::new(), focused, theme, buffer);
    let height = inner.height as usize;
    let airy = height >= parts::all().count() + 2 * GROUPS.len() - 1;
    let mut lines: Vec<Option<(usize, Part)>> = Vec::new();
    let mut titles = Vec::new();
    let mut place = 0;
    for group in &GROUPS {
        if airy && !lines.is_empty() {
            titles.push("");
            lines.push(None);
        }
        titles.push(group.title);
        lines.push(None);
        for part in group.parts {
            titles.push("");
            lines.push(Some((place, *part)));
            place += 1;
        }
    }
    let chosen = lines.iter().position(|line| line.is_some_and(|(place, _)| place == review.part)).unwrap_or_default();
    // A heading stays in sight with the first part under it.
    let chosen_top = if chosen > 0 && lines[chosen - 1].is_none() { chosen - 1 } else { chosen };
    let first =
        (chosen + height / 3 + 1).saturating_sub(height).min(lines.len().saturating_sub(height)).min(chosen_top);
    for (number, (line, title)) in lines.iter().zip(&titles).skip(first).take(height).enumerate() {
        let at = row(inner, number);
        match line {
            None => Span::styled(fit(title, at.width as usize).into_owned(), theme.loud(Slot::Dim)).render(at, buffer),
            Some((place, part)) => {
                if *place == review.part {
                    let style = if focused { theme.selection() } else { theme.header() };
                    buffer.set_style(at, style);
                }
                if let Some(lack) = review.lacks.get(*place) {
                    draw_part(*part, lack, room, at, theme, buffer);
                }
            }
        }
    }
}

fn draw_part(part: Part, lack: &Lack, room: &Room, at: Rect, theme: &Theme, buffer: &mut Buffer) {
    let own = match part {
        Part::Text(section) => room.drafts.iter().find(|editor| editor.section == section),
        _ => None,
    };
    let empty = lack.mark == "○";
    let (note, slot) = match own.map(|editor| standing(room, editor)) {
        Some(Standing::NotSaved | Standing::Refused(_)) => (Some("NOT SAVED".to_owned()), Slot::Danger),
        Some(Standing::Overtaken { .. }) => (Some("CHANGED".to_owned()), Slot::Danger),
        _ if lack.contested => (Some("CONTESTED".to_owned()), Slot::Danger),
        _ => (lack.note.clone(), Slot::Warning),
    };
    let mark = match (empty, part.is_rare()) {
        (true, true) => Span::styled(" · ", theme.style(Slot::Dim)),
        (true, false) => Span::styled(" ○ ", theme.style(Slot::Warning)),
        (false, _) if lack.mark == "✓" => Span::styled(" ✓ ", theme.style(Slot::Good)),
        (false, _) => Span::styled(format!("{:>2} ", lack.mark), theme.style(Slot::Good)),
    };
    let text = if empty && part.is_rare() { theme.style(Slot::Dim) } else { theme.style(Slot::Text) };
    let note = note.unwrap_or_default();
    let left = (at.width as usize).saturating_sub(mark.width() + usize::from(!note.is_empty()) + width(&note));
    let mut spans = vec![mark, Span::styled(pad(&part.title(), left), text)];
    if !note.is_empty() {
        spans.push(Span::styled(format!(" {note}"), theme.style(slot)));
    }
    Line::from(spans).render(at, buffer);
}

fn draw_body(review: &Review, room: &Room, area: Rect, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    let focused = review.focus == Focus::Body;
    let part = review.chosen();
    let editor = shown_editor(review, room);
    let remarks = editor.map(|editor| remark(&standing(room, editor), theme)).into_iter().collect();
    let inner = frame(area, &part.title(), remarks, focused, theme, buffer);
    let question: Vec<&str> = wrap(part.question(), inner.width as usize).collect();
    let airy = inner.height >= 10;
    let head = if inner.height >= 6 { question.len().min(2) } else { 0 };
    for (number, line) in question.iter().take(head).enumerate() {
        Span::styled(*line, theme.style(Slot::Dim)).render(row(inner, number), buffer);
    }
    let mut head = (head + usize::from(airy)) as u16;
    let rival = editor.and_then(|editor| rival(room, editor));
    if let Some(said) = editor.and_then(|editor| advice(room, editor, rival.as_ref())) {
        let rows: Vec<String> = wrap(&said, inner.width as usize).map(str::to_owned).collect();
        for line in rows.iter().take((inner.height / 2) as usize) {
            Span::styled(line.as_str(), theme.loud(Slot::Danger)).render(row(inner, head as usize), buffer);
            head += 1;
        }
    }
    if let Some(rival) = rival {
        // The text itself has at least as much room.
        let most = (inner.height.saturating_sub(head) / 2) as usize;
        for line in lines(&rival.text, inner.width as usize, most) {
            Span::styled(line, theme.style(Slot::Dim)).render(row(inner, head as usize), buffer);
            head += 1;
        }
        head += u16::from(airy && most > 1);
    }
    let rest = Rect { y: inner.y + head.min(inner.height), height: inner.height.saturating_sub(head), ..inner };
    let Some(editor) = editor else {
        list::rows(review, rest, theme, buffer);
        return None;
    };
    if rest.is_empty() {
        return None;
    }
    if editor.is_empty()
        && let Some(suggestion) = &review.suggestion
    {
        let lead = if focused { "From the record; Tab takes it over:" } else { "Empty. The record says:" };
        let below = Rect { y: (rest.y + 1).min(rest.bottom()), height: rest.height.saturating_sub(1), ..rest };
        let below = if focused { below } else { rest };
        Span::styled(fit(lead, below.width as usize).into_owned(), theme.style(Slot::Focus))
            .render(row(below, 0), buffer);
        let shown = visible(suggestion);
        for (number, line) in wrap(&shown, below.width as usize).enumerate() {
            Span::styled(line, theme.style(Slot::Dim)).render(row(below, number + 1), buffer);
        }
        return Some(Position::new(rest.x, rest.y));
    }
    Some(editor.draw(rest, buffer))
}

/// How the text stands with the journal, in the frame.
fn remark<'a>(standing: &Standing, theme: &Theme) -> Line<'a> {
    let (words, style) = match standing {
        Standing::Saved => (" saved ", theme.style(Slot::Good)),
        Standing::Changed => (" changed ", theme.style(Slot::Dim)),
        Standing::Saving => (" saving … ", theme.style(Slot::Warning)),
        Standing::NotSaved | Standing::Refused(_) => (" NOT SAVED ", theme.badge(Slot::Danger)),
        Standing::Overtaken { .. } => (" CHANGED MEANWHILE ", theme.badge(Slot::Danger)),
    };
    Line::from(Span::styled(words, style))
}

/// What to do about it.
fn advice(room: &Room, editor: &Editor, rival: Option<&Rival>) -> Option<String> {
    match (standing(room, editor), rival) {
        (Standing::Overtaken { by }, _) => {
            Some(format!("{} changed this meanwhile: Ctrl-S keeps yours, Ctrl-R takes theirs", one_line(&by)))
        }
        (Standing::Refused(why), _) => Some(one_line(&why).into_owned()),
        (Standing::NotSaved, _) => {
            Some("The disk did not take it: Ctrl-S tries again, Alt-S takes another folder".into())
        }
        (_, Some(rival)) => {
            let sign = if is_contested(room, editor) { "CONTESTED: " } else { "" };
            Some(format!("{sign}{} wrote otherwise. Ctrl-S keeps this, Ctrl-R takes theirs", one_line(&rival.by)))
        }
        (Standing::Saved | Standing::Changed | Standing::Saving, None) => None,
    }
}

fn draw_page(model: &Model, review: &Review, preview: &Preview, buffer: &mut Buffer) {
    let theme = &model.theme;
    let whole = model.whole().intersection(buffer.area);
    Clear.render(whole, buffer);
    let area = page(whole).intersection(whole);
    let head = Rect { height: whole.height.min(1), ..whole };
    buffer.set_style(head, theme.header());
    let height = area.height as usize;
    let top = review.top.min(preview.rows.len().saturating_sub(height));
    let below = preview.rows.len().saturating_sub(top + height);
    let right = if below > 0 { format!("{below} more ↓ ") } else { "end ".to_owned() };
    let title = " The page as it will be read";
    let left = (head.width as usize).saturating_sub(width(&right) + 1);
    Line::from(vec![
        Span::styled(pad(title, left), theme.loud(Slot::Text)),
        Span::raw(" "),
        Span::styled(right, theme.style(Slot::Dim)),
    ])
    .render(head, buffer);
    for (number, line) in preview.rows.iter().skip(top).take(height).enumerate() {
        let is_rule = |text: &str| !text.is_empty() && text.chars().all(|c| c == '=' || c == '-');
        let under = preview.rows.get(top + number + 1).is_some_and(|next| is_rule(next) && width(next) == width(line));
        let style = if under { theme.loud(Slot::Focus) } else { theme.style(Slot::Text) };
        Span::styled(visible(line), style).render(row(area, number), buffer);
    }
}
