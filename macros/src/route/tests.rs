//! What routes, and what goes with them, become: held against files in `tests/output`.

use proc_macro2::TokenStream;
use quote::quote;

use super::{expand, expand_moved};
use crate::diagnostics::testing::assert_output;
use crate::{decorator, extractor, middleware, routes};

/// Every kind of argument, and a decorator, which has left its mark by the time that the route expands.
#[test]
fn a_route_with_arguments() {
    let decorated = decorator::mark(
        "json",
        TokenStream::new(),
        quote! {
            /// Places an order.
            ///
            /// It is paid for later.
            pub async fn place_order(
                shop: ShopId,
                #[query(default = 1)] copies: u32,
                #[state] db: &Db,
                user: CurrentUser,
                #[body] order: NewOrder<'_>,
            ) -> Result<Order, OrderError> {
                db.place(shop, copies, user, order).await
            }
        },
    );
    let code = expand_moved(quote!(post("/shops/{shop}/orders", status = 201)), decorated);
    assert_output("route_arguments.rs", &code);
}

/// The route that `ARCHITECTURE.md` shows: where this differs, so does that.
#[test]
fn the_route_of_the_architecture() {
    let decorated = decorator::mark(
        "json",
        TokenStream::new(),
        quote! {
            async fn show(id: u32, #[state] db: &Db, user: CurrentUser) -> Result<User, UserError> {
                db.user(id, user).await
            }
        },
    );
    assert_output("route_show.rs", &expand_moved(quote!(get("/users/{id}")), decorated));
}

/// Nothing to extract and nothing to wait for: no more is made than is used.
#[test]
fn a_route_without_arguments() {
    let code = expand(
        "get",
        quote!("/health"),
        quote!(
            fn health() -> &'static str {
                "well"
            }
        ),
    );
    assert_output("route_plain.rs", &code);
}

/// A route attribute above another macro moves behind it.
#[test]
fn a_route_that_waits() {
    let code = expand(
        "get",
        quote!("/orders"),
        quote! {
            #[json]
            async fn orders() -> Vec<Order> {
                Vec::new()
            }
        },
    );
    assert_output("route_waiting.rs", &code);
}

#[test]
fn an_extractor() {
    let code = extractor::expand(
        TokenStream::new(),
        quote! {
            async fn current_user(token: Bearer, #[state] db: &Db) -> Result<CurrentUser, AuthError> {
                db.user_of(token).await
            }
        },
    );
    assert_output("extractor.rs", &code);
}

#[test]
fn a_middleware() {
    let code = middleware::expand(
        TokenStream::new(),
        quote! {
            async fn stamp(request: Request, next: Next, #[state] clock: &Clock) -> Response {
                clock.stamp(next.run(request).await)
            }
        },
    );
    assert_output("middleware.rs", &code);
}

/// A table is an expression; it stands in a constant here, as it does with users.
#[test]
fn a_table() {
    let entries = quote! {
        #![layer(stamp)]
        show,
        #[layer(admins_only)] remove,
        "/admin" => admin::ROUTES,
    };
    let table = routes::expand(entries, "");
    assert_output("routes.rs", &quote!(const ROUTES: Routes<AppState> = #table;));
}
