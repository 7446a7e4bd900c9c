//! Two hundred routes, mounted resource by resource.

use rocket::{Build, Rocket, delete, get, post, put, routes};
use workloads::routes::{of_all, of_one};

// A parameter is `<id>` in rocket, below where the resource is mounted.
macro_rules! resources {
    ($($name:ident $all:literal $one:literal,)*) => {
        $(mod $name {
            use super::*;

            #[get("/")]
            fn list() -> String {
                of_all("list", stringify!($name))
            }

            #[post("/")]
            fn create() -> String {
                of_all("create", stringify!($name))
            }

            #[get("/<id>")]
            fn show(id: u64) -> String {
                of_one("show", stringify!($name), id)
            }

            #[put("/<id>")]
            fn replace(id: u64) -> String {
                of_one("replace", stringify!($name), id)
            }

            #[delete("/<id>")]
            fn remove(id: u64) -> String {
                of_one("remove", stringify!($name), id)
            }

            pub(super) fn mount(rocket: Rocket<Build>) -> Rocket<Build> {
                rocket.mount($all, routes![list, create, show, replace, remove])
            }
        })*

        pub(crate) fn mount(rocket: Rocket<Build>) -> Rocket<Build> {
            $(let rocket = $name::mount(rocket);)*
            rocket
        }
    };
}

workloads::for_all_resources!(resources);
