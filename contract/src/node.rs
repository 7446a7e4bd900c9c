//! A value of a document that knows where it stands, and follows references.

use std::borrow::Cow;

use serde_json::Value;

/// What is true of all values, where a document says nothing.
static ANYTHING: Value = Value::Bool(true);

/// How many references may lead to each other before nothing is said.
pub(crate) const HOPS_MAX: usize = 32;

/// A value of a document that knows where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Node<'a> {
    document: &'a Value,
    pub(crate) value: &'a Value,
    /// RFC 6901.
    pub(crate) pointer: String,
}

impl<'a> Node<'a> {
    pub(crate) fn root(document: &'a Value) -> Self {
        Self { document, value: document, pointer: String::new() }
    }

    /// The schema that allows everything, at this place.
    pub(crate) fn anything(&self) -> Self {
        Self { document: self.document, value: &ANYTHING, pointer: self.pointer.clone() }
    }

    /// Tells values of documents apart, by where they are in memory.
    pub(crate) fn id(&self) -> usize {
        std::ptr::from_ref(self.value).addr()
    }

    pub(crate) fn member(&self, name: &str) -> Option<Self> {
        Some(self.below(self.value.as_object()?.get(name)?, name))
    }

    pub(crate) fn members(&self) -> impl Iterator<Item = (&'a str, Self)> {
        self.value.as_object().into_iter().flatten().map(|(name, value)| (name.as_str(), self.below(value, name)))
    }

    pub(crate) fn elements(&self) -> impl Iterator<Item = Self> {
        self.value
            .as_array()
            .into_iter()
            .flatten()
            .enumerate()
            .map(|(index, value)| self.below(value, &index.to_string()))
    }

    pub(crate) fn text(&self, name: &str) -> Option<&'a str> {
        self.value.get(name)?.as_str()
    }

    pub(crate) fn is_set(&self, name: &str) -> bool {
        self.value.get(name) == Some(&Value::Bool(true))
    }

    /// What `$ref` names, if that is in this document.
    pub(crate) fn target(&self) -> Option<Self> {
        let pointer = percent_decoded(self.text("$ref")?.strip_prefix('#')?)?;
        let value = self.document.pointer(&pointer)?;
        Some(Self { document: self.document, value, pointer: pointer.into_owned() })
    }

    /// What the reference leads to in the end; itself where it is none, or leads nowhere.
    pub(crate) fn resolved(&self) -> Self {
        let mut node = self.clone();
        for _ in 0..HOPS_MAX {
            match node.target() {
                Some(target) => node = target,
                None => return node,
            }
        }
        self.clone()
    }

    fn below(&self, value: &'a Value, name: &str) -> Self {
        let name = name.replace('~', "~0").replace('/', "~1");
        Self { document: self.document, value, pointer: format!("{}/{name}", self.pointer) }
    }
}

/// The pointer that a URI's fragment holds (RFC 6901, section 6).
fn percent_decoded(fragment: &str) -> Option<Cow<'_, str>> {
    if !fragment.contains('%') {
        return Some(Cow::Borrowed(fragment));
    }
    let mut bytes = Vec::with_capacity(fragment.len());
    let mut rest = fragment.as_bytes();
    while let [first, tail @ ..] = rest {
        let (byte, tail) = match (first, tail) {
            (b'%', [high, low, tail @ ..]) => (hex(*high)? << 4 | hex(*low)?, tail),
            (b'%', _) => return None,
            _ => (*first, tail),
        };
        bytes.push(byte);
        rest = tail;
    }
    String::from_utf8(bytes).ok().map(Cow::Owned)
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}
