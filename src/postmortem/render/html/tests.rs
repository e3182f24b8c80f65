use proptest::prelude::*;

use super::*;
use crate::incident::testing::payloads::PAGES;
use crate::postmortem::render::samples::{REPORT, everywhere};
use crate::postmortem::tests::dom::{check, scan};

const PICTURE: &str = "<svg></svg>";

fn head<'a>(title: &'a str, banner: Option<&'a str>) -> Head<'a> {
    Head { language: "en", title, banner, picture: Some(PICTURE) }
}

#[test]
fn a_report_becomes_a_page() {
    let page = page(REPORT, &head("Search slow & stale", Some("EXERCISE")));
    check(&page);
    for part in [
        "<title>Search slow &amp; stale</title>",
        "<header class=\"banner\">EXERCISE</header>",
        "<h1 id=\"search-slow--stale\">Search slow &amp; stale</h1>",
        "<a href=\"#timeline\">Timeline</a>",
        "<h2 id=\"timeline\">",
        "<figure>\n<svg></svg>\n</figure>",
        "<td class=\"short\">2026-03-01 14:02</td><td class=\"short\">alert</td>",
        "<td>Give the reindex a limit</td>",
        "<a href=\"https://status.example/i/42\">https://status.example/i/42</a>",
    ] {
        assert!(page.contains(part), "{part}");
    }
    assert!(!page.contains("14:02 started"));
}

#[test]
fn without_a_picture_its_code_is_shown() {
    let page = page(REPORT, &Head { picture: None, banner: None, ..head("x", None) });
    assert!(page.contains("<pre><code>14:02 started\n</code></pre>"));
    assert!(!page.contains("<header"));
}

#[test]
fn hostile_text_stays_text_everywhere() {
    assert!(PAGES.len() > 60);
    for text in PAGES {
        check(&page(&everywhere(text), &Head { language: text, ..head(text, Some(text)) }));
    }
}

#[test]
fn what_may_not_be_a_link_is_shown() {
    let body = |markdown: &str| {
        let page = page(markdown, &head("", None));
        page.split("<main>\n").nth(1).and_then(|rest| rest.split("</main>").next()).map(str::to_owned)
    };
    assert_eq!(body("[a](javascript:x)").as_deref(), Some("<p>a (javascript:x)</p>\n"));
    assert_eq!(body("![a](https://b/c.png)").as_deref(), Some("<p>a (https://b/c.png)</p>\n"));
    assert_eq!(body("a <b>c</b>").as_deref(), Some("<p>a &lt;b&gt;c&lt;/b&gt;</p>\n"));
    assert_eq!(body("<a@b.example>").as_deref(), Some("<p><a href=\"mailto:a@b.example\">a@b.example</a></p>\n"));
}

#[test]
fn headings_of_one_name_have_ids_of_their_own() {
    let page = page("# a\n\n# a\n\n# a-1\n\n# \"><b>\n\n#\n", &head("", None));
    let attributes = scan(&page).into_iter().flat_map(|tag| tag.attributes);
    let ids: Vec<String> = attributes.filter(|(name, _)| name == "id").map(|(_, id)| id).collect();
    assert_eq!(ids, ["a", "a-1", "a-1-1", "b", "section"]);
}

#[test]
fn deep_nesting_does_not_overflow() {
    for text in [">".repeat(10_000) + "a", "- ".repeat(10_000) + "a", "*".repeat(10_000) + "a" + &"*".repeat(10_000)] {
        scan(&page(&text, &head("", None)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn any_markdown_is_well_nested(parts in prop::collection::vec(("[\\[\\]()<>*_`~|#\\-!&\"' \\n:a1]{0,30}|\\PC{0,20}", prop::sample::select(PAGES)), 0..6)) {
        let text: String = parts.into_iter().map(|(free, hostile)| free + hostile).collect();
        check(&page(&text, &head(&text, Some(&text))));
    }
}
