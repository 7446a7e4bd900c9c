//! Compares who is let in: any one of several alternatives, each of them schemes that all have to be satisfied.
//!
//! A scheme is known by what it asks of a request, whatever it is called.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::kind::Kind;
use crate::node::Node;

use super::Comparison;
use super::budget::Budget;
use super::findings::{Place, Spot};
use super::operations::Operation;
use super::same::Sameness;

/// One way to be let in; without schemes, anybody is.
#[derive(Debug)]
struct Alternative<'a> {
    node: Node<'a>,
    schemes: BTreeMap<String, Asked<'a>>,
}

/// What is asked of a request by one scheme.
#[derive(Debug)]
struct Asked<'a> {
    scopes: BTreeSet<&'a str>,
    /// The scheme's definition, if there is one.
    scheme: Option<Node<'a>>,
}

impl Alternative<'_> {
    /// Whether who is let in by the other is let in by this one.
    fn lets_in(&self, other: &Self) -> bool {
        self.schemes
            .iter()
            .all(|(name, asked)| other.schemes.get(name).is_some_and(|given| asked.scopes.is_subset(&given.scopes)))
    }

    fn is_of_schemes(&self, other: &Self) -> bool {
        self.schemes.keys().eq(other.schemes.keys())
    }

    /// "http bearer with scope `read`".
    fn title(&self) -> String {
        let schemes = self.schemes.iter().map(|(name, asked)| match asked.scopes.len() {
            0 => name.clone(),
            _ => format!(
                "{name} with {}",
                asked.scopes.iter().map(|scope| format!("`{scope}`")).collect::<Vec<_>>().join(", ")
            ),
        });
        schemes.collect::<Vec<_>>().join(" and ")
    }
}

impl<'a> Comparison<'a> {
    pub(super) fn compare_security(&mut self, old: &Operation<'a>, new: &Operation<'a>, spot: &Spot) {
        let (was, is) = (requirements(old), requirements(new));
        let lists = [&was, &is].into_iter().flatten();
        if lists.clone().any(|list| !list.value.is_array()) {
            return self.compare_unknown(was.as_ref(), is.as_ref(), spot);
        }
        let olds = alternatives(old, was.as_ref());
        let news = alternatives(new, is.as_ref());
        let had_anybody = olds.iter().any(|alternative| alternative.schemes.is_empty());
        let has_anybody = news.iter().any(|alternative| alternative.schemes.is_empty());
        match (had_anybody, has_anybody) {
            (true, false) => {
                let ways = news.iter().map(Alternative::title).collect::<Vec<_>>().join(", or ");
                let place = Place::new(is.as_ref().unwrap_or(&new.node));
                self.found(Kind::SecurityAdded, spot, place, format!("asks for {ways}, asked for nothing"));
            }
            (false, true) => {
                let place = Place::old(was.as_ref().unwrap_or(&old.node));
                self.found(Kind::SecurityRemoved, spot, place, "nothing has to be shown any more");
            }
            _ => {}
        }
        self.compare_alternatives(&olds, &news, spot);
        self.compare_schemes(&olds, &news, spot);
    }

    fn compare_alternatives(&mut self, olds: &[Alternative<'a>], news: &[Alternative<'a>], spot: &Spot) {
        for old in olds.iter().filter(|old| !old.schemes.is_empty()) {
            if news.iter().any(|new| new.lets_in(old)) {
                continue;
            }
            match news.iter().find(|new| new.is_of_schemes(old)) {
                Some(new) => {
                    let what = format!("asks for {}, was {}", new.title(), old.title());
                    self.found(Kind::SecurityScopeAdded, spot, Place::new(&new.node), what);
                }
                None => {
                    let what = format!("{} no longer lets in", old.title());
                    self.found(Kind::SecurityAlternativeRemoved, spot, Place::old(&old.node), what);
                }
            }
        }
        let had_anybody = olds.iter().any(|alternative| alternative.schemes.is_empty());
        for new in news.iter().filter(|new| !new.schemes.is_empty() && !had_anybody) {
            if olds.iter().any(|old| old.lets_in(new)) {
                continue;
            }
            match olds.iter().find(|old| old.is_of_schemes(new)) {
                Some(old) if new.lets_in(old) => {
                    let what = format!("asks for {}, was {}", new.title(), old.title());
                    self.found(Kind::SecurityScopeRemoved, spot, Place::new(&new.node), what);
                }
                Some(_) => {}
                None => {
                    let what = format!("{} lets in too", new.title());
                    self.found(Kind::SecurityAlternativeAdded, spot, Place::new(&new.node), what);
                }
            }
        }
    }

    /// Schemes that ask for the same, and are defined otherwise.
    fn compare_schemes(&mut self, olds: &[Alternative<'a>], news: &[Alternative<'a>], spot: &Spot) {
        let schemes = |all: &[Alternative<'a>]| -> BTreeMap<String, Node<'a>> {
            let schemes = all.iter().flat_map(|alternative| &alternative.schemes);
            schemes.filter_map(|(name, asked)| Some((name.clone(), asked.scheme.clone()?))).collect()
        };
        let olds = schemes(olds);
        for (name, new) in schemes(news) {
            if olds.get(&name).is_some_and(|old| !is_defined_alike(old, &new, &mut self.sameness, &mut self.budget)) {
                self.found(Kind::SecuritySchemeChanged, spot, Place::new(&new), format!("{name} is defined otherwise"));
            }
        }
    }
}

/// An operation's own security requirements, or else the API's.
fn requirements<'a>(operation: &Operation<'a>) -> Option<Node<'a>> {
    operation.node.member("security").or_else(|| operation.document.member("security"))
}

fn alternatives<'a>(operation: &Operation<'a>, list: Option<&Node<'a>>) -> Vec<Alternative<'a>> {
    let defined = operation.document.member("components").and_then(|components| components.member("securitySchemes"));
    let list = list.into_iter().flat_map(Node::elements);
    let mut alternatives: Vec<_> = list.map(|node| alternative(node, defined.as_ref())).collect();
    if alternatives.is_empty() {
        // Nothing is asked for.
        alternatives.push(Alternative { node: operation.node.clone(), schemes: BTreeMap::new() });
    }
    alternatives
}

fn alternative<'a>(node: Node<'a>, defined: Option<&Node<'a>>) -> Alternative<'a> {
    let schemes = node.members().map(|(name, scopes)| {
        let scheme = defined.and_then(|defined| defined.member(name)).map(|scheme| scheme.resolved());
        let title = scheme.as_ref().and_then(title).unwrap_or_else(|| format!("`{name}`"));
        let scopes = scopes.value.as_array()?.iter().map(Value::as_str).collect::<Option<_>>()?;
        Some((title, Asked { scopes, scheme }))
    });
    let schemes = schemes.collect::<Option<_>>().filter(|_| node.value.is_object());
    // What is not well-formed asks for what nobody understands: it lets in who has the very same.
    let unknown = || BTreeMap::from([(node.value.to_string(), Asked { scopes: BTreeSet::new(), scheme: None })]);
    Alternative { schemes: schemes.unwrap_or_else(unknown), node }
}

/// Whether two schemes of one title are equal in all else.
fn is_defined_alike(old: &Node<'_>, new: &Node<'_>, sameness: &mut Sameness, budget: &mut Budget) -> bool {
    let names: BTreeSet<&str> = old.members().chain(new.members()).map(|(name, _)| name).collect();
    let mut others = names.into_iter().filter(|name| !["in", "name", "scheme", "type"].contains(name));
    others.all(|name| match (old.member(name), new.member(name)) {
        (Some(old), Some(new)) => sameness.is_same(&old, &new, budget),
        _ => false,
    })
}

/// What a scheme asks of a request: "http bearer", "key in header `x-key`".
fn title(scheme: &Node<'_>) -> Option<String> {
    Some(match scheme.text("type")? {
        "http" => format!("http {}", scheme.text("scheme")?.to_ascii_lowercase()),
        "apiKey" => match scheme.text("in")? {
            "header" => format!("key in header `{}`", scheme.text("name")?.to_ascii_lowercase()),
            place => format!("key in {place} `{}`", scheme.text("name")?),
        },
        other => other.to_owned(),
    })
}
