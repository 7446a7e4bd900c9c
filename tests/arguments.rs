//! Arguments from path, query, headers and cookies: every type, absent and repeated values, names, defaults, rules.

use std::borrow::Cow;

use cepa::extract::{FromParam, ParamError, from_str};
use cepa::prelude::*;
use cepa::test::Client;
use cepa::{jiff, rust_decimal, uuid};
use cepa_tests::{assert_gets, faults, problem};

fn client(routes: Routes) -> Client {
    Client::new(App::new(routes))
}

/// A route whose one argument is a query value of this type, and what some texts give.
macro_rules! query_cases {
    ($type:ty: $($text:literal => $expected:literal),* $(,)?) => {{
        #[get("/")]
        async fn route(#[query] v: $type) -> String {
            format!("{v:?}")
        }
        assert_gets(&client(routes![route]), &[$((concat!("/?v=", $text), $expected)),*]).await;
    }};
}

/// Whole numbers of every size, at their bounds.
#[cepa::test]
async fn whole_numbers() {
    query_cases!(u8: "0" => "0", "255" => "255", "256" => "422", "-1" => "422", "%2B1" => "422", "" => "422", "1%20" => "422", "0x1" => "422");
    query_cases!(u16: "65535" => "65535", "65536" => "422");
    query_cases!(u32: "4294967295" => "4294967295", "4294967296" => "422");
    query_cases!(u64: "18446744073709551615" => "18446744073709551615", "18446744073709551616" => "422");
    query_cases!(u128: "340282366920938463463374607431768211455" => "340282366920938463463374607431768211455");
    query_cases!(usize: "7" => "7", "1e3" => "422");
    query_cases!(i8: "-128" => "-128", "127" => "127", "128" => "422");
    query_cases!(i16: "-32768" => "-32768");
    query_cases!(i32: "-2147483648" => "-2147483648", "2147483648" => "422");
    query_cases!(i64: "-9223372036854775808" => "-9223372036854775808");
    query_cases!(i128: "-1" => "-1");
    query_cases!(isize: "-7" => "-7");
}

/// Numbers, truth values, letters, text.
#[cepa::test]
async fn other_plain_types() {
    query_cases!(f64: "12.4312" => "12.4312", "-13.12" => "-13.12", "1e3" => "1000.0", "inf" => "422", "NaN" => "422", "x" => "422");
    query_cases!(f32: "0.5" => "0.5", "1e99" => "422");
    query_cases!(bool: "true" => "true", "false" => "false", "TRUE" => "422", "1" => "422", "" => "422");
    query_cases!(char: "a" => "'a'", "%C3%BC" => "'ü'", "ab" => "422", "" => "422");
    query_cases!(String: "a%20b+c" => "\"a b c\"", "" => "\"\"");
    query_cases!(Cow<'_, str>: "x" => "\"x\"");
    query_cases!(&str: "x%3Dy" => "\"x=y\"");
}

/// Types of other crates, by feature.
#[cepa::test]
async fn types_of_other_crates() {
    query_cases!(uuid::Uuid:
        "67e55044-10b1-426f-9247-bb680e5fe0c8" => "67e55044-10b1-426f-9247-bb680e5fe0c8", "67e55044" => "422");
    query_cases!(rust_decimal::Decimal: "1.10" => "1.10", "NotDecimal" => "422");
    query_cases!(jiff::Timestamp: "2026-01-31T12:00:00Z" => "2026-01-31T12:00:00Z", "2026-02-31T12:00:00Z" => "422");
    query_cases!(jiff::civil::Date: "2026-01-31" => "2026-01-31", "2026-02-30" => "422");
    query_cases!(jiff::civil::Time: "12:00:00" => "12:00:00");
    query_cases!(jiff::SignedDuration: "PT1H" => "1h", "soon" => "422");
}

/// Required, optional, with a default, as a list.
#[cepa::test]
async fn absent_blank_and_repeated() {
    #[get("/")]
    async fn route(
        #[query] required: &str,
        #[query] maybe: Option<u8>,
        #[query] text: Option<&str>,
        #[query(default = 3)] count: u8,
        #[query(default)] zero: u8,
        #[query] list: Vec<u8>,
        #[query] maybe_list: Option<Vec<u8>>,
    ) -> String {
        format!("{required} {maybe:?} {text:?} {count} {zero} {list:?} {maybe_list:?}")
    }
    let client = client(routes![route]);
    let cases = [
        ("/?required=r", "r None None 3 0 [] None"),
        ("/?required=&maybe=&text=", " None Some(\"\") 3 0 [] None"),
        ("/?required=r&maybe=1&text=t&count=4&zero=5", "r Some(1) Some(\"t\") 4 5 [] None"),
        ("/?required=r&list=1&list=2&maybe_list=3", "r None None 3 0 [1, 2] Some([3])"),
        // A name without a value, a value with an equals sign, empty pairs, an unknown name.
        ("/?required", " None None 3 0 [] None"),
        ("/?required=b=c&&other=1&", "b=c None None 3 0 [] None"),
        // A blank default is taken too.
        ("/?required=r&count=", "r None None 3 0 [] None"),
        ("/", "422"),
    ];
    assert_gets(&client, &cases).await;

    let answer = client.get("/?maybe=x&count=x&list=1&list=x&list=y&maybe_list=z").await;
    assert_eq!(
        faults(&answer),
        [
            "query #/required required",
            "query #/maybe type",
            "query #/count type",
            "query #/list/1 type",
            "query #/list/2 type",
            "query #/maybe_list/0 type",
        ]
    );
    let answer = client.get("/?required=1&required=2&maybe=1&maybe=2&count=1&count=2").await;
    let repeated = ["query #/required repeated", "query #/maybe repeated", "query #/count repeated"];
    assert_eq!(faults(&answer), repeated);
}

/// Any text as a query gives an answer, and never a 5xx.
#[cepa::test]
async fn no_query_breaks_the_parser() {
    #[get("/")]
    async fn route(#[query] a: Vec<String>) -> String {
        format!("{a:?}")
    }
    let cases = [
        ("/?a[]=1&a[]=2", "[]"),
        ("/?[x=1&a=b", "[\"b\"]"),
        ("/?a=%&a=%z&a=%1", "[\"%\", \"%z\", \"%1\"]"),
        ("/?=1&=&&&", "[]"),
        ("/?a", "[\"\"]"),
        ("/?a=%61&%61=b", "[\"a\", \"b\"]"),
        ("/?", "[]"),
    ];
    assert_gets(&client(routes![route]), &cases).await;
}

/// A name of its own; a raw identifier without its mark.
#[cepa::test]
async fn names_on_the_wire() {
    #[get("/{type}")]
    async fn route(
        r#type: &str,
        #[query(name = "page-size")] size: Option<u8>,
        #[query] r#in: Option<&str>,
        #[header(name = "X-Api_Key")] key: Option<&str>,
    ) -> String {
        format!("{} {size:?} {:?} {key:?}", r#type, r#in)
    }
    let client = client(routes![route]);
    let answer = client.get("/a?page-size=3&in=b").header("x-api_key", "k").await;
    assert_eq!(answer.text(), "a Some(3) Some(\"b\") Some(\"k\")");
    assert_eq!(faults(&client.get("/a?page-size=x").await), ["query #/page-size type"]);
}

/// Rules beside the name; each breach is told with what the rule demands.
#[cepa::test]
async fn rules_of_values() {
    #[get("/{id}")]
    async fn route(
        #[path(range(min = 1))] id: u32,
        #[query(default = 1, range(min = 1, max = 9))] times: u8,
        #[query(email)] mail: Option<String>,
        #[query]
        #[validate(length(max = 2))]
        tag: Vec<String>,
        #[header(length(equal = 3))] x_code: Option<&str>,
    ) -> String {
        format!("{id} {times} {mail:?} {tag:?} {x_code:?}")
    }
    let client = client(routes![route]);
    assert_eq!(client.get("/1").await.text(), "1 1 None [] None");
    let answer = client.get("/7?times=10&mail=nobody&tag=a&tag=b&tag=c").header("x-code", "ab").await;
    answer.assert_status(422);
    assert_eq!(
        faults(&answer),
        ["query #/times range", "query #/mail email", "query #/tag length", "header #/x-code length"]
    );
    let times = &problem(&answer)["errors"][0];
    assert_eq!((&times["params"]["min"], &times["params"]["max"]), (&1.into(), &9.into()));
    // A value in the path that fits no rule is a path that is not there.
    client.get("/0").await.assert_status(404);
}

/// A path value that does not fit is a 404 that names the parameter; 422 where the application says so.
#[cepa::test]
async fn a_path_value_that_does_not_fit() {
    #[get("/{id}")]
    async fn route(id: u32) -> String {
        id.to_string()
    }
    let answer = client(routes![route]).get("/x").await;
    answer.assert_status(404);
    assert_eq!(faults(&answer), ["path #/id type"]);
    let answer = Client::new(App::new(routes![route]).path_faults_are_422()).get("/x").await;
    answer.assert_status(422);
    assert_eq!(problem(&answer)["status"], 422);
}

/// Headers: typed, named with dashes, lists split at commas, no text at all.
#[cepa::test]
async fn headers() {
    #[get("/")]
    async fn route(
        #[header] x_count: Option<u8>,
        #[header] accept_language: Vec<&str>,
        #[header] if_match: Option<&str>,
        #[header(default = "none")] x_text: &str,
    ) -> String {
        format!("{x_count:?} {accept_language:?} {if_match:?} {x_text}")
    }
    let client = client(routes![route]);
    assert_eq!(client.get("/").await.text(), "None [] None none");
    let answer = client
        .get("/")
        .header("X-COUNT", "3")
        .header("accept-language", "de, en ,fr")
        .header("accept-language", "it")
        .header("if-match", "\"a\"")
        .header("x-text", "ü")
        .await;
    assert_eq!(answer.text(), "Some(3) [\"de\", \"en\", \"fr\", \"it\"] Some(\"\\\"a\\\"\") ü");
    // `_` and `-` are different letters.
    assert_eq!(client.get("/").header("x_count", "3").await.text(), "None [] None none");
    let answer = client.get("/").header("x-count", "1").header("x-count", "2").await;
    assert_eq!(faults(&answer), ["header #/x-count repeated"]);
}

/// Cookies: several lines, quoted and encoded values, a bad one among good ones, the first of several.
#[cepa::test]
async fn cookies() {
    #[get("/")]
    async fn route(
        #[cookie] session: Option<&str>,
        #[cookie] n: Option<u8>,
        #[cookie(default = "light")] theme: &str,
    ) -> String {
        format!("{session:?} {n:?} {theme}")
    }
    let client = client(routes![route]);
    let cases: [(&[&str], &str); 6] = [
        (&[], "None None light"),
        (&["session=abc; n=3; theme=dark"], "Some(\"abc\") Some(3) dark"),
        (&["session=a", "n=3"], "Some(\"a\") Some(3) light"),
        (&["session=\"a%20b\""], "Some(\"a b\") None light"),
        (&["b ad=1; =2; session=x;;; n=4"], "Some(\"x\") Some(4) light"),
        (&["session=first; session=second"], "Some(\"first\") None light"),
    ];
    for (lines, expected) in cases {
        let request = lines.iter().fold(client.get("/"), |request, line| request.header("cookie", line));
        assert_eq!(request.await.text(), expected, "{lines:?}");
    }
    assert_eq!(faults(&client.get("/").header("cookie", "n=x").await), ["cookie #/n type"]);
}

/// A type with a form of its own, in a line; an alias is the type it stands for.
#[derive(Debug)]
struct Sku(u32);

impl std::str::FromStr for Sku {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        text.strip_prefix("sku-").and_then(|number| number.parse().ok()).map(Self).ok_or(())
    }
}

impl FromParam<'_> for Sku {
    fn from_param(text: &str) -> Result<Self, ParamError> {
        from_str(text, "a stock number")
    }
}

type Many<T> = Vec<T>;
type Perhaps<T> = Option<T>;

#[cepa::test]
async fn own_types_and_aliases() {
    #[get("/{sku}")]
    async fn route(sku: Sku, #[query] more: Many<Sku>, #[query] one: Perhaps<Sku>) -> String {
        format!("{} {more:?} {one:?}", sku.0)
    }
    let client = client(routes![route]);
    let cases = [("/sku-1?more=sku-2&more=sku-3&one=sku-4", "1 [Sku(2), Sku(3)] Some(Sku(4))"), ("/1", "404")];
    // No `ToText` is needed as long as nobody links there.
    assert_gets(&client, &cases).await;
    assert_eq!(problem(&client.get("/1").await)["errors"][0]["detail"], "must be a stock number");
}

/// Enums by their wire names, newtypes with their rules.
#[model]
#[serde(rename_all = "lowercase")]
#[derive(Debug, Clone, Copy, Default)]
enum Order {
    #[default]
    Newest,
    Oldest,
    #[serde(rename = "by-name", alias = "alphabetical")]
    ByName,
}

#[model]
#[derive(Debug, Clone, Copy)]
struct ShopId(#[validate(range(min = 1))] u32);

#[cepa::test]
async fn models_as_values() {
    #[get("/shops/{shop}")]
    async fn route(shop: ShopId, #[query(default)] order: Order, #[query] also: Vec<Order>) -> String {
        format!("{shop:?} {order:?} {also:?}")
    }
    let client = client(routes![route]);
    let cases = [
        ("/shops/3", "ShopId(3) Newest []"),
        ("/shops/3?order=by-name&also=oldest&also=newest", "ShopId(3) ByName [Oldest, Newest]"),
        ("/shops/3?order=alphabetical", "ShopId(3) ByName []"),
        ("/shops/0", "404"),
        ("/shops/x", "404"),
        ("/shops/3?order=Oldest", "422"),
    ];
    assert_gets(&client, &cases).await;
    let answer = client.get("/shops/0?order=best&also=oldest&also=worst").await;
    assert_eq!(faults(&answer), ["path #/shop range", "query #/order enum", "query #/also/1 enum"]);
    let text = answer.text();
    assert!(text.contains("newest") && !text.contains("worst"), "{text}");
    assert_eq!(route::url(ShopId(3)).to_string(), "/shops/3");
}

/// The whole query as a struct, beside other arguments.
#[model(input)]
#[derive(Debug)]
struct Filter {
    author: Option<String>,
    #[serde(default)]
    tag: Vec<String>,
    #[validate(range(min = 1))]
    page: Option<u32>,
    #[serde(rename = "sort")]
    order: Order,
    exact: bool,
}

#[cepa::test]
async fn a_whole_query() {
    #[get("/")]
    async fn route(#[query] filter: Filter, #[query] debug: Option<bool>) -> String {
        format!("{filter:?} {debug:?}")
    }
    let client = client(routes![route]);
    let answer = client.get("/?author=a+b&tag=x&tag=y&page=2&sort=oldest&exact=true&debug=false").await;
    assert_eq!(
        answer.text(),
        r#"Filter { author: Some("a b"), tag: ["x", "y"], page: Some(2), order: Oldest, exact: true } Some(false)"#
    );
    let answer = client.get("/?page=x&sort=best&debug=1").await;
    let mut told = faults(&answer);
    told.sort();
    assert_eq!(told, ["query #/debug type", "query #/exact required", "query #/page type", "query #/sort enum"]);
    assert_eq!(faults(&client.get("/?page=0&sort=newest&exact=true").await), ["query #/page range"]);
}

/// What breaks a rule is told beside what has the wrong type, as of a body; what hangs on a value that is wrong is not.
#[cepa::test]
async fn a_whole_query_tells_all_its_faults() {
    #[model(input)]
    #[derive(Debug)]
    #[serde(deny_unknown_fields)]
    #[validate(custom(function = is_in_order))]
    struct Span {
        #[validate(range(min = 1))]
        page: u32,
        #[validate(range(max = 9))]
        size: std::num::NonZeroU8,
        #[validate(length(min = 2))]
        #[serde(alias = "q")]
        text: Option<String>,
        #[validate(length(max = 1))]
        #[serde(default)]
        tag: Vec<u8>,
        order: Order,
        since: jiff::civil::Date,
        id: uuid::Uuid,
        #[validate(must_match(other = "page"))]
        again: u32,
    }
    fn is_in_order(span: &Span) -> Result<(), cepa::validate::RuleFault> {
        if span.page > 1 { Err(cepa::validate::RuleFault::new("no").code("order")) } else { Ok(()) }
    }
    #[get("/")]
    async fn route(#[query] span: Span) -> String {
        format!("{span:?}")
    }
    const ID: &str = "67e55044-10b1-426f-9247-bb680e5fe0c8";
    let cases: [(&str, &[&str]); 9] = [
        (
            "page=0&size=10&text=a&tag=1&tag=2&order=newest&since=2026-01-31&id=ID&again=0",
            &["page range", "size range", "tag length", "text length"],
        ),
        (
            "page=x&size=10&text=a&tag=1&order=newest&since=2026-01-31&id=ID&again=3",
            &["page type", "size range", "text length"],
        ),
        (
            "page=0&size=0&q=a&tag=1&tag=x&order=best&since=today&id=3&again=x",
            &["again type", "id type", "order enum", "page range", "since type", "size type", "tag type"],
        ),
        (
            "page=0&page=1&text=a&more=1",
            &[
                "again required",
                "id required",
                "more unknown",
                "order required",
                "page repeated",
                "since required",
                "size required",
                "text length",
            ],
        ),
        ("page=2&size=3&order=newest&since=2026-01-31&id=ID&again=3", &["again must_match", " order"]),
        (
            "page=2&size=3&order=newest&since=2026-01-31&id=ID&again=3&more=1",
            &[" order", "again must_match", "more unknown"],
        ),
        ("page=2&size=3&order=newest&since=2026-01-31&id=ID&again=3&id=ID", &["again must_match", "id repeated"]),
        ("page=1&size=3&order=newest&since=2026-01-31&id=ID&again=1&q=a&text=b", &["text length", "text repeated"]),
        ("page=1&size=3&order=newest&since=2026-01-31&id=ID&again=1&text=%FF&more=%FF", &["more unknown", "text type"]),
    ];
    let client = client(routes![route]);
    for (query, expected) in cases {
        let mut told = faults(&client.get(&format!("/?{}", query.replace("ID", ID))).await);
        told.sort();
        let mut expected: Vec<String> = expected
            .iter()
            .map(|fault| {
                let (key, code) = fault.split_once(' ').expect("a key and a code");
                if key.is_empty() { format!("query # {code}") } else { format!("query #/{key} {code}") }
            })
            .collect();
        expected.sort();
        assert_eq!(told, expected, "{query}");
    }
}

/// Bytes that are no UTF-8, escaped or not, are a fault of the value that is asked for; what nobody asks for may be anything.
#[cepa::test]
async fn values_are_utf8() {
    #[model(input)]
    struct Filter {
        q: Option<String>,
        #[serde(default)]
        tag: Vec<String>,
    }
    #[get("/whole")]
    async fn whole(#[query] filter: Filter) -> String {
        format!("{:?} {:?}", filter.q, filter.tag)
    }
    #[get("/")]
    async fn route(
        #[query] q: Option<&str>,
        #[query] tag: Vec<String>,
        #[cookie] c: Option<&str>,
        #[header] x_a: Option<&str>,
    ) -> String {
        format!("{q:?} {tag:?} {c:?} {x_a:?}")
    }
    let client = client(routes![route, whole]);
    let cases: [(&str, &str, &[&str]); 8] = [
        ("/?q=%C3%BC&other=%FF&%FF=1", "c=%C3%BC; other=%FF", &[]),
        ("/?q=%FF", "", &["query #/q type"]),
        ("/?q=a+%FF", "", &["query #/q type"]),
        ("/?tag=a&tag=%C3", "", &["query #/tag/1 type"]),
        ("/", "c=%FF", &["cookie #/c type"]),
        ("/whole?q=%FF&tag=%FF", "", &["query #/q type", "query #/tag type"]),
        ("/whole?q=a&other=%FF", "", &[]),
        ("/?q=%zz", "c=%z", &[]),
    ];
    for (target, cookie, expected) in cases {
        let answer = client.get(target).header("cookie", cookie).await;
        let told = if answer.status() == 200 { Vec::new() } else { faults(&answer) };
        assert_eq!(told, expected, "{target} {cookie}");
        assert!(!answer.text().contains('\u{fffd}'), "{answer:?}");
    }
}

/// What a function does not ask for, it does not see; what it borrows is the request's.
#[cepa::test]
async fn borrowed_values_are_the_requests() {
    #[get("/{name}")]
    async fn route(name: &str, #[query] q: &str, #[header] x_a: &str, #[cookie] c: &str) -> String {
        [name, q, x_a, c].join(",")
    }
    let client = client(routes![route]);
    let answer = client.get("/a%20b?q=c%20d").header("x-a", "e f").header("cookie", "c=g%20h").await;
    assert_eq!(answer.text(), "a b,c d,e f,g h");
}

/// A handler that is no `async fn`, and one without arguments.
#[cepa::test]
async fn plain_functions() {
    #[get("/double/{n}")]
    fn double(n: u32) -> String {
        (n * 2).to_string()
    }
    #[get("/")]
    fn nothing() {}
    assert_gets(&client(routes![double, nothing]), &[("/double/4", "8"), ("/", "")]).await;
    assert_eq!(double(2), "4");
}

/// Everything of a request, as it came.
#[cepa::test]
async fn the_raw_request() {
    #[middleware]
    async fn raw(request: Request, next: Next) -> Response {
        let double = cepa::http::HeaderName::from_static("double");
        let list: Vec<&str> =
            request.headers().get_all(&double).iter().filter_map(|value| value.to_str().ok()).collect();
        let text = format!(
            "{} {:?} {} {:?} {} {:?} {:?} {:?} {:?} {list:?} {:?}",
            request.method(),
            request.version(),
            request.raw_path(),
            request.raw_query(),
            request.scheme(),
            request.root_path(),
            request.host(),
            request.client_addr(),
            request.server_addr(),
            request.header_joined(&double),
        );
        drop(next.run(request).await);
        text.into_response()
    }
    let app = App::new(routes![]).with(raw);
    let answer = Client::new(app)
        .get("/a%2Fb//c?x=%20&y")
        .header("host", "h:1")
        .header("double", "123")
        .header("double", "asdf")
        .await;
    assert_eq!(
        answer.text(),
        "GET HTTP/1.1 /a%2Fb//c Some(\"x=%20&y\") http \"\" Some(\"h:1\") None None [\"123\", \"asdf\"] Some(\"123, asdf\")"
    );
}
