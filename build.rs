//! How the program is linked.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|os| os == "linux") {
        // At a fixed address nothing has to be relocated at the start, which took a fifth of the time of a short run.
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
