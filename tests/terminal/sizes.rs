//! Sizes come and go, faster than anybody can draw, while somebody types.

#[cfg(target_os = "linux")]
use std::time::Duration;

use super::common::LONG;
use super::{CTRL_Q, Watch};

const ODD: [(u16, u16); 12] =
    [(0, 0), (1, 1), (2, 1), (1, 2), (0, 24), (80, 0), (3, 3), (500, 2), (2, 200), (300, 100), (1000, 1000), (40, 12)];

#[test]
fn two_thousand_sizes() {
    let mut watch = Watch::new();
    let room = &mut watch.room;
    // The largest first, and all that it takes.
    room.resize((1000, 1000));
    let shown = room.shown().raw.len();
    room.wait_until("a frame", |now| now.is_whole() && now.raw.len() > shown + 1000);
    #[cfg(target_os = "linux")]
    let largest = memory(room.pid());
    let letters = "abcdefghij";
    let mut typed = String::new();
    for step in 0..2_000_u16 {
        let odd = ODD.get(step as usize / 7 % (2 * ODD.len())).copied().filter(|_| step % 7 == 0);
        room.resize(odd.unwrap_or((1 + step * 7 % 160, 1 + step * 3 % 60)));
        if step % 40 == 0 {
            let letter = &letters[step as usize / 40 % 10..][..1];
            room.send(letter);
            typed.push_str(letter);
        }
    }
    for size in [(1, 1), (40, 12), (120, 40)] {
        room.resize(size);
    }
    room.wait_until("the last size", |shown| {
        shown.is_whole() && shown.contains(&format!("› {typed}")) && shown.contains("declared: Night watch")
    });
    #[cfg(target_os = "linux")]
    {
        let after = memory(room.pid());
        assert!(after < 2 * largest, "{after} kB after the storm, {largest} kB at the largest size");
        let before = room.worked();
        std::thread::sleep(Duration::from_secs(1));
        let worked = room.worked() - before;
        assert!(worked < Duration::from_millis(200), "{worked:?} at rest");
    }
    room.send(CTRL_Q);
    assert_eq!(room.exit_code(LONG), 0);
    room.is_given_back();
}

/// What a process has in memory, in kB.
#[cfg(target_os = "linux")]
fn memory(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}
