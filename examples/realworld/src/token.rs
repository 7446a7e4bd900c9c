//! Tokens: JSON Web Tokens (RFC 7519) that name a user, signed with HMAC-SHA-256.

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, get_current_timestamp};
use serde::{Deserialize, Serialize};

/// How long a token is good for: 30 days, in seconds. The API has no way to renew one.
const LIFETIME_SECONDS: u64 = 30 * 24 * 60 * 60;

/// Shortest secret that is as strong as the hash (RFC 7518, section 3.2), in bytes.
pub(crate) const SECRET_BYTES: usize = 32;

/// What issues tokens, and knows them again.
#[derive(Debug, Clone)]
pub(crate) struct Keys {
    encoding: EncodingKey,
    decoding: DecodingKey,
}

#[derive(Serialize, Deserialize)]
struct Claims {
    /// The user's id; a string by RFC 7519, section 4.1.2.
    sub: String,
    /// When the token ends, in seconds since 1970 (section 4.1.4).
    exp: u64,
}

impl Keys {
    pub(crate) fn new(secret: &[u8]) -> Self {
        Self { encoding: EncodingKey::from_secret(secret), decoding: DecodingKey::from_secret(secret) }
    }

    /// A token for a user.
    pub(crate) fn issue(&self, user_id: i64) -> jsonwebtoken::errors::Result<String> {
        let claims = Claims { sub: user_id.to_string(), exp: get_current_timestamp() + LIFETIME_SECONDS };
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.encoding)
    }

    /// The user whom a token names; `None` for one that is malformed, forged or past its time.
    pub(crate) fn verify(&self, token: &str) -> Option<i64> {
        let token = jsonwebtoken::decode::<Claims>(token, &self.decoding, &Validation::new(Algorithm::HS256)).ok()?;
        token.claims.sub.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed(header: &Header, claims: &Claims) -> String {
        jsonwebtoken::encode(header, claims, &Keys::new(b"secret").encoding).unwrap()
    }

    #[test]
    fn a_token_names_its_user() {
        let keys = Keys::new(b"secret");
        assert_eq!(keys.verify(&keys.issue(7).unwrap()), Some(7));
    }

    #[test]
    fn a_token_of_another_secret_is_refused() {
        let forged = Keys::new(b"guess").issue(7).unwrap();
        assert_eq!(Keys::new(b"secret").verify(&forged), None);
    }

    #[test]
    fn a_token_past_its_time_is_refused() {
        let claims = Claims { sub: "7".to_owned(), exp: get_current_timestamp() - 3600 };
        assert_eq!(Keys::new(b"secret").verify(&signed(&Header::default(), &claims)), None);
    }

    /// Only the algorithm that we sign with counts, whatever the token says of itself.
    #[test]
    fn another_algorithm_is_refused() {
        let claims = Claims { sub: "7".to_owned(), exp: get_current_timestamp() + 60 };
        assert_eq!(Keys::new(b"secret").verify(&signed(&Header::new(Algorithm::HS512), &claims)), None);
        // {"alg":"none"} and {"sub":"7","exp":99999999999}
        let unsigned = "eyJhbGciOiJub25lIn0.eyJzdWIiOiI3IiwiZXhwIjo5OTk5OTk5OTk5OX0.";
        assert_eq!(Keys::new(b"secret").verify(unsigned), None);
    }

    #[test]
    fn noise_is_refused() {
        for noise in ["", ".", "..", "a.b.c", "Token", "\u{1f512}"] {
            assert_eq!(Keys::new(b"secret").verify(noise), None, "{noise}");
        }
    }
}
