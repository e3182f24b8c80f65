//! The terminal: is it one, how large, what can it show?

use std::io::{self, IsTerminal};

use super::{Finding, variable};
use crate::cli::call::Call;
use crate::config::ThemeName;

/// The smallest room in which everything has a place.
const SMALLEST: (u16, u16) = (40, 12);

pub(super) fn look(call: &Call) -> Vec<Finding> {
    let term = variable("TERM");
    let theme = call.config().map(|config| config.theme()).unwrap_or_default();
    vec![
        terminal(term.as_deref()),
        colours(term.as_deref(), variable("COLORTERM").as_deref(), variable("NO_COLOR").is_some(), theme),
        letters(["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| Some((name, variable(name)?)))),
    ]
}

fn terminal(term: Option<&str>) -> Finding {
    let shell = "for the room only: `ic log …` and other verbs need none";
    let name = match term {
        Some("dumb") | None if cfg!(unix) => {
            let found = term.map_or_else(|| "TERM is not set".to_owned(), |term| format!("TERM={term}"));
            return Finding::note("terminal", found, "for the room: set TERM, such as TERM=xterm-256color");
        }
        Some(term) => format!("TERM={term}"),
        None => "of this system".into(),
    };
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Finding::note("terminal", format!("{name}, but input or output is none here"), shell);
    }
    let Ok((columns, rows)) = crossterm::terminal::size() else { return Finding::ok("terminal", name) };
    let found = format!("{name}, {columns} columns by {rows} rows");
    if columns < SMALLEST.0 || rows < SMALLEST.1 {
        return Finding::note("terminal", found, "make it larger: the room is cut below 40 by 12");
    }
    Finding::ok("terminal", found)
}

fn colours(term: Option<&str>, colorterm: Option<&str>, none: bool, theme: ThemeName) -> Finding {
    let theme = theme.word();
    if none {
        return Finding::ok("colours", "none, as NO_COLOR is set");
    }
    match (colorterm, term) {
        (Some("truecolor" | "24bit"), _) => Finding::ok("colours", format!("theme {theme}, true colour")),
        (_, Some(term)) if term.contains("256color") || term.contains("direct") => {
            Finding::ok("colours", format!("theme {theme}, 256 colours"))
        }
        (_, None) if !cfg!(unix) => Finding::ok("colours", format!("theme {theme}")),
        _ => Finding::note(
            "colours",
            format!("theme {theme}, and TERM promises fewer than 256 colours"),
            "if they look wrong: NO_COLOR=1; no meaning is colour alone",
        ),
    }
}

/// `locale`: the variable that decides which letters there are, and what it says.
fn letters(locale: Option<(&str, String)>) -> Finding {
    let advice = "if letters or lines look wrong: set LANG=C.UTF-8";
    match locale {
        _ if !cfg!(unix) => Finding::ok("letters", "UTF-8"),
        None => Finding::note("letters", "neither LANG nor LC_ALL is set", advice),
        Some((name, value)) => {
            let found = format!("{name}={value}");
            let plain: String = value.chars().filter(char::is_ascii_alphanumeric).collect();
            match plain.to_ascii_lowercase().contains("utf8") {
                true => Finding::ok("letters", found),
                false => Finding::note("letters", found, advice),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Mark;
    use super::*;

    #[test]
    fn colours_are_those_that_the_terminal_promises() {
        let found = |term, colorterm, none| colours(Some(term), colorterm, none, ThemeName::Light);
        assert_eq!(found("xterm", Some("truecolor"), false).found, "theme light, true colour");
        assert_eq!(found("xterm-256color", None, false).found, "theme light, 256 colours");
        assert_eq!(found("vt100", None, false).mark, Mark::Note);
        assert_eq!(found("vt100", None, true).found, "none, as NO_COLOR is set");
    }

    #[cfg(unix)]
    #[test]
    fn letters_are_those_of_the_locale() {
        let mark = |value: &str| letters(Some(("LANG", value.into()))).mark;
        assert_eq!((mark("C.UTF-8"), mark("de_DE.utf8"), mark("C")), (Mark::Ok, Mark::Ok, Mark::Note));
        assert_eq!(letters(None).mark, Mark::Note);
    }
}
