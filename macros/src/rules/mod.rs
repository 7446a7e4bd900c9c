//! Validation rules as the user writes them: `email`, `length(min = 1, max = 50)`, `range(max = 9, status = 400)`, …
//!
//! They stand in `#[validate(…)]` on fields and arguments, and beside `name` and `default` in `#[query(…)]` and its like.
//! [`parse`] turns tokens into [`Rule`]s and notes what is wrong with them; [`expand`] writes the call that runs one;
//! [`schema`] says them again as keywords of a schema, and [`facts`] as data; [`default`] holds a default against them, [`literal`] against its type.

mod default;
mod expand;
mod facts;
mod literal;
mod parse;
mod schema;
#[cfg(test)]
mod tests;

use proc_macro2::Ident;
use syn::{Expr, LitStr};

pub(crate) use self::default::{check_default, default_of};
pub(crate) use self::expand::{bound, demand, expand, expand_on};
pub(crate) use self::facts::{SchemaFact, schema_facts};
pub(crate) use self::literal::Literal;
pub(crate) use self::parse::{
    Parsed, check_fit, is_option, misplaced_option, parse_attribute, parse_one, plain, push_rule, rule_names,
};
pub(crate) use self::schema::{json_of, said, schema_keywords, told, told_of, written_integer};

/// One rule with its parameters, known to be well-formed; whether it fits the type of the value is the compiler's to say.
#[derive(Clone)]
pub(crate) struct Rule {
    /// The rule's name, as the user wrote it.
    pub(crate) name: Ident,
    /// What it demands.
    pub(crate) kind: Kind,
    /// What the client is told.
    pub(crate) options: Options,
}

impl Rule {
    /// A rule across several values: its function is called with all of them, in place of one.
    pub(crate) fn applied_to(&self, values: &[Ident]) -> Self {
        let mut rule = self.clone();
        if let Kind::Custom(function) = &mut rule.kind {
            *function = syn::parse_quote!((|_: &()| #function(#(#values),*)));
        }
        rule
    }
}

/// What a rule demands.
#[derive(Clone)]
pub(crate) enum Kind {
    /// An email address.
    Email,
    /// An absolute URL.
    Url,
    /// An IP address: `ip` of either version, `ipv4`, `ipv6`.
    Ip,
    Ipv4,
    Ipv6,
    /// The number of a credit card.
    CreditCard,
    /// Text without control characters.
    NonControlCharacter,
    /// So many characters, elements or entries.
    Length(Bounds),
    /// A number between bounds.
    Range(Bounds),
    /// Text that matches a regular expression.
    Regex(Regex),
    /// Text with this part, or a collection with this element.
    Contains(Expr),
    /// Text without this part, or a collection without this element.
    DoesNotContain(Expr),
    /// The same value as another one.
    MustMatch {
        /// What the other value is called; a reference.
        other: Ident,
        /// The other's name, for the client.
        name: String,
    },
    /// What a function of the user's says.
    Custom(Expr),
    /// An `Option` that is `Some`.
    Required,
    /// The rules of the type itself, and of the elements of a collection.
    Nested,
    /// No rules at all.
    Skip,
}

/// The bounds of `length` and `range`; `length` has no exclusive ones, `range` no `equal`.
#[derive(Clone, Default)]
pub(crate) struct Bounds {
    pub(crate) min: Option<Expr>,
    pub(crate) max: Option<Expr>,
    pub(crate) exclusive_min: Option<Expr>,
    pub(crate) exclusive_max: Option<Expr>,
    pub(crate) equal: Option<Expr>,
}

/// Where a regular expression comes from.
#[derive(Clone)]
pub(crate) enum Regex {
    /// A `static` of the user's.
    Path(Expr),
    /// Written out.
    Literal(LitStr),
}

/// What every rule may carry beside its own parameters.
#[derive(Clone, Default)]
pub(crate) struct Options {
    /// The status of the answer, 400 to 999.
    pub(crate) status: Option<u16>,
    /// The fault's text for people.
    pub(crate) message: Option<LitStr>,
    /// The fault's code for programs.
    pub(crate) code: Option<LitStr>,
}
