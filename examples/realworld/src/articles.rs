//! Articles: list, feed, read, write, and mark as favourites.

use cepa::prelude::*;
use sqlx::FromRow;

use crate::AppState;
use crate::auth::CurrentUser;
use crate::db::{Db, Filter, Page};
use crate::profiles::Profile;
use crate::timestamp::Timestamp;

pub(crate) const ROUTES: Routes<AppState> = routes![
    list_articles,
    feed,
    create_article,
    get_article,
    update_article,
    delete_article,
    favorite_article,
    unfavorite_article,
];

#[model(input)]
struct NewArticleRequest {
    #[validate(nested)]
    article: NewArticle,
}

/// An article to publish.
#[model(input)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NewArticle {
    #[validate(length(min = 1, max = 200), non_control_character)]
    pub(crate) title: String,
    #[validate(length(min = 1, max = 1_000))]
    pub(crate) description: String,
    #[validate(length(min = 1, max = 200_000))]
    pub(crate) body: String,
    #[serde(default)]
    #[validate(length(max = 20), custom(function = plain_tags))]
    pub(crate) tag_list: Vec<String>,
}

/// The database parts the tags of an article by commas.
fn plain_tags(tags: &[String]) -> Result<(), &'static str> {
    let plain =
        |tag: &String| (1..=50).contains(&tag.chars().count()) && !tag.contains(|c: char| c == ',' || c.is_control());
    if tags.iter().all(plain) { Ok(()) } else { Err("must have 1 to 50 characters each, and no comma") }
}

#[model(input)]
struct UpdateArticleRequest {
    #[validate(nested)]
    article: ArticleUpdate,
}

/// What to change of an article: an absent member stays as it is.
#[model(input)]
#[derive(Default)]
pub(crate) struct ArticleUpdate {
    #[validate(length(min = 1, max = 200), non_control_character)]
    pub(crate) title: Option<String>,
    #[validate(length(min = 1, max = 1_000))]
    pub(crate) description: Option<String>,
    #[validate(length(min = 1, max = 200_000))]
    pub(crate) body: Option<String>,
}

#[model(output)]
struct ArticleResponse {
    article: Article,
}

#[model(output)]
#[serde(rename_all = "camelCase")]
struct ArticlesResponse {
    articles: Vec<ArticleSummary>,
    /// Over all pages.
    articles_count: i64,
}

/// An article as it stands in a list: without its body.
#[model(output)]
#[derive(Debug)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ArticleSummary {
    pub(crate) slug: String,
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) tag_list: Vec<String>,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
    pub(crate) favorited: bool,
    pub(crate) favorites_count: i64,
    pub(crate) author: Profile,
}

/// An article.
#[model(output)]
#[derive(Debug, FromRow)]
pub(crate) struct Article {
    #[serde(flatten)]
    #[sqlx(flatten)]
    pub(crate) summary: ArticleSummary,
    pub(crate) body: String,
}

/// What may stand in the way of an article.
#[derive(Debug, ApiError)]
enum ArticleError {
    /// there is no such article
    #[status(404)]
    NoArticle,
    /// the article belongs to somebody else
    #[status(403)]
    NotYours,
    /// the database failed
    #[status(500)]
    Database(#[from] sqlx::Error),
}

/// List articles, newest first.
#[get("/articles", public, tags = ["Articles"])]
#[json]
async fn list_articles(
    #[query] tag: Option<&str>,
    #[query] author: Option<&str>,
    #[query] favorited: Option<&str>,
    #[query(default = 20, range(min = 1, max = 100))] limit: u32,
    #[query(default = 0)] offset: u32,
    viewer: Option<CurrentUser>,
    #[state] db: &Db,
) -> Result<ArticlesResponse, ArticleError> {
    let filter = Filter { tag, author, favorited_by: favorited, followed_by: None };
    page(&filter, Page { limit, offset }, viewer.as_ref(), db).await
}

/// List articles of the users whom one follows, newest first.
#[get("/articles/feed", tags = ["Articles"])]
#[json]
async fn feed(
    #[query(default = 20, range(min = 1, max = 100))] limit: u32,
    #[query(default = 0)] offset: u32,
    user: CurrentUser,
    #[state] db: &Db,
) -> Result<ArticlesResponse, ArticleError> {
    let filter = Filter { followed_by: Some(user.id), ..Filter::default() };
    page(&filter, Page { limit, offset }, Some(&user), db).await
}

/// Publish an article.
///
/// Its slug is made from the title, with an ending of its own where another article has that slug.
#[post("/articles", tags = ["Articles"])]
#[json]
async fn create_article(
    user: CurrentUser,
    #[body] request: NewArticleRequest,
    #[state] db: &Db,
) -> Result<Created<ArticleResponse>, ArticleError> {
    let slug = db.insert_article(user.id, &request.article).await?;
    Ok(Created(read(&slug, Some(&user), db).await?))
}

/// Read an article.
#[get("/articles/{slug}", public, tags = ["Articles"])]
#[json]
async fn get_article(
    slug: &str,
    viewer: Option<CurrentUser>,
    #[state] db: &Db,
) -> Result<ArticleResponse, ArticleError> {
    read(slug, viewer.as_ref(), db).await
}

/// Change one's own article.
///
/// With a new title comes a new slug.
#[put("/articles/{slug}", tags = ["Articles"])]
#[json]
async fn update_article(
    slug: &str,
    user: CurrentUser,
    #[body] request: UpdateArticleRequest,
    #[state] db: &Db,
) -> Result<ArticleResponse, ArticleError> {
    let id = own(slug, &user, db).await?;
    let slug = db.update_article(id, &request.article).await?.ok_or(ArticleError::NoArticle)?;
    read(&slug, Some(&user), db).await
}

/// Delete one's own article, with its comments.
#[delete("/articles/{slug}", tags = ["Articles"])]
async fn delete_article(slug: &str, user: CurrentUser, #[state] db: &Db) -> Result<NoContent, ArticleError> {
    let id = own(slug, &user, db).await?;
    db.delete_article(id).await?;
    Ok(NoContent)
}

/// Mark an article as a favourite.
#[post("/articles/{slug}/favorite", tags = ["Favorites"])]
#[json]
async fn favorite_article(slug: &str, user: CurrentUser, #[state] db: &Db) -> Result<ArticleResponse, ArticleError> {
    db.favorite(user.id, slug).await?;
    read(slug, Some(&user), db).await
}

/// Take a favourite's mark away.
#[delete("/articles/{slug}/favorite", tags = ["Favorites"])]
#[json]
async fn unfavorite_article(slug: &str, user: CurrentUser, #[state] db: &Db) -> Result<ArticleResponse, ArticleError> {
    db.unfavorite(user.id, slug).await?;
    read(slug, Some(&user), db).await
}

async fn page(
    filter: &Filter<'_>,
    page: Page,
    viewer: Option<&CurrentUser>,
    db: &Db,
) -> Result<ArticlesResponse, ArticleError> {
    let articles = db.articles(filter, page, viewer.map(|user| user.id)).await?;
    let articles_count = db.count_articles(filter).await?;
    Ok(ArticlesResponse { articles, articles_count })
}

async fn read(slug: &str, viewer: Option<&CurrentUser>, db: &Db) -> Result<ArticleResponse, ArticleError> {
    let article = db.article(slug, viewer.map(|user| user.id)).await?.ok_or(ArticleError::NoArticle)?;
    Ok(ArticleResponse { article })
}

/// The id of an article that `user` may change.
async fn own(slug: &str, user: &CurrentUser, db: &Db) -> Result<i64, ArticleError> {
    let article = db.article_key(slug).await?.ok_or(ArticleError::NoArticle)?;
    if article.author_id == user.id { Ok(article.id) } else { Err(ArticleError::NotYours) }
}
