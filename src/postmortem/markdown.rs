//! Blocks to CommonMark with GFM tables. Every text is escaped here; markup comes from this file alone.

use super::block::{Block, Line, Run};
use super::escape;

/// The whole report, each block followed by an empty line but the last.
pub fn render(blocks: &[Block<'_>]) -> String {
    let written: Vec<String> = blocks.iter().map(block).collect();
    written.join("\n\n") + "\n"
}

fn block(block: &Block<'_>) -> String {
    match block {
        Block::Title(title) => format!("# {}", escape::line(title)),
        Block::Section(heading) => format!("## {}", escape::line(heading)),
        Block::Topic(heading) => format!("### {}", escape::line(heading)),
        Block::Paragraph(text) => escape::at_line_start(line(text)),
        Block::Prose(text) => escape::prose(text),
        Block::List(items) => list(items),
        Block::Table { head, rows } => table(head, rows),
        Block::Foot(text) => format!("---\n\n*{}*", escape::line(text)),
    }
}

fn list(items: &[Line<'_>]) -> String {
    let items: Vec<String> = items.iter().map(|item| format!("- {}", escape::at_line_start(line(item)))).collect();
    items.join("\n")
}

fn table(head: &[String], rows: &[Vec<Line<'_>>]) -> String {
    let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let mut lines = vec![row(head.iter().map(|name| escape::line(name)).collect())];
    lines.push(row(vec!["---".to_owned(); head.len()]));
    lines.extend(rows.iter().map(|cells| row(cells.iter().map(line).collect())));
    lines.join("\n")
}

/// Spaces stand between runs, which is also what makes `*` open and close emphasis whatever is beside it.
fn line(runs: &Line<'_>) -> String {
    let runs = runs.iter().map(|run| match run {
        Run::Text(text) => escape::line(text),
        Run::Strong(words) => format!("**{}**", escape::line(words)),
        Run::Aside(words) => format!("*({})*", escape::line(words)),
    });
    runs.collect::<Vec<String>>().join(" ")
}
