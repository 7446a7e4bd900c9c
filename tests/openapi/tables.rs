//! Whole applications: paths, names of operations, mounts and what is said of all.

use super::*;

mod items {
    use cepa::prelude::*;

    #[get("/")]
    pub(super) async fn list() {}

    #[get("/{id}")]
    #[delete("/{id}")]
    pub(super) async fn show(id: u32) -> String {
        id.to_string()
    }

    #[route(GET | PUT, "/named", operation_id = "named")]
    pub(super) async fn named() {}

    pub(super) const ROUTES: Routes = routes![list, show, named];
}

fn ids(document: &Value) -> Vec<String> {
    let mut ids = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("an item") {
            ids.push(format!("{method} {path} {}", operation["operationId"].as_str().unwrap_or_default()));
        }
    }
    ids
}

#[test]
fn every_operation_has_a_stable_name() {
    let document = document(routes!["/a" => items::ROUTES, "/b" => items::ROUTES]);
    assert_eq!(
        ids(&document),
        [
            "get /a openapi_tables_items_list",
            "get /a/named named",
            "put /a/named named_put_a_named",
            "delete /a/{id} openapi_tables_items_show_delete_a_id",
            "get /a/{id} openapi_tables_items_show",
            "get /b openapi_tables_items_list_get_b",
            "get /b/named named_get_b_named",
            "put /b/named named_put_b_named",
            "delete /b/{id} openapi_tables_items_show_delete_b_id",
            "get /b/{id} openapi_tables_items_show_get_b_id",
        ]
    );
}

#[any("/any")]
async fn any() {}
#[post("/any")]
async fn post_any() -> Created<&'static str> {
    Created("")
}
#[route("PURGE", "/any")]
async fn purge() {}
#[get("/x/{id:\\d+}")]
async fn by_number(id: u32) -> String {
    id.to_string()
}
#[get("/x/{name}")]
async fn by_name(name: &str) -> String {
    name.to_owned()
}
#[get("/x/{name}", host = "{tenant}.example.org")]
async fn of_tenant(tenant: &str, name: &str) -> String {
    format!("{tenant}{name}")
}
#[get("/old", deprecated)]
async fn old_one() {}

#[test]
fn what_a_document_has_no_words_for() {
    let document = document(routes![any, post_any, purge, by_number, by_name, of_tenant, old_one]);
    let item = &document["paths"]["/any"];
    let methods: Vec<_> = item.as_object().expect("an item").keys().map(String::as_str).collect();
    assert_eq!(methods, ["delete", "get", "patch", "post", "put", "x-additional-operations"]);
    assert_eq!(statuses(&item["post"]), ["201", "405"], "the named method wins");
    assert_eq!(statuses(&item["get"]), ["200"], "any method is answered");
    assert!(item["x-additional-operations"]["PURGE"].is_object());
    // The one that takes most is the path's, in whatever order they are declared.
    let x = operation(&document, "get /x/{id}");
    assert_eq!(x["operationId"], "openapi_tables_by_name");
    assert_eq!(x["x-matches"], "/x/{}");
    let matches: Vec<_> =
        x["x-alternatives"].as_array().expect("others").iter().map(|other| &other["x-matches"]).collect();
    assert_eq!(matches, ["/x/{:\\d+}", "//{}.example.org/x/{}"]);
    let tenant = &x["x-alternatives"][1];
    assert_eq!(tenant["servers"][0]["url"], "//{tenant}.example.org");
    assert_eq!(tenant["servers"][0]["variables"], serde_json::json!({ "tenant": { "default": "tenant" } }));
    assert_eq!(tenant["parameters"].as_array().map(Vec::len), Some(1), "the host's part is none of the path");
    let old = operation(&document, "get /old");
    assert_eq!((&old["deprecated"], &old["summary"]), (&serde_json::json!(true), &serde_json::json!("Old one")));
}

/// The one function that joins prefixes does so for the document as for the router.
#[cepa::test]
async fn every_documented_operation_is_answered() {
    let document = document(routes!["/a" => items::ROUTES, "/b" => { by_number, any, post_any }, by_name]);
    let app = App::new(routes!["/a" => items::ROUTES, "/b" => { by_number, any, post_any }, by_name]);
    let client = Client::new(app);
    for (path, item) in document["paths"].as_object().expect("paths") {
        for method in item.as_object().expect("an item").keys() {
            let target = path.replace("{id}", "1").replace("{name}", "x");
            let answer = client.request(method.to_ascii_uppercase(), &target).await;
            assert!(answer.status().is_success(), "{method} {path}: {answer:?}");
        }
    }
}

#[test]
fn the_whole_api_is_described() {
    let info = Info::new()
        .title("Shop")
        .version("2.1.0")
        .description("Sells things.")
        .terms_of_service("https://shop.test/terms")
        .contact("the shop", "shop@shop.test")
        .license("MIT", "MIT")
        .server("https://shop.test", "production")
        .tag("items", "What there is.")
        .external_docs("https://shop.test/docs", "more");
    let document = described(App::new(items::ROUTES).info(info));
    assert_eq!(
        document["info"],
        serde_json::json!({
            "title": "Shop", "version": "2.1.0", "description": "Sells things.",
            "termsOfService": "https://shop.test/terms",
            "contact": { "name": "the shop", "email": "shop@shop.test" },
            "license": { "name": "MIT", "identifier": "MIT" },
        })
    );
    assert_eq!(document["servers"], serde_json::json!([{ "url": "https://shop.test", "description": "production" }]));
    assert_eq!(document["tags"], serde_json::json!([{ "name": "items", "description": "What there is." }]));
    assert_eq!(document["externalDocs"]["url"], "https://shop.test/docs");
    assert_eq!(document["openapi"], "3.1.0");
    let document = super::document(items::ROUTES);
    assert_eq!(document["info"]["title"], env!("CARGO_PKG_NAME"));
    assert_eq!(document["info"]["version"], env!("CARGO_PKG_VERSION"));
}

#[model(output)]
struct Wrong {
    message: String,
}

#[derive(Clone, State)]
struct Other {
    text: String,
}

#[get("/{number}")]
async fn inner(number: u8, #[state] text: &String) -> String {
    format!("{number}{text}")
}

#[middleware]
async fn keyed(_key: cepa::extract::Basic, request: Request, next: Next) -> Response {
    next.run(request).await
}

/// Its paths below the prefix, its own problems, and all layers around it.
#[cepa::test]
async fn applications_in_applications_are_part_of_it() {
    let innermost: App<()> = App::new(items::ROUTES);
    let inner = App::new(routes![inner])
        .state(Other { text: "x".into() })
        .problems(|problem: &Problem| Json(Wrong { message: problem.message().to_owned() }))
        .with(keyed)
        .mount("/deeper", innermost.build().expect("an application"));
    let outer: App = App::new(routes![any, items::list]).mount("/inner", inner.build().expect("an application"));
    let early = outer.document().expect("a document");
    let client = Client::new(outer);
    let document: Value = client.get("/openapi.json").await.json();
    assert_eq!(document, *early.value());
    let inner = operation(&document, "get /inner/{number}");
    assert_eq!(inner["security"], serde_json::json!([{ "basic": [] }]));
    assert_eq!(*answer(inner, "404", "application/json"), serde_json::json!({ "$ref": "#/components/schemas/Wrong" }));
    let deeper = operation(&document, "get /inner/deeper/{id}");
    assert_eq!(deeper["security"], serde_json::json!([{ "basic": [] }]));
    assert!(answer(deeper, "404", "application/problem+json").is_object());
    assert_eq!(document["info"]["title"], env!("CARGO_PKG_NAME"));
}

#[test]
fn path_faults_have_the_status_of_the_application() {
    let app: App<()> = App::new(items::ROUTES).path_faults_are_422().state(());
    let document = described(app);
    assert_eq!(statuses(operation(&document, "get /{id}")), ["200", "405", "422"]);
}
