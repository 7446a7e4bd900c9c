//! What counts hang on, beside the program: the compiler, the C library, the profiler, and the processor that it shows.

use std::path::Path;
use std::process::Command;

use crate::Error;
use crate::callgrind::{unavailable, valgrind};

/// What counts are true for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Machine {
    /// Names and values, in the order in which they are told.
    facts: Vec<(String, String)>,
}

impl Machine {
    pub fn new(facts: Vec<(String, String)>) -> Self {
        Self { facts }
    }

    /// The one that this program was compiled on, and runs on.
    ///
    /// # Errors
    ///
    /// valgrind is missing.
    pub fn this(program: &Path) -> Result<Self, Error> {
        let facts = [
            ("rustc", env!("MICRO_RUSTC").to_owned()),
            ("rustflags", env!("MICRO_RUSTFLAGS").to_owned()),
            ("target", env!("MICRO_TARGET").to_owned()),
            // Its `malloc` and `memcpy` are counted.
            ("libc", told(Command::new("getconf").arg("GNU_LIBC_VERSION")).unwrap_or_default()),
            ("valgrind", told(Command::new("valgrind").arg("--version"))?.replace("valgrind-", "")),
            // As the program sees them: valgrind shows a processor of its own making, which has no more than it can run.
            ("features", told(valgrind("none").arg("--quiet").arg(program).arg("--features"))?),
        ];
        Ok(Self::new(facts.map(|(name, value)| (name.to_owned(), value)).into()))
    }

    pub fn facts(&self) -> &[(String, String)] {
        &self.facts
    }

    /// What of `self` is another in `other`: `rustc 1.95.0, this is 1.96.0`.
    pub fn differences(&self, other: &Self) -> Vec<String> {
        let value = |machine: &Self, name: &str| {
            let fact = machine.facts.iter().find(|(known, _)| known == name);
            fact.map_or("unknown", |(_, value)| value).to_owned()
        };
        let mut names: Vec<&str> = self.facts.iter().chain(&other.facts).map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        let differences = names.into_iter().map(|name| (name, value(self, name), value(other, name)));
        let differences = differences.filter(|(_, own, others)| own != others);
        differences.map(|(name, own, others)| format!("{name} {own}, this is {others}")).collect()
    }
}

/// The first line that a program prints.
fn told(command: &mut Command) -> Result<String, Error> {
    let output = command.output().map_err(unavailable)?;
    Ok(String::from_utf8_lossy(&output.stdout).lines().next().unwrap_or_default().to_owned())
}

macro_rules! detected {
    ($($feature:tt)*) => {
        [$(($feature, std::arch::is_x86_feature_detected!($feature))),*]
    };
}

/// The features of the processor by which std and libc choose their code, as far as this program can see them.
pub(crate) fn features() -> String {
    #[cfg(target_arch = "x86_64")]
    let features =
        detected!("sse4.2" "popcnt" "lzcnt" "bmi1" "bmi2" "fma" "avx" "avx2" "ermsb" "avx512f" "avx512vl" "avx512bw");
    #[cfg(not(target_arch = "x86_64"))]
    let features: [(&str, bool); 0] = [];
    let seen: Vec<&str> = features.into_iter().filter_map(|(name, seen)| seen.then_some(name)).collect();
    seen.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn machine(facts: &[(&str, &str)]) -> Machine {
        Machine::new(facts.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn the_same_machine_has_no_differences() {
        let one = machine(&[("rustc", "1.95.0"), ("rustflags", "")]);
        assert_eq!(one.differences(&one), [""; 0]);
    }

    #[test]
    fn differences_are_told_with_both_sides() {
        let one = machine(&[("rustc", "1.95.0"), ("libc", "glibc 2.36")]);
        let other = machine(&[("libc", "glibc 2.36"), ("rustc", "1.96.0"), ("features", "avx2")]);
        let told = ["features unknown, this is avx2", "rustc 1.95.0, this is 1.96.0"];
        assert_eq!(one.differences(&other), told);
    }
}
