//! Conduit, the blog of the RealWorld specification, on cepa: users, profiles, articles, comments, favourites, tags and feeds.
//!
//! `cargo run -p realworld` serves `http://127.0.0.1:3000/api` on a SQLite file that it makes by itself. The environment changes that:
//!
//! | variable | holds | when unset |
//! |---|---|---|
//! | `DATABASE_URL` | `sqlite://<path>` or `postgres://<user>:<password>@<host>/<database>` | `sqlite://conduit.db` |
//! | `CONDUIT_SECRET` | what tokens are signed with, 32 bytes or more | a new one at each start |
//! | `PORT` | the port | `3000` |

mod articles;
mod auth;
mod comments;
mod db;
mod error;
mod password;
mod profiles;
mod slug;
mod tags;
#[cfg(test)]
mod tests;
mod timestamp;
mod token;
mod users;

use std::env;

use cepa::openapi::Info;
use cepa::prelude::*;

use crate::db::Db;
use crate::token::{Keys, SECRET_BYTES};

const ROUTES: Routes<AppState> = routes![
    "/api" => users::ROUTES,
    "/api" => profiles::ROUTES,
    "/api" => articles::ROUTES,
    "/api" => comments::ROUTES,
    "/api" => tags::ROUTES,
];

#[derive(Clone, State)]
struct AppState {
    db: Db,
    keys: Keys,
}

/// The API, apart from what it runs on.
fn api() -> App<AppState, ()> {
    App::new(ROUTES).info(info()).problems(error::render).docs("/docs")
}

/// What the document at `/openapi.json` says beside the routes.
fn info() -> Info {
    Info::new()
        .title("Conduit")
        .tag("User and Authentication", "Who writes: register, log in, and look after one's own account.")
        .tag("Profile", "Other people, and following them.")
        .tag("Articles", "What people write.")
        .tag("Comments", "What others say to it.")
        .tag("Favorites", "Articles that one likes.")
        .tag("Tags", "What articles are about.")
}

#[cepa::main]
async fn main() -> cepa::Result<()> {
    tracing_subscriber::fmt().init();
    let database_url = env::var("DATABASE_URL").unwrap_or_else(|_| db::DEFAULT_URL.to_owned());
    let port = env::var("PORT").unwrap_or_else(|_| "3000".to_owned());
    let state = AppState { db: Db::open(&database_url).await?, keys: keys()? };
    api().state(state).serve(format!("127.0.0.1:{port}")).await
}

/// The keys of `CONDUIT_SECRET`, or of a secret that nobody knows.
fn keys() -> cepa::Result<Keys> {
    match env::var("CONDUIT_SECRET") {
        Ok(secret) => {
            if secret.len() < SECRET_BYTES {
                tracing::warn!(
                    "CONDUIT_SECRET has fewer than {SECRET_BYTES} bytes: tokens signed with it can be forged"
                );
            }
            Ok(Keys::new(secret.as_bytes()))
        }
        Err(_) => {
            tracing::warn!(
                "CONDUIT_SECRET is not set: tokens are signed with a random secret and end with this process"
            );
            let mut secret = [0; SECRET_BYTES];
            getrandom::fill(&mut secret)?;
            Ok(Keys::new(&secret))
        }
    }
}
