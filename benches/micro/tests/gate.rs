//! The program as it is run for a change: what makes it fail, and what does not.

use std::path::PathBuf;
use std::process::{Command, Output};
use std::{env, fs, process};

/// A quick case, by which all is tried.
const CASE: &str = "answers/plaintext";

/// A file of counts of [`CASE`] alone, as this machine measures them.
struct Kept {
    path: PathBuf,
}

/// What the program said and did.
struct Said {
    fails: bool,
    text: String,
}

impl Kept {
    fn new(test: &str) -> Self {
        let kept = Self { path: env::temp_dir().join(format!("micro-gate-{}-{test}", process::id())) };
        let said = kept.run(Some("1"));
        assert!(!said.fails && kept.path.exists(), "{}", said.text);
        kept
    }

    /// The file with its row put through `change`.
    fn doctored(self, change: impl Fn(&str) -> String) -> Self {
        let text = fs::read_to_string(&self.path).expect("a file");
        let line = |line: &str| if line.starts_with(CASE) { change(line) } else { line.to_owned() };
        let text: Vec<String> = text.lines().map(line).collect();
        fs::write(&self.path, text.join("\n")).expect("a file");
        self
    }

    /// Measures the case, and holds it to the file.
    fn run(&self, bless: Option<&str>) -> Said {
        let mut command = Command::new(env!("CARGO_BIN_EXE_micro"));
        command.arg("--counts").arg(&self.path).arg(CASE).env_remove("CEPA_BLESS");
        command.envs(bless.map(|bless| ("CEPA_BLESS", bless)));
        let Output { status, stdout, stderr } = command.output().expect("the program");
        Said { fails: !status.success(), text: String::from_utf8_lossy(&[stdout, stderr].concat()).into_owned() }
    }

    #[track_caller]
    fn assert_fails(&self, with: &str) {
        let said = self.run(None);
        assert!(said.fails && said.text.contains(&format!("FAILED: {with}")), "{}", said.text);
    }

    #[track_caller]
    fn assert_holds(&self, with: &str) {
        let said = self.run(None);
        assert!(!said.fails && said.text.contains(with), "{}", said.text);
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// The row of [`CASE`] with so many percent of its instructions, and so many mallocs more.
fn row(line: &str, percent: u64, mallocs: f64) -> String {
    let words: Vec<&str> = line.split_whitespace().collect();
    let instructions: u64 = words[1].parse().expect("instructions");
    let kept: f64 = words[2].parse().expect("mallocs");
    format!("{CASE} {} {:.2}", instructions * percent / 100, kept + mallocs)
}

#[test]
#[cfg_attr(debug_assertions, ignore = "counts are for release builds")]
fn what_was_blessed_holds() {
    Kept::new("holds").assert_holds(CASE);
}

#[test]
#[cfg_attr(debug_assertions, ignore = "counts are for release builds")]
fn more_instructions_fail_by_the_name_of_the_case() {
    Kept::new("instructions").doctored(|line| row(line, 90, 0.0)).assert_fails(CASE);
}

#[test]
#[cfg_attr(debug_assertions, ignore = "counts are for release builds")]
fn one_more_malloc_fails_by_the_name_of_the_case() {
    Kept::new("mallocs").doctored(|line| row(line, 100, -1.0)).assert_fails(CASE);
}

#[test]
#[cfg_attr(debug_assertions, ignore = "counts are for release builds")]
fn a_gain_is_told_aloud() {
    Kept::new("gain").doctored(|line| row(line, 110, 1.0)).assert_holds(&format!("BETTER: {CASE}"));
}

#[test]
#[cfg_attr(debug_assertions, ignore = "counts are for release builds")]
fn a_case_without_a_kept_count_fails() {
    Kept::new("new").doctored(|_| String::new()).assert_fails(&format!("{CASE}: a new case"));
}

#[test]
#[cfg_attr(debug_assertions, ignore = "counts are for release builds")]
fn a_kept_count_without_a_case_fails() {
    let gone = format!("{CASE}-of-old");
    Kept::new("gone")
        .doctored(|line| format!("{line}\n{gone} 1 1.00"))
        .assert_fails(&format!("{gone}: no case any more"));
}

#[test]
#[cfg_attr(debug_assertions, ignore = "counts are for release builds")]
fn counts_of_another_machine_are_skipped_aloud() {
    let kept = Kept::new("machine").doctored(|line| row(line, 50, -1.0));
    let text = fs::read_to_string(&kept.path).expect("a file").replace("\nrustc     ", "\nrustc     0.");
    fs::write(&kept.path, text).expect("a file");
    kept.assert_holds("SKIPPED: the kept counts are for rustc 0.");
    // The cases have to be those of the file all the same.
    kept.doctored(|_| String::new()).assert_fails(&format!("{CASE}: a new case"));
}

#[test]
#[cfg_attr(debug_assertions, ignore = "counts are for release builds")]
fn a_file_that_cannot_be_read_fails_and_so_does_none() {
    let kept = Kept::new("unreadable").doctored(|line| format!("{line} 1"));
    assert!(kept.run(None).fails);
    fs::remove_file(&kept.path).expect("a file");
    assert!(kept.run(None).fails);
}

/// Blessing again changes what has changed.
#[test]
#[cfg_attr(debug_assertions, ignore = "counts are for release builds")]
fn what_has_not_changed_is_blessed_as_it_was() {
    let kept = Kept::new("bless");
    let read = || fs::read_to_string(&kept.path).expect("a file");
    let first = read();
    assert!(!kept.run(Some("1")).fails);
    assert_eq!(read(), first);
    assert!(!kept.run(Some("0")).fails, "0 blesses nothing");
}
