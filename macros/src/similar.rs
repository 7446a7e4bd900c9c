//! "did you mean …": the known name that a misspelt one is closest to.

/// The candidate that `name` is most likely meant to be, if any is near: at most a third of its letters may differ.
/// Case does not count; two letters exchanged count as one difference.
pub(crate) fn closest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name: Vec<char> = name.to_lowercase().chars().collect();
    let near = |candidate: &'a str| {
        let letters: Vec<char> = candidate.to_lowercase().chars().collect();
        let allowed = (name.len().max(letters.len()) / 3).max(1);
        let differences = distance(&name, &letters);
        // With nothing in common there is nothing to mean.
        (differences <= allowed && differences < letters.len()).then_some((differences, candidate))
    };
    candidates.into_iter().filter_map(near).min_by_key(|(differences, _)| *differences).map(|(_, candidate)| candidate)
}

/// "; did you mean `x`?" for the end of a message, or nothing.
pub(crate) fn hint<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> String {
    closest(name, candidates).map(|candidate| format!("; did you mean `{candidate}`?")).unwrap_or_default()
}

/// Edit distance with exchanges of neighbours (optimal string alignment), over three rows of its table.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, other) in b.iter().enumerate() {
            let replaced = last[j] + usize::from(letter != other);
            let mut best = replaced.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *letter == b[j - 1] && a[i - 1] == *other {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_found_and_far_ones_not() {
        let names = ["email", "length", "range", "id"];
        for (name, expected) in [
            ("emial", Some("email")),
            ("Email", Some("email")),
            ("lenght", Some("length")),
            ("ranges", Some("range")),
            ("size", None),
            ("di", Some("id")),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(closest(name, names), expected, "{name}");
        }
    }
}
