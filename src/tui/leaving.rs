//! What would be lost if the room were left now, whatever it stands in.

use super::layer::{Form, Layer, List, Purpose};
use super::model::Model;
use super::review;

/// What would be lost, in a sentence; `None` if nothing would be.
pub fn unsaved(model: &Model) -> Option<String> {
    let in_room = model.room().and_then(|room| review::unsaved(room).or_else(|| room.hot_wash.unsent()));
    let is_open =
        forms(model).any(|form| form.sent.is_none() && begun(form).is_some()) || names(model).next().is_some();
    in_room.or_else(|| is_open.then(|| "what was written here is not sent".to_owned()))
}

/// What was written into forms and lists and is not on its way, raw.
pub fn unsent(model: &Model) -> Vec<String> {
    let room = model.room();
    let pending = |form: &Form| {
        room.is_some_and(|room| room.saving.iter().chain(&room.unsaved).any(|one| form.sent == Some(one.request.id)))
    };
    let put_away = room.into_iter().flat_map(|room| room.hot_wash.begun());
    let forms = forms(model).chain(put_away).filter(|form| !pending(form));
    forms.filter_map(begun).chain(names(model)).collect()
}

fn forms(model: &Model) -> impl Iterator<Item = &Form> {
    model.layers.iter().filter_map(|layer| match layer {
        Layer::Form(form) => Some(form),
        _ => None,
    })
}

/// What was written into a form, unless it never comes onto the record.
pub fn written(form: &Form) -> Option<String> {
    let is_for_the_record = !matches!(form.purpose, Purpose::Find | Purpose::SaveElsewhere);
    form.written().filter(|_| is_for_the_record)
}

fn begun(form: &Form) -> Option<String> {
    written(form).map(|_| form.line())
}

/// Names that were written into a list because they are on none of its lines.
fn names(model: &Model) -> impl Iterator<Item = String> {
    let name = |list: &List| {
        let wanted = list.wanted.text().trim();
        let is_name = list.free.is_some() && list.chosen().is_none() && !wanted.is_empty();
        is_name.then(|| format!("{} {wanted}", list.title))
    };
    model.layers.iter().filter_map(move |layer| match layer {
        Layer::List(list) => name(list),
        _ => None,
    })
}
