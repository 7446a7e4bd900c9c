//! Tells the program what it is compiled by and for: counts of another compiler are no counts of this one.

use std::env;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-env=MICRO_RUSTC={}", rustc_version());
    println!("cargo::rustc-env=MICRO_TARGET={}", variable("TARGET"));
    println!("cargo::rustc-env=MICRO_RUSTFLAGS={}", rustflags());
}

/// Such as `1.95.0 (59807616e 2026-04-14)`.
fn rustc_version() -> String {
    let output = Command::new(variable("RUSTC")).arg("--version").output().expect("rustc tells its version");
    let text = String::from_utf8_lossy(&output.stdout);
    text.trim().trim_start_matches("rustc ").to_owned()
}

fn rustflags() -> String {
    let flags = variable("CARGO_ENCODED_RUSTFLAGS").replace('\u{1f}', " ");
    if flags.is_empty() { "none".to_owned() } else { flags }
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_default()
}
