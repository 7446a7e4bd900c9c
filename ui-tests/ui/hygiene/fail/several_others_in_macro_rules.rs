//! The same for extractors, middleware, controllers, decorators, tables and types.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

struct Foo;

#[derive(Clone)]
struct User;

macro_rules! others {
    ($foo:ty, $user:ty) => {
        #[extractor]
        async fn user(_foo: $foo) -> $user {
            User
        }

        #[middleware]
        async fn log(request: Request) -> Response {
            let _ = request;
            Response::default()
        }

        #[json]
        async fn no_route() -> String {
            String::new()
        }

        struct Users;

        #[controller("users")]
        impl Users {
            #[get("/")]
            async fn list(&self) -> String {
                String::new()
            }
        }

        #[get("/user")]
        async fn show(_user: $user) -> String {
            String::new()
        }

        #[derive(ApiError)]
        enum UserError {
            NoUser,
        }

        #[model]
        struct NewUser {
            #[validate(emial)]
            mail: String,
        }

        const T: Routes<AppState> = routes![#[layer(log)] show];
    };
}

others!(Foo, User);

fn main() {}
