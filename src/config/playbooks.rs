//! The playbook folder: one TOML file a playbook, beside the configuration.

use std::fs;
use std::path::{Path, PathBuf};

use super::document;
use super::error::ConfigError;
use crate::incident::playbook::Playbook;
use crate::incident::spelling::nearest;

/// The name of the playbook that comes with the program.
pub(super) const BUILT_IN: &str = "default";

/// Reads `folder/name.toml`; the name is a slug. `None` if there is no such file.
pub(super) fn load(folder: &Path, name: &str) -> Result<Option<Playbook>, ConfigError> {
    let path = file(folder, name);
    let Some(text) = document::text_of(&path)? else { return Ok(None) };
    let playbook: Playbook = document::read(&text, &path.display().to_string().into())?;
    let wrong = |why: String| Err(ConfigError::anywhere(format!("{}: {why}", path.display())));
    if playbook.name != name {
        return wrong(format!(
            "the playbook calls itself `{}`; say `name = \"{name}\"` as the file does",
            playbook.name
        ));
    }
    match playbook.check() {
        Ok(()) => Ok(Some(playbook)),
        Err(why) => wrong(why),
    }
}

fn file(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}.toml"))
}

/// What to say of a playbook that does not exist.
pub(super) fn missing(folder: &Path, name: &str) -> String {
    let mut known: Vec<String> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|file| file.ok()?.file_name().into_string().ok()?.strip_suffix(".toml").map(str::to_owned))
        .collect();
    known.push(BUILT_IN.to_owned());
    known.sort();
    let advice = match nearest(name, known.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are {}", known.join(", ")),
    };
    format!("there is no playbook `{name}`: {} does not exist; {advice}", file(folder, name).display())
}
