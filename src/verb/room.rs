//! A line typed behind `/` in the room.

use std::sync::LazyLock;

use clap::error::{Error, ErrorKind};
use clap::{Command, FromArgMatches, Subcommand};

use crate::incident::State;

use super::drill::{Drill, DrillVerb, PlayVerb};
use super::{Export, Program, Read, Verb, Write, WriteVerb};

/// What can be said in the room.
#[derive(Clone, Debug)]
pub enum RoomVerb {
    /// Something to be kept.
    Write(Write),
    /// The one-screen summary.
    Brief,
    /// The report.
    Export(Export),
    /// Something that players and controllers of an exercise do.
    Play(PlayVerb),
    /// Where the report is written and checked.
    Review,
    /// The picture of the incident over time.
    Chart,
    /// The timeline, whole or only its key events.
    Timeline {
        /// Key events only.
        key: bool,
    },
}

/// The verbs of the room as clap knows them. Built once: completion asks at every key.
pub(super) static VERBS: LazyLock<Command> = LazyLock::new(|| {
    let bare = Command::new("/").no_binary_name(true).disable_help_flag(true).disable_help_subcommand(true);
    let mut verbs = Verb::augment_subcommands(bare.disable_version_flag(true)).subcommand_required(true);
    verbs.build();
    verbs
});

/// Whether a verb has its place in the room of an incident.
pub(super) fn offers(verb: &str, state: &State) -> bool {
    (WriteVerb::has_subcommand(verb) && (verb != "declare" || state.lifecycle.declared().is_none()))
        || (verb == "drill" && state.is_exercise())
        || ["brief", "chart", "export", "lint", "review", "show", "timeline"].contains(&verb)
}

/// The verbs of the room with what they do, in the order of the help.
pub fn verbs(state: &State) -> Vec<(String, String)> {
    let offered = VERBS.get_subcommands().filter(|verb| offers(verb.get_name(), state));
    let about = |verb: &Command| verb.get_about().map(ToString::to_string).unwrap_or_default();
    offered.map(|verb| (verb.get_name().to_owned(), about(verb))).collect()
}

/// What a line says, without its slash. Words are split at spaces; `"` groups words only where it begins and ends one,
/// so an apostrophe or a quote inside a word is a letter like any other.
///
/// # Errors
/// One or two lines that say what is wrong; raw text, as typed parts of the line may be in it.
pub fn parse(line: &str) -> Result<RoomVerb, String> {
    let verb = VERBS
        .clone()
        .try_get_matches_from(split(line))
        .and_then(|matches| Verb::from_arg_matches(&matches))
        .map_err(|error| brief(&error))?;
    let elsewhere = |name: &str| Err(format!("that is for the shell: run `ic {name}` in another one"));
    match verb {
        Verb::Write(Write { verb: WriteVerb::Log(log), .. }) if log.text == ["-"] => {
            Err("- reads standard input; that is for the shell".into())
        }
        Verb::Write(Write { verb: WriteVerb::Section { section, text, clear: false }, .. }) if text.is_empty() => {
            Err(format!("say what: `/section {0} TEXT`; what stands there is in `/review`", section.word()))
        }
        Verb::Write(write) => Ok(RoomVerb::Write(write)),
        // The room itself shows the rest.
        Verb::Read(Read::Brief { .. } | Read::Show { .. }) => Ok(RoomVerb::Brief),
        Verb::Read(Read::Export(export)) => Ok(RoomVerb::Export(export)),
        // Its findings stand where the report is written.
        Verb::Read(Read::Lint(lint)) if lint.what.is_none() && !lint.codes => Ok(RoomVerb::Review),
        Verb::Program(Program::Review) => Ok(RoomVerb::Review),
        Verb::Program(Program::Drill(Drill { verb: Some(DrillVerb::Play(verb)), .. })) => Ok(RoomVerb::Play(verb)),
        Verb::Program(Program::Drill(Drill { verb: None, .. })) => {
            Err("say what: `/drill ack INJECT`, `/drill pause` …".into())
        }
        Verb::Read(Read::Chart { .. }) => Ok(RoomVerb::Chart),
        Verb::Read(Read::Timeline { key, .. }) => Ok(RoomVerb::Timeline { key }),
        Verb::Read(_) | Verb::Program(_) => elsewhere(line.split_whitespace().next().unwrap_or_default()),
    }
}

/// What clap says, without the usage and the hints for a shell.
fn brief(error: &Error) -> String {
    if error.kind() == ErrorKind::MissingSubcommand {
        return "say what: `/log TEXT`, `/role ROLE PERSON`, `/sev LEVEL` …".into();
    }
    let text = error.to_string();
    let lines = text.lines().take_while(|line| !line.starts_with("Usage:") && !line.starts_with("For more"));
    let mut said = String::new();
    for line in lines.map(str::trim).filter(|line| !line.is_empty()) {
        let line = line.strip_prefix("error: ").unwrap_or(line);
        let between = match line.starts_with("tip:") {
            _ if said.is_empty() => "",
            true => "\n",
            false => " ",
        };
        said.push_str(between);
        said.push_str(line);
    }
    said
}

/// The words of a line. Space that is more than one blank stays in front of the word behind it where that can only be
/// text, so that pasted lines and columns are kept: not at the first two words, and not beside an option.
fn split(line: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut rest = line;
    while !rest.trim_start().is_empty() {
        let (space, text) = rest.split_at(rest.len() - rest.trim_start().len());
        let (word, after) = next_word(text);
        let beside_option =
            words.last().is_some_and(|last| last.starts_with('-')) || (word.starts_with('-') && !space.contains('\n'));
        let kept = if words.len() < 2 || beside_option || space == " " { "" } else { space };
        words.push(format!("{kept}{word}"));
        rest = after;
    }
    words
}

fn next_word(text: &str) -> (&str, &str) {
    let ends = |rest: &str| rest.chars().next().is_none_or(char::is_whitespace);
    if let Some(quoted) = text.strip_prefix('"') {
        let close = quoted.match_indices('"').map(|(at, _)| at).find(|at| ends(&quoted[at + 1..]));
        if let Some(close) = close {
            return (&quoted[..close], &quoted[close + 1..]);
        }
    }
    text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::verb::words::join;

    #[test]
    fn words_are_split_as_people_mean_them() {
        for (line, words) in [
            ("log the db's down", vec!["log", "the", "db's", "down"]),
            ("log say \"we know\" now", vec!["log", "say", "we know", "now"]),
            ("role \"incident commander\" ana", vec!["role", "incident commander", "ana"]),
            ("log 5\" disk and \"open", vec!["log", "5\"", "disk", "and", "\"open"]),
            ("log say\"it\" \"a\"b", vec!["log", "say\"it\"", "\"a\"b"]),
            ("  log \t a  ", vec!["log", "a"]),
            ("", vec![]),
        ] {
            assert_eq!(split(line), words, "{line}");
        }
    }

    #[test]
    fn pasted_lines_and_columns_stay_as_they_are() {
        let text = "NAME   READY\n  web-1  0/1\n\n-- end";
        let words = split(&format!("log --kind command  {text}"));
        assert_eq!(&words[..3], ["log", "--kind", "command"]);
        assert_eq!(join(&words[3..]).trim_start(), text);
        assert_eq!(split("log x  --key"), ["log", "x", "--key"]);
    }

    fn refusal(line: &str) -> String {
        parse(line).unwrap_err()
    }

    #[test]
    fn errors_are_short() {
        assert_eq!(refusal("stats x"), "unrecognized subcommand 'stats'\ntip: a similar subcommand exists: 'status'");
        assert_eq!(refusal("log"), "the following required arguments were not provided: <TEXT>...");
        assert_eq!(refusal("sev 9"), "invalid value '9' for '<LEVEL>': a severity is a number from 1 (worst) to 5");
        assert_eq!(refusal(""), "say what: `/log TEXT`, `/role ROLE PERSON`, `/sev LEVEL` …");
        assert!(refusal("task").lines().count() <= 2);
        assert!(refusal("log x --dir /tmp").contains("--dir"));
        assert!(refusal("check").contains("`ic check`"));
        assert!(refusal("check --repair").contains("`ic check`") && refusal("doctor").contains("`ic doctor`"));
        assert!(refusal("log -").contains("standard input"));
        assert!(refusal("log --help").contains("--help"));
    }

    #[test]
    fn the_room_knows_its_verbs() {
        assert!(matches!(parse("declare Slow"), Ok(RoomVerb::Write(_))));
        assert!(matches!(parse("brief"), Ok(RoomVerb::Brief)));
        assert!(matches!(parse("show"), Ok(RoomVerb::Brief)));
        assert!(matches!(parse("timeline --key"), Ok(RoomVerb::Timeline { key: true })));
        assert!(matches!(parse("export --format json"), Ok(RoomVerb::Export(_))));
        let Ok(RoomVerb::Write(write)) = parse("log the db's down --at -5m --as bo") else { panic!() };
        assert_eq!((write.at.as_deref(), write.by.as_deref()), (Some("-5m"), Some("bo")));
        let real = crate::incident::testing::Stage::declared().state;
        let offers = |verb| offers(verb, &real);
        assert!(offers("log") && offers("export") && !offers("declare") && !offers("drill") && !offers("man"));
        assert!(verbs(&real).iter().any(|(name, about)| name == "brief" && about.contains("joins now")));
    }

    proptest! {
        #[test]
        fn any_line_is_safe(line in "[a-z \"'\\n-]{0,40}|\\PC{0,40}") {
            let _ = parse(&line);
            prop_assert!(split(&line).iter().all(|word| line.contains(word.trim())));
        }
    }
}
