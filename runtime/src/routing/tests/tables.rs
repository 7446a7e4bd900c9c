//! Joining, the check during the build, the same check at run time, and links.

use super::*;
use cepa_listing::Digest;

use crate::endpoint::{Node, Pattern, RouteMeta};

/// A row as `#[route]` writes it, as far as checks read it.
macro_rules! row {
    ($name:literal, $line:literal) => {
        row!($name, "src/users.rs", $line)
    };
    ($name:literal, $file:literal, $line:literal) => {
        concat!("route\u{1f}", $name, "\u{1f}app\u{1f}", $file, "\u{1f}", $line, "\u{1f}")
    };
}

const fn route(row: &'static str, patterns: &'static [Pattern], lent: &'static [&'static str]) -> RouteMeta {
    RouteMeta { row, patterns, lent, ..RouteMeta::UNKNOWN }
}

#[test]
fn prefixes_and_paths_join() {
    for (prefix, path, expected) in [
        ("", "", "/"),
        ("", "/", "/"),
        ("/", "/", "/"),
        ("", "/x", "/x"),
        ("/a", "", "/a"),
        ("/a/", "", "/a"),
        ("/admin", "/", "/admin"),
        ("/admin/", "/", "/admin"),
        ("/a", "/b", "/a/b"),
        ("/a/", "/b/", "/a/b/"),
        ("/a//", "/b", "/a/b"),
        ("/a", "*", "/a/*"),
        ("", "{*all}", "/{*all}"),
        ("/{t}", "/{id?}", "/{t}/{id?}"),
    ] {
        assert_eq!(joined(prefix, path), expected, "{prefix:?} + {path:?}");
        for outer in ["", "/o", "/o/"] {
            assert_eq!(
                joined(&joined(outer, prefix), path),
                joined(outer, &joined(prefix, path)),
                "{outer:?} {prefix:?} {path:?}"
            );
        }
    }
    const JOINED: (&str, &str, &str) = join("/a/", "/b");
    assert_eq!(JOINED, ("/a", "", "/b"));
}

const SHOW: RouteMeta =
    route(row!("show", 46), &[Pattern { methods: &["GET"], path: "/{id}", host: None, digest: Digest::UNKNOWN }], &[]);
const BY_NAME: RouteMeta = route(
    row!("by_name", "src/people.rs", 31),
    &[Pattern { methods: &["PUT", "GET"], path: "/users/{name}", host: None, digest: Digest::UNKNOWN }],
    &[],
);
const OVERLAPPING: &[Node] = &[
    Node::Mount { prefix: "/users", digest: Digest::UNKNOWN, host: None, auth: false, nodes: &[Node::Route(&SHOW)] },
    Node::Route(&BY_NAME),
];
const SHOP: RouteMeta = route(
    row!("shop", 3),
    &[Pattern { methods: &["GET"], path: "/{b}", host: None, digest: Digest::UNKNOWN }],
    &["shop"],
);

#[test]
fn an_overlap_names_both_routes() {
    const MESSAGE: Option<Text> = fault::<{ slots(OVERLAPPING) }>(OVERLAPPING);
    assert_eq!(
        MESSAGE.unwrap().as_str(),
        "two routes answer GET /users/{id}: `show` at src/users.rs:46 and `by_name` at src/people.rs:31"
    );
}

/// A table that passes stops no build.
const _: () = check::<{ slots(SOUND) }>(SOUND);
const SOUND: &[Node] = &[
    Node::Mount {
        prefix: "/shops/{shop}",
        digest: Digest::UNKNOWN,
        host: None,
        auth: false,
        nodes: &[Node::Route(&SHOP)],
    },
    Node::Route(&BY_NAME),
];
const _: () = check_arguments(SOUND);

#[test]
fn an_argument_needs_its_parameter() {
    const ALONE: &[Node] =
        &[Node::Mount { prefix: "/a", digest: Digest::UNKNOWN, host: None, auth: false, nodes: &[Node::Route(&SHOP)] }];
    let message = argument_fault(ALONE).unwrap();
    assert_eq!(
        message.as_str(),
        "route `shop` at src/users.rs:3 takes `shop` from the path, but /a/{b} has no `{shop}`"
    );
    assert!(fault::<9>(ALONE).is_none());
    const BY_HOST: &[Node] = &[Node::Mount {
        prefix: "",
        digest: Digest::UNKNOWN,
        host: Some("{shop}.test"),
        auth: false,
        nodes: &[Node::Route(&SHOP)],
    }];
    assert!(argument_fault(BY_HOST).is_none());
}

/// One table of what overlaps, asked of the check during the build and of the builder.
#[test]
fn build_and_run_time_agree_on_overlaps() {
    // Method, host and path of two routes, and whether they overlap.
    let pairs: &[(&str, &str, bool)] = &[
        ("GET /a", "GET /a", true),
        ("GET /a", "POST /a", false),
        ("GET|POST /a", "PUT|POST /a", true),
        ("ANY /a", "ANY /a", true),
        ("ANY /a", "GET /a", false),
        ("GET /a/{x}", "GET /a/{y}", true),
        ("GET /a/{x}", "GET /a/b", false),
        (r"GET /{x:\d+}", r"GET /{y:\d+}", true),
        (r"GET /{x:\d+}", "GET /{y:[0-9]+}", false),
        (r"GET /{x:\d+}", "GET /{x}", false),
        ("GET /{a}.{b}", "GET /{c}.{d}", true),
        ("GET /{a}.{b}", "GET /{a}-{b}", false),
        ("GET /x{a}", "GET /{a}x", false),
        ("GET /a", "GET /a/", false),
        ("GET /a/{b?}", "GET /a", true),
        ("GET /a/{b?}", "GET /a/{c}", true),
        ("GET /a/{b?}/{c?}", "GET /a/{x}/{y}", true),
        ("GET /a/{b?}", "GET /a/b/c", false),
        ("GET /a/{b?}", "GET /a/", false),
        ("GET /{o?}", "GET /", true),
        ("GET /*", "GET /{*rest}", true),
        ("GET *", "GET /{*rest}", true),
        ("GET /{+r}", "GET /{*r}", false),
        ("GET /*/c", "GET /{*m}/c", true),
        ("GET /*/c", "GET /*/d", false),
        ("GET /a%20b", "GET /a b", true),
        ("GET /%41", "GET /A", true),
        ("GET /caf%c3%a9", "GET /café", true),
        ("GET /a%2Fb", "GET /a/b", false),
        ("GET /a%2fb", "GET /a%2Fb", true),
        ("GET /%25", "GET /%2525", false),
        ("GET /%7B%7D", "GET /{x}", false),
        (r"GET /{x:\d{2,4}}", r"GET /{y:\d{2,4}}", true),
        ("GET /A", "GET /a", false),
        ("GET x.test/a", "GET X.Test/a", true),
        ("GET x.test/a", "GET /a", false),
        ("GET x.test/a", "GET y.test/a", false),
        ("GET {a}.test/a", "GET {b}.test/a", true),
        ("GET {a}.test/a", "GET x.test/a", false),
        ("GET x.test:1/a", "GET x.test/a", false),
        ("GET {a}.test:{p}/a", "GET {a}.test:{p?}/a", false),
        ("GET /a//b", "GET /a/b", false),
        ("GET /é", "GET /e", false),
    ];
    for (first, second, overlap) in pairs {
        let mut compared = Vec::new();
        // Paths of which the macros know the digest, and paths that the check reads itself.
        for (of_first, of_second) in [(READ, READ), (READ, DIGESTED), (DIGESTED, READ), (DIGESTED, DIGESTED)] {
            let (a, b) = (leaked(first, of_first), leaked(second, of_second));
            compared.extend([(a, b, first), (b, a, second)]);
        }
        for (a, b, written) in compared {
            let nodes: &'static [Node] = Box::leak(Box::new([Node::Route(a), Node::Route(b)]));
            let message = fault::<64>(nodes);
            assert_eq!(message.is_some(), *overlap, "{first} {second}: {message:?}");
            if let Some(message) = message {
                assert!(message.as_str().contains(written.split_once(' ').unwrap().1), "{message}");
            }
        }
        let mut builder = RouterBuilder::default();
        insert(&mut builder, first).unwrap();
        let result = insert(&mut builder, second);
        assert_eq!(
            matches!(result, Err(InsertError::Overlap { other, .. }) if other.index() == 0),
            *overlap,
            "{first} {second}: {result:?}"
        );
        assert_eq!(result.is_err(), *overlap, "{first} {second}: {result:?}");
    }
}

type DigestOf = fn(&str, &[&str]) -> Digest;
const READ: DigestOf = |_, _| Digest::UNKNOWN;
const DIGESTED: DigestOf = |path, methods| Digest::of_route(path, methods);

fn leaked(route: &str, digest_of: DigestOf) -> &'static RouteMeta {
    let route: &'static str = Box::leak(route.to_owned().into());
    let (methods, target) = route.split_once(' ').unwrap();
    let (host, path) = split_host(target);
    let methods: Vec<&'static str> = if methods == "ANY" { vec![] } else { methods.split('|').collect() };
    let digest = digest_of(path, &methods);
    let pattern = Pattern { methods: Vec::leak(methods), path, host, digest };
    Box::leak(Box::new(super::tables::route(row!("r", 1), Box::leak(Box::new([pattern])), &[])))
}

/// What is wrong with a joined path is told by build and builder alike.
#[test]
fn unsound_patterns_are_refused() {
    use SyntaxFault::*;
    for (path, fault) in [
        ("a", NoLeadingSlash),
        ("{a}", NoLeadingSlash),
        ("/{a", UnbalancedBraces),
        ("/a}", UnbalancedBraces),
        (r"/{a:\d{2}", UnbalancedBraces),
        ("/{a/b}", UnbalancedBraces),
        ("/{}", EmptyName),
        ("/{:x}", EmptyName),
        ("/{1a}", BadName),
        ("/{a b}", BadName),
        ("/{a:}", EmptyRegex),
        ("/{a?:x}", OptionalWithRegex),
        ("/{*a:x}", WildcardWithRegex),
        ("/{*a?}", OptionalNotLast),
        ("/a?b", ReservedCharacter),
        ("/a#b", ReservedCharacter),
        ("/a%", BadEscape),
        ("/%zz", BadEscape),
        ("/a/../b", DotSegment),
        ("/.", DotSegment),
        ("/{a?}/b", OptionalNotLast),
        ("/{a?}/", OptionalNotLast),
        ("/{a?}/{b}", OptionalNotLast),
        ("/x{a?}", OptionalNotLast),
        ("/{a?}x", OptionalNotLast),
        ("/{a}{b}", AdjacentParameters),
        ("/**", TwoWildcards),
        ("/a*b*", TwoWildcards),
        ("/*{a}", WildcardBesideParameter),
        ("/{a}-*", WildcardBesideParameter),
        ("/{a}*x", WildcardBesideParameter),
        ("/{a}/{a}", RepeatedName),
        ("/{a}/{*a}", RepeatedName),
    ] {
        let refused = RouterBuilder::default().insert(&[], path, None, ());
        assert_eq!(
            refused,
            Err(InsertError::Pattern { pattern: path.to_owned(), reason: InvalidPattern::Syntax(fault) }),
            "{path}"
        );
        let meta: &'static RouteMeta = Box::leak(Box::new(route(
            row!("r", 1),
            Box::leak(Box::new([Pattern {
                methods: &[],
                path: Box::leak(path.to_owned().into()),
                host: None,
                digest: Digest::UNKNOWN,
            }])),
            &[],
        )));
        let nodes: &'static [Node] = Box::leak(Box::new([Node::Route(meta)]));
        let message = super::super::fault::<64>(nodes).unwrap_or_else(|| panic!("{path}"));
        assert_eq!(message.as_str(), format!("route `r` at src/users.rs:1 has the path `{path}`: {fault}"));
    }
    for regex in ["/{a:(}", "/{a:a)|(b}", r"/x{a:[}", "/{a:(?:x{9999}){9999}}"] {
        let refused = RouterBuilder::default().insert(&[], regex, None, ());
        assert!(
            matches!(refused, Err(InsertError::Pattern { reason: InvalidPattern::Regex { .. }, .. })),
            "{regex}: {refused:?}"
        );
    }
    for host in ["", "a/b", "a b", "{x?}.test", "x:{p?}.y", "%41", "{a"] {
        assert!(RouterBuilder::default().insert(&[], "/", Some(host), ()).is_err(), "{host}");
    }
    assert!(matches!(RouterBuilder::default().insert(&["G T"], "/", None, ()), Err(InsertError::Method { .. })));
    assert!(RouterBuilder::default().insert(&[], "/{a}", Some("{a}.test"), ()).is_err());
}

#[test]
fn unsound_mounts_are_refused() {
    const X: RouteMeta =
        route(row!("x", 1), &[Pattern { methods: &["GET"], path: "/{a}", host: None, digest: Digest::UNKNOWN }], &[]);
    const BARE: &[Node] =
        &[Node::Mount { prefix: "api", digest: Digest::UNKNOWN, host: None, auth: false, nodes: &[Node::Route(&X)] }];
    assert_eq!(fault::<9>(BARE).unwrap().as_str(), "a table is mounted at `api`: a path starts with `/`");
    const OPEN: &[Node] =
        &[Node::Mount { prefix: "/{a", digest: Digest::UNKNOWN, host: None, auth: false, nodes: &[] }];
    assert!(fault::<9>(OPEN).unwrap().as_str().starts_with("a table is mounted at `/{a`: a brace"));
    const TWICE: &[Node] =
        &[Node::Mount { prefix: "/{a}", digest: Digest::UNKNOWN, host: None, auth: false, nodes: &[Node::Route(&X)] }];
    assert_eq!(
        fault::<9>(TWICE).unwrap().as_str(),
        "route `x` at src/users.rs:1 has the path `/{a}/{a}`: a parameter name stands twice in the joined path"
    );
}

#[test]
fn places_of_a_route() {
    const X: RouteMeta = route(
        row!("x", 9),
        &[
            Pattern { methods: &["GET"], path: "/x", host: None, digest: Digest::UNKNOWN },
            Pattern { methods: &["GET"], path: "/y", host: None, digest: Digest::UNKNOWN },
        ],
        &[],
    );
    const NODES: &[Node] = &[
        Node::Route(&X),
        Node::Mount {
            prefix: "/a/",
            digest: Digest::UNKNOWN,
            host: Some("h.test"),
            auth: false,
            nodes: &[Node::Mount {
                prefix: "/b",
                digest: Digest::UNKNOWN,
                host: None,
                auth: false,
                nodes: &[Node::Route(&X), Node::Route(&SHOW)],
            }],
        },
    ];
    const COUNT: usize = occurrences(NODES, &X);
    assert_eq!(COUNT, 2);
    assert_eq!(occurrences(NODES, &BY_NAME), 0);
    const PLACE: Option<Text> = place_of(NODES, &SHOW);
    assert_eq!(PLACE.unwrap().as_str(), "/a/b/{id}");
    let places: Vec<_> = places_of(NODES, &X).into_iter().map(|place| (place.path, place.host)).collect();
    assert_eq!(places, [("/x".to_owned(), None), ("/a/b/x".to_owned(), Some("h.test"))]);
}

#[test]
fn patterns_are_filled() {
    for (pattern, values, expected) in [
        ("/users/{id}", &[("id", "7")][..], "/users/7"),
        ("/f/{name}", &[("name", "a/b c%é?")], "/f/a%2Fb%20c%25%C3%A9%3F"),
        ("/f/{*p}", &[("p", "a/b c")], "/f/a/b%20c"),
        ("/f/{*p}", &[("p", "")], "/f/"),
        ("/f/*", &[], "/f/"),
        ("*", &[], "/"),
        ("{*p}", &[("p", "a/b")], "/a/b"),
        ("/a/{b?}/{c?}", &[], "/a"),
        ("/a/{b?}/{c?}", &[("b", "1")], "/a/1"),
        ("/a/{b?}/{c?}", &[("c", "2"), ("b", "1")], "/a/1/2"),
        ("/{a?}", &[], "/"),
        ("/{a}.{b}", &[("a", "x.y"), ("b", "z")], "/x.y.z"),
        (r"/{n:\d{2}}", &[("n", "12")], "/12"),
        ("/a b/%2F/é", &[], "/a%20b/%2F/%C3%A9"),
        ("/{x}", &[("x", "a!$&'()*+,;=:@-._~")], "/a!$&'()*+,;=:@-._~"),
        ("/{a}{*r}", &[("a", "1"), ("r", "/2")], "/1/2"),
    ] {
        assert_eq!(fill(pattern, values).as_deref(), Ok(expected), "{pattern} {values:?}");
    }
    let name = |name: &str| name.to_owned();
    for (pattern, values, expected) in [
        ("/{a}", &[][..], UrlError::Missing { name: name("a") }),
        ("/{a}", &[("a", "")], UrlError::Unfit { name: name("a") }),
        ("/{a}", &[("a", "1"), ("b", "1")], UrlError::Unknown { name: name("b") }),
        (r"/{n:\d+}", &[("n", "x")], UrlError::Unfit { name: name("n") }),
        ("/{a}", &[("a", "..")], UrlError::DotSegment),
        ("/{a}/x", &[("a", ".")], UrlError::DotSegment),
        ("/f/{*p}", &[("p", "a/../../b")], UrlError::DotSegment),
        ("/{*p}", &[("p", "/evil.test")], UrlError::LeadingSlashes),
        ("/{+p}", &[("p", "")], UrlError::Unfit { name: name("p") }),
        ("/a/{b?}/{c?}", &[("c", "1")], UrlError::Missing { name: name("b") }),
        ("/{a}.{b}", &[("a", "x"), ("b", "y.z")], UrlError::Ambiguous),
        ("/{a}{*r}", &[("a", "1"), ("r", "2")], UrlError::Ambiguous),
    ] {
        assert_eq!(fill(pattern, values), Err(expected), "{pattern} {values:?}");
    }
}
