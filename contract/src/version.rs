//! Versions of an API, and which of two allows what breaks.

/// Whether the version was raised so far that the contract may break.
///
/// By semantic versioning: from 1.0 on a raised major, before it a raised minor. Pre-release and build parts do not count. Of
/// versions that are not semantic, another one is a raised one.
pub(crate) fn is_raised(old: Option<&str>, new: Option<&str>) -> bool {
    match (old.and_then(parse), new.and_then(parse)) {
        (Some((0, minor, _)), Some((0, new_minor, _))) => new_minor > minor,
        (Some((major, ..)), Some((new_major, ..))) => new_major > major,
        _ => new.is_some() && new != old,
    }
}

/// The lowest version that allows what breaks.
pub(crate) fn next_breaking(old: Option<&str>) -> Option<String> {
    Some(match parse(old?)? {
        (0, minor, _) => format!("0.{}.0", minor.checked_add(1)?),
        (major, ..) => format!("{}.0.0", major.checked_add(1)?),
    })
}

/// `1.2.3`, `1.2.3-rc.1`, `1.2.3+build` (Semantic Versioning 2.0.0, section 2).
fn parse(version: &str) -> Option<(u64, u64, u64)> {
    let (core, rest) = match version.find(['-', '+']) {
        Some(end) => version.split_at(end),
        None => (version, ""),
    };
    if rest.len() == 1 {
        return None;
    }
    let mut numbers = core.split('.').map(number);
    let parsed = (numbers.next()??, numbers.next()??, numbers.next()??);
    numbers.next().is_none().then_some(parsed)
}

/// Digits without a leading zero.
fn number(text: &str) -> Option<u64> {
    let is_canonical = text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    if is_canonical { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What counts as raised, by the two versions.
    #[test]
    fn a_raised_version_is_one_that_may_break() {
        for (old, new, raised) in [
            ("1.4.0", "2.0.0", true),
            ("1.4.0", "1.5.0", false),
            ("2.0.0", "1.0.0", false),
            ("0.4.1", "0.5.0", true),
            ("0.4.1", "0.4.2", false),
            ("0.4.1", "1.0.0", true),
            ("1.0.0", "0.9.0", false),
            ("1.0.0", "2.0.0-rc.1", true),
            ("1.0.0-rc.1", "1.0.0", false),
            ("1.0.0+a", "1.0.0+b", false),
            ("2025-01-01", "2025-02-01", true),
            ("v1", "v2", true),
            ("v1", "v1", false),
            ("1.0", "1.1", true),
            ("1.01.0", "1.02.0", true),
            ("1.0.0", "next", true),
            ("1.0.0-", "1.0.0+", true),
            ("99999999999999999999.0.0", "99999999999999999999.0.0", false),
        ] {
            assert_eq!(is_raised(Some(old), Some(new)), raised, "{old} to {new}");
        }
        assert!(is_raised(None, Some("1.0.0")));
        assert!(!is_raised(Some("1.0.0"), None));
        assert!(!is_raised(None, None));
    }

    /// The version that a report proposes.
    #[test]
    fn the_next_version_that_may_break() {
        assert_eq!(next_breaking(Some("0.4.2")).as_deref(), Some("0.5.0"));
        assert_eq!(next_breaking(Some("1.4.2-rc.1")).as_deref(), Some("2.0.0"));
        assert_eq!(next_breaking(Some("v1")), None);
        assert_eq!(next_breaking(Some("18446744073709551615.0.0")), None);
        assert_eq!(next_breaking(None), None);
    }
}
