//! Whether text is an absolute URL.
//!
//! The definition is the `validator` crate's, which is the `url` crate's, which is WHATWG's. That parser writes its result into
//! memory; the usual `https://example.com/path` is recognised here without, and the parser is asked about all else.

use validator::ValidateUrl;

pub(super) fn is_url(text: &str) -> bool {
    is_plain_url(text) || text.validate_url()
}

/// `scheme://host`, perhaps with a port, then anything: the parser takes every text behind a good host, if it must by escaping it.
fn is_plain_url(text: &str) -> bool {
    let Some(rest) = ["https://", "http://", "wss://", "ws://"].iter().find_map(|scheme| text.strip_prefix(scheme))
    else {
        return false;
    };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    match rest[..end].split_once(':') {
        Some((host, port)) => is_plain_host(host) && is_port(port),
        None => is_plain_host(&rest[..end]),
    }
}

/// Labels of letters, digits and inner hyphens; no punycode, and no last label that could be part of an IPv4 address.
fn is_plain_host(host: &str) -> bool {
    let plain = |label: &str| {
        let bytes = label.as_bytes();
        matches!(bytes.len(), 1..=63)
            && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
            && bytes[0] != b'-'
            && bytes[bytes.len() - 1] != b'-'
            && !label.contains("--")
    };
    let last = host.rsplit('.').next().unwrap_or(host);
    host.len() <= 253 && host.split('.').all(plain) && last.as_bytes().first().is_some_and(u8::is_ascii_alphabetic)
}

fn is_port(port: &str) -> bool {
    matches!(port.len(), 1..=5) && port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is taken without asking the reference, the reference would take.
    #[test]
    fn never_takes_more_than_validator() {
        let alphabet = ['a', '1', '.', '-', ':', '/', '?', '@', '[', '%', ' ', '\\', '\n', 'ü'];
        let mut texts = vec![String::new()];
        for _ in 0..4 {
            texts =
                texts.iter().flat_map(|text| alphabet.iter().map(move |letter| format!("{text}{letter}"))).collect();
            for text in &texts {
                let text = format!("http://{text}");
                assert!(!is_plain_url(&text) || text.validate_url(), "{text:?}");
            }
        }
    }

    #[test]
    fn table() {
        for good in [
            "https://example.com",
            "http://a.b:8080/x?y#z",
            "mailto:a@b.c",
            "http://[::1]/",
            "http://bücher.example/ü",
            "http://127.0.0.1",
            "ftp://x",
            "http://a:65535",
            "https://user:pw@example.com/",
        ] {
            assert!(is_url(good), "{good}");
        }
        for bad in
            ["", "example.com", "/path", "http://", "http://a:65536", "http://a b", "http://[::1", "//a", "http://a:x"]
        {
            assert!(!is_url(bad), "{bad}");
        }
    }
}
