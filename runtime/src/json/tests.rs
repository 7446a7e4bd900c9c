use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::num::NonZeroU8;

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer};

use super::ledger::Ledger;
use super::{gather, parse_model, parse_plain, syntax};
use crate::model::{Check, Model, Shape};
use crate::problem::{Fault, Faults, Location, MAX_FAULTS, Place};

const BODY: Location<'static> = Location::root(Place::Body);

fn render(faults: &Faults) -> Vec<String> {
    faults.iter().map(|fault| format!("{} {} {}", fault.pointer, fault.code, fault.detail)).collect()
}

#[track_caller]
fn faults_of<'de, T: Deserialize<'de>>(body: &'de str) -> Vec<String> {
    let mut faults = Faults::new();
    let value = parse_plain::<T>(body.as_bytes(), &BODY, &mut faults).expect("well-formed");
    assert!(value.is_none(), "a value came out");
    assert!(!faults.is_empty(), "no fault was noted");
    let mut rendered = render(&faults);
    rendered.sort();
    rendered
}

#[track_caller]
fn accepts<T: DeserializeOwned>(body: &str) {
    let mut faults = Faults::new();
    assert!(parse_plain::<T>(body.as_bytes(), &BODY, &mut faults).expect("well-formed").is_some());
}

#[track_caller]
fn model_faults<T: Model + DeserializeOwned>(body: &str) -> Vec<String> {
    let mut faults = Faults::new();
    let value = parse_model::<T>(body.as_bytes(), &BODY, &mut faults).expect("well-formed");
    assert!(value.is_none() && !faults.is_empty());
    let mut rendered = render(&faults);
    rendered.sort();
    rendered
}

#[track_caller]
fn syntax_error(body: &[u8]) -> String {
    let mut faults = Faults::new();
    let problem = parse_plain::<serde_json::Value>(body, &BODY, &mut faults).expect_err("not well-formed");
    assert!(faults.is_empty());
    problem.message().to_owned()
}

/// A type with a form of its own, which refuses after it has read the text.
#[derive(Debug)]
struct Uuid;

impl<'de> Deserialize<'de> for Uuid {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.len() == 36 && text.matches('-').count() == 4 {
            return Ok(Self);
        }
        Err(D::Error::custom(format!("no uuid: {text}")))
    }
}

/// A type that takes nothing but one secret word.
#[derive(Debug)]
struct Picky;

impl<'de> Deserialize<'de> for Picky {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match &*String::deserialize(deserializer)? {
            "picky" => Ok(Self),
            other => Err(D::Error::custom(other)),
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(dead_code)]
enum Kind {
    Gift,
    #[serde(alias = "normal")]
    Plain,
    Wrapped {
        paper: String,
        layers: u8,
    },
    Counted(u8),
    Pair(u8, bool),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Item {
    id: Uuid,
    qty: u8,
    #[serde(rename = "unitPrice")]
    unit_price: f64,
    kind: Kind,
    note: Option<String>,
}

#[derive(Debug, Deserialize)]
#[allow(dead_code)]
struct Order {
    customer: String,
    express: bool,
    items: Vec<Item>,
    #[serde(default)]
    tags: BTreeMap<String, i32>,
}

const GOOD_ID: &str = "11111111-1111-1111-1111-111111111111";

#[test]
fn names_ten_faults_at_once() {
    let body = format!(
        r#"{{"customer": 5, "items": [
            {{"id": "x", "qty": 300, "unitPrice": "7", "kind": "gift"}},
            {{"id": "{GOOD_ID}", "qty": 1.5, "unitPrice": 1, "kind": "socks", "note": 4}},
            {{"id": "y", "qty": 1, "unitPrice": 1, "kind": "plain", "colour": "red"}}
        ], "tags": {{"a": null}}}}"#
    );
    assert_eq!(
        faults_of::<Order>(&body),
        [
            "#/customer type must be text",
            "#/express required is missing",
            "#/items/0/id type is not a valid value",
            "#/items/0/qty type must be a whole number between 0 and 255",
            "#/items/0/unitPrice type must be a number",
            "#/items/1/kind enum must be one of `gift`, `normal`, `plain`, `wrapped`, `counted`, `pair`",
            "#/items/1/note type must be text",
            "#/items/1/qty type must be a whole number between 0 and 255",
            "#/items/2/colour unknown is not known here",
            "#/items/2/id type is not a valid value",
            "#/tags/a type must be a whole number between -2147483648 and 2147483647",
        ]
    );
}

#[test]
fn never_tells_what_was_sent() {
    let body = r#"{"customer": {"hunter2": "hunter2"}, "express": "hunter2", "items": [
        {"id": "hunter2", "qty": "hunter2", "unitPrice": ["hunter2"], "kind": "hunter2", "note": {"a": "hunter2"}},
        {"id": 1, "qty": -1, "unitPrice": 1e999, "kind": {"gift": "hunter2"}},
        {"id": 1, "qty": 2, "unitPrice": 1, "kind": {"wrapped": "hunter2"}},
        "hunter2"
    ], "tags": "hunter2"}"#;
    let told = faults_of::<Order>(body).join("\n");
    assert!(!told.contains("hunter2"), "{told}");
    assert!(told.contains("#/items/3 type must be an object"), "{told}");
    for body in [&br#"{"a": "hunter2\q"}"#[..], b"[hunter2]", b"\"hunter2", b"\"hunter2\xFF\""] {
        assert!(!syntax_error(body).contains("hunter2"));
    }
}

#[test]
fn enums_in_all_representations() {
    #[derive(Debug, Deserialize)]
    #[serde(tag = "type", rename_all = "snake_case")]
    #[allow(dead_code)]
    enum Internal {
        Circle { radius: u8 },
        Dot,
    }
    #[derive(Debug, Deserialize)]
    #[serde(tag = "t", content = "c", rename_all = "snake_case")]
    #[allow(dead_code)]
    enum Adjacent {
        Circle { radius: u8, name: String },
        Size(u8),
        Dot,
    }
    #[derive(Debug, Deserialize)]
    #[serde(untagged)]
    #[allow(dead_code)]
    enum Untagged {
        Number(u8),
        Named { name: String },
    }
    assert_eq!(
        faults_of::<Vec<Internal>>(
            r#"[{"type":"circle"},{"type":"cube"},{},7,{"type":"circle","radius":"x"},{"type":"dot"}]"#
        ),
        [
            "#/0/radius required is missing",
            "#/1/type enum must be one of `circle`, `dot`",
            "#/2/type required is missing",
            "#/3 type is not a valid value",
            "#/4/radius type must be a whole number between 0 and 255",
        ]
    );
    assert_eq!(
        faults_of::<Vec<Adjacent>>(
            r#"[{"c":{"radius":"x"},"t":"circle"},{"t":"cube","c":7},{"t":"size","c":-1},{"c":1},{"t":"dot"}]"#
        ),
        [
            "#/0/c/name required is missing",
            "#/0/c/radius type must be a whole number between 0 and 255",
            "#/1/t enum must be one of `circle`, `size`, `dot`",
            "#/2/c type must be a whole number between 0 and 255",
            "#/3/t required is missing",
        ]
    );
    assert_eq!(
        faults_of::<Vec<Untagged>>(r#"[1, {"name": "x"}, {"name": 1}, 300, "x"]"#),
        ["#/2 type is not a valid value", "#/3 type is not a valid value", "#/4 type is not a valid value"]
    );
    assert_eq!(
        faults_of::<Vec<Kind>>(
            r#"["gift", {"wrapped": {"paper": 1}}, {"counted": "x"}, "counted", {"gift": 1}, 5, {"pair": [1]}, {"a": 1, "b": 2}, {"pair": [true, 1]}]"#
        ),
        [
            "#/1/wrapped/layers required is missing",
            "#/1/wrapped/paper type must be text",
            "#/2/counted type must be a whole number between 0 and 255",
            "#/3 type must be an object with the member `counted`",
            "#/4/gift type must be `null`",
            "#/5 type must be one of `gift`, `normal`, `plain`, `wrapped`, `counted`, `pair`",
            "#/6/pair type must be a list of exactly 2 values",
            "#/7 type must be one of `gift`, `normal`, `plain`, `wrapped`, `counted`, `pair`",
            "#/8/pair/0 type must be a whole number between 0 and 255",
            "#/8/pair/1 type must be `true` or `false`",
        ]
    );
}

/// What is deeper in such an enum than its own members is told at the member that holds it, and never as something else.
#[test]
fn tags_in_tags_are_told_where_they_can_be() {
    #[derive(Debug, Deserialize)]
    #[serde(tag = "kind")]
    #[allow(dead_code)]
    enum Figure {
        Circle { r: u32 },
        Group { of: Vec<Figure>, named: BTreeMap<String, Figure> },
    }
    for (of, named) in [
        (r#"{"kind": "Circle", "r": "x"}"#, ""),
        (r#"{"r": 1}"#, ""),
        (r#"{"kind": "Nope"}"#, ""),
        (r#"{"kind": "Circle", "r": 1, "r": 2}"#, ""),
    ] {
        let told = faults_of::<Figure>(&format!(r#"{{"kind": "Group", "of": [{of}], "named": {{{named}}}}}"#));
        assert!(
            told.iter().all(|fault| fault.ends_with("type is not a valid value")) && told.len() == 1,
            "{of}: {told:?}"
        );
    }
    let told = faults_of::<Figure>(r#"{"kind": "Group", "of": [], "named": {"a": {"kind": "Circle", "r": "x"}}}"#);
    assert_eq!(told, ["#/named type is not a valid value"]);
}

/// The parts of a shape that has its tag inside: each member is told, and what stands beside the shape too.
#[test]
fn tags_inside_hide_nothing() {
    #[derive(Debug, Deserialize)]
    #[serde(tag = "k")]
    #[allow(dead_code)]
    enum Tagged {
        A { n: u32, text: String, deep: Option<Deep>, at: Vec<u8> },
        B,
    }
    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct Deep {
        x: u8,
        y: bool,
    }
    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct Whole {
        name: String,
        f: Tagged,
        list: Vec<Tagged>,
        maybe: Option<Tagged>,
    }
    impl Check for Whole {
        const HAS_RULES: bool = true;

        fn check(&self, at: &Location<'_>, faults: &mut Faults) {
            if self.name.is_empty() {
                faults.push(Fault::new(&at.key("name"), "length", "must not be empty"));
            }
            if let Tagged::A { text, .. } = &self.f
                && text.len() < 9
            {
                faults.push(Fault::new(&at.key("f").key("text"), "length", "must have 9"));
            }
        }
    }
    impl Model for Whole {
        const SHAPE: Option<&'static Shape> = None;
    }
    let told = |f: &str| {
        let body = format!(r#"{{"name": "", {f} "list": []}}"#);
        let mut told = model_faults::<Whole>(&body);
        assert!(told.contains(&"#/name length must not be empty".to_owned()), "{body}: {told:?}");
        told.retain(|fault| !fault.starts_with("#/name"));
        told
    };
    let cases: [(&str, &[&str]); 10] = [
        ("", &["#/f required is missing"]),
        (r#""f": 7,"#, &["#/f type is not a valid value"]),
        (r#""f": {},"#, &["#/f/k required is missing"]),
        (r#""f": {"n": 1},"#, &["#/f/k required is missing"]),
        (r#""f": {"k": "C", "n": 1},"#, &["#/f/k enum must be one of `A`, `B`"]),
        (
            r#""f": {"k": "A"},"#,
            &["#/f/at required is missing", "#/f/n required is missing", "#/f/text required is missing"],
        ),
        (
            r#""f": {"n": "x", "k": "A", "text": "short", "at": [1, 300]},"#,
            &[
                "#/f/at type is not a valid value",
                "#/f/n type must be a whole number between 0 and 4294967295",
                "#/f/text length must have 9",
            ],
        ),
        (r#""f": {"k": "A", "n": 1, "text": 5, "at": [], "deep": {"x": 1}},"#, &["#/f/text type must be text"]),
        (
            r#""f": {"k": "A", "n": 1, "text": "long enough", "at": [], "deep": {"x": 1}},"#,
            &["#/f required lacks the member `y`"],
        ),
        (
            r#""f": {"k": "A", "n": -1, "at": []}, "maybe": {"k": "A", "n": true},"#,
            &[
                "#/f/n type must be a whole number between 0 and 4294967295",
                "#/f/text required is missing",
                "#/maybe/at required is missing",
                "#/maybe/n type must be a whole number between 0 and 4294967295",
                "#/maybe/text required is missing",
            ],
        ),
    ];
    for (f, expected) in cases {
        assert_eq!(told(f), expected, "{f}");
    }
    let list: Vec<_> = (0..40).map(|_| r#"{"k": "A", "n": "x"}"#).collect();
    let told = model_faults::<Whole>(&format!(r#"{{"name": "", "f": {{"k": "B"}}, "list": [{}]}}"#, list.join(",")));
    assert_eq!(told.len(), crate::problem::MAX_FAULTS, "{told:?}");
}

#[test]
fn flattened_members_lie_in_one_subtree() {
    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct Paging {
        limit: u8,
    }
    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct Query {
        text: String,
        #[serde(flatten)]
        paging: Paging,
    }
    assert_eq!(
        faults_of::<Vec<Query>>(
            r#"[{"text": 5, "limit": 1}, {"text": "a", "limit": "x"}, {"text": "a"}, {"limit": 1}]"#
        ),
        [
            "#/0/text type must be text",
            "#/1 type is not a valid value",
            "#/2/limit required is missing",
            "#/3 required lacks the member `text`",
        ]
    );
}

#[test]
fn tuples_maps_newtypes_and_options() {
    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct Id(u16);
    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct All {
        point: (i8, String),
        fixed: [bool; 2],
        scores: HashMap<u8, Id>,
        id: Option<Id>,
        matrix: Vec<Vec<Option<char>>>,
        unit: (),
        least: NonZeroU8,
        uuid: Option<Uuid>,
    }
    assert_eq!(
        faults_of::<All>(
            r#"{"point": ["x", 1], "fixed": [true], "scores": {"1": -1, "x": 2, "300": 3}, "id": "7",
                "matrix": [["a", "bc", null], 5, [1]], "unit": 0, "least": 0, "uuid": "?"}"#
        ),
        [
            "#/fixed type must be a list of exactly 2 values",
            "#/id type must be a whole number between 0 and 65535",
            "#/least type must not be 0",
            "#/matrix/0/1 type must be a single character",
            "#/matrix/1 type must be a list",
            "#/matrix/2/0 type must be a single character",
            "#/point/0 type must be a whole number between -128 and 127",
            "#/point/1 type must be text",
            "#/scores/1 type must be a whole number between 0 and 65535",
            "#/scores/300 type is under a name that is not valid here",
            "#/scores/x type is under a name that is not valid here",
            "#/unit type must be `null`",
            "#/uuid type is not a valid value",
        ]
    );
}

#[test]
fn text_is_borrowed_as_from_the_bytes() {
    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct Borrowed<'a> {
        plain: &'a str,
        #[serde(borrow)]
        either: Cow<'a, str>,
        size: u8,
    }
    assert_eq!(
        faults_of::<Borrowed<'_>>(r#"{"plain": "x", "either": "\n", "size": "x"}"#),
        ["#/size type must be a whole number between 0 and 255"]
    );
    assert_eq!(
        faults_of::<Borrowed<'_>>(r#"{"plain": "a\nb", "either": 1}"#),
        [
            "#/either type must be text",
            "#/plain type must be text without escape sequences",
            "#/size required is missing"
        ]
    );
}

#[test]
fn numbers_beyond_all_limits() {
    let long = "9".repeat(400);
    assert_eq!(
        faults_of::<(f64, u8)>(&format!("[1e999, {long}]")),
        ["#/0 type is too large a number", "#/1 type must be a whole number between 0 and 255",]
    );
    assert_eq!(faults_of::<serde_json::Value>(&format!("[1, {long}]")), ["#/1 type is too large a number"]);
    assert_eq!(
        faults_of::<Vec<u128>>("[340282366920938463463374607431768211456, -0]"),
        [
            "#/0 type must be a whole number between 0 and 340282366920938463463374607431768211455",
            "#/1 type must be a whole number between 0 and 340282366920938463463374607431768211455",
        ]
    );
    accepts::<Vec<u128>>("[340282366920938463463374607431768211455]");
}

/// The nearest float, not one beside it.
#[test]
fn floats_are_read_to_the_last_bit() {
    let mut faults = Faults::new();
    for digits in ["2.527535311678647e43", "3.483368321435389e-171", "12475557782660087387e-198"] {
        let read: Option<f64> = parse_plain(digits.as_bytes(), &BODY, &mut faults).unwrap();
        assert_eq!(read, digits.parse().ok(), "{digits}");
    }
    assert_eq!(faults_of::<Vec<f32>>("[3.4028235e38, 3.4028236e38]"), ["#/1 type is too large a number"]);
}

#[test]
fn members_that_stand_twice() {
    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct Pair {
        a: u8,
        #[serde(alias = "bee")]
        b: u8,
    }
    assert_eq!(
        faults_of::<Pair>(r#"{"a": 1, "a": 2, "a": "x", "b": "x", "bee": 4}"#),
        [
            "# duplicate has the member `a` more than once",
            "# duplicate has the member `b` more than once",
            "#/b type must be a whole number between 0 and 255",
        ]
    );
    accepts::<HashMap<String, u8>>(r#"{"a": 1, "a": 2}"#);
}

/// Two rules and a model in a model, as `#[model]` writes them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Account {
    #[serde(alias = "mail")]
    email: String,
    picky: Picky,
    name: String,
    password: String,
    again: String,
    cards: Vec<Card>,
}

#[derive(Debug, Deserialize)]
#[allow(dead_code)]
struct Card {
    limit: i32,
    owner: String,
    picky: Option<Picky>,
}

impl Check for Account {
    const HAS_RULES: bool = true;

    fn check(&self, at: &Location<'_>, faults: &mut Faults) {
        if !self.email.contains('@') {
            faults.push(Fault::new(&at.key("email"), "email", "must be an e-mail address"));
        }
        if self.password != self.again {
            let mut fault = Fault::new(&at.key("again"), "must_match", "must match `password`");
            fault.looks_beside = Some(at.beside("password"));
            faults.push(fault);
        }
        if self.cards.len() < 2 {
            faults.push(Fault::new(&at.key("cards"), "length", "must hold 2"));
        }
        if self.name.is_empty() {
            faults.push(Fault::new(at, "custom", "needs a name"));
        }
        for (index, card) in self.cards.iter().enumerate() {
            card.check(&at.key("cards").index(index), faults);
        }
    }
}

impl Model for Account {
    const SHAPE: Option<&'static Shape> = Some(&Shape {
        name: "Account",
        members: &[
            ("email", true),
            ("picky", true),
            ("name", true),
            ("password", true),
            ("again", true),
            ("cards", true),
        ],
        nested: &[|| Card::SHAPE],
    });
}

impl Check for Card {
    const HAS_RULES: bool = true;

    fn check(&self, at: &Location<'_>, faults: &mut Faults) {
        if self.limit < 1 {
            faults.push(Fault::new(&at.key("limit"), "range", "must be at least 1"));
        }
    }
}

impl Model for Card {
    const SHAPE: Option<&'static Shape> = Some(&Shape {
        name: "Card",
        members: &[("limit", true), ("owner", true), ("picky", false)],
        nested: &[|| Account::SHAPE],
    });
}

#[test]
fn rules_and_types_come_in_one_answer() {
    assert_eq!(
        model_faults::<Account>(
            r#"{"email": "x", "picky": "picky", "name": 5, "password": "a", "cards": [{"limit": "x", "owner": "a"}, {"limit": 0}]}"#
        ),
        [
            "#/again required is missing",
            "#/cards/0/limit type must be a whole number between -2147483648 and 2147483647",
            "#/cards/1/limit range must be at least 1",
            "#/cards/1/owner required is missing",
            "#/email email must be an e-mail address",
            "#/name type must be text",
        ]
    );
    assert_eq!(
        model_faults::<Account>(
            r#"{"email": "x", "picky": "picky", "name": "", "password": "a", "again": "b", "cards": []}"#
        ),
        [
            "# custom needs a name",
            "#/again must_match must match `password`",
            "#/cards length must hold 2",
            "#/email email must be an e-mail address",
        ]
    );
}

#[test]
fn a_shape_names_what_is_missing_beside_a_value_without_stand_in() {
    assert_eq!(
        model_faults::<Account>(r#"{"picky": "x", "cards": [{"picky": "y"}, {}], "zzz": 1}"#),
        [
            "#/again required is missing",
            "#/cards/0/limit required is missing",
            "#/cards/0/owner required is missing",
            "#/cards/0/picky type is not a valid value",
            "#/cards/1/limit required is missing",
            "#/cards/1/owner required is missing",
            "#/email required is missing",
            "#/name required is missing",
            "#/password required is missing",
            "#/picky type is not a valid value",
            "#/zzz unknown is not known here",
        ]
    );
    // An alias is no missing member.
    assert_eq!(
        model_faults::<Account>(
            r#"{"mail": 1, "picky": "picky", "name": "a", "password": "a", "again": "a", "cards": []}"#
        ),
        ["#/cards length must hold 2", "#/mail type must be text"]
    );
}

#[test]
fn types_that_nothing_stands_in_for_hide_no_sibling() {
    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct Holder {
        first: Picky,
        list: Vec<Picky>,
        map: BTreeMap<String, Picky>,
        inner: Vec<Inner>,
        boxed: Box<Inner>,
        last: u8,
    }
    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct Inner {
        picky: Picky,
        size: u8,
    }
    assert_eq!(
        faults_of::<Holder>(
            r#"{"first": "x", "list": ["x", "picky", 7], "map": {"a": "x", "b": 1, "c": "picky"},
                "inner": [{"picky": "x", "size": "x"}, {"picky": "picky", "size": -1}, 9],
                "boxed": {"picky": 1, "size": "x"}, "last": "x"}"#
        ),
        [
            "#/boxed/picky type must be text",
            "#/boxed/size type must be a whole number between 0 and 255",
            "#/first type is not a valid value",
            "#/inner/0/picky type is not a valid value",
            "#/inner/0/size type must be a whole number between 0 and 255",
            "#/inner/1/size type must be a whole number between 0 and 255",
            "#/inner/2 type must be an object",
            "#/last type must be a whole number between 0 and 255",
            "#/list/0 type is not a valid value",
            "#/list/2 type must be text",
            "#/map/a type is not a valid value",
            "#/map/b type must be text",
        ]
    );
}

#[test]
fn types_that_hold_themselves_come_to_an_end() {
    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    enum Expression {
        Add(Box<Expression>, Box<Expression>),
        Literal(i32),
    }
    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct Endless {
        next: Box<Endless>,
    }
    assert_eq!(
        faults_of::<Vec<Expression>>(r#"[7, {"Add": [{"Literal": "x"}, 5]}]"#),
        [
            "#/0 type must be one of `Add`, `Literal`",
            "#/1/Add/0/Literal type must be a whole number between -2147483648 and 2147483647",
            "#/1/Add/1 type must be one of `Add`, `Literal`",
        ]
    );
    assert_eq!(faults_of::<Endless>(r#"{"next": {"next": 5}}"#), ["#/next/next type must be an object"]);
}

#[test]
fn what_is_not_json_is_told_by_line_and_column() {
    for (body, expected) in [
        (&b""[..], "the body is empty; it must be JSON"),
        (b" \n ", "the body is empty; it must be JSON"),
        (b"\xEF\xBB\xBF{}", "the body is not valid JSON: it begins with a byte order mark; send it without one"),
        (b"{\n \"a\": tru}", "the body is not valid JSON: a value was expected, at line 2, column 7"),
        (b"{\"a\" 1}", "the body is not valid JSON: `:` was expected, at line 1, column 6"),
        (b"[1,]", "the body is not valid JSON: a value was expected, at line 1, column 4"),
        (b"[1 2]", "the body is not valid JSON: `,` or `]` was expected, at line 1, column 4"),
        (b"{} x", "the body is not valid JSON: more text follows the value, at line 1, column 4"),
        (b"[1", "the body is not valid JSON: it ends within a list or an object, at line 1, column 3"),
        (
            b"{a: 1}",
            "the body is not valid JSON: the name of a member was expected, in double quotes, at line 1, column 2",
        ),
        (b"\"\xC3\xA4\xFF\"", "the body is not valid JSON: it is not UTF-8 text, at line 1, column 3"),
        (
            b"\"a\0\"",
            "the body is not valid JSON: a control character stands in text; it must be escaped, at line 1, column 3",
        ),
        (b"\0", "the body is not valid JSON: a value was expected, at line 1, column 1"),
        (b"\"\\uD800\"", "the body is not valid JSON: half of a surrogate pair stands in text, at line 1, column 2"),
        (
            b"\"\\uD800\\u0041\"",
            "the body is not valid JSON: half of a surrogate pair stands in text, at line 1, column 2",
        ),
        (b"\"\\uDC00\"", "the body is not valid JSON: half of a surrogate pair stands in text, at line 1, column 2"),
        (
            b"\"\\u00+1\"",
            "the body is not valid JSON: four hexadecimal digits were expected after `\\u`, at line 1, column 2",
        ),
        (b"01", "the body is not valid JSON: a number must not begin with 0, at line 1, column 2"),
        (b"-", "the body is not valid JSON: a digit was expected, at line 1, column 2"),
        (b"1.e5", "the body is not valid JSON: a digit was expected, at line 1, column 3"),
    ] {
        assert_eq!(syntax_error(body), expected);
    }
}

#[test]
fn takes_for_json_what_serde_json_does() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    let texts = [
        r#""\ud83d\ude00 \u0000 \/ \b\f\n\r\t\\\"""#,
        "\"\\ud83d\"",
        "\"\\q\"",
        "-0",
        "-0.0e-5",
        "1E+5",
        "+1",
        ".5",
        "1.",
        "1e",
        "--1",
        "nul",
        "nullx",
        "true false",
        "[,]",
        "{,}",
        "{\"a\":1,}",
        "{\"a\"}",
        "[]]",
        "\u{a0}1",
        "\u{c}1",
        "'a'",
        "\"\u{7f}\"",
        "// x\n1",
    ];
    for text in texts.map(str::to_owned).into_iter().chain([nested(127), nested(128)]) {
        let ours = syntax::parse(text.as_bytes()).is_ok();
        assert_eq!(ours, serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{text}");
    }
}

#[test]
fn the_deepest_body_is_read() {
    let body = "[".repeat(syntax::MAX_DEPTH) + "1e999" + &"]".repeat(syntax::MAX_DEPTH);
    let told = faults_of::<serde_json::Value>(&body);
    assert!(told[0].ends_with(" type is too large a number"), "{told:?}");
}

/// Gathers from a body and tells how many nodes it has, how many were visited, and the faults.
fn visits<T: DeserializeOwned>(body: &str) -> (usize, usize, Faults) {
    let tree = syntax::parse(body.as_bytes()).expect("well-formed");
    let mut ledger = Ledger::new(tree.nodes, None);
    gather::gather_from(
        &tree.root,
        &BODY,
        &|root, ledger| gather::pass::<T>(root, &BODY, |_, _, _| (), ledger),
        &mut ledger,
    );
    (tree.nodes, ledger.visits(), ledger.into_faults())
}

#[test]
fn hostile_bodies_cost_a_bounded_number_of_visits() {
    const SIZE: usize = 2 << 20;
    let unknown: Vec<String> = (0..100_000).map(|index| format!("\"k{index}\":0")).collect();
    let same = vec!["\"qty\":0"; 100_000].join(",");
    let picky = format!("[{}]", vec!["\"x\""; SIZE / 4].join(","));
    let late = format!("[{},\"x\",\"x\"]", vec!["\"picky\""; 100_000].join(","));
    let numbers = format!("[{}]", vec!["0"; SIZE / 2].join(","));
    #[derive(Debug, Deserialize)]
    #[serde(untagged)]
    #[allow(dead_code)]
    enum Never {
        A(u8),
        B(bool),
    }
    #[derive(Debug, Deserialize)]
    #[serde(tag = "k")]
    #[allow(dead_code)]
    enum Tagged {
        A { n: u32, next: Option<Box<Tagged>>, never: Picky },
        B { items: Vec<Item> },
    }
    let tagged = r#"{"k":"A","n":"x"}"#;
    let cases = [
        visits::<Tagged>(&format!("{{\"k\":\"A\",{}}}", unknown.join(","))),
        visits::<Tagged>(&format!("{{\"k\":\"B\",\"items\":[{}]}}", vec!["{}"; SIZE / 3].join(","))),
        visits::<Vec<Tagged>>(&format!("[{}]", vec![tagged; SIZE / 20].join(","))),
        visits::<Vec<Tagged>>(&numbers),
        visits::<Item>(&format!("{{{}}}", unknown.join(","))),
        visits::<Item>(&format!("{{{same}}}")),
        visits::<Vec<Picky>>(&picky),
        visits::<Vec<Picky>>(&late),
        visits::<Vec<Never>>(&picky),
        visits::<Vec<Vec<Item>>>(&numbers),
        visits::<Vec<String>>(&numbers),
        visits::<[Picky; 3]>(&picky),
        visits::<Vec<Item>>(&format!("[{}]", vec!["{}"; SIZE / 3].join(","))),
    ];
    for (case, (nodes, visits, faults)) in cases.into_iter().enumerate() {
        assert!(!faults.is_empty() && faults.len() <= MAX_FAULTS, "case {case}");
        assert!(visits <= 4 * nodes + 50_001, "case {case}: {visits} visits of {nodes} nodes");
    }
}

#[test]
fn deep_and_long_bodies_are_refused_without_harm() {
    let deep = "[".repeat(2 << 20);
    assert_eq!(
        syntax_error(deep.as_bytes()),
        "the body is not valid JSON: it nests deeper than 127 levels, at line 1, column 128"
    );
    let objects = "{\"a\":".repeat(400_000);
    assert!(syntax_error(objects.as_bytes()).contains("deeper"));
    let long = format!("{{\"{}\": 1}}", "k".repeat(1 << 20));
    let told = faults_of::<Item>(&long).join("\n");
    assert!(told.contains("# unknown is not known here") && told.len() < 1000, "{}", told.len());
}

#[test]
fn other_faults_of_the_request_are_kept() {
    let mut faults = Faults::new();
    faults.push(Fault::new(&Location::root(Place::Path).key("id"), "type", "must be a whole number"));
    let value = parse_plain::<u8>(b"7", &BODY, &mut faults).expect("well-formed");
    assert_eq!((value, faults.len()), (Some(7), 1));
    let value =
        parse_plain::<u8>(b"x7".get(1..).unwrap_or_default(), &BODY.key("part"), &mut faults).expect("well-formed");
    assert_eq!(value, Some(7));
    assert!(parse_plain::<u8>(b"true", &BODY.key("part"), &mut faults).expect("well-formed").is_none());
    assert_eq!(render(&faults)[1], "#/part type must be a whole number between 0 and 255");
}

#[cfg(all(feature = "uuid", feature = "jiff", feature = "decimal"))]
#[test]
fn types_of_other_crates() {
    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct All {
        id: uuid::Uuid,
        at: jiff::Timestamp,
        day: jiff::civil::Date,
        price: rust_decimal::Decimal,
        list: Vec<uuid::Uuid>,
        ip: std::net::IpAddr,
        sizes: Vec<u8>,
    }
    assert_eq!(
        faults_of::<All>(r#"{"id":"x","at":"x","day":5,"price":"x","list":["x","y"],"ip":"x","sizes":[-1]}"#),
        [
            "#/at type is not a valid value",
            "#/day type must be text",
            "#/id type is not a valid value",
            "#/ip type is not a valid value",
            "#/list/0 type is not a valid value",
            "#/list/1 type is not a valid value",
            "#/price type is not a valid value",
            "#/sizes/0 type must be a whole number between 0 and 255",
        ]
    );
    let tree = syntax::parse(br#"{"id":"x","at":"x","day":5,"price":"x","list":["x","y"],"ip":"x","sizes":[-1]}"#)
        .expect("well-formed");
    let mut ledger = Ledger::new(tree.nodes, None);
    let is_built = std::cell::Cell::new(false);
    let pass: gather::Pass<'_, '_> = &|root, ledger| {
        let rules = gather::pass::<All>(root, &BODY, |_, _, _| (), ledger)?;
        is_built.set(!ledger.is_unfinished());
        Ok(rules)
    };
    gather::gather_from(&tree.root, &BODY, pass, &mut ledger);
    assert!(is_built.get(), "a value could be built");
}

/// A key that only begins like none of its type, in more than one byte.
#[test]
fn keys_that_are_no_bool() {
    for key in ["é", "\u{1F600}", "tru", "", "\\u00e9"] {
        faults_of::<BTreeMap<bool, u8>>(&format!("{{\"{key}\":1}}"));
    }
}
