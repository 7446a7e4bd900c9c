//! What each rule takes and what it tells, called as generated code calls it.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, LazyLock};

use ::validator::{Validate, ValidationError, ValidationErrors, ValidationErrorsKind};
use serde_json::{Value, json};

use super::*;
use crate::model::{Check, Model, Shape};
use crate::problem::Place;

/// What a check notes for the value at `#/x`.
fn run(check: impl FnOnce(&Location<'_>, &mut Faults)) -> Vec<Fault> {
    let mut faults = Faults::new();
    let body = Location::root(Place::Body);
    check(&body.key("x"), &mut faults);
    faults.iter().cloned().collect()
}

/// As [`run`], a line for each fault: pointer, code, detail, parameters.
fn told(check: impl FnOnce(&Location<'_>, &mut Faults)) -> String {
    let line = |fault: &Fault| {
        let params = fault.params.iter().map(|(name, value)| (name.to_string(), value.clone()));
        format!("{} {}: {} {}", fault.pointer, fault.code, fault.detail, Value::Object(params.collect()))
    };
    run(check).iter().map(line).collect::<Vec<_>>().join("\n")
}

fn holds(check: impl FnOnce(&Location<'_>, &mut Faults)) -> bool {
    run(check).is_empty()
}

const TEXT: &RuleText = &RuleText::NONE;

/// A model as `#[model]` would make it.
struct Item {
    qty: u32,
}

const BAD: Item = Item { qty: 0 };

impl Check for Item {
    const HAS_RULES: bool = true;

    fn check(&self, at: &Location<'_>, faults: &mut Faults) {
        range(&self.qty, &between(Some(1), Some(9)), TEXT, &at.key("qty"), faults);
    }
}

impl Model for Item {
    const SHAPE: Option<&'static Shape> = Some(&Shape { name: "Item", members: &[("qty", true)], nested: &[] });
}

const fn between<N: Copy>(min: Option<N>, max: Option<N>) -> RangeBounds<N> {
    RangeBounds { min, max, exclusive_min: None, exclusive_max: None }
}

const fn beyond<N: Copy>(exclusive_min: Option<N>, exclusive_max: Option<N>) -> RangeBounds<N> {
    RangeBounds { min: None, max: None, exclusive_min, exclusive_max }
}

/// The pointers of what is found in a value whose type may have rules.
macro_rules! probe {
    ($value:expr) => {{
        #[allow(unused_imports)]
        use crate::validate::{NestedCheck as _, NestedNothing as _};
        let value = $value;
        let faults = run(|at, faults| (&Probe(&value)).check_nested(at, faults));
        faults.into_iter().map(|fault| fault.pointer).collect::<Vec<_>>().join(" ")
    }};
}

/// The name of the shape that is found for a type.
macro_rules! shape {
    ($type:ty) => {{
        #[allow(unused_imports)]
        use crate::macro_support::Unknown as _;
        const FIND: fn() -> Option<&'static Shape> = crate::macro_support::Known::<$type>::shape;
        FIND().map(|shape| shape.name)
    }};
}

/// Rules of the type itself are found through whatever holds it.
#[test]
fn nested_rules_are_found() {
    assert_eq!(probe!(BAD), "#/x/qty");
    assert_eq!(probe!(Some(BAD)), "#/x/qty");
    assert_eq!(probe!(None::<Item>), "");
    assert_eq!(probe!(&BAD), "#/x/qty");
    assert_eq!(probe!(Box::new(BAD)), "#/x/qty");
    assert_eq!(probe!(Arc::new(BAD)), "#/x/qty");
    assert_eq!(probe!([BAD]), "#/x/0/qty");
    assert_eq!(probe!(vec![Item { qty: 1 }, BAD]), "#/x/1/qty");
    assert_eq!(probe!(HashMap::from([("a/b".to_owned(), BAD)])), "#/x/a~1b/qty");
    assert_eq!(probe!(BTreeMap::from([(7, Some(BAD))])), "#/x/7/qty");
    assert_eq!(probe!(Some(Box::new(vec![HashMap::from([("k", BAD)])]))), "#/x/0/k/qty");
}

/// A plain value in a tuple does not hide the rules of its neighbours.
#[test]
fn tuples_are_checked_part_by_part() {
    assert_eq!(probe!((BAD, BAD, 1, "s")), "#/x/0/qty #/x/1/qty");
    assert_eq!(probe!((Some(1u8), BAD, vec!["s".to_owned()])), "#/x/1/qty");
    assert_eq!(probe!((vec![BAD], json!(1))), "#/x/0/0/qty");
}

#[test]
fn types_without_rules_are_passed_over() {
    assert_eq!(probe!(5u8), "");
    assert_eq!(probe!(String::new()), "");
    assert_eq!(probe!(vec![1u8]), "");
    assert_eq!(probe!(json!({ "a": 1 })), "");
}

#[test]
fn shapes_are_found() {
    assert_eq!(shape!(Item), Some("Item"));
    assert_eq!(shape!(Vec<Option<Item>>), Some("Item"));
    assert_eq!(shape!(Option<HashMap<String, Vec<Box<Item>>>>), Some("Item"));
    assert_eq!(shape!(u8), None);
    assert_eq!(shape!(Vec<String>), None);
    assert_eq!(shape!(Value), None);
}

#[test]
fn containers_and_json_are_models() {
    fn is_model<T: Model>() {}
    is_model::<Vec<Item>>();
    is_model::<Vec<Option<Item>>>();
    is_model::<Box<Item>>();
    is_model::<HashMap<String, Item>>();
    is_model::<BTreeMap<String, Item>>();
    is_model::<Value>();
    is_model::<Vec<Value>>();
}

/// What reads a raw body, and `Option`, must not be models: `_` is ambiguous, and this does not compile, once one is.
#[test]
fn raw_bodies_are_no_models() {
    trait Reads<Marker> {
        fn raw() {}
    }
    struct AsModel;
    impl<T: ?Sized> Reads<()> for T {}
    impl<T: Model + ?Sized> Reads<AsModel> for T {}

    <u8 as Reads<_>>::raw();
    <String as Reads<_>>::raw();
    <&str as Reads<_>>::raw();
    <Vec<u8> as Reads<_>>::raw();
    <&[u8] as Reads<_>>::raw();
    <bytes::Bytes as Reads<_>>::raw();
    <Option<Item> as Reads<_>>::raw();
}

#[test]
fn range_tells_its_bounds() {
    let cases = [
        (between(Some(20), None), "must be at least 20 {\"min\":20}"),
        (between(None, Some(3)), "must be at most 3 {\"max\":3}"),
        (between(Some(6), Some(9)), "must be between 6 and 9 {\"max\":9,\"min\":6}"),
        (beyond(Some(5), None), "must be more than 5 {\"exclusive_min\":5}"),
        (beyond(None, Some(5)), "must be less than 5 {\"exclusive_max\":5}"),
    ];
    for (bounds, words) in cases {
        assert_eq!(told(|at, faults| range(&5i8, &bounds, TEXT, at, faults)), format!("#/x range: {words}"));
    }
}

#[test]
fn range_includes_its_bounds_unless_exclusive() {
    for number in [1u8, 9] {
        assert!(holds(|at, faults| range(&number, &between(Some(1), Some(9)), TEXT, at, faults)));
        assert!(!holds(|at, faults| range(&number, &beyond(Some(1), Some(9)), TEXT, at, faults)));
    }
    assert!(holds(|at, faults| range(&None::<u8>, &between(Some(1), None), TEXT, at, faults)));
    assert!(!holds(|at, faults| range(&Some(Box::new(0u8)), &between(Some(1), None), TEXT, at, faults)));
    assert!(!holds(|at, faults| range(&u128::MAX, &between(None, Some(u128::MAX - 1)), TEXT, at, faults)));
    assert!(!holds(|at, faults| range(&i128::MIN, &between(Some(i128::MIN + 1), None), TEXT, at, faults)));
}

/// NaN compares with nothing, so that a rule written as "not less than" would let it pass.
#[test]
fn nan_is_never_in_range() {
    for bounds in
        [between(Some(0.0), None), between(None, Some(1.0)), beyond(Some(0.0), Some(1.0)), between(None, None)]
    {
        assert!(!holds(|at, faults| range(&f64::NAN, &bounds, TEXT, at, faults)));
    }
    assert!(!holds(|at, faults| range(&f64::INFINITY, &between(None, Some(1.0)), TEXT, at, faults)));
    let told = told(|at, faults| range(&1.2f32, &between(None, Some(1.1)), TEXT, at, faults));
    assert_eq!(told, r#"#/x range: must be at most 1.1 {"max":1.1}"#);
}

#[cfg(feature = "decimal")]
#[test]
fn range_of_decimals() {
    use rust_decimal::Decimal;

    let bounds = between(Some(Decimal::ONE), None);
    assert!(holds(|at, faults| range(&Some(Decimal::ONE), &bounds, TEXT, at, faults)));
    let told = told(|at, faults| range(&Decimal::new(99, 2), &bounds, TEXT, at, faults));
    assert_eq!(told, r#"#/x range: must be at least 1 {"min":"1"}"#);
}

#[test]
fn length_counts_characters_items_and_entries() {
    let bounds = LengthBounds { min: Some(1), max: Some(50), equal: None };
    let words = |unit| format!("#/x length: must have between 1 and 50 {unit} {{\"max\":50,\"min\":1}}");
    assert_eq!(told(|at, faults| length("", &bounds, TEXT, at, faults)), words("characters"));
    assert_eq!(told(|at, faults| length(&Some(Vec::<u8>::new()), &bounds, TEXT, at, faults)), words("items"));
    assert_eq!(told(|at, faults| length(&HashMap::<u8, u8>::new(), &bounds, TEXT, at, faults)), words("entries"));
    assert_eq!(told(|at, faults| length(&bytes::Bytes::new(), &bounds, TEXT, at, faults)), words("bytes"));
    assert!(holds(|at, faults| length(&None::<String>, &bounds, TEXT, at, faults)));
}

#[test]
fn length_tells_its_bounds() {
    let bounds = |min, max, equal| LengthBounds { min, max, equal };
    let cases = [
        (bounds(Some(3), None, None), "must have at least 3 characters {\"min\":3}"),
        (bounds(None, Some(1), None), "must have at most 1 character {\"max\":1}"),
        (bounds(None, None, Some(6)), "must have exactly 6 characters {\"equal\":6}"),
    ];
    for (bounds, words) in cases {
        // Two characters, six bytes.
        let value: Cow<'_, str> = Cow::Borrowed("日本");
        assert_eq!(told(|at, faults| length(&value, &bounds, TEXT, at, faults)), format!("#/x length: {words}"));
    }
    assert!(holds(|at, faults| length("日本", &bounds(None, None, Some(2)), TEXT, at, faults)));
}

/// No rule on text repeats the text.
#[test]
fn rules_on_text_name_themselves_and_never_the_value() {
    let value = Some(Arc::<str>::from("hunter2\n"));
    let faults = run(|at, faults| {
        email(&value, TEXT, at, faults);
        url(&value, TEXT, at, faults);
        ip(&value, TEXT, at, faults);
        ipv4(&value, TEXT, at, faults);
        ipv6(&value, TEXT, at, faults);
        credit_card(&value, TEXT, at, faults);
        non_control_character(&value, TEXT, at, faults);
        regex(&value, &Regex::new("^a+$").unwrap(), TEXT, at, faults);
    });
    let codes: Vec<&str> = faults.iter().map(|fault| &*fault.code).collect();
    assert_eq!(codes, ["email", "url", "ip", "ipv4", "ipv6", "credit_card", "non_control_character", "regex"]);
    assert!(!format!("{faults:?}").contains("hunter2"));
}

#[test]
fn addresses() {
    for (text, is_v4, is_v6) in
        [("127.0.0.1", true, false), ("::1", false, true), ("1.2.3.256", false, false), ("", false, false)]
    {
        assert_eq!(holds(|at, faults| ip(text, TEXT, at, faults)), is_v4 || is_v6, "{text}");
        assert_eq!(holds(|at, faults| ipv4(text, TEXT, at, faults)), is_v4, "{text}");
        assert_eq!(holds(|at, faults| ipv6(text, TEXT, at, faults)), is_v6, "{text}");
    }
}

/// The numbers that card networks publish for tests, and such numbers with a digit changed, one dropped, or in groups.
#[test]
fn card_numbers() {
    for (text, good) in [
        ("4242424242424242", true),
        ("378282246310005", true),
        ("4242424242424241", false),
        ("378282246310006", false),
        ("37828224631000", false),
        ("4242 4242 4242 4242", false),
        ("0", false),
        ("", false),
    ] {
        assert_eq!(holds(|at, faults| credit_card(text, TEXT, at, faults)), good, "{text}");
    }
}

#[test]
fn a_regex_is_lazy_or_a_static_of_the_user() {
    static LITERAL: LazyRegex = LazyRegex::new("^a+$");
    static OWN: LazyLock<Regex> = LazyLock::new(|| Regex::new("b").unwrap());
    assert!(holds(|at, faults| regex("aa", LITERAL.get(), TEXT, at, faults)));
    let told = told(|at, faults| regex(&"ab".to_owned(), LITERAL.get(), TEXT, at, faults));
    assert_eq!(told, r#"#/x regex: must match ^a+$ {"pattern":"^a+$"}"#);
    assert!(holds(|at, faults| regex("ab", &OWN, TEXT, at, faults)));
}

#[test]
fn parts_of_text_and_collections() {
    assert!(holds(|at, faults| contains(&Some("hunter2"), "hunt", TEXT, at, faults)));
    let text = told(|at, faults| contains(&"hunter2".to_owned(), "@", TEXT, at, faults));
    assert_eq!(text, r#"#/x contains: must contain `@` {"needle":"@"}"#);
    assert!(!holds(|at, faults| contains(&vec![1, 2], &3, TEXT, at, faults)));
    assert!(!holds(|at, faults| does_not_contain(&vec!["a".to_owned()], "a", TEXT, at, faults)));
    assert!(!holds(|at, faults| does_not_contain(&HashMap::from([("a".to_owned(), 1)]), "a", TEXT, at, faults)));
    assert!(!holds(|at, faults| does_not_contain(&Some(HashSet::from([4])), &4, TEXT, at, faults)));
    assert!(holds(|at, faults| does_not_contain(&None::<String>, "a", TEXT, at, faults)));
}

/// A password and its repetition: neither is told.
#[test]
fn must_match_tells_the_other_name_alone() {
    let (one, other) = ("hunter2".to_owned(), "hunter3".to_owned());
    let told = told(|at, faults| must_match(&one, &other, "password", TEXT, at, faults));
    assert_eq!(told, r#"#/x must_match: must be the same as `password` {"other":"password"}"#);
    assert!(holds(|at, faults| must_match(&one, &one, "password", TEXT, at, faults)));
}

#[test]
fn required_is_broken_by_none_alone() {
    assert_eq!(told(|at, faults| required(&None::<u8>, TEXT, at, faults)), "#/x required: is missing {}");
    assert!(holds(|at, faults| required(&Some(0), TEXT, at, faults)));
}

#[test]
fn custom_takes_text_a_rule_fault_or_validators_error() {
    let text = |_: &str| Err::<(), _>("must rhyme");
    assert_eq!(told(|at, faults| custom("x", text, TEXT, at, faults)), "#/x custom: must rhyme {}");

    let own = |_: &u8| Err::<(), _>(RuleFault::new("is taken").code("taken").param("by", 1).status(409));
    assert_eq!(told(|at, faults| custom(&1, own, TEXT, at, faults)), r#"#/x taken: is taken {"by":1}"#);
    assert_eq!(run(|at, faults| custom(&1, own, TEXT, at, faults))[0].status, Some(409));

    let foreign = |value: &str| {
        let mut error = ValidationError::new("odd");
        error.add_param("value".into(), &value);
        error.add_param("n".into(), &1);
        Err::<(), _>(error)
    };
    assert_eq!(told(|at, faults| custom("hunter2", foreign, TEXT, at, faults)), r#"#/x odd: is not valid {"n":1}"#);
}

#[test]
fn a_rules_own_words_go_before_ours() {
    let text = RuleText { code: Some("address"), message: Some("an address, please"), status: Some(409) };
    let fault = run(|at, faults| email("hunter2", &text, at, faults)).remove(0);
    assert_eq!((&*fault.code, &*fault.detail, fault.status), ("address", "an address, please", Some(409)));
}

/// A type of `validator`'s own derive: two fields at fault, one of them a list's, and a pair that does not match.
struct Login;

impl Validate for Login {
    fn validate(&self) -> Result<(), ValidationErrors> {
        let mut short = ValidationError::new("length");
        short.add_param("value".into(), &"hunter2");
        short.add_param("min".into(), &20);
        let mut differs = ValidationError::new("must_match");
        differs.add_param("value".into(), &"hunter2");
        differs.add_param("other".into(), &"hunter3");
        let mut inner = ValidationErrors::new();
        inner.add("mail", ValidationError::new("email"));
        let mut errors = ValidationErrors::new();
        errors.add("pass_word", short);
        errors.add("repeated", differs);
        errors.errors_mut().insert("list".into(), ValidationErrorsKind::List(BTreeMap::from([(2, Box::new(inner))])));
        errors.add("__all__", ValidationError::new("odd"));
        Err(errors)
    }
}

#[test]
fn validators_faults_have_wire_names_and_no_values() {
    let shape = Shape { name: "Login", members: &[("passWord", true), ("list", true)], nested: &[] };
    let told = told(|at, faults| by_validator(&Login, Some(&shape), at, faults));
    let expected = [
        "#/x odd: is not valid {}",
        "#/x/list/2/mail email: must be an email address {}",
        r#"#/x/passWord length: has the wrong length {"min":20}"#,
        "#/x/repeated must_match: must be the same as another value {}",
    ];
    assert_eq!(told, expected.join("\n"));
}
