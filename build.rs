//! How the program is linked.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|os| os == "linux") {
        // A program at a fixed address needs no relocation at its start: that is a third of the time that `ic log` takes.
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
