//! What sonic-rs makes of a text is what serde_json makes of it: over many texts, most of them nearly JSON.

#![expect(dead_code, reason = "values are compared as they are shown")]

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Debug;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::alike::read_alike;
use super::codec::decode;

const TEXTS: usize = 120_000;

#[derive(Debug, Deserialize)]
struct Record<'a> {
    a: Option<Option<f64>>,
    b: Option<f32>,
    c: Option<i128>,
    d: Option<char>,
    #[serde(borrow, default)]
    e: Cow<'a, str>,
    #[serde(default)]
    f: Vec<u8>,
}

#[derive(Debug, Deserialize)]
enum External {
    A,
    B(u8),
    C(i32, String),
    D { a: u8, b: Option<f64> },
}

#[derive(Debug, Deserialize)]
#[serde(tag = "kind")]
enum Internal {
    A,
    B { a: f64 },
}

#[derive(Debug, Deserialize)]
#[serde(tag = "kind", content = "a")]
enum Adjacent {
    A,
    B(f64),
    C { a: i64 },
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Untagged {
    Whole(u64),
    Float(f64),
    Text(String),
    List(Vec<Untagged>),
    Map(BTreeMap<String, Untagged>),
    Other(Option<bool>),
}

#[derive(Debug, Deserialize)]
struct Flat {
    a: Option<i64>,
    #[serde(flatten)]
    rest: BTreeMap<String, Value>,
}

/// How often a text was read, and how often it was left to serde_json.
#[derive(Default)]
struct Counts {
    values: usize,
    left: usize,
}

fn compare<'a, T: Deserialize<'a> + Debug>(text: &'a str, counts: &mut Counts) {
    // As text, since -0.0 equals 0.0.
    let shown = |value: T| format!("{value:?}");
    let (rule, found) = (serde_json::from_str(text).ok(), sonic_rs::from_str(text).ok());
    counts.values += usize::from(rule.is_some());
    assert_eq!(rule.map(shown), found.map(shown), "{} of {text:?}", std::any::type_name::<T>());
}

fn compare_all(text: &str, counts: &mut Counts) {
    compare::<Value>(text, counts);
    compare::<IgnoredAny>(text, counts);
    compare::<f64>(text, counts);
    compare::<f32>(text, counts);
    compare::<i64>(text, counts);
    compare::<u64>(text, counts);
    compare::<Record<'_>>(text, counts);
    compare::<External>(text, counts);
    compare::<Internal>(text, counts);
    compare::<Adjacent>(text, counts);
    compare::<Untagged>(text, counts);
    compare::<Flat>(text, counts);
    compare::<BTreeMap<u32, Value>>(text, counts);
    compare::<BTreeMap<i128, IgnoredAny>>(text, counts);
    compare::<Vec<f64>>(text, counts);
}

/// Texts that begin as JSON, from a seed.
struct Texts {
    state: u64,
    text: String,
}

impl Texts {
    fn next(&mut self) -> u64 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        self.state.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() >> 33) as usize % limit
    }

    fn push_one_of(&mut self, texts: &[&str]) {
        let text = texts[self.below(texts.len())];
        self.text.push_str(text);
    }

    fn space(&mut self) {
        while self.below(8) == 0 {
            self.push_one_of(&[" ", "\n", "\t", "\r", "  \r\n", "\u{c}", "\u{a0}", "\0", &" ".repeat(70)]);
        }
    }

    fn digits(&mut self, most: usize) {
        for _ in 0..=self.below(most) {
            let digit = (b'0' + self.below(10) as u8) as char;
            self.text.push(digit);
        }
    }

    fn number(&mut self) {
        match self.below(10) {
            0 => self.push_one_of(&[
                "-0",
                "-0.0",
                "-0e1",
                "0",
                "0e0",
                "1e400",
                "1e999",
                "-1e-400",
                "5e-324",
                "2.2250738585072014e-308",
                "1e39",
                "3.4028236e38",
                "1.7976931348623159e308",
                "01",
                "-01",
                "1.",
                ".5",
                "-",
                "+1",
                "1e",
                "1e+",
                "0x1",
                "NaN",
                "Infinity",
            ]),
            1 => self.push_one_of(&[
                "18446744073709551615",
                "18446744073709551616",
                "-9223372036854775808",
                "-9223372036854775809",
                "255",
                "256",
                "-1",
                "340282366920938463463374607431768211456",
                "-170141183460469231731687303715884105728",
                "4294967296",
                "1.0",
            ]),
            2 => self.text = format!("{}{:?}", self.text, f64::from_bits(self.state)),
            3 => self.text = format!("{}{:?}", self.text, f32::from_bits(self.state as u32)),
            4 => self.text = format!("{}{}", self.text, self.state as i64),
            5 | 6 => {
                self.push_one_of(&["", "-"]);
                self.digits(30);
                self.push_one_of(&[".", "e", "e-", "E+"]);
                self.digits(30);
                self.push_one_of(&["", "e1", "e-20", "e300", "e-330"]);
            }
            _ => self.digits(3),
        }
    }

    fn string(&mut self) {
        self.text.push('"');
        for _ in 0..[0, 3, 9, 70][self.below(4)] {
            match self.below(60) {
                0 | 1 => self.push_one_of(&[
                    "\\n",
                    "\\\"",
                    "\\\\",
                    "\\/",
                    "\\b",
                    "\\u0041",
                    "\\u00e9",
                    "\\ud83d\\ude00",
                    "\\uffff",
                ]),
                2 => self.push_one_of(&["é", "日", "😀", "\u{2028}", "\u{7f}", "[", "}", "-0"]),
                3 if self.below(8) == 0 => self.push_one_of(&[
                    "\\ud800",
                    "\\udc00",
                    "\\ud800\\u0041",
                    "\\ud83dx",
                    "\\x",
                    "\\u12",
                    "\\u0é11",
                    "\\u12\"",
                    "\\",
                    "\u{1}",
                    "\n",
                ]),
                _ => self.push_one_of(&["a", "b", "c", "d", "e", " "]),
            }
        }
        self.text.push('"');
    }

    fn key(&mut self) {
        match self.below(12) {
            0 => self.string(),
            1 | 2 => {
                self.push_one_of(&["\"", "\"", "\"", "\" ", "\"\n"]);
                self.number();
                self.push_one_of(&["\"", "\"", "\"", " \""]);
            }
            _ => self.push_one_of(&[
                "\"a\"", "\"b\"", "\"c\"", "\"d\"", "\"e\"", "\"f\"", "\"kind\"", "\"A\"", "\"B\"", "\"C\"", "\"D\"",
            ]),
        }
    }

    fn value(&mut self, depth: usize) {
        self.space();
        match self.below(if depth == 0 { 6 } else { 10 }) {
            0 | 1 => self.number(),
            2 => self.string(),
            3 => self.push_one_of(&["\"A\"", "\"B\"", "\"a\"", "\"é\""]),
            4 => self.push_one_of(&["null", "true", "false"]),
            5 => self.push_one_of(&["null", "null", "nul", "True", "", "[]", "{}"]),
            6 | 7 => self.several('[', ']', |texts| texts.value(depth - 1)),
            _ => self.several('{', '}', |texts| {
                texts.space();
                texts.key();
                texts.space();
                texts.text.push(':');
                texts.value(depth - 1);
            }),
        }
        self.space();
    }

    fn several(&mut self, open: char, close: char, mut one: impl FnMut(&mut Self)) {
        self.text.push(open);
        for at in 0..self.below(4) {
            if at > 0 {
                self.text.push(',');
            }
            one(self);
        }
        self.text.push(close);
    }

    /// The next text; some have characters removed, doubled, put in or exchanged.
    fn make(&mut self) -> String {
        self.text.clear();
        if self.below(4) == 0 {
            self.number()
        } else {
            self.value(3)
        }
        let mut characters: Vec<char> = self.text.chars().collect();
        for _ in 0..[0, 0, 1, 3][self.below(4)] {
            let at = self.below(characters.len() + 1);
            let other = b"{}[]\",:\\ 0-eE.\x00\x0c\x1fu/n"[self.below(20)] as char;
            match self.below(4) {
                0 => characters.insert(at, other),
                1 => characters.truncate(at.max(1)),
                2 if at < characters.len() => characters[at] = other,
                _ if at < characters.len() => _ = characters.remove(at),
                _ => {}
            }
        }
        characters.into_iter().collect()
    }
}

/// Both refuse the same texts, and read the same values to the last bit.
#[test]
fn both_read_alike() {
    let mut texts = Texts { state: 0x9E37_79B9_7F4A_7C15, text: String::new() };
    let mut counts = Counts::default();
    for _ in 0..TEXTS {
        let text = texts.make();
        if read_alike(&text) { compare_all(&text, &mut counts) } else { counts.left += 1 }
    }
    // Else nothing was compared.
    assert!(counts.values > TEXTS, "{} values", counts.values);
    assert!(counts.left < TEXTS / 10, "{} left", counts.left);
}

/// What is known to differ, and what looks like it.
#[test]
fn what_differs_is_left_to_serde_json() {
    let deep = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
    for text in
        ["-0", "[-0.0]", "{\"a\":-0e5}", "[-00]", r#""\u12"34""#, r#""\uzzzz""#, r#""\u""#, "{\" 1\":2}", &deep(128)]
    {
        assert!(!read_alike(text), "{text}");
    }
    for text in ["-0.5", "\"2026-01-02\"", r#""é\n""#, "{\n  \"a\" : \"b\"\n}", "{\"a\": [1, 2]}", &deep(127)] {
        assert!(read_alike(text), "{text}");
    }
}

/// However deep a body is, it is read or refused as by serde_json.
#[test]
fn no_depth_overflows_the_stack() {
    #[derive(Deserialize)]
    struct Recursive {
        a: Option<Box<Self>>,
    }

    #[derive(Deserialize)]
    struct Ignoring {}

    for opening in ["[", "{\"a\":", "{\"b\":[", " [ "] {
        let body = opening.repeat((2 << 20) / opening.len());
        assert!(decode::<Value>(body.as_bytes()).is_none());
        assert!(decode::<Recursive>(body.as_bytes()).is_none());
        assert!(decode::<Ignoring>(format!("{{\"x\":{body}").as_bytes()).is_none());
    }
    let closed = "[".repeat(1 << 20) + &"]".repeat(1 << 20);
    assert!(decode::<Value>(closed.as_bytes()).is_none());
    // serde_json descends into nothing that it ignores.
    assert!(decode::<Ignoring>(format!("{{\"x\":{closed}}}").as_bytes()).is_some());
}

/// A text without escapes is borrowed; what is no UTF-8 is refused.
#[test]
fn plain_texts_are_borrowed() {
    let record: Record<'_> = decode(br#"{"e":"plain"}"#).unwrap();
    assert!(matches!(record.e, Cow::Borrowed("plain")));
    assert!(decode::<&str>(br#""plain""#).is_some());
    assert!(decode::<&str>(br#""es\nape""#).is_none());
    assert!(decode::<Value>(b"\"\xff\"").is_none());
}
