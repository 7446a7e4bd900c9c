//! The database: every SQL statement of the program stands in this folder, one file per resource.
//!
//! One code path serves SQLite and PostgreSQL. What differs is in the two folders of migrations; every statement uses `$1`
//! placeholders and only types that both know (`BIGINT` and `TEXT`: a yes or no is a count).

mod articles;
mod comments;
mod profiles;
#[cfg(test)]
mod tests;
mod users;

use sqlx::AnyPool;
use sqlx::any::AnyPoolOptions;
use sqlx::migrate::MigrateDatabase;

pub(crate) use articles::{Filter, Page};

/// The file that serves when no database is named.
pub(crate) const DEFAULT_URL: &str = "sqlite://conduit.db";

/// A pool of connections; clones share it.
#[derive(Debug, Clone)]
pub(crate) struct Db {
    pool: AnyPool,
}

impl Db {
    /// Opens the database at a URL, such as `sqlite://conduit.db` or `postgres://user:password@localhost/conduit`, and brings its
    /// tables up to date. A missing SQLite file is created.
    ///
    /// # Errors
    /// When the URL is malformed, the database can't be reached, or its tables stem from another program.
    pub(crate) async fn open(url: &str) -> sqlx::Result<Self> {
        sqlx::any::install_default_drivers();
        let sqlite = url.starts_with("sqlite:");
        if sqlite && !sqlx::Any::database_exists(url).await? {
            sqlx::Any::create_database(url).await?;
        }
        let pool = AnyPoolOptions::new().connect(url).await?;
        let migrator = if sqlite { sqlx::migrate!("migrations/sqlite") } else { sqlx::migrate!("migrations/postgres") };
        migrator.run(&pool).await?;
        Ok(Self { pool })
    }
}

/// Whether the database refused a row because another one holds the same value in `column`.
///
/// PostgreSQL and SQLite both name the unique index in their message, and the index is named after the column.
pub(crate) fn is_taken(error: &sqlx::Error, column: &str) -> bool {
    error.as_database_error().is_some_and(|error| error.is_unique_violation() && error.message().contains(column))
}
