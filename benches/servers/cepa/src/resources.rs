//! Two hundred routes.

use cepa::prelude::*;
use workloads::routes::{of_all, of_one};

use crate::AppState;

macro_rules! resources {
    ($($name:ident $all:literal $one:literal,)*) => {
        $(mod $name {
            use super::*;

            #[get($all)]
            async fn list() -> String {
                of_all("list", stringify!($name))
            }

            #[post($all)]
            async fn create() -> String {
                of_all("create", stringify!($name))
            }

            #[get($one)]
            async fn show(id: u64) -> String {
                of_one("show", stringify!($name), id)
            }

            #[put($one)]
            async fn replace(id: u64) -> String {
                of_one("replace", stringify!($name), id)
            }

            #[delete($one)]
            async fn remove(id: u64) -> String {
                of_one("remove", stringify!($name), id)
            }

            pub const ROUTES: Routes<AppState> = routes![list, create, show, replace, remove];
        })*

        pub const ROUTES: Routes<AppState> = routes![$("" => $name::ROUTES),*];
    };
}

workloads::for_all_resources!(resources);
