//! Pages to read: the keys, made from the table, and the details of an entry.

use super::action::{Context, TABLE};
use super::layer::{Layer, Page, PageLine};
use super::model::Model;
use super::overlay;
use super::text::wrapped_height;
use super::theme::mark;
use crate::brief;
use crate::incident::text::visible;
use crate::incident::timeline::{Entry, EntryKind};
use crate::incident::{State, Time, clock_jump};
use crate::postmortem::Document;
use crate::postmortem::chart::{Chart, terminal};
use crate::verb;

/// The help, the contexts that matter now first.
pub fn page(model: &Model) -> Page {
    let mut lines = Vec::new();
    let column = if model.size.width < 60 { 9 } else { 18 };
    if model.room().is_some() {
        lines.extend([
            PageLine::plain("Type and press Enter: that is logged. `14:25 text` or `-5m text` says when it happened."),
            PageLine::plain(
                "A / at the start is a verb, @ completes a name. Esc goes to the panes, where letters act.",
            ),
            PageLine::plain(""),
        ]);
    }
    let here = model.contexts();
    let in_room = model.room().is_some();
    let rest = Context::ALL.into_iter().filter(|context| !here.contains(context));
    let rest = rest.filter(|context| in_room || matches!(context, Context::List | Context::Form | Context::Page));
    for context in here.iter().copied().chain(rest) {
        lines.push(PageLine::heading(context.title()));
        for row in TABLE {
            let keys: Vec<String> = model.keymap.keys(row.action, context).map(|key| key.to_string()).collect();
            if !keys.is_empty() {
                let keys = format!("  {:<column$}", keys.join(" "));
                lines.push(PageLine { strong: 0..keys.len(), text: format!("{keys} {}", row.about) });
            }
        }
        lines.push(PageLine::plain(""));
    }
    if let Some(room) = model.room() {
        lines.push(PageLine::heading("Verbs (type / first)"));
        for (name, about) in verb::verbs(&room.state) {
            let name = format!("  /{name:<width$}", width = column - 1);
            lines.push(PageLine { strong: 0..name.len(), text: format!("{name} {about}") });
        }
        lines.push(PageLine::plain(""));
        lines.push(PageLine::heading("Marks"));
        let marks: Vec<String> =
            EntryKind::ALL.into_iter().map(|kind| format!("{} {}", mark(kind), kind.word())).collect();
        lines.push(PageLine::plain(format!("  {}", marks.join("  "))));
        lines.push(PageLine::plain("  ★ key event  ↶ written down later than it happened  ✎ edited"));
    }
    Page { title: "Help".into(), lines, top: 0 }
}

/// The incident for someone who joins now.
pub fn brief(state: &State, now: Time) -> Page {
    let text = brief::text(state, now);
    let lines = text.lines().map(PageLine::plain).collect();
    Page { title: "Brief".into(), lines, top: 0 }
}

/// The incident over time, so wide.
pub fn chart(state: &State, now: Time, width: usize) -> Page {
    let document = Document::of(state, now);
    let dates = document.dates();
    let drawn = Chart::of(&document, &dates).map(|chart| terminal::draw(&chart, width, false));
    let lines = drawn.unwrap_or_else(|| vec!["No time has been recorded yet.".into()]);
    Page { title: "Chart".into(), lines: lines.into_iter().map(PageLine::plain).collect(), top: 0 }
}

/// An entry with all that happened to it.
pub fn details(entry: &Entry, state: &State) -> Page {
    let zone = state.lifecycle.zone();
    let time = |at| format!("{} {} {}", zone.weekday(at), zone.datetime(at), zone.label(at));
    let fact = |name: &str, value: String| {
        let name = format!("{name:<12}");
        PageLine { strong: 0..name.len(), text: name + &value }
    };
    let mut lines = vec![
        fact("Happened", time(entry.occurred)),
        fact("Written", format!("{} by {}", time(entry.at), entry.by)),
        fact("Kind", format!("{} {}", mark(entry.kind), entry.kind.word())),
        fact("Key event", if entry.key() { "yes".into() } else { "no".into() }),
    ];
    if let Some(detail) = entry.detail() {
        let until = detail.until.map(|until| format!("until {}", time(until)));
        let about = detail.about.then(|| "about then".to_owned());
        let exactness: Vec<String> = about.into_iter().chain(until).collect();
        if !exactness.is_empty() {
            lines.push(fact("Known as", exactness.join(", ")));
        }
        if let Some(actor) = &detail.actor {
            lines.push(fact("Done by", actor.clone()));
        }
    }
    if let Some(back) = entry.clock_back {
        lines.push(fact("Clock", format!("{} before this was written", clock_jump::sentence(back))));
    }
    if let Some(struck) = entry.struck() {
        lines.push(fact("Struck", format!("by {}: {}", struck.by, struck.why)));
    }
    if entry.contested() {
        lines.push(fact("CONTESTED", "people changed it without seeing each other; the newest counts".into()));
    }
    lines.push(PageLine::plain(""));
    lines.extend(entry.text().lines().map(PageLine::plain));
    for (place, former) in entry.former().iter().enumerate().rev() {
        lines.push(PageLine::plain(""));
        lines.push(PageLine::heading(format!("Before edit {}", place + 1)));
        lines.extend(former.lines().map(PageLine::plain));
    }
    Page { title: format!("Entry #{}", entry.number), lines, top: 0 }
}

/// How many rows the page on top has, and how many fit.
pub fn extent(model: &Model) -> (usize, usize) {
    let inner = overlay::rows(model);
    let Some(Layer::Page(page)) = model.layers.last() else { return (0, 0) };
    let width = inner.width as usize;
    let rows = page.lines.iter().map(|line| wrapped_height(&visible(&line.text), width).max(1)).sum();
    (rows, inner.height as usize)
}
