//! Parameters: type, rules, defaults, places and paths.

use super::*;

const LEAST: u64 = 2;

/// List what there is.
///
/// In two paragraphs.
#[get("/shops/{shop}/items/{id:\\d+}", tags = ["items", "shops"])]
#[allow(clippy::too_many_arguments)]
async fn list(
    shop: ShopId,
    id: u32,
    /// How many at most.
    #[query(default = 20, range(min = 1, max = 100), example = 50)]
    limit: u16,
    #[query(default = Sort::NewestFirst)] sort: Sort,
    #[query(length(min = LEAST, max = 9))] tag: Vec<String>,
    #[query(email)] contact: Option<&str>,
    #[query(name = "q", length(max = 9, status = 414))] text: String,
    #[header(non_control_character)] x_trace: Option<&str>,
    #[query(default)] offset: usize,
    #[header] accept: Option<&str>,
    #[cookie] theme: Option<Colour>,
    #[query] thing: Opaque,
    #[query(regex(pattern = "^[a-z]+$"))] word: Option<String>,
    #[query(regex(pattern = "(?i)^[a-z]+$"))] rust_word: Option<String>,
) -> String {
    let _ = (shop.0, offset, limit, sort, tag, contact, x_trace, accept, theme.is_some(), thing, word, rust_word);
    format!("{id}{text}")
}

#[test]
fn every_argument_is_a_parameter() {
    let document = document(routes!["/api" => { list }]);
    let list = operation(&document, "get /api/shops/{shop}/items/{id}");
    assert_eq!(list["summary"], "List what there is.");
    assert_eq!(list["description"], "In two paragraphs.");
    assert_eq!(list["tags"], serde_json::json!(["items", "shops"]));
    assert_eq!(list["operationId"], "openapi_parameters_list");
    let id = parameter(list, "id");
    assert_eq!((&id["in"], &id["required"]), (&serde_json::json!("path"), &serde_json::json!(true)));
    assert_eq!(
        id["schema"],
        serde_json::json!({ "type": "integer", "format": "uint32", "minimum": 0, "maximum": u32::MAX, "pattern": "^(?:\\d+)$" })
    );
    assert_eq!(parameter(list, "shop")["schema"], serde_json::json!({ "$ref": "#/components/schemas/ShopId" }));
    assert_eq!(
        document["components"]["schemas"]["ShopId"],
        serde_json::json!({ "type": "string", "minLength": 8, "maxLength": 8 })
    );
    assert_eq!(
        *parameter(list, "limit"),
        serde_json::json!({
            "name": "limit", "in": "query", "description": "How many at most.", "example": 50,
            "schema": { "type": "integer", "format": "uint16", "minimum": 1, "maximum": 100, "default": 20 },
        })
    );
    assert_eq!(
        parameter(list, "sort")["schema"],
        serde_json::json!({ "$ref": "#/components/schemas/Sort", "default": "newest-first" })
    );
    assert_eq!(document["components"]["schemas"]["Sort"]["enum"], serde_json::json!(["newest-first", "oldest"]));
    assert_eq!(
        parameter(list, "tag")["schema"],
        serde_json::json!({ "type": "array", "items": { "type": "string" }, "minItems": 2, "maxItems": 9 })
    );
    assert_eq!((&parameter(list, "tag")["style"], &parameter(list, "tag")["explode"]), (&"form".into(), &true.into()));
    assert_eq!(parameter(list, "contact")["schema"], serde_json::json!({ "type": "string", "format": "email" }));
    assert_eq!(parameter(list, "contact").get("required"), None);
    assert_eq!(parameter(list, "q")["required"], true);
    assert_eq!(parameter(list, "x-trace")["in"], "header");
    assert_eq!(parameter(list, "offset")["schema"]["maximum"], u64::MAX);
    assert_eq!(parameter(list, "theme")["in"], "cookie");
    assert_eq!(parameter(list, "theme")["schema"]["pattern"], "^[0-9a-f]{6}$");
    assert_eq!(parameter(list, "thing")["schema"], serde_json::json!({ "type": "string" }));
    assert_eq!(parameter(list, "word")["schema"]["pattern"], "^[a-z]+$");
    // JSON Schema's dialect has no flags: better nothing than something wrong.
    assert_eq!(parameter(list, "rust_word")["schema"], serde_json::json!({ "type": "string" }));
    let names = list["parameters"].as_array().map(|list| list.iter().any(|one| one["name"] == "accept"));
    assert_eq!(names, Some(false), "a document has no room for it");
    assert_eq!(statuses(list), ["200", "404", "405", "414", "422"]);
}

#[model]
struct Filter {
    /// Whose.
    author: Option<String>,
    #[validate(range(min = 1, max = 50, status = 416))]
    #[serde(default)]
    page: u32,
    sort: Option<Sort>,
    #[serde(rename = "tag", default)]
    tags: Vec<String>,
    since: u64,
}

#[get("/search")]
async fn search(#[query] filter: Filter) -> String {
    let Filter { author, page, sort, tags, since } = filter;
    format!("{author:?}{page}{}{tags:?}{since}", sort.is_some())
}

#[test]
fn a_query_struct_is_a_parameter_for_each_member() {
    let document = document(routes![search]);
    let search = operation(&document, "get /search");
    let author = parameter(search, "author");
    assert_eq!(
        *author,
        serde_json::json!({ "name": "author", "in": "query", "description": "Whose.", "schema": { "type": "string" } })
    );
    assert_eq!(parameter(search, "since")["required"], true);
    assert_eq!(parameter(search, "page")["schema"]["maximum"], 50);
    assert_eq!(parameter(search, "sort")["schema"], serde_json::json!({ "$ref": "#/components/schemas/Sort" }));
    assert_eq!(parameter(search, "tag")["schema"]["items"], serde_json::json!({ "type": "string" }));
    assert_eq!(statuses(search), ["200", "405", "416", "422"]);
}

#[middleware]
async fn paged(
    #[query] page: Option<String>,
    #[header(name = "X-Lang")] lang: Option<String>,
    request: Request,
    next: Next,
) -> Response {
    let _ = (page, lang);
    next.run(request).await
}

#[get("/paged")]
async fn twice(#[query(range(min = 1, max = 9))] page: u32, #[header] x_lang: &str) -> String {
    format!("{page}{x_lang}")
}

#[test]
fn two_readers_of_one_value_are_one_parameter() {
    let document = document(routes![
        #[layer(paged)]
        twice
    ]);
    let twice = operation(&document, "get /paged");
    assert_eq!(twice["parameters"].as_array().map(Vec::len), Some(2));
    let page = parameter(twice, "page");
    assert_eq!(page["required"], true);
    assert_eq!(page["schema"]["allOf"][1]["maximum"], 9);
    assert_eq!(parameter(twice, "X-Lang")["required"], true);
}

#[get("/lists/{*rest}")]
async fn lists(
    rest: Vec<String>,
    #[query(length(min = 1))] some: Vec<u8>,
    #[query(length(min = 1))] perhaps: Option<Vec<u8>>,
    #[query(regex(pattern = "^a"), regex(pattern = "z$"), contains(pattern = "m"))] word: String,
    #[query(ip)] address: String,
    #[query(default = f64::NAN)] number: f64,
) -> String {
    format!("{rest:?}{some:?}{perhaps:?}{word}{address}{number}")
}

#[test]
fn rules_are_told_as_they_hold() {
    let document = document(routes![lists]);
    let lists = operation(&document, "get /lists/{rest}");
    // A document knows no list that is parted by slashes.
    assert_eq!(parameter(lists, "rest")["schema"], serde_json::json!({ "type": "string" }));
    assert_eq!(parameter(lists, "some")["required"], true);
    assert_eq!(parameter(lists, "perhaps").get("required"), None);
    assert_eq!(
        parameter(lists, "word")["schema"],
        serde_json::json!({ "type": "string", "pattern": "^a", "allOf": [{ "pattern": "z$" }, { "pattern": "m" }] })
    );
    assert_eq!(parameter(lists, "address")["schema"]["format"], "ip");
    assert_eq!(parameter(lists, "number")["schema"].get("default"), None);
}

#[model]
#[derive(Debug, Default)]
#[serde(rename_all = "snake_case")]
enum Direction {
    Up,
    #[default]
    Down,
}

#[model(input)]
#[derive(Debug, Default)]
#[allow(dead_code, reason = "only shown")]
struct Inner {
    depth: u8,
}

#[model(input)]
#[derive(Debug)]
struct Outer {
    name: String,
    #[serde(default)]
    inner: Inner,
    perhaps: Option<Inner>,
    #[serde(default)]
    counts: std::collections::BTreeMap<String, u8>,
}

#[get("/defaults")]
async fn defaults(
    #[query(default)] order: Direction,
    #[query(default)] limit: u8,
    #[query(default)] word: String,
    #[query] outer: Outer,
) -> String {
    let Outer { name, inner, perhaps, counts } = outer;
    format!("{order:?}{limit}{word}{name}{inner:?}{perhaps:?}{counts:?}")
}

#[cepa::test]
async fn bare_defaults_are_told_and_objects_are_not() {
    let document = document(routes![defaults]);
    let operation = operation(&document, "get /defaults");
    assert_eq!(parameter(operation, "order")["schema"]["default"], "down");
    assert_eq!(parameter(operation, "limit")["schema"]["default"], 0);
    assert_eq!(parameter(operation, "word")["schema"]["default"], "");
    let names: Vec<_> = operation["parameters"].as_array().into_iter().flatten().map(|one| &one["name"]).collect();
    assert_eq!(names, ["order", "limit", "word", "name"]);
    let answer = Client::new(App::new(routes![defaults])).get("/defaults?name=x").await;
    assert_eq!(answer.text(), "Down0xInner { depth: 0 }None{}");
}

#[get("/files/{*path}")]
async fn file(path: &str) -> String {
    path.to_owned()
}

#[get("/v/{a?}/{b?}")]
async fn versions(a: Option<&str>, b: Option<u8>) -> String {
    format!("{a:?}{b:?}")
}

#[get("/unread/{*}/x")]
async fn unread() -> &'static str {
    ""
}

#[test]
fn every_pattern_is_a_path() {
    let document = document(routes![file, versions, unread]);
    let paths: Vec<_> = document["paths"].as_object().expect("paths").keys().collect();
    assert_eq!(paths, ["/files/{path}", "/unread/{rest}/x", "/v", "/v/{a}", "/v/{a}/{b}"]);
    assert_eq!(operation(&document, "get /v").get("parameters"), None);
    assert_eq!(parameter(operation(&document, "get /v/{a}/{b}"), "b")["required"], true);
    assert_eq!(parameter(operation(&document, "get /unread/{rest}/x"), "rest")["in"], "path");
}

#[put("/users/{user_id}")]
async fn put_user(user_id: u32) -> String {
    user_id.to_string()
}

#[get("/users/{id}")]
async fn get_user(id: u32) -> String {
    id.to_string()
}

/// Names of parameters make no difference to the router, so a document must not tell two paths apart by them.
#[test]
fn one_path_has_one_set_of_names() {
    let document = document(routes![get_user, put_user]);
    assert_eq!(document["paths"].as_object().map(|paths| paths.len()), Some(1));
    assert_eq!(parameter(operation(&document, "put /users/{id}"), "id")["in"], "path");
}
