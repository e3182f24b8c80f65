use proptest::prelude::*;

use super::*;
use crate::incident::testing::payloads::PAGES;
use crate::postmortem::render::samples::{REPORT, everywhere};

#[test]
fn a_report_becomes_a_message() {
    let message = render(REPORT);
    for part in [
        "*Search slow &amp; stale*\n\n• *Severity:* SEV2: many are hit\n",
        "_reindex_",
        "<https://status.example/i/42|https://status.example/i/42>",
        "2. The reindex had no limit\n    • neither for disk\n    • nor for ~memory~ merges\n",
        "*Time (UTC)* · *Kind* · *Who* · *What*\n• 2026-03-01 14:02 · alert · pager · p99",
        "```\n14:02 started\n```\n",
    ] {
        assert!(message.contains(part), "{part}\n---\n{message}");
    }
}

#[test]
fn facts_are_named_values() {
    assert_eq!(render("| A | B |\n|-|-|\n| When | now |\n"), "*A* · *B*\n• *When:* now\n");
}

#[test]
fn typed_marks_are_not_formatting() {
    assert_eq!(render(r"\*a\* rate_limit_ms 2\*3 \~x\~ \`y\`"), "∗a∗ rate_limit_ms 2*3 ∼x∼ ˋyˋ\n");
    assert_eq!(render(r"\<!here> @channel @Here a@here.example"), "&lt;!here&gt; @ channel @ Here a@ here.example\n");
    assert_eq!(render("[a](https://b|c) [d](javascript:x)"), "<https://b%7Cc|a> d (javascript:x)\n");
}

fn has_mention(message: &str) -> bool {
    let lower = message.to_ascii_lowercase();
    ["<!", "<@", "<#", "@channel", "@here", "@everyone"].iter().any(|mention| lower.contains(mention))
}

#[test]
fn nobody_is_mentioned() {
    for text in PAGES {
        assert!(!has_mention(&render(&everywhere(text))), "{text}");
    }
}

proptest! {
    #[test]
    fn any_text_is_safe(text in "[\\[\\]()<>!@*_`~|#\\- \\n:a1]{0,60}|\\PC{0,40}") {
        prop_assert!(!has_mention(&render(&text)));
    }
}
