//! The queries, each test on a database of its own: a SQLite file, or one more database on the PostgreSQL server that
//! `CONDUIT_TEST_POSTGRES` names, such as `postgres://postgres@localhost:5432` (they stay there; use a server to throw away).

use std::env;
use std::sync::atomic::{AtomicUsize, Ordering};

use sqlx::migrate::MigrateDatabase;
use tempfile::TempDir;

use super::{Db, Filter, Page, is_taken};
use crate::articles::{ArticleUpdate, NewArticle};
use crate::auth::CurrentUser;
use crate::users::UserUpdate;

const FIRST_PAGE: Page = Page { limit: 20, offset: 0 };

/// A database with two users.
struct Fixture {
    db: Db,
    url: String,
    jake: CurrentUser,
    anah: CurrentUser,
    _folder: TempDir,
}

impl Fixture {
    async fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let url = match env::var("CONDUIT_TEST_POSTGRES") {
            Ok(server) => create_postgres(&server).await,
            Err(_) => format!("sqlite://{}/conduit.db", folder.path().display()),
        };
        let db = Db::open(&url).await.unwrap();
        let jake = db.insert_user("jake", "jake@mail.test", "hash of jake").await.unwrap();
        let anah = db.insert_user("anah", "anah@mail.test", "hash of anah").await.unwrap();
        Self { db, url, jake, anah, _folder: folder }
    }

    async fn publish(&self, author: &CurrentUser, title: &str, tags: &[&str]) -> String {
        self.db.insert_article(author.id, &article(title, tags)).await.unwrap()
    }

    /// The slugs that a filter lets through, beside their count over all pages.
    async fn slugs(&self, filter: Filter<'_>, page: Page) -> (Vec<String>, i64) {
        let articles = self.db.articles(&filter, page, None).await.unwrap();
        let slugs = articles.into_iter().map(|article| article.slug).collect();
        (slugs, self.db.count_articles(&filter).await.unwrap())
    }
}

async fn create_postgres(server: &str) -> String {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let url = format!("{}/conduit_{}_{number}", server.trim_end_matches('/'), std::process::id());
    sqlx::any::install_default_drivers();
    sqlx::Any::create_database(&url).await.unwrap();
    url
}

fn article(title: &str, tags: &[&str]) -> NewArticle {
    NewArticle {
        title: title.to_owned(),
        description: "In short.".to_owned(),
        body: "At length.".to_owned(),
        tag_list: tags.iter().map(|&tag| tag.to_owned()).collect(),
    }
}

#[tokio::test]
async fn a_database_opens_again_with_what_it_holds() {
    let fixture = Fixture::new().await;
    let again = Db::open(&fixture.url).await.unwrap();
    assert_eq!(again.user(fixture.jake.id).await.unwrap().unwrap().username, "jake");
}

#[tokio::test]
async fn users_are_found_by_id_and_by_email_of_any_case() {
    let fixture = Fixture::new().await;
    let Fixture { db, jake, anah, .. } = &fixture;
    assert_ne!(jake.id, anah.id);
    assert_eq!(db.user(anah.id).await.unwrap().unwrap().email, "anah@mail.test");
    assert!(db.user(-1).await.unwrap().is_none());

    let found = db.credentials("Jake@Mail.test").await.unwrap().unwrap();
    assert_eq!((found.user.id, found.password_hash.as_str()), (jake.id, "hash of jake"));
    assert!(db.credentials("nobody@mail.test").await.unwrap().is_none());
}

#[tokio::test]
async fn a_taken_name_or_email_is_told_apart() {
    let fixture = Fixture::new().await;
    let Fixture { db, jake, .. } = &fixture;
    let name = db.insert_user("jake", "new@mail.test", "").await.unwrap_err();
    assert!(is_taken(&name, "username") && !is_taken(&name, "email"), "{name}");
    let email = db.insert_user("new", "JAKE@mail.test", "").await.unwrap_err();
    assert!(is_taken(&email, "email") && !is_taken(&email, "username"), "{email}");

    let update = UserUpdate { username: Some("anah".to_owned()), ..UserUpdate::default() };
    assert!(is_taken(&db.update_user(jake.id, &update, None).await.unwrap_err(), "username"));
}

#[tokio::test]
async fn an_update_of_a_user_keeps_what_it_does_not_name() {
    let fixture = Fixture::new().await;
    let Fixture { db, jake, .. } = &fixture;
    let update = UserUpdate {
        email: Some("jacob@mail.test".to_owned()),
        bio: Some(Some("I work at statefarm".to_owned())),
        image: Some(Some("https://image.test/jake.png".to_owned())),
        ..UserUpdate::default()
    };
    db.update_user(jake.id, &update, Some("another hash")).await.unwrap().unwrap();

    let cleared = UserUpdate { image: Some(None), ..UserUpdate::default() };
    let user = db.update_user(jake.id, &cleared, None).await.unwrap().unwrap();
    assert_eq!((user.username.as_str(), user.email.as_str()), ("jake", "jacob@mail.test"));
    assert_eq!((user.bio.as_deref(), user.image), (Some("I work at statefarm"), None));
    assert_eq!(db.credentials("jacob@mail.test").await.unwrap().unwrap().password_hash, "another hash");

    assert!(db.update_user(-1, &cleared, None).await.unwrap().is_none());
}

#[tokio::test]
async fn a_profile_tells_its_viewer_whether_he_follows() {
    let fixture = Fixture::new().await;
    let Fixture { db, jake, anah, .. } = &fixture;
    let following = async |viewer| db.profile("anah", viewer).await.unwrap().unwrap().following;
    assert!(!following(Some(jake.id)).await);
    for _ in 0..2 {
        db.follow(jake.id, "anah").await.unwrap();
        assert!(following(Some(jake.id)).await);
    }
    assert!(!following(Some(anah.id)).await);
    assert!(!following(None).await);
    for _ in 0..2 {
        db.unfollow(jake.id, "anah").await.unwrap();
        assert!(!following(Some(jake.id)).await);
    }
    db.follow(jake.id, "nobody").await.unwrap();
    assert!(db.profile("nobody", Some(jake.id)).await.unwrap().is_none());
}

#[tokio::test]
async fn an_article_is_read_as_it_was_written() {
    let fixture = Fixture::new().await;
    let Fixture { db, jake, anah, .. } = &fixture;
    let slug = fixture.publish(jake, "How to train your dragon", &["training", "dragons", "training"]).await;
    assert_eq!(slug, "how-to-train-your-dragon");

    db.follow(anah.id, "jake").await.unwrap();
    let article = db.article(&slug, Some(anah.id)).await.unwrap().unwrap();
    assert_eq!(article.body, "At length.");
    assert_eq!(article.summary.tag_list, ["dragons", "training"]);
    assert!(article.summary.author.following && !article.summary.favorited);
    assert_eq!(article.summary.favorites_count, 0);

    assert!(!db.article(&slug, None).await.unwrap().unwrap().summary.author.following);
    assert!(db.article("no-such-article", None).await.unwrap().is_none());
}

#[tokio::test]
async fn an_article_without_tags_has_none() {
    let fixture = Fixture::new().await;
    let slug = fixture.publish(&fixture.jake, "Bare", &[]).await;
    assert!(fixture.db.article(&slug, None).await.unwrap().unwrap().summary.tag_list.is_empty());
}

#[tokio::test]
async fn one_title_twice_gives_two_slugs() {
    let fixture = Fixture::new().await;
    let first = fixture.publish(&fixture.jake, "Twice", &[]).await;
    let second = fixture.publish(&fixture.anah, "Twice", &[]).await;
    assert_eq!(first, "twice");
    assert!(second.starts_with("twice-"), "{second}");
}

/// Writers at the same time wait for each other; none fails, and none gets another's slug.
#[tokio::test(flavor = "multi_thread")]
async fn articles_published_at_once_all_arrive() {
    let fixture = Fixture::new().await;
    let Fixture { db, jake, .. } = &fixture;
    let mut writers = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (db, author_id) = (db.clone(), jake.id);
        writers.spawn(async move { db.insert_article(author_id, &article("At once", &["a", "b"])).await.unwrap() });
    }
    let mut slugs = writers.join_all().await;
    slugs.sort();
    slugs.dedup();
    assert_eq!(slugs.len(), 20);
}

#[tokio::test]
async fn a_slug_follows_its_title() {
    let fixture = Fixture::new().await;
    let Fixture { db, jake, .. } = &fixture;
    fixture.publish(jake, "Taken", &[]).await;
    let slug = fixture.publish(jake, "First title", &["kept"]).await;
    let id = db.article_key(&slug).await.unwrap().unwrap().id;
    let titled = |title: &str| ArticleUpdate { title: Some(title.to_owned()), ..ArticleUpdate::default() };

    let body_only = ArticleUpdate { body: Some("Changed.".to_owned()), ..ArticleUpdate::default() };
    assert_eq!(db.update_article(id, &body_only).await.unwrap().unwrap(), "first-title");
    assert_eq!(db.update_article(id, &titled("First title")).await.unwrap().unwrap(), "first-title");
    assert_eq!(db.update_article(id, &titled("Second title")).await.unwrap().unwrap(), "second-title");
    assert!(db.update_article(id, &titled("Taken")).await.unwrap().unwrap().starts_with("taken-"));
    assert!(db.update_article(-1, &body_only).await.unwrap().is_none());

    let slug = db.update_article(id, &titled("Last title")).await.unwrap().unwrap();
    let article = db.article(&slug, None).await.unwrap().unwrap();
    assert_eq!((article.summary.title.as_str(), article.body.as_str()), ("Last title", "Changed."));
    assert_eq!(article.summary.tag_list, ["kept"]);
}

#[tokio::test]
async fn lists_are_filtered_and_newest_first() {
    let fixture = Fixture::new().await;
    let Fixture { db, jake, anah, .. } = &fixture;
    fixture.publish(jake, "One", &["rust"]).await;
    fixture.publish(anah, "Two", &["rust", "sql"]).await;
    fixture.publish(jake, "Three", &["sql"]).await;
    db.favorite(anah.id, "three").await.unwrap();
    db.follow(jake.id, "anah").await.unwrap();

    let none = Filter::default;
    for (filter, expected) in [
        (none(), ["three", "two", "one"].as_slice()),
        (Filter { tag: Some("rust"), ..none() }, &["two", "one"]),
        (Filter { author: Some("jake"), ..none() }, &["three", "one"]),
        (Filter { tag: Some("sql"), author: Some("jake"), ..none() }, &["three"]),
        (Filter { favorited_by: Some("anah"), ..none() }, &["three"]),
        (Filter { favorited_by: Some("jake"), ..none() }, &[]),
        (Filter { followed_by: Some(jake.id), ..none() }, &["two"]),
        (Filter { followed_by: Some(anah.id), ..none() }, &[]),
        (Filter { tag: Some("' OR 1=1 --"), ..none() }, &[]),
    ] {
        let description = format!("{filter:?}");
        let (slugs, count) = fixture.slugs(filter, FIRST_PAGE).await;
        assert_eq!(slugs, expected, "{description}");
        assert_eq!(usize::try_from(count).unwrap(), expected.len(), "{description}");
    }
}

#[tokio::test]
async fn pages_part_a_list_and_the_count_spans_them() {
    let fixture = Fixture::new().await;
    for number in 1..=5 {
        fixture.publish(&fixture.jake, &format!("Part {number}"), &[]).await;
    }
    for (limit, offset, expected) in [
        (2, 0, ["part-5", "part-4"].as_slice()),
        (2, 2, &["part-3", "part-2"]),
        (2, 4, &["part-1"]),
        (2, 6, &[]),
        (1, u32::MAX, &[]),
    ] {
        let (slugs, count) = fixture.slugs(Filter::default(), Page { limit, offset }).await;
        assert_eq!(slugs, expected, "limit {limit}, offset {offset}");
        assert_eq!(count, 5);
    }
}

#[tokio::test]
async fn a_favourite_counts_once_a_user() {
    let fixture = Fixture::new().await;
    let Fixture { db, jake, anah, .. } = &fixture;
    let slug = fixture.publish(jake, "Liked", &[]).await;
    let seen = async |viewer: &CurrentUser| {
        let summary = db.article(&slug, Some(viewer.id)).await.unwrap().unwrap().summary;
        (summary.favorited, summary.favorites_count)
    };
    for _ in 0..2 {
        db.favorite(anah.id, &slug).await.unwrap();
        assert_eq!((seen(anah).await, seen(jake).await), ((true, 1), (false, 1)));
    }
    db.favorite(jake.id, &slug).await.unwrap();
    assert_eq!(seen(anah).await, (true, 2));
    db.unfavorite(anah.id, &slug).await.unwrap();
    assert_eq!((seen(anah).await, seen(jake).await), ((false, 1), (true, 1)));
}

#[tokio::test]
async fn comments_belong_to_their_article() {
    let fixture = Fixture::new().await;
    let Fixture { db, jake, anah, .. } = &fixture;
    let slug = fixture.publish(jake, "Discussed", &[]).await;
    fixture.publish(jake, "Silent", &[]).await;
    db.follow(jake.id, "anah").await.unwrap();

    let comment = db.insert_comment(anah.id, &slug, "Thank you!").await.unwrap().unwrap();
    assert_eq!((comment.body.as_str(), comment.author.username.as_str()), ("Thank you!", "anah"));
    let later = db.insert_comment(jake.id, &slug, "Welcome.").await.unwrap().unwrap();
    assert!(db.insert_comment(anah.id, "no-such-article", "Hello?").await.unwrap().is_none());

    let id = db.article_key(&slug).await.unwrap().unwrap().id;
    let comments = db.comments(id, Some(jake.id)).await.unwrap();
    assert_eq!(comments.iter().map(|comment| comment.id).collect::<Vec<_>>(), [later.id, comment.id]);
    assert!(comments[1].author.following);

    assert_eq!(db.comment_author(&slug, comment.id).await.unwrap(), Some(anah.id));
    assert_eq!(db.comment_author("silent", comment.id).await.unwrap(), None);
    db.delete_comment(comment.id).await.unwrap();
    assert_eq!(db.comment_author(&slug, comment.id).await.unwrap(), None);
}

#[tokio::test]
async fn an_article_takes_its_belongings_along() {
    let fixture = Fixture::new().await;
    let Fixture { db, jake, anah, .. } = &fixture;
    let slug = fixture.publish(jake, "Gone", &["rare"]).await;
    db.favorite(anah.id, &slug).await.unwrap();
    let comment = db.insert_comment(anah.id, &slug, "Soon gone").await.unwrap().unwrap();

    let id = db.article_key(&slug).await.unwrap().unwrap().id;
    db.delete_article(id).await.unwrap();
    assert!(db.article(&slug, None).await.unwrap().is_none());
    assert!(db.comments(id, None).await.unwrap().is_empty(), "comment {}", comment.id);
    assert!(db.tags().await.unwrap().is_empty());
}

#[tokio::test]
async fn the_most_used_tag_comes_first() {
    let fixture = Fixture::new().await;
    fixture.publish(&fixture.jake, "One", &["rust", "ants"]).await;
    fixture.publish(&fixture.jake, "Two", &["rust", "bees"]).await;
    assert_eq!(fixture.db.tags().await.unwrap(), ["rust", "ants", "bees"]);
}
