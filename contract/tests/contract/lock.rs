//! The lock file: what stands in it, and what is said of one that cannot be read.

use cepa_contract::{Lock, LockError};
use serde_json::{Value, json};

fn document() -> Value {
    json!({
        "openapi": "3.1.0",
        "tags": [{ "name": "users" }],
        "info": { "version": "1.2.3", "title": "Users", "description": "prose", "x-logo": "a.png" },
        "paths": { "/users": { "summary": "prose", "get": {
            "tags": ["users"],
            "summary": "prose",
            "responses": { "200": { "description": "prose", "content": { "application/json": {
                "example": {},
                "schema": { "$ref": "#/components/schemas/User" },
            } } } },
        } } },
        "components": { "schemas": { "User": {
            "title": "User",
            "description": "prose",
            "type": "object",
            "required": ["title", "description"],
            "properties": {
                "title": { "type": "string", "description": "prose" },
                "description": { "type": "string", "enum": ["b", "a"], "default": { "title": 1 } },
            },
        } } },
    })
}

/// Prose goes, and names that look like prose stay; members are in order, lists as they were, but for what is required.
#[test]
fn a_lock_file_holds_the_contract_in_order() {
    assert_eq!(
        Lock::of(&document()).write(),
        r##"{
  "cepa-lock": 1,
  "components": {
    "schemas": {
      "User": {
        "properties": {
          "description": {
            "default": {
              "title": 1
            },
            "enum": [
              "b",
              "a"
            ],
            "type": "string"
          },
          "title": {
            "type": "string"
          }
        },
        "required": [
          "description",
          "title"
        ],
        "type": "object"
      }
    }
  },
  "info": {
    "title": "Users",
    "version": "1.2.3"
  },
  "openapi": "3.1.0",
  "paths": {
    "/users": {
      "get": {
        "responses": {
          "200": {
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/User"
                }
              }
            }
          }
        }
      }
    }
  }
}
"##
    );
}

/// What is written is read back as it was.
#[test]
fn a_lock_file_is_read_back() {
    for document in [document(), json!({}), json!(null), json!([1]), json!({ "cepa-lock": 7, "a": [0.1, 1e300, -3] })] {
        let lock = Lock::of(&document);
        let again = Lock::read(&lock.write()).unwrap();
        assert_eq!(again, lock);
        assert_eq!(again.write(), lock.write());
    }
    assert_eq!(Lock::of(&document()).version(), Some("1.2.3"));
}

/// An editor's mark at the start and a checkout's line ends do no harm.
#[test]
fn windows_reads_it_too() {
    let lock = Lock::of(&document());
    let text = format!("\u{feff}{}", lock.write().replace('\n', "\r\n"));
    assert_eq!(Lock::read(&text).unwrap(), lock);
}

/// What someone wrote into a lock file by hand is no part of the contract.
#[test]
fn prose_in_a_lock_file_is_left_out() {
    let text = r#"{ "cepa-lock": 1, "paths": { "/a": { "description": "prose" } } }"#;
    assert_eq!(Lock::read(text).unwrap(), Lock::of(&json!({ "paths": { "/a": {} } })));
}

/// What cannot be read is said, and what to do.
#[test]
fn a_broken_lock_file_is_explained() {
    let deep = format!("{{\"cepa-lock\":1,\"a\":{}", "[".repeat(100_000));
    for (text, message) in [
        ("", "the lock file is empty"),
        ("\u{feff}\r\n", "the lock file is empty"),
        (
            "{\n<<<<<<< HEAD\n\"a\": 1\n=======\n\"a\": 2\n>>>>>>> other\n}",
            "line 2 of the lock file is a conflict marker of a merge: take either side, then write the lock file anew",
        ),
        ("{\n  \"cepa-lock\": 1,\n}", "the lock file is no JSON from line 3, column 1 on: trailing comma"),
        ("{", "the lock file is no JSON from line 1, column 1 on: EOF while parsing an object"),
        (
            "{ \"openapi\": \"3.1.0\" }",
            "this is no lock file: it has no member \"cepa-lock\"; write the lock file anew",
        ),
        ("[]", "this is no lock file: it has no member \"cepa-lock\"; write the lock file anew"),
        (
            "{ \"cepa-lock\": 2 }",
            "the lock file is of format 2, and this version reads format 1: write it anew, or use the version that wrote it",
        ),
        (
            "{ \"cepa-lock\": \"1\" }",
            "the lock file is of format \"1\", and this version reads format 1: write it anew, or use the version that wrote it",
        ),
        (&deep, "the lock file is no JSON from line 1, column 146 on: recursion limit exceeded"),
    ] {
        assert_eq!(Lock::read(text).unwrap_err().to_string(), message);
    }
    assert_eq!(Lock::read("<<<<<<< a"), Err(LockError::Conflict { line: 1 }));
}

/// What is nested too deeply is cut off, so that what is written can be read.
#[test]
fn depth_is_bounded() {
    let mut deep = json!({});
    for _ in 0..400 {
        deep = json!({ "properties": { "a": deep } });
    }
    let lock = Lock::of(&json!({ "components": { "schemas": { "Deep": deep } } }));
    assert_eq!(Lock::read(&lock.write()).unwrap(), lock);
}
