//! Two hundred routes, an API for each resource.

use poem_openapi::OpenApi;
use poem_openapi::param::Path;
use poem_openapi::payload::PlainText;
use workloads::routes::{of_all, of_one};

// A parameter is `:id` in poem-openapi, below the prefix of the resource.
macro_rules! resources {
    ($($name:ident $all:literal $one:literal,)*) => {
        $(mod $name {
            use super::*;

            pub(super) struct Resource;

            #[OpenApi(prefix_path = $all)]
            impl Resource {
                #[oai(path = "/", method = "get")]
                async fn list(&self) -> PlainText<String> {
                    PlainText(of_all("list", stringify!($name)))
                }

                #[oai(path = "/", method = "post")]
                async fn create(&self) -> PlainText<String> {
                    PlainText(of_all("create", stringify!($name)))
                }

                #[oai(path = "/:id", method = "get")]
                async fn show(&self, id: Path<u64>) -> PlainText<String> {
                    PlainText(of_one("show", stringify!($name), id.0))
                }

                #[oai(path = "/:id", method = "put")]
                async fn replace(&self, id: Path<u64>) -> PlainText<String> {
                    PlainText(of_one("replace", stringify!($name), id.0))
                }

                #[oai(path = "/:id", method = "delete")]
                async fn remove(&self, id: Path<u64>) -> PlainText<String> {
                    PlainText(of_one("remove", stringify!($name), id.0))
                }
            }
        })*

        pub(crate) fn resources() -> impl OpenApi {
            nested!($($name)*)
        }
    };
}

// APIs are put together as tuples, of at most sixteen: so each is a pair with the rest.
macro_rules! nested {
    () => {
        ()
    };
    ($first:ident $($rest:ident)*) => {
        ($first::Resource, nested!($($rest)*))
    };
}

workloads::for_all_resources!(resources);
