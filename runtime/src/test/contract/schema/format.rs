//! What texts look like, by the name of their format.
//!
//! Servers differ in what they take: some read `2026-01-31 12:00Z` as a date-time. So there is a plain form that all of them
//! take, there is what none takes, and in between nothing can be said.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::LazyLock;

use regex::Regex;

/// Whether a text has a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fit {
    Yes,
    No,
    Unsure,
}

/// Whether `text` has the format of that name.
pub(crate) fn fit(format: &str, text: &str) -> Fit {
    let digits = text.chars().any(|c| c.is_ascii_digit());
    match format {
        // They say how a text is shown, not how it looks.
        "password" | "html" | "markdown" | "textarea" => Fit::Yes,
        "email" | "idn-email" => {
            let sides = text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty());
            plainly(&EMAIL, text, sides)
        }
        "uri" | "iri" | "url" => plainly(&URI, text, text.contains(':')),
        "uuid" => {
            let plausible = |c: char| c.is_ascii_hexdigit() || "-{}urn:".contains(c);
            plainly(&UUID, text, text.len() >= 32 && text.chars().all(plausible))
        }
        "date-time" => and_calendar(plainly(&DATE_TIME, text, digits), text),
        "date" => and_calendar(plainly(&DATE, text, digits), text),
        "partial-date-time" => and_calendar(plainly(&PARTIAL_DATE_TIME, text, digits), text),
        "zoned-date-time" => and_calendar(plainly(&ZONED_DATE_TIME, text, digits), text),
        "time" => plainly(&TIME, text, digits),
        "partial-time" => plainly(&PARTIAL_TIME, text, digits),
        "duration" => plainly(&DURATION, text, digits),
        "ipv4" => exactly(text.parse::<Ipv4Addr>().is_ok()),
        "ipv6" => exactly(text.parse::<Ipv6Addr>().is_ok()),
        "ip" => exactly(text.parse::<Ipv4Addr>().is_ok() || text.parse::<Ipv6Addr>().is_ok()),
        "hostname" => plainly(&HOSTNAME, text, !text.is_empty()),
        "uri-reference" | "iri-reference" => plainly(&URI_REFERENCE, text, true),
        _ => Fit::Unsure,
    }
}

/// Texts that have the format: what a request is made of.
pub(crate) fn samples(format: &str) -> &'static [&'static str] {
    match format {
        "email" | "idn-email" => &["a@example.org", "user.name+tag@mail.example.com"],
        "uri" | "iri" | "url" => &["https://example.org/", "http://www.example.com/a/b"],
        "uuid" => &["00000000-0000-0000-0000-000000000000", "67e55044-10b1-426f-9247-bb680e5fe0c8"],
        "date-time" => &["2026-01-31T12:00:00Z", "1970-01-01T00:00:00Z", "2024-02-29T23:59:59.123Z"],
        "date" => &["2026-01-31", "1970-01-01", "2024-02-29"],
        "partial-date-time" => &["2026-01-31T12:00:00", "1970-01-01T00:00:00"],
        "zoned-date-time" => &["2026-01-31T12:00:00+00:00[UTC]", "1970-01-01T00:00:00+00:00[UTC]"],
        "time" => &["12:00:00Z", "00:00:00Z"],
        "partial-time" => &["12:00:00", "00:00:00", "23:59:59"],
        "duration" => &["PT1H30M", "PT0S"],
        "ipv4" | "ip" => &["127.0.0.1", "0.0.0.0", "255.255.255.255"],
        "ipv6" => &["::1", "2001:db8::1"],
        "hostname" => &["example.org", "localhost"],
        "uri-reference" | "iri-reference" => &["/a/b", "https://example.org/"],
        _ => &[],
    }
}

fn plainly(plain: &Regex, text: &str, possible: bool) -> Fit {
    match (plain.is_match(text), possible) {
        (true, _) => Fit::Yes,
        (false, true) => Fit::Unsure,
        (false, false) => Fit::No,
    }
}

const fn exactly(fits: bool) -> Fit {
    if fits { Fit::Yes } else { Fit::No }
}

/// A date that is written as one must also be a day that there is.
fn and_calendar(fit: Fit, text: &str) -> Fit {
    let part = |from: usize, to: usize| text.get(from..to).and_then(|part| part.parse::<u32>().ok()).unwrap_or(0);
    let (year, month, day) = (part(0, 4), part(5, 7), part(8, 10));
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    if fit == Fit::Yes && !(1..=days).contains(&day) { Fit::No } else { fit }
}

macro_rules! plain_forms {
    ($($name:ident = $regex:literal;)*) => {$(
        static $name: LazyLock<Regex> = LazyLock::new(|| Regex::new($regex).expect("a regular expression"));
    )*};
}

plain_forms! {
    EMAIL = r"^[a-z0-9]+([.+_-][a-z0-9]+)*@[a-z0-9]+(\.[a-z0-9]+)*\.[a-z]{2,}$";
    URI = r"^https?://[a-z0-9]+(\.[a-z0-9]+)+(:[0-9]{2,4})?/[A-Za-z0-9._~/-]*$";
    URI_REFERENCE = r"^[A-Za-z0-9._~:/-]*$";
    HOSTNAME = r"^[a-z0-9]+(\.[a-z0-9]+)*$";
    UUID = r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$";
    // Years that every calendar knows, and seconds that every clock shows.
    DATE = r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])-[0-3][0-9]$";
    DATE_TIME = r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])-[0-3][0-9]T([01][0-9]|2[0-3])(:[0-5][0-9]){2}(\.[0-9]{1,9})?(Z|[+-](0[0-9]|1[0-2]):[0-5][0-9])$";
    PARTIAL_DATE_TIME = r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])-[0-3][0-9]T([01][0-9]|2[0-3])(:[0-5][0-9]){2}(\.[0-9]{1,9})?$";
    ZONED_DATE_TIME = r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])-[0-3][0-9]T([01][0-9]|2[0-3])(:[0-5][0-9]){2}\+00:00\[UTC\]$";
    TIME = r"^([01][0-9]|2[0-3])(:[0-5][0-9]){2}(\.[0-9]{1,9})?(Z|[+-](0[0-9]|1[0-2]):[0-5][0-9])$";
    PARTIAL_TIME = r"^([01][0-9]|2[0-3])(:[0-5][0-9]){2}(\.[0-9]{1,9})?$";
    DURATION = r"^PT([0-9]{1,4}H)?([0-9]{1,2}M)?[0-9]{1,2}S$|^PT[0-9]{1,4}H[0-9]{1,2}M$";
}
