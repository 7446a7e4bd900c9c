//! The OpenAPI document: what a signature says is what the document says.

use std::collections::HashMap;

use cepa::bytes::Bytes;
use cepa::extract::{Authorization, Basic, Bearer, Extraction, FromParam, FromRequest, ParamError, Rejection, Scheme};
use cepa::http::StatusCode;
use cepa::openapi::{Info, Operation, Parameter};
use cepa::prelude::*;
use cepa::problem::{Place, Problem};
use cepa::response::{Accepted, Redirect, WithStatus};
use cepa::serde_json::{self, Value};
use cepa::test::Client;
use serde::{Deserialize, Serialize};

fn document(routes: Routes) -> Value {
    described(App::new(routes))
}

fn described<S: State, V>(app: App<S, V>) -> Value {
    let document = app.document().expect("a document").value().clone();
    assert_references(&document, &document);
    document
}

/// Every reference leads to something.
#[track_caller]
fn assert_references(value: &Value, document: &Value) {
    match value {
        Value::Object(object) => {
            if let Some(Value::String(reference)) = object.get("$ref") {
                let pointer = reference.strip_prefix('#').unwrap_or_default();
                assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
            }
            object.values().for_each(|value| assert_references(value, document));
        }
        Value::Array(list) => list.iter().for_each(|value| assert_references(value, document)),
        _ => {}
    }
}

/// One operation: `operation(&document, "get /users/{id}")`.
#[track_caller]
fn operation<'d>(document: &'d Value, name: &str) -> &'d Value {
    let (method, path) = name.split_once(' ').expect("a method and a path");
    let operation = &document["paths"][path][method];
    assert!(operation.is_object(), "no {name} in {:#}", document["paths"]);
    operation
}

/// A parameter of an operation.
#[track_caller]
fn parameter<'d>(operation: &'d Value, name: &str) -> &'d Value {
    let parameters = operation["parameters"].as_array().expect("parameters");
    parameters.iter().find(|parameter| parameter["name"] == name).unwrap_or_else(|| panic!("no {name}: {operation:#}"))
}

/// The statuses of an operation, in order.
fn statuses(operation: &Value) -> Vec<&str> {
    operation["responses"].as_object().expect("responses").keys().map(String::as_str).collect()
}

/// The schema of an answer.
fn answer<'d>(operation: &'d Value, status: &str, media_type: &str) -> &'d Value {
    &operation["responses"][status]["content"][media_type]["schema"]
}

#[model]
#[derive(Clone, Copy)]
#[serde(rename_all = "kebab-case")]
enum Sort {
    NewestFirst,
    Oldest,
}

#[model]
struct ShopId(#[validate(length(equal = 8))] String);

/// A colour, read by hand.
struct Colour;

impl FromParam<'_> for Colour {
    fn from_param(_: &str) -> Result<Self, ParamError> {
        Ok(Self)
    }

    fn describe(parameter: &mut Parameter<'_>) {
        parameter.keyword("pattern", "^[0-9a-f]{6}$");
    }
}

struct Opaque;

impl FromParam<'_> for Opaque {
    fn from_param(_: &str) -> Result<Self, ParamError> {
        Ok(Self)
    }
}

mod parameters {
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
        assert_eq!(
            (&parameter(list, "tag")["style"], &parameter(list, "tag")["explode"]),
            (&"form".into(), &true.into())
        );
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
}

mod bodies {
    use super::*;

    #[model]
    struct Order {
        #[validate(length(min = 1))]
        items: Vec<Item>,
        #[serde(default)]
        express: bool,
        #[serde(skip_deserializing)]
        id: u32,
    }

    #[model]
    struct Item {
        #[validate(custom(function = sold, status = 410))]
        sku: String,
    }

    fn sold(_: &str) -> Result<(), &'static str> {
        Ok(())
    }

    /// Read and written alike.
    #[model]
    struct Note {
        text: String,
    }

    #[derive(Serialize, Deserialize)]
    struct Plain {
        a: u8,
    }

    #[post("/orders")]
    #[json]
    async fn order(
        /// What to buy.
        #[body]
        order: Order,
    ) -> Order {
        order
    }

    #[post("/notes")]
    #[json]
    async fn note(#[body] note: Option<Note>) -> Option<Note> {
        note
    }

    #[post("/many")]
    #[json]
    async fn many(#[body] notes: Vec<Note>) -> HashMap<String, Note> {
        notes.into_iter().map(|note| (note.text.clone(), note)).collect()
    }

    #[post("/plain")]
    async fn plain(#[body] plain: Json<Plain>) -> Json<Plain> {
        plain
    }

    #[post("/bytes")]
    async fn bytes(#[body] bytes: Bytes) -> Bytes {
        bytes
    }

    #[post("/text", limit = 10)]
    async fn text(#[body] text: String) -> String {
        text
    }

    const ROUTES: Routes = routes![order, note, many, plain, bytes, text];

    #[test]
    fn bodies_have_their_schemas() {
        let document = document(ROUTES);
        let order = operation(&document, "post /orders");
        assert_eq!(
            order["requestBody"],
            serde_json::json!({
                "description": "What to buy.", "required": true,
                "content": { "application/json": { "schema": { "$ref": "#/components/schemas/OrderInput" } } },
            })
        );
        assert_eq!(
            *answer(order, "200", "application/json"),
            serde_json::json!({ "$ref": "#/components/schemas/Order" })
        );
        // A rule in an item's type names the 410.
        assert_eq!(statuses(order), ["200", "400", "405", "410", "413", "415", "422"]);
        let note = operation(&document, "post /notes");
        assert_eq!(note["requestBody"].get("required"), None);
        let schema = &note["requestBody"]["content"]["application/json"]["schema"];
        assert_eq!(*schema, serde_json::json!({ "$ref": "#/components/schemas/Note" }), "an empty body is no null");
        assert_eq!(
            *answer(note, "200", "application/json"),
            serde_json::json!({ "$ref": "#/components/schemas/Note" })
        );
        assert_eq!(statuses(note), ["200", "400", "404", "405", "413", "415", "422"]);
        let many = operation(&document, "post /many");
        assert_eq!(
            many["requestBody"]["content"]["application/json"]["schema"]["items"]["$ref"],
            "#/components/schemas/Note"
        );
        let map = answer(many, "200", "application/json");
        assert_eq!(map["additionalProperties"]["$ref"], "#/components/schemas/Note");
        let plain = operation(&document, "post /plain");
        assert_eq!(plain["requestBody"]["content"]["application/json"]["schema"], serde_json::json!({}), "any JSON");
        let bytes = operation(&document, "post /bytes");
        assert_eq!(bytes["requestBody"]["content"]["application/octet-stream"], serde_json::json!({ "schema": {} }));
        assert_eq!(statuses(bytes), ["200", "405", "413"]);
        let text = operation(&document, "post /text");
        assert_eq!(text["requestBody"]["content"]["text/plain"]["schema"], serde_json::json!({ "type": "string" }));
        assert_eq!(statuses(text), ["200", "400", "405", "413"]);
    }

    #[test]
    fn what_is_read_differs_from_what_is_written_only_where_it_does() {
        let document = document(ROUTES);
        let schemas = document["components"]["schemas"].as_object().expect("schemas");
        let names: Vec<_> = schemas.keys().map(String::as_str).collect();
        assert_eq!(names, ["Item", "Note", "Order", "OrderInput", "ProblemDetails", "ProblemFault"]);
        assert_eq!(schemas["OrderInput"]["required"], serde_json::json!(["items"]));
        assert_eq!(schemas["OrderInput"]["properties"].get("id"), None);
        assert_eq!(schemas["Order"]["properties"]["id"]["readOnly"], true);
        assert_eq!(schemas["Order"]["required"], serde_json::json!(["items", "express", "id"]));
    }

    #[model]
    #[serde(rename = "Order Item")]
    struct Größe {
        inner: Option<Box<Größe>>,
    }

    #[model]
    struct Problem {
        own: u8,
    }

    #[post("/names")]
    #[json]
    async fn names(#[body] size: Größe) -> Result<Problem, cepa::Error> {
        Ok(Problem { own: u8::from(size.inner.is_some()) })
    }

    #[post("/null")]
    async fn null(#[body] number: Json<Option<u8>>) -> String {
        format!("{:?}", number.0)
    }

    /// Whatever types are called, and `Problem` is the user's.
    #[cepa::test]
    async fn names_of_all_kinds() {
        let document = document(routes![names, null]);
        let schemas = document["components"]["schemas"].as_object().expect("schemas");
        let found: Vec<_> = schemas.keys().map(String::as_str).collect();
        assert_eq!(found, ["Order_Item", "Problem", "ProblemDetails", "ProblemFault"]);
        let schema = &operation(&document, "post /null")["requestBody"]["content"]["application/json"]["schema"];
        assert_eq!(schema["type"], serde_json::json!(["integer", "null"]));
        let client = Client::new(App::new(routes![names, null]));
        assert_eq!(client.post("/null").json(&None::<u8>).await.text(), "None");
    }

    #[model]
    #[serde(tag = "kind", rename_all = "snake_case")]
    enum Payment {
        Card { number: String },
        BankTransfer { iban: String },
    }

    #[post("/pay")]
    #[json]
    async fn pay(#[body] payment: Payment) -> Payment {
        payment
    }

    #[test]
    fn unions_have_a_discriminator() {
        let document = document(routes![pay]);
        let schemas = &document["components"]["schemas"];
        assert_eq!(
            schemas["Payment"]["discriminator"],
            serde_json::json!({
                "propertyName": "kind",
                "mapping": {
                    "card": "#/components/schemas/PaymentCard",
                    "bank_transfer": "#/components/schemas/PaymentBankTransfer",
                },
            })
        );
        assert_eq!(schemas["Payment"]["oneOf"][0], serde_json::json!({ "$ref": "#/components/schemas/PaymentCard" }));
        assert_eq!(schemas["PaymentBankTransfer"]["required"], serde_json::json!(["kind", "iban"]));
    }

    #[model]
    #[schemars(example = serde_json::json!({ "text": "hello" }))]
    struct Exemplary {
        #[schemars(example = &"hello")]
        text: String,
        #[deprecated]
        #[serde(default)]
        old: Option<String>,
    }

    #[post("/examples")]
    #[json]
    #[allow(deprecated)]
    async fn exemplary(#[body] exemplary: Exemplary) -> NoContent {
        let _ = (exemplary.text, exemplary.old);
        NoContent
    }

    #[test]
    fn examples_are_told() {
        let document = document(routes![exemplary]);
        let schema = &document["components"]["schemas"]["Exemplary"];
        assert_eq!(schema["examples"], serde_json::json!([{ "text": "hello" }]));
        assert_eq!(schema["properties"]["text"]["examples"], serde_json::json!(["hello"]));
        assert_eq!(schema["properties"]["old"]["deprecated"], true);
    }
}

mod answers {
    use super::*;

    #[model(output)]
    struct Order {
        id: u32,
    }

    #[derive(Debug, ApiError)]
    enum OrderError {
        /// No such shop.
        #[status(404)]
        NoShop,
        /// Not enough stock.
        #[status(409)]
        OutOfStock { sku: String, left: u32 },
        /// The database failed.
        #[status(500)]
        Database { detail: String },
        #[transparent]
        Auth(AuthError),
    }

    #[derive(Debug, ApiError)]
    enum AuthError {
        /// Who are you?
        #[status(401)]
        Stranger,
    }

    #[post("/orders")]
    #[json]
    async fn create() -> Result<Created<Order>, OrderError> {
        let all = [
            OrderError::NoShop,
            OrderError::OutOfStock { sku: String::new(), left: 0 },
            OrderError::Database { detail: String::new() },
            OrderError::Auth(AuthError::Stranger),
        ];
        if all.len() > 9 { Err(OrderError::NoShop) } else { Ok(Created(Order { id: 1 })) }
    }

    #[get("/maybe")]
    #[json]
    async fn maybe() -> Option<Order> {
        None
    }

    #[put("/accepted", timeout = "1s")]
    #[json]
    async fn accepted() -> Accepted<Order> {
        Accepted(Order { id: 1 })
    }

    #[delete("/gone")]
    async fn gone() -> NoContent {
        NoContent
    }

    #[get("/page")]
    #[html]
    async fn page() -> String {
        String::new()
    }

    #[get("/blob")]
    #[binary]
    async fn blob() -> Vec<u8> {
        Vec::new()
    }

    #[get("/status", status = 203)]
    async fn status() -> &'static str {
        ""
    }

    #[get("/any")]
    async fn any() -> Response {
        ().into_response()
    }

    #[get("/chosen")]
    #[json]
    async fn chosen() -> WithStatus<Order> {
        WithStatus(StatusCode::IM_A_TEAPOT, Order { id: 1 })
    }

    #[get("/elsewhere")]
    async fn elsewhere() -> Redirect {
        Redirect::see_other("/any")
    }

    #[get("/fails")]
    async fn fails() -> cepa::Result<String> {
        Ok(String::new())
    }

    #[get("/hidden")]
    async fn hidden() -> impl IntoResponse {
        "hidden"
    }

    #[get("/json")]
    async fn plain_json() -> Result<Created<Json<Order>>, AuthError> {
        Ok(Created(Json(Order { id: 1 })))
    }

    const ROUTES: Routes =
        routes![create, maybe, accepted, gone, page, blob, status, any, chosen, elsewhere, fails, hidden, plain_json];

    #[test]
    fn return_types_say_what_is_answered() {
        let document = document(ROUTES);
        let order = serde_json::json!({ "$ref": "#/components/schemas/Order" });
        for (name, expected) in [
            ("post /orders", &["201", "401", "404", "405", "409", "500"][..]),
            ("get /maybe", &["200", "404", "405"]),
            ("put /accepted", &["202", "405", "503"]),
            ("delete /gone", &["204", "405"]),
            ("get /status", &["203", "405"]),
            ("get /any", &["405", "default"]),
            ("get /chosen", &["405", "default"]),
            ("get /elsewhere", &["3XX", "405"]),
            ("get /fails", &["200", "405", "500"]),
            ("get /hidden", &["405", "default"]),
            ("get /json", &["201", "401", "405"]),
        ] {
            assert_eq!(statuses(operation(&document, name)), expected, "{name}");
        }
        for (name, status, media_type, expected) in [
            ("post /orders", "201", "application/json", &order),
            ("get /maybe", "200", "application/json", &order),
            ("put /accepted", "202", "application/json", &order),
            ("get /chosen", "default", "application/json", &order),
            ("get /json", "201", "application/json", &order),
            ("get /page", "200", "text/html", &serde_json::json!({ "type": "string" })),
            ("get /blob", "200", "application/octet-stream", &serde_json::json!({})),
            ("get /status", "203", "text/plain", &serde_json::json!({ "type": "string" })),
        ] {
            assert_eq!(answer(operation(&document, name), status, media_type), expected, "{name}");
        }
        assert_eq!(operation(&document, "delete /gone")["responses"]["204"].get("content"), None);
        let headers = &operation(&document, "post /orders")["responses"]["201"]["headers"];
        assert_eq!(headers["Location"]["schema"], serde_json::json!({ "type": "string" }));
    }

    #[test]
    fn errors_are_answers() {
        let document = document(ROUTES);
        let create = operation(&document, "post /orders");
        let responses = &create["responses"];
        assert_eq!(responses["404"]["description"], "No such shop.");
        assert_eq!(
            *answer(create, "404", "application/problem+json"),
            serde_json::json!({ "$ref": "#/components/schemas/ProblemDetails" })
        );
        assert_eq!(
            *answer(create, "409", "application/problem+json"),
            serde_json::json!({
                "$ref": "#/components/schemas/ProblemDetails",
                "properties": {
                    "sku": { "type": "string" },
                    "left": { "type": "integer", "format": "uint32", "minimum": 0, "maximum": u32::MAX },
                },
                "required": ["left", "sku"],
            })
        );
        // What is masked has no members.
        assert_eq!(
            *answer(create, "500", "application/problem+json"),
            serde_json::json!({ "$ref": "#/components/schemas/ProblemDetails" })
        );
        assert_eq!(responses["401"]["description"], "Who are you?");
        assert_eq!(responses["401"]["headers"]["WWW-Authenticate"]["required"], true);
        assert_eq!(responses["405"]["headers"]["Allow"]["required"], true);
    }

    #[derive(Debug, ApiError)]
    #[allow(dead_code)]
    enum Clash {
        /// Not enough.
        #[status(409)]
        Stock { left: u32 },
        /// Called so already.
        #[status(409)]
        Name { left: String, name: String },
        /// Later.
        #[status(429)]
        #[header("Retry-After", "{seconds}")]
        Later {
            #[problem(skip)]
            seconds: u64,
        },
        /// A status of our own.
        #[status(999)]
        Own { left: u32 },
    }

    #[get("/clash")]
    async fn clash() -> Result<String, Clash> {
        Err(Clash::Own { left: 3 })
    }

    #[cepa::test]
    async fn errors_of_one_status() {
        let document = document(routes![clash]);
        let clash = operation(&document, "get /clash");
        let left = &answer(clash, "409", "application/problem+json")["properties"]["left"];
        assert_eq!(left["anyOf"][1], serde_json::json!({ "type": "string" }));
        // Only what each of them has is always there.
        assert_eq!(answer(clash, "409", "application/problem+json")["required"], serde_json::json!(["left"]));
        assert_eq!(clash["responses"]["429"]["headers"]["Retry-After"]["schema"]["type"], "string");
        // Documents have room for statuses up to 599.
        assert_eq!(statuses(clash), ["200", "405", "409", "429", "x-999"]);
        assert!(answer(clash, "x-999", "application/problem+json")["properties"]["left"].is_object());
        let answer = Client::new(App::new(routes![super::answers::clash])).get("/clash").await;
        assert_eq!(answer.json::<Value>()["left"], 3);
    }

    #[model(output)]
    struct Wrong {
        message: String,
    }

    #[test]
    fn a_mapper_changes_the_document() {
        let app = App::new(ROUTES).problems(|problem: &Problem| Json(Wrong { message: problem.message().to_owned() }));
        let document = described(app);
        let create = operation(&document, "post /orders");
        assert_eq!(
            *answer(create, "409", "application/json"),
            serde_json::json!({ "$ref": "#/components/schemas/Wrong" })
        );
        assert_eq!(document["components"]["schemas"].get("ProblemDetails"), None);
        let document = described(App::new(ROUTES).problems(|problem: &Problem| problem.message().to_owned()));
        assert_eq!(
            *answer(operation(&document, "post /orders"), "409", "text/plain"),
            serde_json::json!({ "type": "string" })
        );
        let document = described(App::new(ROUTES).problems(|_: &Problem| ().into_response()));
        assert_eq!(operation(&document, "post /orders")["responses"]["409"].get("content"), None);
    }
}

mod security {
    use super::*;

    #[derive(Clone)]
    struct User;

    #[derive(Debug, ApiError)]
    enum AuthError {
        /// The token is not known.
        #[status(401)]
        Unknown,
        /// Not for you.
        #[status(403)]
        Forbidden,
    }

    #[extractor]
    async fn user(token: Bearer<'_>, #[header] x_device: Option<&str>) -> Result<User, AuthError> {
        if x_device.is_some() {
            return Err(AuthError::Forbidden);
        }
        if token.token().is_empty() { Err(AuthError::Unknown) } else { Ok(User) }
    }

    #[derive(Clone)]
    struct Admin;

    #[extractor]
    async fn admin(user: User) -> Result<Admin, AuthError> {
        let _ = user;
        Ok(Admin)
    }

    #[derive(Clone)]
    struct Session;

    /// By a cookie of its own.
    #[extractor]
    async fn session(#[cookie] sid: &str) -> Result<Session, AuthError> {
        if sid.is_empty() { Err(AuthError::Unknown) } else { Ok(Session) }
    }

    struct Token;

    impl Scheme for Token {
        const NAME: &'static str = "Token";
    }

    struct Key;

    impl<'r, S: State> FromRequest<'r, S> for Key {
        const AUTH: bool = true;

        async fn from_request(_: &mut Extraction<'r, S>) -> Result<Self, Rejection> {
            Ok(Self)
        }

        fn describe(operation: &mut Operation<'_>) {
            operation.api_key(Place::Header, "X-Key");
            operation.problem(401, "The key is not known.");
        }
    }

    #[get("/open")]
    async fn open() {}
    #[get("/user")]
    async fn by_user(user: User) {
        let _ = user;
    }
    #[get("/admin")]
    async fn by_admin(admin: Admin) {
        let _ = admin;
    }
    #[get("/perhaps")]
    async fn perhaps(user: Option<User>) {
        let _ = user;
    }
    #[get("/tried")]
    async fn tried(user: Result<User, Rejection>) {
        let _ = user.is_ok();
    }
    #[get("/basic")]
    async fn basic(basic: Basic) {
        let _ = basic;
    }
    #[get("/token")]
    async fn token(token: Authorization<'_, Token>) {
        let _ = token;
    }
    #[get("/session")]
    async fn by_session(session: Session) {
        let _ = session;
    }
    #[get("/key")]
    async fn by_key(key: Key, user: Option<User>) {
        let _ = (key, user);
    }
    #[get("/raw")]
    async fn raw(#[header] authorization: &str) -> String {
        authorization.to_owned()
    }

    const ROUTES: Routes = routes![open, by_user, by_admin, perhaps, tried, basic, token, by_session, by_key, raw];

    #[test]
    fn extractors_are_security_schemes() {
        let document = document(ROUTES);
        for (name, expected, expected_statuses) in [
            ("get /open", serde_json::json!([]), &["200", "405"][..]),
            ("get /user", serde_json::json!([{ "bearer": [] }]), &["200", "401", "403", "405", "422"]),
            ("get /admin", serde_json::json!([{ "bearer": [] }]), &["200", "401", "403", "405", "422"]),
            ("get /perhaps", serde_json::json!([{ "bearer": [] }, {}]), &["200", "401", "403", "405", "422"]),
            ("get /tried", serde_json::json!([{ "bearer": [] }, {}]), &["200", "405"]),
            ("get /basic", serde_json::json!([{ "basic": [] }]), &["200", "401", "405"]),
            ("get /token", serde_json::json!([{ "token": [] }]), &["200", "401", "405"]),
            ("get /session", serde_json::json!([{ "sid": [] }]), &["200", "401", "403", "405", "422"]),
            (
                "get /key",
                serde_json::json!([{ "X-Key": [], "bearer": [] }, { "X-Key": [] }]),
                &["200", "401", "403", "405", "422"],
            ),
            ("get /raw", serde_json::json!([{ "authorization": [] }]), &["200", "401", "405", "422"]),
        ] {
            let operation = operation(&document, name);
            assert_eq!(operation["security"], expected, "{name}");
            assert_eq!(statuses(operation), expected_statuses, "{name}");
        }
        let schemes = &document["components"]["securitySchemes"];
        assert_eq!(schemes["bearer"], serde_json::json!({ "type": "http", "scheme": "bearer" }));
        assert_eq!(schemes["basic"], serde_json::json!({ "type": "http", "scheme": "basic" }));
        assert_eq!(schemes["sid"], serde_json::json!({ "type": "apiKey", "in": "cookie", "name": "sid" }));
        assert_eq!(schemes["X-Key"], serde_json::json!({ "type": "apiKey", "in": "header", "name": "X-Key" }));
        assert_eq!(schemes["token"]["name"], "Authorization");
        // What an extractor reads beside the credentials is a parameter of the route.
        assert_eq!(parameter(operation(&document, "get /user"), "x-device")["in"], "header");
    }

    #[derive(Clone)]
    struct ByHeader;
    #[derive(Clone)]
    struct ByCookie;
    #[derive(Clone)]
    struct Several;

    #[extractor]
    async fn by_header(#[header(length(min = 5))] sid: &str) -> Result<ByHeader, AuthError> {
        if sid.is_empty() { Err(AuthError::Unknown) } else { Ok(ByHeader) }
    }

    #[extractor]
    async fn by_cookie(#[cookie] sid: &str) -> Result<ByCookie, AuthError> {
        if sid.is_empty() { Err(AuthError::Unknown) } else { Ok(ByCookie) }
    }

    #[extractor]
    async fn several(#[header] x_tenant: Option<&str>, #[header] authorization: &str) -> Result<Several, AuthError> {
        if x_tenant.is_some() || authorization.is_empty() { Err(AuthError::Unknown) } else { Ok(Several) }
    }

    #[get("/both")]
    async fn both(header: ByHeader, cookie: ByCookie) {
        let _ = (header, cookie);
    }

    #[get("/several")]
    async fn by_several(several: Several) {
        let _ = several;
    }

    #[test]
    fn what_says_who_is_calling() {
        let document = document(routes![both, by_several]);
        let schemes = &document["components"]["securitySchemes"];
        assert_eq!((&schemes["sid"]["in"], &schemes["sid2"]["in"]), (&"header".into(), &"cookie".into()));
        assert_eq!(operation(&document, "get /both")["security"], serde_json::json!([{ "sid": [], "sid2": [] }]));
        assert!(statuses(operation(&document, "get /both")).contains(&"422"));
        let several = operation(&document, "get /several");
        assert_eq!(several["security"], serde_json::json!([{ "authorization": [] }]));
        assert_eq!(parameter(several, "x-tenant")["in"], "header");
    }

    #[middleware]
    async fn members_only(user: User, request: Request, next: Next) -> Result<Response, Closed> {
        let _ = user;
        Ok(next.run(request).await)
    }

    #[derive(Debug, ApiError)]
    enum Closed {
        /// It is night.
        #[status(503)]
        #[allow(dead_code)]
        Night,
    }

    #[test]
    fn layers_are_part_of_what_they_are_around() {
        const LAYERED: Routes = routes!["/a" => { #![layer(members_only)] open }, #[layer(members_only)] basic, token];
        let document = document(LAYERED);
        let open = operation(&document, "get /a/open");
        assert_eq!(open["security"], serde_json::json!([{ "bearer": [] }]));
        assert_eq!(statuses(open), ["200", "401", "403", "405", "422", "503"]);
        assert_eq!(open["responses"]["503"]["description"], "It is night.");
        assert_eq!(operation(&document, "get /basic")["security"], serde_json::json!([{ "basic": [], "bearer": [] }]));
        assert_eq!(operation(&document, "get /token")["security"], serde_json::json!([{ "token": [] }]));
        let document = described::<(), ()>(App::new(routes![token]).with(members_only));
        assert_eq!(operation(&document, "get /token")["security"], serde_json::json!([{ "bearer": [], "token": [] }]));
    }
}

mod tables {
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
        assert_eq!(
            document["servers"],
            serde_json::json!([{ "url": "https://shop.test", "description": "production" }])
        );
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
        assert_eq!(
            *answer(inner, "404", "application/json"),
            serde_json::json!({ "$ref": "#/components/schemas/Wrong" })
        );
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
}
