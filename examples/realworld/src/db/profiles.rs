//! Profiles, and who follows whom.

use sqlx::any::AnyRow;
use sqlx::{FromRow, Row};

use super::Db;
use crate::profiles::Profile;

/// Reads `username`, `bio`, `image` and the count `following`.
impl FromRow<'_, AnyRow> for Profile {
    fn from_row(row: &AnyRow) -> sqlx::Result<Self> {
        Ok(Self {
            username: row.try_get("username")?,
            bio: row.try_get("bio")?,
            image: row.try_get("image")?,
            following: row.try_get::<i64, _>("following")? > 0,
        })
    }
}

impl Db {
    /// The profile of `username` as `viewer` sees it.
    pub(crate) async fn profile(&self, username: &str, viewer: Option<i64>) -> sqlx::Result<Option<Profile>> {
        sqlx::query_as(
            "SELECT u.username, u.bio, u.image,
                    (SELECT COUNT(*) FROM follows WHERE followed_id = u.id AND follower_id = $1) AS following
             FROM users u
             WHERE u.username = $2",
        )
        .bind(viewer)
        .bind(username)
        .fetch_optional(&self.pool)
        .await
    }

    /// Makes `follower` follow `username`; nothing happens when that is so already, or when there is no such user.
    pub(crate) async fn follow(&self, follower: i64, username: &str) -> sqlx::Result<()> {
        sqlx::query(
            "INSERT INTO follows (follower_id, followed_id)
             SELECT $1, id FROM users WHERE username = $2
             ON CONFLICT DO NOTHING",
        )
        .bind(follower)
        .bind(username)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Undoes [`Db::follow`].
    pub(crate) async fn unfollow(&self, follower: i64, username: &str) -> sqlx::Result<()> {
        sqlx::query(
            "DELETE FROM follows
             WHERE follower_id = $1 AND followed_id = (SELECT id FROM users WHERE username = $2)",
        )
        .bind(follower)
        .bind(username)
        .execute(&self.pool)
        .await?;
        Ok(())
    }
}
