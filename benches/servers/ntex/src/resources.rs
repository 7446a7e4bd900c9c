//! Two hundred routes, one resource for each path.

use ntex::web;
use workloads::routes::{of_all, of_one};

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

            async fn show(id: web::types::Path<u64>) -> String {
                of_one("show", stringify!($name), *id)
            }

            async fn replace(id: web::types::Path<u64>) -> String {
                of_one("replace", stringify!($name), *id)
            }

            async fn remove(id: web::types::Path<u64>) -> String {
                of_one("remove", stringify!($name), *id)
            }

            pub(super) fn configure(config: &mut web::ServiceConfig) {
                config
                    .service(web::resource($all).route(web::get().to(list)).route(web::post().to(create)))
                    .service(
                        web::resource($one)
                            .route(web::get().to(show))
                            .route(web::put().to(replace))
                            .route(web::delete().to(remove)),
                    );
            }
        })*

        pub(crate) fn configure(config: &mut web::ServiceConfig) {
            $($name::configure(config);)*
        }
    };
}

workloads::for_all_resources!(resources);
