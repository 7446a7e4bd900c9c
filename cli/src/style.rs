//! Colour, where the output is a terminal.

use std::env;
use std::io::{IsTerminal, stdout};

/// What is written in colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    Plain,
    Head,
    Method,
    Faint,
    Good,
    Bad,
}

impl Style {
    /// The escape sequence that begins it (ECMA-48, SGR).
    const fn sequence(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Head => "\x1b[1m",
            Self::Method => "\x1b[36m",
            Self::Faint => "\x1b[2m",
            Self::Good => "\x1b[32m",
            Self::Bad => "\x1b[33m",
        }
    }

    /// The text in this style, or as it is.
    pub(crate) fn paint(self, text: &str, coloured: bool) -> String {
        if coloured && self != Self::Plain { format!("{}{text}\x1b[0m", self.sequence()) } else { text.to_owned() }
    }
}

/// Whether the standard output takes colours: as `CARGO_TERM_COLOR` says, unless that leaves it open; then on a terminal, if
/// `NO_COLOR` is not set.
pub(crate) fn coloured() -> bool {
    match env::var("CARGO_TERM_COLOR").as_deref() {
        Ok("always") => true,
        Ok("never") => false,
        _ => stdout().is_terminal() && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
    }
}
