//! Hostile text made safe to show, and slugs.
//!
//! Text is stored as it came; every sink (screen, CLI, exports, error messages) passes it through [`visible`] or
//! [`one_line`], so that no log line can move the cursor, turn the reading direction or hide words.

use std::borrow::Cow;

use unicode_segmentation::GraphemeCursor;
use unicode_width::UnicodeWidthChar;

/// Real writing systems need at most four marks on a letter; more is drawn over the neighbouring lines.
const MAX_MARKS: usize = 8;
/// The longest emoji sequences in use (a kissing couple with skin tones) have three joiners.
const MAX_JOINERS: usize = 8;
const TAB: &str = "    ";
const ZWJ: char = '\u{200D}';
const KEYCAP: char = '\u{20E3}';

const CUT_SLUG: usize = 48;
/// Room for an id: a date, a hyphen and a slug.
const MAX_ID: usize = 96;

/// Makes text safe to show on one or several lines, borrowing it when nothing has to change.
///
/// - Control, bidirectional and invisible characters (Unicode's `Default_Ignorable_Code_Point`, line separators,
///   noncharacters) become `<202E>`: their number in upper-case hex, at least four digits.
/// - `\n` stays and `\r\n` counts as `\n`; a lone `\r` is shown. A tab becomes four spaces.
/// - The zero-width joiner and the variation selectors 15 and 16 stay only inside emoji.
/// - At most eight marks stay on one base, the rest become one `<+192 marks>`. What has no width and does not join
///   the character before it (a mark at the start of a line, a lone Hangul vowel) is shown like a control.
///
/// Doing it twice changes nothing more.
pub fn visible(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let mut safe = Safe::new(text);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, next)| next);
        if c == '\r' && next == Some('\n') {
            safe.changed(at);
            continue;
        }
        match safe.role(c, next) {
            Role::Base => safe.base(c),
            Role::Mark => safe.mark(at, c),
            Role::InEmoji => safe.keep(c),
            Role::Tab => safe.show(at, TAB),
            Role::Hidden => safe.show(at, &format!("<{:04X}>", u32::from(c))),
        }
    }
    safe.finish()
}

/// [`visible`] text on one line: a newline is shown as `" ⏎ "`.
pub fn one_line(text: &str) -> Cow<'_, str> {
    let safe = visible(text);
    if safe.contains('\n') { Cow::Owned(safe.replace('\n', " ⏎ ")) } else { safe }
}

/// JSON in which everything that [`visible`] would change is written as `\u202e`: the same data, and nothing that could
/// command a terminal. Outside of its strings JSON has no such character but newlines.
pub fn json_visible(json: &str) -> String {
    if json.bytes().all(|byte| byte.is_ascii() && byte != 0x7f) {
        return json.to_owned();
    }
    let mut safe = String::with_capacity(json.len());
    let is_shown = |c: char| *visible(c.encode_utf8(&mut [0; 4])) == *c.encode_utf8(&mut [0; 4]);
    for c in json.chars() {
        if (c.is_ascii() && c != '\u{7f}') || is_shown(c) {
            safe.push(c);
        } else {
            safe.extend(c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")));
        }
    }
    safe
}

/// A name for a folder or a file: `[a-z0-9][a-z0-9-]{0,63}`, cut at a word near 48 characters, `incident` when
/// nothing is left. Latin letters lose their accents, all else becomes a single `-`.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        if slug.len() > CUT_SLUG {
            break;
        }
        match fold(c) {
            Some(letters) => slug.push_str(letters),
            None if c.is_ascii_alphanumeric() => slug.push(c),
            None if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            None => {}
        }
    }
    if slug.len() > CUT_SLUG {
        // A first half without a hyphen is one long word: better cut than lost.
        let word_end = slug[..=CUT_SLUG].rfind('-').filter(|&end| end >= CUT_SLUG / 2);
        slug.truncate(word_end.unwrap_or(CUT_SLUG));
    }
    slug.truncate(slug.trim_end_matches('-').len());
    if slug.is_empty() { "incident".into() } else { slug }
}

/// The words with a capital letter at the beginning.
pub fn capital(words: &str) -> String {
    let (first, rest) = words.split_at(words.chars().next().map_or(0, char::len_utf8));
    first.to_uppercase() + rest
}

/// Whether this is a slug or an id made of a date and a slug: `[a-z0-9][a-z0-9-]{0,95}`.
pub fn is_slug(text: &str) -> bool {
    let letter = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    text.len() <= MAX_ID && text.bytes().next().is_some_and(letter) && text.bytes().all(|b| letter(b) || b == b'-')
}

/// Printable ASCII and newlines only. Each chunk is judged without a branch, so it runs at memory speed.
fn is_plain(text: &str) -> bool {
    let plain = |b: &u8| (b' '..=b'~').contains(b) | (*b == b'\n');
    text.as_bytes().chunks(64).all(|chunk| chunk.iter().fold(true, |all, b| all & plain(b)))
}

enum Role {
    Base,
    Mark,
    /// A joiner or selector with its emoji.
    InEmoji,
    Tab,
    Hidden,
}

/// The safe text as it grows: nothing is copied until the first change.
/// Every decision looks at what was kept, not at what came in, so the result is judged the same the second time.
struct Safe<'a> {
    text: &'a str,
    out: Option<String>,
    last: char,
    before_last: char,
    marks: usize,
    dropped: usize,
    joiners: usize,
}

impl<'a> Safe<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, out: None, last: '\n', before_last: '\n', marks: 0, dropped: 0, joiners: 0 }
    }

    fn role(&self, c: char, next: Option<char>) -> Role {
        match c {
            '\n' | ' '..='~' => Role::Base,
            '\t' => Role::Tab,
            ZWJ if self.may_join() && next.is_some_and(is_pictograph) => Role::InEmoji,
            '\u{FE0E}' | '\u{FE0F}' if is_pictograph(self.last) => Role::InEmoji,
            '\u{FE0F}' if matches!(self.last, '0'..='9' | '#' | '*') && next == Some(KEYCAP) => Role::InEmoji,
            _ if is_hidden(c) => Role::Hidden,
            _ if !is_mark(c) => Role::Base,
            _ if c.width() == Some(0) && !one_cluster(&[self.last, c]) => Role::Hidden,
            _ => Role::Mark,
        }
    }

    fn may_join(&self) -> bool {
        self.joiners < MAX_JOINERS
            && match self.last {
                '\u{1F3FB}'..='\u{1F3FF}' => is_pictograph(self.before_last),
                '\u{FE0F}' => true, // kept only after an emoji
                last => is_pictograph(last),
            }
    }

    /// The copy to write to, begun with everything before the first change.
    fn changed(&mut self, at: usize) -> &mut String {
        self.out.get_or_insert_with(|| {
            let mut out = String::with_capacity(self.text.len() + 32);
            out.push_str(&self.text[..at]);
            out
        })
    }

    fn keep(&mut self, c: char) {
        self.before_last = self.last;
        self.last = c;
        self.joiners += usize::from(c == ZWJ);
        if let Some(out) = &mut self.out {
            out.push(c);
        }
    }

    fn base(&mut self, c: char) {
        self.say_dropped();
        self.marks = 0;
        if self.last != ZWJ {
            self.joiners = 0;
        }
        self.keep(c);
    }

    fn mark(&mut self, at: usize, c: char) {
        if self.marks < MAX_MARKS {
            self.marks += 1;
            self.keep(c);
        } else {
            self.changed(at);
            self.dropped += 1;
        }
    }

    fn show(&mut self, at: usize, shown: &str) {
        self.say_dropped();
        self.changed(at);
        self.marks = 0;
        self.joiners = 0;
        shown.chars().for_each(|c| self.keep(c));
    }

    fn say_dropped(&mut self) {
        if self.dropped > 0 {
            let plural = if self.dropped == 1 { "" } else { "s" };
            let note = format!("<+{} mark{plural}>", self.dropped);
            self.dropped = 0;
            note.chars().for_each(|c| self.keep(c));
        }
    }

    fn finish(mut self) -> Cow<'a, str> {
        self.say_dropped();
        self.out.map_or(Cow::Borrowed(self.text), Cow::Owned)
    }
}

/// Controls, `Default_Ignorable_Code_Point` (DerivedCoreProperties.txt, Unicode 16; it holds the bidi controls, fillers,
/// selectors and tags), the line separators, the interlinear annotations and the noncharacters.
fn is_hidden(c: char) -> bool {
    match c {
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' => true,
        ..'\u{AD}' => false,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' => true,
        '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' => true,
        '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FDD0}'..='\u{FDEF}' | '\u{FE00}'..='\u{FE0F}' => true,
        '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' => true,
        '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}' => true,
        _ => u32::from(c) & 0xFFFE == 0xFFFE,
    }
}

/// What stands on, under or around the character before it: anything without a width, and what Unicode's grapheme
/// rules (UAX #29, GB9 and GB9a) never part from a letter.
fn is_mark(c: char) -> bool {
    match c {
        // Latin; Han, kana and Yi; Hangul: the bulk of all text, known to hold no marks.
        ..'\u{300}' | '\u{3100}'..'\u{A66F}' | '\u{AC00}'..='\u{D7A3}' => false,
        _ => c.width() == Some(0) || one_cluster(&['a', c]),
    }
}

/// `Extended_Pictographic`, asked by rule GB11: only such a character is joined by a ZWJ.
fn is_pictograph(c: char) -> bool {
    c >= '\u{A9}' && one_cluster(&[c, ZWJ, '❤'])
}

/// Whether the last of these characters, at most three, belongs to the same grapheme as the one before it.
fn one_cluster(chars: &[char]) -> bool {
    let mut bytes = [0; 12];
    let mut len = 0;
    let mut last = 0;
    for c in chars {
        last = len;
        len += c.encode_utf8(&mut bytes[len..]).len();
    }
    let text = str::from_utf8(&bytes[..len]).unwrap_or_default();
    GraphemeCursor::new(last, len, true).is_boundary(text, 0) == Ok(false)
}

/// The plain letters for a lower-case Latin letter; nothing for an accent that follows its letter.
fn fold(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{300}'..='\u{36F}' => "",
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ạ' | 'ả' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ẹ' | 'ế' | 'ề' | 'ệ' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ị' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ơ' | 'ọ' | 'ố' | 'ồ' | 'ộ' => "o",
        'œ' => "oe",
        'ŕ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ț' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ụ' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
