//! The report's order and words: [`Document`] to blocks. The first screen is for those who ask what happened and how
//! bad it was, the middle for those who want to prevent it, the end for those who want every step.

use super::block::Block;
use super::document::Document;

mod head;
mod lessons;
mod story;

type Section = for<'a> fn(&'a Document<'a>) -> Vec<Block<'a>>;

const SECTIONS: [Section; 15] = [
    head::head,
    head::summary,
    lessons::impact,
    lessons::causes,
    head::times,
    lessons::lessons,
    lessons::followups,
    lessons::open_tasks,
    story::roles,
    story::deeds,
    story::updates,
    story::timeline,
    story::people,
    story::struck,
    foot,
];

/// The whole report.
pub fn blocks<'a>(doc: &'a Document<'a>) -> Vec<Block<'a>> {
    SECTIONS.iter().flat_map(|section| section(doc)).collect()
}

/// The name of a column of times, with the label that is meant in it.
fn column(doc: &Document<'_>, name: &str) -> String {
    format!("{name} ({})", doc.dates.label())
}

fn foot<'a>(doc: &'a Document<'a>) -> Vec<Block<'a>> {
    let newest = doc.head.map_or(String::new(), |head| format!("; the newest is {}", head.1));
    let version = env!("CARGO_PKG_VERSION");
    let s = if doc.records == 1 { "" } else { "s" };
    vec![Block::Foot(format!("Written by ic {version} from {} record{s} of the journal{newest}.", doc.records))]
}
