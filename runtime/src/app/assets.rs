//! What is served as it is: bytes that were made once, with a tag by which a client asks whether its copy is still current.

use bytes::Bytes;
use http::StatusCode;
use http::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, HeaderValue, IF_NONE_MATCH, VARY,
    X_CONTENT_TYPE_OPTIONS,
};

use crate::body::Body;
use crate::response::{IntoResponse, Response};

/// Bytes and their headers, ready to be sent.
///
/// The tag is strong, a hash of the bytes. Clients may keep a copy, but ask each time whether it is current.
#[derive(Debug, Clone)]
pub(super) struct Asset {
    headers: HeaderMap,
    bytes: Bytes,
}

impl Asset {
    pub(super) fn new(content_type: &'static str, bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        if let Ok(etag) = HeaderValue::try_from(format!("\"{:016x}\"", hash(&bytes))) {
            headers.insert(ETAG, etag);
        }
        Self { headers, bytes }
    }

    /// A JSON document.
    pub(super) fn json(bytes: impl Into<Bytes>) -> Self {
        Self::new("application/json", bytes)
    }

    /// The bytes are gzip.
    ///
    /// They are sent to clients that do not ask for it too: there is no other form, and RFC 9110, section 12.1, lets a server
    /// disregard what a client prefers. Every browser takes gzip.
    #[cfg_attr(not(feature = "docs"), expect(dead_code, reason = "only Swagger UI's files are gzip"))]
    pub(super) fn gzip(self) -> Self {
        self.header(CONTENT_ENCODING, "gzip").header(VARY, "accept-encoding")
    }

    /// One more header.
    pub(super) fn header(self, name: HeaderName, value: &'static str) -> Self {
        self.header_value(name, HeaderValue::from_static(value))
    }

    /// One more header, its value made at run time.
    pub(super) fn header_value(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// The answer to a GET or HEAD with these headers.
    pub(super) fn answer(&self, request: &HeaderMap) -> Response {
        if self.is_current(request) {
            return self.not_modified();
        }
        let mut response = Response::new(Body::from(self.bytes.clone()));
        *response.headers_mut() = self.headers.clone();
        response
    }

    /// With those of the headers that RFC 9110, section 15.4.5, asks for.
    fn not_modified(&self) -> Response {
        let mut response = StatusCode::NOT_MODIFIED.into_response();
        for name in [CACHE_CONTROL, ETAG, VARY] {
            if let Some(value) = self.headers.get(&name) {
                response.headers_mut().insert(name, value.clone());
            }
        }
        response
    }

    /// RFC 9110, section 13.1.2: `If-None-Match` is `*` or a list of tags, which are compared weakly.
    ///
    /// A tag may hold a comma, but no quote: between two commas stands ours only where the tag is ours.
    fn is_current(&self, request: &HeaderMap) -> bool {
        let Some(etag) = self.headers.get(ETAG) else { return false };
        let tags = request.get_all(IF_NONE_MATCH).iter().flat_map(|value| value.as_bytes().split(|byte| *byte == b','));
        tags.map(<[u8]>::trim_ascii).any(|tag| tag == b"*" || tag.strip_prefix(b"W/").unwrap_or(tag) == etag)
    }
}

/// FNV-1a of 64 bits: the same in every process and release, which std's hashers do not promise.
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::hash;

    /// The published test vectors (draft-eastlake-fnv, appendix C).
    #[test]
    fn the_hash_is_fnv_1a() {
        for (text, expected) in
            [("", 0xcbf2_9ce4_8422_2325), ("a", 0xaf63_dc4c_8601_ec8c), ("foobar", 0x8594_4171_f739_67e8)]
        {
            assert_eq!(hash(text.as_bytes()), expected, "{text}");
        }
    }
}
