//! Doc comments -> summary and description.

use syn::{Attribute, Expr, ExprLit, Lit, Meta};

/// The first paragraph on one line, and the rest as it stands.
///
/// `#[doc = include_str!("…")]` and `#[doc(hidden)]` say nothing that a macro could read, and are passed over.
pub(crate) fn docs(attributes: &[Attribute]) -> (String, String) {
    let lines: Vec<String> = attributes.iter().filter_map(line_of).flat_map(|text| lines(&text)).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).skip_while(|line| line.trim().is_empty()).collect();
    let end = lines.iter().position(|line| line.trim().is_empty()).unwrap_or(lines.len());
    let (summary, description) = lines.split_at(end);
    let summary: Vec<&str> = summary.iter().map(|line| line.trim()).collect();
    (summary.join(" "), description.join("\n").trim().to_owned())
}

/// The whole text, as it stands.
pub(crate) fn text(attributes: &[Attribute]) -> String {
    let lines: Vec<String> = attributes.iter().filter_map(line_of).flat_map(|text| lines(&text)).collect();
    lines.join("\n").trim().to_owned()
}

fn line_of(attribute: &Attribute) -> Option<String> {
    match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

/// `/// text` is one line with a leading blank; `/** … */` holds several, often with a leading ` * `.
fn lines(text: &str) -> Vec<String> {
    let block = text.contains('\n');
    text.split('\n').map(|line| line_text(line, block).trim_end().to_owned()).collect()
}

fn line_text(line: &str, block: bool) -> &str {
    let starred = line.trim_start();
    let line = match starred.strip_prefix('*') {
        Some(rest) if block && (rest.is_empty() || rest.starts_with(' ')) => rest,
        _ => line,
    };
    line.strip_prefix(' ').unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn docs_of(item: &str) -> (String, String) {
        let item: syn::ItemStruct = syn::parse_str(item).expect("a struct");
        docs(&item.attrs)
    }

    #[test]
    fn first_paragraph_and_the_rest() {
        let (summary, description) = docs_of(
            "/// Place an\n/// order.\n///\n/// Stock is reserved:\n///\n///     code\n#[derive(Debug)] /// End.\nstruct X;",
        );
        assert_eq!(summary, "Place an order.");
        assert_eq!(description, "Stock is reserved:\n\n    code\nEnd.");
    }

    #[test]
    fn block_comments_lose_their_stars() {
        let (summary, description) = docs_of("/**\n * One.\n *\n * Two.\n */\nstruct X;");
        assert_eq!((summary.as_str(), description.as_str()), ("One.", "Two."));
    }

    #[test]
    fn none() {
        assert_eq!(docs_of("struct X;"), (String::new(), String::new()));
    }
}
