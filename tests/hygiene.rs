//! The macros under other names, without a prelude, inside `macro_rules!`, in any order, and in a crate that renames cepa.

use cepa_tests::{assert_gets, faults};

/// No name at all is in scope but what is written out.
mod no_prelude {
    #![no_implicit_prelude]

    pub(super) struct Db(pub(super) u32);

    #[derive(::cepa::prelude::State)]
    pub(super) struct AppState {
        pub(super) db: Db,
        pub(super) orders: Orders,
    }

    #[derive(::core::clone::Clone)]
    pub(super) struct Key(::std::string::String);

    #[derive(::core::fmt::Debug, ::cepa::prelude::ApiError)]
    pub(super) enum Failure {
        /// No key.
        #[status(401)]
        NoKey,
        #[status(409)]
        Clash { left: u32 },
        #[status(500)]
        Io(#[from] ::std::io::Error),
    }

    #[::cepa::prelude::extractor]
    async fn key(
        #[header] x_key: ::core::option::Option<&str>,
        #[state] db: &Db,
    ) -> ::core::result::Result<Key, Failure> {
        let _ = db;
        match x_key {
            ::core::option::Option::Some(key) => ::core::result::Result::Ok(Key(::std::borrow::ToOwned::to_owned(key))),
            ::core::option::Option::None => ::core::result::Result::Err(Failure::NoKey),
        }
    }

    #[::cepa::prelude::middleware]
    async fn layer(
        request: ::cepa::Request,
        next: ::cepa::middleware::Next,
        #[query(default = 1, range(max = 9))] step: u8,
        #[state] db: &Db,
    ) -> ::cepa::Response {
        let _ = (step, db);
        ::cepa::middleware::Next::run(next, request).await
    }

    #[::cepa::get("/one/{id}")]
    #[::cepa::text]
    async fn one(
        id: u32,
        #[query(default = 2, range(min = 1))] n: u8,
        #[query] tag: ::std::vec::Vec<::std::string::String>,
        #[header] x_a: ::core::option::Option<&str>,
        #[cookie] c: ::core::option::Option<u8>,
        #[state] db: &Db,
        key: Key,
    ) -> ::core::result::Result<::std::string::String, Failure> {
        let _ = (x_a, c, tag);
        if id == 0 {
            return ::core::result::Result::Err(Failure::Clash { left: 1 });
        }
        ::core::result::Result::Ok(::std::format!("{id} {n} {} {}", db.0, key.0))
    }

    #[::cepa::post("/two")]
    #[::cepa::json]
    async fn two(
        #[body] body: ::cepa::extract::Json<::std::vec::Vec<u8>>,
    ) -> ::cepa::response::Created<::std::vec::Vec<u8>> {
        ::cepa::response::Created(body.0)
    }

    #[::cepa::any("/any")]
    fn any() -> &'static str {
        "any"
    }

    pub(super) struct Orders;

    #[::cepa::controller("/orders")]
    impl Orders {
        #[get("/{id}")]
        #[text]
        async fn show(&self, id: u32) -> ::std::string::String {
            ::std::string::ToString::to_string(&id)
        }
    }

    pub(super) const ROUTES: ::cepa::Routes<AppState> =
        ::cepa::routes![#![layer(layer)] one, #[layer(layer)] two, "/sub" => { any }, Orders];

    #[::cepa::test]
    async fn links() {
        ::core::assert_eq!(one::url(3).as_str(), "/one/3");
        ::core::assert_eq!(::cepa::link!(ROUTES, any()).as_str(), "/sub/any");
        ::core::assert_eq!(Orders::urls().show(3).as_str(), "/orders/3");
    }
}

#[cepa::test]
async fn macros_need_no_prelude() {
    let state = no_prelude::AppState { db: no_prelude::Db(7), orders: no_prelude::Orders };
    let client = cepa::test::Client::new(cepa::App::new(no_prelude::ROUTES).state(state)).with_header("x-key", "k");
    assert_gets(&client, &[("/one/3", "3 2 7 k"), ("/one/0", "409"), ("/sub/any", "any"), ("/orders/4", "4")]).await;
    assert_eq!(faults(&client.get("/one/3?step=10").await), ["query #/step range"]);
    assert_eq!(client.post("/two").json(&[1, 2]).await.assert_status(201).text(), "[1,2]");
}

/// Names of one's own for the macros.
mod renamed_imports {
    use cepa::json as as_json;
    use cepa::prelude::{App, Created, Routes, State};
    use cepa::{
        controller as resource, extractor as computed, get as fetch, middleware as onion, post as send, routes as table,
    };

    #[derive(Clone)]
    pub(super) struct Lucky(u8);

    #[computed]
    fn lucky() -> Lucky {
        Lucky(7)
    }

    #[onion]
    async fn around(request: cepa::Request, next: impl cepa::middleware::Next) -> cepa::Response {
        next.run(request).await
    }

    #[fetch("/{id}")]
    #[as_json]
    async fn one(id: u32, lucky: Lucky) -> Vec<u32> {
        vec![id, lucky.0.into()]
    }

    #[as_json]
    #[send("/")]
    async fn two() -> Created<u8> {
        Created(2)
    }

    #[derive(State)]
    struct AppState {
        orders: Orders,
    }

    struct Orders;

    #[resource("/orders")]
    impl Orders {
        #[get("/")]
        fn list(&self) -> &'static str {
            "orders"
        }
    }

    const ROUTES: Routes<AppState> = table![
        #[layer(around)]
        one,
        two,
        Orders
    ];

    #[cepa::test]
    async fn renamed_macros_work() {
        let client = cepa::test::Client::new(App::new(ROUTES).state(AppState { orders: Orders }));
        super::assert_gets(&client, &[("/3", "[3,7]"), ("/orders", "orders")]).await;
        assert_eq!(client.post("/").await.text(), "2");
    }
}

/// Everything made by a macro of one's own, names and types handed in.
mod inside_macro_rules {
    use cepa::prelude::*;

    macro_rules! resource {
        ($list:ident, $add:ident, $extracted:ident, $layer:ident, $routes:ident: $path:literal, $value:ty, $argument:ident) => {
            #[derive(Clone)]
            struct $extracted(u8);

            const _: () = {
                #[extractor]
                fn extracted(#[query(default = 3)] $argument: u8) -> $extracted {
                    $extracted($argument)
                }
            };

            #[middleware]
            async fn $layer(request: Request, next: Next) -> Response {
                next.run(request).await
            }

            #[get($path)]
            #[json]
            async fn $list(#[query] $argument: Option<$value>, extracted: $extracted) -> Vec<u8> {
                vec![$argument.unwrap_or_default(), extracted.0]
            }

            #[post($path)]
            async fn $add(#[body] $argument: Json<$value>) -> Created<String> {
                Created($argument.0.to_string())
            }

const $routes: Routes = routes![#![layer($layer)] $list, #[layer($layer)] $add];
        };
    }

    resource!(list_small, add_small, Small, small_layer, SMALL: "/small", u8, value);

    macro_rules! model {
        ($name:ident { $($field:ident: $type:ty),* }) => {
            #[model]
            struct $name {
                $(#[validate(range(max = 9))] $field: $type),*
            }
        };
    }

    model!(Pair { left: u8, right: u8 });

    #[post("/pair")]
    #[json]
    async fn pair(#[body] pair: Pair) -> Pair {
        pair
    }

    #[cepa::test]
    async fn macros_inside_macros() {
        const ROUTES: Routes = routes!["/in" => SMALL, pair];
        let client = cepa::test::Client::new(App::new(ROUTES));
        super::assert_gets(&client, &[("/in/small?value=5", "[5,5]"), ("/in/small", "[0,3]")]).await;
        assert_eq!(client.post("/in/small").json(&7).await.text(), "7");
        let answer = client.post("/pair").json(&cepa::serde_json::json!({ "left": 10, "right": 1 })).await;
        assert_eq!(super::faults(&answer), ["body #/left range"]);
    }
}

/// Decorators and rules above and below the route, and what other attributes stand among them.
mod any_order {
    use cepa::prelude::*;

    /// Documented.
    #[json]
    #[allow(clippy::unused_async, reason = "an attribute of others")]
    #[get("/a")]
    async fn above() -> u8 {
        1
    }

    #[get("/b")]
    #[must_use]
    #[json]
    /// Documented below.
    fn below() -> u8 {
        2
    }

    #[json]
    #[get("/c")]
    #[get("/d")]
    #[cfg(test)]
    async fn between() -> u8 {
        3
    }

    #[cepa::test]
    async fn attributes_come_in_any_order() {
        let client = cepa::test::Client::new(App::new(routes![above, below, between]));
        super::assert_gets(&client, &[("/a", "1"), ("/b", "2"), ("/c", "3"), ("/d", "3")]).await;
        assert_eq!(client.get("/d").await.header("content-type"), Some("application/json"));
    }
}

/// Names that generated code might want for itself, keywords among them.
mod odd_names {
    use cepa::prelude::*;

    #[get("/{request}/{scope}/{frame}")]
    async fn call(
        request: u8,
        scope: u8,
        frame: u8,
        #[query] call: u8,
        #[query] r#async: u8,
        #[query] state: u8,
    ) -> String {
        format!("{request}{scope}{frame}{call}{}{state}", r#async)
    }

    #[get("/raw")]
    async fn r#match(#[query] r#type: Option<u8>) -> String {
        format!("{:?}", r#type)
    }

    #[cepa::test]
    async fn names_do_not_clash() {
        let client = cepa::test::Client::new(App::new(routes![call, r#match]));
        super::assert_gets(&client, &[("/1/2/3?call=4&async=5&state=6", "123456"), ("/raw?type=7", "Some(7)")]).await;
    }
}

/// A crate that knows cepa as `api`.
#[cepa::test]
async fn a_crate_that_renames_cepa() {
    let client = cepa::test::Client::new(renamed::app());
    assert_gets(
        &client,
        &[("/hello/you?times=2", "hello youhello you"), ("/hello/you?times=4", "422"), ("/shelf/3", "book 3")],
    )
    .await;
    let book = cepa::serde_json::json!({ "title": "Tea" });
    let answer = client.post("/books").header("x-reader", "ada").json(&book).await;
    assert_eq!((answer.status().as_u16(), answer.header("x-stamp")), (201, Some("1")));
    client.post("/books").header("x-reader", "nobody").json(&book).await.assert_status(404);
}
