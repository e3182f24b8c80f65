//! Keys to actions: the defaults of the table, and what the configuration says instead.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::action::{Action, Context, TABLE};
use crate::config::{ConfigError, KeyOverride, nearest};

/// A key with its modifiers, as it is written in the configuration: `ctrl-p`, `alt-enter`, `f1`, `G`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Chord {
    code: KeyCode,
    modifiers: KeyModifiers,
}

const NAMED: &[(&str, KeyCode)] = &[
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("space", KeyCode::Char(' ')),
    ("backspace", KeyCode::Backspace),
    ("delete", KeyCode::Delete),
    ("insert", KeyCode::Insert),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pageup", KeyCode::PageUp),
    ("pagedown", KeyCode::PageDown),
];

impl FromStr for Chord {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut modifiers = KeyModifiers::NONE;
        let mut rest = text;
        while let Some((head, tail)) = rest.split_once('-').filter(|(head, tail)| !head.is_empty() && !tail.is_empty())
        {
            modifiers |= match head.to_ascii_lowercase().as_str() {
                "ctrl" => KeyModifiers::CONTROL,
                "alt" => KeyModifiers::ALT,
                "shift" => KeyModifiers::SHIFT,
                _ => return Err(format!("`{head}` is no modifier: ctrl, alt and shift are")),
            };
            rest = tail;
        }
        let mut letters = rest.chars();
        let code = match (letters.next(), letters.next()) {
            (Some(letter), None) => KeyCode::Char(letter),
            _ => named(rest)?,
        };
        Ok(Chord { code, modifiers }.normal())
    }
}

fn named(word: &str) -> Result<KeyCode, String> {
    let word = word.to_ascii_lowercase();
    if let Some((_, code)) = NAMED.iter().find(|(name, _)| *name == word) {
        return Ok(*code);
    }
    match word.strip_prefix('f').and_then(|number| number.parse().ok()) {
        Some(number @ 1..=12) => Ok(KeyCode::F(number)),
        _ => {
            let hint = nearest(&word, NAMED.iter().map(|(name, _)| *name));
            let hint = hint.map(|name| format!("; did you mean `{name}`?")).unwrap_or_default();
            Err(format!("`{word}` is no key{hint}"))
        }
    }
}

impl Chord {
    /// The same key however a terminal reports it: the case of a letter says whether Shift was held.
    fn normal(self) -> Chord {
        match self.code {
            KeyCode::Char(letter) => {
                let shifted = self.modifiers.contains(KeyModifiers::SHIFT);
                let letter = if shifted { letter.to_ascii_uppercase() } else { letter };
                let letter =
                    if self.modifiers.contains(KeyModifiers::CONTROL) { letter.to_ascii_lowercase() } else { letter };
                Chord { code: KeyCode::Char(letter), modifiers: self.modifiers - KeyModifiers::SHIFT }
            }
            KeyCode::BackTab => Chord { code: KeyCode::Tab, modifiers: self.modifiers | KeyModifiers::SHIFT },
            _ => self,
        }
    }

    /// The text that this key types, if it is one that types.
    pub fn types(&self) -> Option<char> {
        match self.code {
            KeyCode::Char(letter) if self.modifiers.is_empty() => Some(letter),
            _ => None,
        }
    }
}

impl From<KeyEvent> for Chord {
    fn from(event: KeyEvent) -> Self {
        let known = KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT;
        Chord { code: event.code, modifiers: event.modifiers & known }.normal()
    }
}

impl From<Chord> for KeyEvent {
    fn from(chord: Chord) -> Self {
        KeyEvent::new(chord.code, chord.modifiers)
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (modifier, name) in
            [(KeyModifiers::CONTROL, "Ctrl-"), (KeyModifiers::ALT, "Alt-"), (KeyModifiers::SHIFT, "Shift-")]
        {
            if self.modifiers.contains(modifier) {
                f.write_str(name)?;
            }
        }
        match self.code {
            KeyCode::Char(' ') => f.write_str("Space"),
            KeyCode::Char(letter) if self.modifiers.contains(KeyModifiers::CONTROL) => {
                write!(f, "{}", letter.to_ascii_uppercase())
            }
            KeyCode::Char(letter) => write!(f, "{letter}"),
            KeyCode::F(number) => write!(f, "F{number}"),
            KeyCode::Up => f.write_str("↑"),
            KeyCode::Down => f.write_str("↓"),
            KeyCode::Left => f.write_str("←"),
            KeyCode::Right => f.write_str("→"),
            KeyCode::PageUp => f.write_str("PgUp"),
            KeyCode::PageDown => f.write_str("PgDn"),
            KeyCode::Delete => f.write_str("Del"),
            code => {
                let name = NAMED.iter().find(|(_, named)| *named == code).map_or("?", |(name, _)| name);
                let mut letters = name.chars();
                let first = letters.next().unwrap_or('?').to_ascii_uppercase();
                write!(f, "{first}{}", letters.as_str())
            }
        }
    }
}

/// What every key does.
#[derive(Clone, Debug)]
pub struct Keymap {
    actions: HashMap<(Context, Chord), Action>,
    keys: HashMap<Action, Vec<(Context, Chord)>>,
}

impl Default for Keymap {
    fn default() -> Self {
        let mut map = Keymap { actions: HashMap::new(), keys: HashMap::new() };
        for row in TABLE {
            for (context, key) in row.keys {
                // The table's own keys are well formed; a test reads every one.
                if let Ok(chord) = key.parse() {
                    map.bind(*context, chord, row.action);
                }
            }
        }
        map
    }
}

impl Keymap {
    /// The defaults, with the configuration's keys in place of an action's own, in every context where it has one.
    ///
    /// # Errors
    /// An unknown action or key, with its place in the file.
    pub fn with(overrides: &[KeyOverride]) -> Result<Keymap, ConfigError> {
        let mut map = Keymap::default();
        let mut wishes = Vec::new();
        for KeyOverride { action, chords } in overrides {
            let Some(row) = TABLE.iter().find(|row| row.name == action.value) else {
                let hint = nearest(&action.value, TABLE.iter().map(|row| row.name));
                let hint = hint.map(|name| format!("; did you mean `{name}`?")).unwrap_or_default();
                let why = format!("there is no action `{}`{hint}", action.value);
                return Err(ConfigError::at(action.place.clone(), why));
            };
            for key in map.keys.remove(&row.action).unwrap_or_default() {
                map.actions.remove(&key);
            }
            wishes.push((row, chords));
        }
        for (row, chords) in wishes {
            let mut contexts: Vec<Context> = row.keys.iter().map(|(context, _)| *context).collect();
            contexts.sort_unstable();
            contexts.dedup();
            for key in chords {
                let wrong = |why| ConfigError::at(key.place.clone(), format!("key `{}`: {why}", key.value));
                let chord: Chord = key.value.parse().map_err(wrong)?;
                let typed = |context: &&Context| chord.types().is_some() && context.is_written_in();
                if contexts.iter().all(|context| typed(&context)) {
                    let why =
                        format!("letters are written there ({}); take a key with Ctrl, Alt or F", contexts[0].title());
                    return Err(wrong(why));
                }
                for context in contexts.iter().filter(|context| !typed(context)) {
                    map.may_bind(*context, chord).map_err(wrong)?;
                    map.bind(*context, chord, row.action);
                }
            }
        }
        Ok(map)
    }

    fn may_bind(&self, context: Context, chord: Chord) -> Result<(), String> {
        match self.actions.get(&(context, chord)) {
            Some(other) => {
                let (name, place) = (other.row().name, context.title());
                Err(format!("it is `{name}`'s already ({place}); give that one another key too"))
            }
            None => Ok(()),
        }
    }

    fn bind(&mut self, context: Context, chord: Chord, action: Action) {
        self.actions.insert((context, chord), action);
        self.keys.entry(action).or_default().push((context, chord));
    }

    /// What a key does in the first of these contexts that knows it.
    pub fn action(&self, contexts: &[Context], chord: Chord) -> Option<Action> {
        contexts.iter().find_map(|context| self.actions.get(&(*context, chord)).copied())
    }

    /// The keys of an action in a context.
    pub fn keys(&self, action: Action, context: Context) -> impl Iterator<Item = Chord> {
        let keys = self.keys.get(&action).map(Vec::as_slice).unwrap_or_default();
        keys.iter().filter(move |(place, _)| *place == context).map(|(_, chord)| *chord)
    }

    /// The first key of an action and where it acts, for the palette.
    pub fn first_key(&self, action: Action) -> Option<(Context, Chord)> {
        self.keys.get(&action)?.first().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_the_table_can_be_read_and_is_shown() {
        for row in TABLE {
            for (_, key) in row.keys {
                let chord: Chord = key.parse().unwrap_or_else(|why| panic!("{}: {why}", row.name));
                assert!(!chord.to_string().contains('?') || *key == "?", "{key} is shown as {chord}");
            }
        }
    }

    #[test]
    fn terminals_report_shift_in_two_ways() {
        let upper = KeyEvent::new(KeyCode::Char('G'), KeyModifiers::SHIFT);
        let lower = KeyEvent::new(KeyCode::Char('g'), KeyModifiers::SHIFT);
        assert_eq!(Chord::from(upper), Chord::from(lower));
        assert_eq!(Chord::from(upper), "G".parse().unwrap());
        let back = KeyEvent::new(KeyCode::BackTab, KeyModifiers::SHIFT);
        assert_eq!(Chord::from(back), "shift-tab".parse().unwrap());
    }

    #[test]
    fn a_key_that_is_none_says_what_was_meant() {
        assert_eq!("ctrl-entre".parse::<Chord>().unwrap_err(), "`entre` is no key; did you mean `enter`?");
        assert_eq!("meta-x".parse::<Chord>().unwrap_err(), "`meta` is no modifier: ctrl, alt and shift are");
        assert!("-".parse::<Chord>().is_ok() && "ctrl--".parse::<Chord>().is_ok());
    }

    fn with(text: &str) -> Result<Keymap, String> {
        let config = crate::config::Config::parse(text, "config.toml").unwrap();
        Keymap::with(config.keys()).map_err(|error| error.to_string())
    }

    #[test]
    fn keys_of_ones_own_take_the_place_of_the_defaults() {
        let map = with("[keys]\nedit = [\"d\", \"ctrl-o\"]\nstrike = \"e\"\n").unwrap();
        assert!(with("[keys]\nquit = \"ctrl-q\"\nfind = [\"f\", \"ctrl-f\"]\n").is_ok(), "as the README has it");
        let does = |key: &str| map.action(&[Context::Timeline, Context::Panes], key.parse().unwrap());
        assert_eq!(
            (does("d"), does("e"), does("ctrl-o")),
            (Some(Action::Edit), Some(Action::Strike), Some(Action::Edit))
        );
    }

    #[test]
    fn a_key_that_is_taken_or_typed_is_refused_with_its_place() {
        let taken = with("[keys]\nedit = \"d\"\n").unwrap_err();
        assert_eq!(
            taken,
            "config.toml:2:8: key `d`: it is `strike`'s already (Timeline); give that one another key too"
        );
        assert!(with("[keys]\nlog = \"x\"\n").unwrap_err().contains("letters are written there (Compose line)"));
        assert!(with("[keys]\nedti = \"x\"\n").unwrap_err().contains("did you mean `edit`?"));
    }
}
