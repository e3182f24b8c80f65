//! The bar over everything in an exercise, so that nobody takes it for a real incident: that it is one, its clock, and
//! how to leave it for something real.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Span;
use ratatui::widgets::{Clear, Widget};

use crate::incident::Time;
use crate::incident::exercise::Exercise;
use crate::incident::span::Span as Length;
use crate::incident::text::one_line;
use crate::tui::drill::short;
use crate::tui::text::{fit, width};
use crate::tui::theme::{Slot, Theme};

/// What no width takes away.
const WORD: &str = " EXERCISE ";
/// How to leave for something real, in as many words as there is room for.
const WAY_OUT: [&str; 2] = ["  Alt-W real incident ", "  Alt-W real "];
/// A title shorter than this tells nothing.
const SHORTEST_TITLE: usize = 8;

/// Draws the bar. `now` is exercise time.
pub fn draw(exercise: &Exercise, now: Time, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let slot = if exercise.clock.is_frozen() { Slot::Danger } else { Slot::Warning };
    Clear.render(area, buffer);
    buffer.set_style(area, theme.badge(slot));
    let wide = area.width as usize;
    let mut left = wide.saturating_sub(width(WORD));
    // What matters most is given room first; what does not fit any more is left out.
    let mut take = |part: String| {
        let fits = width(&part) <= left;
        left -= if fits { width(&part) } else { 0 };
        if fits { part } else { String::new() }
    };
    let clock = take(format!(" E+{:0>5} ", span(exercise.terms.begins, now)));
    let standing = take(format!("· {} ", standing(exercise)));
    let remaining = take(remaining(exercise, now));
    let mut ways_out = WAY_OUT.iter().map(|words| take((*words).into()));
    let way_out = ways_out.find(|words| !words.is_empty()).unwrap_or_default();
    let solo = take(if exercise.terms.solo { "· solo ".into() } else { String::new() });
    let speed = take(if exercise.terms.speed > 1 { format!("· ×{} ", exercise.terms.speed) } else { String::new() });
    let title = match left > SHORTEST_TITLE {
        true => format!(" {} ", fit(&one_line(&exercise.terms.title), left - 2)),
        false => String::new(),
    };
    let said = format!("{WORD}{title}{clock}{remaining}{speed}{solo}{standing}");
    let gap = wide.saturating_sub(width(&said) + width(&way_out));
    let all = format!("{said}{}{way_out}", " ".repeat(gap));
    Span::styled(fit(&all, wide).into_owned(), theme.badge(slot)).render(area, buffer);
}

fn standing(exercise: &Exercise) -> &'static str {
    match (exercise.is_over(), exercise.clock.is_frozen(), exercise.clock.is_running()) {
        (true, ..) => "ENDEX",
        (false, true, _) => "FROZEN: REAL WORLD",
        (false, false, true) => "RUNNING",
        (false, false, false) => "PAUSED",
    }
}

fn remaining(exercise: &Exercise, now: Time) -> String {
    if exercise.is_over() {
        return String::new();
    }
    if !exercise.terms.timed {
        return "· injects by hand ".into();
    }
    format!("· {} left ", span(now, exercise.endex()))
}

fn span(from: Time, to: Time) -> String {
    short(Length::between(from, to).unwrap_or(Length::milliseconds(0)))
}
