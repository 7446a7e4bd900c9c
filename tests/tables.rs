//! Tables: groups, prefixes, layers in front of them, `#[cfg]`, mounts of one table twice, controllers, links.

use cepa::link;
use cepa::prelude::*;
use cepa::test::Client;
use cepa_tests::assert_gets;

mod items {
    use cepa::prelude::*;

    #[get("/")]
    async fn index() -> &'static str {
        "index"
    }

    #[get("/{id}")]
    pub(super) async fn show(id: u32, request: super::Where) -> String {
        format!("item {id} at {}", request.0)
    }

    /// The link to an item, with the prefix the application is served under.
    #[get("/{id}/link")]
    pub(super) async fn own_link(id: u32, request: super::Where) -> String {
        format!("{}{}", request.0, show::url(id))
    }

    pub(super) const ROUTES: Routes = routes![index, show, own_link];
}

/// Where the application is served.
#[derive(Clone)]
struct Where(String);

impl<'r, S: State> cepa::extract::FromRequest<'r, S> for Where {
    async fn from_request(cx: &mut cepa::extract::Extraction<'r, S>) -> Result<Self, cepa::extract::Rejection> {
        Ok(Self(cx.head().root_path().to_owned()))
    }
}

#[get("/one")]
async fn one() -> &'static str {
    "group a.1"
}

#[get("/two")]
async fn two() -> &'static str {
    "two"
}

/// Groups below prefixes, groups in groups, groups without a prefix.
#[cepa::test]
async fn groups_join_their_prefixes() {
    const ROUTES: Routes = routes![
        "/group_a" => { one, "/three" => { one, two } },
        "/group_b" => { two },
        { "/group_c" => { one } },
        "" => items::ROUTES,
    ];
    let cases = [
        ("/group_a/one", "group a.1"),
        ("/group_a/three/one", "group a.1"),
        ("/group_a/three/two", "two"),
        ("/group_b/two", "two"),
        ("/group_b/one", "404"),
        ("/group_c/one", "group a.1"),
        ("/one", "404"),
        ("/", "index"),
        ("/3", "item 3 at "),
    ];
    assert_gets(&Client::new(App::new(ROUTES)), &cases).await;
}

/// A path of `/` below a prefix is the prefix, with or without a slash.
#[cepa::test]
async fn the_root_of_a_mounted_table() {
    const ROUTES: Routes = routes!["/items" => items::ROUTES];
    let cases = [("/items", "index"), ("/items/", "index"), ("/items/7", "item 7 at "), ("/", "404")];
    assert_gets(&Client::new(App::new(ROUTES)), &cases).await;
}

/// A child table is an application by itself, which knows its own routes alone.
#[cepa::test]
async fn a_child_table_stands_alone() {
    assert_gets(&Client::new(App::new(items::ROUTES)), &[("/", "index"), ("/one", "404")]).await;
}

/// What is configured away is not there.
#[cepa::test]
async fn cfg_leaves_entries_out() {
    const ROUTES: Routes = routes![
        #[cfg(any())]
        one,
        #[cfg(all())]
        two,
        #[cfg(any())]
        "/items" => items::ROUTES,
    ];
    assert_gets(&Client::new(App::new(ROUTES)), &[("/one", "404"), ("/two", "two"), ("/items", "404")]).await;
}

/// A parameter of a prefix is taken by `#[path]`.
#[cepa::test]
async fn prefixes_have_parameters() {
    #[get("/orders/{id}")]
    async fn order(#[path] shop: &str, id: u32) -> String {
        format!("order {id} of {shop}")
    }
    const ROUTES: Routes = routes!["/shops/{shop}" => { order }];
    let client = Client::new(App::new(ROUTES));
    assert_gets(&client, &[("/shops/a%2Fb/orders/3", "order 3 of a/b"), ("/orders/3", "404")]).await;
}

/// One table in two places: both answer, and each knows the pattern it was matched by.
#[cepa::test]
async fn a_table_stands_twice() {
    #[middleware]
    async fn pattern(request: Request, next: Next) -> Response {
        let pattern = request.matched().map(|route| route.pattern().to_owned()).unwrap_or_default();
        let mut response = next.run(request).await;
        if let Ok(pattern) = cepa::http::HeaderValue::try_from(pattern) {
            response.headers_mut().insert("x-pattern", pattern);
        }
        response
    }
    const ROUTES: Routes = routes!["/new" => items::ROUTES, "/old" => items::ROUTES];
    let client = Client::new(App::new(ROUTES).with(pattern));
    assert_gets(&client, &[("/new/3", "item 3 at "), ("/old/3", "item 3 at ")]).await;
    assert_eq!(client.get("/new/3").await.header("x-pattern"), Some("/new/{id}"));
    assert_eq!(client.get("/old/3").await.header("x-pattern"), Some("/old/{id}"));
    // A link that could mean either is written with its prefix.
    assert_eq!(client.call(items::show::request(3).below("/old")).await.header("x-pattern"), Some("/old/{id}"));
}

/// Links: in the table, in the application, with a query, percent-encoded.
#[cepa::test]
async fn links_are_made_by_routes() {
    #[get("/tags/{name}/{*rest}")]
    async fn tag(name: &str, rest: &str) -> String {
        format!("{name} {rest}")
    }
    #[get("/archive/{year?}/{month?}")]
    async fn archive(year: Option<u16>, month: Option<u8>) -> String {
        format!("{year:?} {month:?}")
    }
    const ROUTES: Routes = routes!["/shop" => { "/items" => items::ROUTES, tag, archive }];
    assert_eq!(items::show::url(3).to_string(), "/3");
    assert_eq!(link!(ROUTES, items::show(3)).to_string(), "/shop/items/3");
    assert_eq!(link!(ROUTES, items::show(3)).query("q", "a b&c=ü").to_string(), "/shop/items/3?q=a%20b%26c%3D%C3%BC");
    assert_eq!(archive::url(None::<u16>, None::<u8>).to_string(), "/archive");
    assert_eq!(archive::url(2026, 1).to_string(), "/archive/2026/1");
    // What a link leads to is what it was made from.
    let client = Client::new(App::new(ROUTES));
    for (name, rest) in [("a b/c", "d/e"), ("100%", ""), ("ü", "x?y#z"), ("..;", "a//b")] {
        let answer = client.get(link!(ROUTES, tag(name, rest)).as_str()).await;
        assert_eq!(answer.text(), format!("{name} {rest}"));
    }
    // A value that would lead elsewhere leads nowhere.
    assert_eq!(tag::url("..", "x").to_string(), "about:invalid");
    assert_eq!(tag::url("", "x").to_string(), "about:invalid");
}

/// Parameters of prefixes have their values behind the route, encoded as those of the route are.
#[cepa::test]
async fn links_below_prefixes_with_parameters() {
    #[get("/")]
    async fn root() -> &'static str {
        "root"
    }
    const ROUTES: Routes = routes!["/shops/{shop}/{floor:\\d+}" => { "/items" => items::ROUTES, root }];
    let link = link!(ROUTES, items::show(3), shop = "a/b", floor = 2);
    assert_eq!(link.query("q", 1).to_string(), "/shops/a%2Fb/2/items/3?q=1");
    assert_eq!(link!(ROUTES, root(), floor = 2, shop = "ü").to_string(), "/shops/%C3%BC/2");
    assert_eq!(link!(ROUTES, root(), floor = "ground", shop = "x").to_string(), "about:invalid");
    assert_eq!(link!(ROUTES, root(), floor = 1, shop = "..").to_string(), "about:invalid");
}

/// `request.url` adds what the application is mounted below.
#[cepa::test]
async fn links_know_the_mount_of_the_application() {
    #[middleware]
    async fn linked(request: Request, next: Next) -> Response {
        let link = request.url(link!(INNER, items::show(7)));
        let mut response = next.run(request).await;
        if let Ok(link) = cepa::http::HeaderValue::try_from(link) {
            response.headers_mut().insert("x-link", link);
        }
        response
    }
    const INNER: Routes = routes!["/items" => items::ROUTES];
    let inner = App::new(INNER).with(linked).build().expect("an application");
    let client = Client::new(App::new(routes![one]).mount("/api/v1", inner));
    let answer = client.get("/api/v1/items/3").await;
    assert_eq!(answer.text(), "item 3 at /api/v1");
    assert_eq!(answer.header("x-link"), Some("/api/v1/items/7"));
    assert_eq!(client.get("/api/v1/items/3/link").await.text(), "/api/v1/3");
}

mod notes {
    use cepa::prelude::*;
    use cepa::request::Head;

    #[get("/{id}")]
    async fn show(id: u32) -> String {
        id.to_string()
    }

    #[post("/")]
    #[json]
    async fn add() -> Result<Created<u32>, Problem> {
        Ok(Created::at(show::url(7).query("q", "a/b"), 7))
    }

    #[put("/{id}")]
    async fn put(id: u32) -> Created<&'static str> {
        Created::at(show::url(id), "made")
    }

    #[get("/{id}/old")]
    async fn old(id: u32) -> Option<Redirect> {
        Some(Redirect::permanent(show::url(id)))
    }

    #[get("/{id}/older")]
    #[json]
    async fn older(id: u32) -> Redirect {
        Redirect::found(show::url(id))
    }

    #[get("/text")]
    async fn text() -> Redirect {
        Redirect::found("/as/it/is")
    }

    #[get("/first")]
    async fn first() -> Redirect {
        Redirect::found(cepa::link!(super::FIRST, super::first()))
    }

    #[get("/{id}/link")]
    async fn link(id: u32, head: &Head) -> String {
        head.url(show::url(id))
    }

    pub(super) const ROUTES: Routes = routes![show, add, put, old, older, text, first, link];
}

#[get("/")]
async fn first() -> &'static str {
    "first"
}

const FIRST: Routes = routes!["/first" => { first }];

/// A link in an answer leads to where the route's table is mounted: at one place or several, below prefixes with parameters, in
/// an application that is mounted itself. One made by `link!`, and text, know where they lead.
#[cepa::test]
async fn links_in_answers_know_their_mount() {
    #[middleware]
    async fn turn_away(request: Request, next: Next) -> Response {
        match request.headers().contains_key("x-away") {
            true => Redirect::see_other(link!(FIRST, first())).into_response(),
            false => next.run(request).await,
        }
    }
    const ROUTES: Routes = routes![
        "/new" => { "/notes" => notes::ROUTES },
        "/old" => notes::ROUTES,
        "/shops/{shop}/{floor:\\d+}" => notes::ROUTES,
        "" => FIRST,
    ];
    let client = Client::new(App::new(ROUTES).with(turn_away));
    let inner = App::new(ROUTES).with(turn_away).build().expect("an application");
    let mounted = Client::new(App::new(routes![one]).mount("/api/v1", inner));
    let cases = [
        ("POST", "/new/notes", "/new/notes/7?q=a%2Fb"),
        ("PUT", "/new/notes/3", "/new/notes/3"),
        ("PUT", "/old/3", "/old/3"),
        ("PUT", "/shops/a%2Fb%20c/12/3", "/shops/a%2Fb%20c/12/3"),
        ("GET", "/shops/t%65a/12/3/old", "/shops/tea/12/3"),
        ("GET", "/new/notes/3/older", "/new/notes/3"),
        ("GET", "/old/first", "/first"),
    ];
    for (method, target, location) in cases {
        assert_eq!(client.request(method, target).await.header("location"), Some(location), "{method} {target}");
        let answer = mounted.request(method, &format!("/api/v1{target}")).await;
        assert_eq!(answer.header("location"), Some(&*format!("/api/v1{location}")), "{method} {target}");
    }
    assert_eq!(mounted.get("/api/v1/old/text").await.header("location"), Some("/as/it/is"));
    assert_eq!(mounted.get("/api/v1/new/notes/3/link").await.text(), "/api/v1/new/notes/3");
    // A middleware stands in no table.
    assert_eq!(client.get("/nowhere").header("x-away", "").await.header("location"), Some("/first"));
    assert_eq!(mounted.get("/api/v1/nowhere").header("x-away", "").await.header("location"), Some("/api/v1/first"));
    // What no link can hold leads nowhere, rather than elsewhere.
    assert_eq!(client.put("/shops/%2E%2E/12/3").await.header("location"), Some("about:invalid"));
}

/// A controller's prefix is in its links already; what it is mounted below is not.
#[cepa::test]
async fn links_in_answers_of_controllers() {
    let client = orders();
    for target in ["/orders/3", "/v2/orders/3"] {
        assert_eq!(client.post(target).body("text/plain", "tea").await.header("location"), Some(target));
    }
}

/// A typed call: arguments become path, query, headers, cookies and body.
#[cepa::test]
async fn requests_are_made_by_routes() {
    #[post("/shops/{shop}")]
    async fn place(
        shop: &str,
        #[query] tag: Vec<String>,
        #[query(default = 1)] page: u8,
        #[header] x_trace: Option<&str>,
        #[cookie] session: &str,
        #[body] order: cepa::extract::Json<Vec<u8>>,
    ) -> String {
        format!("{shop} {tag:?} {page} {x_trace:?} {session} {:?}", order.0)
    }
    let client = Client::new(App::new(routes![place]));
    let call = place::request("a/b", vec!["x y".to_owned(), "&".to_owned()], 2, Some("t"), "s", vec![1, 2]);
    assert_eq!(client.call(call).await.text(), r#"a/b ["x y", "&"] 2 Some("t") s [1, 2]"#);
}

/// A parameter of a prefix, and of a host, is filled from its argument; a prefix that is written out has its value.
#[cepa::test]
async fn requests_are_made_below_prefixes() {
    #[get("/a/{id}")]
    async fn a(#[path] shop: &str, id: u32) -> String {
        format!("{shop} {id}")
    }
    #[get("/b", host = "{tenant}.example.com:{port?}")]
    async fn b(tenant: &str, port: Option<u16>) -> String {
        format!("{tenant} {port:?}")
    }
    let client = Client::new(App::new(routes!["/x/{shop}" => { a }, b]));
    assert_eq!(client.call(a::request("1", 3).below("/x/1")).await.text(), "1 3");
    assert_eq!(client.call(a::request("p q/r", 3).below("/x/{shop}")).await.text(), "p q/r 3");
    assert_eq!(client.call(b::request("acme", None::<u16>)).await.text(), "acme None");
    assert_eq!(client.call(b::request("acme", 81)).await.text(), "acme Some(81)");
}

/// What a request cannot hold is encoded where the place knows how, and else fails the test that wants it.
#[cepa::test]
async fn requests_hold_all_that_they_can() {
    #[get("/w/{*path}")]
    async fn w(path: Vec<String>, #[header] x_tags: Vec<String>) -> String {
        format!("{path:?} {x_tags:?}")
    }
    #[get("/c")]
    async fn c(#[cookie] taste: &str, #[cookie] other: Option<&str>) -> String {
        format!("{taste:?} {other:?}")
    }
    #[get("/h/{id}")]
    async fn h(id: &str, #[header] x_trace: Option<&str>) -> String {
        format!("{id} {x_trace:?}")
    }
    let client = Client::new(App::new(routes![w, c, h]));
    let none = Vec::<String>::new;
    assert_eq!(client.call(w::request(["a", "b c"], ["x", "y"])).await.text(), r#"["a", "b c"] ["x", "y"]"#);
    assert_eq!(client.call(w::request(none(), none())).await.text(), "[] []");
    for text in ["a;b", "a\r\nb", "\"q\"", "100%", " ü "] {
        assert_eq!(client.call(c::request(text, Some("o"))).await.text(), format!("{text:?} Some(\"o\")"));
    }
    let refused: [(&str, &dyn Fn()); 6] = [
        ("`x-trace: a\r\nb` is no header", &|| drop(h::request("1", Some("a\r\nb")))),
        ("`bad name: x` is no header", &|| drop(h::request("1", None::<&str>).header("bad name", "x"))),
        ("a segment of the path would be `.` or `..`", &|| drop(client.call(h::request("..", None::<&str>)))),
        ("none that the route accepts", &|| drop(client.call(h::request("", None::<&str>)))),
        ("cannot hold \"b/c\" as one of several", &|| drop(w::request(["a", "b/c"], none()))),
        ("cannot hold \"x,y\" as one of several", &|| drop(w::request(["a"], ["z", "x,y"]))),
    ];
    for (message, call) in refused {
        assert_panics(message, call);
    }
    #[get("/{id}")]
    async fn below(#[path] shop: u32, id: u32) -> String {
        format!("{shop} {id}")
    }
    assert_panics("`/{id}` has no parameter `shop`: give the prefix that has", &|| {
        drop(client.call(below::request(1, 2)));
    });
}

/// # Panics
///
/// The call does not, or says nothing of the message.
#[track_caller]
fn assert_panics(message: &str, call: &dyn Fn()) {
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(call)).expect_err(message);
    let text = panicked.downcast_ref::<String>().map(String::as_str).unwrap_or_default();
    assert!(text.contains(message), "{text}");
}

/// A query as a whole is its struct, or JSON in its shape; JSON in its shape stands for any JSON body.
#[cepa::test]
async fn requests_take_structs() {
    use cepa::serde_json::json;

    #[model]
    #[derive(Debug)]
    struct Filter {
        author: Option<String>,
        #[serde(default, rename = "t")]
        tag: Vec<String>,
        page: u32,
    }
    #[model(input)]
    #[derive(Debug)]
    struct Window<T> {
        from: T,
        exact: Option<bool>,
    }
    #[model(input)]
    struct Secret {
        password: String,
    }
    #[get("/filter")]
    async fn filter(#[query] filter: Filter) -> String {
        format!("{filter:?}")
    }
    #[get("/window")]
    async fn window(#[query] window: Window<i8>, #[query] debug: Option<bool>) -> String {
        format!("{window:?} {debug:?}")
    }
    #[post("/secret")]
    async fn secret(#[body] secret: Secret) -> String {
        secret.password
    }
    #[post("/maybe")]
    async fn maybe(#[body] secret: Option<Secret>) -> String {
        secret.map_or("none".into(), |secret| secret.password)
    }
    #[post("/plain")]
    async fn plain(#[body] list: Json<Vec<u8>>) -> String {
        format!("{:?}", list.0)
    }
    #[post("/plain/maybe")]
    async fn plain_maybe(#[body] list: Option<Json<Vec<u8>>>) -> String {
        format!("{:?}", list.map(|list| list.0))
    }
    let client = Client::new(App::new(routes![filter, window, secret, maybe, plain, plain_maybe]));
    let sent = Filter { author: None, tag: vec!["a b".into(), "&".into()], page: 3 };
    let expected = format!("{sent:?}");
    assert_eq!(client.call(filter::request(sent)).await.text(), expected);
    let json = json!({ "author": null, "t": ["a b", "&"], "page": 3 });
    assert_eq!(client.call(filter::request(json)).await.text(), expected);
    let call = window::request(json!({ "from": -7, "exact": true }), true);
    assert_eq!(client.call(call).await.text(), "Window { from: -7, exact: Some(true) } Some(true)");

    let json = json!({ "password": "hunter2" });
    assert_eq!(client.call(secret::request(json.clone())).await.text(), "hunter2");
    assert_eq!(client.call(maybe::request(json)).await.text(), "hunter2");
    assert_eq!(client.call(maybe::request(None::<u8>)).await.text(), "none");
    assert_eq!(client.call(plain::request(json!([1, 2]))).await.text(), "[1, 2]");
    let list = vec![1, 2];
    assert_eq!(client.call(plain::request(&list)).await.text(), format!("{list:?}"));
    assert_eq!(client.call(plain_maybe::request(json!([1]))).await.text(), "Some([1])");
    assert_eq!(client.call(plain_maybe::request(Some([1]))).await.text(), "Some([1])");
    assert_eq!(client.call(plain_maybe::request(None::<u8>)).await.text(), "None");
}

/// The methods of a value in the state.
struct Orders {
    prefix: &'static str,
}

#[controller("/orders")]
impl Orders {
    const FIRST: u32 = 1;

    #[get("/")]
    async fn list(&self, #[query] page: Option<u32>) -> String {
        format!("{} page {}", self.prefix, page.unwrap_or(Self::FIRST))
    }

    #[get("/{id}")]
    #[text]
    fn show(&self, id: u32) -> String {
        self.name(id)
    }

    #[post("/{id}")]
    async fn rename(&self, id: u32, #[body] name: String) -> Created<String> {
        Created::at(Self::urls().show(id), format!("{} is {name}", self.name(id)))
    }

    fn name(&self, id: u32) -> String {
        format!("{} {id}", self.prefix)
    }
}

struct OrderState {
    orders: Orders,
}

impl State for OrderState {}

impl Provide<Orders> for OrderState {
    fn provide(&self) -> &Orders {
        &self.orders
    }
}

fn orders() -> Client<OrderState> {
    const ROUTES: Routes<OrderState> = routes![Orders, "/v2" => { Orders }];
    Client::new(App::new(ROUTES).state(OrderState { orders: Orders { prefix: "order" } }))
}

/// A controller's methods answer; its other methods do not; it may stand at two places.
#[cepa::test]
async fn a_controller_is_one_entry() {
    let client = orders();
    let cases = [
        ("/orders", "order page 1"),
        ("/orders/?page=2", "order page 2"),
        ("/orders/3", "order 3"),
        ("/v2/orders/3", "order 3"),
        ("/orders/name", "404"),
        ("/orders/3/4", "404"),
    ];
    assert_gets(&client, &cases).await;
    let answer = client.post("/orders/3").body("text/plain", "tea").await;
    assert_eq!((answer.status().as_u16(), answer.text()), (201, "order 3 is tea"));
    let answer = client.delete("/orders/3").await;
    answer.assert_status(405);
    assert_eq!(answer.header("allow"), Some("GET, HEAD, OPTIONS, POST"));
    assert_eq!(client.head("/orders/3").await.header("content-length"), Some("7"));
    assert_eq!(Orders::urls().show(3).to_string(), "/orders/3");
    assert_eq!(client.call(Orders::requests().list(2)).await.text(), client.get("/orders?page=2").await.text());
    assert_eq!(
        client.call(Orders::requests().show(3).below("/v2")).await.text(),
        client.get("/v2/orders/3").await.text()
    );
    // Still a method.
    assert_eq!(client.state().orders.show(4), "order 4");
}

/// What joins at run time and clashes is an error that names both, not a panic.
#[cepa::test]
async fn clashes_at_run_time_are_told() {
    #[get("/api/{*rest}")]
    async fn all(rest: &str) -> String {
        rest.to_owned()
    }
    #[any("/api/{*rest}")]
    async fn any(rest: &str) -> String {
        rest.to_owned()
    }
    let inner = || App::new(routes![one]).build().expect("an application");
    let error = App::new(routes![any]).mount("/api", inner()).build().expect_err("a clash").to_string();
    assert!(
        error.contains("the service mounted at /api") && error.contains("`any` at ") && error.contains("tables.rs"),
        "{error}"
    );
    let error = App::new(routes![one]).mount("/api", inner()).mount("/api", inner()).build().expect_err("a clash");
    assert!(error.to_string().contains("/api"), "{error}");
    // A named method goes before a mount that takes any.
    let client = Client::new(App::new(routes![all]).mount("/api", inner()));
    assert_eq!(client.get("/api/one").await.text(), "one");
}

/// A layer that takes a value which the path has not: every request would be a 404.
#[cepa::test]
async fn layers_take_what_is_in_the_path() {
    #[middleware]
    async fn with_id(request: Request, next: Next, #[path] id: u32) -> Response {
        let _ = id;
        next.run(request).await
    }
    #[middleware]
    async fn with_any(request: Request, next: Next, #[path] id: Option<u32>) -> Response {
        let _ = id;
        next.run(request).await
    }
    let error = |app: App| app.build().expect_err("a fault").to_string();
    let tables: [Routes; 3] = [
        routes![
            #[layer(with_id)]
            one
        ],
        routes!["/a" => { #![layer(with_id)] one }],
        routes![#[layer(with_id)] "/a" => { one }],
    ];
    for table in tables {
        let text = error(App::new(table));
        assert!(text.contains("with_id` around `one` at tests/tables.rs:"), "{text}");
        assert!(text.contains("takes `id` from the path, but /") && text.ends_with("one has no `{id}`"), "{text}");
    }
    let text = error(App::new(routes!["/items" => items::ROUTES]).with(with_id));
    assert!(text.contains("with_id") && text.ends_with("/items has no `{id}`"), "{text}");
    let text = error(App::new(routes!["/items" => items::ROUTES]).before_routing(with_id));
    assert!(
        text.ends_with("with_id` takes `id` from the path, before routing, where no path has parameters"),
        "{text}"
    );
    const SOUND: Routes = routes![#[layer(with_id)] "/{id}" => { one }, #[layer(with_any)] one];
    let client = Client::new(App::new(SOUND).with(with_any).before_routing(with_any));
    client.get("/3/one").await.assert_status(200);
    client.get("/x/one").await.assert_status(404);
    client.get("/one").await.assert_status(200);
}

/// The parts of a table that listings read.
#[cepa::test]
async fn the_routes_of_an_application_are_listed() {
    const ROUTES: Routes = routes!["/items" => items::ROUTES, one];
    let app = App::new(ROUTES).build().expect("an application");
    let listed: Vec<String> = app
        .routes()
        .map(|route| {
            let meta = route.meta.expect("a route of the table");
            assert!(meta.file().ends_with("tables.rs") && !meta.file().starts_with('/') && meta.line() > 0, "{meta:?}");
            format!("{} {} {}", route.methods.join("|"), route.pattern, meta.name())
        })
        .collect();
    assert_eq!(listed, ["GET /items index", "GET /items/{id} show", "GET /items/{id}/link own_link", "GET /one one"]);
}

/// What the program itself is told of a route's arguments.
#[test]
fn the_arguments_of_a_route_are_known() {
    #[get("/{shop}/items")]
    async fn items(shop: u32, #[query(default = 20)] limit: u32, #[header] accept: Option<String>) -> String {
        format!("{shop} {limit} {accept:?}")
    }
    const ROUTES: Routes = routes![items];
    let cepa::endpoint::Node::Route(meta) = &ROUTES.nodes()[0] else { panic!("a route") };
    let told: Vec<String> = meta
        .arguments()
        .iter()
        .map(|argument| format!("{:?} {} {}", argument.source, argument.name, argument.type_name))
        .collect();
    assert_eq!(told, ["Path shop u32", "Query limit u32", "Header accept Option<String>"]);
    assert!(meta.module().ends_with("tables"), "{meta:?}");
}

/// A table knows the package whose code holds it.
#[test]
fn a_table_names_its_package() {
    const ROUTES: Routes = routes!["/items" => items::ROUTES];
    let package = ROUTES.package();
    assert_eq!((package.name, package.version), ("cepa-tests", env!("CARGO_PKG_VERSION")));
    assert_eq!(package.description, "Behaviour of cepa through its public interface");
    assert_eq!(package.license, "MIT OR Apache-2.0");
}
