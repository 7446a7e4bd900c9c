//! The macros, documented here so that their examples compile.

#[doc(hidden)]
pub use cepa_macros::{__pending, __route};

/// Makes a function a route: `#[route(METHOD | METHOD…, "path", options…)]`.
///
/// [`get`], [`post`], [`put`], [`patch`], [`delete`], [`head`], [`options`], [`trace`] name one method, [`any`] answers those that
/// no other route of its path names. A method of your own is written in quotes: `#[route("PURGE", "/cache")]`. Several route
/// attributes on one function make it answer several paths; the first has the options of all.
///
/// The function stays as it is and callable. Beside it stands a type of the same name, which `routes![]` lists, and which has
/// `url(…)` for links and `request(…)` for tests.
///
/// ```
/// use cepa::prelude::*;
///
/// /// One article. The doc comment is the route's documentation.
/// #[route(GET | QUERY, "/articles/{id:\\d+}", tags = ["articles"])]
/// async fn article(id: u64) -> String {
///     format!("article {id}")
/// }
///
/// const ROUTES: Routes = routes![article];
/// assert_eq!(article::url(7u64).to_string(), "/articles/7");
/// ```
///
/// | option | meaning |
/// |---|---|
/// | `status = 202` | the status of a success; not beside a type that says it, such as `Created` |
/// | `limit = "10 MiB"` | the largest body it reads |
/// | `timeout = "30 s"` | how long it may take, before a 503 |
/// | `on_disconnect = finish` | runs to its end when the client leaves (or `cancel`) |
/// | `host = "{tenant}.example.com"` | the host it is bound to; its parameters are arguments too |
/// | `tags = ["…"]`, `operation_id = "…"`, `deprecated` | for the documentation |
/// | `public` | everyone may call it: listed so, and refused where an argument asks for credentials |
/// | `name = other_name` | the name of the type, where the function's would clash with a module |
/// | any other `key = value` | text, a number or a bool for middleware: [`RouteMeta::metadata`](crate::endpoint::RouteMeta::metadata) |
///
/// An argument is a parameter of the path by its name, or says where it comes from:
///
/// | attribute | value | inside |
/// |---|---|---|
/// | none | in the path by name; else an [extractor](crate::extract::FromRequest) | |
/// | `#[path]` | a parameter of the path, or of the prefix of the table above | `name`, `default`, rules |
/// | `#[query]` | a key of the query, or the whole query as a [`model`] | `name`, `default`, rules |
/// | `#[header]` | a header; `idempotency_key` is `idempotency-key` | `name`, `default`, rules |
/// | `#[cookie]` | a cookie | `name`, `default`, rules |
/// | `#[body]` | the [body](crate::extract::FromBody) | rules, `any_method` |
/// | `#[state]` | borrowed from the application's state | |
/// | `#[validate(…)]` | | rules; alone: the type must have some; `skip`: its rules do not run |
pub use cepa_macros::route;

/// Makes a function a route for GET: `#[get("path", options…)]`. See [`route`](macro@route).
pub use cepa_macros::get;

/// Makes a function a route for POST: `#[post("path", options…)]`. See [`route`](macro@route).
pub use cepa_macros::post;

/// Makes a function a route for PUT: `#[put("path", options…)]`. See [`route`](macro@route).
pub use cepa_macros::put;

/// Makes a function a route for PATCH: `#[patch("path", options…)]`. See [`route`](macro@route).
pub use cepa_macros::patch;

/// Makes a function a route for DELETE: `#[delete("path", options…)]`. See [`route`](macro@route).
pub use cepa_macros::delete;

/// Makes a function a route for HEAD: `#[head("path", options…)]`. See [`route`](macro@route).
pub use cepa_macros::head;

/// Makes a function a route for OPTIONS: `#[options("path", options…)]`. See [`route`](macro@route).
pub use cepa_macros::options;

/// Makes a function a route for TRACE: `#[trace("path", options…)]`. See [`route`](macro@route).
pub use cepa_macros::trace;

/// Makes a function a route for every method that no other route of its path names: `#[any("path", options…)]`. See
/// [`route`](macro@route).
pub use cepa_macros::any;

/// On a route: its value is written as `application/json`, also inside `Option`, `Result`, `Created` and the like.
///
/// It stands above or below the route attribute. See [`JsonFormat`](crate::response::JsonFormat) for the values it can write.
pub use cepa_macros::json;

/// On a route: its value is written as `text/html; charset=utf-8`, also inside `Option`, `Result`, `Created` and the like.
///
/// It stands above or below the route attribute. See [`HtmlFormat`](crate::response::HtmlFormat) for the values it can write.
pub use cepa_macros::html;

/// On a route: its value is written as `text/plain; charset=utf-8`, also inside `Option`, `Result`, `Created` and the like.
///
/// It stands above or below the route attribute. See [`TextFormat`](crate::response::TextFormat) for the values it can write.
pub use cepa_macros::text;

/// On a route: its value is written as `application/xml; charset=utf-8`, also inside `Option`, `Result`, `Created` and the like.
///
/// It stands above or below the route attribute. See [`XmlFormat`](crate::response::XmlFormat) for the values it can write.
pub use cepa_macros::xml;

/// On a route: its value is written as `application/octet-stream`, also inside `Option`, `Result`, `Created` and the like.
///
/// It stands above or below the route attribute. See [`BinaryFormat`](crate::response::BinaryFormat) for the values it can write.
pub use cepa_macros::binary;

/// On a route: its value is written by a [`Format`](crate::response::Format) of your own, `#[respond(Csv)]`.
pub use cepa_macros::respond;

/// Rules: on a field of a [`model`](macro@model), on an argument, on a route.
///
/// On a **field** they say what the value must be; on an **argument** they add to the rules of its type, `#[validate]` alone demands
/// that the type has some, and `#[validate(skip)]` is the only way out of them. On a **route**, `#[validate]` demands that its body
/// has rules, and `#[validate(custom(function = f))]` checks across arguments: `f` gets a reference to each value that the client
/// sends, in the order of the signature.
///
/// ```
/// use cepa::prelude::*;
///
/// #[model(input)]
/// struct Booking {
///     #[validate(email)]
///     guest: String,
///     #[validate(range(min = 1, max = 14, message = "a stay has 1 to 14 nights"))]
///     nights: u8,
/// }
///
/// #[post("/bookings")]
/// #[validate]
/// async fn book(#[body] booking: Booking) -> String {
///     format!("{} nights for {}", booking.nights, booking.guest)
/// }
/// # let _: Routes = routes![book];
/// ```
///
/// The rules are those of the `validator` crate, with its names; each takes `status` (400 to 999), `message` and `code`. They are
/// listed in [`validate`](mod@crate::validate).
pub use cepa_macros::validate;

/// Makes a function an extractor: a value computed from the request, asked for by its type.
///
/// It takes arguments as a [`route`](macro@route) does, but no body, and may ask for other extractors. A request computes the value
/// once, however many ask for it, and a failure is not tried again. It runs before all else, and alone, where its error can be a 401
/// or 403 or where it reads the `Authorization` header. `Option` of the value is `None` where nothing was given.
///
/// ```
/// use cepa::prelude::*;
///
/// #[derive(Clone)]
/// struct Locale(String);
///
/// #[extractor]
/// async fn locale(#[header(default = "en")] accept_language: &str) -> Locale {
///     Locale(accept_language.split([',', ';']).next().unwrap_or("en").to_owned())
/// }
///
/// #[get("/")]
/// async fn index(locale: Locale) -> String {
///     locale.0
/// }
/// # let _: Routes = routes![index];
/// ```
pub use cepa_macros::extractor;

/// Makes a function a layer of the onion: see [`middleware`](mod@crate::middleware).
///
/// It takes `request: Request` and `next: Next`, and further arguments as a [`route`](macro@route) does, owned, as the request is
/// handed on. What it leaves under the function's name is itself a
/// function, which makes the layer and is one: `.with(no_store)`, `#[layer(no_store)]`.
///
/// ```
/// use cepa::prelude::*;
///
/// #[middleware]
/// async fn no_store(request: Request, next: Next) -> Response {
///     let mut response = next.run(request).await;
///     response.headers_mut().insert("cache-control", cepa::http::HeaderValue::from_static("no-store"));
///     response
/// }
///
/// #[get("/")]
/// async fn index() -> &'static str { "" }
///
/// const ROUTES: Routes = routes![#[layer(no_store)] index];
/// let app = App::new(ROUTES).with(no_store);
/// # let _: App = app;
/// ```
pub use cepa_macros::middleware;

/// Makes the methods of an `impl` block routes, with `&self` borrowed from the state.
///
/// ```
/// use cepa::prelude::*;
///
/// struct Counter(std::sync::atomic::AtomicU32);
///
/// #[controller("/counter")]
/// impl Counter {
///     #[post("/")]
///     async fn count(&self) -> String {
///         self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed).to_string()
///     }
/// }
///
/// #[derive(State)]
/// struct AppState { counter: Counter }
///
/// const ROUTES: Routes<AppState> = routes![Counter];
/// assert_eq!(Counter::urls().count().to_string(), "/counter");
/// ```
pub use cepa_macros::controller;

/// A table of routes, as a constant: checked as a whole, across modules and prefixes.
///
/// | entry | meaning |
/// |---|---|
/// | `place_order`, `orders::place_order` | a route |
/// | `Orders` | a [`controller`](macro@controller): its name starts with a capital |
/// | `"/admin" => admin::ROUTES` | a table below a prefix, which may be `""` |
/// | `"/admin" => { list, remove }`, `{ list, remove }` | a group |
///
/// In front of an entry: `#[cfg(…)]`, `#[layer(middleware)]` (outermost first), and on a prefix or a group `#[host("…")]`. At the
/// head, `#![layer(middleware)]` is around every entry. A layer is a constant expression.
///
/// ```
/// use cepa::prelude::*;
///
/// #[get("/")]
/// async fn index() -> &'static str { "index" }
///
/// #[get("/users")]
/// async fn users() -> &'static str { "users" }
///
/// const ROUTES: Routes = routes![index, "/admin" => { users }];
/// ```
///
/// Two routes that answer the same request stop the build:
///
/// ```compile_fail
/// # use cepa::prelude::*;
/// #[get("/users/{id}")]
/// async fn show(id: u32) -> String { id.to_string() }
///
/// #[get("/users/{name}")]
/// async fn by_name(name: &str) -> String { name.to_owned() }
///
/// const ROUTES: Routes = routes![show, by_name];
/// ```
pub use cepa_macros::routes;

/// Runs an async `main` on a runtime with a thread per core.
pub use cepa_macros::main;

/// Runs an async test on a runtime of its own.
pub use cepa_macros::test;

/// Makes a type part of the API: serde, rules and schema in one attribute.
///
/// `#[model]` is read and written, `#[model(input)]` is only read (a password is never written), `#[model(output)]` only written. It
/// stands above the type's serde attributes, which keep their meaning; below them, rustc says `cannot find attribute serde in this
/// scope`.
///
/// | type | what it becomes |
/// |---|---|
/// | struct | a body, an answer, a whole query (`#[query] filter: Filter`) |
/// | enum of plain names | that, and a value of paths, queries, headers and cookies, by its wire name |
/// | newtype | that, and such a value, as its field is |
/// | any other enum | a body, an answer |
///
/// ```
/// use cepa::prelude::*;
///
/// #[model]
/// #[serde(rename_all = "camelCase")]
/// struct NewOrder {
///     #[validate(email)]
///     customer_mail: String,
///     #[validate(length(min = 1, max = 50))]
///     items: Vec<Item>,
/// }
///
/// #[model]
/// struct Item {
///     sku: String,
///     #[validate(range(min = 1))]
///     quantity: u32,
/// }
/// ```
///
/// The rules of fields that are models run too. `Option<Option<T>>` tells absent from `null`, read and written. Beside a derive of your own
/// (`#[derive(Debug)]`), never derive `Serialize`, `Deserialize` or `JsonSchema` again.
pub use cepa_macros::model;

/// Makes a struct the state of an application: each field is available to handlers by its type.
///
/// `Arc<dyn Repo>` is available as `dyn Repo` too, which is what tests replace. `#[state(skip)]` leaves a field out, and
/// `#[state(nested)]` hands on what another state provides.
///
/// ```
/// use cepa::prelude::*;
///
/// struct Db;
/// impl Db { fn name(&self) -> &'static str { "db" } }
///
/// #[derive(State)]
/// struct AppState { db: Db }
///
/// #[get("/")]
/// async fn index(#[state] db: &Db) -> &'static str { db.name() }
///
/// const ROUTES: Routes<AppState> = routes![index];
/// ```
pub use cepa_macros::State;

/// Makes an enum the errors of an API: a status for each variant, and its doc comment for the client.
///
/// ```
/// use cepa::prelude::*;
///
/// #[derive(Debug, ApiError)]
/// enum OrderError {
///     /// No such shop.
///     #[status(404)]
///     NoShop,
///     /// Not enough stock.
///     #[status(409)]
///     OutOfStock { sku: String, left: u32 },
///     /// The database failed.
///     #[status(500)]
///     Database(#[from] std::io::Error),
/// }
/// ```
///
/// The fields of a 4xx are sent as members of the problem; those of a 5xx are for the log. `#[from]` makes `?` work and keeps the
/// cause, `#[source]` keeps it alone, `#[detail("only {left} left")]` fills in a text, `#[kind("https://…")]` names the problem's
/// type, `#[problem(skip)]` keeps a field back, `#[transparent]` answers as the error inside does.
pub use cepa_macros::ApiError;

/// A link that is absolute within the application: `link!(ORDERS, place_order(shop))`.
///
/// A route that stands in the table more than once, or not at all, stops the build, and so does a parameter of its prefix without a
/// value. The prefix that the application itself is
/// served under is added where the link is answered, or by [`Head::url`](crate::request::Head::url).
///
/// ```
/// use cepa::prelude::*;
///
/// mod admin {
///     use cepa::prelude::*;
///
///     #[get("/users/{id}")]
///     pub(crate) async fn user(id: u32) -> String { id.to_string() }
///
///     pub(crate) const ROUTES: Routes = routes![user];
/// }
///
/// const ROUTES: Routes = routes!["/admin" => admin::ROUTES];
///
/// assert_eq!(cepa::link!(ROUTES, admin::user(3)).to_string(), "/admin/users/3");
/// assert_eq!(admin::user::url(3).to_string(), "/users/3");
/// ```
///
/// Where the prefix has parameters, their values stand behind the route:
///
/// ```
/// # use cepa::prelude::*;
/// #[get("/orders/{id}")]
/// async fn order(#[path] shop: &str, id: u32) -> String { format!("{shop} {id}") }
///
/// const ROUTES: Routes = routes!["/shops/{shop}" => { order }];
///
/// assert_eq!(cepa::link!(ROUTES, order(3), shop = "tea & co").to_string(), "/shops/tea%20&%20co/orders/3");
/// ```
#[macro_export]
macro_rules! link {
    ($table:expr, $($route:ident)::+ ($($argument:expr),* $(,)?) $(, $name:ident = $value:expr)* $(,)?) => {{
        const _: () = $crate::macro_support::check_single::<$($route)::+>($table.nodes(), &[$(::core::stringify!($name)),*]);
        $crate::macro_support::absolute::<$($route)::+>(
            // In a constant, so that the table's listing does not become part of the program with it.
            const { $table.nodes() },
            $($route)::+::url($($argument),*),
            &[$((::core::stringify!($name), &$value)),*],
        )
    }};
    ($table:expr, $($route:ident)::+ $(,)?) => {
        ::core::compile_error!(::core::concat!(
            "a link is made with the values of its route's parameters: write `link!(",
            ::core::stringify!($table), ", ", ::core::stringify!($($route)::+), "(…))`, or `()` for none"
        ))
    };
    ($table:expr, $path:literal $(,)?) => {
        ::core::compile_error!(::core::concat!(
            "a link is made of a route, not of its path: write `link!(", ::core::stringify!($table), ", route(…))`"
        ))
    };
    ($($route:ident)::+ ($($argument:expr),* $(,)?) $(,)?) => {
        ::core::compile_error!(::core::concat!(
            "in which table does the route stand? write `link!(TABLE, ", ::core::stringify!($($route)::+), "(…))`"
        ))
    };
    ($($other:tt)*) => {
        ::core::compile_error!("a link is made of a table and a route with its values: write `link!(TABLE, route(…))`")
    };
}
