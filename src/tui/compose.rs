//! The compose line: typing is logging.

use super::action::Action;
use super::layer::Layer;
use super::model::{Focus, Model, Pending, Room};
use super::timeline::Filter;
use super::toast::Toast;
use super::update::Effect;
use super::worker::Job;
use super::{act, drill, help};
use crate::drill::said;
use crate::incident::lifecycle::{self, Closing, Status};
use crate::incident::playbook::Playbook;
use crate::incident::timeline::{self, Detail, EntryKind};
use crate::incident::when::Leading;
use crate::incident::{Command, Time, when};
use crate::session::Request;
use crate::verb::{self, RoomVerb, Scene};

/// How many written lines are remembered.
const REMEMBERED: usize = 200;
/// What a page needs beside its text, and the widest text it has, in columns.
const PAGE: (usize, usize) = (8, 96);

/// Does an action while the compose line has the focus.
pub fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(room) = model.room_mut() else { return Vec::new() };
    match action {
        Action::Log => return log(model),
        Action::NewLine => room.compose.insert("\n"),
        Action::Complete => return complete_or_leave(model),
        Action::HistoryBack if !room.completions.is_empty() => turn(room, -1),
        Action::HistoryForward if !room.completions.is_empty() => turn(room, 1),
        Action::HistoryBack => recall(room, 1),
        Action::HistoryForward => recall(room, -1),
        Action::TimelineUp => room.timeline.page_up(&room.state),
        Action::TimelineDown => room.timeline.page_down(&room.state),
        Action::ToPanes if !room.completions.is_empty() => {
            room.completions.clear();
            return Vec::new();
        }
        Action::ToPanes => room.focus = first_pane(room),
        Action::PreviousPane => room.focus = room.panes().last().copied().unwrap_or(Focus::Timeline),
        Action::Interrupt if !room.compose.is_empty() => {
            put_aside(room);
            model.toast = Some(Toast::good("Put aside: ↑ brings the line back", model.wall));
        }
        action if act::edit(&mut room.compose, action) => changed(room),
        action => return act::on_screen(model, action),
    }
    Vec::new()
}

/// The text has changed: what it could be completed to is looked up anew.
pub fn changed(room: &mut Room) {
    leave_history(room);
    let text = room.compose.text();
    let cursor = room.compose.cursor();
    room.completions = match text.strip_prefix('/') {
        Some(verb) if cursor > 0 => {
            let mut found = verb::complete(verb, cursor - 1, &room.state);
            for completion in &mut found {
                completion.replace = completion.replace.start + 1..completion.replace.end + 1;
            }
            found
        }
        _ => verb::people(&text[..cursor], &room.state),
    };
    room.completion = 0;
}

fn turn(room: &mut Room, by: isize) {
    let count = room.completions.len() as isize;
    room.completion = (room.completion as isize + by).rem_euclid(count) as usize;
}

fn complete_or_leave(model: &mut Model) -> Vec<Effect> {
    let Some(room) = model.room_mut() else { return Vec::new() };
    match room.completions.get(room.completion).cloned() {
        Some(completion) => {
            room.compose.set_cursor(completion.replace.end);
            let kept: String = room.compose.text()[completion.replace.end..].to_owned();
            let mut text = room.compose.text()[..completion.replace.start].to_owned();
            text.push_str(&completion.text);
            if !kept.starts_with(' ') {
                text.push(' ');
            }
            let cursor = text.len();
            room.compose.set(&(text + &kept));
            room.compose.set_cursor(cursor);
            changed(room);
        }
        None => room.focus = first_pane(room),
    }
    Vec::new()
}

fn first_pane(room: &Room) -> Focus {
    room.panes().first().copied().unwrap_or(Focus::Timeline)
}

/// The line that was being written: not the one that the history shows in its place.
pub fn begun(room: &Room) -> &str {
    if room.history_at == 0 { room.compose.text() } else { &room.aside }
}

/// What the history shows is the line now; the one that was being written takes its place there.
fn leave_history(room: &mut Room) {
    if room.history_at > 0 && !room.aside.trim().is_empty() {
        room.history.push_back(std::mem::take(&mut room.aside));
    }
    room.history_at = 0;
}

/// Puts a line into the history: Up brings it.
pub fn remember(room: &mut Room, line: String) {
    leave_history(room);
    if room.history.back() != Some(&line) {
        room.history.push_back(line);
        if room.history.len() > REMEMBERED {
            room.history.pop_front();
        }
    }
}

/// Empties the compose line; Up brings the line back.
pub fn put_aside(room: &mut Room) {
    let line = room.compose.take();
    remember(room, line);
    changed(room);
}

fn recall(room: &mut Room, by: isize) {
    let at = room.history_at.saturating_add_signed(by).min(room.history.len());
    if at == room.history_at {
        return;
    }
    if room.history_at == 0 {
        room.aside = room.compose.text().to_owned();
    }
    room.history_at = at;
    let line = match at {
        0 => std::mem::take(&mut room.aside),
        at => room.history[room.history.len() - at].clone(),
    };
    room.compose.set(&line);
    room.completions.clear();
}

/// Enter: a verb is done, anything else is logged.
fn log(model: &mut Model) -> Vec<Effect> {
    let (now, wall, who) = (model.now, model.wall, model.who.clone());
    let (playbook, width) = (model.playbook.clone(), usize::from(model.size.width));
    let Some(room) = model.room_mut() else { return Vec::new() };
    let line = room.compose.text().to_owned();
    if line.trim().is_empty() {
        return Vec::new();
    }
    let understood = match line.strip_prefix('/').filter(|rest| !rest.starts_with('/')) {
        Some(verb) => spoken(verb, now, room, &playbook),
        None => plain(&line, now, room).map(|request| Spoken::Request(Box::new(request))),
    };
    let understood = match understood {
        Ok(Spoken::Request(request)) if drill::is_too_early(&request.command, room) => Err(drill::UNDECLARED.into()),
        understood => understood,
    };
    let request = match understood {
        Ok(Spoken::Request(request)) if request.by.is_empty() => Request { by: who, ..*request },
        Ok(Spoken::Request(request)) => *request,
        Ok(Spoken::Play(requests)) => {
            put_aside(room);
            let named = requests.into_iter().map(|request| Request { by: who.clone(), ..request });
            return named.flat_map(|request| submit(room, request, line.clone())).collect();
        }
        Ok(Spoken::Brief) => {
            let page = help::brief(&room.state, now);
            put_aside(room);
            model.layers.push(Layer::Page(page));
            return Vec::new();
        }
        Ok(Spoken::Chart) => {
            let page = help::chart(&room.state, now, width.saturating_sub(PAGE.0).min(PAGE.1));
            put_aside(room);
            model.layers.push(Layer::Page(page));
            return Vec::new();
        }
        Ok(Spoken::Review) => {
            put_aside(room);
            return act::on_screen(model, Action::Review);
        }
        Ok(Spoken::Timeline(filter)) => {
            put_aside(room);
            room.timeline.set_filter(&room.state, filter);
            room.focus = Focus::Timeline;
            return Vec::new();
        }
        Ok(Spoken::Close) => {
            put_aside(room);
            return act::on_screen(model, Action::Close);
        }
        Ok(Spoken::Export) => {
            put_aside(room);
            return vec![Effect::Work(Job::Export)];
        }
        Err(why) => {
            room.completions.clear();
            model.toast = Some(Toast::refusal(why, wall));
            return Vec::new();
        }
    };
    put_aside(room);
    room.timeline.select(&room.state, usize::MAX);
    submit(room, request, line)
}

/// What a verb behind `/` asks for.
enum Spoken {
    Request(Box<Request>),
    Play(Vec<Request>),
    Brief,
    Chart,
    Review,
    Export,
    Close,
    Timeline(Option<Filter>),
}

fn spoken(line: &str, now: Time, room: &Room, own: &Playbook) -> Result<Spoken, String> {
    let life = &room.state.lifecycle;
    match verb::parse(line)? {
        RoomVerb::Write(write) => {
            let rehearsed = drill::playbook_for(&write, room, own)?;
            let scene = Scene { now, zone: life.zone(), playbook: rehearsed.as_ref().unwrap_or(life.playbook()) };
            let said = verb::command(&write, &scene).map_err(|why| why.to_string())?;
            if said.at.is_none() && closes_unasked(&said.command) {
                return Ok(Spoken::Close);
            }
            let request = Request::new(said.by.as_deref().unwrap_or_default(), said.command).at(said.at);
            Ok(Spoken::Request(Box::new(Request { id: said.id.unwrap_or(request.id), ..request })))
        }
        RoomVerb::Play(verb) => {
            let play = room.drill.as_ref().and_then(|drill| drill.play(&room.state));
            let play = play.ok_or("this is a real incident, not an exercise")?;
            said::requests(&play, &verb, "", now).map(Spoken::Play).map_err(|why| why.to_string())
        }
        RoomVerb::Brief => Ok(Spoken::Brief),
        RoomVerb::Chart => Ok(Spoken::Chart),
        RoomVerb::Review => Ok(Spoken::Review),
        RoomVerb::Timeline { key } => Ok(Spoken::Timeline(key.then_some(Filter::Key))),
        RoomVerb::Export(_) if line.trim() == "export" => Ok(Spoken::Export),
        RoomVerb::Export(_) => Err("in the room /export writes the report into the incident's folder; for other \
             forms and places run `ic export` in another shell"
            .into()),
    }
}

/// Whether a command ends the incident without saying anything of what the report lacks: the room asks first.
fn closes_unasked(command: &Command) -> bool {
    let Command::Incident(command) = command else { return false };
    match command {
        lifecycle::Command::Close(closing) => *closing == Closing::default(),
        lifecycle::Command::Status { status, note } => *status == Status::Closed && note.is_none(),
        _ => false,
    }
}

/// A line that is no verb: perhaps with a time before it. A doubled slash stands for one.
fn plain(line: &str, now: Time, room: &Room) -> Result<Request, String> {
    let mut detail = Detail::default();
    let (said, text) = match when::leading(line, now, room.state.lifecycle.zone()) {
        Some(Leading { at: Ok(time), about, until, rest }) => {
            (detail.about, detail.until) = (about, until);
            (Some(time), rest)
        }
        Some(Leading { at: Err(why), .. }) => {
            return Err(format!("{why}. To log the line as it is, begin it with a space"));
        }
        None => (None, line),
    };
    let text = text.strip_prefix('/').filter(|rest| rest.starts_with('/')).unwrap_or(text);
    let text = text.trim_start_matches(' ').to_owned();
    Ok(Request::new("", timeline::Command::Log { kind: EntryKind::Note, text, key: false, detail }).at(said))
}

/// Sends a request to the disk and shows it as on its way.
pub fn submit(room: &mut Room, request: Request, text: String) -> Vec<Effect> {
    room.saving.push(Pending { request: request.clone(), text });
    vec![Effect::Work(Job::Execute(Box::new(request)))]
}

/// Sends what no disk would take once more. The ids are the same: what is on disk all the same is not written twice.
pub fn save_again(room: &mut Room) -> Vec<Effect> {
    let again = std::mem::take(&mut room.unsaved);
    again.into_iter().flat_map(|pending| submit(room, pending.request, pending.text)).collect()
}

/// Carries a command out in the name of whoever sits here.
pub fn command(model: &mut Model, command: impl Into<Command>, text: String) -> Vec<Effect> {
    let request = Request::new(&model.who, command);
    match model.room_mut() {
        Some(room) => submit(room, request, text),
        None => Vec::new(),
    }
}
