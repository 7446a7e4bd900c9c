//! What all differences together mean for a change.

use std::fmt;

use serde::Serialize;

/// What all differences together mean for a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// There is no difference.
    Same,
    /// Nothing breaks, though something may be risky.
    Compatible,
    /// Something breaks, and the version says so.
    Raised,
    /// Something breaks, and the version does not say so.
    Broken,
}

impl Verdict {
    /// Whether a check fails.
    pub const fn is_failure(self) -> bool {
        matches!(self, Self::Broken)
    }

    /// Its name in reports: "same", "compatible", "raised", "broken".
    pub const fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Compatible => "compatible",
            Self::Raised => "raised",
            Self::Broken => "broken",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
