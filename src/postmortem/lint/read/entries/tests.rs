use super::super::read;
use super::*;

fn told(markdown: &str) -> Vec<String> {
    let tell = |entry: &Entry| {
        let date = entry.date.map_or("?".to_owned(), |date| date.to_string());
        let time = entry.time.map_or("?".to_owned(), |time| time.format("%H:%M").to_string());
        let until = entry.until.map_or(String::new(), |until| until.format("-%H:%M").to_string());
        format!("{} {date} {time}{until} {}", entry.timeline, entry.text)
    };
    read(markdown).entries.iter().map(tell).collect()
}

fn under_timeline(entries: &str) -> Vec<String> {
    told(&format!("# Outage of 2024-05-06\n\n## Timeline\n\n{entries}"))
}

#[test]
fn forms_of_one_entry() {
    let cases = [
        ("- 14:25 a", "0 2024-05-06 14:25 a"),
        ("- **14:25 UTC** - a", "0 2024-05-06 14:25 a"),
        ("* [14:25] @a b", "0 2024-05-06 14:25 @a b"),
        ("- [2024-05-07] 14:25: a", "0 2024-05-07 14:25 a"),
        ("- May 7, 2:25 PM (UTC): a", "0 2024-05-07 14:25 a"),
        ("- **14:25 UTC (May 7)** - a", "0 2024-05-07 14:25 a"),
        ("14:25: a", "0 2024-05-06 14:25 a"),
        ("6 PM – a", "0 2024-05-06 18:00 a"),
        ("*2024-05-07/14:25*: a", "0 2024-05-07 14:25 a"),
        ("- 12:43 - 12:49 a", "0 2024-05-06 12:43-12:49 a"),
        ("- 12:22 to 13:00: a", "0 2024-05-06 12:22-13:00 a"),
        ("- ~13:30-13:45 a", "0 2024-05-06 13:30-13:45 a"),
        ("- HH:mm a", "0 2024-05-06 ? a"),
        ("- [???] a", "0 2024-05-06 ? a"),
        ("- 2024-05-?? HH:mm a", "0 ? ? a"),
        ("- 24:10 a", "0 2024-05-07 00:10 a"),
        ("- 25:10 a", "0 2024-05-06 ? a"),
        ("- T+1h a", "0 ? ? a"),
        ("- Repaired: 2024-05-07 15:50", "0 2024-05-07 15:50 Repaired: 2024-05-07 15:50"),
        ("- At 14:25 a", "0 2024-05-06 14:25 a"),
        ("- 2024-05-07: a", "0 2024-05-07 ? a"),
        ("### 14:25\n\na", "0 2024-05-06 14:25 a"),
        ("### 2024-05-07\n\na", "0 2024-05-07 ? a"),
        ("| Time | What |\n|---|---|\n| 14:25 | a |", "0 2024-05-06 14:25 a"),
        ("| # | Time | What |\n|---|---|---|\n| 1 | 14:25 | a |", "0 2024-05-06 14:25 a"),
    ];
    for (text, expected) in cases {
        assert_eq!(under_timeline(text), [expected], "{text}");
    }
}

#[test]
fn what_is_written_is_kept_as_written() {
    let raw = |text: &str| begin(text).map(|begin| text[begin.raw].to_owned());
    for text in
        ["[2024-05-06] 14:25", "14:25 (UTC)", "22:30 UTC (Oct 29)", "[14:25]", "May 7, 2:25 PM", "12:43 - 12:49"]
    {
        assert_eq!(raw(&format!("{text}: a")).as_deref(), Some(text));
    }
    let about = |text: &str| begin(text).is_some_and(|begin| begin.about);
    assert!(about("~14:25 a") && about("Around 5 PM: a") && !about("At 14:25 a") && !about("[14:25] about a"));
    assert_eq!((raw("a 14:25"), raw("")), (None, None));
}

#[test]
fn what_is_no_entry() {
    for text in [
        "- a at 14:25",
        "All times in UTC",
        "2024-05-06",
        "- **Note:** a",
        "> 14:25 a",
        "```\n14:25 a\n```",
        "### Phase 1\n\na",
    ] {
        assert_eq!(under_timeline(text), Vec::<String>::new(), "{text}");
    }
    assert_eq!(told("# A\n## Impact\n- 14:25 a"), Vec::<String>::new());
}

#[test]
fn days_come_from_what_stands_before() {
    let days = |entries: &str| -> Vec<String> {
        under_timeline(entries).iter().map(|entry| entry[2..18].to_owned()).collect()
    };
    assert_eq!(
        days("- 2024-05-05 23:50 a\n- 00:10 b\n- 09:00 c"),
        ["2024-05-05 23:50", "2024-05-06 00:10", "2024-05-06 09:00"]
    );
    assert_eq!(days("- 14:49 a\n- 14:43 b"), ["2024-05-06 14:49", "2024-05-06 14:43"]);
    assert_eq!(days("- 20:10 a\n- 19:50 b"), ["2024-05-06 20:10", "2024-05-06 19:50"]);
    assert_eq!(days("2024-05-07\n\n- 14:00 a\n\n2024-05-08\n\n- 14:00 b"), ["2024-05-07 14:00", "2024-05-08 14:00"]);
    assert_eq!(
        days("### May 7\n\n#### 14:00\na\n\n### May 8\n\n#### 15:00\nb"),
        ["2024-05-07 14:00", "2024-05-08 15:00"]
    );
    let fixed = "Unless otherwise noted all events are of May 8.\n\n- May 7 14:00 a\n- 15:00 b";
    assert_eq!(days(fixed), ["2024-05-07 14:00", "2024-05-08 15:00"]);
    let rows = "Time | What\n--- | ---\n5/28 | \n14:00 | a";
    assert_eq!(days(rows), ["2024-05-28 14:00"]);
}

#[test]
fn several_incidents_and_one_in_pieces() {
    let several =
        "# All\n\n### May 5, 2024 - a\n\n**Timeline:**\n\n- 14:00 a\n\n### May 6, 2024 - b\n\n## Timeline\n\n- 15:00 b";
    assert_eq!(told(several)[0], "0 2024-05-05 14:00 a");
    let nested = several.replace("## Timeline", "**Timeline:**");
    assert_eq!(told(&nested), ["0 2024-05-05 14:00 a", "1 2024-05-06 15:00 b"]);
    let pieces = "---\ndate: 2024-05-05\n---\n# Timeline\n\n- 14:00 a\n\n# Disks\n\nx\n\n# Timeline\n\n- 15:00 b";
    assert_eq!(told(pieces), ["0 2024-05-05 14:00 a", "0 2024-05-05 15:00 b"]);
    let records = "- 2024-05-05 15:00 down\n- 2024-05-06 15:00 slow\n- 2024-05-06 15:00 up";
    let beside = format!("# A\n\n## Timeline\n\n- 2024-05-06 14:00 a\n\n## What customers read\n\n{records}");
    assert_eq!(told(&beside)[..2], ["0 2024-05-06 14:00 a", "1 2024-05-05 15:00 down"]);
}
