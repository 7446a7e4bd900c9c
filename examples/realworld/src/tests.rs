//! The program from end to end, through its router, on a database of its own.

use cepa::test::{Client, Fuzz, TestResponse};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::db::Db;
use crate::token::Keys;
use crate::{AppState, api};

/// The application with its database, which goes with it.
struct Conduit {
    client: Client<AppState>,
    _folder: TempDir,
}

impl Conduit {
    async fn start() -> Self {
        let folder = TempDir::new().unwrap();
        let db = Db::open(&format!("sqlite://{}/conduit.db", folder.path().display())).await.unwrap();
        let keys = Keys::new(b"a secret for tests, and long enough");
        Self { client: Client::new(api().state(AppState { db, keys })), _folder: folder }
    }

    /// Registers a user and returns the token.
    async fn register(&self, name: &str) -> String {
        let answer = self.send("POST", "/api/users", "", user(name)).await;
        assert_eq!(answer.status(), 201);
        answer.json::<Value>()["user"]["token"].as_str().unwrap().to_owned()
    }

    /// Publishes an article and returns its slug.
    async fn publish(&self, token: &str, title: &str) -> String {
        let article =
            json!({ "title": title, "description": "In short.", "body": "At length.", "tagList": ["b", "a"] });
        let answer = self.send("POST", "/api/articles", token, json!({ "article": article })).await;
        assert_eq!(answer.status(), 201);
        answer.json::<Value>()["article"]["slug"].as_str().unwrap().to_owned()
    }

    /// Sends a request; an empty token is none, `null` is no body.
    async fn send(&self, method: &str, path: &str, token: &str, body: Value) -> TestResponse {
        let mut request = self.client.request(method, path);
        if !token.is_empty() {
            request = request.header("authorization", format!("Token {token}"));
        }
        if !body.is_null() {
            request = request.json(&body);
        }
        request.await
    }

    async fn get(&self, path: &str, token: &str) -> Value {
        let answer = self.send("GET", path, token, Value::Null).await;
        assert_eq!(answer.status(), 200, "{path}");
        answer.json()
    }
}

fn user(name: &str) -> Value {
    json!({ "user": { "username": name, "email": format!("{name}@mail.test"), "password": "password" } })
}

fn errors(answer: &TestResponse) -> Value {
    answer.json::<Value>()["errors"]["body"].clone()
}

#[cepa::test]
async fn a_user_registers_logs_in_and_sees_himself() {
    let conduit = Conduit::start().await;
    let registered = conduit.send("POST", "/api/users", "", user("jake")).await;
    assert_eq!(registered.status(), 201);
    let login = json!({ "user": { "email": "jake@mail.test", "password": "password" } });
    let logged_in = conduit.send("POST", "/api/users/login", "", login).await;
    assert_eq!(logged_in.status(), 200);

    let token = logged_in.json::<Value>()["user"]["token"].as_str().unwrap().to_owned();
    let mut seen = conduit.get("/api/user", &token).await;
    seen["user"]["token"].take();
    let expected = json!({ "username": "jake", "email": "jake@mail.test", "token": null, "bio": null, "image": null });
    assert_eq!(seen["user"], expected);
}

/// An unknown e-mail and a wrong password can't be told apart.
#[cepa::test]
async fn a_failed_login_tells_nothing() {
    let conduit = Conduit::start().await;
    conduit.register("jake").await;
    let mut answers = Vec::new();
    for email in ["jake@mail.test", "nobody@mail.test"] {
        let login = json!({ "user": { "email": email, "password": "a wrong one" } });
        let answer = conduit.send("POST", "/api/users/login", "", login).await;
        assert_eq!(answer.status(), 401);
        answers.push(answer.json::<Value>());
    }
    assert_eq!(answers[0], answers[1]);
}

#[cepa::test]
async fn every_fault_of_a_registration_is_told_at_once() {
    let conduit = Conduit::start().await;
    let faulty = json!({ "user": { "username": "", "email": "no address", "password": "short" } });
    let answer = conduit.send("POST", "/api/users", "", faulty).await;
    assert_eq!(answer.status(), 422);
    let errors = errors(&answer);
    let names: Vec<&str> =
        errors.as_array().unwrap().iter().filter_map(|error| error.as_str()?.split(' ').next()).collect();
    assert_eq!(names, ["username", "email", "password"]);
    assert!(!errors.to_string().contains("short"), "{errors}");
}

#[cepa::test]
async fn a_taken_name_or_email_is_a_422() {
    let conduit = Conduit::start().await;
    conduit.register("jake").await;
    for (field, value) in [("username", "jake"), ("email", "JAKE@mail.test")] {
        let mut taken = user("jane");
        taken["user"][field] = json!(value);
        let answer = conduit.send("POST", "/api/users", "", taken).await;
        assert_eq!(answer.status(), 422);
        assert_eq!(errors(&answer), json!([format!("{field} has already been taken")]));
    }
}

#[cepa::test]
async fn an_update_tells_absent_from_null() {
    let conduit = Conduit::start().await;
    let token = conduit.register("jake").await;
    let change = async |change: Value| {
        let answer = conduit.send("PUT", "/api/user", &token, json!({ "user": change })).await;
        assert_eq!(answer.status(), 200);
        answer.json::<Value>()["user"].clone()
    };
    let both = change(json!({ "bio": "I work at statefarm", "image": "https://image.test/jake.png" })).await;
    assert_eq!(both["bio"], "I work at statefarm");
    let cleared = change(json!({ "image": null })).await;
    assert_eq!((&cleared["bio"], &cleared["image"]), (&json!("I work at statefarm"), &Value::Null));

    let nothing = conduit.send("PUT", "/api/user", &token, json!({ "user": {} })).await;
    assert_eq!(nothing.status(), 422);
}

/// What is required of a stranger comes before everything else, and is an error of the specification's form.
#[cepa::test]
async fn strangers_get_401() {
    let conduit = Conduit::start().await;
    for (method, path) in [
        ("GET", "/api/user"),
        ("PUT", "/api/user"),
        ("POST", "/api/profiles/jake/follow"),
        ("DELETE", "/api/profiles/jake/follow"),
        ("GET", "/api/articles/feed"),
        ("POST", "/api/articles"),
        ("PUT", "/api/articles/some"),
        ("DELETE", "/api/articles/some"),
        ("POST", "/api/articles/some/favorite"),
        ("DELETE", "/api/articles/some/favorite"),
        ("POST", "/api/articles/some/comments"),
        ("DELETE", "/api/articles/some/comments/1"),
    ] {
        for token in ["", "forged"] {
            let answer = conduit.send(method, path, token, Value::Null).await;
            assert_eq!(answer.status(), 401, "{method} {path}");
            assert_eq!(errors(&answer).as_array().unwrap().len(), 1, "{method} {path}");
        }
    }
}

/// Where a user is optional, no token is fine and a bad one is not.
#[cepa::test]
async fn a_bad_token_is_never_ignored() {
    let conduit = Conduit::start().await;
    conduit.get("/api/articles", "").await;
    let answer = conduit.send("GET", "/api/articles", "forged", Value::Null).await;
    assert_eq!(answer.status(), 401);
}

#[cepa::test]
async fn following_fills_the_feed() {
    let conduit = Conduit::start().await;
    let (jake, anah) = (conduit.register("jake").await, conduit.register("anah").await);
    conduit.publish(&anah, "Of ants").await;
    assert_eq!(conduit.get("/api/articles/feed", &jake).await, json!({ "articles": [], "articlesCount": 0 }));

    let followed = conduit.send("POST", "/api/profiles/anah/follow", &jake, Value::Null).await;
    assert_eq!(followed.json::<Value>()["profile"]["following"], true);
    let feed = conduit.get("/api/articles/feed", &jake).await;
    assert_eq!((&feed["articlesCount"], &feed["articles"][0]["slug"]), (&json!(1), &json!("of-ants")));
    assert_eq!(feed["articles"][0]["author"]["following"], true);
    assert!(feed["articles"][0].get("body").is_none());

    let unfollowed = conduit.send("DELETE", "/api/profiles/anah/follow", &jake, Value::Null).await;
    assert_eq!(unfollowed.json::<Value>()["profile"]["following"], false);
    assert_eq!(conduit.get("/api/articles/feed", &jake).await["articlesCount"], 0);
}

#[cepa::test]
async fn an_article_lives_and_ends() {
    let conduit = Conduit::start().await;
    let jake = conduit.register("jake").await;
    let slug = conduit.publish(&jake, "How to train your dragon").await;
    let article = conduit.get(&format!("/api/articles/{slug}"), "").await["article"].clone();
    assert_eq!((&article["body"], &article["tagList"]), (&json!("At length."), &json!(["a", "b"])));

    let change = json!({ "article": { "title": "Dragons" } });
    let changed = conduit.send("PUT", &format!("/api/articles/{slug}"), &jake, change).await;
    assert_eq!(changed.json::<Value>()["article"]["slug"], "dragons");
    assert_eq!(conduit.send("GET", &format!("/api/articles/{slug}"), "", Value::Null).await.status(), 404);

    let favorite = conduit.send("POST", "/api/articles/dragons/favorite", &jake, Value::Null).await;
    assert_eq!(favorite.json::<Value>()["article"]["favoritesCount"], 1);
    assert_eq!(conduit.get("/api/articles?favorited=jake", "").await["articlesCount"], 1);

    let deleted = conduit.send("DELETE", "/api/articles/dragons", &jake, Value::Null).await;
    assert_eq!(deleted.status(), 204);
    assert_eq!(conduit.get("/api/articles", "").await["articlesCount"], 0);
}

#[cepa::test]
async fn nobody_touches_what_is_not_his() {
    let conduit = Conduit::start().await;
    let (jake, anah) = (conduit.register("jake").await, conduit.register("anah").await);
    let slug = conduit.publish(&jake, "Mine").await;
    let comment = json!({ "comment": { "body": "Thank you!" } });
    let comment = conduit.send("POST", &format!("/api/articles/{slug}/comments"), &jake, comment).await;
    assert_eq!(comment.status(), 200);
    let id = comment.json::<Value>()["comment"]["id"].clone();

    let change = json!({ "article": { "body": "Yours." } });
    for (method, path, body) in [
        ("PUT", format!("/api/articles/{slug}"), change),
        ("DELETE", format!("/api/articles/{slug}"), Value::Null),
        ("DELETE", format!("/api/articles/{slug}/comments/{id}"), Value::Null),
    ] {
        assert_eq!(conduit.send(method, &path, &anah, body).await.status(), 403, "{method} {path}");
    }
    let path = format!("/api/articles/{slug}/comments/{id}");
    assert_eq!(conduit.send("DELETE", &path, &jake, Value::Null).await.status(), 204);
    assert_eq!(conduit.send("DELETE", &path, &jake, Value::Null).await.status(), 404);
}

#[cepa::test]
async fn pages_have_bounds() {
    let conduit = Conduit::start().await;
    for (query, status) in [
        ("", 200),
        ("?limit=1&offset=0", 200),
        ("?limit=100&offset=4294967295", 200),
        ("?limit=0", 422),
        ("?limit=101", 422),
        ("?limit=ten", 422),
        ("?offset=-1", 422),
    ] {
        let answer = conduit.send("GET", &format!("/api/articles{query}"), "", Value::Null).await;
        assert_eq!(answer.status(), status, "{query}");
    }
}

#[cepa::test]
async fn what_is_not_there_is_a_404_of_the_same_form() {
    let conduit = Conduit::start().await;
    for path in ["/api/articles/none", "/api/articles/none/comments", "/api/profiles/nobody", "/api/none", "/"] {
        let answer = conduit.send("GET", path, "", Value::Null).await;
        assert_eq!(answer.status(), 404, "{path}");
        assert!(errors(&answer)[0].is_string(), "{path}");
    }
}

/// A change that breaks clients shows here first; `CEPA_BLESS=1 cargo test -p realworld` writes what was meant.
#[test]
fn the_contract_is_what_was_agreed_on() {
    cepa::test::assert_contract(api(), "api.lock.json");
}

/// Made-up requests, right and wrong ones: the API keeps to its document.
#[cepa::test]
async fn the_contract_holds() {
    let conduit = Conduit::start().await;
    let token = conduit.register("jake").await;
    Fuzz::new(conduit.client).header("authorization", &format!("Token {token}")).run().await;
}
