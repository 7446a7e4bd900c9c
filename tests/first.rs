//! The example that everything begins with: one API, from its state to its errors.

use cepa::prelude::*;
use cepa::serde_json::{Value, json};
use cepa::test::Client;
use cepa_tests::{faults, problem};

#[derive(Clone, State)]
struct AppState {
    db: Db,
    clock: Clock,
}

#[derive(Clone)]
struct Db {
    shop: u32,
}

#[derive(Clone)]
struct Clock(u64);

#[model]
#[derive(Debug, Clone, Copy, PartialEq)]
struct ShopId(u32);

#[model]
struct NewOrder {
    #[validate(email)]
    customer: String,
    #[validate(length(min = 1, max = 50), nested)]
    items: Vec<Item>,
}

#[model]
struct Item {
    sku: String,
    #[validate(range(min = 1, max = 9))]
    qty: u8,
}

#[model(output)]
struct Order {
    id: u32,
    placed_by: String,
    at: u64,
}

#[derive(Clone)]
struct CurrentUser {
    name: String,
}

#[derive(ApiError)]
enum AuthError {
    /// Who are you?
    #[status(401)]
    Unknown,
}

/// Who is calling, from the bearer token.
#[extractor]
async fn current_user(#[header] authorization: &str, #[state] db: &Db) -> Result<CurrentUser, AuthError> {
    let token = authorization.strip_prefix("Bearer ").ok_or(AuthError::Unknown)?;
    Ok(CurrentUser { name: format!("{token} of {}", db.shop) })
}

/// Place an order.
///
/// Stock is reserved at once; an order that cannot be filled is refused whole.
#[post("/shops/{shop}/orders")]
#[json]
async fn place_order(
    shop: ShopId,
    #[query(default = 1, range(min = 1, max = 9))] priority: u8,
    #[query] tag: Vec<String>,
    #[header] idempotency_key: Option<&str>,
    #[body] order: NewOrder,
    #[state] db: &Db,
    user: CurrentUser,
) -> Result<Created<Order>, OrderError> {
    if shop.0 != db.shop {
        return Err(OrderError::NoShop);
    }
    if let Some(item) = order.items.iter().find(|item| item.qty > 5) {
        return Err(OrderError::OutOfStock { sku: item.sku.clone(), left: 5 });
    }
    if order.customer.ends_with("example.org") {
        return Err(std::io::Error::other("the disk is full").into());
    }
    let key = idempotency_key.unwrap_or("no key");
    let placed_by = format!("{} for {} {priority} {tag:?} {key}", user.name, order.customer);
    Ok(Created::at(get_order::url(7), Order { id: 7, placed_by, at: 0 }))
}

#[get("/orders/{id}")]
#[json]
async fn get_order(id: u32, #[state] clock: &Clock) -> Option<Order> {
    (id == 7).then(|| Order { id, placed_by: String::new(), at: clock.0 })
}

#[derive(ApiError)]
enum OrderError {
    /// No such shop.
    #[status(404)]
    NoShop,
    /// Not enough stock.
    #[status(409)]
    OutOfStock { sku: String, left: u32 },
    #[status(500)]
    Database(#[from] std::io::Error),
}

mod admin {
    use cepa::prelude::*;

    /// Who is an admin.
    #[get("/")]
    async fn index(user: super::CurrentUser) -> String {
        format!("admin {}", user.name)
    }

    pub(super) const ROUTES: Routes<super::AppState> = routes![index];
}

const ORDERS: Routes<AppState> = routes![place_order, get_order, "/admin" => admin::ROUTES];

fn client() -> Client<AppState> {
    let state = AppState { db: Db { shop: 3 }, clock: Clock(1_700_000_000) };
    Client::new(App::new(ORDERS).state(state).docs("/docs"))
}

fn order(items: Value) -> Value {
    json!({ "customer": "ada@example.com", "items": items })
}

/// All goes well.
#[cepa::test]
async fn an_order_is_placed() {
    let client = client().with_header("authorization", "Bearer ada");
    let answer = client
        .post("/shops/3/orders?priority=2&tag=a&tag=b")
        .header("idempotency-key", "k")
        .json(&order(json!([{ "sku": "tea", "qty": 1 }])))
        .await;
    answer.assert_status(201);
    let placed_by = "ada of 3 for ada@example.com 2 [\"a\", \"b\"] k";
    assert_eq!(answer.json::<Value>(), json!({ "id": 7, "placed_by": placed_by, "at": 0 }));
    let location = answer.header("location").expect("a location");
    assert_eq!(client.get(location).await.json::<Value>()["at"], 1_700_000_000);
    client.get("/orders/8").await.assert_status(404);
    assert_eq!(client.get("/admin").await.text(), "admin ada of 3");
}

/// The same as a typed call.
#[cepa::test]
async fn an_order_is_placed_by_its_route() {
    let items = vec![Item { sku: "tea".into(), qty: 1 }];
    let new_order = NewOrder { customer: "ada@example.com".into(), items };
    let call =
        place_order::request(ShopId(3), 1, vec![], None::<&str>, new_order).header("authorization", "Bearer ada");
    client().call(call).await.assert_status(201);
}

/// Each error has its status and its words; strangers learn nothing.
#[cepa::test]
async fn what_goes_wrong_is_told() {
    let client = client();
    let stranger = client.post("/shops/x/orders?priority=0").json(&json!({})).await;
    stranger.assert_status(401);
    assert!(stranger.header("www-authenticate").is_some());
    let send = |shop: &str, body: Value| {
        let target = format!("/shops/{shop}/orders");
        client.post(&target).header("authorization", "Bearer ada").json(&body)
    };
    assert_eq!(problem(&send("4", order(json!([{ "sku": "tea", "qty": 1 }]))).await)["detail"], "No such shop.");
    let answer = send("3", order(json!([{ "sku": "tea", "qty": 9 }]))).await;
    let expected = json!({ "type": "about:blank", "title": "Conflict", "status": 409, "detail": "Not enough stock.", "sku": "tea", "left": 5 });
    assert_eq!(problem(&answer), expected);
    let body = json!({ "customer": "ada@example.org", "items": [{ "sku": "tea", "qty": 1 }] });
    let answer = send("3", body).await;
    answer.assert_status(500);
    assert!(!answer.text().contains("disk"), "{answer:?}");
    let answer = send("3", json!({ "customer": "ada", "items": [{ "sku": 1, "qty": 10 }] })).await;
    answer.assert_status(422);
    let mut told = faults(&answer);
    told.sort();
    assert_eq!(told, ["body #/customer email", "body #/items/0/qty range", "body #/items/0/sku type"]);
}

/// The docs page is there, and the document that it shows has every route with its words.
#[cepa::test]
async fn the_routes_are_described() {
    client().get("/docs").await.assert_status(200);
    let document = client().get("/openapi.json").await;
    for text in ["/shops/{shop}/orders", "/admin", "Place an order.", "Stock is reserved at once", "idempotency-key"] {
        assert!(document.text().contains(text), "{text}");
    }
}
