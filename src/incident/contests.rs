//! Where people who did not see each other wrote different things: nobody's word is lost, and all of it is shown.

use super::lifecycle::severity_word;
use super::register::Register;
use super::snapshot::Contest;
use super::{State, Time, checklist, followups};

impl State {
    /// Fields on which people who did not see each other disagree. Lines of the timeline tell it themselves.
    pub fn contests(&self) -> Vec<Contest> {
        let life = &self.lifecycle;
        let zone = life.zone();
        let time = |at: &Time| format!("{} {}", zone.datetime(*at), zone.label(*at));
        let mut found = Vec::new();
        look(&mut found, &life.title, || "title".into(), String::clone);
        look(&mut found, &life.severity, || "severity".into(), |level| severity_word(*level));
        look(&mut found, life.status_register(), || "status".into(), |status| status.word().into());
        found.extend(self.review.contested(zone).into_iter().map(|(field, values)| Contest { field, values }));
        for role in self.roles.known() {
            if let Some(register) = self.roles.register(role) {
                let name = |holder: &Option<String>| holder.clone().unwrap_or_else(|| "nobody".into());
                look(&mut found, register, || role.into(), name);
            }
        }
        for task in self.checklist.tasks() {
            let (progress, owner, due) = task.registers();
            let field = |what: &str| format!("{what} of task {}", task.number);
            look(&mut found, progress, || field("state"), checklist::Progress::to_string);
            look(&mut found, owner, || field("owner"), String::clone);
            look(&mut found, due, || field("due time"), time);
        }
        for followup in self.followups.all() {
            let (progress, owner, due) = followup.registers();
            let field = |what: &str| format!("{what} of follow-up {}", followup.number);
            look(&mut found, progress, || field("state"), followups::Progress::to_string);
            look(&mut found, owner, || field("owner"), String::clone);
            look(&mut found, due, || field("due time"), time);
            let plan = followup.contested_plan().into_iter();
            found.extend(plan.map(|(what, values)| Contest { field: field(what), values }));
        }
        found
    }
}

fn look<T: PartialEq>(
    found: &mut Vec<Contest>,
    register: &Register<T>,
    field: impl FnOnce() -> String,
    value: impl Fn(&T) -> String,
) {
    if register.contested() {
        found
            .push(Contest { field: field(), values: register.heads().iter().map(|head| value(&head.value)).collect() });
    }
}

#[cfg(test)]
mod tests;
