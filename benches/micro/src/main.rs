//! What the parts of cepa cost: `.ci/counts` runs it, and `benches/README.md` says how to read it.

mod cases;

use std::path::PathBuf;
use std::process::ExitCode;

use micro::{Ratio, Suite};

/// How much more a lookup among ten thousand routes may cost than one among ten.
const ROUTING_IS_FLAT: f64 = 1.25;

fn main() -> ExitCode {
    let flat = |kind| Ratio {
        of: format!("routing/{kind}/10000"),
        to: format!("routing/{kind}/10"),
        at_most: ROUTING_IS_FLAT,
    };
    let suite = Suite {
        cases: cases::all(),
        ratios: ["hit", "miss", "405"].map(flat).into(),
        counts: PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/counts.txt")),
    };
    suite.main()
}
