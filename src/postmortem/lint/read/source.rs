//! The text before Markdown: front matter is taken off, comments and templates are blanked, bullets of plain text become
//! list marks. Lines are never added or removed, so numbers of lines hold throughout.

use std::sync::LazyLock;

use regex::Regex;

static HIDDEN: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?s)<!--.*?-->|<%.*?%>").expect("a valid pattern"));
static BREAK_ALONE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?im)^[ \t]*<br\s*/?>[ \t]*$").expect("a valid pattern"));
static BULLET: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?m)^[ \t]*[•●▪◦‣][ \t]*").expect("a valid pattern"));

/// A key of the front matter with its value.
#[derive(Debug, PartialEq)]
pub(super) struct Field {
    /// The line, from 1.
    pub line: usize,
    /// The key, in lower case.
    pub key: String,
    /// The value, without quotation marks.
    pub value: String,
}

/// A text ready for Markdown.
#[derive(Debug, PartialEq)]
pub(super) struct Source {
    /// As many lines as there were.
    pub text: String,
    /// What stood between `---` and `---`, or `+++` and `+++`, at the top.
    pub front: Vec<Field>,
}

impl Source {
    pub(super) fn of(markdown: &str) -> Source {
        let text = markdown.strip_prefix('\u{FEFF}').unwrap_or(markdown).replace("\r\n", "\n").replace('\r', " ");
        let (front, text) = split_front(&text);
        let text = HIDDEN.replace_all(&text, |found: &regex::Captures| "\n".repeat(found[0].matches('\n').count()));
        let text = BREAK_ALONE.replace_all(&text, "");
        Source { text: BULLET.replace_all(&text, "- ").into_owned(), front }
    }
}

fn split_front(text: &str) -> (Vec<Field>, String) {
    let mut lines = text.lines().map(str::trim_end);
    let mark = lines.next().filter(|first| matches!(*first, "---" | "+++")).unwrap_or_default();
    let Some(end) = lines.position(|line| line == mark).filter(|_| !mark.is_empty()) else {
        return (Vec::new(), text.to_owned());
    };
    let separator = if mark == "---" { ':' } else { '=' };
    let inside = text.lines().enumerate().skip(1).take(end);
    let fields = inside.filter_map(|(at, line)| {
        let (key, value) = line.split_once(separator)?;
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
        let value = value.trim().trim_matches(['"', '\'']);
        (key.trim_end().chars().all(plain) && !value.is_empty()).then(|| Field {
            line: at + 1,
            key: key.trim().to_lowercase(),
            value: value.to_owned(),
        })
    });
    let rest: Vec<&str> = text.lines().skip(end + 2).collect();
    (fields.collect(), "\n".repeat(end + 2) + &rest.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_taken_off_and_lines_stay() {
        let source = Source::of("---\ntitle: \"Mail: down\"\ndate: 2024-05-06\n  deep: x\n---\n# A");
        let fields: Vec<(usize, &str, &str)> =
            source.front.iter().map(|field| (field.line, field.key.as_str(), field.value.as_str())).collect();
        assert_eq!(fields, [(2, "title", "Mail: down"), (3, "date", "2024-05-06")]);
        assert_eq!(source.text, "\n\n\n\n\n# A");
        assert_eq!(Source::of("+++\ndate = 2024-05-06\n+++\nx").front[0].value, "2024-05-06");
        assert_eq!(Source::of("---\nno end").text, "---\nno end");
    }

    #[test]
    fn comments_templates_and_bullets() {
        assert_eq!(Source::of("a <!-- b\nc --> d\n<%= e %>f").text, "a \n d\nf");
        assert_eq!(Source::of("      •  one\r\n  <br/>\n● two").text, "- one\n\n- two");
    }
}
