//! Whether a word names a machine: told by its shape alone.

use Verdict::{Host, Maybe, Plain};

/// What a word looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The name of a host, or a number of a ticket, which looks the same.
    Host,
    /// It may be one; a person has to look.
    Maybe,
    /// Something else.
    Plain,
}

/// What a name ends with on the internet, or inside of a house.
const DOMAINS: &str = "ai app at au be biz br ca ch cloud cluster cn co com corp de dev dk domain edu es eu example fi fr gov \
    gr home ie in info int internal intra intranet invalid io it jp ke kr lan local localdomain me mil net \
    ng nl no nz org pl pt ru se svc test tv uk us za";
/// What the name of a file ends with.
const FILES: &str = "bak bin c cfg conf cpp css csv env gz html ini jar java jpg js json lock log md php png properties py rb \
    rs service sh sock sql tar toml ts txt xml yaml yml";
/// What stands before a hyphen and a number without naming a host.
const COUNTED: &str = "base day hour http iso level month p page part phase q rfc round sev sha stage step tier tls top utf v \
    version week x";
/// Words that hold a number and name no host.
const NUMBERED: &str = "amd64 arm64 base64 float64 http11 int16 int32 int64 md5 sha256 sha512 uint32 uint64 utf16";

/// What a word looks like: letters, digits, dots, hyphens and underscores without punctuation around it.
pub(super) fn verdict(word: &str) -> Verdict {
    let lower = word.to_lowercase();
    let labels: Vec<&str> = lower.split('.').collect();
    let [first @ .., last] = &labels[..] else { return Plain };
    if first.is_empty() {
        return bare(last);
    }
    if labels.contains(&"") || first.iter().all(|label| is_number(label)) {
        return Plain;
    }
    let is_name = last.chars().all(char::is_alphabetic) && last.chars().count() > 1;
    let has_host = labels.iter().any(|label| bare(label) == Host);
    if has_host || (is_name && holds(DOMAINS, last)) {
        return Host;
    }
    if !is_name || holds(FILES, last) {
        return Plain;
    }
    if first.len() > 1 && lower == word { Host } else { Maybe }
}

/// The part by which a host is known, in lower case: the same for `db-3` and `db-3.shop.example`.
pub(super) fn known_as(word: &str) -> String {
    let lower = word.to_lowercase();
    match lower.split_once('.') {
        Some((first, _)) if bare(first) == Host => first.to_owned(),
        _ => lower,
    }
}

/// What people call a host as well, from what it is known as: its first label, if that looks like no ordinary word, no
/// version and no measure.
pub(super) fn short(known: &str) -> Option<&str> {
    let (label, _) = known.split_once('.')?;
    let word = label.split(|c: char| c == '-' || c.is_ascii_digit()).next().filter(|word| word.len() < label.len())?;
    (!word.is_empty() && !holds(COUNTED, word) && !holds(NUMBERED, label)).then_some(label)
}

/// A word without dots, in lower case: `db-3` and `web01` name hosts, `web12` and `pay-7f9c` may.
fn bare(word: &str) -> Verdict {
    let digits = |part: &str| part.chars().any(|c| c.is_ascii_digit());
    let letters = |part: &str| !part.is_empty() && part.chars().all(char::is_alphabetic);
    match word.split_once('-') {
        Some((first, rest)) if letters(first) && !holds(COUNTED, first) => {
            let last = rest.rsplit('-').next().unwrap_or_default();
            let number = last.strip_suffix(char::is_alphabetic).unwrap_or(last);
            let mixed = rest.split('-').any(|part| digits(part) && !number_only(part));
            match () {
                () if number_only(number) && !rest.split('-').any(str::is_empty) => Host,
                () if mixed => Maybe,
                () => Plain,
            }
        }
        Some(_) => Plain,
        None => {
            let number = word.trim_start_matches(char::is_alphabetic);
            let name = word.len() - number.len();
            match number_only(number) && name > 1 && number.len() > 1 && !holds(NUMBERED, word) {
                true if number.starts_with('0') => Host,
                true => Maybe,
                false => Plain,
            }
        }
    }
}

fn holds(list: &str, word: &str) -> bool {
    list.split(' ').any(|known| known == word)
}

/// A number, or a part of a version: `41`, `v41`.
fn is_number(label: &str) -> bool {
    number_only(label.strip_prefix('v').unwrap_or(label))
}

fn number_only(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_judged_by_its_shape() {
        let hosts = [
            "db-3",
            "web01",
            "eu-west-1",
            "ip-10-0-3-4",
            "db-3a",
            "PAY-431",
            "shop.example",
            "Shop.Example.COM",
            "api.pay.prod",
            "web-01.log",
            "db-3.lab",
        ];
        let maybe = ["web12", "pay-7f9c", "bo.smith", "java.util.Map"];
        let plain = [
            "v41",
            "v1.2.3",
            "1.2.3",
            "1.5ms",
            "4.2s",
            "p95",
            "SEV2",
            "sev-1",
            "utf-8",
            "sha256",
            "10",
            "2026-11-21",
            "14:25",
            "e.g",
            "main.rs",
            "a.b.yml",
            "...",
            "",
            "-",
            "eu-west",
            "5xx",
            "node-b",
            "500s",
            "v1.rc",
        ];
        for (words, wanted) in [(&hosts[..], Host), (&maybe[..], Maybe), (&plain[..], Plain)] {
            for word in words {
                assert_eq!(verdict(word), wanted, "{word}");
            }
        }
    }

    #[test]
    fn a_host_is_the_same_with_and_without_its_domain() {
        assert_eq!(known_as("DB-3.shop.example"), known_as("db-3"));
        assert_ne!(known_as("api.shop.example"), known_as("www.shop.example"));
    }

    #[test]
    fn a_first_label_may_be_what_people_call_a_host() {
        for (known, label) in [("mx1.shop.example", "mx1"), ("eu-west.shop.example", "eu-west")] {
            assert_eq!(short(known), Some(label));
        }
        for known in ["mail.shop.example", "v2.shop.example", "p95.api.latency", "5xx.api.rate", "db-3", ""] {
            assert_eq!(short(known), None, "{known}");
        }
    }
}
