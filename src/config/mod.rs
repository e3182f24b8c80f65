//! What a person has set once and for all: `config.toml` and the playbooks, in the user's configuration folder.
//!
//! Everything is optional, and nothing is guessed: an unknown key or a bad value is refused with its place.

mod document;
mod error;
mod file;
mod own;
mod playbooks;
mod report;
#[cfg(test)]
mod tests;
mod theme;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use directories::ProjectDirs;
use ratatui::style::Color;
use toml::Spanned;

use crate::incident::people;
use crate::incident::playbook::Playbook;
use crate::incident::span::Span;
use crate::incident::zone::Zone;

pub use crate::incident::spelling::nearest;
pub use document::read;
pub use error::{ConfigError, Place, Placed};
use file::{Chords, File, PlaybookName};
pub use report::Setting;
pub use theme::{Slot, ThemeName};

/// The configuration; [`Config::default`] is that of someone who has none.
#[derive(Clone, Debug, Default)]
pub struct Config {
    file: Option<PathBuf>,
    found: bool,
    name: Option<Placed<String>>,
    zone: Option<Placed<Zone>>,
    playbook: Option<Placed<String>>,
    theme: Option<Placed<ThemeName>>,
    bell: Option<Placed<bool>>,
    gap: Option<Placed<Span>>,
    colors: BTreeMap<Slot, Placed<Color>>,
    keys: Vec<KeyOverride>,
}

/// Other chords for an action. Whether there are such an action and such chords, the key table knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyOverride {
    /// The action's name.
    pub action: Placed<String>,
    /// Its chords, raw; none at all takes the action its keys.
    pub chords: Vec<Placed<String>>,
}

impl Config {
    /// Reads the file at `path`, or else `config.toml` in the user's configuration folder. No file is no error.
    ///
    /// # Errors
    /// The file cannot be read, or something in it is unknown or wrong.
    pub fn load(path: Option<&Path>) -> Result<Config, ConfigError> {
        let usual = || Some(ProjectDirs::from("", "", "ic")?.config_dir().join("config.toml"));
        let Some(path) = path.map(Path::to_owned).or_else(usual) else { return Ok(Config::default()) };
        let text = document::text_of(&path)?;
        let config = match &text {
            Some(text) => Config::parse(text, &path.display().to_string())?,
            None => Config::default(),
        };
        Ok(Config { file: Some(path), found: text.is_some(), ..config })
    }

    /// Reads the text of a configuration; errors call its file `shown_as`.
    ///
    /// # Errors
    /// Something in it is unknown or wrong.
    pub fn parse(text: &str, shown_as: &str) -> Result<Config, ConfigError> {
        let source = Source { file: shown_as.into(), text };
        let file: File = document::read(text, &source.file)?;
        Ok(Config {
            file: None,
            found: false,
            name: file.name.map(|name| source.placed(name, |name| name.0)),
            zone: file.zone.map(|zone| source.placed(zone, |zone| zone.0)),
            playbook: file.playbook.map(|playbook| source.placed(playbook, |playbook| playbook.0)),
            theme: file.theme.map(|theme| source.placed(theme, |theme| theme)),
            bell: file.bell.map(|bell| source.placed(bell, |bell| bell)),
            gap: file.lint.gap.map(|gap| source.placed(gap, |gap| gap)),
            colors: file
                .colors
                .into_iter()
                .map(|(slot, paint)| (slot, source.placed(paint, |paint| paint.0)))
                .collect(),
            keys: file.keys.into_iter().map(|(action, chords)| source.key(action, chords)).collect(),
        })
    }

    /// The name under which this person writes, if set.
    pub fn name(&self) -> Option<&str> {
        self.name.as_ref().map(|name| name.value.as_str())
    }

    /// The zone of incidents declared here, if set.
    pub fn zone(&self) -> Option<Zone> {
        self.zone.as_ref().map(|zone| zone.value.clone())
    }

    /// The theme.
    pub fn theme(&self) -> ThemeName {
        self.theme.as_ref().map(|theme| theme.value).unwrap_or_default()
    }

    /// The colour of a slot: the person's own, else the theme's.
    pub fn color(&self, slot: Slot) -> Color {
        self.colors.get(&slot).map_or_else(|| self.theme().color(slot), |own| own.value)
    }

    /// Whether the terminal's bell rings when an update is due; off unless set.
    pub fn bell(&self) -> bool {
        self.bell.as_ref().is_some_and(|bell| bell.value)
    }

    /// How long a timeline may be silent before `lint` says so, if set.
    pub fn gap(&self) -> Option<Span> {
        self.gap.as_ref().map(|gap| gap.value)
    }

    /// A person's own template of this name: `templates/NAME.md` beside the configuration; `None` if there is none.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn template(&self, name: &str) -> Result<Option<String>, ConfigError> {
        self.folder("templates").map_or(Ok(None), |folder| own::load(&folder, name, "md"))
    }

    /// A person's own templates: name, file and text of each, or why it cannot be read.
    pub fn templates(&self) -> Vec<(String, PathBuf, Result<String, ConfigError>)> {
        self.folder("templates").map_or(Vec::new(), |folder| own::all(&folder, "md"))
    }

    /// A person's own scenarios, `scenarios/NAME.toml` beside the configuration: name, file and text of each, or why it
    /// cannot be read.
    pub fn scenarios(&self) -> Vec<(String, PathBuf, Result<String, ConfigError>)> {
        self.folder("scenarios").map_or(Vec::new(), |folder| own::all(&folder, "toml"))
    }

    /// Other chords for actions, by the action's name.
    pub fn keys(&self) -> &[KeyOverride] {
        &self.keys
    }

    /// The playbook of this name, else the configured one, else the built-in one, which is called `default`. Another
    /// is `playbooks/NAME.toml` beside the configuration.
    ///
    /// # Errors
    /// There is none of this name, it cannot be read, or something in it is unknown, wrong or missing.
    pub fn playbook(&self, name: Option<&str>) -> Result<Playbook, ConfigError> {
        let (name, place) = match (name, &self.playbook) {
            (Some(name), _) => (name, None),
            (None, Some(set)) => (set.value.as_str(), Some(&set.place)),
            (None, None) => (playbooks::BUILT_IN, None),
        };
        if name == playbooks::BUILT_IN {
            return Ok(Playbook::standard());
        }
        let refused = |message| ConfigError { place: place.cloned(), message };
        let PlaybookName(name) = name.to_owned().try_into().map_err(refused)?;
        let folder = self.folder("playbooks").ok_or_else(|| {
            refused(format!("there is no playbook `{name}`: no configuration folder is known; name one with --config"))
        })?;
        playbooks::load(&folder, &name)?.ok_or_else(|| refused(playbooks::missing(&folder, &name)))
    }

    /// A folder beside the configuration file.
    fn folder(&self, name: &str) -> Option<PathBuf> {
        Some(self.file.as_ref()?.parent()?.join(name))
    }
}

/// The text that is being read.
struct Source<'a> {
    file: Arc<str>,
    text: &'a str,
}

impl Source<'_> {
    fn placed<T, U>(&self, spanned: Spanned<T>, take: impl FnOnce(T) -> U) -> Placed<U> {
        let place = Place::of(&self.file, self.text, spanned.span().start);
        Placed { value: take(spanned.into_inner()), place }
    }

    fn key(&self, action: Spanned<String>, chords: Spanned<Chords>) -> KeyOverride {
        let place = Place::of(&self.file, self.text, chords.span().start);
        let chords = match chords.into_inner() {
            Chords::One(chord) => vec![Placed { value: chord, place }],
            Chords::Many(chords) => chords.into_iter().map(|chord| self.placed(chord, |chord| chord)).collect(),
        };
        KeyOverride { action: self.placed(action, |action| action), chords }
    }
}
