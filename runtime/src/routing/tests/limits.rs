//! Hostile paths, many routes, and what a lookup may cost.

use std::time::{Duration, Instant};

use super::*;

/// However long or odd a path is, the answer comes soon, and nothing panics.
#[test]
fn hostile_paths_are_answered_soon() {
    let router = router(
        TrailingSlash::Ignore,
        &[
            "GET /a/{x}/b",
            "GET /{*a}/x/{*b}/x/{*c}/x/{*d}/y",
            "GET /m/{a}-{b}-{c}-{d}",
            r"GET /n/{a:(a|aa)+}-{b:\w+}",
            "GET /{f:(a*)*}",
            "GET /a*b",
        ],
    );
    let started = Instant::now();
    for path in [
        "/".repeat(60_000),
        "/x".repeat(30_000),
        format!("/{}", "a".repeat(60_000)),
        format!("/m/{}", "-".repeat(60_000)),
        format!("/n/{}", "a".repeat(60_000)),
        "%".repeat(60_000),
        format!("/{}", "%zz".repeat(20_000)),
        format!("/{}", "%00".repeat(20_000)),
        format!("/{}", "%f0%9f".repeat(10_000)),
        "/..".repeat(20_000),
        "/%2e%2e%2f".repeat(5_000),
        "/a//b".repeat(9_000),
        String::new(),
        "x".into(),
        "\\\\".into(),
        "/é%".into(),
        "?".into(),
    ] {
        for method in [Method::GET, Method::POST, Method::OPTIONS] {
            let path = PathText::new(&path);
            let _ = router.find(&method, Some("x:y:z]"), &path);
        }
    }
    assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
}

/// Hosts come from clients too.
#[test]
fn hostile_hosts_find_nothing() {
    let mut builder = RouterBuilder::<u8>::default();
    builder.insert(&["GET"], "/", Some("a.test"), 1).unwrap();
    builder.insert(&["GET"], "/", Some("{x}.b.test"), 2).unwrap();
    let router = builder.build();
    for host in [
        "",
        ":",
        ":80",
        "[::1",
        "]:",
        "a.test:x",
        "a.test.",
        ".b.test",
        "a:b.b.test",
        "\n.b.test:",
        "a.b.b.test",
        &"a.".repeat(30_000),
    ] {
        assert!(matches!(router.find(&Method::GET, Some(host), &PathText::new("/")), Found::NotFound), "{host}");
    }
}

/// Constraints in one place are tried in the order of declaration.
#[test]
fn fifty_constraints_in_one_place() {
    let routes: Vec<String> = (0..50).map(|n| format!("GET /c/{{v{n}:[a-z]*{n}[a-z]*}}")).collect();
    let mut routes: Vec<&str> = routes.iter().map(String::as_str).collect();
    routes.push("GET /c/{any}");
    let router = router(TrailingSlash::Ignore, &routes);
    assert_eq!(answer(&router, "GET /c/x37y"), "GET /c/{v37:[a-z]*37[a-z]*} v37=x37y");
    assert_eq!(answer(&router, "GET /c/xy"), "GET /c/{any} any=xy");
    let two = super::router(TrailingSlash::Ignore, &["GET /{a:[0-9]+}", "GET /{b:[0-9a-f]+}"]);
    assert_eq!(answer(&two, "GET /12"), "GET /{a:[0-9]+} a=12");
    let two = super::router(TrailingSlash::Ignore, &["GET /{b:[0-9a-f]+}", "GET /{a:[0-9]+}"]);
    assert_eq!(answer(&two, "GET /12"), "GET /{b:[0-9a-f]+} b=12");
}

/// matchit refuses `/foo{a}` before `/{a}/bar`, and takes the reverse order.
#[test]
fn order_of_insertion_makes_no_false_conflict_matchit_96() {
    for routes in [["GET /foo{a}", "GET /{a}/bar"], ["GET /{a}/bar", "GET /foo{a}"]] {
        check_rows(
            TrailingSlash::Strict,
            &routes,
            &[
                ("GET /foo1", "GET /foo{a} a=1"),
                ("GET /x/bar", "GET /{a}/bar a=x"),
                ("GET /foo/bar", "GET /{a}/bar a=foo"),
            ],
        );
    }
}

/// More captures than fit in place, and more parameters than matchit finds without allocating.
#[test]
fn many_parameters() {
    let pattern: String = (0..MAX_PARAMETERS).map(|n| format!("/{{p{n}}}")).collect();
    let path: String = (0..MAX_PARAMETERS).map(|n| format!("/{n}")).collect();
    let captured: String = (0..MAX_PARAMETERS).map(|n| format!(" p{n}={n}")).collect();
    check_rows(
        TrailingSlash::Ignore,
        &[&format!("GET {pattern}"), "GET /{a}/{b}/{c}/{d}", "GET /{a}/{b}/{c}/end"],
        &[
            (&format!("GET {path}"), &format!("GET {pattern}{captured}")),
            ("GET /1/2/3/4", "GET /{a}/{b}/{c}/{d} a=1 b=2 c=3 d=4"),
            ("GET /1/2/3/end", "GET /{a}/{b}/{c}/end a=1 b=2 c=3"),
        ],
    );
    let one_more = RouterBuilder::default().insert(&[], &format!("{pattern}/{{more}}"), None, ());
    assert!(matches!(
        one_more,
        Err(InsertError::Pattern { reason: InvalidPattern::Syntax(SyntaxFault::TooManyParameters), .. })
    ));
}
