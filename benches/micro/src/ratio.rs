//! What one case may cost beside another: this holds on any machine.

use std::fmt;

use crate::Counts;

/// A case, another one, and how many times what that costs the first may cost, in instructions.
#[derive(Debug, Clone, PartialEq)]
pub struct Ratio {
    pub of: String,
    pub to: String,
    pub at_most: f64,
}

/// A ratio as measured.
#[derive(Debug)]
pub(crate) struct MeasuredRatio<'r> {
    ratio: &'r Ratio,
    value: f64,
}

impl Ratio {
    /// `None` where one of the cases was not measured.
    pub(crate) fn measured(&self, counts: &Counts) -> Option<MeasuredRatio<'_>> {
        let (of, to) = (counts.get(&self.of)?, counts.get(&self.to)?);
        Some(MeasuredRatio { ratio: self, value: of.instructions as f64 / to.instructions as f64 })
    }
}

impl MeasuredRatio<'_> {
    pub(crate) fn fails(&self) -> bool {
        self.value > self.ratio.at_most
    }
}

impl fmt::Display for MeasuredRatio<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { ratio: Ratio { of, to, at_most }, value } = self;
        write!(f, "{of}: {value:.2} times the instructions of {to}, of at most {at_most}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Count, Machine};

    fn counts(of: u64) -> Counts {
        let row = |name: &str, instructions| (name.to_owned(), Count { instructions, mallocs_hundredths: 0 });
        Counts { machine: Machine::new(Vec::new()), rows: vec![row("many", of), row("few", 1000)] }
    }

    fn ratio(of: &str) -> Ratio {
        Ratio { of: of.to_owned(), to: "few".to_owned(), at_most: 1.25 }
    }

    #[test]
    fn more_than_the_bound_fails() {
        for (instructions, fails) in [(1000, false), (1250, false), (1251, true)] {
            assert_eq!(ratio("many").measured(&counts(instructions)).map(|ratio| ratio.fails()), Some(fails));
        }
    }

    #[test]
    fn it_says_what_it_is_of() {
        let told = ratio("many").measured(&counts(1300)).map(|ratio| ratio.to_string());
        assert_eq!(told.as_deref(), Some("many: 1.30 times the instructions of few, of at most 1.25"));
    }

    #[test]
    fn a_case_that_was_not_measured_has_none() {
        assert!(ratio("none").measured(&counts(1000)).is_none());
    }
}
