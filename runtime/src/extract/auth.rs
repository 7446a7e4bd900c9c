//! Credentials from the `Authorization` header (RFC 9110, section 11.6.2).
//!
//! Each is answered before any other argument is looked at: without credentials, or with credentials of another scheme, the
//! answer is a 401 whose `WWW-Authenticate` names the scheme (RFC 9110, section 11.6.1).

use std::borrow::Cow;
use std::marker::PhantomData;

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use http::header::{AUTHORIZATION, HeaderValue};

use super::{Extraction, FromRequest, Rejection};
use crate::openapi::Operation;
use crate::problem::Problem;

/// Clients differ on padding, so both are taken.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// An authentication scheme of its own, for [`Authorization`].
///
/// ```
/// use cepa::extract::{Authorization, Scheme};
///
/// struct Token;
/// impl Scheme for Token {
///     const NAME: &'static str = "Token";
/// }
///
/// // Authorization: Token 4f2a…
/// #[cepa::get("/me")]
/// async fn me(token: Authorization<'_, Token>) -> String {
///     token.credentials().len().to_string()
/// }
/// ```
pub trait Scheme: Send + Sync + 'static {
    /// The name in front of the credentials, compared without regard to case.
    const NAME: &'static str;

    /// The `WWW-Authenticate` value of a 401: the name, unless you add parameters such as a realm.
    const CHALLENGE: &'static str = Self::NAME;
}

/// The credentials after the scheme's name, borrowed from the request.
#[derive(Debug, Clone, Copy)]
pub struct Authorization<'r, T: Scheme> {
    credentials: &'r str,
    scheme: PhantomData<fn() -> T>,
}

impl<'r, T: Scheme> Authorization<'r, T> {
    /// The text after the scheme's name.
    pub const fn credentials(&self) -> &'r str {
        self.credentials
    }
}

impl<'r, S: Sync, T: Scheme> FromRequest<'r, S> for Authorization<'r, T> {
    const AUTH: bool = true;

    async fn from_request(cx: &mut Extraction<'r, S>) -> Result<Self, Rejection> {
        // A challenge that is no header value stops the build.
        const { assert_header_value(T::CHALLENGE) };
        let credentials = credentials(cx, T::NAME, T::CHALLENGE)?;
        Ok(Self { credentials, scheme: PhantomData })
    }

    fn describe(operation: &mut Operation<'_>) {
        describe(operation, T::NAME);
    }
}

/// A bearer token (RFC 6750).
#[derive(Debug, Clone, Copy)]
pub struct Bearer<'r> {
    token: &'r str,
}

impl<'r> Bearer<'r> {
    /// The token.
    pub const fn token(&self) -> &'r str {
        self.token
    }
}

impl<'r, S: Sync> FromRequest<'r, S> for Bearer<'r> {
    const AUTH: bool = true;

    async fn from_request(cx: &mut Extraction<'r, S>) -> Result<Self, Rejection> {
        Ok(Self { token: credentials(cx, "Bearer", "Bearer")? })
    }

    fn describe(operation: &mut Operation<'_>) {
        describe(operation, "Bearer");
    }
}

/// A user name and a password (RFC 7617).
#[derive(Clone)]
pub struct Basic {
    text: String,
    colon: usize,
}

impl Basic {
    const CHALLENGE: &'static str = "Basic realm=\"restricted\", charset=\"UTF-8\"";

    /// The user name; it holds no colon.
    pub fn username(&self) -> &str {
        &self.text[..self.colon]
    }

    /// The password.
    pub fn password(&self) -> &str {
        &self.text[self.colon + 1..]
    }
}

impl std::fmt::Debug for Basic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Basic").field("username", &self.username()).finish_non_exhaustive()
    }
}

impl<'r, S: Sync> FromRequest<'r, S> for Basic {
    const AUTH: bool = true;

    async fn from_request(cx: &mut Extraction<'r, S>) -> Result<Self, Rejection> {
        let credentials = credentials(cx, "Basic", Self::CHALLENGE)?;
        let text = BASE64.decode(credentials).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let parsed = text.and_then(|text| text.find(':').map(|colon| Self { text, colon }));
        parsed.ok_or_else(|| refused("the credentials are malformed", Self::CHALLENGE))
    }

    fn describe(operation: &mut Operation<'_>) {
        describe(operation, "Basic");
    }
}

fn describe(operation: &mut Operation<'_>, scheme: &str) {
    operation.http_scheme(scheme);
    operation.problem(401, "Credentials are missing or malformed.");
}

/// What stands behind `scheme` in the request's one `Authorization` header.
fn credentials<'r, S>(cx: &Extraction<'r, S>, scheme: &str, challenge: &'static str) -> Result<&'r str, Rejection> {
    cx.head().set_challenge(challenge);
    let mut values = cx.head().headers().get_all(AUTHORIZATION).iter();
    let Some(value) = values.next() else {
        return Err(missing(challenge));
    };
    let text = value.to_str().ok().filter(|_| values.next().is_none());
    let found = text.and_then(|text| text.split_once(' ')).filter(|(name, _)| name.eq_ignore_ascii_case(scheme));
    match found {
        Some((_, credentials)) if !credentials.trim().is_empty() => Ok(credentials.trim()),
        _ => Err(refused(format!("expected `Authorization: {scheme} …`"), challenge)),
    }
}

/// Nobody said who they are: `None` for an optional argument, else the challenge.
fn missing(challenge: &'static str) -> Rejection {
    Rejection::absent(Problem::unauthorized(HeaderValue::from_static(challenge)).detail("credentials are missing"))
}

fn refused(detail: impl Into<Cow<'static, str>>, challenge: &'static str) -> Rejection {
    Rejection::refused(Problem::unauthorized(HeaderValue::from_static(challenge)).detail(detail))
}

const fn assert_header_value(value: &str) {
    let mut rest = value.as_bytes();
    while let [byte, after @ ..] = rest {
        assert!(matches!(byte, b' '..=b'~'), "a challenge is a header value: visible ASCII and blanks");
        rest = after;
    }
}
