//! Security: who says who is calling, and what layers add.

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
