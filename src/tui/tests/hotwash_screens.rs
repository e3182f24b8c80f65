//! What the hot wash looks like at three sizes, with ordinary and with hostile texts, and what every key does there.

use super::hotwash::{SCENARIO, exercise, washed};
use crate::drill::start::Options;
use crate::tui::action::{Action, Context, TABLE};

const SIZES: [(u16, u16); 3] = [(120, 40), (80, 24), (40, 12)];

/// Texts that mean harm, and more of everything than fits.
fn hostile() -> String {
    let evil = r#"\u001b[31m\u202e漢字かな "#;
    let objectives: String =
        (0..30).map(|one| format!("{{ id = \"o{one}\", text = \"{}\" }},", evil.repeat(30))).collect();
    let questions: String = (0..30).map(|_| format!("\"{}\",", evil.repeat(20))).collect();
    let injects: String = (0..30)
        .map(|one| {
            let id = format!("{evil}.{one}");
            let manual = format!("{{ action = \"manual\", manual = \"{}\", objective = \"o1\" }}", evil.repeat(40));
            let expect = format!("[{{ action = \"decision\", within = \"1m\", objective = \"o1\" }}, {manual}]");
            format!(
                "[[inject]]\nid = \"{id}\"\nat = \"0m\"\nmethod = \"chat\"\nsynopsis = \"\"\ntext = \"{evil}\"\n\
                 expect = {expect}\n"
            )
        })
        .collect();
    format!(
        "schema = \"ic-drill/1\"\n[exercise]\nid = \"evil\"\ntitle = \"{evil}\"\nduration = \"30m\"\n\
         ground_truth = \"\"\"{}\n\n{evil}\"\"\"\nobjectives = [{objectives}]\nhotwash = [{questions}]\n{injects}",
        evil.repeat(200)
    )
}

#[test]
fn hot_wash_screens() {
    for size in SIZES {
        let (width, height) = size;
        for (name, keys) in [
            ("rate", "s"),
            ("locked", "s<tab>"),
            ("compare", "pjs<tab>j"),
            ("compare_outcome", "pjs<tab>jjjj"),
            ("compare_measures", "pjs<tab>G"),
            ("talk", "<tab><tab><enter>After half an hour.<enter>j"),
            ("improve", "c<tab><tab>"),
            ("improve_action", "c<tab><tab><enter>Name a writer<tab>bo<ctrl-s>j"),
            ("improve_form", "c<tab><tab><enter>Name a writer"),
        ] {
            insta::assert_snapshot!(format!("hot_wash_{name}_{width}x{height}"), washed(keys, size).screen());
        }
    }
}

#[test]
fn every_size_down_to_nothing_can_be_drawn_and_nothing_raw_reaches_the_cells() {
    for source in [SCENARIO.to_owned(), hostile()] {
        let mut seat = exercise(&source, Options::default(), true, (120, 40));
        for keys in [
            "H",
            "G",
            "gc",
            "j",
            "jjjj",
            "r<esc>",
            "G",
            "<space>",
            "<esc><tab>",
            "<enter>x\u{202e}<esc>",
            "<tab>",
            "jj",
        ] {
            seat.press(keys);
            for width in (0..=12).chain([20, 39, 40, 72, 80, 200]) {
                for height in (0..=6).chain([12, 24, 80]) {
                    let screen = seat.resize(width, height).screen();
                    assert!(!screen.contains(['\u{1b}', '\u{202e}']), "{keys} {width}x{height}: {screen}");
                    let is_wash = seat.model.contexts().contains(&Context::HotWash);
                    if is_wash && width >= 10 && height >= 1 {
                        assert!(screen.contains("EXERCISE"), "{width}x{height}: {screen}");
                    }
                }
            }
            seat.resize(120, 40);
        }
    }
}

#[test]
fn what_is_chosen_is_in_sight() {
    for size in SIZES {
        let mut seat = exercise(&hostile(), Options::default(), true, size);
        seat.press("Hc");
        for _ in 0..70 {
            seat.press("j");
            let theme = seat.model.theme.selection();
            let buffer = seat.buffer();
            let is_marked = |cell: &ratatui::buffer::Cell| Some(cell.bg) == theme.bg;
            let rows = (1..size.1).filter(|y| is_marked(&buffer[(size.0 / 2, *y)])).count();
            assert!(rows > 0, "{}", seat.screen());
        }
    }
}

#[test]
fn every_key_of_the_table_is_safe_in_every_part() {
    let keys: Vec<&str> = TABLE.iter().flat_map(|row| row.keys).map(|(_, key)| *key).collect();
    for part in 0..4 {
        let mut seat = washed("c<tab><tab><tab>", (80, 24));
        for _ in 0..part {
            seat.press("<tab>");
        }
        let contexts = seat.model.contexts();
        for key in &keys {
            seat.chord(key.parse().unwrap());
            seat.screen();
            seat.model.layers.truncate(1);
            if seat.model.layers.is_empty() {
                seat.press("H");
            }
            for _ in 0..4 {
                if seat.model.contexts() != contexts {
                    seat.press("<tab>");
                }
            }
            assert_eq!(seat.model.contexts(), contexts, "{key}");
        }
    }
}

#[test]
fn every_key_changes_the_screen_or_says_why_not() {
    let quiet = [Action::Up, Action::Down, Action::PageUp, Action::PageDown, Action::Top, Action::Bottom];
    let ways = [
        (Context::HotWashRate, "s"),
        (Context::HotWashCompare, "c"),
        (Context::HotWashTalk, "<tab><tab>"),
        (Context::HotWashImprove, "c<tab><tab>"),
        (Context::HotWash, ""),
    ];
    for (context, way) in ways {
        for row in TABLE.iter().filter(|row| !quiet.contains(&row.action)) {
            for (_, key) in row.keys.iter().filter(|(place, _)| *place == context) {
                let mut seat = washed(way, (80, 24));
                assert!(seat.model.contexts().contains(&context), "{way}");
                let before = seat.screen();
                seat.chord(key.parse().unwrap());
                assert_ne!(before, seat.screen(), "{key} ({}) does nothing in {context:?}", row.name);
            }
        }
    }
}
