use http::StatusCode;
use http::header::{HeaderValue, WWW_AUTHENTICATE};
use serde_json::{Value, json};

use super::{ApiError, Error, Fault, Faults, Location, Place, Problem};

fn rendered(problem: &Problem) -> Value {
    serde_json::to_value(problem).expect("a problem is JSON")
}

fn faults(list: &[(Place, Option<u16>)]) -> Faults {
    let mut faults = Faults::new();
    for (place, status) in list {
        faults.push(Fault::new(&Location::root(*place).key("a"), "type", "must be text").status(*status));
    }
    faults
}

#[test]
fn the_first_status_of_a_fault_wins() {
    use Place::{Body, Path, Query};
    for (list, expected) in [
        (&[(Body, None)][..], 422),
        (&[(Path, None)], 404),
        (&[(Body, None), (Query, Some(471)), (Body, Some(400))], 471),
        (&[(Path, None), (Body, Some(999))], 999),
        // No status at all: what is left is the default.
        (&[(Body, Some(1000))], 422),
    ] {
        assert_eq!(Problem::from_faults(faults(list)).status().as_u16(), expected, "{list:?}");
    }
}

#[test]
fn a_client_error_is_told_in_full() {
    let problem = Problem::conflict().kind("https://x.example/stock").detail("two are left").extension("left", 2);
    let expected = json!({
        "type": "https://x.example/stock", "title": "Conflict", "status": 409, "detail": "two are left", "left": 2,
    });
    assert_eq!(rendered(&problem), expected);
}

/// Whatever a handler puts into a 5xx, the client reads none of it and the log all.
#[test]
fn a_server_error_is_masked() {
    let source = std::io::Error::other("SECRET source");
    let problem = Problem::internal(source).title("SECRET").detail("SECRET detail").extension("note", "SECRET");
    let text = rendered(&problem).to_string();
    assert!(!text.contains("SECRET"), "{text}");
    assert_eq!(problem.message(), "Internal Server Error");
    assert!(problem.to_string().contains("SECRET detail") && problem.to_string().contains("SECRET source"));
    let text = rendered(&Error::new("SECRET").into_problem()).to_string();
    assert!(!text.contains("SECRET"), "{text}");
}

/// RFC 9457, section 3.1: the standard members mean what they mean. Read as text: a map would hide a second one.
#[test]
fn an_extension_replaces_no_standard_member() {
    let mut problem = Problem::conflict();
    for name in ["type", "title", "status", "detail", "instance", "request_id", "errors", "errors_dropped"] {
        problem = problem.extension(name, "mine");
    }
    let text = serde_json::to_string(&problem).expect("a problem is JSON");
    assert!(!text.contains("mine"), "{text}");
}

#[test]
fn faults_past_the_limit_are_told_by_number() {
    let problem = Problem::from_faults(faults(&[(Place::Body, None); 70]));
    let answer = rendered(&problem);
    assert_eq!((answer["errors"].as_array().map(Vec::len), &answer["errors_dropped"]), (Some(64), &json!(6)));
    let first = json!({"in": "body", "pointer": "#/a", "code": "type", "detail": "must be text"});
    assert_eq!(answer["errors"][0], first);
}

#[test]
fn a_401_says_how_to_authenticate() {
    let given = Problem::unauthorized(HeaderValue::from_static("Basic")).headers();
    assert_eq!(given[WWW_AUTHENTICATE], "Basic");
    assert_eq!(Problem::new(StatusCode::UNAUTHORIZED).headers()[WWW_AUTHENTICATE], "Bearer");
}

#[test]
fn an_error_shows_its_causes() {
    let inner = Problem::internal("the disk is full").detail("no order");
    assert_eq!(
        format!("{:?}", Error::from(inner)),
        "500 Internal Server Error: no order: the disk is full\n  caused by: the disk is full"
    );
}
