//! Counts, and the file that keeps them: the machine that they are true for, then a row for each case.

use std::fmt;
use std::str::FromStr;

use crate::Machine;
use crate::callgrind::Profile;

/// What one operation of a case costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    pub instructions: u64,
    /// In hundredths: where operations differ, their mean may be no whole number.
    pub mallocs_hundredths: u64,
}

/// Measured twice, instructions differ by less than this many thousandths: std seeds its hashers anew in each process.
const SPREAD_PER_MILLE: u64 = 10;

/// The counts of cases, on one machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    pub machine: Machine,
    /// By the names of the cases, in the order of the program.
    pub rows: Vec<(String, Count)>,
}

/// The first words of the line above the rows.
const HEADING: [&str; 3] = ["case", "instructions", "mallocs"];

impl Count {
    /// The mean of so many operations, which together cost `profile`.
    pub(crate) fn each(profile: Profile, operations: usize) -> Self {
        let operations = operations as u64;
        let mean = |total: u64| (total + operations / 2) / operations;
        Self { instructions: mean(profile.instructions), mallocs_hundredths: mean(100 * profile.mallocs) }
    }

    /// Whether another program must have made this count than the one that made `other`.
    pub(crate) fn is_beyond_spread_of(self, other: Self) -> bool {
        let difference = self.instructions.abs_diff(other.instructions);
        1000 * difference > SPREAD_PER_MILLE * other.instructions || self.mallocs_hundredths != other.mallocs_hundredths
    }

    /// Such as `5.00`.
    pub fn mallocs(self) -> String {
        format!("{}.{:02}", self.mallocs_hundredths / 100, self.mallocs_hundredths % 100)
    }
}

impl Counts {
    pub fn get(&self, case: &str) -> Option<Count> {
        self.rows.iter().find(|(name, _)| name == case).map(|(_, count)| *count)
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "# What one operation of each case costs; benches/README.md says how it is counted.")?;
        writeln!(f, "# `CEPA_BLESS=1 .ci/counts` writes this file.\n")?;
        for (name, value) in self.machine.facts() {
            writeln!(f, "{name:<10}{value}")?;
        }
        let [case, instructions, mallocs] = HEADING;
        writeln!(f, "\n{case:<32}{instructions:>14}{mallocs:>10}")?;
        for (name, count) in &self.rows {
            writeln!(f, "{name:<32}{:>14}{:>10}", count.instructions, count.mallocs())?;
        }
        Ok(())
    }
}

impl FromStr for Counts {
    type Err = InvalidCounts;

    fn from_str(text: &str) -> Result<Self, InvalidCounts> {
        let lines = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim()));
        let mut lines = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        let mut facts = Vec::new();
        let headed = lines.by_ref().map(|(_, line)| line).take_while(|line| !line.split_whitespace().eq(HEADING));
        for line in headed {
            let (name, value) = line.split_once(' ').unwrap_or((line, ""));
            facts.push((name.to_owned(), value.trim().to_owned()));
        }
        let rows = lines.map(|(number, line)| parse_row(line).ok_or(InvalidCounts { line: number }));
        Ok(Self { machine: Machine::new(facts), rows: rows.collect::<Result<_, _>>()? })
    }
}

/// `answers/plaintext 4123 5.00`.
fn parse_row(line: &str) -> Option<(String, Count)> {
    let mut words = line.split_whitespace();
    let (Some(name), Some(instructions), Some(mallocs), None) =
        (words.next(), words.next(), words.next(), words.next())
    else {
        return None;
    };
    let (whole, hundredths) = mallocs.split_once('.').filter(|(_, hundredths)| hundredths.len() == 2)?;
    let mallocs_hundredths = whole.parse::<u64>().ok()?.checked_mul(100)?.checked_add(hundredths.parse().ok()?)?;
    Some((name.to_owned(), Count { instructions: instructions.parse().ok()?, mallocs_hundredths }))
}

/// A line that is no row of counts.
#[derive(Debug, PartialEq, Eq)]
pub struct InvalidCounts {
    /// From 1.
    pub line: usize,
}

impl fmt::Display for InvalidCounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {} is no row of a case, its instructions, and its mallocs with two decimals", self.line)
    }
}

impl std::error::Error for InvalidCounts {}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts() -> Counts {
        let facts = [("rustc", "1.95.0 (59807616e 2026-04-14)"), ("rustflags", ""), ("libc", "glibc 2.36")];
        Counts {
            machine: Machine::new(facts.map(|(name, value)| (name.to_owned(), value.to_owned())).into()),
            rows: vec![
                ("answers/plaintext".to_owned(), Count { instructions: 4123, mallocs_hundredths: 500 }),
                ("routing/hit/10".to_owned(), Count { instructions: 1875, mallocs_hundredths: 107 }),
            ],
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let text = counts().to_string();
        assert_eq!(text.parse(), Ok(counts()), "{text}");
    }

    #[test]
    fn a_row_is_for_people_to_read() {
        let text = counts().to_string();
        let row = text.lines().last().unwrap_or_default();
        assert_eq!(row, "routing/hit/10                            1875      1.07");
    }

    #[test]
    fn a_line_that_is_no_row_is_told() {
        for (row, why) in [
            ("a 1", "no mallocs"),
            ("a one 1.00", "no number"),
            ("a 1 1.0", "one decimal"),
            ("a 1 1", "no decimals"),
            ("a 1 -1.00", "less than nothing"),
            ("a 1 1.00 1", "a word too many"),
        ] {
            let text = format!("rustc 1\n\ncase instructions mallocs\nb 1 1.00\n{row}\n");
            assert_eq!(text.parse::<Counts>(), Err(InvalidCounts { line: 5 }), "{why}");
        }
    }

    #[test]
    fn the_spread_of_the_same_program_is_no_change() {
        let count = |instructions, mallocs_hundredths| Count { instructions, mallocs_hundredths };
        let kept = count(1000, 500);
        for (measured, beyond) in
            [(count(990, 500), false), (count(1010, 500), false), (count(1011, 500), true), (count(1000, 501), true)]
        {
            assert_eq!(measured.is_beyond_spread_of(kept), beyond, "{measured:?}");
        }
    }

    #[test]
    fn a_count_is_the_mean() {
        let count = Count::each(Profile { instructions: 1_299, mallocs: 21 }, 20);
        assert_eq!(count, Count { instructions: 65, mallocs_hundredths: 105 });
        assert_eq!(count.mallocs(), "1.05");
    }
}
