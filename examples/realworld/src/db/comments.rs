//! Comments on articles.

use super::Db;
use crate::comments::Comment;
use crate::timestamp::Timestamp;

/// The columns of a [`Comment`] as the user at `$1` sees it. No endpoint edits a comment: it stays as old as it is.
macro_rules! select_comments {
    ($condition:literal) => {
        concat!(
            "SELECT c.id, c.body, c.created_at, c.created_at AS updated_at, u.username, u.bio, u.image,
                    (SELECT COUNT(*) FROM follows WHERE followed_id = u.id AND follower_id = $1) AS following
             FROM comments c
             JOIN users u ON u.id = c.author_id ",
            $condition
        )
    };
}

impl Db {
    /// The comments on an article, newest first, as `viewer` sees them.
    pub(crate) async fn comments(&self, article_id: i64, viewer: Option<i64>) -> sqlx::Result<Vec<Comment>> {
        sqlx::query_as(select_comments!("WHERE c.article_id = $2 ORDER BY c.id DESC"))
            .bind(viewer)
            .bind(article_id)
            .fetch_all(&self.pool)
            .await
    }

    /// Adds a comment to the article at `slug`; `None` when there is none.
    pub(crate) async fn insert_comment(&self, author_id: i64, slug: &str, body: &str) -> sqlx::Result<Option<Comment>> {
        let id: Option<i64> = sqlx::query_scalar(
            "INSERT INTO comments (author_id, article_id, body, created_at)
             SELECT $1, id, $3, $4 FROM articles WHERE slug = $2
             RETURNING id",
        )
        .bind(author_id)
        .bind(slug)
        .bind(body)
        .bind(Timestamp::now())
        .fetch_optional(&self.pool)
        .await?;
        sqlx::query_as(select_comments!("WHERE c.id = $2")).bind(author_id).bind(id).fetch_optional(&self.pool).await
    }

    /// Who wrote a comment on the article at `slug`.
    pub(crate) async fn comment_author(&self, slug: &str, id: i64) -> sqlx::Result<Option<i64>> {
        sqlx::query_scalar(
            "SELECT c.author_id FROM comments c JOIN articles a ON a.id = c.article_id
             WHERE c.id = $1 AND a.slug = $2",
        )
        .bind(id)
        .bind(slug)
        .fetch_optional(&self.pool)
        .await
    }

    pub(crate) async fn delete_comment(&self, id: i64) -> sqlx::Result<()> {
        sqlx::query("DELETE FROM comments WHERE id = $1").bind(id).execute(&self.pool).await?;
        Ok(())
    }
}
