//! Two hundred routes.

use axum::Router;
use axum::extract::Path;
use axum::routing::get;
use workloads::routes::{of_all, of_one};

use crate::AppState;

macro_rules! resources {
    ($($name:ident $all:literal $one:literal,)*) => {
        $(mod $name {
            use super::*;

            async fn list() -> String {
                of_all("list", stringify!($name))
            }

            async fn create() -> String {
                of_all("create", stringify!($name))
            }

            async fn show(Path(id): Path<u64>) -> String {
                of_one("show", stringify!($name), id)
            }

            async fn replace(Path(id): Path<u64>) -> String {
                of_one("replace", stringify!($name), id)
            }

            async fn remove(Path(id): Path<u64>) -> String {
                of_one("remove", stringify!($name), id)
            }

            pub(super) fn router() -> Router<AppState> {
                Router::new().route($all, get(list).post(create)).route($one, get(show).put(replace).delete(remove))
            }
        })*

        pub(crate) fn router() -> Router<AppState> {
            Router::new()$(.merge($name::router()))*
        }
    };
}

workloads::for_all_resources!(resources);
