//! Holds measured counts against the kept ones.

use std::fmt;

use crate::{Count, Counts};

/// How many percent more or fewer instructions are worth a word.
const TOLERATED_PERCENT: u64 = 5;

/// What is to be said of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    MoreInstructions {
        case: String,
        kept: u64,
        measured: u64,
    },
    MoreMallocs {
        case: String,
        kept: Count,
        measured: Count,
    },
    /// The kept counts do not have it.
    New {
        case: String,
    },
    /// The kept counts have it, and the program does not.
    Gone {
        case: String,
    },
    FewerInstructions {
        case: String,
        kept: u64,
        measured: u64,
    },
    FewerMallocs {
        case: String,
        kept: Count,
        measured: Count,
    },
}

impl Finding {
    /// Whether the counts may not stay as they are.
    pub fn fails(&self) -> bool {
        !matches!(self, Self::FewerInstructions { .. } | Self::FewerMallocs { .. })
    }

    /// Whether it is no matter of what was counted.
    pub(crate) fn is_of_any_machine(&self) -> bool {
        matches!(self, Self::New { .. } | Self::Gone { .. })
    }
}

/// Says where `measured` is another than `kept`, case by case.
pub fn judge(kept: &Counts, measured: &Counts) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (case, count) in &measured.rows {
        match kept.get(case) {
            Some(kept) => findings.extend(judge_case(case, kept, *count)),
            None => findings.push(Finding::New { case: case.clone() }),
        }
    }
    let gone = kept.rows.iter().filter(|(case, _)| measured.get(case).is_none());
    findings.extend(gone.map(|(case, _)| Finding::Gone { case: case.clone() }));
    findings
}

fn judge_case(case: &str, kept: Count, measured: Count) -> impl Iterator<Item = Finding> + use<> {
    let case = case.to_owned();
    let (was, is) = (kept.instructions, measured.instructions);
    let instructions = if 100 * is > (100 + TOLERATED_PERCENT) * was {
        Some(Finding::MoreInstructions { case: case.clone(), kept: was, measured: is })
    } else if 100 * is < (100 - TOLERATED_PERCENT) * was {
        Some(Finding::FewerInstructions { case: case.clone(), kept: was, measured: is })
    } else {
        None
    };
    let mallocs = if measured.mallocs_hundredths > kept.mallocs_hundredths {
        Some(Finding::MoreMallocs { case, kept, measured })
    } else if measured.mallocs_hundredths < kept.mallocs_hundredths {
        Some(Finding::FewerMallocs { case, kept, measured })
    } else {
        None
    };
    instructions.into_iter().chain(mallocs)
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MoreInstructions { case, kept, measured } => {
                write!(f, "{case}: {measured} instructions, {} more than {kept}", percent(*kept, *measured))
            }
            Self::MoreMallocs { case, kept, measured } => {
                write!(f, "{case}: {} mallocs, more than {}", measured.mallocs(), kept.mallocs())
            }
            Self::New { case } => write!(f, "{case}: a new case, which is not among the kept counts"),
            Self::Gone { case } => write!(f, "{case}: no case any more, but among the kept counts"),
            Self::FewerInstructions { case, kept, measured } => {
                write!(f, "{case}: {measured} instructions, {} fewer than {kept}", percent(*kept, *measured))
            }
            Self::FewerMallocs { case, kept, measured } => {
                write!(f, "{case}: {} mallocs, fewer than {}", measured.mallocs(), kept.mallocs())
            }
        }
    }
}

/// Such as `5.3 %`.
fn percent(kept: u64, measured: u64) -> String {
    format!("{:.1} %", 100.0 * kept.abs_diff(measured) as f64 / kept as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Machine;

    fn counts(rows: &[(&str, u64, u64)]) -> Counts {
        let row = |&(name, instructions, mallocs_hundredths): &(&str, _, _)| {
            (name.to_owned(), Count { instructions, mallocs_hundredths })
        };
        Counts { machine: Machine::new(Vec::new()), rows: rows.iter().map(row).collect() }
    }

    /// What is said of one case that is kept as 1000 instructions and 5 mallocs, and whether it fails.
    fn said(instructions: u64, mallocs_hundredths: u64) -> (Vec<String>, bool) {
        let findings = judge(&counts(&[("a", 1000, 500)]), &counts(&[("a", instructions, mallocs_hundredths)]));
        (findings.iter().map(ToString::to_string).collect(), findings.iter().any(Finding::fails))
    }

    #[test]
    fn five_percent_are_tolerated_and_more_fail() {
        assert_eq!(said(1000, 500), (vec![], false));
        assert_eq!(said(1050, 500), (vec![], false));
        assert_eq!(said(1051, 500), (vec!["a: 1051 instructions, 5.1 % more than 1000".to_owned()], true));
    }

    #[test]
    fn any_more_mallocs_fail() {
        assert_eq!(said(1000, 501), (vec!["a: 5.01 mallocs, more than 5.00".to_owned()], true));
    }

    #[test]
    fn a_gain_is_told_and_does_not_fail() {
        assert_eq!(said(950, 500), (vec![], false));
        let gains = vec![
            "a: 949 instructions, 5.1 % fewer than 1000".to_owned(),
            "a: 4.00 mallocs, fewer than 5.00".to_owned(),
        ];
        assert_eq!(said(949, 400), (gains, false));
    }

    #[test]
    fn a_gain_does_not_hide_a_loss() {
        assert!(said(500, 600).1);
        assert!(said(1100, 400).1);
    }

    #[test]
    fn a_case_on_one_side_alone_fails() {
        let (few, many) = (counts(&[("a", 1, 1)]), counts(&[("a", 1, 1), ("b", 1, 1)]));
        let new = Finding::New { case: "b".to_owned() };
        let gone = Finding::Gone { case: "b".to_owned() };
        assert!(new.fails() && gone.fails());
        assert_eq!(judge(&few, &many), [new]);
        assert_eq!(judge(&many, &few), [gone]);
    }
}
