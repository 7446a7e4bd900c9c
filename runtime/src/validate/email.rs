//! Whether text is an email address.
//!
//! The definition is the `validator` crate's, which is that of the HTML standard with the lengths of RFC 5321, section 4.5.3.1.
//! Addresses in ASCII are decided here, byte by byte; the crate itself, with its regular expressions and tables, is asked only
//! about domains that are not ASCII.

use std::net::{IpAddr, Ipv6Addr};

use validator::ValidateEmail;

/// The most bytes of a local part.
const MAX_LOCAL: usize = 64;
/// The most characters of a domain.
const MAX_DOMAIN: usize = 255;

/// Bytes that may stand in the local part.
const LOCAL: [bool; 256] = {
    let mut table = [false; 256];
    let allowed = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.!#$%&'*+/=?^_`{|}~-";
    let mut index = 0;
    while index < allowed.len() {
        table[allowed[index] as usize] = true;
        index += 1;
    }
    table
};

pub(super) fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    if local.is_empty() || local.len() > MAX_LOCAL || !local.bytes().all(|byte| LOCAL[usize::from(byte)]) {
        return false;
    }
    if !domain.is_ascii() {
        return text.validate_email();
    }
    domain.len() <= MAX_DOMAIN && (is_host_name(domain) || is_address_literal(domain))
}

/// Labels of 1 to 63 letters, digits and inner hyphens, joined by dots.
fn is_host_name(domain: &str) -> bool {
    domain.split('.').all(|label| {
        let bytes = label.as_bytes();
        matches!(bytes.len(), 1..=63)
            && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
            && bytes[0] != b'-'
            && bytes[bytes.len() - 1] != b'-'
    })
}

/// `[192.0.2.1]`, `[IPv6:2001:db8::1]` (RFC 5321, section 4.1.3), and, as validator has it, `[2001:db8::1]`.
fn is_address_literal(domain: &str) -> bool {
    let Some(address) = domain.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else { return false };
    match address.strip_prefix("IPv6:") {
        Some(address) => address.parse::<Ipv6Addr>().is_ok(),
        None => address.parse::<IpAddr>().is_ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// We and the reference agree, but for what the reference overlooks.
    #[test]
    fn agrees_with_validator() {
        let label63 = "a".repeat(63);
        let domain = |length: usize| {
            let mut domain = format!("{label63}.{label63}.{label63}.{label63}.");
            domain.truncate(length - 1);
            domain + "a"
        };
        let mut cases: Vec<String> = [
            "a@b",
            "a@b.c",
            "",
            "@",
            "a@",
            "@b",
            "a",
            "a@b@c",
            "a.b+c@example.com",
            "a b@c.de",
            "a@-b.c",
            "a@b-.c",
            "a@b..c",
            "a@.b",
            "a@b.",
            "a@b_c.de",
            "a@[127.0.0.1]",
            "a@[::1]",
            "a@[127.0.0.256]",
            "a@[]",
            "a@[",
            "a@]",
            "ä@b.de",
            "a@bücher.example",
            "a@bücher-.example",
            "a@xn--bcher-kva.example",
            "a@example.com\n",
            "\"a b\"@c.de",
            "a@127.0.0.1",
            "!#$%&'*+/=?^_`{|}~-@a.de",
            "a(b)@c.de",
            "a,b@c.de",
            "a@b,c",
            "a@b c",
            "a\0@b.c",
            "a@b\0.c",
            ".@a",
            "a@1",
            "a@ß.de",
            "a@\u{200b}b.de",
            "a@b\u{ff0e}c",
            "A@EXAMPLE.COM",
            "a@b.c-d.e-",
            "a@--",
            "a@a--b",
            "a@xn--",
            "a@xn--a",
        ]
        .map(str::to_owned)
        .into();
        cases.extend([63, 64, 65].map(|length| format!("{}@b.de", "a".repeat(length))));
        cases.extend([62, 63, 64].map(|length| format!("a@{}.de", "b".repeat(length))));
        cases.extend([254, 255, 256].map(|length| format!("a@{}", domain(length))));
        for case in &cases {
            assert_eq!(is_email(case), case.validate_email(), "{case:?}");
        }
    }

    /// Every short text over an alphabet of the bytes that matter.
    #[test]
    fn agrees_with_validator_on_all_short_texts() {
        let alphabet = ['a', '1', '.', '-', '@', '[', ']', '_', ' ', 'ü'];
        let mut texts = vec![String::new()];
        for _ in 0..4 {
            let longer: Vec<String> =
                texts.iter().flat_map(|text| alphabet.iter().map(move |letter| format!("{text}{letter}"))).collect();
            for text in &longer {
                let text = format!("a@{text}");
                assert_eq!(is_email(&text), text.validate_email(), "{text:?}");
            }
            texts = longer;
        }
    }

    #[test]
    fn address_literals_stand_alone() {
        assert!(is_email("a@[IPv6:2001:db8::1]"));
        assert!(!is_email("a@[IPv6:127.0.0.1]"));
        // The reference looks at the end only.
        assert!(!is_email("a@junk[127.0.0.1]"));
    }
}
