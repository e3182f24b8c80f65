//! Drawing: the model as cells. Nothing here changes anything.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::layer::Layer;
use super::layout::Areas;
use super::model::{Change, Model, Room, Screen};
use super::{overlay, pane, start};

/// Draws the whole screen; tells where the cursor stands, if it is to be seen.
pub fn draw(model: &Model, buffer: &mut Buffer) -> Option<Position> {
    let size = model.size;
    let whole = Rect::new(0, 0, size.width, size.height).intersection(buffer.area);
    if whole.is_empty() {
        return None;
    }
    let review = model.layers.iter().find_map(|layer| match layer {
        Layer::Review(review) => Some(review),
        _ => None,
    });
    let wash = model.layers.iter().find_map(|layer| match layer {
        Layer::HotWash(wash) => Some(wash),
        _ => None,
    });
    let below = match &model.screen {
        Screen::Room(room) if review.is_some() => {
            review.and_then(|review| super::review::draw(model, review, room, buffer))
        }
        Screen::Room(room) if wash.is_some() => {
            wash.and_then(|wash| super::hotwash::draw(model, wash, room, model.whole(), buffer))
        }
        Screen::Room(room) => draw_room(model, room, buffer),
        Screen::Start(start) => {
            start::draw(model, start, whole, buffer);
            None
        }
        Screen::Drills(drills) => {
            super::drills::draw(model, drills, whole, buffer);
            None
        }
        Screen::Opening(opening) => {
            super::opening::draw(model, opening, whole, buffer);
            None
        }
    };
    let cursor = match model.layers.last() {
        None | Some(Layer::Review(_) | Layer::HotWash(_)) => below,
        Some(_) => overlay::draw(model, buffer),
    };
    if let Some(exercise) = model.room().and_then(|room| room.state.exercise.as_ref()) {
        let bar = Rect { height: whole.height.min(1), ..whole };
        pane::bar::draw(exercise, model.now, bar, &model.theme, buffer);
    }
    cursor
}

/// The parts of the screen that a change concerns; none if it is all of it.
pub fn parts(model: &Model, change: Change) -> Vec<Rect> {
    let Some(room) = model.room() else { return Vec::new() };
    let areas = || Areas::of(model.size, room);
    match change {
        Change::Line => vec![areas().compose],
        // What can be done with the chosen entry stands in the footer.
        Change::Timeline if has_room(areas().timeline) => vec![areas().timeline, areas().footer],
        Change::Timeline | Change::Nothing | Change::All => Vec::new(),
    }
}

/// Draws such parts; tells where the cursor stands, if it is to be seen.
pub fn draw_parts(model: &Model, parts: &[Rect], buffer: &mut Buffer) -> Option<Position> {
    match (parts, model.room()) {
        (&[line], Some(room)) => pane::compose::draw(room, line, &model.theme, buffer),
        (&[timeline, footer], Some(room)) => {
            pane::timeline::draw(room, timeline, &model.theme, buffer);
            pane::footer::draw(model, footer, buffer);
            None
        }
        _ => draw(model, buffer),
    }
}

/// Whether a pane is drawn at all.
fn has_room(area: Rect) -> bool {
    area.width > 2 && area.height > 1
}

fn draw_room(model: &Model, room: &Room, buffer: &mut Buffer) -> Option<Position> {
    let (now, theme) = (model.now, &model.theme);
    let areas = Areas::of(model.size, room);
    pane::header::draw(room, now, areas.header, theme, buffer);
    let panes = [areas.timeline, areas.roles, areas.updates, areas.checklist];
    let drawn = panes.map(has_room);
    if drawn[0] {
        pane::timeline::draw(room, areas.timeline, theme, buffer);
    }
    if drawn[1] {
        pane::roles::draw(room, now, areas.roles, theme, buffer);
    }
    if drawn[2] {
        pane::updates::draw(room, now, areas.updates, theme, buffer);
    }
    if drawn[3] {
        pane::checklist::draw(room, now, areas.checklist, theme, buffer);
    }
    if has_room(areas.injects) {
        match room.is_control() {
            true => pane::control::injects(room, now, areas.injects, theme, buffer),
            false => pane::injects::draw(room, now, areas.injects, theme, buffer),
        }
    }
    if has_room(areas.truth) {
        pane::control::truth(room, areas.truth, theme, buffer);
    }
    if has_room(areas.coming) {
        pane::control::coming(room, now, areas.coming, theme, buffer);
    }
    pane::notice::draw(model, areas.notice, buffer);
    let cursor = pane::compose::draw(room, areas.compose, theme, buffer);
    pane::compose::draw_completions(room, areas.compose, theme, buffer);
    pane::footer::draw(model, areas.footer, buffer);
    cursor
}
