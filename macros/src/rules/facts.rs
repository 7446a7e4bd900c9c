//! Rules said again as data about a schema, where all that they say is written out.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Expr, ExprLit, Lit};

use super::parse::{Number, number, plain};
use super::schema::NO_CONTROL_CHARACTERS;
use super::{Bounds, Kind, Regex, Rule};

/// A keyword that a schema gets.
pub(crate) struct SchemaFact {
    /// The variant of the runtime's `Fact`, and what it holds.
    pub(crate) tokens: TokenStream,
    /// Whether it comes after all else that the schema says.
    pub(crate) is_last: bool,
}

/// What the rules say, in the order in which a schema has it; `None` where a value is one that the compiler has to work out, or
/// where two rules say the same keyword.
pub(crate) fn schema_facts(rules: &[Rule]) -> Option<Vec<SchemaFact>> {
    let mut facts: Vec<(u8, SchemaFact)> = Vec::new();
    for rule in rules {
        match &rule.kind {
            Kind::Length(bounds) => facts.extend(length(bounds)?.map(|tokens| (0, keyword(tokens)))),
            Kind::Range(bounds) => facts.extend(range(bounds)?.map(|fact| (1, fact))),
            kind => {
                let Some((rank, tokens)) = of_text(kind)? else { continue };
                // A schema has room for one pattern, the first, and for one format.
                match (rank, facts.iter().any(|(other, _)| *other == rank)) {
                    (_, false) => facts.push((rank, keyword(tokens))),
                    (2, true) => {}
                    _ => return None,
                }
            }
        }
    }
    facts.sort_by_key(|(rank, _)| *rank);
    Some(facts.into_iter().map(|(_, fact)| fact).collect())
}

fn keyword(tokens: TokenStream) -> SchemaFact {
    SchemaFact { tokens, is_last: false }
}

/// The facts of rules on texts, patterns before formats; `Some(None)` where a schema cannot say the rule.
fn of_text(kind: &Kind) -> Option<Option<(u8, TokenStream)>> {
    Some(Some(match kind {
        Kind::Regex(Regex::Literal(pattern)) => (2, quote!(Pattern(#pattern))),
        Kind::NonControlCharacter => (2, quote!(Pattern(#NO_CONTROL_CHARACTERS))),
        Kind::Contains(part) => match plain(part) {
            Expr::Lit(ExprLit { lit: Lit::Str(part), .. }) => (2, quote!(Contains(#part))),
            _ => return Some(None),
        },
        Kind::Email => (3, quote!(Format("email"))),
        Kind::Url => (3, quote!(Format("uri"))),
        Kind::Ip => (3, quote!(Format("ip"))),
        Kind::Ipv4 => (3, quote!(Format("ipv4"))),
        Kind::Ipv6 => (3, quote!(Format("ipv6"))),
        // It makes another schema of an `Option`'s.
        Kind::Required | Kind::Regex(Regex::Path(_)) => return None,
        _ => return Some(None),
    }))
}

fn length(bounds: &Bounds) -> Option<impl Iterator<Item = TokenStream> + use<>> {
    let min = integer(bounds.min.as_ref().or(bounds.equal.as_ref()))?;
    let max = integer(bounds.max.as_ref().or(bounds.equal.as_ref()))?;
    let min = min.map(|min| quote!(MinLength(#min)));
    Some(min.into_iter().chain(max.map(|max| quote!(MaxLength(#max)))))
}

fn range(bounds: &Bounds) -> Option<impl Iterator<Item = SchemaFact> + use<>> {
    let mut facts = Vec::new();
    for (name, bound, is_last) in [
        ("minimum", &bounds.min, false),
        ("maximum", &bounds.max, false),
        ("exclusiveMinimum", &bounds.exclusive_min, true),
        ("exclusiveMaximum", &bounds.exclusive_max, true),
    ] {
        let Some(bound) = bound else { continue };
        let tokens = match number(bound)? {
            Number::Int(bound) => {
                let bound = i64::try_from(bound).ok()?;
                quote!(Integer(#name, #bound))
            }
            Number::Float(bound) => quote!(Float(#name, #bound)),
        };
        facts.push(SchemaFact { tokens, is_last });
    }
    Some(facts.into_iter())
}

/// A whole number that is written out, or none.
fn integer(bound: Option<&Expr>) -> Option<Option<i64>> {
    let Some(bound) = bound else { return Some(None) };
    match number(bound) {
        Some(Number::Int(number)) => i64::try_from(number).ok().map(Some),
        _ => None,
    }
}
