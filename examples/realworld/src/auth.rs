//! Who is calling: the extractor behind every endpoint that asks for a user.

use cepa::extract::{Authorization, Scheme};
use cepa::prelude::*;
use sqlx::FromRow;

use crate::db::Db;
use crate::token::Keys;

/// The user who sends the request.
#[derive(Debug, Clone, FromRow)]
pub(crate) struct CurrentUser {
    pub(crate) id: i64,
    pub(crate) username: String,
    pub(crate) email: String,
    pub(crate) bio: Option<String>,
    pub(crate) image: Option<String>,
}

/// Why a caller is not known.
#[derive(Debug, ApiError)]
pub(crate) enum AuthError {
    /// the token is malformed, forged or past its time
    #[status(401)]
    InvalidToken,
    /// the database failed
    #[status(500)]
    Database(#[from] sqlx::Error),
}

/// The scheme of `Authorization: Token <jwt>`.
pub(crate) struct Token;

impl Scheme for Token {
    const NAME: &'static str = "Token";
}

/// The user whom the token names.
#[extractor]
pub(crate) async fn current_user(
    token: Authorization<'_, Token>,
    #[state] keys: &Keys,
    #[state] db: &Db,
) -> Result<CurrentUser, AuthError> {
    let id = keys.verify(token.credentials()).ok_or(AuthError::InvalidToken)?;
    db.user(id).await?.ok_or(AuthError::InvalidToken)
}
