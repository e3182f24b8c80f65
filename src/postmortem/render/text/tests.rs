use proptest::prelude::*;

use super::*;
use crate::incident::testing::payloads::PAGES;
use crate::postmortem::render::samples::{REPORT, everywhere};

#[test]
fn a_report_becomes_text() {
    let text = render(REPORT, 60);
    for part in [
        "Search slow & stale\n===================\n\n- Severity: SEV2: many are hit\n- Status: closed\n",
        "Timeline <#timeline>",
        "for merges.\nMoving the reindex",
        "> We saw slow searches and are looking into it.\n",
        "1. Disk alerts fired at 95 %\n2. The reindex had no limit\n   - neither for disk\n",
        "    14:02 started\n",
        "2026-03-01 14:20  decision  dee    Stop the reindex and move\n                                   it to a spare node\n",
        "Id: F-2\nWhat: Give the reindex a limit\nOwner: dee\n",
        "    curl -s 'https://search.example/_cat?v'\n",
    ] {
        assert!(text.contains(part), "{part}\n---\n{text}");
    }
}

#[test]
fn lists_hang_and_items_may_be_empty() {
    assert_eq!(render("- one two three\n-\n- - deep\n", 9), "- one two\n  three\n-\n- - deep\n");
    assert_eq!(render("9. a\n\n   b\n10. c\n", 20), "9. a\n\n   b\n\n10. c\n");
}

#[test]
fn deep_nesting_is_bounded() {
    let text = render(&(">".repeat(10_000) + &"- ".repeat(10_000) + "a"), 40);
    assert!(text.lines().all(|line| line.width() <= 40));
}

fn check(markdown: &str, width: usize) -> Result<(), TestCaseError> {
    for line in render(markdown, width).lines() {
        prop_assert!(!line.ends_with(' '), "{line:?}");
        prop_assert!(visible(line) == line, "{line:?}");
        let free = line.contains("://") || line.trim_start_matches([' ', '>', '-', '.', '1']).starts_with("    ");
        prop_assert!(free || line.contains("    ") || line.width() <= width, "{line:?}");
    }
    Ok(())
}

#[test]
fn hostile_text_fits() {
    for text in PAGES {
        check(&everywhere(text), 30).expect("fits");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn any_text_fits(parts in prop::collection::vec(("[\\[\\]()<>*_`~|#\\-!&\"' \\n:a1]{0,30}|\\PC{0,20}", prop::sample::select(PAGES)), 0..6), width in 20_usize..90) {
        let text: String = parts.into_iter().map(|(free, hostile)| free + hostile).collect();
        check(&text, width)?;
    }
}
