//! Names, hosts, addresses, numbers of telephones and secrets, and what stands in for them: the same for the same thing.

use std::collections::{BTreeSet, HashMap};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::host::{Verdict, known_as, short, verdict};
use super::people::People;
use super::told::{line, listed};
use crate::incident::review::Section;
use crate::incident::text::{slug, visible};
use crate::incident::timeline::EntryKind;
use crate::incident::{State, Time};
use crate::postmortem::{Document, Names};
use crate::secret;

/// Who is meant by a name that the record does not know.
const SOMEBODY: &str = "a colleague";
/// What is called like a person without being one.
const EVERYBODY: [&str; 5] = ["all", "channel", "everyone", "here", "team"];
/// How a line begins that tells the declaration.
const DECLARED: &str = "declared: ";
/// The digits that a number of a telephone has with its country.
const DIGITS: std::ops::RangeInclusive<usize> = 9..=15;

/// A number with its country, or one written as in North America; all else may be any number.
static TELEPHONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\+[0-9][0-9 ()./-]{6,20}[0-9]|\([0-9]{3}\) ?[0-9]{3}-[0-9]{4}|[0-9]{3}[.-][0-9]{3}[.-][0-9]{4}")
        .expect("a fixed pattern")
});
/// What addresses are written with.
static WORD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[\w.:@+-]+").expect("a fixed pattern"));
static MENTION: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(^|[^\w.-])@([A-Za-z][\w-]*(?:\.[\w-]+)*)").expect("a fixed pattern"));

/// What kind of thing is masked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Thing {
    Host,
    Address,
    Mailbox,
    Telephone,
}

impl Thing {
    const ALL: [(Thing, [&str; 2]); 4] = [
        (Thing::Host, ["host or ticket", "hosts or tickets"]),
        (Thing::Address, ["IP address", "IP addresses"]),
        (Thing::Mailbox, ["e-mail address", "e-mail addresses"]),
        (Thing::Telephone, ["telephone number", "telephone numbers"]),
    ];
}

/// Where something stands in a text, and as what it is known.
type Found = (Range<usize>, Thing, String);

/// Masks the texts of an incident.
pub(super) struct Mask {
    people: People,
    /// Hosts, by what they are called as well.
    hosts: HashMap<String, String>,
    /// What was masked, as it is known, and which of its kind it is, from 1.
    known: HashMap<(Thing, String), usize>,
    count: HashMap<Thing, usize>,
    secrets: bool,
    doubtful: BTreeSet<String>,
}

impl Mask {
    /// For the texts of this incident, in which everybody is known that it names, and every host that it names in full.
    pub(super) fn of(state: &State, now: Time) -> Mask {
        let (mut hosts, mut mailboxes) = (HashMap::new(), Vec::new());
        let named = written(state).into_iter().flat_map(|text| found(text, &HashMap::new()));
        for (_, thing, known) in named {
            match thing {
                Thing::Mailbox => mailboxes.push(known),
                Thing::Host => {
                    if let Some(short) = short(&known).map(str::to_owned) {
                        hosts.entry(short).or_insert(known);
                    }
                }
                Thing::Address | Thing::Telephone => {}
            }
        }
        Mask {
            people: People::of(Names::of(&Document::of(state, now)), mailboxes.into_iter()),
            hosts,
            known: HashMap::new(),
            count: HashMap::new(),
            secrets: false,
            doubtful: BTreeSet::new(),
        }
    }

    /// A text with everything masked, safe to show.
    pub(super) fn text(&mut self, raw: &str) -> String {
        let text = secret::masked(raw);
        self.secrets |= text != raw;
        let mut masked = String::with_capacity(text.len());
        let mut end = 0;
        for (range, thing, known) in found(&text, &self.hosts) {
            if range.start >= end {
                masked.push_str(&self.named(&text[end..range.start]));
                masked.push_str(&self.stand_in(thing, known));
                end = range.end;
            }
        }
        masked.push_str(&self.named(&text[end..]));
        let masked = MENTION.replace_all(&masked, |mention: &regex::Captures<'_>| {
            if EVERYBODY.contains(&&mention[2]) { mention[0].to_owned() } else { format!("{}{SOMEBODY}", &mention[1]) }
        });
        self.doubtful
            .extend(words(&masked).filter(|(_, word)| verdict(word) == Verdict::Maybe).map(|(_, word)| word.into()));
        visible(&masked).trim_end().to_owned()
    }

    /// [`Mask::text`] on one line.
    pub(super) fn line(&mut self, raw: &str) -> String {
        line(&self.text(raw))
    }

    /// The incident's id; made anew where it was made of a title in which something is masked.
    pub(super) fn id(&mut self, state: &State, title: &str) -> String {
        let id = state.id();
        let (day, rest) = id.split_at_checked(10).unwrap_or((id, ""));
        let lines = state.timeline.as_written().iter().filter(|entry| entry.kind == EntryKind::Status && !entry.said);
        let declared: Vec<&str> = lines.filter_map(|entry| entry.text().strip_prefix(DECLARED)).collect();
        let words = rest.replace('-', " ");
        let reveals = |text: &str| self.text(text) != visible(text).trim_end();
        match declared.into_iter().chain([state.title(), words.as_str()]).any(reveals) {
            true => format!("{day}-{}", slug(title)),
            false => id.to_owned(),
        }
    }

    /// A text without addresses, with its people masked.
    fn named(&mut self, text: &str) -> String {
        let unknown = self.people.unknown(text).into_iter();
        let unknown: Vec<_> = unknown.map(|(range, mailbox)| (range, mailbox.map(str::to_owned))).collect();
        let mut named = String::with_capacity(text.len());
        let mut end = 0;
        for (range, mailbox) in unknown {
            named.push_str(&self.people.called(&text[end..range.start]));
            if let Some(mailbox) = mailbox {
                named.push_str(&format!("name-{}", self.nth(Thing::Mailbox, mailbox)));
            }
            end = range.end;
        }
        named.push_str(&self.people.called(&text[end..]));
        named
    }

    /// Which of its kind it is, from 1.
    fn nth(&mut self, thing: Thing, known: String) -> usize {
        let count = self.count.entry(thing).or_default();
        *self.known.entry((thing, known)).or_insert_with(|| {
            *count += 1;
            *count
        })
    }

    fn stand_in(&mut self, thing: Thing, known: String) -> String {
        let is_long = known.contains(':');
        let nth = self.nth(thing, known);
        match thing {
            Thing::Host => format!("host-{nth}"),
            // RFC 3849 and RFC 5737: addresses that nobody has.
            Thing::Address if is_long => format!("2001:db8::{nth:x}"),
            Thing::Address => {
                let net = ["192.0.2", "198.51.100", "203.0.113"][(nth - 1) / 254 % 3];
                format!("{net}.{}", (nth - 1) % 254 + 1)
            }
            Thing::Mailbox => format!("name-{nth}@example.org"),
            Thing::Telephone => format!("phone-{nth}"),
        }
    }

    /// What was masked, in sentences.
    pub(super) fn told(&self) -> Vec<String> {
        let count = |(thing, [one, many]): (Thing, [&str; 2])| {
            let count = self.count.get(&thing)?;
            Some(format!("{count} {}", if *count == 1 { one } else { many }))
        };
        let secrets = self.secrets.then_some("secrets".to_owned());
        let masked: Vec<String> = Thing::ALL.into_iter().filter_map(count).chain(secrets).collect();
        let mut told = vec!["People are called by the roles that they held.".to_owned()];
        if !masked.is_empty() {
            told.push(format!("Masked: {}.", listed(&masked)));
        }
        told
    }

    /// What a person has to look at, in sentences.
    pub(super) fn doubts(&self) -> Option<String> {
        let doubtful: Vec<String> = self.doubtful.iter().cloned().collect();
        (!doubtful.is_empty()).then(|| format!("These may name hosts or people and were kept: {}.", listed(&doubtful)))
    }
}

/// What people wrote, as far as it names hosts and people that a draft may name.
fn written(state: &State) -> Vec<&str> {
    let lines = state.timeline.as_written().iter().map(|entry| &**entry.text());
    let sections = [Section::Impact, Section::Summary, Section::Resolution];
    let sections = sections.into_iter().filter_map(|section| state.review.text(section));
    let causes =
        state.review.causes().into_iter().flat_map(|cause| [Some(cause.title.as_str()), cause.text.as_deref()]);
    let followups = state.followups.all().iter().map(|followup| followup.text());
    let tasks = state.checklist.tasks().iter().map(|task| task.text.as_str());
    lines.chain(sections).chain(causes.flatten()).chain(followups).chain(tasks).chain([state.title()]).collect()
}

/// What is to be masked in a text, in order, each as it is known; `hosts` by what they are called as well.
fn found(text: &str, hosts: &HashMap<String, String>) -> Vec<Found> {
    let telephones = TELEPHONE.find_iter(text).filter_map(|number| {
        let digits: String = number.as_str().chars().filter(char::is_ascii_digit).collect();
        let glued = text[..number.start()].ends_with(char::is_alphanumeric)
            || text[number.end()..].starts_with(char::is_alphanumeric);
        let fits = !number.as_str().starts_with('+') || DIGITS.contains(&digits.len());
        (!glued && fits).then(|| (number.range(), Thing::Telephone, digits))
    });
    let mut found: Vec<_> = telephones.collect();
    for (start, word) in words(text) {
        take(&mut found, start, word, &[':', '@'], hosts);
    }
    found.sort_by_key(|(range, ..)| range.start);
    found
}

/// Takes a word, or its parts between separators: `host:port` names a host.
fn take(found: &mut Vec<Found>, start: usize, word: &str, separators: &[char], hosts: &HashMap<String, String>) {
    if let Some((thing, known)) = thing(word, hosts) {
        found.push((start..start + word.len(), thing, known));
    } else if let [separator, rest @ ..] = separators {
        let mut next = start;
        for part in word.split(*separator) {
            let (skipped, word) = trimmed(part);
            take(found, next + skipped, word, rest, hosts);
            next += part.len() + separator.len_utf8();
        }
    }
}

fn thing(word: &str, hosts: &HashMap<String, String>) -> Option<(Thing, String)> {
    if let Ok(address) = word.parse::<IpAddr>() {
        let nobody = [Ipv4Addr::LOCALHOST.into(), Ipv4Addr::UNSPECIFIED.into()].contains(&address)
            || [Ipv6Addr::LOCALHOST.into(), Ipv6Addr::UNSPECIFIED.into()].contains(&address);
        return (!nobody).then(|| (Thing::Address, address.to_string()));
    }
    let lower = word.to_lowercase();
    match lower.split_once('@') {
        Some((name, domain)) => {
            let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
            let fits = !name.is_empty() && domain.starts_with(char::is_alphabetic) && domain.chars().all(plain);
            fits.then_some((Thing::Mailbox, lower))
        }
        None if verdict(word) == Verdict::Host => Some((Thing::Host, known_as(word))),
        None => hosts.get(&lower).map(|known| (Thing::Host, known.clone())),
    }
}

/// The words of a text as addresses are written, each with where it begins. What ends a sentence is no part of one, but
/// the `::` of an address is.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    WORD.find_iter(text).filter_map(|found| {
        let (skipped, word) = match found.as_str() {
            word if word.parse::<IpAddr>().is_ok() => (0, word),
            word if word.trim_end_matches([':', '.']).parse::<IpAddr>().is_ok() => {
                (0, word.trim_end_matches([':', '.']))
            }
            word => trimmed(word),
        };
        (!word.is_empty()).then_some((found.start() + skipped, word))
    })
}

/// A word without punctuation around it, and how many bytes stand before it.
fn trimmed(word: &str) -> (usize, &str) {
    let begun = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    (word.len() - begun.len(), begun.trim_end_matches(|c: char| !c.is_alphanumeric()))
}
