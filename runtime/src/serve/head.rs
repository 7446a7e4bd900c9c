//! What RFC 9112 asks of a server about a request's head, and hyper leaves to its user.
//!
//! hyper itself refuses what does not parse, unequal or malformed `Content-Length`, `Transfer-Encoding` on HTTP/1.0 or with
//! another last coding than `chunked`; it takes a request with both lengths as chunked, removes `Content-Length`, and
//! closes the connection after the answer, as section 6.3 allows.

use http::header::{HOST, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderValue, Method, Request, StatusCode, Uri, Version};
use http_body::Body;

/// Whether the request may go to the application. Otherwise the status to refuse it with; an HTTP/1 connection must close
/// then, for it is not known what the client took its own request for.
pub(super) fn check_head<B: Body>(request: &Request<B>, max_target_bytes: usize) -> Result<(), StatusCode> {
    check_target(request.method(), request.uri(), max_target_bytes)?;
    check_host(request)?;
    // A transfer coding always comes with a body: hyper has seen to it.
    if request.body().is_end_stream() { Ok(()) } else { check_transfer_encoding(request) }
}

/// "A server that receives a request-target longer than any URI it wishes to parse MUST respond with a 414" (RFC 9112
/// section 3). The four forms are those of section 3.2, in the characters of RFC 3986: hyper takes a path without its slash
/// for an authority, lets UTF-8 through, and a path to `CONNECT`, whose good answers turn the connection into a tunnel.
fn check_target(method: &Method, uri: &Uri, max_bytes: usize) -> Result<(), StatusCode> {
    let target = uri.path_and_query().map_or("", |target| target.as_str());
    if target.len() > max_bytes {
        return Err(StatusCode::URI_TOO_LONG);
    }
    let well_formed = if method == Method::CONNECT {
        uri.authority().is_some() && target.is_empty()
    } else {
        target.starts_with('/')
            || (target == "*" && method == Method::OPTIONS)
            // `http://host` and `http://host?query` (section 3.2.4).
            || (uri.scheme().is_some() && (target.is_empty() || target.starts_with('?')))
    };
    if well_formed && target.is_ascii() { Ok(()) } else { Err(StatusCode::BAD_REQUEST) }
}

/// "A server MUST respond with a 400 (Bad Request) status code to any HTTP/1.1 request message that lacks a Host header
/// field and to any request message that contains more than one Host header field line or a Host header field with an
/// invalid field value" (RFC 9112 section 3.2). HTTP/2 has `:authority` instead.
fn check_host<B>(request: &Request<B>) -> Result<(), StatusCode> {
    match host(request.headers()) {
        Ok(None) if request.version() != Version::HTTP_11 => Ok(()),
        Ok(Some(host)) if is_host(host.as_bytes()) => Ok(()),
        _ => Err(StatusCode::BAD_REQUEST),
    }
}

/// The one `Host` line; an error where there are more.
fn host(headers: &HeaderMap) -> Result<Option<&HeaderValue>, ()> {
    // Most clients send it first, as RFC 9110 section 7.2 asks them to, and no name twice: no search then.
    if headers.len() == headers.keys_len()
        && let Some((name, value)) = headers.iter().next()
        && *name == HOST
    {
        return Ok(Some(value));
    }
    let mut hosts = headers.get_all(HOST).iter();
    match (hosts.next(), hosts.next()) {
        (host, None) => Ok(host),
        _ => Err(()),
    }
}

/// "A server that receives a request message with a transfer coding it does not understand SHOULD respond with 501 (Not
/// Implemented)" (RFC 9112 section 6.1); `chunked` is not to be applied more than once (section 7.1).
fn check_transfer_encoding<B>(request: &Request<B>) -> Result<(), StatusCode> {
    let mut chunked = 0;
    for line in request.headers().get_all(TRANSFER_ENCODING) {
        for coding in line.as_bytes().split(|byte| *byte == b',') {
            match coding.trim_ascii() {
                b"" => {}
                coding if coding.eq_ignore_ascii_case(b"chunked") => chunked += 1,
                _ => return Err(StatusCode::NOT_IMPLEMENTED),
            }
        }
    }
    if chunked > 1 { Err(StatusCode::BAD_REQUEST) } else { Ok(()) }
}

/// `uri-host [ ":" port ]` (RFC 9110 section 7.2, RFC 3986 section 3.2.2). Empty is allowed: it is what a client sends for
/// a target without an authority.
fn is_host(value: &[u8]) -> bool {
    if let Some(literal) = value.strip_prefix(b"[") {
        let Some(end) = literal.iter().position(|byte| *byte == b']') else { return false };
        let (address, port) = (&literal[..end], &literal[end + 1..]);
        return is_ip_literal(address) && (port.is_empty() || port.strip_prefix(b":").is_some_and(is_port));
    }
    // Most often what stands in front of the first other byte is the name, and behind it comes the port.
    let name_len = value.iter().take_while(|byte| is_name_byte(**byte)).count();
    match value[name_len..].split_first() {
        None => true,
        Some((b':', port)) => is_port(port),
        Some((b'%', _)) => {
            let (name, port) = match value.iter().position(|byte| *byte == b':') {
                Some(colon) => (&value[..colon], &value[colon + 1..]),
                None => (value, &b""[..]),
            };
            is_escaped_name(name) && is_port(port)
        }
        Some(_) => false,
    }
}

/// What stands in the brackets of an IPv6 address, or one of a future version. That it is a possible address is left to
/// whoever compares it.
fn is_ip_literal(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(|byte| *byte == b':' || is_name_byte(*byte))
}

/// At most what a port number can be; RFC 3986 also allows none at all after the colon.
fn is_port(text: &[u8]) -> bool {
    text.len() <= 5 && text.iter().all(u8::is_ascii_digit)
}

/// `reg-name = *( unreserved / pct-encoded / sub-delims )`, with something that is encoded.
fn is_escaped_name(text: &[u8]) -> bool {
    let mut parts = text.split(|byte| *byte == b'%');
    let unescaped = |part: &[u8]| part.iter().all(|byte| is_name_byte(*byte));
    parts.next().is_none_or(unescaped)
        && parts.all(|part| part.len() >= 2 && part[..2].iter().all(u8::is_ascii_hexdigit) && unescaped(&part[2..]))
}

const fn is_name_byte(byte: u8) -> bool {
    NAME_BYTES[byte as usize]
}

/// Looked up for every byte of every request's host.
const NAME_BYTES: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = matches!(
            byte as u8,
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9'
                | b'-' | b'.' | b'_' | b'~'
                | b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*' | b'+' | b',' | b';' | b'='
        );
        byte += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;

    fn status(request: http::request::Builder) -> u16 {
        match check_head(&request.body("body".to_owned()).unwrap(), 64) {
            Ok(()) => 200,
            Err(status) => status.as_u16(),
        }
    }

    #[test]
    fn host_is_there_once_and_well_formed() {
        let cases: &[(Version, &[&str], u16)] = &[
            (Version::HTTP_11, &["example.com"], 200),
            (Version::HTTP_11, &["example.com:8080"], 200),
            (Version::HTTP_11, &["example.com:"], 200),
            (Version::HTTP_11, &[""], 200),
            (Version::HTTP_11, &["127.0.0.1:80"], 200),
            (Version::HTTP_11, &["[::1]"], 200),
            (Version::HTTP_11, &["[::1]:80"], 200),
            (Version::HTTP_11, &["xn--bcher-kva.example"], 200),
            (Version::HTTP_11, &["b%C3%BCcher"], 200),
            (Version::HTTP_11, &[], 400),
            (Version::HTTP_11, &["a", "a"], 400),
            (Version::HTTP_11, &["a", "b"], 400),
            (Version::HTTP_11, &["a b"], 400),
            (Version::HTTP_11, &["a, b"], 400),
            (Version::HTTP_11, &["a/b"], 400),
            (Version::HTTP_11, &["http://a"], 400),
            (Version::HTTP_11, &["user@a"], 400),
            (Version::HTTP_11, &["a?b"], 400),
            (Version::HTTP_11, &["a%2"], 400),
            (Version::HTTP_11, &["a%zz"], 400),
            (Version::HTTP_11, &["a:b"], 400),
            (Version::HTTP_11, &["a:123456"], 400),
            (Version::HTTP_11, &["::1"], 400),
            (Version::HTTP_11, &["[::1"], 400),
            (Version::HTTP_11, &["[]"], 400),
            (Version::HTTP_11, &["[::1]80"], 400),
            (Version::HTTP_10, &[], 200),
            (Version::HTTP_10, &["a"], 200),
            (Version::HTTP_10, &["a", "b"], 400),
            (Version::HTTP_2, &[], 200),
            (Version::HTTP_2, &["a", "b"], 400),
        ];
        for (version, hosts, expected) in cases {
            let request =
                hosts.iter().fold(Request::builder().version(*version).uri("/"), |r, host| r.header(HOST, *host));
            assert_eq!(status(request), *expected, "{version:?} {hosts:?}");
        }
    }

    #[test]
    fn targets_have_one_of_the_four_forms() {
        let long = format!("/{}", "a".repeat(64));
        let cases = [
            ("GET", "/", 200),
            ("GET", "//evil/x", 200),
            ("GET", "http://example.com/x?y", 200),
            ("GET", "http://example.com", 200),
            ("GET", "http://example.com?y", 200),
            ("OPTIONS", "*", 200),
            ("CONNECT", "example.com:443", 200),
            ("GET", "*", 400),
            ("GET", "hello", 400),
            ("GET", "/\u{e9}", 400),
            ("CONNECT", "/x", 400),
            ("CONNECT", "http://example.com/x", 400),
            ("GET", "example.com:443", 400),
            ("GET", &long, 414),
        ];
        for (method, target, expected) in cases {
            let request = Request::builder().method(method).uri(target).header(HOST, "a");
            assert_eq!(status(request), expected, "{method} {target}");
        }
    }

    #[test]
    fn the_only_transfer_coding_is_chunked_once() {
        let cases: &[(&[&str], u16)] = &[
            (&[], 200),
            (&["chunked"], 200),
            (&["Chunked"], 200),
            (&[" chunked ,"], 200),
            (&["gzip, chunked"], 501),
            (&["gzip", "chunked"], 501),
            (&["identity, chunked"], 501),
            (&["chunked;q=1"], 501),
            (&["chunked, chunked"], 400),
            (&["chunked", "chunked"], 400),
        ];
        for (lines, expected) in cases {
            let request = lines
                .iter()
                .fold(Request::builder().uri("/").header(HOST, "a"), |r, line| r.header(TRANSFER_ENCODING, *line));
            assert_eq!(status(request), *expected, "{lines:?}");
        }
    }
}
