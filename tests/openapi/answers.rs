//! Answers: successes, errors and the form of problems.

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
    assert_eq!(*answer(create, "409", "application/json"), serde_json::json!({ "$ref": "#/components/schemas/Wrong" }));
    assert_eq!(document["components"]["schemas"].get("ProblemDetails"), None);
    let document = described(App::new(ROUTES).problems(|problem: &Problem| problem.message().to_owned()));
    assert_eq!(
        *answer(operation(&document, "post /orders"), "409", "text/plain"),
        serde_json::json!({ "type": "string" })
    );
    let document = described(App::new(ROUTES).problems(|_: &Problem| ().into_response()));
    assert_eq!(operation(&document, "post /orders")["responses"]["409"].get("content"), None);
}

mod own {
    /// No list, whatever its name says.
    #[cepa::model(output)]
    pub(super) struct Vec<T> {
        pub(super) first: Option<T>,
    }
}

#[get("/list")]
#[json]
async fn list() -> Vec<Order> {
    Vec::new()
}

#[get("/maybe-list")]
#[json]
async fn maybe_list() -> Result<Vec<Option<Order>>, AuthError> {
    Ok(Vec::new())
}

#[get("/lists")]
#[json]
async fn lists() -> Result<Created<Vec<Vec<Order>>>, AuthError> {
    Ok(Created(Vec::new()))
}

#[get("/own-list")]
#[json]
async fn own_list() -> own::Vec<Order> {
    own::Vec { first: None }
}

#[get("/maybe-own-list")]
#[json]
async fn maybe_own_list(#[query] none: bool, head: &cepa::http::HeaderMap) -> Result<own::Vec<u8>, AuthError> {
    Ok(own::Vec { first: (!none).then_some(head.len() as u8) })
}

/// Whether what is called a list is one, its type says.
#[test]
fn lists_are_answers() {
    let document = document(routes![list, maybe_list, lists, own_list, maybe_own_list]);
    let order = serde_json::json!({ "$ref": "#/components/schemas/Order" });
    for (name, status, expected) in [
        ("get /list", "200", serde_json::json!({ "type": "array", "items": order })),
        (
            "get /maybe-list",
            "200",
            serde_json::json!({ "type": "array", "items": { "anyOf": [order, { "type": "null" }] } }),
        ),
        ("get /lists", "201", serde_json::json!({ "type": "array", "items": { "type": "array", "items": order } })),
        ("get /own-list", "200", serde_json::json!({ "$ref": "#/components/schemas/Vec" })),
        ("get /maybe-own-list", "200", serde_json::json!({ "$ref": "#/components/schemas/Vec2" })),
    ] {
        assert_eq!(answer(operation(&document, name), status, "application/json"), &expected, "{name}");
    }
}
