//! How the timeline is looked at: where, through which filter, and looking for what.

use chrono::{NaiveDate, TimeDelta};
use uuid::Uuid;

use super::text::wrapped_height;
use crate::incident::State;
use crate::incident::text::visible;
use crate::incident::timeline::{Entry, EntryKind};

/// How many rows one entry may take before it is cut; the details show the rest.
pub const TALLEST: usize = 12;

/// What is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter {
    /// One kind.
    Kind(EntryKind),
    /// One person's lines.
    Person(String),
    /// Key events and turns.
    Key,
    /// What people said, without the automatic lines.
    Said,
}

impl Filter {
    /// What the pane's title says.
    pub fn title(&self) -> String {
        match self {
            Filter::Kind(kind) => format!("only {}", kind.word()),
            Filter::Person(person) => format!("only {person}"),
            Filter::Key => "only key events".into(),
            Filter::Said => "only what people wrote".into(),
        }
    }

    fn lets(&self, entry: &Entry) -> bool {
        match self {
            Filter::Kind(kind) => entry.kind == *kind,
            Filter::Person(person) => *entry.by == **person || entry.actor() == &**person,
            Filter::Key => entry.matters(),
            Filter::Said => entry.said,
        }
    }
}

/// Where the timeline is looked at.
#[derive(Clone, Debug)]
pub struct TimelineView {
    /// What is let through.
    pub filter: Option<Filter>,
    /// What is searched.
    pub find: Option<String>,
    /// Whether the end is followed.
    pub follow: bool,
    /// How many lines came since the end was left.
    pub unseen: usize,
    /// The first row's entry, as a place among the shown ones.
    pub top: usize,
    /// The chosen entry, as a place among the shown ones.
    pub selected: usize,
    /// What stands before every line; empty for a real incident.
    pub mark: &'static str,
    extent: (usize, usize),
    chosen: Option<Uuid>,
    shown: Option<Vec<u32>>,
    known: usize,
}

impl Default for TimelineView {
    fn default() -> Self {
        TimelineView {
            filter: None,
            find: None,
            follow: true,
            unseen: 0,
            top: 0,
            selected: 0,
            mark: "",
            extent: (1, 1),
            chosen: None,
            shown: None,
            known: 0,
        }
    }
}

impl TimelineView {
    /// How many entries are shown.
    pub fn len(&self, state: &State) -> usize {
        self.shown.as_ref().map_or(state.timeline.len(), Vec::len)
    }

    /// The entry at a place among the shown ones.
    pub fn get<'a>(&self, state: &'a State, place: usize) -> Option<&'a Entry> {
        match &self.shown {
            None => state.timeline.nth(place),
            Some(shown) => state.timeline.nth(*shown.get(place)? as usize),
        }
    }

    /// The chosen entry.
    pub fn chosen<'a>(&self, state: &'a State) -> Option<&'a Entry> {
        self.get(state, self.selected)
    }

    /// Takes account of a changed state. `all` says that more than new lines changed.
    pub fn refresh(&mut self, state: &State, all: bool) {
        let before = std::mem::replace(&mut self.known, state.timeline.len());
        let came = self.known.saturating_sub(before);
        match (&self.filter, &mut self.shown) {
            (None, shown) => *shown = None,
            // What came stands at the end, as it nearly always does: only that is looked at.
            (Some(filter), Some(shown)) if !all && came_last(state, before) => {
                let new =
                    (before..self.known).filter(|place| state.timeline.nth(*place).is_some_and(|e| filter.lets(e)));
                shown.extend(new.map(|place| place as u32));
            }
            (Some(filter), shown) => {
                let places = state.timeline.in_order().enumerate().filter(|(_, entry)| filter.lets(entry));
                *shown = Some(places.map(|(place, _)| place as u32).collect());
            }
        }
        if self.follow {
            self.select(state, usize::MAX);
            return;
        }
        self.unseen = if all { 0 } else { self.unseen + came };
        let place = self.chosen.and_then(|id| self.place(state, id)).unwrap_or(self.selected);
        self.select(state, place);
        self.follow = false;
    }

    /// The place of an entry among the shown ones.
    pub fn place(&self, state: &State, id: Uuid) -> Option<usize> {
        let place = state.timeline.place(id)?;
        match &self.shown {
            None => Some(place),
            Some(shown) => shown.binary_search(&(place as u32)).ok(),
        }
    }

    /// Chooses the entry at a place, or the last one; choosing the last one follows the end.
    pub fn select(&mut self, state: &State, place: usize) {
        let last = self.len(state).saturating_sub(1);
        self.selected = place.min(last);
        self.chosen = self.get(state, self.selected).map(|entry| entry.id);
        self.follow = self.selected == last;
        if self.follow {
            self.unseen = 0;
        }
    }

    /// Chooses another entry, so many places further down.
    pub fn step(&mut self, state: &State, by: isize) {
        self.select(state, self.selected.saturating_add_signed(by));
    }

    /// Turns a page back: what was the first entry becomes the last.
    pub fn page_up(&mut self, state: &State) {
        let (width, height) = self.extent;
        let before = self.top;
        let top = self.window_ending_at(state, before, width, height);
        self.top = if top == before { before.saturating_sub(1) } else { top };
        self.select(state, self.top);
        self.follow = false;
    }

    /// Turns a page on: what was the last entry becomes the first.
    pub fn page_down(&mut self, state: &State) {
        let before = self.top;
        let top = self.window_starting_at(state, before);
        self.top = if top == before { (before + 1).min(self.len(state).saturating_sub(1)) } else { top };
        self.select(state, self.window_starting_at(state, self.top));
    }

    /// Changes what is let through; the chosen entry stays chosen if it is still shown.
    pub fn set_filter(&mut self, state: &State, filter: Option<Filter>) {
        let follow = self.follow;
        self.filter = filter;
        self.follow = false;
        self.refresh(state, true);
        if follow {
            self.select(state, usize::MAX);
        }
    }

    /// Goes to the next entry that has the searched text, forwards or backwards, round the end. Tells whether there is
    /// one.
    pub fn find(&mut self, state: &State, forwards: bool, stay: bool) -> bool {
        let Some(wanted) = self.find.as_ref().map(|text| text.to_lowercase()) else { return false };
        let count = self.len(state);
        let first = usize::from(!stay);
        for step in first..count + first {
            let place = if forwards { self.selected + step } else { self.selected + count * 2 - step } % count.max(1);
            if let Some(entry) = self.get(state, place)
                && (entry.text().to_lowercase().contains(&wanted)
                    || entry.by.to_lowercase().contains(&wanted)
                    || entry.actor().to_lowercase().contains(&wanted))
            {
                self.select(state, place);
                return true;
            }
        }
        false
    }

    /// Moves the window so that the chosen entry can be seen in `height` rows of `width` cells, and no row at the end
    /// stays empty without need.
    pub fn settle(&mut self, state: &State, width: usize, height: usize) {
        self.extent = (width, height);
        let highest = self.window_ending_at(state, self.selected, width, height);
        let last = self.len(state).saturating_sub(1);
        self.top = if self.follow {
            highest
        } else {
            let fullest = self.window_ending_at(state, last, width, height);
            self.top.clamp(highest, self.selected.max(highest)).min(fullest)
        };
    }

    /// The last place of the window that starts with `place`.
    fn window_starting_at(&self, state: &State, place: usize) -> usize {
        let (width, height) = self.extent;
        let last = self.len(state).saturating_sub(1);
        let ruler = Ruler::new(self, state, width);
        let mut end = place.min(last);
        let mut used = ruler.first(end);
        while end < last {
            used += ruler.rows(end + 1) + usize::from(ruler.new_day(end + 1));
            if used > height {
                break;
            }
            end += 1;
        }
        end
    }

    /// The first place of the window that ends with `place` and is as full as can be.
    fn window_ending_at(&self, state: &State, place: usize, width: usize, height: usize) -> usize {
        let ruler = Ruler::new(self, state, width);
        let mut top = place;
        let mut used = ruler.first(top);
        while top > 0 {
            used += ruler.rows(top - 1) + usize::from(ruler.new_day(top));
            if used > height {
                break;
            }
            top -= 1;
        }
        top
    }

    /// Whether the lines span more than one day or a change of clocks, so that separators have to be shown.
    pub fn several_days(&self, state: &State) -> bool {
        let stretch = |place: usize| state.timeline.nth(place).map(|entry| stretch(state, entry));
        stretch(0) != stretch(state.timeline.len().saturating_sub(1))
    }
}

/// The day of an entry and how far its clock is from UTC: a separator stands between entries that differ in it.
pub fn stretch(state: &State, entry: &Entry) -> (NaiveDate, TimeDelta) {
    let local = state.lifecycle.zone().local(entry.occurred);
    (local.date(), local - entry.occurred.naive_utc())
}

/// Whether all that was written down after the first `before` lines also happened after them.
fn came_last(state: &State, before: usize) -> bool {
    (before..state.timeline.len())
        .all(|place| state.timeline.nth(place).is_some_and(|entry| entry.number as usize > before))
}

/// How many rows entries take under one another, with the separators of their days.
struct Ruler<'a> {
    view: &'a TimelineView,
    state: &'a State,
    width: usize,
    days: bool,
}

impl<'a> Ruler<'a> {
    fn new(view: &'a TimelineView, state: &'a State, width: usize) -> Self {
        Ruler { view, state, width, days: view.several_days(state) }
    }

    fn rows(&self, place: usize) -> usize {
        self.view.get(self.state, place).map_or(1, |entry| rows(entry, self.width))
    }

    /// The rows of the first entry of a window.
    fn first(&self, place: usize) -> usize {
        self.rows(place) + usize::from(self.days)
    }

    /// Whether a separator stands before this entry when it is not the first.
    fn new_day(&self, place: usize) -> bool {
        let stretch = |place: usize| self.view.get(self.state, place).map(|entry| stretch(self.state, entry));
        self.days && stretch(place - 1) != stretch(place)
    }
}

/// An entry's text as the pane shows it: visible, and cut where no more of it can be seen anyway.
pub fn excerpt(entry: &Entry, width: usize) -> std::borrow::Cow<'_, str> {
    let text: &str = entry.text();
    let most = (width + 1) * TALLEST * 4;
    let end = if text.len() > most { text.floor_char_boundary(most) } else { text.len() };
    visible(&text[..end])
}

/// How many rows an entry's text takes at a width.
pub fn rows(entry: &Entry, width: usize) -> usize {
    wrapped_height(&excerpt(entry, width), width).clamp(1, TALLEST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::testing::{Stage, at};
    use crate::incident::timeline::Command;

    fn log(kind: EntryKind, text: &str) -> Command {
        Command::Log { kind, text: text.into(), key: false, detail: Default::default() }
    }

    #[test]
    fn a_filter_shows_what_came_as_if_it_were_set_anew() {
        let mut stage = Stage::declared();
        let mut view = TimelineView::default();
        view.set_filter(&stage.state, Some(Filter::Kind(EntryKind::Note)));
        for (minute, back, kind) in [
            (20, None, EntryKind::Note),
            (21, None, EntryKind::Finding),
            (22, Some(20), EntryKind::Note),
            (23, None, EntryKind::Note),
        ] {
            let entry = log(kind, "what was seen");
            let told = match back {
                None => stage.play(at(4, minute), entry),
                Some(back) => stage.play_back(at(4, minute), at(4, back), entry),
            };
            told.unwrap();
            view.refresh(&stage.state, false);
            let mut anew = TimelineView::default();
            anew.set_filter(&stage.state, view.filter.clone());
            assert_eq!(view.shown, anew.shown, "after 04:{minute}");
        }
        assert_eq!(view.len(&stage.state), 3);
    }

    #[test]
    fn a_window_ends_where_one_more_entry_would_push_its_first_out() {
        let mut stage = Stage::declared();
        for n in 0..40 {
            stage.play(at(4 + n / 3, 0), log(EntryKind::Note, &"a word ".repeat(n as usize % 7 + 1))).unwrap();
        }
        let mut view = TimelineView::default();
        view.refresh(&stage.state, true);
        for (width, height) in [(8, 3), (8, 12), (20, 1), (20, 7), (60, 100)] {
            view.extent = (width, height);
            for place in 0..view.len(&stage.state) {
                let end = view.window_starting_at(&stage.state, place);
                let first = |end| view.window_ending_at(&stage.state, end, width, height);
                assert!(end == place || first(end) <= place, "{width}x{height} from {place}");
                assert!(end + 1 == view.len(&stage.state) || first(end + 1) > place, "{width}x{height} from {place}");
            }
        }
    }
}
