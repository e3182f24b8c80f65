//! Reads a page tag by tag, strictly: a page of ours is well-nested, and only what we allow stands in it.

use std::collections::HashSet;

const OF_PAGES: &str = " html head meta title style body header main footer nav h1 h2 h3 h4 h5 h6 p ul ol li table thead \
    tbody tr th td strong em del code pre blockquote hr br a span div section details summary figure ";
const OF_PICTURES: &str = " svg title desc style g rect line circle path text tspan polyline ";
const ATTRIBUTES: &str = " class id href lang charset content name http-equiv start ";
const OF_SHAPES: &str = " viewBox role xmlns x y x1 y1 x2 y2 width height cx cy r rx d points transform fill stroke \
    text-anchor font-weight font-size aria-label stroke-width stroke-dasharray opacity class ";

/// One tag that opens.
#[derive(Debug)]
pub struct Tag {
    pub name: String,
    pub attributes: Vec<(String, String)>,
}

/// The tags of a page in their order; panics at what is not well-nested or not allowed.
pub fn scan(page: &str) -> Vec<Tag> {
    let mut open: Vec<&str> = Vec::new();
    let mut tags = Vec::new();
    let mut rest = page.strip_prefix("<!DOCTYPE html>").expect("doctype");
    while let Some(at) = rest.find('<') {
        assert!(!rest[..at].contains('>') || open.last() == Some(&"style"), "a bare >: {}", &rest[..at]);
        let end = at + rest[at..].find('>').expect("a tag that ends");
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "before {rest:.80}");
            continue;
        }
        let closed = tag.ends_with('/');
        let (name, mut inside) = tag.trim_end_matches('/').split_once(' ').unwrap_or((tag.trim_end_matches('/'), ""));
        let in_picture = name == "svg" || open.contains(&"svg");
        let (names, keys) = if in_picture { (OF_PICTURES, OF_SHAPES) } else { (OF_PAGES, ATTRIBUTES) };
        assert!(names.contains(&format!(" {name} ")), "<{tag}>");
        let mut attributes = Vec::new();
        while !inside.trim().is_empty() {
            let (key, value) = inside.split_once("=\"").expect("a quoted value");
            let (value, after) = value.split_once('"').expect("the end of a value");
            assert!(keys.contains(&format!(" {} ", key.trim())), "<{tag}>");
            attributes.push((key.trim().to_owned(), value.to_owned()));
            inside = after;
        }
        if !closed && !["meta", "hr", "br"].contains(&name) {
            assert!(name != "a" || !open.contains(&"a"), "a link in a link");
            open.push(name);
        }
        tags.push(Tag { name: name.to_owned(), attributes });
    }
    assert!(open.is_empty(), "{open:?}");
    tags
}

/// Reads a page and looks at its links, ids and characters, too.
pub fn check(page: &str) -> Vec<Tag> {
    let tags = scan(page);
    let mut ids = HashSet::new();
    for (name, value) in tags.iter().flat_map(|tag| &tag.attributes) {
        assert!(name != "id" || ids.insert(value), "{value} twice");
        let address = value.to_ascii_lowercase();
        let fits = ["https://", "http://", "mailto:", "#"].iter().any(|start| address.starts_with(start));
        assert!(name != "href" || fits, "{value}");
    }
    let hidden = |c: char| c != '\n' && (c.is_control() || ('\u{202A}'..='\u{202E}').contains(&c) || c == '\u{FEFF}');
    assert!(!page.contains(hidden));
    tags
}
