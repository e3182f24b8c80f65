//! How exactly the time of an entry is known, and who or what did it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::incident::record::{Time, whole_ms};
use crate::incident::{Refusal, people, refuse, said};

/// How exactly it is known when something happened, and who or what did it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Detail {
    /// Whether it happened about then, rather than then.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub about: bool,
    /// When it ended (UTC), for what took a while.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Time>,
    /// Who or what did it, where that is not who wrote it down. Raw.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
}

impl Detail {
    /// Whether there is nothing to say: it happened then, and who wrote it down did it.
    pub fn is_plain(&self) -> bool {
        *self == Detail::default()
    }

    /// As it is kept, for an entry of then.
    pub(super) fn checked(&self, occurred: Time, now: Time) -> Result<Detail, Refusal> {
        let until = self.until.map(whole_ms);
        if until.is_some_and(|until| until < occurred) {
            return refuse("it cannot have ended before it began");
        }
        if until.is_some_and(|until| until > now) {
            return refuse("it cannot have ended in the future");
        }
        let actor = self.actor.as_deref().filter(|actor| !actor.trim().is_empty()).map(people::name).transpose()?;
        Ok(Detail { about: self.about, until, actor })
    }
}

/// What is to change about how exactly an entry is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sharpen {
    /// Whether it happened about then.
    pub about: Option<bool>,
    /// When it ended (UTC).
    pub until: Option<Time>,
    /// Who or what did it; empty for who wrote it down.
    pub actor: Option<String>,
}

impl Sharpen {
    pub(super) fn of(&self, detail: Option<&Detail>) -> Detail {
        let before = detail.cloned().unwrap_or_default();
        Detail {
            about: self.about.unwrap_or(before.about),
            until: self.until.map(whole_ms).or(before.until),
            actor: match &self.actor {
                Some(actor) => said(&Some(actor.clone())),
                None => before.actor,
            },
        }
    }
}
