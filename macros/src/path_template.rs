//! A path literal such as `"/users/{id:\d+}/{*rest}"`, checked, and its parameters.
//!
//! Stable Rust cannot point inside a literal, so every fault is reported on the literal as a whole and quotes the guilty part.

use syn::LitStr;

use crate::diagnostics::Diagnostics;

/// A parameter of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PathParameter {
    pub(crate) name: String,
    pub(crate) kind: ParameterKind,
}

/// How much a parameter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ParameterKind {
    /// `{name}` or `{name:regex}`: one segment, or a part of one.
    Segment,
    /// `{name?}`: a segment that may be absent.
    Optional,
    /// `{*name}` or `{+name}`: any number of segments.
    Wildcard,
}

/// The parameters of a path, in order; faults are noted on `literal`.
pub(crate) fn parameters(literal: &LitStr, diagnostics: &Diagnostics) -> Vec<PathParameter> {
    parse(&literal.value()).unwrap_or_else(|fault| {
        diagnostics.error(literal, fault);
        Vec::new()
    })
}

/// The parameters of a mount's prefix, which may be empty and has no wildcard.
pub(crate) fn check_prefix(literal: &LitStr, diagnostics: &Diagnostics) {
    let text = literal.value();
    if text.is_empty() {
        return;
    }
    if text.len() > 1 && text.ends_with('/') {
        diagnostics
            .error(literal, format_args!("a prefix does not end with `/`: write \"{}\"", text.trim_end_matches('/')));
        return;
    }
    for parameter in parameters(literal, diagnostics) {
        if parameter.kind != ParameterKind::Segment {
            diagnostics.error(
                literal,
                format_args!("a prefix has a fixed number of segments: `{}` cannot stand in it", parameter.name),
            );
        }
    }
}

fn parse(text: &str) -> Result<Vec<PathParameter>, String> {
    if !text.starts_with('/') {
        return Err(format!("a path starts with `/`: write \"/{text}\""));
    }
    if let Some(at) = text.find(['?', '#']).filter(|at| !inside_braces(text, *at)) {
        return Err(format!("a path ends before `{}`: a query is declared by `#[query]` arguments", &text[at..=at]));
    }
    let mut parameters: Vec<PathParameter> = Vec::new();
    for segment in segments(text)? {
        check_foreign_syntax(segment)?;
        for parameter in segment_parameters(segment)? {
            if parameters.iter().any(|known| known.name == parameter.name) {
                return Err(format!("the parameter `{}` stands in the path twice: rename one", parameter.name));
            }
            if let Some(optional) = parameters.iter().find(|known| known.kind == ParameterKind::Optional)
                && parameter.kind != ParameterKind::Optional
            {
                return Err(format!(
                    "`{{{}?}}` is optional, so nothing but optional segments may follow it",
                    optional.name
                ));
            }
            parameters.push(parameter);
        }
    }
    Ok(parameters)
}

/// The segments; a `/` inside braces belongs to a regex and is refused, as a segment never holds one.
fn segments(text: &str) -> Result<Vec<&str>, String> {
    let mut segments = Vec::new();
    let (mut depth, mut start) = (0usize, 1);
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => return Err("a `}` closes nothing: write `{name}`".into()),
            '}' => depth -= 1,
            '/' if depth > 0 => {
                return Err("a `{` is not closed before the next `/`: write `{name}`".into());
            }
            '/' => {
                segments.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    if depth > 0 {
        return Err("a `{` is not closed: write `{name}`".into());
    }
    segments.push(&text[start..]);
    Ok(segments)
}

/// The syntax of other frameworks.
fn check_foreign_syntax(segment: &str) -> Result<(), String> {
    if let Some(name) = segment.strip_prefix(':') {
        return Err(format!("`:{name}` is written `{{{name}}}` here"));
    }
    if let Some(name) = segment.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
        let name = name.rsplit(':').next().unwrap_or(name).trim_end_matches("..");
        return Err(format!("`{segment}` is written `{{{name}}}` here"));
    }
    if segment.len() > 1 && segment.starts_with('*') && !segment.contains('{') {
        return Err(format!("`{segment}` is written `{{{segment}}}` here"));
    }
    Ok(())
}

fn segment_parameters(segment: &str) -> Result<Vec<PathParameter>, String> {
    let mut parameters = Vec::new();
    let mut rest = segment;
    while let Some(open) = rest.find('{') {
        let close = open + closing_brace(&rest[open..]);
        let inside = &rest[open + 1..close];
        let whole = inside.len() + 2 == segment.len();
        parameters.extend(parameter(inside, whole)?);
        rest = &rest[close + 1..];
        if rest.starts_with('{') && !rest.starts_with("{*") && !rest.starts_with("{+") {
            return Err(format!("two parameters touch each other in `{segment}`: put some text between them"));
        }
    }
    Ok(parameters)
}

/// The offset of the `}` that closes the `{` that `text` starts with; braces are balanced by now.
fn closing_brace(text: &str) -> usize {
    let mut depth = 0usize;
    for (at, letter) in text.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    text.len() - 1
}

/// What stands between braces; `None` for a wildcard without a name.
fn parameter(inside: &str, whole_segment: bool) -> Result<Option<PathParameter>, String> {
    let (kind, declared) = match (inside.strip_prefix(['*', '+']), inside.strip_suffix('?')) {
        (Some(""), _) => return Ok(None),
        (Some(name), _) => (ParameterKind::Wildcard, name),
        (None, Some(name)) if !inside.contains(':') => (ParameterKind::Optional, name),
        _ => (ParameterKind::Segment, inside),
    };
    if kind == ParameterKind::Optional && !whole_segment {
        return Err(format!("`{{{inside}}}` has to be a segment of its own"));
    }
    let (name, regex) = match declared.split_once(':') {
        Some((name, regex)) => (name, Some(regex)),
        None => (declared, None),
    };
    check_name(name, inside)?;
    if let Some(regex) = regex {
        check_regex(name, regex)?;
    }
    Ok(Some(PathParameter { name: name.to_owned(), kind }))
}

fn check_name(name: &str, inside: &str) -> Result<(), String> {
    if name.is_empty() {
        return Err(format!("`{{{inside}}}` has no name: write `{{name}}`"));
    }
    if syn::parse_str::<syn::Ident>(name).is_err() && syn::parse_str::<syn::Ident>(&format!("r#{name}")).is_err() {
        let near = name.replace('-', "_");
        if syn::parse_str::<syn::Ident>(&near).is_ok() {
            return Err(format!("`{name}` is no name for an argument: write `{{{near}}}`"));
        }
        return Err(format!("`{name}` is no name for an argument: letters, digits and `_` only, no digit first"));
    }
    Ok(())
}

fn check_regex(name: &str, regex: &str) -> Result<(), String> {
    if regex.is_empty() {
        return Err(format!(
            "`{{{name}:}}` has no regex: write `{{{name}}}`, or a regex after the colon such as `{{{name}:[0-9]+}}`"
        ));
    }
    match regex_syntax::Parser::new().parse(regex) {
        Ok(_) => Ok(()),
        Err(regex_syntax::Error::Parse(error)) => Err(format!("bad regex for `{name}`: {}", error.kind())),
        Err(regex_syntax::Error::Translate(error)) => Err(format!("bad regex for `{name}`: {}", error.kind())),
        Err(_) => Err(format!("bad regex for `{name}`")),
    }
}

fn inside_braces(text: &str, at: usize) -> bool {
    let before = &text[..at];
    before.matches('{').count() > before.matches('}').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        parse(text).expect(text).into_iter().map(|parameter| parameter.name).collect()
    }

    #[test]
    fn parameters_of_every_kind() {
        assert_eq!(names("/"), [""; 0]);
        assert_eq!(names(r"/users/{id:\d{2,4}}/{*rest}"), ["id", "rest"]);
        assert_eq!(names("/{a}.{b}/x/{c?}/{d?}"), ["a", "b", "c", "d"]);
        assert_eq!(names("/a/*/{*}/{type}"), ["type"]);
        assert_eq!(names("/a/{b}{*rest}"), ["b", "rest"]);
        assert_eq!(names("/a/{b}*"), ["b"]);
    }

    #[test]
    fn faults_say_what_to_write() {
        for (path, said) in [
            ("users", "write \"/users\""),
            ("/:id", "`:id` is written `{id}` here"),
            ("/<int:id>", "is written `{id}` here"),
            ("/*rest", "is written `{*rest}` here"),
            ("/{id", "is not closed"),
            ("/id}", "closes nothing"),
            ("/{a/b}", "not closed before"),
            ("/{}", "has no name"),
            ("/{a}/{a}", "stands in the path twice"),
            ("/{a}{b}", "touch each other"),
            ("/{a-b}", "no name for an argument"),
            ("/{a:[}", "bad regex for `a`: unclosed character class"),
            ("/{a?}/b{c}", "nothing but optional"),
            ("/x{rest?}", "segment of its own"),
            ("/a?b=1", "`#[query]`"),
        ] {
            let fault = parse(path).expect_err(path);
            assert!(fault.contains(said), "{path}: {fault}");
        }
    }
}
