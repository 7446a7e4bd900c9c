//! Host patterns: `api.example.com`, `{tenant}.example.com`, `{*host}:{port?}`.
//!
//! | piece | matches |
//! |---|---|
//! | literal text | itself, in any case |
//! | `{name}` | one label; after a `:` a port |
//! | `{name:regex}` | what the regex matches, over any number of labels and the port |
//! | `{*name}`, `{+name}`, `*` | any number of labels, and the port where the pattern has no port part |
//! | `:8080`, `:{port}`, `:{port?}` at the end | that port, any port, any port or none |
//!
//! A pattern without a port part matches any port.

use regex::{Regex, RegexBuilder};

use super::captures::Captures;
use super::form::Form;
use super::grammar::{SyntaxFault, Token, TokenKind, next_token};
use super::pattern::{InvalidPattern, capture_names, check_syntax, invalid_regex};
use super::url::UrlError;

/// What the names of our groups start with.
const GROUP: &str = "cepa_parameter_";

/// A host pattern, parsed.
#[derive(Debug)]
pub(super) struct HostPattern {
    /// The comparable form.
    pub(super) form: Vec<u8>,
    /// What is captured, in order; empty for wildcards without a name.
    pub(super) names: Vec<String>,
    pub(super) kind: HostKind,
}

#[derive(Debug)]
pub(super) enum HostKind {
    /// No parameters: found by hash. In lower case, with the port if there is one.
    Literal(String),
    Matched(HostMatcher),
}

/// Finds the parameters of a host. Allocates for a host that matches.
#[derive(Debug)]
pub(super) struct HostMatcher {
    regex: Regex,
    groups: Box<[usize]>,
    /// How many bytes are literal, without the colon before a port: more go first.
    literal_len: usize,
    wildcards: usize,
}

impl HostPattern {
    /// # Errors
    ///
    /// If the text is no host pattern, or a constraint no regex.
    pub(super) fn parse(pattern: &str) -> Result<Self, InvalidPattern> {
        let form = Form::host(pattern, Form::written())?.text().as_bytes().to_vec();
        let mut tokens = Vec::new();
        let mut rest = pattern.as_bytes();
        while let Some(token) = next_token(rest)? {
            rest = token.rest;
            tokens.push(token);
        }
        let kind = match &*tokens {
            [literal] if literal.kind == TokenKind::Literal => HostKind::Literal(pattern.to_ascii_lowercase()),
            _ => HostKind::Matched(HostMatcher::new(&tokens)?),
        };
        let names = capture_names(pattern)?;
        Ok(Self { form, names, kind })
    }
}

impl HostMatcher {
    fn new(tokens: &[Token<'_>]) -> Result<Self, InvalidPattern> {
        let has_port = has_port(tokens);
        let mut source = String::from(r"(?i)\A");
        let mut before = "";
        for (index, token) in tokens.iter().enumerate() {
            let is_last = index + 1 == tokens.len();
            push_piece(&mut source, token, index, before, has_port, is_last)?;
            before = token.span.text();
        }
        if !has_port {
            source.push_str("(?::[0-9]*)?");
        }
        source.push_str(r"\z");
        let regex =
            RegexBuilder::new(&source).size_limit(2 << 20).build().map_err(|error| invalid_regex(&source, &error))?;
        let ours = |name: Option<&str>| name.is_some_and(|name| name.starts_with(GROUP));
        let groups = regex.capture_names().enumerate().filter(|(_, name)| ours(*name));
        let groups = groups.map(|(number, _)| number).collect();
        let literals = tokens.iter().filter(|token| token.kind == TokenKind::Literal);
        Ok(Self {
            groups,
            literal_len: literals.map(|token| token.span.text().trim_end_matches(':').len()).sum(),
            wildcards: tokens.iter().filter(|token| token.is_wildcard()).count(),
            regex,
        })
    }

    /// What goes first has the lower one.
    pub(super) fn rank(&self) -> (std::cmp::Reverse<usize>, usize) {
        (std::cmp::Reverse(self.literal_len), self.wildcards)
    }

    pub(super) fn is_match(&self, host: &str) -> bool {
        self.regex.is_match(host)
    }

    /// Adds the captures of a host that matches.
    pub(super) fn capture(&self, host: &str, captures: &mut Captures) {
        let found = self.regex.captures(host);
        for group in &self.groups {
            match found.as_ref().and_then(|found| found.get(*group)) {
                Some(part) => captures.push(part.range()),
                None => captures.push_absent(),
            }
        }
    }
}

/// Adds what a token matches to the regex.
fn push_piece(
    source: &mut String,
    token: &Token<'_>,
    index: usize,
    before: &str,
    has_port: bool,
    is_last: bool,
) -> Result<(), InvalidPattern> {
    let after_colon = before.ends_with(':');
    let matched = match token.kind {
        TokenKind::Literal => {
            source.push_str(&regex::escape(token.span.text()));
            return Ok(());
        }
        TokenKind::Slash => return Err(SyntaxFault::BadHost.into()),
        TokenKind::Parameter if token.optional => {
            // `:{port?}` is the one optional thing in a host, and its colon goes with it.
            if !is_last || !after_colon || source.pop() != Some(':') {
                return Err(SyntaxFault::BadHost.into());
            }
            source.push_str(&format!("(?::(?P<{GROUP}{index}>[0-9]+))?"));
            return Ok(());
        }
        TokenKind::Parameter if !token.regex.is_empty() => {
            check_syntax(token.regex.text())?;
            token.regex.text()
        }
        TokenKind::Parameter if after_colon => "[0-9]+",
        TokenKind::Parameter => r"[^.:\s]+",
        TokenKind::Wildcard if has_port => "[^:]*",
        TokenKind::Wildcard => ".*",
        TokenKind::FilledWildcard if has_port => "[^:]+",
        TokenKind::FilledWildcard => ".+",
    };
    source.push_str(&format!("(?P<{GROUP}{index}>{matched})"));
    Ok(())
}

/// Whether the pattern says something of the port: a colon in literal text, outside of an IPv6 address in brackets.
fn has_port(tokens: &[Token<'_>]) -> bool {
    let literals = tokens.iter().filter(|token| token.kind == TokenKind::Literal);
    let text: String = literals.map(|token| token.span.text()).collect();
    text.rsplit(']').next().is_some_and(|after| after.contains(':'))
}

/// A host that the pattern matches, its parameters filled in; an optional port may go without.
///
/// # Errors
///
/// If a value is missing, or the pattern would not read it back.
pub fn fill_host(pattern: &str, values: &[(&str, &str)]) -> Result<String, UrlError> {
    let parsed = HostPattern::parse(pattern).map_err(UrlError::Pattern)?;
    let mut host = String::new();
    let mut rest = pattern.as_bytes();
    while let Some(token) = next_token(rest).map_err(|fault| UrlError::Pattern(fault.into()))? {
        rest = token.rest;
        let name = token.name.text();
        match values.iter().find(|(known, _)| *known == name) {
            _ if token.kind == TokenKind::Literal => host.push_str(token.span.text()),
            Some((_, text)) => host.push_str(text),
            // The colon before a port goes with it.
            None if token.optional => drop(host.pop()),
            None => return Err(UrlError::Missing { name: name.to_owned() }),
        }
    }
    match parsed.kind {
        HostKind::Matched(matcher) if !matcher.is_match(&host) => Err(UrlError::Ambiguous),
        _ => Ok(host),
    }
}

/// A request's host without its port; `None` where the port is no number.
pub(super) fn without_port(host: &str) -> Option<&str> {
    let (name, port) = match host.rfind(':') {
        // The colons of an IPv6 address stand inside its brackets.
        Some(at) if !host[at..].contains(']') => (&host[..at], &host[at + 1..]),
        _ => (host, ""),
    };
    port.bytes().all(|byte| byte.is_ascii_digit()).then_some(name)
}
