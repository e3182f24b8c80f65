//! The effective settings, and where each of them comes from.

use std::path::Path;

use super::{Config, KeyOverride, Placed, people, playbooks};
use crate::incident::zone::Zone;

/// One effective setting. Key and value may hold raw text of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its key in the file, such as `zone` or `keys.quit`; or a place on disk, such as `config file`.
    pub key: String,
    /// Its value.
    pub value: String,
    /// Where that comes from: `default`, `machine`, `environment USER`, or file and line.
    pub source: String,
}

impl Setting {
    fn new(key: impl Into<String>, value: impl Into<String>, source: impl Into<String>) -> Setting {
        Setting { key: key.into(), value: value.into(), source: source.into() }
    }

    /// What the file said, or else a value from elsewhere.
    fn of<T>(key: &str, said: &Option<Placed<T>>, show: impl Fn(&T) -> String, or: (String, &str)) -> Setting {
        match said {
            Some(placed) => Setting::new(key, show(&placed.value), source(placed)),
            None => Setting::new(key, or.0, or.1),
        }
    }
}

fn source<T>(placed: &Placed<T>) -> String {
    format!("{}:{}", placed.place.file, placed.place.line)
}

impl Config {
    /// Whose name entries carry: the configuration's, else that of the environment (`USER`, `LOGNAME`), else `unknown`.
    pub fn who(&self) -> String {
        self.name_setting(&environment).value
    }

    /// Every setting with its effective value and its source, after the places on disk where the files are looked for.
    pub fn report(&self) -> Vec<Setting> {
        self.report_with(&environment)
    }

    fn name_setting(&self, environment: &dyn Fn(&str) -> Option<String>) -> Setting {
        let or = ["USER", "LOGNAME"].into_iter().find_map(|variable| {
            let name = people::name(&environment(variable)?).ok()?;
            Some((name, format!("environment {variable}")))
        });
        let (name, from) = or.unwrap_or(("unknown".into(), "default".into()));
        Setting::of("name", &self.name, String::clone, (name, &from))
    }

    pub(super) fn report_with(&self, environment: &dyn Fn(&str) -> Option<String>) -> Vec<Setting> {
        let shown = |path: &Path| path.display().to_string();
        let (file, state) = match &self.file {
            Some(file) if self.found => (shown(file), "read"),
            Some(file) => (shown(file), "not there: defaults apply"),
            None => ("none".into(), "no home folder is known: defaults apply"),
        };
        let folder = self.folder("playbooks").map_or("none".into(), |folder| shown(&folder));
        let templates = self.folder("templates").map_or("none".into(), |folder| shown(&folder));
        let theme = self.theme().word().to_owned();
        let bell = |bell: &bool| if *bell { "on" } else { "off" }.to_owned();
        let mut settings = vec![
            Setting::new("config file", file, state),
            Setting::new("playbook folder", folder, "beside the config file"),
            Setting::new("template folder", templates, "beside the config file"),
            self.name_setting(environment),
            match &self.zone {
                Some(zone) => Setting::new("zone", zone.value.name(), source(zone)),
                None => Setting::new("zone", Zone::system().name(), "machine"),
            },
            Setting::of("playbook", &self.playbook, String::clone, (playbooks::BUILT_IN.into(), "default")),
            Setting::of("theme", &self.theme, |theme| theme.word().into(), (theme, "default")),
            Setting::of("bell", &self.bell, bell, (bell(&false), "default")),
            Setting::of("lint.gap", &self.gap, |gap| gap.compact(), ("1h".into(), "default")),
        ];
        for (slot, color) in &self.colors {
            let key = format!("colors.{}", slot.word());
            settings.push(Setting::new(key, color.value.to_string().to_lowercase(), source(color)));
        }
        for KeyOverride { action, chords } in &self.keys {
            let chords: Vec<&str> = chords.iter().map(|chord| chord.value.as_str()).collect();
            let shown = if chords.is_empty() { "none".into() } else { chords.join(", ") };
            settings.push(Setting::new(format!("keys.{}", action.value), shown, source(action)));
        }
        settings
    }
}

fn environment(variable: &str) -> Option<String> {
    // What is not UTF-8 in it is seen to be missing, and the rest tells who it is.
    std::env::var_os(variable).map(|value| value.to_string_lossy().into_owned())
}
