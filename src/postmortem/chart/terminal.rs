//! The picture in a terminal: plain text, a row for each lane.

#[cfg(test)]
mod tests;

use unicode_width::UnicodeWidthStr;

use super::scale::Scale;
use super::{Chart, axis, length, place};
use crate::incident::Time;
use crate::postmortem::mark::MARK;

/// The marks of one picture.
struct Marks {
    fills: [char; 4],
    impact: char,
    severity: char,
    density: [char; 3],
    key: char,
    update: char,
    axis: char,
    tick: char,
    dash: &'static str,
    plain: bool,
}

const UNICODE: Marks = Marks {
    fills: ['█', '▓', '▒', '░'],
    impact: '━',
    severity: '─',
    density: ['·', '•', '●'],
    key: '★',
    update: '▲',
    axis: '─',
    tick: '┬',
    dash: "–",
    plain: false,
};
const ASCII: Marks = Marks {
    fills: ['#', '=', '+', ':'],
    impact: '=',
    severity: '-',
    density: ['.', 'o', 'O'],
    key: '*',
    update: '^',
    axis: '-',
    tick: '+',
    dash: "-",
    plain: true,
};

/// The names of lanes stand in so many columns to the left.
const LEFT: usize = 10;
const SHOWN: std::ops::RangeInclusive<usize> = 20..=200;

/// The picture in lines of at most `width` columns, with ASCII only if asked for. Less than 20 columns are drawn as 20,
/// more than 200 as 200.
pub fn draw(chart: &Chart<'_>, width: usize, ascii: bool) -> Vec<String> {
    let width = width.clamp(*SHOWN.start(), *SHOWN.end());
    let marks = if ascii { ASCII } else { UNICODE };
    let sheet = Sheet { chart, scale: Scale::of(chart), cells: width - LEFT, marks };
    let mut lines: Vec<String> = chart.exercise.then(|| MARK.to_owned()).into_iter().collect();
    lines.extend(sheet.lanes());
    lines.extend(sheet.axis());
    lines.extend(sheet.legend());
    lines.iter().map(|line| sheet.fitted(line, width)).collect()
}

struct Sheet<'a> {
    chart: &'a Chart<'a>,
    scale: Scale,
    cells: usize,
    marks: Marks,
}

impl Sheet<'_> {
    fn lanes(&self) -> Vec<String> {
        let chart = self.chart;
        let mut lines = Vec::new();
        if !chart.phases.is_empty() {
            let mut row = self.row();
            for (index, phase) in chart.phases.iter().enumerate() {
                let (letter, fill) = self.band(index);
                self.fill(&mut row, phase.from, phase.to, fill);
                row[self.cell(phase.from)] = letter;
            }
            lines.push(lane("phases", &row));
        }
        if !chart.impact.is_empty() {
            let mut row = self.row();
            chart.impact.iter().for_each(|&(from, to)| self.fill(&mut row, from, to, self.marks.impact));
            lines.push(lane("impact", &row));
        }
        let severities = chart.severity_bands();
        if !severities.is_empty() {
            let mut row = self.row();
            for (level, from, to) in severities {
                self.fill(&mut row, from, to, self.marks.severity);
                row[self.cell(from)] = char::from_digit(level.into(), 10).unwrap_or('?');
            }
            lines.push(lane("SEV", &row));
        }
        if !chart.events.is_empty() {
            lines.push(lane("events", &self.events()));
        }
        for audience in chart.audiences() {
            let mut row = self.row();
            let told = chart.updates.iter().filter(|update| update.to == audience);
            told.for_each(|update| row[self.cell(update.at)] = self.marks.update);
            lines.push(lane(audience, &row));
        }
        lines
    }

    fn events(&self) -> Vec<char> {
        let mut counts = vec![(0_usize, false); self.cells];
        for event in &self.chart.events {
            let (count, key) = &mut counts[self.cell(event.at)];
            *count += 1;
            *key |= event.key;
        }
        let [one, few, many] = self.marks.density;
        let mark = |(count, key)| match (count, key) {
            (0, _) => ' ',
            (_, true) => self.marks.key,
            (1, _) => one,
            (2..=3, _) => few,
            _ => many,
        };
        counts.into_iter().map(mark).collect()
    }

    fn axis(&self) -> [String; 3] {
        let mut line = vec![self.marks.axis; self.cells];
        let (mut labels, mut days) = (String::new(), String::new());
        for tick in axis::ticks(self.chart.dates, self.scale, self.cells) {
            let share = self.scale.place(tick.at.timestamp_millis());
            let cell = ((share * self.cells as f64) as usize).min(self.cells - 1);
            line[cell] = self.marks.tick;
            self.write(&mut labels, cell, &tick.label);
            self.write(&mut days, cell, &tick.day.unwrap_or_default());
        }
        let row = |name: &str, text: &str| lane(name, &text.chars().collect::<Vec<char>>());
        [lane("", &line), row(self.chart.dates.label(), &labels), row("", &days)]
    }

    /// Writes under a cell, unless something is there.
    fn write(&self, row: &mut String, cell: usize, text: &str) {
        let start = cell.min(self.cells.saturating_sub(text.width()));
        let free = row.is_empty() || row.width() < start;
        if free && !text.is_empty() {
            row.push_str(&" ".repeat(start - row.width()));
            row.push_str(text);
        }
    }

    fn legend(&self) -> Vec<String> {
        let chart = self.chart;
        let phases = chart.phases.iter().enumerate().map(|(index, phase)| {
            let (letter, fill) = self.band(index);
            let when = format!("{}{}{}", chart.stamp(phase.from), self.marks.dash, chart.stamp(phase.to));
            [format!("{letter}{fill} {}", phase.name), length(phase.from, phase.to), when]
        });
        let measures = chart.measures.iter().map(|(name, span)| [(*name).to_owned(), span.to_string(), String::new()]);
        let width = LEFT + self.cells;
        let mut lines = table(phases.collect(), width);
        lines.extend(table(measures.collect(), width));
        if !chart.events.is_empty() {
            let [one, few, many] = self.marks.density;
            lines.push(String::new());
            lines
                .push(format!("{one} 1 event  {few} 2{}3  {many} more  {} key event", self.marks.dash, self.marks.key));
        }
        if let Some(note) = &chart.left_out {
            lines.extend([String::new(), note.clone()]);
        }
        lines
    }

    fn band(&self, index: usize) -> (char, char) {
        let letter = char::from(b'A' + (index % 26) as u8);
        (letter, self.marks.fills[index % self.marks.fills.len()])
    }

    fn row(&self) -> Vec<char> {
        vec![' '; self.cells]
    }

    fn cell(&self, at: Time) -> usize {
        self.scale.cell(at, self.cells)
    }

    /// At least one cell.
    fn fill(&self, row: &mut [char], from: Time, to: Time, fill: char) {
        let first = self.cell(from);
        row[first..=self.cell(to).max(first)].fill(fill);
    }

    fn fitted(&self, line: &str, width: usize) -> String {
        let end = line.trim_end();
        // Spaces on the left are part of the picture, so only what is too long is cut.
        let safe = if end.width() <= width { end.to_owned() } else { place::cut(end, width) };
        if self.marks.plain { plain(&safe) } else { safe }
    }
}

fn plain(text: &str) -> String {
    let ascii = |c: char| {
        if c == '…' {
            '~'
        } else if c.is_ascii() {
            c
        } else {
            '?'
        }
    };
    text.chars().map(ascii).collect()
}

fn lane(name: &str, row: &[char]) -> String {
    let name = place::cut(name, LEFT - 1);
    let room = " ".repeat(LEFT.saturating_sub(name.width()));
    format!("{name}{room}{}", row.iter().collect::<String>())
}

/// Columns, after an empty line; the second one is aligned to the right, the third left out where it finds no room.
fn table(rows: Vec<[String; 3]>, width: usize) -> Vec<String> {
    if rows.is_empty() {
        return Vec::new();
    }
    let widest = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let (first, second) = (widest(0), widest(1));
    let fits = first + second + widest(2) + 4 <= width;
    let line = |[name, length, when]: &[String; 3]| {
        let gap = first - name.width() + second - length.width() + 2;
        format!("{name}{}{length}  {}", " ".repeat(gap), if fits { when } else { "" })
    };
    [String::new()].into_iter().chain(rows.iter().map(line)).collect()
}
