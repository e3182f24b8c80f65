//! Why an action cannot be done now: a sentence for the person who tried.

use super::action::Action;
use super::layer::Layer;
use super::model::{Focus, Model, Room};
use super::{drill, hotwash, review};

impl Action {
    /// Why it cannot be done now, if so: a sentence for the person who tried.
    pub fn refusal(self, model: &Model) -> Option<String> {
        let no = |why: &str| Some(why.to_owned());
        let Some(room) = model.room() else {
            return match self {
                Action::Open if model.start().is_some_and(|start| start.chosen().is_none()) => {
                    no("there is no incident to open; declare one with d, or look at the sample with s")
                }
                Action::Declare if model.real.is_some() => {
                    no("these are exercises; something real is declared with `ic declare` in another shell")
                }
                action if drill::is_for_exercises(action) => no("this is no exercise"),
                _ => None,
            };
        };
        if let Some(why) = drill::refusal(self, model, room) {
            return Some(why);
        }
        if let Some(Layer::Review(review)) = model.layers.last()
            && let Some(why) = review::refusal(self, review, room)
        {
            return Some(why);
        }
        if let Some(Layer::HotWash(wash)) = model.layers.last()
            && let Some(why) = hotwash::refusal(self, wash, room)
        {
            return Some(why);
        }
        self.needs_open(room).or_else(|| self.needs_choice(room, !model.layers.is_empty())).or_else(|| match self {
            Action::FindNext | Action::FindPrevious if room.timeline.find.is_none() => {
                no("nothing has been searched yet; f searches")
            }
            Action::SaveAgain | Action::SaveElsewhere if room.unsaved.is_empty() => no("everything is saved"),
            Action::Incidents | Action::Declare if review::unsaved(room).is_some() => review::unsaved(room),
            Action::Incidents | Action::Declare if !room.saving.is_empty() => no("what was written is being saved"),
            Action::Reopen if room.state.lifecycle.status().is_open() => no("the incident is open"),
            Action::HotWash => hotwash::closed(room),
            Action::Snooze if room.nudges(model.now).is_empty() => no("there is no reminder to snooze"),
            _ => None,
        })
    }

    /// Whether it drives the incident on, so that it makes no sense once that is over.
    pub(super) fn drives(self) -> bool {
        matches!(
            self,
            Action::Status
                | Action::Severity
                | Action::TakeCommand
                | Action::SendUpdate
                | Action::AddTask
                | Action::Assign
                | Action::Release
                | Action::Tick
                | Action::Skip
                | Action::Own
                | Action::Due
                | Action::Close
        )
    }

    fn needs_open(self, room: &Room) -> Option<String> {
        let status = room.state.lifecycle.status();
        (self.drives() && !status.is_open()).then(|| format!("the incident is {}; R reopens it", status.word()))
    }

    fn needs_choice(self, room: &Room, is_covered: bool) -> Option<String> {
        let no = |why: &str| Some(why.to_owned());
        match self {
            Action::Details | Action::Star | Action::Edit | Action::Retime | Action::Strike => {
                match room.chosen_entry() {
                    None => no("no entry is chosen; Esc and the arrow keys choose one"),
                    Some(entry) if self == Action::Strike && entry.struck().is_some() => {
                        no("the entry is struck already")
                    }
                    Some(entry) if matches!(self, Action::Edit | Action::Strike) && !entry.said => {
                        no("ic wrote this line because of what was done; only its time can be changed (T)")
                    }
                    Some(_) => None,
                }
            }
            Action::Tick | Action::Skip | Action::Own | Action::Due => match room.chosen_task() {
                None => no("the checklist is empty; a adds a task"),
                Some(task) if self == Action::Skip && !task.is_open() => no("the task is not open"),
                Some(_) => None,
            },
            Action::Release => match room.chosen_role() {
                Some(role) if room.state.roles.holder(&role).is_none() => Some(format!("nobody is {role}")),
                _ => None,
            },
            Action::Up | Action::Down if room.focus == Focus::Compose && !is_covered => {
                no("the compose line has the focus")
            }
            _ => None,
        }
    }
}
