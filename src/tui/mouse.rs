//! The mouse: focus, wheel, tick a task, choose a line.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use super::action::Action;
use super::layer::Layer;
use super::layout::{Areas, inside};
use super::model::{Focus, Model, Screen};
use super::pane::{checklist, injects, timeline};
use super::update::Effect;
use super::{act, hotwash, overlay, review, submit};

/// How many lines a notch of the wheel is.
const NOTCH: isize = 3;

/// Takes one event of the mouse.
pub fn update(model: &mut Model, event: MouseEvent) -> Vec<Effect> {
    let at = Position::new(event.column, event.row);
    let in_review = matches!(model.layers.last(), Some(Layer::Review(_)));
    let in_wash = matches!(model.layers.last(), Some(Layer::HotWash(_)));
    match event.kind {
        MouseEventKind::ScrollUp if in_review => return review::act(model, Action::Up),
        MouseEventKind::ScrollDown if in_review => return review::act(model, Action::Down),
        MouseEventKind::ScrollUp if in_wash => return hotwash::act(model, Action::Up),
        MouseEventKind::ScrollDown if in_wash => return hotwash::act(model, Action::Down),
        MouseEventKind::ScrollUp => wheel(model, at, -NOTCH),
        MouseEventKind::ScrollDown => wheel(model, at, NOTCH),
        MouseEventKind::Down(MouseButton::Left) => return click(model, at),
        _ => {}
    }
    Vec::new()
}

fn under(model: &Model, at: Position) -> Option<Focus> {
    let areas = Areas::of(model.size, model.room()?);
    let all =
        [Focus::Compose, Focus::Timeline, Focus::Roles, Focus::Checklist, Focus::Updates, Focus::Injects, Focus::Truth];
    all.into_iter().find(|pane| areas.pane(*pane).contains(at))
}

fn wheel(model: &mut Model, at: Position, by: isize) {
    let pane = under(model, at);
    match model.layers.last_mut() {
        Some(Layer::List(list)) => list.step(by.signum()),
        Some(Layer::Page(page)) => page.top = page.top.saturating_add_signed(by),
        Some(Layer::Form(_) | Layer::Review(_) | Layer::HotWash(_)) => {}
        None => match (&mut model.screen, pane) {
            (Screen::Room(room), Some(Focus::Compose)) => act::step(room, Focus::Timeline, by),
            (Screen::Room(room), Some(pane)) => act::step(room, pane, by),
            (Screen::Start(start), _) => {
                let last = start.incidents.as_ref().map_or(0, |incidents| incidents.len().saturating_sub(1));
                start.selected = start.selected.saturating_add_signed(by.signum()).min(last);
            }
            _ => {}
        },
    }
}

fn click(model: &mut Model, at: Position) -> Vec<Effect> {
    if !model.layers.is_empty() {
        return click_layer(model, at);
    }
    let Some(pane) = under(model, at) else { return Vec::new() };
    let size = model.size;
    let inject = inject_at(model, at);
    let Some(room) = model.room_mut() else { return Vec::new() };
    room.focus = pane;
    let frame = inside(Areas::of(size, room).pane(pane));
    let row = at.y.saturating_sub(frame.y) as usize;
    match pane {
        Focus::Timeline => {
            if let Some(place) = timeline::place_at(room, frame, row) {
                room.timeline.select(&room.state, place);
            }
        }
        Focus::Injects => {
            if let (Some(place), Some(drill)) = (inject, &mut room.drill) {
                drill.choose(place);
            }
        }
        Focus::Roles if at.y >= frame.y => room.role = row.min(room.roles().len().saturating_sub(1)),
        Focus::Checklist => {
            if let Some(place) = checklist::place_at(room, frame, row) {
                room.task = place;
                if at.x < frame.x + checklist::BOX {
                    return super::update::perform(model, Action::Tick);
                }
            }
        }
        _ => {}
    }
    Vec::new()
}

/// The inject under the pointer, as a place among the shown ones.
fn inject_at(model: &Model, at: Position) -> Option<usize> {
    let room = model.room()?;
    let frame = inside(Areas::of(model.size, room).injects);
    let row = frame.contains(at).then(|| at.y - frame.y)?;
    injects::place_at(room, model.now, frame, &model.theme, row.into())
}

fn click_layer(model: &mut Model, at: Position) -> Vec<Effect> {
    let inner = overlay::rows(model);
    let outside = !overlay::area(model).contains(at);
    match model.layers.last_mut() {
        Some(Layer::Form(_) | Layer::Review(_) | Layer::HotWash(_)) => {}
        Some(_) if outside => {
            model.layers.pop();
        }
        Some(Layer::List(list)) if inner.contains(at) => {
            let place = overlay::in_rows(list, inner).nth((at.y - inner.y) as usize);
            if let Some(place) = place {
                list.selected = place;
                return submit::choice(model);
            }
        }
        _ => {}
    }
    Vec::new()
}
