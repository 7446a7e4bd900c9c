//! What holds for any set of routes, tried with random ones from fixed seeds.

use cepa_listing::Digest;

use super::super::form::Form;
use super::super::reader::Reader;
use super::*;

const SEGMENTS: &[&str] =
    &["a", "b", "ab", "{p}", "{q}", r"{n:\d+}", "{w:[ab]+}", "a{p}", "{p}.{q}", "{*r}", "{+s}", "*", "b*", "", "{o?}"];
const PATH_SEGMENTS: &[&str] = &["a", "b", "ab", "1", "12", "a.b", "x", "", "b1", "%2F", "a%41"];
const METHODS: &[&str] = &["GET", "POST", "GET|PUT", "ANY"];

fn random_path(random: &mut Random, segments: &[&str], longest: usize) -> String {
    let count = 1 + random.below(longest);
    (0..count).map(|_| format!("/{}", segments[random.below(segments.len())])).collect()
}

/// Random routes, without those that are no pattern or overlap with an earlier one.
fn random_routes(random: &mut Random, count: usize) -> Vec<String> {
    let mut builder = RouterBuilder::default();
    let mut routes = Vec::new();
    for _ in 0..count {
        let method = METHODS[random.below(METHODS.len())];
        let route = format!("{method} {}", random_path(random, SEGMENTS, 5));
        if insert(&mut builder, &route).is_ok() {
            routes.push(route);
        }
    }
    routes
}

fn requests(random: &mut Random) -> Vec<String> {
    let method = |random: &mut Random| ["GET", "POST", "HEAD", "OPTIONS", "BREW"][random.below(5)];
    (0..60).map(|_| format!("{} {}", method(random), random_path(random, PATH_SEGMENTS, 6))).collect()
}

fn policies() -> [TrailingSlash; 3] {
    [TrailingSlash::Strict, TrailingSlash::Ignore, TrailingSlash::Redirect]
}

/// The index is a shortcut: it never gives another answer than walking the tree does.
#[test]
fn the_index_changes_no_answer() {
    for seed in 1..200 {
        let mut random = Random(seed);
        let count = 1 + random.below(25);
        let routes = random_routes(&mut random, count);
        let routes: Vec<&str> = routes.iter().map(String::as_str).collect();
        for policy in policies() {
            let indexed = router(policy, &routes);
            assert!(indexed.has_index(), "{routes:?}");
            let walked = router(policy, &routes).without_index();
            for request in requests(&mut random) {
                let answers = (answer(&indexed, &request), answer(&walked, &request));
                assert_eq!(answers.0, answers.1, "{request} {policy:?} {routes:?}");
            }
        }
    }
}

/// A request finds a route exactly if one of the routes alone would answer it, and one of those.
#[test]
fn a_route_answers_if_it_would_alone() {
    for seed in 400..520 {
        let mut random = Random(seed);
        let routes = random_routes(&mut random, 12);
        let routes: Vec<&str> = routes.iter().map(String::as_str).collect();
        for policy in policies() {
            let all = router(policy, &routes);
            let alone: Vec<_> = routes.iter().map(|route| router(policy, &[route])).collect();
            for request in requests(&mut random) {
                let together = answer(&all, &request);
                let answers: Vec<_> = alone.iter().map(|router| answer(router, &request)).collect();
                let is_refusal = |text: &str| text == "404" || text.starts_with("405") || text.starts_with("options");
                let expected = if answers.iter().any(|answer| !is_refusal(answer)) {
                    assert!(answers.contains(&together), "{request} {policy:?} {routes:?}: {together} {answers:?}");
                    continue;
                } else {
                    union_of_refusals(&answers)
                };
                assert_eq!(together, expected, "{request} {policy:?} {routes:?}");
            }
        }
    }
}

fn union_of_refusals(answers: &[String]) -> String {
    let Some(kind) = answers.iter().find_map(|answer| answer.split_once(' ')).map(|(kind, _)| kind) else {
        return "404".to_owned();
    };
    let lists = answers.iter().filter_map(|answer| answer.split_once(' '));
    let mut methods: Vec<&str> = lists.flat_map(|(_, list)| list.split(", ")).collect();
    methods.sort_unstable();
    methods.dedup();
    format!("{kind} {}", methods.join(", "))
}

/// Only constrained and mixed segments depend on the order of declaration, so without them nothing does.
#[test]
fn the_order_of_declaration_does_not_matter() {
    for seed in 700..900 {
        let mut random = Random(seed);
        let routes = random_routes(&mut random, 20);
        let mut routes: Vec<&str> = routes.iter().map(String::as_str).collect();
        routes.retain(|route| !route.contains([':', '.']) && !route.contains("a{"));
        let first = router(TrailingSlash::Ignore, &routes);
        let requests = requests(&mut random);
        let expected: Vec<_> = requests.iter().map(|request| answer(&first, request)).collect();
        for _ in 0..5 {
            random.shuffle(&mut routes);
            let shuffled = router(TrailingSlash::Ignore, &routes);
            for (request, expected) in requests.iter().zip(&expected) {
                assert_eq!(&answer(&shuffled, request), expected, "{request} {routes:?}");
            }
        }
    }
}

/// What a link is filled with is what the router reads out of it.
#[test]
fn links_lead_back_to_their_values() {
    const VALUES: &[&str] = &["a", "1", "a/b", "ü b", "%2F", "a.b", "..", "", "x?y#z", "//", "\\", "100%"];
    for seed in 900..1500 {
        let mut random = Random(seed);
        let pattern = random_path(&mut random, SEGMENTS, 4);
        let Ok(url) = UrlPattern::parse(&pattern) else { continue };
        let names: Vec<String> = {
            let mut builder = RouterBuilder::<()>::default();
            let id = builder.insert(&["GET"], &pattern, None, ()).unwrap();
            builder.build().names(id).unwrap().iter().map(|(name, _)| name.to_owned()).collect()
        };
        let values: Vec<_> = names.iter().map(|name| (name.as_str(), VALUES[random.below(VALUES.len())])).collect();
        let Ok(path) = url.fill(&values) else { continue };
        assert!(path.bytes().all(|byte| byte.is_ascii_graphic()), "{path}");
        assert!(path.starts_with('/') && !path.starts_with("//"), "{path}");
        let router = router(TrailingSlash::Strict, &[&format!("GET {pattern}")]);
        let mut expected = format!("GET {pattern}");
        for (name, value) in &values {
            expected.push_str(&format!(" {name}={value}"));
        }
        assert_eq!(answer(&router, &format!("GET {path}")), expected);
    }
}

/// Joining digests comes to the same as reading, wherever it comes to something.
#[test]
fn digests_are_what_reading_comes_to() {
    const PIECES: &[&str] = &[
        "", "/", "a", "b.c", "é", ":x", "a b", "{p}", "{q}", "{type}", "{r-s}", "{é}", "{1}", "{p:x}", "{o?}", "{*w}",
        "{+w}", "{*}", "*", ".", "..", "%20", "?", "#", "{", "}", "{}", "{{p}}", "{p}{q}", "{p}.{q}",
    ];
    let mut known = 0;
    for seed in 2000..22_000 {
        let mut random = Random(seed);
        let depth = random.below(3);
        let path = random_text(&mut random, PIECES);
        let prefixes: Vec<String> = (0..depth).map(|_| random_text(&mut random, PIECES)).collect();
        let mut around = Digest::EMPTY;
        let mut reader = Reader::new(Form::hashed());
        let mut read = Ok(());
        for prefix in &prefixes {
            around = around.joined(&Digest::of_prefix(prefix));
            read = read.and_then(|()| reader.read(prefix));
            if around.is_known() {
                assert_eq!((read, reader.digest()), (Ok(()), around), "{prefixes:?}");
            }
        }
        let hash = around.route_hash(&Digest::of_route(&path, &[""; 0]));
        if hash != 0 {
            known += 1;
            assert_eq!(read.and_then(|()| reader.read(&path)), Ok(()), "{prefixes:?} {path}");
            let read = (reader.shape_count(), reader.shape_hash(0));
            assert_eq!(read, (1, hash), "{prefixes:?} {path}");
        }
    }
    assert!(known > 2000, "{known}");
}

/// Mostly a path.
fn random_text(random: &mut Random, pieces: &[&str]) -> String {
    let count = random.below(4);
    let start = if random.below(20) == 0 { "" } else { "/" };
    let pieces = (0..count).map(|_| pieces[random.below(pieces.len())]);
    let text = pieces.collect::<Vec<_>>().join("/");
    if random.below(10) == 0 { text } else { format!("{start}{text}") }
}
