//! Articles, their tags, and who favours them.

use sqlx::any::AnyRow;
use sqlx::{AnyConnection, FromRow, Row};

use super::{Db, is_taken};
use crate::articles::{Article, ArticleSummary, ArticleUpdate, NewArticle};
use crate::profiles::Profile;
use crate::slug;
use crate::timestamp::Timestamp;

/// Which articles to list; a `None` does not narrow the list.
#[derive(Debug, Default)]
pub(crate) struct Filter<'a> {
    pub(crate) tag: Option<&'a str>,
    pub(crate) author: Option<&'a str>,
    pub(crate) favorited_by: Option<&'a str>,
    /// Only authors whom this user follows.
    pub(crate) followed_by: Option<i64>,
}

/// Which stretch of a list to show.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Page {
    pub(crate) limit: u32,
    pub(crate) offset: u32,
}

/// What says who may do what with an article.
#[derive(Debug, FromRow)]
pub(crate) struct ArticleKey {
    pub(crate) id: i64,
    pub(crate) author_id: i64,
}

/// Reads the columns of `summary_columns!`.
impl FromRow<'_, AnyRow> for ArticleSummary {
    fn from_row(row: &AnyRow) -> sqlx::Result<Self> {
        let tags: Option<String> = row.try_get("tags")?;
        Ok(Self {
            slug: row.try_get("slug")?,
            title: row.try_get("title")?,
            description: row.try_get("description")?,
            tag_list: tags.iter().flat_map(|tags| tags.split(',')).map(str::to_owned).collect(),
            created_at: row.try_get("created_at")?,
            updated_at: row.try_get("updated_at")?,
            favorited: row.try_get::<i64, _>("favorited")? > 0,
            favorites_count: row.try_get("favorites_count")?,
            author: Profile::from_row(row)?,
        })
    }
}

/// The columns of an [`ArticleSummary`] out of `full_articles a`, as the user at the placeholder `$viewer` sees them.
macro_rules! summary_columns {
    ($viewer:literal) => {
        concat!(
            "a.slug, a.title, a.description, a.tags, a.created_at, a.updated_at, a.favorites_count,
             a.username, a.bio, a.image,
             (SELECT COUNT(*) FROM favorites f WHERE f.article_id = a.id AND f.user_id = ",
            $viewer,
            ") AS favorited,
             (SELECT COUNT(*) FROM follows f WHERE f.followed_id = a.author_id AND f.follower_id = ",
            $viewer,
            ") AS following "
        )
    };
}

/// The articles that a [`Filter`] lets through: its fields are `$1` to `$4`.
macro_rules! from_filtered {
    () => {
        "FROM full_articles a
         WHERE ($1 IS NULL OR EXISTS (SELECT 1 FROM article_tags t WHERE t.article_id = a.id AND t.name = $1))
           AND ($2 IS NULL OR a.username = $2)
           AND ($3 IS NULL OR EXISTS (SELECT 1 FROM favorites f JOIN users u ON u.id = f.user_id
                                      WHERE f.article_id = a.id AND u.username = $3))
           AND ($4 IS NULL OR EXISTS (SELECT 1 FROM follows f
                                      WHERE f.followed_id = a.author_id AND f.follower_id = $4)) "
    };
}

impl Db {
    /// A page of the articles that `filter` lets through, newest first, as `viewer` sees them.
    pub(crate) async fn articles(
        &self,
        filter: &Filter<'_>,
        page: Page,
        viewer: Option<i64>,
    ) -> sqlx::Result<Vec<ArticleSummary>> {
        sqlx::query_as(concat!(
            "SELECT ",
            summary_columns!("$5"),
            from_filtered!(),
            "ORDER BY a.created_at DESC, a.id DESC LIMIT $6 OFFSET $7"
        ))
        .bind(filter.tag)
        .bind(filter.author)
        .bind(filter.favorited_by)
        .bind(filter.followed_by)
        .bind(viewer)
        .bind(i64::from(page.limit))
        .bind(i64::from(page.offset))
        .fetch_all(&self.pool)
        .await
    }

    /// How many articles `filter` lets through, over all pages.
    pub(crate) async fn count_articles(&self, filter: &Filter<'_>) -> sqlx::Result<i64> {
        sqlx::query_scalar(concat!("SELECT COUNT(*) ", from_filtered!()))
            .bind(filter.tag)
            .bind(filter.author)
            .bind(filter.favorited_by)
            .bind(filter.followed_by)
            .fetch_one(&self.pool)
            .await
    }

    /// The article at `slug` as `viewer` sees it.
    pub(crate) async fn article(&self, slug: &str, viewer: Option<i64>) -> sqlx::Result<Option<Article>> {
        sqlx::query_as(concat!("SELECT a.body, ", summary_columns!("$2"), "FROM full_articles a WHERE a.slug = $1"))
            .bind(slug)
            .bind(viewer)
            .fetch_optional(&self.pool)
            .await
    }

    pub(crate) async fn article_key(&self, slug: &str) -> sqlx::Result<Option<ArticleKey>> {
        sqlx::query_as("SELECT id, author_id FROM articles WHERE slug = $1").bind(slug).fetch_optional(&self.pool).await
    }

    /// Adds an article and returns its slug.
    pub(crate) async fn insert_article(&self, author_id: i64, article: &NewArticle) -> sqlx::Result<String> {
        // SQLite takes its lock at the first write: a transaction that begins with one never works on an outdated view.
        let mut transaction = self.pool.begin().await?;
        let mut slug = slug::plain(&article.title);
        let id = loop {
            match insert_row(&mut transaction, author_id, &slug, article).await? {
                Some(id) => break id,
                None => slug = slug::dated(&article.title),
            }
        };
        for tag in &article.tag_list {
            sqlx::query("INSERT INTO article_tags (article_id, name) VALUES ($1, $2) ON CONFLICT DO NOTHING")
                .bind(id)
                .bind(tag)
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(slug)
    }

    /// Writes what `update` names, leaves the rest, and returns the slug, which follows a new title.
    /// `None` when the article is gone.
    pub(crate) async fn update_article(&self, id: i64, update: &ArticleUpdate) -> sqlx::Result<Option<String>> {
        let title = update.title.as_deref();
        match self.update_row(id, title.map(slug::plain), update).await {
            Err(error) if is_taken(&error, "slug") => self.update_row(id, title.map(slug::dated), update).await,
            updated => updated,
        }
    }

    async fn update_row(&self, id: i64, slug: Option<String>, update: &ArticleUpdate) -> sqlx::Result<Option<String>> {
        sqlx::query_scalar(
            "UPDATE articles
             SET slug = CASE WHEN $2 = title THEN slug ELSE COALESCE($3, slug) END,
                 title = COALESCE($2, title),
                 description = COALESCE($4, description),
                 body = COALESCE($5, body),
                 updated_at = $6
             WHERE id = $1
             RETURNING slug",
        )
        .bind(id)
        .bind(update.title.as_deref())
        .bind(slug)
        .bind(update.description.as_deref())
        .bind(update.body.as_deref())
        .bind(Timestamp::now())
        .fetch_optional(&self.pool)
        .await
    }

    pub(crate) async fn delete_article(&self, id: i64) -> sqlx::Result<()> {
        sqlx::query("DELETE FROM articles WHERE id = $1").bind(id).execute(&self.pool).await?;
        Ok(())
    }

    /// Marks the article at `slug` as a favourite of `user`; nothing happens when it is one already, or when there is no article.
    pub(crate) async fn favorite(&self, user: i64, slug: &str) -> sqlx::Result<()> {
        sqlx::query(
            "INSERT INTO favorites (user_id, article_id)
             SELECT $1, id FROM articles WHERE slug = $2
             ON CONFLICT DO NOTHING",
        )
        .bind(user)
        .bind(slug)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Undoes [`Db::favorite`].
    pub(crate) async fn unfavorite(&self, user: i64, slug: &str) -> sqlx::Result<()> {
        sqlx::query(
            "DELETE FROM favorites
             WHERE user_id = $1 AND article_id = (SELECT id FROM articles WHERE slug = $2)",
        )
        .bind(user)
        .bind(slug)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// The tags in use, the most used first, at most 100.
    pub(crate) async fn tags(&self) -> sqlx::Result<Vec<String>> {
        sqlx::query_scalar("SELECT name FROM article_tags GROUP BY name ORDER BY COUNT(*) DESC, name LIMIT 100")
            .fetch_all(&self.pool)
            .await
    }
}

/// The id of the new row; `None` when its slug is taken.
async fn insert_row(
    connection: &mut AnyConnection,
    author_id: i64,
    slug: &str,
    article: &NewArticle,
) -> sqlx::Result<Option<i64>> {
    sqlx::query_scalar(
        "INSERT INTO articles (slug, title, description, body, author_id, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6)
         ON CONFLICT (slug) DO NOTHING
         RETURNING id",
    )
    .bind(slug)
    .bind(&article.title)
    .bind(&article.description)
    .bind(&article.body)
    .bind(author_id)
    .bind(Timestamp::now())
    .fetch_optional(connection)
    .await
}
