//! The table of contents: links to the sections of the finished report.

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use crate::postmortem::anchors::Anchors;
use crate::postmortem::escape;

/// Stands where the table of contents is to be, until the report is finished. A noncharacter: where a person types it,
/// `text::visible` shows its number instead.
pub(super) const PLACE: &str = "\u{FDD0}";

/// The report with its table of contents, if it has a place for one.
pub(super) fn fill_in(report: String) -> String {
    match report.contains(PLACE) {
        true => report.replace(PLACE, &of(&report)),
        false => report,
    }
}

/// A list of links to the headings of the second level.
fn of(report: &str) -> String {
    let mut anchors = Anchors::default();
    let mut links = Vec::new();
    for (level, heading) in headings(report) {
        let anchor = anchors.of(&heading);
        if level == HeadingLevel::H2 {
            links.push(format!("- [{}](#{anchor})", escape::label(&heading)));
        }
    }
    links.join("\n")
}

/// The words of every heading, in order.
fn headings(report: &str) -> Vec<(HeadingLevel, String)> {
    let mut headings = Vec::new();
    let mut inside = None;
    for event in Parser::new(report) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => inside = Some((level, String::new())),
            Event::End(TagEnd::Heading(_)) => headings.extend(inside.take()),
            Event::Text(words) | Event::Code(words) => {
                if let Some((_, heading)) = &mut inside {
                    heading.push_str(&words);
                }
            }
            _ => {}
        }
    }
    headings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_linked_and_what_is_there_twice_is_numbered() {
        let report = format!("# Impact\n\n{PLACE}\n\n## Impact\n\n### Who\n\n## Who\n\n## Why?\n");
        let told = fill_in(report);
        let list = "# Impact\n\n- [Impact](#impact-1)\n- [Who](#who-1)\n- [Why?](#why)\n\n## Impact\n";
        assert!(told.starts_with(list), "{told}");
    }

    #[test]
    fn what_looks_like_a_heading_in_a_chart_is_none() {
        assert_eq!(of("```\n## no\n```\n\n## yes\n"), "- [yes](#yes)");
    }

    #[test]
    fn markup_in_a_heading_is_shown_and_an_address_is_no_link_in_a_link() {
        let list = of(&format!("## {}\n", escape::line("a](b) *c* https://d.example/_")));
        assert_eq!(list, "- [a\\](b) \\*c\\* https://d.example/\\_](#ab-c-httpsdexample_)");
        let links = Parser::new(&list).filter(|event| matches!(event, Event::Start(Tag::Link { .. }))).count();
        assert_eq!(links, 1);
    }

    #[test]
    fn a_report_without_a_place_stays_as_it_is() {
        assert_eq!(fill_in("## a\n".into()), "## a\n");
    }
}
