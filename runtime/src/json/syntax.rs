//! Bytes to a tree, or the place where they stop being JSON (RFC 8259), in words that never quote the body.

use std::borrow::Cow;

use super::node::{Member, Node};

/// The deepest nesting of lists and objects, serde_json's own.
pub(super) const MAX_DEPTH: usize = 127;

/// A tree and how many nodes stand in it.
#[derive(Debug)]
pub(super) struct Tree<'de> {
    pub(super) root: Node<'de>,
    pub(super) nodes: usize,
}

/// Parses the whole of `bytes`.
///
/// # Errors
///
/// What is wrong and where, for the client to read.
pub(super) fn parse(bytes: &[u8]) -> Result<Tree<'_>, String> {
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        return Err("the body is not valid JSON: it begins with a byte order mark; send it without one".to_owned());
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
            return Err(describe("it is not UTF-8 text", &String::from_utf8_lossy(valid)));
        }
    };
    let mut parser = Parser { text, bytes, position: 0, depth: 0, nodes: 0 };
    parser
        .document()
        .map_err(|what| match what {
            Invalid::Empty => "the body is empty; it must be JSON".to_owned(),
            Invalid::Because(what) => describe(what, text.get(..parser.position).unwrap_or(text)),
        })
        .map(|root| Tree { root, nodes: parser.nodes })
}

/// The sentence for the client; `before` is all that stands before the fault. Lines and columns (in characters) count from 1.
fn describe(what: &str, before: &str) -> String {
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or(before).chars().count() + 1;
    format!("the body is not valid JSON: {what}, at line {line}, column {column}")
}

enum Invalid {
    Empty,
    Because(&'static str),
}

type Parsed<T> = Result<T, Invalid>;

const fn because<T>(what: &'static str) -> Parsed<T> {
    Err(Invalid::Because(what))
}

struct Parser<'de> {
    text: &'de str,
    bytes: &'de [u8],
    /// The offset of the byte that is looked at; on a fault, of the faulty one.
    position: usize,
    depth: usize,
    nodes: usize,
}

impl<'de> Parser<'de> {
    fn document(&mut self) -> Parsed<Node<'de>> {
        if self.next_token().is_none() {
            return Err(Invalid::Empty);
        }
        let root = self.value()?;
        match self.next_token() {
            None => Ok(root),
            Some(_) => because("more text follows the value"),
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.position).copied()
    }

    /// The next byte that is no white space, not yet taken.
    fn next_token(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.position += 1;
        }
        self.peek()
    }

    fn value(&mut self) -> Parsed<Node<'de>> {
        self.nodes += 1;
        match self.next_token() {
            Some(b'{') => self.nested(Self::object),
            Some(b'[') => self.nested(Self::list),
            Some(b'"') => Ok(Node::Text(self.string()?)),
            Some(b'-' | b'0'..=b'9') => Ok(Node::Number(self.number()?)),
            Some(b't') => self.word("true", Node::Bool(true)),
            Some(b'f') => self.word("false", Node::Bool(false)),
            Some(b'n') => self.word("null", Node::Null),
            Some(_) => because("a value was expected"),
            None => because("it ends where a value was expected"),
        }
    }

    fn word(&mut self, word: &str, node: Node<'de>) -> Parsed<Node<'de>> {
        if !self.bytes.get(self.position..).is_some_and(|rest| rest.starts_with(word.as_bytes())) {
            return because("a value was expected");
        }
        self.position += word.len();
        Ok(node)
    }

    fn nested(&mut self, read: fn(&mut Self) -> Parsed<Node<'de>>) -> Parsed<Node<'de>> {
        if self.depth == MAX_DEPTH {
            return because("it nests deeper than 127 levels");
        }
        self.depth += 1;
        self.position += 1;
        let node = read(self)?;
        self.depth -= 1;
        Ok(node)
    }

    fn list(&mut self) -> Parsed<Node<'de>> {
        let mut elements = Vec::new();
        if self.next_token() == Some(b']') {
            self.position += 1;
            return Ok(Node::List(elements));
        }
        loop {
            elements.push(self.value()?);
            if self.separator(b']', "`,` or `]` was expected")? {
                return Ok(Node::List(elements));
            }
        }
    }

    fn object(&mut self) -> Parsed<Node<'de>> {
        let mut members = Vec::new();
        if self.next_token() == Some(b'}') {
            self.position += 1;
            return Ok(Node::Object(members));
        }
        loop {
            members.push(self.member()?);
            if self.separator(b'}', "`,` or `}` was expected")? {
                return Ok(Node::Object(members));
            }
        }
    }

    fn member(&mut self) -> Parsed<Member<'de>> {
        match self.next_token() {
            Some(b'"') => {}
            Some(_) => return because("the name of a member was expected, in double quotes"),
            None => return because("it ends within an object"),
        }
        let name = self.string()?;
        match self.next_token() {
            Some(b':') => self.position += 1,
            Some(_) => return because("`:` was expected"),
            None => return because("it ends within an object"),
        }
        Ok(Member { name, value: self.value()? })
    }

    /// Takes a comma, or the closing bracket: then it is `true`.
    fn separator(&mut self, close: u8, expected: &'static str) -> Parsed<bool> {
        match self.next_token() {
            Some(b',') => {
                self.position += 1;
                Ok(false)
            }
            Some(byte) if byte == close => {
                self.position += 1;
                Ok(true)
            }
            Some(_) => because(expected),
            None => because("it ends within a list or an object"),
        }
    }

    fn number(&mut self) -> Parsed<&'de str> {
        let start = self.position;
        if self.peek() == Some(b'-') {
            self.position += 1;
        }
        if self.peek() == Some(b'0') {
            self.position += 1;
            if let Some(b'0'..=b'9') = self.peek() {
                return because("a number must not begin with 0");
            }
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.position += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.position += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.position += 1;
            }
            self.digits()?;
        }
        Ok(self.text.get(start..self.position).unwrap_or_default())
    }

    fn digits(&mut self) -> Parsed<()> {
        let start = self.position;
        while let Some(b'0'..=b'9') = self.peek() {
            self.position += 1;
        }
        if start == self.position { because("a digit was expected") } else { Ok(()) }
    }

    /// Text from its opening quote on; borrowed unless an escape stands in it.
    fn string(&mut self) -> Parsed<Cow<'de, str>> {
        self.position += 1;
        let mut start = self.position;
        let mut unescaped: Option<String> = None;
        loop {
            match self.peek() {
                Some(b'"') => {
                    let piece = self.text.get(start..self.position).unwrap_or_default();
                    self.position += 1;
                    return Ok(match unescaped {
                        None => Cow::Borrowed(piece),
                        Some(text) => Cow::Owned(text + piece),
                    });
                }
                Some(b'\\') => {
                    let text = unescaped.get_or_insert_default();
                    text.push_str(self.text.get(start..self.position).unwrap_or_default());
                    text.push(self.escape()?);
                    start = self.position;
                }
                Some(0..=0x1F) => return because("a control character stands in text; it must be escaped"),
                Some(_) => self.position += 1,
                None => return because("it ends within text"),
            }
        }
    }

    /// What the escape stands for that begins here (RFC 8259, section 7).
    fn escape(&mut self) -> Parsed<char> {
        let plain = match self.bytes.get(self.position + 1) {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(),
            Some(_) => return because("an unknown escape stands in text"),
            None => return because("it ends within text"),
        };
        self.position += 2;
        Ok(plain)
    }

    fn unicode_escape(&mut self) -> Parsed<char> {
        const HALF: &str = "half of a surrogate pair stands in text";
        let first = self.code_unit(self.position)?;
        let pair = match first {
            0xD800..=0xDBFF => {
                if self.bytes.get(self.position + 6..self.position + 8) != Some(b"\\u") {
                    return because(HALF);
                }
                [first, self.code_unit(self.position + 6)?]
            }
            _ => [first, 0],
        };
        let length = if pair[1] == 0 { 1 } else { 2 };
        match char::decode_utf16(pair).next() {
            Some(Ok(character)) => {
                self.position += 6 * length;
                Ok(character)
            }
            _ => because(HALF),
        }
    }

    /// The four hexadecimal digits of the `\u` at `position`.
    fn code_unit(&self, position: usize) -> Parsed<u16> {
        let digits =
            self.text.get(position + 2..position + 6).filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
        match digits.and_then(|digits| u16::from_str_radix(digits, 16).ok()) {
            Some(unit) => Ok(unit),
            None => because("four hexadecimal digits were expected after `\\u`"),
        }
    }
}
