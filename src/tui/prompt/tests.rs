use proptest::prelude::*;
use ratatui::{buffer::Buffer, layout::Rect, style::Style};
use unicode_segmentation::UnicodeSegmentation;

use super::*;

#[derive(Debug, Clone)]
enum Op {
    Insert(String),
    Set(String),
    SetCursor(usize),
    Do(usize),
}

const DEEDS: [fn(&mut Prompt); 14] = [
    Prompt::backspace,
    Prompt::delete,
    Prompt::left,
    Prompt::right,
    Prompt::word_left,
    Prompt::word_right,
    Prompt::home,
    Prompt::end,
    Prompt::delete_word_left,
    Prompt::delete_word_right,
    Prompt::kill_to_start,
    Prompt::kill_to_end,
    |prompt| {
        prompt.undo();
    },
    |prompt| {
        prompt.redo();
    },
];

fn hard_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        2 => "[a-z ]{1,3}",
        1 => any::<char>().prop_map(String::from),
        3 => proptest::sample::select(vec![
            "日", "e", "\u{301}", "👩", "\u{200d}", "❤️", "\u{1F1E9}", "\u{1F1EA}", "\u{1b}", "\0", "\n", "\r",
            "\r\n", "\t", "ｶ", "\u{FF9E}", "क", "\u{94D}", "ᄀ", "ᅡ", "ᆨ", "\u{600}", "\u{D4E}", "🏽", "\u{202e}",
            "ل", "ا", "\u{E0067}",
        ])
        .prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..5).prop_map(|pieces| pieces.concat())
}

fn ops() -> impl Strategy<Value = Vec<Op>> {
    let op = prop_oneof![
        6 => hard_text().prop_map(Op::Insert),
        1 => hard_text().prop_map(Op::Set),
        1 => (0..60usize).prop_map(Op::SetCursor),
        8 => (0..DEEDS.len()).prop_map(Op::Do),
    ];
    proptest::collection::vec(op, 0..40)
}

fn apply(prompt: &mut Prompt, op: &Op) {
    match op {
        Op::Insert(text) => prompt.insert(text),
        Op::Set(text) => prompt.set(text),
        Op::SetCursor(at) => prompt.set_cursor(*at),
        Op::Do(deed) => DEEDS[*deed](prompt),
    }
}

fn holding(text: &str, cursor: usize) -> Prompt {
    let mut prompt = Prompt::default();
    prompt.set(text);
    prompt.set_cursor(cursor);
    prompt
}

fn typed(prompt: &mut Prompt, text: &str) {
    text.chars().for_each(|c| prompt.insert(c.encode_utf8(&mut [0; 4])));
}

proptest! {
    #[test]
    fn the_cursor_stays_between_graphemes_and_in_the_window(ops in ops(), cells in 0..30usize) {
        let mut prompt = Prompt::default();
        for op in &ops {
            apply(&mut prompt, op);
            let text = prompt.text();
            let stops = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]);
            prop_assert!(stops.into_iter().any(|at| at == prompt.cursor()), "{:?}", prompt);

            let (line, column) = prompt.window(cells);
            prop_assert!(width(&line) <= cells, "{:?} {:?}", prompt, line);
            prop_assert!(usize::from(column) < cells || cells == 0);
            prop_assert_eq!(one_line(&line), &*line);
            let mut buffer = Buffer::empty(Rect::new(0, 0, 30, 1));
            buffer.set_stringn(0, 0, &line, cells, Style::default());
        }
    }

    #[test]
    fn undo_returns_to_the_start_and_redo_to_the_end(ops in ops()) {
        let mut prompt = Prompt::default();
        ops.iter().for_each(|op| apply(&mut prompt, op));
        while prompt.redo() {}
        let end = prompt.text().to_owned();
        while prompt.undo() {}
        prop_assert_eq!((prompt.text(), prompt.cursor()), ("", 0));
        while prompt.redo() {}
        prop_assert_eq!(prompt.text(), end);
    }

    #[test]
    fn an_edit_and_its_undo_change_nothing(ops in ops(), deed in 0..12usize) {
        let mut prompt = Prompt::default();
        ops.iter().for_each(|op| apply(&mut prompt, op));
        prompt.history.end_run();
        let before = (prompt.text().to_owned(), prompt.cursor());
        DEEDS[deed](&mut prompt);
        if prompt.text() != before.0 {
            prompt.undo();
            prop_assert_eq!((prompt.text().to_owned(), prompt.cursor()), before);
        }
    }

    #[test]
    fn short_text_is_shown_whole(text in hard_text(), cursor in 0..20usize) {
        let (line, column) = holding(&text, cursor).window(200);
        let shown: String = text.graphemes(true).map(one_line).collect();
        prop_assert_eq!(&line, &shown);
        prop_assert!(usize::from(column) <= width(&line));
    }
}

#[test]
fn a_typed_run_is_one_step() {
    let mut prompt = Prompt::default();
    typed(&mut prompt, "hello world");
    prompt.insert(" pasted");
    typed(&mut prompt, "!!");
    assert!(prompt.undo());
    assert_eq!(prompt.text(), "hello world pasted");
    assert!(prompt.undo());
    assert_eq!(prompt.text(), "hello world");
    assert!(prompt.undo() && prompt.is_empty() && !prompt.undo());
    assert!(prompt.redo() && prompt.redo() && prompt.redo() && !prompt.redo());
    assert_eq!(prompt.text(), "hello world pasted!!");
}

#[test]
fn a_move_ends_the_run_and_an_edit_ends_redo() {
    let mut prompt = Prompt::default();
    typed(&mut prompt, "ab");
    prompt.left();
    prompt.right();
    typed(&mut prompt, "cd");
    prompt.undo();
    assert_eq!(prompt.text(), "ab");
    prompt.backspace();
    prompt.backspace();
    assert!(!prompt.redo());
    prompt.undo();
    assert_eq!((prompt.text(), prompt.cursor()), ("ab", 2), "backspaces are one step");
}

#[test]
fn killed_replaced_and_taken_text_comes_back() {
    let mut prompt = holding("the draft", 3);
    prompt.kill_to_end();
    prompt.kill_to_start();
    prompt.insert("urgent");
    assert_eq!(prompt.take(), "urgent");
    assert!(prompt.is_empty());
    let texts: Vec<String> = (0..4).map(|_| (prompt.undo(), prompt.text().to_owned()).1).collect();
    assert_eq!(texts, ["urgent", "", "the", "the draft"]);
}

#[test]
fn moving_and_deleting_by_word_and_grapheme() {
    let mut prompt = holding("roll back v1_2: e\u{301}a 👩‍👩‍👧", usize::MAX);
    prompt.backspace();
    assert_eq!(prompt.text(), "roll back v1_2: e\u{301}a ");
    prompt.word_left();
    assert_eq!(prompt.cursor(), 16);
    prompt.right();
    assert_eq!(prompt.cursor(), 19);
    prompt.word_left();
    prompt.delete_word_left();
    assert_eq!(prompt.text(), "roll back e\u{301}a ");
    prompt.home();
    prompt.word_right();
    assert_eq!(prompt.cursor(), 4);
    prompt.delete_word_right();
    assert_eq!(prompt.text(), "roll e\u{301}a ");
    prompt.delete_word_right();
    prompt.delete_word_right();
    assert_eq!(prompt.text(), "roll");
    prompt.left();
    prompt.delete();
    prompt.delete();
    assert_eq!(prompt.text(), "rol");
}

#[test]
fn the_window_follows_the_cursor() {
    let alphabet = "abcdefghijklmnopqrstuvwxyz";
    for (cursor, cells, line, column) in [
        (26, 10, "‹stuvwxyz", 9),
        (0, 10, "abcdefghi›", 0),
        (13, 10, "‹ijklmnop›", 6),
        (13, 8, "ijklmnop", 5),
        (26, 1, "", 0),
        (0, 1, "a", 0),
        (5, 0, "", 0),
        (5, 26, alphabet, 5),
        (26, 27, alphabet, 26),
    ] {
        assert_eq!(holding(alphabet, cursor).window(cells), (line.into(), column));
    }
    assert_eq!(holding("a\n\u{1b}日", 3).window(40), ("a ⏎ <001B>日".into(), 10));
}

#[test]
fn memory_for_undo_is_bounded() {
    let mut prompt = Prompt::default();
    let paste = "x".repeat(1 << 20);
    for _ in 0..40 {
        prompt.insert(&paste);
        prompt.end();
    }
    assert_eq!((0..).take_while(|_| prompt.undo()).count(), 8);
    prompt.set(&"x".repeat(20 << 20));
    assert!(prompt.undo(), "the newest step is kept whatever its size");
    for _ in 0..3_000 {
        prompt.insert("ab");
    }
    assert_eq!((0..).take_while(|_| prompt.undo()).count(), 1_000);
}

/// Each would take minutes if an edit or a window walked the text.
#[test]
fn megabytes_are_edited_as_fast_as_words() {
    for piece in ["x", "日本", "line\n", "\u{1b}", "\u{1F1E9}\u{1F1EA}", "a\u{301}"] {
        let mut prompt = holding(&piece.repeat(2_000_000 / piece.len()), usize::MAX);
        for _ in 0..20 {
            typed(&mut prompt, "so é 日");
            prompt.delete_word_left();
            prompt.left();
            prompt.right();
            let (line, column) = prompt.window(80);
            assert!(width(&line) <= 80 && column < 80);
        }
    }
    for piece in ["\u{301}", "क्", "ᄀ", "👩\u{200d}"] {
        let tower = holding(&piece.repeat(2_000_000 / piece.len()), usize::MAX);
        assert!(width(&tower.window(80).0) <= 80, "one grapheme of 2 MB");
    }
}
