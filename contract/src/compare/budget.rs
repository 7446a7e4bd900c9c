//! How much work one comparison may be, so that no document is too much.

use serde_json::Value;

/// How many schemas may be looked at for each value of the documents. Mostly it is one for each schema and direction, and a schema
/// is several values; what many an `allOf` shares is looked at for each of them.
const LOOKS_PER_VALUE: usize = 4;

/// How many more, for small documents: less than a second's work.
const LOOKS_MIN: usize = 100_000;

/// What is left of the work that one comparison may be.
#[derive(Debug)]
pub(super) struct Budget {
    left: usize,
}

impl Budget {
    /// What two documents deserve by their size.
    pub(super) fn of(old: &Value, new: &Value) -> Self {
        Self { left: LOOKS_MIN + LOOKS_PER_VALUE * (count(old) + count(new)) }
    }

    pub(super) fn spend(&mut self, looks: usize) {
        self.left = self.left.saturating_sub(looks);
    }

    pub(super) fn is_spent(&self) -> bool {
        self.left == 0
    }
}

/// How many values there are in a value. A contract is never deep.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(elements) => elements.iter().map(count).sum(),
        Value::Object(members) => members.values().map(count).sum(),
        _ => 0,
    }
}
