//! Whether the applications do what they are built for: one good and one bad request to each kind of route, and the document.

use std::process::Command;

use serde_json::Value;

use crate::Result;
use crate::cargo::{self, Task};
use crate::framework::Framework;
use crate::generate::App;
use crate::server::Server;

/// Large enough for more than one resource.
const ROUTES: usize = 10;

const GOOD: &str =
    r#"{"customer":"ada@example.com","reference":"first","lines":[{"sku":"SKU-1","quantity":2,"price_cents":5}]}"#;
const TAKEN: &str =
    r#"{"customer":"ada@example.com","reference":"taken","lines":[{"sku":"SKU-1","quantity":2,"price_cents":5}]}"#;
/// Breaks a rule, in one of its lines.
const BAD_LINE: &str =
    r#"{"customer":"ada@example.com","reference":"first","lines":[{"sku":"SKU-1","quantity":0,"price_cents":5}]}"#;
const BAD_EMAIL: &str =
    r#"{"customer":"ada","reference":"first","lines":[{"sku":"SKU-1","quantity":2,"price_cents":5}]}"#;
/// What frameworks call a request that is not as it should be.
const REFUSED: &[u16] = &[400, 422];
/// As [`REFUSED`], where the path is at fault.
const NO_NUMBER: &[u16] = &[400, 404];

/// A request, and what has to come of it.
struct Case {
    method: &'static str,
    path: &'static str,
    body: Option<&'static str>,
    statuses: &'static [u16],
    /// What the answer's body holds.
    holds: &'static str,
}

const fn case(method: &'static str, path: &'static str, body: Option<&'static str>, statuses: &'static [u16]) -> Case {
    Case { method, path, body, statuses, holds: "" }
}

const CASES: &[Case] = &[
    Case {
        holds: r#""reference":"redblue","total_cents":4711"#,
        ..case("GET", "/orders-001?sort=oldest&limit=2&tag=red&tag=blue", None, &[200])
    },
    case("GET", "/orders-001?sort=oldest", None, &[200]),
    case("GET", "/orders-001?sort=oldest&limit=0", None, REFUSED),
    case("GET", "/orders-001?sort=best", None, REFUSED),
    case(
        "GET",
        "/orders-001?sort=oldest&tag=1&tag=2&tag=3&tag=4&tag=5&tag=6&tag=7&tag=8&tag=9&tag=10&tag=11",
        None,
        REFUSED,
    ),
    Case { holds: r#""reference":"first","total_cents":10"#, ..case("POST", "/orders-001", Some(GOOD), &[201]) },
    case("POST", "/orders-001", Some(BAD_LINE), REFUSED),
    case("POST", "/orders-001", Some(BAD_EMAIL), REFUSED),
    case("POST", "/orders-001", Some("{"), REFUSED),
    Case { holds: r#""reference":"taken""#, ..case("POST", "/orders-001", Some(TAKEN), &[409]) },
    Case { holds: r#""id":7,"#, ..case("GET", "/orders-001/7", None, &[200]) },
    case("GET", "/orders-001/0", None, &[404]),
    case("GET", "/orders-001/seven", None, NO_NUMBER),
    Case { holds: r#""id":7,"#, ..case("PUT", "/orders-001/7", Some(GOOD), &[200]) },
    case("PUT", "/orders-001/7", Some(BAD_LINE), REFUSED),
    case("PUT", "/orders-001/0", Some(GOOD), &[404]),
    case("DELETE", "/orders-001/7", None, &[204]),
    case("DELETE", "/orders-001/0", None, &[404]),
    case("GET", "/orders-002", None, &[404]),
];

/// Builds the smallest application of each, and asks it.
pub fn verify(frameworks: &[Framework]) -> Result<()> {
    let mut wrong = Vec::new();
    for framework in frameworks {
        let app = App::generate(*framework, ROUTES)?;
        eprintln!("{}: building", app.package());
        cargo::run(&app, Task::Debug)?;
        let found = if framework.serves() { ask(&app)? } else { call(&app)? };
        wrong.extend(found.into_iter().map(|wrong| format!("{}: {wrong}", app.package())));
    }
    if wrong.is_empty() {
        eprintln!("all answer as they should");
        return Ok(());
    }
    Err(wrong.join("\n").into())
}

/// What the application answers otherwise than it should.
fn ask(app: &App) -> Result<Vec<String>> {
    let mut server = Server::start(app, Task::Debug.profile())?;
    let mut wrong = Vec::new();
    for Case { method, path, body, statuses, holds } in CASES {
        let answer = server.ask(method, path, *body)?;
        if !statuses.contains(&answer.status) || !answer.body.contains(holds) {
            wrong.push(format!("{method} {path} {body:?}: {answer:?}, not {statuses:?} {holds}"));
        }
    }
    if app.framework.has_document() {
        let document = serde_json::from_str(&server.ask("GET", "/openapi.json", None)?.body)?;
        wrong.extend(missing_in(&document, app));
    }
    Ok(wrong)
}

/// What the document does not say of the application.
fn missing_in(document: &Value, app: &App) -> Vec<String> {
    let mut missing = Vec::new();
    let mut operations = 0;
    for number in 0..app.resources() {
        let all = format!("/orders-{number:03}");
        let one = format!("{all}/{{id}}");
        for (path, method, statuses) in [
            (&all, "get", &["200"] as &[_]),
            (&all, "post", &["201", "404", "409"]),
            (&one, "get", &["200", "404", "409"]),
            (&one, "put", &["200", "404", "409"]),
            (&one, "delete", &["204", "404", "409"]),
        ] {
            let operation = &document["paths"][path][method];
            operations += usize::from(operation.is_object());
            let says = |field: &str| operation[field].as_str().is_some_and(|text| text.contains("order"));
            if !says("summary") {
                missing.push(format!("no summary of {method} {path}"));
            }
            missing.extend(
                statuses
                    .iter()
                    .filter(|status| !operation["responses"][status].is_object())
                    .map(|status| format!("no {status} of {method} {path}")),
            );
        }
        let parameters = document["paths"][&all]["get"]["parameters"].as_array().map_or(0, Vec::len);
        if parameters != 3 {
            missing.push(format!("{parameters} parameters of get {all}, not 3"));
        }
    }
    if operations != app.routes {
        missing.push(format!("{operations} operations, not {}", app.routes));
    }
    let text = document.to_string();
    let facts =
        [r#""maximum":99"#, r#""maxLength":200"#, r#""maxItems":50"#, "How many at most.", "An order to place."];
    missing.extend(facts.iter().filter(|fact| !text.contains(**fact)).map(|fact| format!("no {fact} in the document")));
    missing
}

/// What the plain types' functions return otherwise than they should.
fn call(app: &App) -> Result<Vec<String>> {
    let mut wrong = Vec::new();
    for (route, id, input, good) in [
        ("list", "7", r#"{"sort":"oldest","limit":2,"tag":["red","blue"]}"#, Some(r#""reference":"redblue""#)),
        ("list", "7", r#"{"sort":"oldest","limit":0}"#, None),
        ("create", "7", GOOD, Some(r#""total_cents":10"#)),
        ("create", "7", BAD_LINE, None),
        ("create", "7", TAKEN, None),
        ("show", "7", "", Some(r#""id":7,"#)),
        ("show", "0", "", None),
        ("replace", "7", GOOD, Some(r#""id":7,"#)),
        ("replace", "7", BAD_EMAIL, None),
        ("remove", "7", "", Some("null")),
        ("remove", "0", "", None),
    ] {
        let output =
            Command::new(app.program(Task::Debug.profile())).args(["orders_001", route, id, input]).output()?;
        let text = String::from_utf8(output.stdout)?;
        let as_it_should = match good {
            Some(part) => output.status.success() && text.contains(part),
            None => !output.status.success() && text.is_empty(),
        };
        if !as_it_should {
            wrong.push(format!("{route} {id} {input}: {} {text}", output.status));
        }
    }
    Ok(wrong)
}
