//! Patterns as templates, such as OpenAPI knows them: text and named parameters, nothing else.

use super::grammar::{SyntaxFault, Token, TokenKind, next_token};

/// A pattern as a template: one for each shape of a pattern with optional parameters.
#[derive(Debug, Clone)]
pub struct Template {
    pieces: Vec<Piece>,
    /// In the order in which they stand; the second of two without a name is `rest2`.
    pub parameters: Vec<TemplateParameter>,
}

/// A parameter of a [`Template`].
#[derive(Debug, Clone)]
pub struct TemplateParameter {
    /// Its name; `rest` for a wildcard that has none.
    pub name: String,
    /// The regex that its text matches as a whole.
    pub regex: Option<String>,
    /// `*` or `+` for a wildcard.
    pub wildcard: Option<char>,
}

#[derive(Debug, Clone)]
enum Piece {
    Text(String),
    /// The index of a parameter.
    Parameter(usize),
}

impl Template {
    /// The templates of a pattern, the shape without optional parameters first.
    ///
    /// # Errors
    ///
    /// If the text is no pattern.
    pub fn all_of(pattern: &str) -> Result<Vec<Self>, SyntaxFault> {
        let mut templates = Vec::new();
        let mut template = Self { pieces: Vec::new(), parameters: Vec::new() };
        let named = super::pattern::capture_names(pattern)?;
        // `*` alone is short for `/*`.
        if !pattern.starts_with('/') {
            template.push_text("/");
        }
        let mut rest = pattern.as_bytes();
        let mut shape = template.clone();
        while let Some(token) = next_token(rest)? {
            if token.kind == TokenKind::Slash {
                // An optional parameter takes the slash in front of it along.
                shape = template.clone();
                template.push_text("/");
            } else if token.kind == TokenKind::Literal {
                template.push_text(token.span.text());
            } else {
                if token.optional {
                    templates.push(shape.clone());
                }
                template.push_parameter(token, &named);
            }
            rest = token.rest;
        }
        templates.push(template);
        templates.iter_mut().filter(|template| template.pieces.is_empty()).for_each(|root| root.push_text("/"));
        Ok(templates)
    }

    fn push_text(&mut self, text: &str) {
        match self.pieces.last_mut() {
            Some(Piece::Text(last)) => last.push_str(text),
            _ => self.pieces.push(Piece::Text(text.to_owned())),
        }
    }

    /// `named` are the names that the pattern gives: one without a name gets another.
    fn push_parameter(&mut self, token: Token<'_>, named: &[String]) {
        let (name, regex) = (token.name.text(), token.regex.text());
        let is_free = |name: &String| !named.contains(name) && self.parameters.iter().all(|other| other.name != *name);
        let unique = if name.is_empty() {
            let numbered = (2..).map(|number| format!("rest{number}"));
            std::iter::once("rest".to_owned()).chain(numbered).find(is_free).unwrap_or_default()
        } else {
            name.to_owned()
        };
        self.pieces.push(Piece::Parameter(self.parameters.len()));
        let regex = (!regex.is_empty()).then(|| regex.to_owned());
        let wildcard = match token.kind {
            TokenKind::Wildcard => Some('*'),
            TokenKind::FilledWildcard => Some('+'),
            _ => None,
        };
        self.parameters.push(TemplateParameter { name: unique, regex, wildcard });
    }

    /// Such as `/users/{id}`.
    pub fn path(&self) -> String {
        self.path_with(|parameter| &parameter.name)
    }

    /// What it matches, whatever its parameters are called: `/users/{:\\d+}`, `/files/{*}`.
    pub fn erased(&self) -> String {
        self.write(|parameter, path| {
            path.extend(parameter.wildcard);
            if let Some(regex) = &parameter.regex {
                path.push(':');
                path.push_str(regex);
            }
        })
    }

    /// The path with other names in the braces.
    pub fn path_with<'a>(&'a self, name: impl Fn(&'a TemplateParameter) -> &'a str) -> String {
        self.write(|parameter, path| path.push_str(name(parameter)))
    }

    fn write<'a>(&'a self, write_inside: impl Fn(&'a TemplateParameter, &mut String)) -> String {
        let mut path = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => path.push_str(text),
                Piece::Parameter(index) => {
                    path.push('{');
                    write_inside(&self.parameters[*index], &mut path);
                    path.push('}');
                }
            }
        }
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(pattern: &str) -> Vec<String> {
        Template::all_of(pattern).unwrap().iter().map(Template::path).collect()
    }

    #[test]
    fn every_kind_of_pattern_has_templates() {
        for (pattern, expected) in [
            ("/", &["/"][..]),
            ("/users/{id}", &["/users/{id}"]),
            (r"/users/{id:\d+}", &["/users/{id}"]),
            ("/{name}.{ext}", &["/{name}.{ext}"]),
            ("/files/{*path}", &["/files/{path}"]),
            ("/files/{+path}", &["/files/{path}"]),
            ("/a/*/b/*", &["/a/{rest}/b/{rest2}"]),
            ("*", &["/{rest}"]),
            ("/a/{*}/b/{rest}", &["/a/{rest2}/b/{rest}"]),
            ("/a/{b?}/{c?}", &["/a", "/a/{b}", "/a/{b}/{c}"]),
            ("/{b?}", &["/", "/{b}"]),
            ("/a%20b/", &["/a%20b/"]),
        ] {
            assert_eq!(paths(pattern), expected, "{pattern}");
        }
    }

    #[test]
    fn constraints_are_kept_apart() {
        let templates = Template::all_of(r"/{year:\d{4}}/{slug}").unwrap();
        let regexes: Vec<_> = templates[0].parameters.iter().map(|parameter| parameter.regex.as_deref()).collect();
        assert_eq!(regexes, [Some(r"\d{4}"), None]);
    }
}
