//! Users: who they are and what proves it.

use sqlx::FromRow;

use super::Db;
use crate::auth::CurrentUser;
use crate::users::UserUpdate;

/// A user beside the hash of the password.
#[derive(Debug, FromRow)]
pub(crate) struct Credentials {
    #[sqlx(flatten)]
    pub(crate) user: CurrentUser,
    pub(crate) password_hash: String,
}

impl Db {
    /// Adds a user. Fails on a unique index when the name or the e-mail is taken: see [`super::is_taken`].
    pub(crate) async fn insert_user(
        &self,
        username: &str,
        email: &str,
        password_hash: &str,
    ) -> sqlx::Result<CurrentUser> {
        sqlx::query_as(
            "INSERT INTO users (username, email, password_hash) VALUES ($1, $2, $3)
             RETURNING id, username, email, bio, image",
        )
        .bind(username)
        .bind(email)
        .bind(password_hash)
        .fetch_one(&self.pool)
        .await
    }

    pub(crate) async fn user(&self, id: i64) -> sqlx::Result<Option<CurrentUser>> {
        sqlx::query_as("SELECT id, username, email, bio, image FROM users WHERE id = $1")
            .bind(id)
            .fetch_optional(&self.pool)
            .await
    }

    pub(crate) async fn credentials(&self, email: &str) -> sqlx::Result<Option<Credentials>> {
        sqlx::query_as(
            "SELECT id, username, email, bio, image, password_hash FROM users WHERE lower(email) = lower($1)",
        )
        .bind(email)
        .fetch_optional(&self.pool)
        .await
    }

    /// Writes what `update` names and leaves the rest; one statement, so that two updates at once don't undo each other.
    /// `None` when the user is gone. Fails on a unique index as [`Db::insert_user`] does.
    pub(crate) async fn update_user(
        &self,
        id: i64,
        update: &UserUpdate,
        password_hash: Option<&str>,
    ) -> sqlx::Result<Option<CurrentUser>> {
        sqlx::query_as(
            "UPDATE users
             SET email = COALESCE($2, email),
                 username = COALESCE($3, username),
                 password_hash = COALESCE($4, password_hash),
                 bio = CASE WHEN $5 THEN $6 ELSE bio END,
                 image = CASE WHEN $7 THEN $8 ELSE image END
             WHERE id = $1
             RETURNING id, username, email, bio, image",
        )
        .bind(id)
        .bind(update.email.as_deref())
        .bind(update.username.as_deref())
        .bind(password_hash)
        .bind(update.bio.is_some())
        .bind(update.bio.as_ref().and_then(Option::as_deref))
        .bind(update.image.is_some())
        .bind(update.image.as_ref().and_then(Option::as_deref))
        .fetch_optional(&self.pool)
        .await
    }
}
