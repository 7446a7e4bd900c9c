//! Which route a path leads to: literals, parameters, regexes, wildcards, optional segments, slashes.

use std::borrow::Cow;

use cepa::prelude::*;
use cepa::routing::TrailingSlash;
use cepa::test::Client;
use cepa_tests::{assert_gets, outcome, problem};

fn client(routes: Routes) -> Client {
    Client::new(App::new(routes))
}

/// A parameter is one segment, and never an empty one.
#[cepa::test]
async fn a_parameter_is_one_segment() {
    #[get("/pets/{pet}")]
    async fn pet(pet: &str) -> String {
        format!("pet {pet}")
    }
    #[get("/pets")]
    async fn pets() -> &'static str {
        "pets"
    }
    let cases = [
        ("/pets/12", "pet 12"),
        ("/pets/11a22", "pet 11a22"),
        ("/pets", "pets"),
        ("/pets/", "pets"),
        ("/pet/12", "404"),
        ("/pets/12/13", "404"),
        ("/pets//", "pets"),
        ("/", "404"),
    ];
    assert_gets(&client(routes![pet, pets]), &cases).await;
}

/// The type in the signature decides, not the look of the text.
#[cepa::test]
async fn the_type_comes_from_the_signature() {
    #[get("/text/{value}")]
    async fn text(value: String) -> String {
        format!("{value:?}")
    }
    #[get("/number/{value}")]
    async fn number(value: i64) -> String {
        format!("{value:?}")
    }
    let cases = [
        ("/text/22", "\"22\""),
        ("/number/22", "22"),
        ("/number/-1", "-1"),
        ("/number/007", "7"),
        ("/number/1.2", "404"),
        ("/number/abc", "404"),
    ];
    assert_gets(&client(routes![text, number]), &cases).await;
}

/// A table without routes answers 404, as a problem.
#[cepa::test]
async fn an_empty_application_knows_nothing() {
    let answer = client(routes![]).get("/petxxx").await;
    answer.assert_status(404);
    assert_eq!(problem(&answer)["title"], "Not Found");
}

/// A regex is about the whole segment; what it does not match is tried elsewhere.
#[cepa::test]
async fn a_regex_constrains_a_parameter() {
    #[get(r"/example/{p:\d+}")]
    async fn digits(p: u32) -> String {
        format!("digits {p}")
    }
    #[get(r"/foos/{id:\d+}/bars")]
    async fn bars(id: u32) -> String {
        format!("bars of {id}")
    }
    #[get(r"/posts/{year:\d{4}}")]
    async fn year(year: u16) -> String {
        format!("year {year}")
    }
    #[get("/posts/{slug}")]
    async fn slug(slug: &str) -> String {
        format!("slug {slug}")
    }
    #[get("/words/{word:(?:[^.]+)endpoint(?:.*)}/")]
    async fn word(word: &str) -> String {
        word.to_owned()
    }
    let cases = [
        ("/example/12", "digits 12"),
        ("/example/fail", "404"),
        ("/example/12x", "404"),
        ("/example/x12", "404"),
        ("/foos/1/bars", "bars of 1"),
        ("/foos/x/bars", "404"),
        ("/foos/1/barsXYZ", "404"),
        ("/posts/2026", "year 2026"),
        ("/posts/20261", "slug 20261"),
        ("/posts/tea", "slug tea"),
        ("/words/test-endpoint", "test-endpoint"),
        ("/words/test-endpoint/", "test-endpoint"),
        ("/words/test-not-point", "404"),
    ];
    assert_gets(&client(routes![digits, bars, slug, year, word]), &cases).await;
}

/// Matching looks at the whole path: a line break is a letter like any other.
#[cepa::test]
async fn a_line_break_is_no_end() {
    #[get("/pets")]
    async fn pets() -> &'static str {
        "pets"
    }
    #[get(r"/numbers/{n:\d+}")]
    async fn numbers(n: &str) -> String {
        n.to_owned()
    }
    let cases = [("/pets%0Afoo", "404"), ("/numbers/1%0A", "404"), ("/numbers/1%0Ax", "404"), ("/numbers/1", "1")];
    assert_gets(&client(routes![pets, numbers]), &cases).await;
}

/// Several parameters may share a segment with text.
#[cepa::test]
async fn parameters_stand_beside_text() {
    #[get("/files/{name}.{extension}")]
    async fn file(name: &str, extension: &str) -> String {
        format!("{name} . {extension}")
    }
    #[get(r"/v{major:\d+}/status")]
    async fn status(major: u32) -> String {
        format!("version {major}")
    }
    let cases = [
        ("/files/a.txt", "a . txt"),
        ("/files/a.tar.gz", "a.tar . gz"),
        ("/files/a", "404"),
        ("/v2/status", "version 2"),
        ("/vx/status", "404"),
    ];
    assert_gets(&client(routes![file, status]), &cases).await;
}

/// `*` at the end takes the rest, which may be empty where the slash stands.
#[cepa::test]
async fn a_wildcard_takes_the_rest() {
    #[get("/pet/*")]
    async fn any_pet() -> &'static str {
        "any"
    }
    #[get("/example/{a}*")]
    async fn begins(a: &str) -> String {
        format!("begins with {a}")
    }
    #[get("/files/{*path}")]
    async fn files(path: &str) -> String {
        format!("files {path:?}")
    }
    #[get("/some/{+path}")]
    async fn some(path: &str) -> String {
        format!("some {path:?}")
    }
    let cases = [
        ("/pet/a", "any"),
        ("/pet/a/b/c", "any"),
        ("/pet/12jd/fds", "any"),
        ("/pet/", "any"),
        ("/example/test", "begins with test"),
        ("/example/test/1/2/3", "begins with test"),
        ("/files/", "files \"\""),
        ("/files/a", "files \"a\""),
        ("/files/a/b/", "files \"a/b/\""),
        ("/files/a//b/", "files \"a//b/\""),
        ("/some/a/b", "some \"a/b\""),
        ("/some/", "404"),
    ];
    assert_gets(&client(routes![any_pet, begins, files, some]), &cases).await;
}

/// A wildcard may stand in the middle, or be the whole path.
#[cepa::test]
async fn a_wildcard_stands_anywhere() {
    #[get("/a/*/c")]
    async fn middle() -> &'static str {
        "middle"
    }
    #[get("/b/{*any}/z")]
    async fn named(any: &str) -> String {
        format!("{any:?}")
    }
    #[get("/*")]
    async fn everything() -> &'static str {
        "everything"
    }
    let cases = [
        ("/a/b/c", "middle"),
        ("/a/b/b/c", "middle"),
        ("/a/b/d", "everything"),
        ("/b//z", "\"\""),
        ("/b/1/z", "\"1\""),
        ("/b/1/2/z", "\"1/2\""),
        ("/anything/at/all", "everything"),
        ("/", "everything"),
    ];
    assert_gets(&client(routes![everything, middle, named]), &cases).await;
}

/// As a list, a wildcard is its segments.
#[cepa::test]
async fn a_wildcard_is_a_list_of_segments() {
    #[get("/bars/{*rest}")]
    async fn bars(rest: Vec<&str>) -> String {
        format!("Bars, {}", rest.join(", "))
    }
    #[get("/bars/lorem/{*rest}")]
    async fn lorem(rest: Vec<String>) -> String {
        format!("Lorem, {}", rest.join(", "))
    }
    #[get("/numbers/{*rest}")]
    async fn numbers(rest: Vec<u8>) -> String {
        format!("{rest:?}")
    }
    let cases = [
        ("/bars/", "Bars, "),
        ("/bars", "Bars, "),
        ("/bars/a", "Bars, a"),
        ("/bars/lorem/a/b", "Lorem, a, b"),
        ("/numbers/1/2", "[1, 2]"),
        ("/numbers/1/x", "404"),
    ];
    assert_gets(&client(routes![bars, lorem, numbers]), &cases).await;
}

/// Literal before regex before parameter before wildcard, however they are declared.
#[cepa::test]
async fn the_most_specific_route_answers() {
    #[get("/dup/{*rest}")]
    async fn wildcard(rest: &str) -> String {
        format!("wildcard {rest}")
    }
    #[get("/dup/{a}")]
    async fn parameter(a: &str) -> String {
        format!("parameter {a}")
    }
    #[get("/dup/{a:[a-z]+}")]
    async fn regex(a: &str) -> String {
        format!("regex {a}")
    }
    #[get("/dup/lit")]
    async fn literal() -> &'static str {
        "literal"
    }
    let cases = [
        ("/dup/lit", "literal"),
        ("/dup/abc", "regex abc"),
        ("/dup/ABC", "parameter ABC"),
        ("/dup/a/b", "wildcard a/b"),
        ("/dup/", "wildcard "),
    ];
    assert_gets(&client(routes![wildcard, parameter, regex, literal]), &cases).await;
    assert_gets(&client(routes![literal, regex, parameter, wildcard]), &cases).await;
}

/// A branch that leads nowhere is left for the next one.
#[cepa::test]
async fn a_dead_end_is_left_again() {
    #[get("/users/me/keys")]
    async fn my_keys() -> &'static str {
        "my keys"
    }
    #[get("/users/{id}/orders")]
    async fn orders(id: &str) -> String {
        format!("orders of {id}")
    }
    #[get("/{*rest}")]
    async fn rest(rest: &str) -> String {
        format!("rest {rest}")
    }
    let cases =
        [("/users/me/keys", "my keys"), ("/users/me/orders", "orders of me"), ("/users/me/pets", "rest users/me/pets")];
    assert_gets(&client(routes![my_keys, orders, rest]), &cases).await;
}

/// Two parameters take two segments, with or without a slash at the end.
#[cepa::test]
async fn the_number_of_segments_counts() {
    #[get("/{a}/{b}")]
    async fn both(a: &str, b: &str) -> String {
        format!("{a}, {b}")
    }
    let cases = [("/1/2", "1, 2"), ("/1/2/", "1, 2"), ("/1", "404"), ("/1/2/3", "404"), ("/", "404")];
    assert_gets(&client(routes![both]), &cases).await;
}

/// `{name?}` may be absent; the argument says what then.
#[cepa::test]
async fn optional_segments_may_be_absent() {
    #[get("/{a?}/{b?}")]
    async fn maybe(a: Option<&str>, #[path(default = "1")] b: &str) -> String {
        format!("{}, {b}", a.unwrap_or("None"))
    }
    #[get("/users/{id?}/{attribute?}")]
    async fn users(id: Option<u32>, attribute: Option<&str>) -> String {
        format!("{id:?} {attribute:?}")
    }
    let cases = [
        ("/", "None, 1"),
        ("/a", "a, 1"),
        ("/a/b", "a, b"),
        ("/a/b/", "a, b"),
        ("/a/b/c", "404"),
        ("/users", "None None"),
        ("/users/10", "Some(10) None"),
        ("/users/10/jobs/", "Some(10) Some(\"jobs\")"),
        ("/users/10/11/11", "404"),
    ];
    assert_gets(&client(routes![maybe, users]), &cases).await;
}

/// Required segments and a rest.
#[cepa::test]
async fn segments_and_a_rest() {
    #[get("/{a}/{b}/{*rest}")]
    async fn at_least_two(a: &str, b: &str, rest: &str) -> String {
        format!("{a} {b} {rest:?}")
    }
    let cases = [("/a", "404"), ("/a/b", "a b \"\""), ("/a/b/c/d", "a b \"c/d\"")];
    assert_gets(&client(routes![at_least_two]), &cases).await;
}

/// A parameter, then a rest that may not be empty.
#[cepa::test]
async fn a_rest_behind_a_parameter() {
    #[get("/with-args/{some_id}/{+path}")]
    async fn args(some_id: &str, path: &str) -> String {
        format!("{some_id} {path}")
    }
    let cases = [
        ("/with-args/123456/my/", "123456 my/"),
        ("/with-args/123456", "404"),
        ("/with-args/123456/", "404"),
        // Slashes are not merged.
        ("/with-args/123456//my/", "123456 /my/"),
    ];
    assert_gets(&client(routes![args]), &cases).await;
}

/// The root takes every path, slashes as they came; none at the start is lost.
#[cepa::test]
async fn a_rest_keeps_its_slashes() {
    #[get("/{+path}")]
    async fn all(path: &str) -> String {
        path.to_owned()
    }
    let cases = [("/my", "my"), ("/my/", "my/"), ("/my//path/", "my//path/"), ("//foobar/", "/foobar/")];
    assert_gets(&client(routes![all]), &cases).await;
}

/// Letters are compared as they are.
#[cepa::test]
async fn letter_case_counts() {
    #[get("/pets")]
    async fn pets() -> &'static str {
        "pets"
    }
    assert_gets(&client(routes![pets]), &[("/pets", "pets"), ("/PETS", "404"), ("/Pets", "404")]).await;
}

/// A path is decoded once, segment by segment: `%2F` stays inside its segment, and `+` is a plus.
#[cepa::test]
async fn paths_are_decoded_once_per_segment() {
    #[get("/show/{name}")]
    async fn show(name: Cow<'_, str>) -> String {
        format!("{name:?}")
    }
    #[get("/a b/ü")]
    async fn odd() -> &'static str {
        "odd"
    }
    let cases = [
        ("/show/a%2Fb", "\"a/b\""),
        ("/show/a%20b", "\"a b\""),
        ("/show/a+b", "\"a+b\""),
        ("/show/%2520", "\"%20\""),
        ("/show/%C4%800%C3%84", "\"Ā0Ä\""),
        ("/sh%6Fw/x", "\"x\""),
        ("/a%20b/%C3%BC", "odd"),
        // No UTF-8: nobody's name.
        ("/show/%FF", "404"),
        // No escape at all: taken as it is.
        ("/show/100%", "\"100%\""),
    ];
    assert_gets(&client(routes![show, odd]), &cases).await;
}

/// `/x` and `/x/` are one path by default; each exact spelling goes first; the other policies on request.
#[cepa::test]
async fn slashes_at_the_end() {
    #[get("/documents")]
    async fn documents() -> &'static str {
        "documents"
    }
    #[post("/echo/")]
    async fn echo(#[body] text: String) -> String {
        text
    }
    #[get("/users/{id}")]
    async fn user(id: &str) -> String {
        format!("users/uid/{id}")
    }
    #[get("/both")]
    async fn without() -> &'static str {
        "without"
    }
    #[get("/both/")]
    async fn with() -> &'static str {
        "with"
    }
    const ROUTES: Routes = routes![documents, echo, user, without, with];

    let ignore = client(ROUTES);
    let cases = [
        ("/documents", "documents"),
        ("/documents/", "documents"),
        ("/users/3", "users/uid/3"),
        ("/users/3/", "users/uid/3"),
        ("/both", "without"),
        ("/both/", "with"),
        ("/documents//", "documents"),
        ("/users/3///", "users/uid/3"),
    ];
    assert_gets(&ignore, &cases).await;
    assert_eq!(ignore.post("/echo").body("text/plain", "hi").await.text(), "hi");

    let strict = Client::new(App::new(ROUTES).trailing_slash(TrailingSlash::Strict));
    assert_gets(&strict, &[("/documents", "documents"), ("/documents/", "404"), ("/both/", "with")]).await;

    let redirect = Client::new(App::new(ROUTES).trailing_slash(TrailingSlash::Redirect));
    let answer = redirect.get("/documents/?page=2").await;
    answer.assert_status(308);
    assert_eq!(answer.header("location"), Some("/documents?page=2"));
    assert_eq!(outcome(&redirect.get("/both/").await), "with");
}

/// A slash policy of redirects never leads to another host.
#[cepa::test]
async fn a_redirect_stays_on_its_host() {
    #[get("/{a}/{b}")]
    async fn two(a: &str, b: &str) -> String {
        format!("{a} {b}")
    }
    let client = Client::new(App::new(routes![two]).trailing_slash(TrailingSlash::Redirect));
    for target in ["//evil.example/x/", "//evil.example/", "/\\evil.example/x/"] {
        let answer = client.get(target).await;
        let location = answer.header("location").unwrap_or_default();
        assert!(!location.starts_with("//") && !location.starts_with("/\\"), "{target}: {answer:?}");
    }
}

/// A function that is listed nowhere is no route.
#[cepa::test]
async fn only_what_is_listed_answers() {
    #[get("/")]
    async fn index() -> &'static str {
        "Index"
    }
    #[get("/foo")]
    async fn foo() -> &'static str {
        "Foo"
    }
    #[get("/private")]
    #[allow(dead_code, reason = "listed nowhere")]
    async fn private() -> &'static str {
        "Private"
    }
    let cases = [
        ("/", "Index"),
        ("/foo", "Foo"),
        ("/a", "404"),
        ("/a/", "404"),
        ("/private", "404"),
        ("/bars/private", "404"),
        ("/__class__", "404"),
    ];
    assert_gets(&client(routes![index, foo]), &cases).await;
}

/// One function, two paths.
#[cepa::test]
async fn several_routes_on_one_function() {
    #[get("/users")]
    #[get("/alternative-users/{id}")]
    async fn users(id: Option<u32>) -> String {
        format!("users {id:?}")
    }
    assert_gets(&client(routes![users]), &[("/users", "users None"), ("/alternative-users/3", "users Some(3)")]).await;
}

/// More parameters than any framework's favourite number.
#[cepa::test]
#[allow(clippy::too_many_arguments, reason = "that is what is tested")]
async fn many_parameters() {
    #[get("/{a}/{b}/{c}/{d}/{e}/{f}/{g}/{h}/{i}/{j}/{k}/{l}")]
    async fn many(a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8, i: u8, j: u8, k: u8, l: u8) -> String {
        format!("{:?}", [a, b, c, d, e, f, g, h, i, j, k, l])
    }
    assert_gets(&client(routes![many]), &[("/1/2/3/4/5/6/7/8/9/10/11/12", "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]")])
        .await;
}

/// Any text at all as a path gives an answer that is no 5xx.
#[cepa::test]
async fn no_path_breaks_the_router() {
    #[get("/a/{b}/{c:[0-9]*}x")]
    async fn route(b: &str, c: &str) -> String {
        format!("{b} {c}")
    }
    let client = client(routes![route]);
    let long = format!("/a/{}", "b/".repeat(3000));
    for target in ["/a/%", "/a/%zz/1x", "/%2e%2e/a", "/a/..//1x", "/a/%00/x", "/a/;/1x", "//", "/a/%C3/x", &long] {
        let answer = client.get(target).await;
        assert!(!answer.status().is_server_error(), "{target}: {answer:?}");
    }
}
