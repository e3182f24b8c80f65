//! `templates`: the forms in which a report can be told.

use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::Serialize;

use super::call::Call;
use super::exit::{Exit, Failure};
use super::out;
use crate::incident::spelling::nearest;
use crate::incident::text::one_line;
use crate::postmortem::Template;
use crate::postmortem::template::STANDARD;
use crate::verb::Answer;

/// What `ic templates --json` prints.
#[derive(Serialize, JsonSchema)]
pub(super) struct Document {
    /// Name and version of this shape.
    format: &'static str,
    /// The usual one first.
    templates: Vec<Listed>,
}

#[derive(Serialize, JsonSchema)]
struct Listed {
    /// What `--template` calls it.
    name: String,
    /// What it is for.
    about: String,
    /// Whether it is for people outside: roles stand in for people.
    public: bool,
    /// Its file; null if it comes with `ic`.
    file: Option<String>,
}

/// Lists the templates, or prints one.
///
/// # Errors
/// There is none of this name, or the folder cannot be read.
pub fn run(call: &Call, name: Option<&str>, answer: Answer) -> Result<Exit, Failure> {
    if let Some(name) = name {
        out::raw(named(call, Some(name))?.source().as_bytes())?;
        return Ok(Exit::Done);
    }
    let templates = all(call)?;
    if answer.json {
        out::json(&Document { format: "ic-templates/1", templates })?;
        return Ok(Exit::Done);
    }
    let widest = templates.iter().map(|one| one.name.chars().count()).max().unwrap_or_default();
    let mut text = String::new();
    for one in &templates {
        let file = one.file.as_ref().map(|file| format!("  [{}]", one_line(file))).unwrap_or_default();
        let _ = writeln!(text, "{:<widest$}  {}{file}", one_line(&one.name), one_line(&one.about));
    }
    out::text(&text)?;
    Ok(Exit::Done)
}

/// The template that is meant: a person's own before the one that comes with `ic`.
///
/// # Errors
/// There is none of this name, or it cannot be read.
pub fn named(call: &Call, name: Option<&str>) -> Result<Template, Failure> {
    let name = name.unwrap_or(STANDARD);
    if let Some(source) = call.config()?.template(name).map_err(Failure::usage)? {
        return Ok(Template::written(name, source));
    }
    match Template::built_in(name) {
        Some(template) => Ok(template),
        None => {
            let known: Vec<String> = all(call)?.into_iter().map(|one| one.name).collect();
            let near = nearest(name, known.iter().map(String::as_str));
            let advice = match near {
                Some(near) => format!("did you mean {near}?"),
                None => format!("there are {}", known.join(", ")),
            };
            Err(Failure::usage(format!("there is no template \"{}\"; {advice}", one_line(name))))
        }
    }
}

fn all(call: &Call) -> Result<Vec<Listed>, Failure> {
    let own = call.config()?.templates();
    let listed = |template: &Template, file: Option<String>| Listed {
        name: template.name.clone(),
        about: template.about.clone(),
        public: template.public,
        file,
    };
    let mut templates = Vec::new();
    for template in Template::all_built_in() {
        if !own.iter().any(|(name, ..)| *name == template.name) {
            templates.push(listed(&template, None));
        }
    }
    for (name, path, source) in own {
        match source {
            Ok(source) => templates.push(listed(&Template::written(&name, source), Some(path.display().to_string()))),
            Err(error) => out::complain(&error.to_string()),
        }
    }
    Ok(templates)
}
