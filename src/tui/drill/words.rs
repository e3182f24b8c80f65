//! How to go on with an exercise that stands or is over: which keys do it depends on what has the focus.

use crate::tui::model::Focus;

/// After ENDEX.
pub fn over(focus: Focus) -> &'static str {
    match focus {
        Focus::Compose => "ENDEX. Esc, then H opens the hot wash",
        _ => "ENDEX. H opens the hot wash",
    }
}

/// While it stands because of something real.
pub fn frozen(focus: Focus) -> &'static str {
    match focus {
        Focus::Compose => "Frozen for something real. Esc, then r lets the exercise go on",
        Focus::Injects => "Frozen for something real. r lets the exercise go on",
        _ => "Frozen for something real. r at the injects lets the exercise go on",
    }
}
