//! Why a text is no lock file.

use std::fmt;

use crate::lock::FORMAT;

/// Why a text is no lock file that this version can read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum LockError {
    /// There is nothing in it.
    Empty,
    /// A merge left both sides in it, from this line on (the first is 1).
    Conflict {
        /// The line of the first marker.
        line: usize,
    },
    /// It is no JSON.
    Syntax {
        /// Where it stops being JSON, the first line being 1.
        line: usize,
        /// Where in that line, the first byte being 1.
        column: usize,
        /// What is wrong there.
        reason: String,
    },
    /// It is JSON without a lock file's format version, such as an OpenAPI document.
    NotALock,
    /// It is written in another version of the format.
    Format {
        /// The version as the file has it, as JSON.
        found: String,
    },
}

impl fmt::Display for LockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the lock file is empty"),
            Self::Conflict { line } => write!(
                f,
                "line {line} of the lock file is a conflict marker of a merge: take either side, then write the lock file anew"
            ),
            Self::Syntax { line, column, reason } => {
                write!(f, "the lock file is no JSON from line {line}, column {column} on: {reason}")
            }
            Self::NotALock => {
                write!(f, "this is no lock file: it has no member \"{}\"; write the lock file anew", crate::lock::MARK)
            }
            Self::Format { found } => write!(
                f,
                "the lock file is of format {found}, and this version reads format {FORMAT}: write it anew, or use the version that wrote it"
            ),
        }
    }
}

impl std::error::Error for LockError {}
