//! The lock file: a document's contract as JSON that reads well in a review.

use std::fmt;

use serde_json::{Map, Value};

use crate::lock_error::LockError;
use crate::normal::contract_of;

/// The format that is written, and the only one that is read.
pub(crate) const FORMAT: u64 = 1;

/// The member that says that a file is a lock file, and of which format. No member of a document sorts before it.
pub(crate) const MARK: &str = "cepa-lock";

/// The contract in an OpenAPI document: all that a client can rely on, and nothing else.
///
/// Left out are descriptions, summaries, titles, examples, tags, links to documentation and extensions (`x-…`): a doc comment that
/// is worded anew changes no lock file. All else stays where it was in the document, so that pointers hold in both.
///
/// Some extensions hold what OpenAPI has no place for, and stay: an operation's `x-alternatives`, further operations of its path and
/// method, each with what it answers as `x-matches`; a path item's `x-additional-operations`, by method; and responses of statuses
/// from 600 on, `x-999`.
///
/// Anything is taken for a document: what is no object has no operations, and what lies deeper than 100 levels is cut off.
#[derive(Debug, Clone, PartialEq)]
pub struct Lock {
    /// An object, its members in order.
    document: Value,
}

impl Lock {
    /// The contract in a document.
    pub fn of(document: &Value) -> Self {
        let mut document = contract_of(document);
        if let Some(members) = document.as_object_mut() {
            members.remove(MARK);
        }
        Self { document }
    }

    /// Reads a lock file. A byte order mark and Windows' line ends do no harm.
    ///
    /// # Errors
    ///
    /// What is wrong with the text, and what to do.
    pub fn read(text: &str) -> Result<Self, LockError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.trim().is_empty() {
            return Err(LockError::Empty);
        }
        // JSON never has them at the start of a line: a text cannot go over its line's end.
        let is_marker = |line: &str| ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|marker| line.starts_with(marker));
        if let Some(index) = text.lines().position(is_marker) {
            return Err(LockError::Conflict { line: index + 1 });
        }
        let document: Value = serde_json::from_str(text).map_err(|error| syntax(&error))?;
        match document.get(MARK) {
            None => Err(LockError::NotALock),
            Some(format) if format.as_u64() == Some(FORMAT) => Ok(Self::of(&document)),
            Some(format) => Err(LockError::Format { found: format.to_string() }),
        }
    }

    /// The lock file's text: JSON, members in order, a line each, with a line end at its end. Equal contracts give equal texts.
    pub fn write(&self) -> String {
        self.to_string()
    }

    /// The API's version (`info.version`).
    pub fn version(&self) -> Option<&str> {
        self.document.pointer("/info/version")?.as_str()
    }

    pub(crate) fn document(&self) -> &Value {
        &self.document
    }
}

impl fmt::Display for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut file = Map::new();
        file.insert(MARK.to_owned(), FORMAT.into());
        for (name, value) in self.document.as_object().into_iter().flatten() {
            file.insert(name.clone(), value.clone());
        }
        file.sort_keys();
        writeln!(f, "{:#}", Value::Object(file))
    }
}

fn syntax(error: &serde_json::Error) -> LockError {
    let reason = error.to_string();
    // serde_json says the place once more behind its reason.
    let reason = reason.rsplit_once(" at line ").map_or(reason.as_str(), |(reason, _)| reason).to_owned();
    LockError::Syntax { line: error.line(), column: error.column(), reason }
}
