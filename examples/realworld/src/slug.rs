//! Slugs: the part of an article's address that is made from its title.

use jiff::Timestamp;

/// Longest part of a slug that stems from the title, in characters.
const MAX_CHARS: usize = 80;

/// The slug of a title: `"How to train your dragon!"` gives `"how-to-train-your-dragon"`. Letters of any script stay.
pub(crate) fn plain(title: &str) -> String {
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let joined = words.collect::<Vec<_>>().join("-").to_lowercase();
    let cut: String = joined.chars().take(MAX_CHARS).collect();
    match cut.trim_end_matches('-') {
        "" => "article".to_owned(),
        // `/articles/feed` is an address of its own.
        "feed" => "the-feed".to_owned(),
        slug => slug.to_owned(),
    }
}

/// Another slug of the same title with the time at its end, for when the plain one is taken.
pub(crate) fn dated(title: &str) -> String {
    format!("{}-{:x}", plain(title), Timestamp::now().as_microsecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_slugs() {
        for (title, slug) in [
            ("How to train your dragon", "how-to-train-your-dragon"),
            ("  C++ & Rust: a tale  ", "c-rust-a-tale"),
            ("Žluťoučký kůň", "žluťoučký-kůň"),
            ("../../etc/passwd?x=1#y", "etc-passwd-x-1-y"),
            ("Feed", "the-feed"),
            ("!?", "article"),
            ("", "article"),
        ] {
            assert_eq!(plain(title), slug, "{title}");
        }
    }

    #[test]
    fn long_titles_are_cut_without_a_hanging_hyphen() {
        let title = format!("{} {}", "a".repeat(MAX_CHARS - 1), "b".repeat(99));
        assert_eq!(plain(&title), "a".repeat(MAX_CHARS - 1));
    }

    #[test]
    fn dated_slugs_keep_the_plain_one_in_front() {
        assert!(dated("On slugs").starts_with("on-slugs-"));
    }
}
