//! Bodies: schemas of what is read and of what is written.

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
    assert_eq!(*answer(order, "200", "application/json"), serde_json::json!({ "$ref": "#/components/schemas/Order" }));
    // A rule in an item's type names the 410.
    assert_eq!(statuses(order), ["200", "400", "405", "410", "413", "415", "422"]);
    let note = operation(&document, "post /notes");
    assert_eq!(note["requestBody"].get("required"), None);
    let schema = &note["requestBody"]["content"]["application/json"]["schema"];
    assert_eq!(*schema, serde_json::json!({ "$ref": "#/components/schemas/Note" }), "an empty body is no null");
    assert_eq!(*answer(note, "200", "application/json"), serde_json::json!({ "$ref": "#/components/schemas/Note" }));
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
