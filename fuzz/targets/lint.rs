#![no_main]

#[path = "../../tests/finds/targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::lint(bytes));
