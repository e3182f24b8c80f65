//! The forms of the review's lists, and the commands that they become.

mod followup;

use uuid::Uuid;

use crate::incident::review::{
    self, Cause, CauseKind, Extra, Item, ItemKind, Learnt, Lesson, Link, Metric, Related, Term, Waiver, Window,
};
use crate::incident::text::one_line;
use crate::incident::zone::Zone;
use crate::incident::{Command, State, Time, when};
use crate::tui::layer::{Field, Form, Purpose};
use crate::tui::text::fit;

/// What a form of the review is for.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// Put something onto a list.
    Add(ItemKind),
    /// Let an item say something else.
    Change(ItemKind, u32),
    /// Take an item back: by the record that brought it, since numbers move when others withdraw.
    Withdraw(ItemKind, Uuid),
    /// Agree on a follow-up.
    Followup,
    /// Let a follow-up say something else.
    ChangeFollowup(u32),
    /// Say who does a follow-up.
    Owner(u32),
    /// Say by when a follow-up is done.
    Due(u32),
    /// Give a follow-up up.
    Drop(u32),
    /// Say why a finding does not count.
    Waive {
        /// The check.
        code: String,
        /// Where, as the finding names it.
        place: String,
    },
}

const WHEN: &str = "14:25, yesterday 14:25, 2026-08-04 15:25";
const CAUSES: &[&str] = &["root", "contributing", "trigger", "process"];
const LESSONS: &[&str] = &["badly", "well", "lucky"];
const PEOPLE: &[&str] = &["author", "reviewer"];

/// A field with words to choose from, of which one is set.
fn choice(label: &'static str, options: &'static [&'static str], now: &str) -> Field {
    let mut field = Field::choice(label, options);
    field.value.set(now);
    field
}

/// The form, filled with what is there already.
pub fn form(ask: Ask, state: &State) -> Form {
    let (title, fields) = match &ask {
        Ask::Add(kind) => (format!("Add: {}", called(*kind)), fields(*kind, None, state.lifecycle.zone())),
        Ask::Change(kind, number) => {
            let found = state.review.items(*kind).find(|(at, ..)| at == number).map(|(.., item)| item);
            (format!("Change {} {number}", called(*kind)), fields(*kind, found, state.lifecycle.zone()))
        }
        Ask::Withdraw(kind, id) => {
            let number = state.review.number(*kind, *id).unwrap_or_default();
            let found = state
                .review
                .items(*kind)
                .find(|(at, ..)| *at == number)
                .map(|(.., item)| item.line(state.lifecycle.zone()));
            let line = fit(&one_line(&found.unwrap_or_default()), 40).into_owned();
            (format!("Withdraw {} {number} \"{line}\"? Enter does it", kind.word()), Vec::new())
        }
        Ask::Waive { code, place } => {
            let field = Field::text("Why", "why it does not count; stands in the record", "");
            (format!("Waive {code} in {place}"), vec![field])
        }
        of_followups => followup::form(of_followups, state),
    };
    Form::new(Purpose::Review(ask), title, fields)
}

/// A follow-up like a task of the checklist.
pub fn from_task(text: &str, owner: Option<&str>, state: &State) -> Form {
    let mut form = form(Ask::Followup, state);
    form.fields[followup::TEXT].value.set(text);
    form.fields[followup::OWNER].value.set(owner.unwrap_or_default());
    Form::new(form.purpose, "Take over from the checklist", form.fields)
}

fn called(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Author => "author or reviewer",
        ItemKind::Metric => "figure",
        ItemKind::Window => "time of impact",
        ItemKind::Why => "answer to \"why?\"",
        ItemKind::Related => "related incident",
        ItemKind::Extra => "section",
        kind => kind.word(),
    }
}

fn fields(kind: ItemKind, item: Option<&Item>, zone: &Zone) -> Vec<Field> {
    let text = |pick: &dyn Fn(&Item) -> Option<String>| item.and_then(pick).unwrap_or_default();
    let line =
        |label, hint: &str| vec![Field::text(label, hint, &item.map(|item| item.line(zone)).unwrap_or_default())];
    match kind {
        ItemKind::Author | ItemKind::Reviewer => {
            let mut fields = line("Name", "who");
            if item.is_none() {
                fields.push(choice("As", PEOPLE, "author"));
            }
            fields
        }
        ItemKind::Tag => line("Tag", "a word to find the report by"),
        ItemKind::Service => line("Service", "as colleagues call it"),
        ItemKind::Why => line("Answer", "because …"),
        ItemKind::Window => {
            let of = |pick: &dyn Fn(&Window) -> String| text(&|item| item.window().map(pick));
            vec![
                Field::text("From", WHEN, &of(&|window| zone.datetime(window.from))),
                Field::text("To", WHEN, &of(&|window| zone.datetime(window.to))),
                Field::text("Note", "what was different about it; may stay empty", &of(&|one| said(&one.note))),
            ]
        }
        ItemKind::Metric => {
            let of = |pick: &dyn Fn(&Metric) -> String| text(&|item| item.metric().map(pick));
            vec![
                Field::text("What", "lost orders", &of(&|metric| metric.name.clone())),
                Field::text("Number", "340", &of(&|metric| metric.number.to_string())),
                Field::text("Unit", "orders, %, EUR", &of(&|metric| metric.unit.clone())),
            ]
        }
        ItemKind::Cause => {
            let of = |pick: &dyn Fn(&Cause) -> String| text(&|item| item.cause().map(pick));
            let kind = item.and_then(Item::cause).map_or(CauseKind::Root, |cause| cause.kind);
            vec![
                Field::text("Cause", "in a few words", &of(&|cause| cause.title.clone())),
                choice("Kind", CAUSES, kind.word()),
                Field::text(
                    "In full",
                    "may stay empty; Ctrl-E: own editor, Alt-Enter: new line",
                    &of(&|one| said(&one.text)),
                ),
            ]
        }
        ItemKind::Lesson => {
            let of = |pick: &dyn Fn(&Learnt) -> String| text(&|item| item.lesson().map(pick));
            let kind = item.and_then(Item::lesson).map_or(Lesson::Badly, |learnt| learnt.kind);
            vec![
                Field::text("Lesson", "what was learnt", &of(&|learnt| learnt.text.clone())),
                choice("It went", LESSONS, kind.word()),
            ]
        }
        ItemKind::Related => {
            let of = |pick: &dyn Fn(&Related) -> String| text(&|item| item.related().map(pick));
            vec![
                Field::text("Incident", "its id or name", &of(&|related| related.incident.clone())),
                Field::text("How", "what it has to do with this one; may stay empty", &of(&|one| said(&one.text))),
            ]
        }
        ItemKind::Term => {
            let of = |pick: &dyn Fn(&Term) -> String| text(&|item| item.term().map(pick));
            vec![
                Field::text("Word", "that not every reader knows", &of(&|term| term.term.clone())),
                Field::text("Meaning", "in a sentence", &of(&|term| term.meaning.clone())),
            ]
        }
        ItemKind::Link => {
            let of = |pick: &dyn Fn(&Link) -> String| text(&|item| item.link().map(pick));
            vec![
                Field::text("Address", "https://…", &of(&|link| link.address.clone())),
                Field::text("Title", "what it is; empty: the address", &of(&|link| link.title.clone())),
            ]
        }
        ItemKind::Extra => {
            let of = |pick: &dyn Fn(&Extra) -> String| text(&|item| item.extra().map(pick));
            vec![
                Field::text("Heading", "in a few words", &of(&|extra| extra.title.clone())),
                Field::text("Text", "Ctrl-E: own editor, Alt-Enter: new line", &of(&|extra| extra.text.clone())),
            ]
        }
        ItemKind::Waiver => {
            let of = |pick: &dyn Fn(&Waiver) -> String| text(&|item| item.waiver().map(pick));
            vec![
                Field::text("Check", "its code", &of(&|waiver| waiver.code.clone())),
                Field::text("Place", "as the finding names it; empty: every place", &of(&|one| said(&one.place))),
                Field::text("Why", "why it does not count", &of(&|waiver| waiver.reason.clone())),
            ]
        }
    }
}

fn said(text: &Option<String>) -> String {
    text.clone().unwrap_or_default()
}

/// The command that a filled-in form stands for.
///
/// # Errors
/// A time or number that is none, in a sentence.
pub fn command(ask: &Ask, form: &Form, state: &State, now: Time) -> Result<Command, String> {
    let zone = state.lifecycle.zone();
    Ok(match ask {
        Ask::Add(kind) => review::Command::Add(item(*kind, form, now, zone)?).into(),
        Ask::Change(kind, number) => {
            review::Command::Change { number: *number, item: item(*kind, form, now, zone)? }.into()
        }
        Ask::Withdraw(kind, id) => {
            let number = state.review.number(*kind, *id).ok_or("somebody else has withdrawn it meanwhile")?;
            review::Command::Withdraw { kind: *kind, number }.into()
        }
        Ask::Waive { code, place } => {
            let reason = form.value(0).ok_or("say why it does not count")?.to_owned();
            let waiver = Waiver { code: code.clone(), place: Some(place.clone()), reason };
            review::Command::Add(Item::Waiver(waiver)).into()
        }
        of_followups => followup::command(of_followups, form, state, now)?.into(),
    })
}

fn item(kind: ItemKind, form: &Form, now: Time, zone: &Zone) -> Result<Item, String> {
    let text = |place| form.value(place).unwrap_or_default().to_owned();
    let more = |place| form.value(place).map(str::to_owned);
    let time = |place, missing: &str| match form.value(place) {
        None => Err(missing.to_owned()),
        Some(text) => when::past(text, now, zone).map_err(|why| why.to_string()),
    };
    Ok(match kind {
        ItemKind::Author if form.value(1) == Some("reviewer") => Item::Reviewer(text(0)),
        ItemKind::Author => Item::Author(text(0)),
        ItemKind::Reviewer => Item::Reviewer(text(0)),
        ItemKind::Tag => Item::Tag(text(0)),
        ItemKind::Service => Item::Service(text(0)),
        ItemKind::Why => Item::Why(text(0)),
        ItemKind::Window => Item::Window(Window {
            from: time(0, "say from when on people were hit")?,
            to: time(1, "say until when people were hit")?,
            note: more(2),
        }),
        ItemKind::Metric => {
            let number = text(1).replace('_', "");
            let number = number.parse().map_err(|_| format!("\"{number}\" is no number; write 340 or 4.2"))?;
            Item::Metric(Metric { name: text(0), number, unit: text(2) })
        }
        ItemKind::Cause => {
            let wanted = text(1);
            let kind = CauseKind::ALL.into_iter().find(|kind| kind.word() == wanted).unwrap_or_default();
            Item::Cause(Cause { kind, title: text(0), text: more(2) })
        }
        ItemKind::Lesson => {
            let wanted = text(1);
            let kind = Lesson::ALL.into_iter().find(|kind| kind.word() == wanted).unwrap_or_default();
            Item::Lesson(Learnt { kind, text: text(0) })
        }
        ItemKind::Related => Item::Related(Related { incident: text(0), text: more(1) }),
        ItemKind::Term => Item::Term(Term { term: text(0), meaning: text(1) }),
        ItemKind::Link => Item::Link(Link { address: text(0), title: text(1) }),
        ItemKind::Extra => Item::Extra(Extra { title: text(0), text: text(1) }),
        ItemKind::Waiver => Item::Waiver(Waiver { code: text(0), place: more(1), reason: text(2) }),
    })
}
