//! Where everything stands in the review.

use ratatui::layout::{Constraint, Layout, Rect, Size};

use super::{Focus, Review};

/// From how many columns and rows on parts, body and findings are shown together.
const TOGETHER: Size = Size::new(72, 16);

/// The rectangles of the review. What does not fit is empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Areas {
    /// Title and standing.
    pub header: Rect,
    /// The frame of the parts.
    pub parts: Rect,
    /// The frame of the text or list.
    pub body: Rect,
    /// The frame of the findings.
    pub findings: Rect,
    /// Messages lie over its last rows.
    pub notice: Rect,
    /// Keys that act now.
    pub footer: Rect,
}

impl Areas {
    /// The rectangles in this part of the terminal.
    pub fn of(whole: Rect, review: &Review) -> Areas {
        let rows = [
            Constraint::Length(u16::from(whole.height >= 5)),
            Constraint::Min(0),
            Constraint::Length(u16::from(whole.height >= 3)),
        ];
        let [header, middle, footer] = Layout::vertical(rows).areas(whole);
        let notice = Rect { y: middle.bottom().saturating_sub(1), height: middle.height.min(1), ..middle };
        let areas = Areas { header, notice, footer, ..Areas::default() };
        if whole.width < TOGETHER.width || whole.height < TOGETHER.height {
            return match review.focus {
                Focus::Parts => Areas { parts: middle, ..areas },
                Focus::Body => Areas { body: middle, ..areas },
                Focus::Findings => Areas { findings: middle, ..areas },
            };
        }
        let left = (whole.width * 3 / 10).clamp(24, 36);
        let columns = [Constraint::Length(left), Constraint::Length(1), Constraint::Min(0)];
        let [parts, _, right] = Layout::horizontal(columns).areas(middle);
        let wanted = review.findings.len() as u16 + 2;
        let below = if review.focus == Focus::Findings { middle.height / 2 } else { (middle.height / 5).max(4) };
        let [body, findings] =
            Layout::vertical([Constraint::Min(0), Constraint::Length(wanted.clamp(2, below))]).areas(right);
        Areas { parts, body, findings, ..areas }
    }
}

/// Where the preview's rows stand: one row for the title, one for the keys, at most as wide as can be read well.
pub fn page(whole: Rect) -> Rect {
    let width = whole.width.saturating_sub(4).min(100);
    Rect {
        x: whole.x + whole.width.saturating_sub(width) / 2,
        y: whole.y + 1.min(whole.height),
        width,
        height: whole.height.saturating_sub(2),
    }
}
