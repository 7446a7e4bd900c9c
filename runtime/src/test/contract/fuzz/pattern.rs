//! A text that a regular expression matches.

use regex_syntax::hir::{Class, Hir, HirKind};

use super::super::random::Random;

/// A repetition without an end comes so many times more than it must, at most.
const MORE_TIMES: usize = 3;

/// Past this length, nothing is made: some expressions grow without measure.
const MAX_CHARS: usize = 10_000;

/// A text that matches; `None` where the expression is none, or is too much. What it looks around for is not thought of.
pub(super) fn text(pattern: &str, random: &mut Random) -> Option<String> {
    let mut text = String::new();
    write(&regex_syntax::parse(pattern).ok()?, random, &mut text)?;
    Some(text)
}

fn write(hir: &Hir, random: &mut Random, text: &mut String) -> Option<()> {
    if text.len() > MAX_CHARS {
        return None;
    }
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(std::str::from_utf8(&literal.0).ok()?),
        HirKind::Class(class) => text.push(letter(class, random)?),
        HirKind::Repetition(repetition) => {
            let least = repetition.min as usize;
            let most = repetition.max.map_or(least + MORE_TIMES, |most| most as usize).min(least + MORE_TIMES);
            for _ in 0..least + random.below(most - least + 1) {
                write(&repetition.sub, random, text)?;
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, random, text)?,
        HirKind::Concat(parts) => parts.iter().try_for_each(|part| write(part, random, text))?,
        HirKind::Alternation(parts) => write(random.pick(parts)?, random, text)?,
    }
    Some(())
}

/// A letter of the class: a plain one, where it has any.
fn letter(class: &Class, random: &mut Random) -> Option<char> {
    let ranges: Vec<(char, char)> = match class {
        Class::Unicode(class) => class.ranges().iter().map(|range| (range.start(), range.end())).collect(),
        Class::Bytes(class) => {
            class.ranges().iter().map(|range| (char::from(range.start()), char::from(range.end()))).collect()
        }
    };
    let plain: Vec<char> =
        (' '..='~').filter(|letter| ranges.iter().any(|(from, to)| (*from..=*to).contains(letter))).collect();
    random.pick(&plain).copied().or_else(|| ranges.first().map(|(from, _)| *from))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_match_their_patterns() {
        let mut random = Random::new(7);
        for pattern in
            [r"^[a-z0-9-]+$", r"^\d{4}-\d{2}$", r"^(?:a|bc)+$", r"^\p{Lu}\w*$", r"^-?\d+(\.\d+)?$", "^$", "x{0,9}"]
        {
            let regex = regex::Regex::new(pattern).unwrap();
            for _ in 0..50 {
                let text = text(pattern, &mut random).unwrap();
                assert!(regex.is_match(&text), "{pattern} {text:?}");
            }
        }
        assert_eq!(text("(", &mut random), None);
        assert_eq!(text("(a{1000}){1000}", &mut random), None);
    }
}
