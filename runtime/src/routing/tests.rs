//! The router against tables of requests, properties of it, and its limits.

use http::Method;

use super::*;

mod limits;
mod properties;
mod tables;

type Rows<'a> = &'a [(&'a str, &'a str)];

/// A route: methods and path, separated by a blank; `*` for any method.
fn router(policy: TrailingSlash, routes: &[&str]) -> Router<String> {
    let mut builder = RouterBuilder::new(policy);
    for route in routes {
        insert(&mut builder, route).unwrap_or_else(|error| panic!("{route}: {error}"));
    }
    builder.build()
}

fn insert(builder: &mut RouterBuilder<String>, route: &str) -> Result<RouteId, InsertError> {
    let (methods, target) = route.split_once(' ').expect("methods and path");
    let methods: Vec<&str> = if methods == "ANY" { vec![] } else { methods.split('|').collect() };
    let (host, path) = split_host(target);
    builder.insert(&methods, path, host, route.to_owned())
}

/// A host before the path holds a dot or is `localhost`.
fn split_host(target: &str) -> (Option<&str>, &str) {
    match target.find('/') {
        Some(at) if target[..at].contains('.') || target.starts_with("localhost") => {
            (Some(&target[..at]), &target[at..])
        }
        _ => (None, target),
    }
}

/// `METHOD path` or `METHOD host/path` -> the route's text and its captures, or the kind of refusal.
fn answer(router: &Router<String>, request: &str) -> String {
    let (method, target) = request.split_once(' ').expect("method and path");
    let (host, path) = match target.find('/') {
        Some(at) if at > 0 => (Some(&target[..at]), &target[at..]),
        _ => (None, target),
    };
    let method = Method::from_bytes(method.as_bytes()).expect("a method");
    let path = PathText::new(path);
    match router.find(&method, host, &path) {
        Found::Match(found) => {
            let mut text = found.value.clone();
            for (name, _) in found.names.iter() {
                let value = found.get(name, &path, host);
                let value = value.map(|value| decode_value(value).map(|v| v.into_owned()));
                match value {
                    Some(Ok(value)) => text.push_str(&format!(" {name}={value}")),
                    Some(Err(_)) => text.push_str(&format!(" {name}!")),
                    None => text.push_str(&format!(" {name}-")),
                }
            }
            text
        }
        Found::MethodNotAllowed { allow } => format!("405 {}", allow.to_str().expect("ascii")),
        Found::Options { allow } => format!("options {}", allow.to_str().expect("ascii")),
        Found::Redirect { location } => format!("308 {location}"),
        Found::NotFound => "404".to_owned(),
    }
}

fn check_rows(policy: TrailingSlash, routes: &[&str], rows: Rows<'_>) {
    let router = router(policy, routes);
    for (request, expected) in rows {
        assert_eq!(&answer(&router, request), expected, "{request} against {routes:?} ({policy:?})");
    }
}

/// Literals, parameters, wildcards, constraints and optional segments, as the carried-over suites have them.
#[test]
fn paths_match_patterns() {
    let ignore = TrailingSlash::Ignore;
    check_rows(ignore, &["GET /example/{a}"], &[("GET /example/test", "GET /example/{a} a=test")]);
    check_rows(
        ignore,
        &["GET /example/{a}*"],
        &[
            ("GET /example/test/1/2/3", "GET /example/{a}* a=test"),
            ("GET /example/test", "GET /example/{a}* a=test"),
            ("GET /example/", "404"),
        ],
    );
    check_rows(
        ignore,
        &["GET /example/{a}{*rest}"],
        &[
            ("GET /example/test/1/2", "GET /example/{a}{*rest} a=test rest=/1/2"),
            ("GET /example/test", "GET /example/{a}{*rest} a=test rest="),
        ],
    );
    check_rows(ignore, &["GET *"], &[("GET /anything/at/all", "GET *"), ("GET /", "GET *")]);
    check_rows(
        ignore,
        &[r"GET /example/{p:\d+}"],
        &[("GET /example/12", r"GET /example/{p:\d+} p=12"), ("GET /example/fail", "404"), ("GET /example/12x", "404")],
    );
    check_rows(
        ignore,
        &["GET /pets/{pet_id}", "GET /pets"],
        &[("GET /pets/12", "GET /pets/{pet_id} pet_id=12"), ("GET /pets", "GET /pets"), ("GET /pet/12", "404")],
    );
    check_rows(
        ignore,
        &["GET /pets/*", "GET /pets/{pet_id}", "GET *"],
        &[
            ("GET /pets/11a22", "GET /pets/{pet_id} pet_id=11a22"),
            ("GET /pets/a/b", "GET /pets/*"),
            ("GET /else", "GET *"),
        ],
    );
    check_rows(ignore, &[], &[("GET /petxxx", "404"), ("OPTIONS *", "options OPTIONS")]);
    check_rows(
        ignore,
        &["GET /users/{uid}", "GET /documents", "GET /", "GET /foo"],
        &[
            ("GET /users/3", "GET /users/{uid} uid=3"),
            ("GET /users/3/", "GET /users/{uid} uid=3"),
            ("GET /users/3///", "GET /users/{uid} uid=3"),
            ("GET /documents/", "GET /documents"),
            ("GET /", "GET /"),
            ("GET /foo", "GET /foo"),
            ("GET /a", "404"),
            ("GET /a/", "404"),
            ("GET /fo", "404"),
        ],
    );
    check_rows(
        ignore,
        &["GET /{a}/{b}"],
        &[
            ("GET /1/2", "GET /{a}/{b} a=1 b=2"),
            ("GET /1/2/", "GET /{a}/{b} a=1 b=2"),
            ("GET /1", "404"),
            ("GET /1/2/3", "404"),
        ],
    );
    check_rows(
        ignore,
        &["GET /{a?}/{b?}"],
        &[
            ("GET /", "GET /{a?}/{b?} a- b-"),
            ("GET /a", "GET /{a?}/{b?} a=a b-"),
            ("GET /a/b", "GET /{a?}/{b?} a=a b=b"),
            ("GET /a/b/c", "404"),
        ],
    );
    check_rows(
        ignore,
        &["GET /{a}/{b}/{*args}"],
        &[
            ("GET /a", "404"),
            ("GET /a/b", "GET /{a}/{b}/{*args} a=a b=b args="),
            ("GET /a/b/c/d", "GET /{a}/{b}/{*args} a=a b=b args=c/d"),
        ],
    );
    check_rows(
        ignore,
        &["GET /users/{id?}/{attr?}"],
        &[("GET /users/10/jobs/", "GET /users/{id?}/{attr?} id=10 attr=jobs"), ("GET /users/10/11/11", "404")],
    );
    check_rows(ignore, &[r"GET /foos/{n:\d+}/bars"], &[("GET /foos/1/bars", r"GET /foos/{n:\d+}/bars n=1")]);
    check_rows(
        ignore,
        &["GET /{x:([^.]+)endpoint(.*)}/"],
        &[("GET /test-endpoint", "GET /{x:([^.]+)endpoint(.*)}/ x=test-endpoint"), ("GET /test-not-point", "404")],
    );
    check_rows(
        ignore,
        &["GET /{+path}"],
        &[
            ("GET /my", "GET /{+path} path=my"),
            ("GET /my/", "GET /{+path} path=my/"),
            ("GET /my//path/", "GET /{+path} path=my//path/"),
            ("GET //foobar/", "GET /{+path} path=/foobar/"),
            ("GET /my/path%20foobar", "GET /{+path} path=my/path foobar"),
            ("GET /", "404"),
        ],
    );
    check_rows(
        ignore,
        &["GET /with-args/{id}/{+path}"],
        &[
            ("GET /with-args/123456/my/", "GET /with-args/{id}/{+path} id=123456 path=my/"),
            ("GET /with-args/123456", "404"),
            ("GET /with-args/123456/", "404"),
            ("GET /with-args/123456//my/", "GET /with-args/{id}/{+path} id=123456 path=/my/"),
        ],
    );
    check_rows(ignore, &["POST /echo/"], &[("POST /echo", "POST /echo/"), ("POST /echo/", "POST /echo/")]);
}

/// A wildcard may be empty and stand anywhere.
#[test]
fn wildcards_match_any_text() {
    let pet = &["GET /pet/{*rest}"];
    let common: Rows<'_> = &[
        ("GET /pet/", "GET /pet/{*rest} rest="),
        ("GET /pet/a", "GET /pet/{*rest} rest=a"),
        ("GET /pet/a/b/c", "GET /pet/{*rest} rest=a/b/c"),
        ("GET /petx", "404"),
    ];
    check_rows(TrailingSlash::Strict, pet, common);
    check_rows(TrailingSlash::Strict, pet, &[("GET /pet", "404")]);
    check_rows(TrailingSlash::Ignore, pet, common);
    check_rows(TrailingSlash::Ignore, pet, &[("GET /pet", "GET /pet/{*rest} rest=")]);
    check_rows(
        TrailingSlash::Strict,
        &["GET /a/{*m}/c", "GET /{*s}/z", "GET /v*.json", "GET /{*x}/y/{*w}/q"],
        &[
            ("GET /a//c", "GET /a/{*m}/c m="),
            ("GET /a/b/c", "GET /a/{*m}/c m=b"),
            ("GET /a/b/c/c", "GET /a/{*m}/c m=b/c"),
            ("GET /a/c", "404"),
            ("GET /1/2/z", "GET /{*s}/z s=1/2"),
            ("GET /v1.json", "GET /v*.json"),
            ("GET /v1/x.json", "GET /v*.json"),
            ("GET /v.json", "GET /v*.json"),
            ("GET /v.jsonx", "404"),
            ("GET /1/y/2/y/3/q", "GET /{*x}/y/{*w}/q x=1 w=2/y/3"),
        ],
    );
}

/// Literal before constrained before parameter before wildcard, whatever the order of declaration.
#[test]
fn more_specific_goes_first() {
    let routes = [
        "GET /u/{id}",
        r"GET /u/{n:\d+}",
        "GET /u/me",
        "GET /u/{a}.{b}",
        "GET /u/{name}.json",
        "GET /u/{*all}",
        "GET /u/{+all}",
        "GET /{x}/me",
    ];
    let rows: Rows<'_> = &[
        ("GET /u/me", "GET /u/me"),
        ("GET /u/12", r"GET /u/{n:\d+} n=12"),
        ("GET /u/bob", "GET /u/{id} id=bob"),
        ("GET /u/bob.json", "GET /u/{name}.json name=bob"),
        ("GET /u/bob.x.yml", "GET /u/{a}.{b} a=bob.x b=yml"),
        ("GET /u/a/b", "GET /u/{+all} all=a/b"),
        ("GET /u/", "GET /u/{*all} all="),
        ("GET /x/me", "GET /{x}/me x=x"),
    ];
    let mut order = routes;
    let mut random = Random(7);
    for _ in 0..50 {
        random.shuffle(&mut order);
        check_rows(TrailingSlash::Strict, &order, rows);
    }
}

/// A specific pattern without the method gives way to a less specific one that has it.
#[test]
fn methods_are_looked_for_in_all_matching_patterns() {
    check_rows(
        TrailingSlash::Ignore,
        &["GET /a/{x}", "POST /{y}/b", "PUT /a/b", "DELETE /*", "LIST|PURGE /a/c"],
        &[
            ("GET /a/b", "GET /a/{x} x=b"),
            ("HEAD /a/b", "GET /a/{x} x=b"),
            ("POST /a/b", "POST /{y}/b y=a"),
            ("PUT /a/b", "PUT /a/b"),
            ("DELETE /a/b", "DELETE /*"),
            ("PATCH /a/b", "405 DELETE, GET, HEAD, OPTIONS, POST, PUT"),
            ("OPTIONS /a/b", "options DELETE, GET, HEAD, OPTIONS, POST, PUT"),
            ("PATCH /z/z/z", "405 DELETE, OPTIONS"),
            ("LIST /a/c", "LIST|PURGE /a/c"),
            ("PURGE /a/c", "LIST|PURGE /a/c"),
            ("list /a/c", "405 DELETE, GET, HEAD, LIST, OPTIONS, PURGE"),
        ],
    );
    check_rows(
        TrailingSlash::Ignore,
        &["GET /p", "HEAD /p", "POST|PUT /p", "OPTIONS /q", "GET /q", "ANY /r", "GET /r"],
        &[
            ("HEAD /p", "HEAD /p"),
            ("PUT /p", "POST|PUT /p"),
            ("DELETE /p", "405 GET, HEAD, OPTIONS, POST, PUT"),
            ("OPTIONS /q", "OPTIONS /q"),
            ("GET /r", "GET /r"),
            ("HEAD /r", "GET /r"),
            ("BREW /r", "ANY /r"),
            ("OPTIONS /r", "ANY /r"),
            ("OPTIONS *", "options GET, HEAD, OPTIONS, POST, PUT"),
            ("GET *", "404"),
        ],
    );
    check_rows(
        TrailingSlash::Ignore,
        &["POST /only"],
        &[("GET /only", "405 OPTIONS, POST"), ("HEAD /only", "405 OPTIONS, POST")],
    );
}

#[test]
fn slash_policies() {
    let routes = &["GET /x", "GET /y/", "GET /both", "POST /both/", "GET /z/{p}", "GET /w/{*r}"];
    check_rows(
        TrailingSlash::Strict,
        routes,
        &[
            ("GET /x", "GET /x"),
            ("GET /x/", "404"),
            ("GET /y", "404"),
            ("GET /y/", "GET /y/"),
            ("GET /both/", "405 OPTIONS, POST"),
            ("GET /z/1/", "404"),
            ("GET /w", "404"),
        ],
    );
    check_rows(
        TrailingSlash::Ignore,
        routes,
        &[
            ("GET /x", "GET /x"),
            ("GET /x/", "GET /x"),
            ("GET /x//", "GET /x"),
            ("GET /y", "GET /y/"),
            ("GET /y///", "GET /y/"),
            ("GET /both/", "GET /both"),
            ("POST /both", "POST /both/"),
            ("PUT /both", "405 GET, HEAD, OPTIONS, POST"),
            ("GET /z/1/", "GET /z/{p} p=1"),
            ("GET /z/", "404"),
            ("GET /w", "GET /w/{*r} r="),
            ("GET /w/a/", "GET /w/{*r} r=a/"),
        ],
    );
    check_rows(
        TrailingSlash::Redirect,
        routes,
        &[
            ("GET /x", "GET /x"),
            ("GET /x/", "308 /x"),
            ("GET /y", "308 /y/"),
            ("GET /z/%41%20b/", "308 /z/%41%20b"),
            ("GET /both/", "308 /both"),
            ("POST /both/", "POST /both/"),
            ("GET /w", "308 /w/"),
            ("POST /x/", "405 GET, HEAD, OPTIONS"),
        ],
    );
    // A catch-all is less specific than either spelling.
    check_rows(
        TrailingSlash::Ignore,
        &["GET /users", "GET /{*spa}"],
        &[
            ("GET /users/", "GET /users"),
            ("GET /users//", "GET /users"),
            ("GET /other/", "GET /{*spa} spa=other/"),
            ("GET /users/x/", "GET /{*spa} spa=users/x/"),
        ],
    );
}

/// A redirect never leads to another site.
#[test]
fn redirects_stay_on_the_site() {
    check_rows(
        TrailingSlash::Redirect,
        &["GET /{*any}/end", "GET /{a}/{b}"],
        &[
            ("GET //evil.example/end/", "308 /evil.example/end"),
            ("GET /\\evil.example/x/", "308 /evil.example/x"),
            ("GET //\\/evil.example/end/", "308 /evil.example/end"),
            ("GET /a/%0d%0aset-cookie:x/", "308 /a/%0d%0aset-cookie:x"),
        ],
    );
}

#[test]
fn escapes_are_decoded_once_and_per_segment() {
    check_rows(
        TrailingSlash::Ignore,
        &[
            "GET /f/{name}",
            "GET /caf%C3%A9/a b",
            r"GET /c/{x:a/b|\d+%}",
            "GET /r/{*rest}",
            "GET /%7Bx%7D",
            "GET /s%2Ft",
            "GET /m/{a}-{b:[/x]+}",
        ],
        &[
            ("GET /f/a%2Fb", "GET /f/{name} name=a/b"),
            ("GET /f/a%2fb", "GET /f/{name} name=a/b"),
            ("GET /f/a%252Fb", "GET /f/{name} name=a%2Fb"),
            ("GET /f/100%25", "GET /f/{name} name=100%"),
            ("GET /f/a+b", "GET /f/{name} name=a+b"),
            ("GET /f/%zz", "GET /f/{name} name=%zz"),
            ("GET /f/%", "GET /f/{name} name=%"),
            ("GET /f/%4", "GET /f/{name} name=%4"),
            ("GET /f/%00", "GET /f/{name} name=\0"),
            ("GET /f/%ff", "GET /f/{name} name!"),
            ("GET /f/..", "GET /f/{name} name=.."),
            ("GET /f/%2e%2e", "GET /f/{name} name=.."),
            ("GET /%66/x", "GET /f/{name} name=x"),
            ("GET /café/a%20b", "GET /caf%C3%A9/a b"),
            ("GET /caf%c3%a9/a%20b", "GET /caf%C3%A9/a b"),
            ("GET /c/a%2Fb", r"GET /c/{x:a/b|\d+%} x=a/b"),
            ("GET /c/12%25", r"GET /c/{x:a/b|\d+%} x=12%"),
            ("GET /c/%ff", "404"),
            ("GET /r/a%2Fb/c", "GET /r/{*rest} rest=a/b/c"),
            ("GET /%7bx%7D", "GET /%7Bx%7D"),
            ("GET /{x}", "GET /%7Bx%7D"),
            ("GET /s%2ft", "GET /s%2Ft"),
            ("GET /s/t", "404"),
            ("GET /m/%25%2F1-x%2F", "GET /m/{a}-{b:[/x]+} a=%/1 b=x/"),
        ],
    );
}

#[test]
fn mixed_segments() {
    check_rows(
        TrailingSlash::Ignore,
        &[
            "GET /v{n}",
            "GET /m/{a}.{b}",
            r"GET /n/{y:\d{4}}-{m:\d{2}}",
            "GET /o/{a:[a-z]+}{b:[0-9]+}",
            "GET /p/x{a}y{b}z",
            "GET /q/{a:[a-z]+}-{b}",
        ],
        &[
            ("GET /v1", "GET /v{n} n=1"),
            ("GET /v", "404"),
            ("GET /m/a.b", "GET /m/{a}.{b} a=a b=b"),
            ("GET /m/a.", "404"),
            ("GET /m/.b", "404"),
            ("GET /m/..b", "GET /m/{a}.{b} a=. b=b"),
            ("GET /m/a..", "GET /m/{a}.{b} a=a b=."),
            ("GET /m/é.é", "GET /m/{a}.{b} a=é b=é"),
            ("GET /n/2026-11", r"GET /n/{y:\d{4}}-{m:\d{2}} y=2026 m=11"),
            ("GET /n/2026-1", "404"),
            ("GET /o/abc12", "GET /o/{a:[a-z]+}{b:[0-9]+} a=abc b=12"),
            ("GET /p/x1y2z", "GET /p/x{a}y{b}z a=1 b=2"),
            ("GET /p/xyz", "404"),
            ("GET /p/xyyyz", "GET /p/x{a}y{b}z a=y b=y"),
            ("GET /q/x-1-2", "GET /q/{a:[a-z]+}-{b} a=x b=1-2"),
        ],
    );
}

#[test]
fn hosts_route() {
    check_rows(
        TrailingSlash::Ignore,
        &["GET localhost:{port}/", "GET localhost:12345/"],
        &[
            ("GET localhost:4566/", "GET localhost:{port}/ port=4566"),
            ("GET localhost:12345/", "GET localhost:12345/"),
            ("GET localhost/", "404"),
        ],
    );
    let mut builder = RouterBuilder::<String>::default();
    for (host, path) in [
        ("{*host}", "/all"),
        (r"{h:.*\.cloudfront\.localhost\.localstack\.cloud}", "/cf"),
        ("localhost.localstack.cloud:{port?}", "/p"),
        ("{h:.*}:{port?}", "/g"),
        ("{+h}:{port?}", "/{*path}"),
        ("MY.Example.com", "/my_api"),
        ("{tenant}.example.com", "/t/{id}"),
        ("{*sub}.deep.example.com", "/t/{id}"),
    ] {
        builder.insert(&["GET"], path, Some(host), format!("{host}{path}")).unwrap();
    }
    builder.insert(&["GET"], "/foo/my_api", None, "foo".into()).unwrap();
    builder.insert(&["GET", "POST"], "/t/{id}", None, "any".into()).unwrap();
    let router = builder.build();
    for (request, expected) in [
        ("GET 127.0.0.1/all", "{*host}/all host=127.0.0.1"),
        ("GET 127.0.0.1:12345/all", "{*host}/all host=127.0.0.1:12345"),
        (
            "GET ad91.cloudfront.localhost.localstack.cloud:5446/cf",
            r"{h:.*\.cloudfront\.localhost\.localstack\.cloud}/cf h=ad91.cloudfront.localhost.localstack.cloud",
        ),
        (
            "GET ad91.cloudfront.amazon.aws.com:5446/cf",
            "{+h}:{port?}/{*path} path=cf h=ad91.cloudfront.amazon.aws.com port=5446",
        ),
        ("GET localhost.localstack.cloud:4566/p", "localhost.localstack.cloud:{port?}/p port=4566"),
        ("GET localhost.localstack.cloud/p", "localhost.localstack.cloud:{port?}/p port-"),
        ("GET localhost.localstack.cloud:544a6/p", "404"),
        ("GET a.b:80/g", "{h:.*}:{port?}/g h=a.b:80 port-"),
        ("GET x/_cluster/health", "{+h}:{port?}/{*path} path=_cluster/health h=x port-"),
        ("GET anything:/foo/my_api", "foo"),
        ("GET /foo/my_api", "foo"),
        ("GET my.EXAMPLE.com:99/my_api", "MY.Example.com/my_api"),
        ("GET acme.example.com/t/7", "{tenant}.example.com/t/{id} id=7 tenant=acme"),
        ("GET a.b.deep.example.com/t/7", "{*sub}.deep.example.com/t/{id} id=7 sub=a.b"),
        ("POST ACME.example.com/t/7", "any id=7"),
    ] {
        assert_eq!(answer(&router, request), expected, "{request}");
    }
    check_rows(
        TrailingSlash::Ignore,
        &["GET my.test/my_api", "GET /foo/my_api"],
        &[
            ("GET my.test/my_api", "GET my.test/my_api"),
            ("GET other.test/my_api", "404"),
            ("GET other.test/foo/my_api", "GET /foo/my_api"),
            ("GET /my_api", "404"),
        ],
    );
}

/// xorshift, so that tests need no crate and repeat themselves.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}
