//! Tags: what articles are about.

use cepa::prelude::*;

use crate::AppState;
use crate::db::Db;

pub(crate) const ROUTES: Routes<AppState> = routes![list_tags];

#[model(output)]
struct TagsResponse {
    tags: Vec<String>,
}

#[derive(Debug, ApiError)]
enum TagError {
    /// the database failed
    #[status(500)]
    Database(#[from] sqlx::Error),
}

/// List the tags in use, the most used first.
#[get("/tags", public, tags = ["Tags"])]
#[json]
async fn list_tags(#[state] db: &Db) -> Result<TagsResponse, TagError> {
    Ok(TagsResponse { tags: db.tags().await? })
}
