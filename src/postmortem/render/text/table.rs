//! A table in plain text: aligned columns whose cells wrap, or a paragraph for each row when there is no room for that.

use unicode_width::UnicodeWidthStr;

use super::wrap::{wrap, wrap_cell};

const BETWEEN: usize = 2;
/// A column narrower than this cannot be read when its cells wrap.
const NARROWEST: usize = 12;

/// The lines of a table whose first row is its head, in `width` columns.
pub fn lines(rows: &[Vec<String>], width: usize) -> Vec<String> {
    let Some((head, body)) = rows.split_first() else { return Vec::new() };
    match column_widths(rows, head.len(), width) {
        Some(widths) => {
            let mut lines = Vec::with_capacity(rows.len() + 1);
            aligned(head, &widths, &mut lines);
            let rules: Vec<String> = widths.iter().map(|&wide| "-".repeat(wide)).collect();
            lines.push(rules.join(&" ".repeat(BETWEEN)));
            body.iter().for_each(|row| aligned(row, &widths, &mut lines));
            lines
        }
        None => records(head, body, width),
    }
}

/// Short columns keep their width, the long ones share what is left; nothing when that is too little.
fn column_widths(rows: &[Vec<String>], columns: usize, width: usize) -> Option<Vec<usize>> {
    let mut natural = vec![1; columns];
    for row in rows {
        for (widest, cell) in natural.iter_mut().zip(row) {
            *widest = cell.width().max(*widest);
        }
    }
    let mut by_width: Vec<usize> = (0..columns).collect();
    by_width.sort_by_key(|&column| natural[column]);
    let mut left = width.checked_sub(BETWEEN * columns.saturating_sub(1))?;
    for (at, column) in by_width.into_iter().enumerate() {
        let share = left / (columns - at);
        if natural[column] > share && share < NARROWEST {
            return None;
        }
        natural[column] = natural[column].min(share);
        left -= natural[column];
    }
    Some(natural)
}

fn aligned(row: &[String], widths: &[usize], lines: &mut Vec<String>) {
    let cells: Vec<Vec<String>> = row.iter().zip(widths).map(|(cell, &wide)| wrap_cell(cell, wide)).collect();
    for at in 0..cells.iter().map(Vec::len).max().unwrap_or(0) {
        let mut line = String::new();
        for (cell, &wide) in cells.iter().zip(widths) {
            let part = cell.get(at).map_or("", String::as_str);
            line.push_str(part);
            line.push_str(&" ".repeat(wide.saturating_sub(part.width()) + BETWEEN));
        }
        line.truncate(line.trim_end().len());
        lines.push(line);
    }
}

fn records(head: &[String], body: &[Vec<String>], width: usize) -> Vec<String> {
    const HANG: usize = 2;
    let mut lines = Vec::new();
    for row in body {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        for (name, value) in head.iter().zip(row).filter(|(_, value)| !value.is_empty()) {
            let inside = width.saturating_sub(HANG).max(1);
            for (at, line) in wrap(&format!("{name}: {value}"), inside).into_iter().enumerate() {
                let hang = if at == 0 || width <= HANG { 0 } else { HANG };
                lines.push(" ".repeat(hang) + &line);
            }
        }
    }
    lines
}
