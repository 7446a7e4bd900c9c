//! Faults of a request: what is wrong, where, in the client's words, and never the rejected value.
//!
//! A [`Fault`] is one thing the client has to mend. [`Faults`] gathers them over path, query, headers, cookies and body.
//! A [`Location`] says where in the request a check stands; it lives on the stack and costs nothing until a fault needs it written out.

use std::borrow::Cow;
use std::fmt;

use serde_json::Value;

/// Past this many faults in one request, further ones are counted but not kept.
pub const MAX_FAULTS: usize = 64;

/// A pointer that has grown past this many bytes gets no further steps: it then points at what the fault is inside of.
const MAX_POINTER_BYTES: usize = 1024;

/// Of a longer member name a pointer shows the first so many bytes, and an ellipsis.
const MAX_KEY_BYTES: usize = 256;

/// The part of a request that a fault is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Place {
    /// A parameter of the path.
    Path,
    /// The query string.
    Query,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
    /// The body.
    Body,
}

impl Place {
    /// As `in` has it: `query`.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
            Self::Body => "body",
        }
    }
}

/// As `in` has it: `query`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One thing that is wrong with a request.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// The part of the request.
    pub place: Place,
    /// JSON pointer as a URI fragment (RFC 6901, section 6): `#/items/3/qty`; for a parameter `#/name`; `#` is the whole.
    pub pointer: String,
    /// What kind of fault it is, for programs: `"required"`, `"type"`, `"range"`, …
    pub code: Cow<'static, str>,
    /// What is wrong, for people. Never holds the rejected value.
    pub detail: Cow<'static, str>,
    /// What the rule demands, such as `{"min": 1, "max": 9}`.
    pub params: Vec<(Cow<'static, str>, Value)>,
    /// The status (400 to 999) that this fault asks for, where its rule names one.
    pub status: Option<u16>,
    /// Whether the rule looked at what is below its pointer too: then it says nothing where something below has the wrong type.
    pub(crate) looks_inside: bool,
    /// The pointer of another value that the rule looked at.
    pub(crate) looks_beside: Option<String>,
}

impl Fault {
    /// A fault without parameters and without a status of its own.
    pub fn new(
        location: &Location<'_>,
        code: impl Into<Cow<'static, str>>,
        detail: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            place: location.place(),
            pointer: location.pointer(),
            code: code.into(),
            detail: detail.into(),
            params: Vec::new(),
            status: None,
            looks_inside: true,
            looks_beside: None,
        }
    }

    /// Adds what the rule demands.
    #[must_use]
    pub fn param(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Value>) -> Self {
        let name = name.into();
        self.params.retain(|(known, _)| *known != name);
        self.params.push((name, value.into()));
        self
    }

    /// Asks for a status of its own (400 to 999).
    #[must_use]
    pub fn status(mut self, status: Option<u16>) -> Self {
        self.status = status;
        self
    }
}

/// Where in the request a check stands: the place, and the way down from its root.
#[derive(Clone, Copy)]
pub struct Location<'a> {
    place: Place,
    parent: Option<&'a Location<'a>>,
    step: Option<Step<'a>>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Key(&'a str),
    Entry(&'a dyn EntryKey),
    Index(usize),
}

/// The key of a map, which becomes text only when a fault needs it.
pub(crate) trait EntryKey {
    /// The key as it stands on the wire.
    fn to_text(&self) -> String;
}

impl<T: serde::Serialize> EntryKey for T {
    fn to_text(&self) -> String {
        match serde_json::to_value(self) {
            Ok(Value::String(text)) => text,
            Ok(other) => other.to_string(),
            Err(_) => String::new(),
        }
    }
}

impl fmt::Debug for Location<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {}", self.place, self.pointer())
    }
}

impl<'a> Location<'a> {
    /// The root of a place: the body as a whole, the query as a whole.
    pub const fn root(place: Place) -> Self {
        Self { place, parent: None, step: None }
    }

    /// The member `key` (its wire name) of what stands here.
    #[must_use]
    pub const fn key<'b>(&'b self, key: &'b str) -> Location<'b> {
        Location { place: self.place, parent: Some(self), step: Some(Step::Key(key)) }
    }

    /// The entry `key` of the map that stands here.
    pub(crate) fn entry<'b>(&'b self, key: &'b dyn EntryKey) -> Location<'b> {
        Location { place: self.place, parent: Some(self), step: Some(Step::Entry(key)) }
    }

    /// The element `index` of what stands here.
    #[must_use]
    pub const fn index<'b>(&'b self, index: usize) -> Location<'b> {
        Location { place: self.place, parent: Some(self), step: Some(Step::Index(index)) }
    }

    /// The part of the request.
    pub const fn place(&self) -> Place {
        self.place
    }

    /// The JSON pointer to here, as a URI fragment (RFC 6901, section 6).
    pub fn pointer(&self) -> String {
        let mut text = String::from("#");
        self.write(&mut text);
        text
    }

    /// The pointer to the member `key` of what this is a member of.
    pub(crate) fn beside(&self, key: &str) -> String {
        self.parent.unwrap_or(self).key(key).pointer()
    }

    fn write(&self, text: &mut String) {
        if let Some(parent) = self.parent {
            parent.write(text);
        }
        // A hostile body is not to make its answer a hundred times as long as itself.
        if text.len() > MAX_POINTER_BYTES {
            return;
        }
        match self.step {
            Some(Step::Key(key)) => push_pointer_key(text, key),
            Some(Step::Entry(key)) => push_pointer_key(text, &key.to_text()),
            Some(Step::Index(index)) => {
                text.push('/');
                text.push_str(&index.to_string());
            }
            None => {}
        }
    }
}

/// Appends `/key`, with `~` and `/` escaped (RFC 6901, section 3) and what may not stand in a fragment percent-encoded.
pub(crate) fn push_pointer_key(text: &mut String, key: &str) {
    use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
    const NOT_IN_FRAGMENT: &AsciiSet = &CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'#')
        .add(b'%')
        .add(b'<')
        .add(b'>')
        .add(b'[')
        .add(b'\\')
        .add(b']')
        .add(b'^')
        .add(b'`')
        .add(b'{')
        .add(b'|')
        .add(b'}');
    let shown = if key.len() > MAX_KEY_BYTES { &key[..floor_char_boundary(key, MAX_KEY_BYTES)] } else { key };
    text.push('/');
    let escaped = shown.replace('~', "~0").replace('/', "~1");
    text.extend(utf8_percent_encode(&escaped, NOT_IN_FRAGMENT));
    if shown.len() < key.len() {
        text.push_str("%E2%80%A6");
    }
}

/// The last character boundary that is not past `index`.
fn floor_char_boundary(text: &str, index: usize) -> usize {
    (0..=index).rev().find(|index| text.is_char_boundary(*index)).unwrap_or(0)
}

/// The faults of one request, in the order they were found, at most [`MAX_FAULTS`].
#[derive(Debug, Default, Clone)]
pub struct Faults {
    kept: Vec<Fault>,
    dropped: usize,
}

impl Faults {
    /// No faults; allocates nothing.
    pub const fn new() -> Self {
        Self { kept: Vec::new(), dropped: 0 }
    }

    /// Notes a fault.
    #[cold]
    pub fn push(&mut self, fault: Fault) {
        if self.kept.len() < MAX_FAULTS {
            self.kept.push(fault);
        } else {
            self.dropped += 1;
        }
    }

    /// Takes over the faults of `other` that are not here yet: extractors that ask for one value tell the same of it.
    pub fn append(&mut self, other: Faults) {
        self.dropped += other.dropped;
        for fault in other.kept {
            if !self.kept.contains(&fault) {
                self.push(fault);
            }
        }
    }

    /// Whether nothing is wrong so far.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// How many faults were kept.
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// Whether there is no room for more.
    pub fn is_full(&self) -> bool {
        self.kept.len() >= MAX_FAULTS
    }

    /// How many faults there was no room for.
    pub fn dropped(&self) -> usize {
        self.dropped
    }

    /// The faults, in the order they were found.
    pub fn iter(&self) -> std::slice::Iter<'_, Fault> {
        self.kept.iter()
    }

    pub(crate) fn for_each_mut(&mut self, each: impl FnMut(&mut Fault)) {
        self.kept.iter_mut().for_each(each);
    }

    /// Keeps the faults for which `keep` holds.
    pub fn retain(&mut self, keep: impl FnMut(&Fault) -> bool) {
        self.kept.retain(keep);
    }
}

impl<'a> IntoIterator for &'a Faults {
    type Item = &'a Fault;
    type IntoIter = std::slice::Iter<'a, Fault>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pointer(key: &str) -> String {
        Location::root(Place::Body).key(key).pointer()
    }

    #[test]
    fn pointers_are_escaped_as_fragments() {
        let cases = [
            // RFC 6901, section 6.
            ("", "#/"),
            ("foo", "#/foo"),
            ("a/b", "#/a~1b"),
            ("c%d", "#/c%25d"),
            ("e^f", "#/e%5Ef"),
            ("g|h", "#/g%7Ch"),
            ("i\\j", "#/i%5Cj"),
            ("k\"l", "#/k%22l"),
            (" ", "#/%20"),
            ("m~n", "#/m~0n"),
            ("~1", "#/~01"),
            ("ü", "#/%C3%BC"),
            ("\0", "#/%00"),
        ];
        for (key, expected) in cases {
            assert_eq!(pointer(key), expected);
        }
    }

    #[test]
    fn pointers_stay_short() {
        assert!(pointer(&"ü".repeat(100_000)).len() < 1024);
        fn down(at: &Location<'_>, depth: usize) -> String {
            if depth == 0 { at.pointer() } else { down(&at.key("some rather long name"), depth - 1) }
        }
        assert!(down(&Location::root(Place::Body), 200).len() < 1100);
    }

    #[test]
    fn faults_past_the_limit_are_counted() {
        let mut faults = Faults::new();
        for index in 0..70 {
            faults.push(Fault::new(&Location::root(Place::Body).index(index), "type", "must be text"));
        }
        let mut more = Faults::new();
        more.append(faults);
        assert_eq!((more.len(), more.dropped()), (64, 6));
    }
}
