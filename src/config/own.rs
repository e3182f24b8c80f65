//! Folders of one's own texts beside the configuration: templates (NAME.md), scenarios (NAME.toml).

use std::fs;
use std::path::{Path, PathBuf};

use super::document;
use super::error::ConfigError;
use crate::incident::text::is_slug;

/// The text of `folder/name.ending`; `None` if there is no such file. Only a slug can be a name, so none leads out of the
/// folder.
pub(super) fn load(folder: &Path, name: &str, ending: &str) -> Result<Option<String>, ConfigError> {
    if !is_slug(name) {
        return Ok(None);
    }
    document::text_of(&folder.join(format!("{name}.{ending}")))
}

/// Every text of the folder by name: its file and its text, or why it cannot be read.
pub(super) fn all(folder: &Path, ending: &str) -> Vec<(String, PathBuf, Result<String, ConfigError>)> {
    let files = fs::read_dir(folder).into_iter().flatten();
    let mut names: Vec<String> = files
        .filter_map(|file| {
            file.ok()?.file_name().into_string().ok()?.strip_suffix(ending)?.strip_suffix('.').map(str::to_owned)
        })
        .filter(|name| is_slug(name))
        .collect();
    names.sort();
    let read = |name: String| {
        let path = folder.join(format!("{name}.{ending}"));
        let text = document::text_of(&path)
            .and_then(|text| text.ok_or_else(|| ConfigError::anywhere(format!("{} is gone", path.display()))));
        (name, path, text)
    };
    names.into_iter().map(read).collect()
}
