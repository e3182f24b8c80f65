//! What an exercise asks before something is done: lists and forms.

use super::{act, playbook};
use crate::drill::scenario::{self, Inject};
use crate::incident::exercise::{self, Rating};
use crate::incident::lifecycle::Declaration;
use crate::incident::playbook::Playbook;
use crate::incident::{Command, lifecycle};
use crate::tui::compose;
use crate::tui::layer::{Choice, Field, Form, Item, Layer, List, Purpose};
use crate::tui::model::{Model, Room};
use crate::tui::update::Effect;

/// What a form of an exercise is for.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// Declare the incident that is played.
    Declare,
    /// Note something for the report.
    Observe,
    /// Say what was seen when something was rated.
    Rate {
        /// Of which inject.
        inject: String,
        /// Which expectation, from 1.
        number: u16,
        /// How it went.
        rating: Rating,
    },
}

/// What choosing a line of a list does in an exercise.
#[derive(Clone, Debug, PartialEq)]
pub enum Pick {
    /// Do this at once.
    Command(exercise::Command),
    /// Ask this.
    Ask(Ask),
    /// Do nothing.
    Nothing,
}

/// Does what a chosen line says.
pub fn pick(model: &mut Model, pick: Pick) -> Vec<Effect> {
    match pick {
        Pick::Command(command) => {
            let text = match &command {
                exercise::Command::Choose { inject, label, .. } => format!("chosen for {inject}: {label}"),
                exercise::Command::Deliver { text, .. } => text.clone(),
                _ => "ENDEX".into(),
            };
            compose::command(model, command, text)
        }
        Pick::Ask(ask) => {
            if let Ask::Rate { inject, number, rating } = &ask {
                let title = format!("{inject}.{number}: {rating}, {}", rating.meaning());
                let field = Field::text("Seen", "what shows it, for the report; may stay empty", "");
                model.layers.push(Layer::Form(Form::new(Purpose::Exercise(ask), title, vec![field])));
            }
            Vec::new()
        }
        Pick::Nothing => Vec::new(),
    }
}

/// The options of an inject.
pub fn options(inject: &Inject) -> List {
    let items = ('a'..).zip(&inject.options).map(|(letter, option)| {
        let choose = exercise::Command::Choose {
            inject: inject.id.clone(),
            option: option.id.clone(),
            label: option.label.clone(),
        };
        Item::new(format!("{letter}) {}", option.label), "", Choice::Exercise(Pick::Command(choose)))
    });
    List::new(format!("{}: {}", inject.id, inject.text), items.collect())
}

/// The injects that have not come; what they are is for the controller only.
pub fn fire(room: &Room) -> List {
    let items = act::waiting(room).into_iter().map(|inject| {
        let hint = if room.is_control() { inject.synopsis.as_str() } else { "" };
        let deliver = crate::drill::start::deliver(inject);
        Item::new(&inject.id, hint, Choice::Exercise(Pick::Command(deliver)))
    });
    List::new("Bring an inject now", items.collect())
}

/// The ratings for what only a person can judge of the chosen inject.
pub fn judge(room: &Room) -> Option<List> {
    let inject = room.drill.as_ref()?.chosen(&room.state)?;
    let manual = |one: &&(u16, &scenario::Expectation)| one.1.action == scenario::Action::Manual;
    let all: Vec<(u16, &scenario::Expectation)> = (1..).zip(&inject.expectations).collect();
    let items = all.iter().filter(manual).flat_map(|(number, expectation)| {
        Rating::ALL.into_iter().map(move |rating| {
            let ask = Ask::Rate { inject: inject.id.clone(), number: *number, rating };
            let question = expectation.manual.as_deref().unwrap_or_default();
            let label = format!("{}.{number} {rating} {}", inject.id, rating.meaning());
            Item::new(label, question, Choice::Exercise(Pick::Ask(ask)))
        })
    });
    let question = all.iter().find(manual).and_then(|(_, one)| one.manual.clone());
    let title = format!("How did it go? {}", question.unwrap_or_default());
    Some(List::new(title.trim_end(), items.collect()))
}

/// Whether it is to end.
pub fn end() -> List {
    let items = vec![
        Item::new("go on", "", Choice::Exercise(Pick::Nothing)),
        Item::new(
            "end it",
            "ENDEX: nothing comes any more, and it cannot go on",
            Choice::Exercise(Pick::Command(exercise::Command::End)),
        ),
    ];
    List::new("End the exercise?", items)
}

/// What is to be noted.
pub fn observation() -> Form {
    let field = Field::text("Observed", "for the report; the players do not see it", "");
    Form::new(Purpose::Exercise(Ask::Observe), "Note an observation", vec![field])
}

/// The incident that is played.
pub fn declaration(room: &Room) -> Form {
    let fields = vec![
        Field::text("Title", "what is broken, in a few words", ""),
        Field::choice("Severity", &["not yet", "1", "2", "3", "4", "5"]),
    ];
    Form::new(Purpose::Exercise(Ask::Declare), format!("Declare it in {}", room.state.id()), fields)
}

/// The command that a form of an exercise stands for.
///
/// # Errors
/// What is missing, in a sentence.
pub fn command(ask: &Ask, form: &Form, room: &Room, own: &Playbook) -> Result<Command, String> {
    let text = form.value(0).map(str::to_owned);
    Ok(match ask {
        Ask::Declare => lifecycle::Command::Declare(Declaration {
            id: String::new(),
            title: text.ok_or("say what is broken, in a few words")?,
            zone: room.state.lifecycle.zone().clone(),
            playbook: playbook(room, own),
            severity: form.value(1).and_then(|level| level.parse().ok()),
            started: None,
            detected: None,
        })
        .into(),
        Ask::Observe => exercise::Command::Observe(text.unwrap_or_default()).into(),
        Ask::Rate { inject, number, rating } => {
            exercise::Command::Judge { inject: inject.clone(), expectation: *number, rating: *rating, note: text }
                .into()
        }
    })
}
