//! Two hundred routes, a router for each resource.

use salvo::extract::PathParam;
use salvo::prelude::*;
use workloads::routes::{of_all, of_one};

// The path of one lies below that of all, so that a resource is compared once.
macro_rules! resources {
    ($($name:ident $all:literal $one:literal,)*) => {
        $(mod $name {
            use super::*;

            #[handler]
            async fn list() -> String {
                of_all("list", stringify!($name))
            }

            #[handler]
            async fn create() -> String {
                of_all("create", stringify!($name))
            }

            #[handler]
            async fn show(id: PathParam<u64>) -> String {
                of_one("show", stringify!($name), id.into_inner())
            }

            #[handler]
            async fn replace(id: PathParam<u64>) -> String {
                of_one("replace", stringify!($name), id.into_inner())
            }

            #[handler]
            async fn remove(id: PathParam<u64>) -> String {
                of_one("remove", stringify!($name), id.into_inner())
            }

            pub(super) fn router() -> Router {
                let one = Router::with_path("{id}").get(show).put(replace).delete(remove);
                Router::with_path($all).get(list).post(create).push(one)
            }
        })*

        pub(crate) fn router() -> Router {
            Router::new()$(.push($name::router()))*
        }
    };
}

workloads::for_all_resources!(resources);
