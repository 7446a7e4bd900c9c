//! Comments: what readers say below an article.

use cepa::prelude::*;
use sqlx::FromRow;

use crate::AppState;
use crate::auth::CurrentUser;
use crate::db::Db;
use crate::profiles::Profile;
use crate::timestamp::Timestamp;

pub(crate) const ROUTES: Routes<AppState> = routes![list_comments, add_comment, delete_comment];

#[model(input)]
struct NewCommentRequest {
    #[validate(nested)]
    comment: NewComment,
}

#[model(input)]
struct NewComment {
    #[validate(length(min = 1, max = 10_000))]
    body: String,
}

#[model(output)]
struct CommentResponse {
    comment: Comment,
}

#[model(output)]
struct CommentsResponse {
    comments: Vec<Comment>,
}

/// A comment.
#[model(output)]
#[derive(Debug, FromRow)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Comment {
    pub(crate) id: i64,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
    pub(crate) body: String,
    #[sqlx(flatten)]
    pub(crate) author: Profile,
}

/// What may stand in the way of a comment.
#[derive(Debug, ApiError)]
enum CommentError {
    /// there is no such article
    #[status(404)]
    NoArticle,
    /// the article has no such comment
    #[status(404)]
    NoComment,
    /// the comment belongs to somebody else
    #[status(403)]
    NotYours,
    /// the database failed
    #[status(500)]
    Database(#[from] sqlx::Error),
}

/// Read the comments on an article, newest first.
#[get("/articles/{slug}/comments", public, tags = ["Comments"])]
#[json]
async fn list_comments(
    slug: &str,
    viewer: Option<CurrentUser>,
    #[state] db: &Db,
) -> Result<CommentsResponse, CommentError> {
    let article = db.article_key(slug).await?.ok_or(CommentError::NoArticle)?;
    let comments = db.comments(article.id, viewer.map(|user| user.id)).await?;
    Ok(CommentsResponse { comments })
}

/// Comment on an article.
#[post("/articles/{slug}/comments", tags = ["Comments"])]
#[json]
async fn add_comment(
    slug: &str,
    user: CurrentUser,
    #[body] request: NewCommentRequest,
    #[state] db: &Db,
) -> Result<CommentResponse, CommentError> {
    let comment = db.insert_comment(user.id, slug, &request.comment.body).await?.ok_or(CommentError::NoArticle)?;
    Ok(CommentResponse { comment })
}

/// Delete one's own comment.
#[delete("/articles/{slug}/comments/{id}", tags = ["Comments"])]
async fn delete_comment(slug: &str, id: i64, user: CurrentUser, #[state] db: &Db) -> Result<NoContent, CommentError> {
    let author_id = db.comment_author(slug, id).await?.ok_or(CommentError::NoComment)?;
    if author_id != user.id {
        return Err(CommentError::NotYours);
    }
    db.delete_comment(id).await?;
    Ok(NoContent)
}
