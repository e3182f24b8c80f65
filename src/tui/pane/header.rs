//! The header: how bad, what, where it stands, since when; who commands, who is to be told, whether all is saved.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::{row, updates};
use crate::incident::Time;
use crate::incident::lifecycle::{Status, severity_word};
use crate::incident::playbook::COMMANDER;
use crate::incident::span::Span as Length;
use crate::incident::text::one_line;
use crate::incident::updates::Audience;
use crate::journal::Damage;
use crate::tui::model::Room;
use crate::tui::text::{fit, width};
use crate::tui::theme::{Slot, Theme};

/// How much of the commander's name is shown, so that the countdown beside it is never pushed out.
const LONGEST_NAME: usize = 12;

/// Draws the header in one, two or three rows, as there is room.
pub fn draw(room: &Room, now: Time, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    buffer.set_style(area, theme.header());
    match area.height {
        0 => {}
        1 => between(severity(room, " SEV? ", theme), title(room, theme), status(room, theme), row(area, 0), buffer),
        2 => {
            let mut right = status(room, theme);
            right.extend([Span::raw("  "), clock(room, now, theme)]);
            between(severity(room, " NO SEVERITY ", theme), title(room, theme), right, row(area, 0), buffer);
            let mut left = commander(room, "commander ", " NO COMMANDER ", theme);
            left.push(Span::raw("   "));
            left.extend(next_update(room, now, theme));
            let right = vec![saved(room, theme), Span::raw("   "), wall(room, now, theme)];
            between(left, Vec::new(), right, row(area, 1), buffer);
        }
        _ => {
            let mut left = severity(room, " SEV? ", theme);
            left.extend(status(room, theme));
            between(left, Vec::new(), vec![clock(room, now, theme)], row(area, 0), buffer);
            between(title(room, theme), Vec::new(), Vec::new(), row(area, 1), buffer);
            let mut left = commander(room, "IC ", " NO IC ", theme);
            left.push(Span::raw(" "));
            left.extend(next_update(room, now, theme).into_iter().skip(1));
            let right = vec![saved(room, theme), Span::raw(" "), wall(room, now, theme)];
            between(left, Vec::new(), right, row(area, 2), buffer);
        }
    }
}

/// Puts spans at the left and the right of a row, a column from its edges; what stands in the middle, and then the left, gives way.
fn between(left: Vec<Span>, middle: Vec<Span>, right: Vec<Span>, area: Rect, buffer: &mut Buffer) {
    let margin = 1.min(area.width / 2);
    let area = Rect { x: area.x + margin, width: area.width - 2 * margin, ..area };
    let right = Line::from(right);
    let right_width = (right.width() as u16).min(area.width);
    right.render(Rect { x: area.right() - right_width, width: right_width, ..area }, buffer);
    let mut at = Rect { width: area.width.saturating_sub(right_width + 1), ..area };
    for span in left.into_iter().chain(middle) {
        let text = fit(&span.content, at.width as usize).into_owned();
        let used = (width(&text) as u16).min(at.width);
        Span::styled(text, span.style).render(at, buffer);
        at = Rect { x: at.x + used, width: at.width - used, ..at };
    }
}

fn severity<'a>(room: &Room, none: &'static str, theme: &Theme) -> Vec<Span<'a>> {
    let controller = room.is_control().then(|| Span::styled(" CONTROLLER ", theme.badge(Slot::Focus)));
    let mut badges: Vec<Span> = controller.into_iter().collect();
    if room.is_undeclared() {
        badges.extend([Span::styled(" NOT DECLARED ", theme.badge(Slot::Danger)), Span::raw(" ")]);
        return badges;
    }
    let register = &room.state.lifecycle.severity;
    let badge = match register.get() {
        Some(level) => Span::styled(format!(" {} ", severity_word(*level)), theme.badge(Theme::severity(*level))),
        None => Span::styled(none, theme.badge(Slot::Dim)),
    };
    badges.push(badge);
    badges.into_iter().chain(contest(register.contested(), theme)).chain([Span::raw(" ")]).collect()
}

/// A loud word for what people who did not see each other disagree on.
fn contest<'a>(contested: bool, theme: &Theme) -> Option<Span<'a>> {
    contested.then(|| Span::styled(" CONTESTED ", theme.loud(Slot::Danger)))
}

fn title<'a>(room: &Room, theme: &Theme) -> Vec<Span<'a>> {
    let title = Span::styled(one_line(room.state.title()).into_owned(), theme.loud(Slot::Text));
    contest(room.state.lifecycle.title.contested(), theme).into_iter().chain([title]).collect()
}

fn status<'a>(room: &Room, theme: &Theme) -> Vec<Span<'a>> {
    if room.is_undeclared() {
        return Vec::new();
    }
    let status = room.state.lifecycle.status();
    let badge = Span::styled(format!(" {} ", status.word().to_uppercase()), theme.badge(Theme::status(status)));
    contest(room.state.lifecycle.status_register().contested(), theme).into_iter().chain([badge]).collect()
}

fn clock<'a>(room: &Room, now: Time, theme: &Theme) -> Span<'a> {
    let milestones = room.state.milestones();
    let words = match (room.state.lifecycle.status(), milestones.since()) {
        (Status::Cancelled, _) | (_, None) => String::new(),
        (status, _) if status >= Status::Resolved => match milestones.duration() {
            Some(length) => format!("lasted {length}"),
            None => "end not recorded".into(),
        },
        (_, Some(since)) => {
            Length::between(since, now).map(|length| format!("T+{}", length.clock())).unwrap_or_default()
        }
    };
    Span::styled(words, theme.loud(Slot::Text))
}

fn commander<'a>(room: &Room, word: &'static str, nobody: &'static str, theme: &Theme) -> Vec<Span<'a>> {
    let rivals = room.state.roles.rivals(COMMANDER);
    if !rivals.is_empty() {
        let names = one_line(&rivals.join(" / ")).into_owned();
        return vec![Span::styled(format!(" CONTESTED {names} "), theme.badge(Slot::Danger))];
    }
    match room.state.roles.commander() {
        Some(name) => vec![
            Span::styled(word, theme.style(Slot::Dim)),
            Span::styled(fit(&one_line(name), LONGEST_NAME).into_owned(), theme.loud(Slot::Person)),
        ],
        None if room.state.lifecycle.status().is_open() && !room.is_undeclared() => {
            vec![Span::styled(nobody, theme.badge(Slot::Danger))]
        }
        None => vec![Span::styled("no commander", theme.style(Slot::Dim))],
    }
}

fn next_update<'a>(room: &Room, now: Time, theme: &Theme) -> Vec<Span<'a>> {
    let Some((audience, _)) = room.state.next_update() else {
        return vec![Span::raw(""), Span::styled("no update due", theme.style(Slot::Dim))];
    };
    let whom = match audience {
        Audience::Customers => "customers ",
        Audience::Internal => "internal ",
    };
    let (words, style) = updates::countdown(&room.state, audience, now, theme).unwrap_or_default();
    vec![Span::styled(whom, theme.style(Slot::Dim)), Span::styled(words, style)]
}

fn saved<'a>(room: &Room, theme: &Theme) -> Span<'a> {
    let style: Style;
    let words = if !room.unsaved.is_empty() {
        style = theme.badge(Slot::Danger);
        format!(" NOT SAVED ({}) ", room.unsaved.len())
    } else if !room.damaged.is_empty() {
        style = theme.badge(Slot::Warning);
        format!(" damaged {} ", Damage::named(&room.damaged, 3))
    } else if !room.saving.is_empty() {
        style = theme.style(Slot::Warning);
        "saving …".into()
    } else {
        style = theme.style(Slot::Good);
        "saved".into()
    };
    Span::styled(words, style)
}

fn wall<'a>(room: &Room, now: Time, theme: &Theme) -> Span<'a> {
    let zone = room.state.lifecycle.zone();
    Span::styled(format!("{} {}", zone.clock(now), zone.label(now)), theme.style(Slot::Text))
}
