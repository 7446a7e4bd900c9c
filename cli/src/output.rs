//! The standard output, and what may be written to a terminal.

use std::borrow::Cow;
use std::io::{ErrorKind, Write, stdout};

use anyhow::{Context, Result};

/// Writes the text; who reads it may stop early.
///
/// # Errors
///
/// It cannot be written.
pub(crate) fn print(output: &str) -> Result<()> {
    match stdout().lock().write_all(output.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error).context("the output cannot be written"),
        _ => Ok(()),
    }
}

/// Text of an executable as it can be shown: what would move the cursor, colour, or turn around what stands beside it is escaped.
pub(crate) fn shown(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return text.into();
    }
    let mut output = String::with_capacity(text.len());
    for letter in text.chars() {
        match is_hidden(letter) {
            true => output.extend(letter.escape_default()),
            false => output.push(letter),
        }
    }
    output.into()
}

/// The control characters (C0 and C1), the ends of lines and paragraphs, and what sets the direction of writing (UAX #9).
fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_obeys_is_escaped() {
        assert_eq!(shown("\x1b[2J\n\u{9b}1m\u{202e}a\u{2069}\x7f"), r"\u{1b}[2J\n\u{9b}1m\u{202e}a\u{2069}\u{7f}");
        assert!(matches!(shown("/größe/{a}\\'\"日本"), Cow::Borrowed("/größe/{a}\\'\"日本")));
    }
}
