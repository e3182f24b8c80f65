//! Room for labels: how wide a text is, where it is cut, and how marks on a line make way for each other.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::incident::text;

/// The most of a text, in letters, that is kept for a tooltip.
const LONGEST: usize = 1_000;

/// Raw text on one safe line, at most so many columns wide, with `…` where something is missing.
pub fn cut(raw: &str, columns: usize) -> String {
    // What is cut away need not be made safe first: a pasted log may have megabytes.
    let end = raw.char_indices().nth(LONGEST).map_or(raw.len(), |(end, _)| end);
    let line = text::one_line(&raw[..end]);
    if end == raw.len() && line.width() <= columns {
        return line.trim().to_owned();
    }
    let mut kept = String::new();
    let mut width = 0;
    for letter in line.trim().graphemes(true) {
        width += letter.width();
        if width + 1 > columns {
            break;
        }
        kept.push_str(letter);
    }
    kept.truncate(kept.trim_end().len());
    if columns > 0 { kept + "…" } else { kept }
}

/// Moves marks apart to `gap` between their middles, each as little as possible, within `from` and `to`. The wishes
/// come in order; there must be room for all.
pub fn apart(wishes: &[f64], gap: f64, from: f64, to: f64) -> Vec<f64> {
    // A block is a run of touching marks: how many, and the sum of where each would have its first one.
    let mut blocks: Vec<(usize, f64)> = Vec::new();
    let last = wishes.len().saturating_sub(1) as f64;
    let first = |(count, sum): (usize, f64)| sum / count as f64;
    for (index, wish) in wishes.iter().enumerate() {
        let mut block = (1, wish - index as f64 * gap);
        while let Some(&before) = blocks.last().filter(|&&before| first(before) >= first(block)) {
            block = (block.0 + before.0, block.1 + before.1);
            blocks.pop();
        }
        blocks.push(block);
    }
    let firsts = blocks.into_iter().flat_map(|block| std::iter::repeat_n(first(block), block.0));
    let within = |first: f64| first.min(to - last * gap).max(from);
    firsts.enumerate().map(|(index, first)| within(first) + index as f64 * gap).collect()
}

/// At most `most` of these, evenly taken, the first and the last among them.
pub fn sample<T: Copy>(all: &[T], most: usize) -> Vec<T> {
    if all.len() <= most || most < 2 {
        return all.iter().copied().take(most).collect();
    }
    (0..most).map(|index| all[index * (all.len() - 1) / (most - 1)]).collect()
}
