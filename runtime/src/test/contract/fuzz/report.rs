//! What a run found, for people.

use std::fmt;

use http::StatusCode;

use super::super::{Operation, this_test};
use super::REPLAY;
use super::verdict::{Failure, FailureKind};
use super::wire::{Wire, shown};
use crate::test::TestResponse;

/// All that a run found.
#[derive(Debug)]
pub(super) struct Report {
    seed: u64,
    sent: usize,
    pub(super) found: Vec<Found>,
    /// What a reader should know though nothing is wrong.
    notes: Vec<String>,
}

/// What became of the requests for one operation.
#[derive(Debug, Default)]
pub(super) struct Tally {
    sent: usize,
    successes: usize,
    /// They were refused because of who sent them.
    strangers: usize,
    /// Their answers are too long to be looked at.
    unread: usize,
}

impl Tally {
    pub(super) const fn sent(&self) -> usize {
        self.sent
    }

    pub(super) fn count(&mut self, status: Option<StatusCode>) {
        self.sent += 1;
        let Some(status) = status else { return };
        self.successes += usize::from(status.as_u16() < 400);
        self.strangers += usize::from(matches!(status.as_u16(), 401 | 403));
    }

    pub(super) const fn count_unread(&mut self) {
        self.unread += 1;
    }
}

/// One failure.
#[derive(Debug)]
pub(super) struct Found {
    operation: String,
    failure: Failure,
    request: String,
    answer: String,
    line: String,
}

impl Report {
    pub(super) const fn new(seed: u64) -> Self {
        Self { seed, sent: 0, found: Vec::new(), notes: Vec::new() }
    }

    /// Whether a failure of this kind was found there already.
    pub(super) fn knows(&self, operation: Operation<'_>, kind: &FailureKind) -> bool {
        let operation = operation.to_string();
        self.found.iter().any(|found| found.operation == operation && found.failure.kind == *kind)
    }

    pub(super) fn note(&mut self, note: String) {
        self.notes.push(note);
    }

    /// An operation is done.
    pub(super) fn tell(&mut self, operation: Operation<'_>, tally: &Tally) {
        self.sent += tally.sent;
        if tally.unread > 0 {
            self.note(format!("{operation}: {} answers of more than 16 MiB were not looked at", tally.unread));
        }
        let note = match tally {
            Tally { sent: 0, .. } => return self.found.push(Found::untried(operation)),
            Tally { sent, strangers, .. } if sent == strangers => {
                "nobody was let in; say who is calling by `Fuzz::header`, or by a client with what it needs"
            }
            Tally { successes: 0, .. } => "no request succeeded, so its successes were not looked at",
            _ => return,
        };
        self.notes.push(format!("{operation}: {note}"));
    }
}

impl Found {
    /// Nothing was sent to it, so nobody knows.
    fn untried(operation: Operation<'_>) -> Self {
        let text = "no request could be made from its document".to_owned();
        let hint = "describe values that it takes, by `examples` say; or skip it".to_owned();
        Self {
            operation: operation.to_string(),
            failure: Failure { kind: FailureKind::Untried, text, hint },
            request: String::new(),
            answer: String::new(),
            line: String::new(),
        }
    }

    pub(super) fn new(
        operation: Operation<'_>,
        failure: Failure,
        wire: &Wire,
        response: Option<&TestResponse>,
    ) -> Self {
        let answer = response.map(|response| shown(format!("{response:?}").as_bytes())).unwrap_or_default();
        Self { operation: operation.to_string(), failure, request: wire.to_string(), answer, line: wire.line() }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.found.len() {
            0 => write!(f, "the contract holds in {} requests", self.sent)?,
            1 => f.write_str("the application breaks its contract")?,
            count => write!(f, "the application breaks its contract in {count} ways")?,
        }
        if self.found.is_empty() || self.sent > 0 {
            write!(f, " (seed {})", self.seed)?;
        }
        f.write_str("\n")?;
        for found in &self.found {
            writeln!(f, "\n{}: {}", found.operation, found.failure.text)?;
            section(f, "request", &found.request)?;
            section(f, "answer", &found.answer)?;
            if !found.line.is_empty() {
                section(f, "replay", &format!("{REPLAY}='{}' cargo test {}", found.line, this_test()))?;
            }
            section(f, "mend", &found.failure.hint)?;
        }
        for note in &self.notes {
            writeln!(f, "note: {note}")?;
        }
        Ok(())
    }
}

fn section(f: &mut fmt::Formatter<'_>, title: &str, text: &str) -> fmt::Result {
    for (index, line) in text.trim_end().lines().enumerate() {
        writeln!(f, "  {:8} {line}", if index == 0 { title } else { "" })?;
    }
    Ok(())
}
