//! What the words of a timeline's entry say about the life of the incident. Errors rest on these words, so only plain
//! ones count as plain; the looser signs serve to keep a check quiet.

use std::sync::LazyLock;

use regex::Regex;

/// What an entry says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs {
    /// The impact begins, in plain words.
    pub begins: bool,
    /// Something fails; the impact may begin here.
    pub trouble: bool,
    /// Somebody or something notices.
    pub noticed: bool,
    /// Everything works again, in plain words.
    pub over: bool,
    /// The incident is over, in plain words; the impact may have been over before.
    pub settled: bool,
    /// Something works again; it may be everything.
    pub better: bool,
    /// What was up goes down.
    pub down: bool,
}

impl Signs {
    /// The signs in a text.
    pub fn of(text: &str) -> Signs {
        let better = OVER.is_match(text) || BETTER.is_match(text);
        let over = OVER.is_match(text) && !DOUBT.is_match(text);
        Signs {
            begins: BEGINS.is_match(text) && !DOUBT.is_match(text) && !ASIDE.is_match(text),
            trouble: TROUBLE.is_match(text),
            noticed: NOTICED.is_match(text),
            over,
            settled: over && SETTLED.is_match(text),
            better,
            down: DOWN.is_match(text) && !over && !ASIDE.is_match(text),
        }
    }
}

static BEGINS: LazyLock<Regex> = LazyLock::new(|| {
    words(concat!(
        r"(?:outage|incident|impact|downtime|disruption|interruption)\s+(?:has\s+|had\s+)?",
        r"(?:begins?|began|begun|starts?|started)\b|",
        r"(?:begin|beginning|start|onset)\s+of\s+(?:the\s+|our\s+)?",
        r"(?:outage|incident|impact|downtime|disruption|interruption)\b",
    ))
});
static TROUBLE: LazyLock<Regex> = LazyLock::new(|| {
    words(concat!(
        r"(?:outages?|crash\w*|down|downtime|unavailable|unreachable|inaccessible|offline|errors?|5\d\d(?:s|\s)|unable|",
        r"fail|fails|failed|failing|failures?|degrad\w+|not\s+respond\w*|disrupt\w+|time-?outs?|shut\s?down)\b|incident (?:begins|began|start)",
    ))
});
static NOTICED: LazyLock<Regex> = LazyLock::new(|| {
    words(concat!(
        r"(?:alert\w*|alarms?|page[rds]*|paging|notic\w+|detect\w*|discover\w*|notif\w+|report(?:s|ed)?|complain\w*|",
        r"observ\w+|identif\w+|spot(?:s|ted)|realis\w+|realiz\w+|aware)\b",
    ))
});
static OVER: LazyLock<Regex> = LazyLock::new(|| {
    words(concat!(
        r"back\s+(?:online|up|to\s+normal|in\s+service)\b|",
        r"(?:services?|traffic|(?:web)?sites?|systems?|servers?|platform|access|connectivity|functionality|operations?|",
        r"everything|application|availability)\s+(?:(?:is|are|was|were|has|have|been|fully|completely|now|all)\s+)*",
        r"(?:restored|recovered|recovers|resumed?|resumes)\b|",
        r"(?:restored|restores|resumed)\s+(?:all\s+|full\s+|normal\s+|the\s+)*(?:services?|traffic|access|operations?)\b|",
        r"(?:fully|completely)\s+(?:restored|recovered|resolved|operational)\b|",
        r"(?:incident|outage|issue|problem|impact|downtime|disruption)\s+",
        r"(?:(?:is|was|has|been|fully|completely|marked|declared|as|now)\s+)*(?:resolved|over|ends|ended)\b|",
        r"end\s+of\s+(?:the\s+|our\s+)?(?:outage|incident|impact|downtime|disruption)\b|all\s+clear\b",
    ))
});
static SETTLED: LazyLock<Regex> = LazyLock::new(|| {
    words(
        r"(?:incident|issue|problem)\s+(?:(?:is|was|has|been|fully|marked|declared|as|now)\s+)*(?:resolved|closed|over)\b",
    )
});
static BETTER: LazyLock<Regex> = LazyLock::new(|| {
    words(concat!(
        r"(?:restor\w+|recover\w*|resolv\w+|resum\w+|mitigated|fixed|solved|works?\s+again|working\s+again|healthy|stable|",
        r"no\s+longer\s+down|once\s+again|up\s+and\s+running|as\s+expected|up[\s-]to[\s-]date|to\s+an\s+end|(?:is|was)\s+over)\b",
    ))
});
static DOWN: LazyLock<Regex> = LazyLock::new(|| {
    words(concat!(
        r"(?:shut\s?down|shuts\s+down|goes\s+down|went\s+down|recurs?|recurred|relaps\w+|crash(?:es|ed)|",
        r"(?:is|are|was|were)\s+down|second\s+(?:outage|crash|failure)|",
        r"(?:down|fails?|failed|failing|unavailable|unreachable|errors?|outage|offline|degraded)\s+(?:\w+\s+)?again)\b",
    ))
});
/// Not all, not yet, or not for sure. A share of less than a hundred per cent is not all either.
static DOUBT: LazyLock<Regex> = LazyLock::new(|| {
    words(concat!(
        r"(?:not|never|no\s+longer|cannot|attempt\w*|try|tries|trying|tried|partial\w*|partly|unsuccessful\w*|failed|fails|",
        r"waiting|until|before|some|most|half|hop\w+|expect\w*|believ\w*|seems?|appears?|suspect\w*|will|would|should|could|",
        r"may|might|if|when|nearly|almost|begin\s+to|starts?\s+to|briefly|temporarily)\b|\w+n['’]t\b|\d{1,2}(?:\.\d+)?\s?%",
    ))
});
/// Somebody speaks about it; nothing happens to the service.
static ASIDE: LazyLock<Regex> = LazyLock::new(|| {
    words(concat!(
        r"(?:investigat\w*|root\s+cause|causes?\s+of|review\w*|analys\w*|planned|scheduled|graceful\w*|prevent\w*|",
        r"post-?mortem|discuss\w*|response|report)\b",
    ))
});

/// A pattern that begins at a word, in either case.
fn words(pattern: &str) -> Regex {
    Regex::new(&format!(r"(?i)(?:\b|^)(?:{pattern})")).expect("a valid pattern")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_beginnings() {
        for text in ["The outage begins", "Incident started", "Start of the impact"] {
            assert!(Signs::of(text).begins, "{text}");
        }
        for text in ["Traffic starts to grow", "Incident response started", "We did not see the outage start"] {
            assert!(!Signs::of(text).begins, "{text}");
        }
    }

    #[test]
    fn plain_ends() {
        let plain = [
            "Everything is back online",
            "100% of traffic is back online",
            "Service fully restored",
            "Incident resolved",
            "A fix goes out and the machine is brought back online",
        ];
        for text in plain {
            assert!(Signs::of(text).over, "{text}");
        }
        let open = [
            "30% of traffic is back online",
            "Service was not restored",
            "First attempt to bring the site back online",
            "The database is restored from the backup",
            "Resolved the root cause",
            "Most services restored",
        ];
        for text in open {
            assert!(!Signs::of(text).over, "{text}");
        }
    }

    #[test]
    fn trouble_notice_and_relapse() {
        assert!(Signs::of("A customer reports the first error").trouble);
        assert!(Signs::of("A customer reports the first error").noticed);
        assert!(!Signs::of("Failover to the other site").trouble);
        assert!(Signs::of("Second shutdown of the server").down);
        assert!(Signs::of("The API is down again").down);
        assert!(!Signs::of("We investigate why the API is down").down);
        assert!(!Signs::of("The planned shutdown of the old host").down);
    }
}
