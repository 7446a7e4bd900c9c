//! Whether two values of documents are equal, apart from the names of components.

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap, HashSet};

use serde_json::{Number, Value};

use crate::node::{HOPS_MAX, Node};

use super::budget::Budget;

/// Two values, by their ids.
type PairId = (usize, usize);

/// What is known of pairs of values.
#[derive(Debug, Default)]
pub(super) struct Sameness {
    same: HashSet<PairId>,
    different: HashSet<PairId>,
}

impl Sameness {
    /// Whether two values are equal where references are read as what they name.
    ///
    /// Two references are equal if nothing tells them apart, so that those which lead back to themselves come to an end. What is
    /// too much to be looked at is not known to be the same.
    pub(super) fn is_same(&mut self, old: &Node<'_>, new: &Node<'_>, budget: &mut Budget) -> bool {
        // Each pair, and the one that it was met in.
        let mut met: HashMap<PairId, Option<PairId>> = HashMap::new();
        let mut pending = vec![(old.clone(), new.clone(), None)];
        while let Some((old, new, outer)) = pending.pop() {
            let id = (old.id(), new.id());
            if self.same.contains(&id) || met.contains_key(&id) {
                continue;
            }
            met.insert(id, outer);
            budget.spend(1);
            if budget.is_spent() {
                return false;
            }
            match self.parts(&old, &new, id) {
                Some(parts) => pending.extend(parts.into_iter().map(|(old, new)| (old, new, Some(id)))),
                None => {
                    self.set_different(id, &met);
                    return false;
                }
            }
        }
        // Nothing told any of them apart.
        self.same.extend(met.into_keys());
        true
    }

    /// What has to be the same for these two to be; `None` where they are not.
    fn parts<'a>(&self, old: &Node<'a>, new: &Node<'a>, id: PairId) -> Option<Vec<(Node<'a>, Node<'a>)>> {
        let mut parts = Vec::new();
        let equal = match (old.value, new.value) {
            _ if self.different.contains(&id) => false,
            (Value::Object(_), Value::Object(_)) => compare_members(old, new, &mut parts),
            (Value::Array(olds), Value::Array(news)) => {
                parts.extend(old.elements().zip(new.elements()));
                olds.len() == news.len()
            }
            _ => is_equal(old.value, new.value),
        };
        equal.then_some(parts)
    }

    /// Values around others that differ, differ.
    fn set_different(&mut self, id: PairId, met: &HashMap<PairId, Option<PairId>>) {
        let mut inner = Some(id);
        while let Some(id) = inner {
            self.different.insert(id);
            inner = met.get(&id).copied().flatten();
        }
    }
}

fn compare_members<'a>(old: &Node<'a>, new: &Node<'a>, pending: &mut Vec<(Node<'a>, Node<'a>)>) -> bool {
    let (old_target, new_target) = (plain_target(old), plain_target(new));
    if old_target.is_some() || new_target.is_some() {
        pending.push((old_target.unwrap_or_else(|| old.clone()), new_target.unwrap_or_else(|| new.clone())));
        return true;
    }
    let has_targets = old.target().zip(new.target());
    let is_target = |name: &str| has_targets.is_some() && name == "$ref";
    let names = |node: &Node<'a>| node.members().map(|(name, _)| name).collect::<HashSet<_>>();
    if names(old) != names(new) {
        return false;
    }
    for (name, member) in old.members().filter(|(name, _)| !is_target(name)) {
        let Some(other) = new.member(name) else { return false };
        match (name, member.value, other.value) {
            ("enum" | "required" | "type", Value::Array(olds), Value::Array(news)) => {
                if !is_same_set(olds, news) {
                    return false;
                }
            }
            // What the tags of a discriminator stand for are names of components.
            ("mapping", Value::Object(olds), Value::Object(news)) if old.text("propertyName").is_some() => {
                if !olds.keys().eq(news.keys()) {
                    return false;
                }
            }
            _ => pending.push((member, other)),
        }
    }
    pending.extend(has_targets);
    true
}

/// What can be seen of a schema at once, and is the same of all that are the same.
pub(super) fn shape(node: &Node<'_>) -> String {
    let mut node = node.clone();
    for _ in 0..HOPS_MAX {
        let Some(target) = plain_target(&node) else { break };
        node = target;
    }
    let Value::Object(members) = node.value else { return key(node.value) };
    let texts = |list: &mut dyn Iterator<Item = String>| list.collect::<BTreeSet<_>>().into_iter().collect::<String>();
    texts(&mut members.iter().map(|(name, value)| match (name.as_str(), value) {
        ("enum" | "required" | "type", Value::Array(values)) => format!("{name}{}", texts(&mut values.iter().map(key))),
        ("properties", Value::Object(properties)) => format!("{name}{}", texts(&mut properties.keys().cloned())),
        ("$ref", _) | (_, Value::Array(_) | Value::Object(_)) => name.clone(),
        (name, scalar) => format!("{name}{}", key(scalar)),
    }))
}

/// What a reference without siblings names.
fn plain_target<'a>(node: &Node<'a>) -> Option<Node<'a>> {
    let target = if node.value.as_object()?.len() == 1 { node.target()? } else { return None };
    // A reference to itself names nothing.
    (target.id() != node.id()).then_some(target)
}

fn is_same_set(olds: &[Value], news: &[Value]) -> bool {
    ValueSet::of(olds) == ValueSet::of(news)
}

/// Values by what they are: 1 and 1.0 are one number, and what is lost in writing a number makes no other of it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ValueSet(HashSet<String>);

impl ValueSet {
    pub(super) fn of<'v>(values: impl IntoIterator<Item = &'v Value>) -> Self {
        Self(values.into_iter().map(key).collect())
    }

    pub(super) fn holds(&self, value: &Value) -> bool {
        self.0.contains(&key(value))
    }
}

/// A text that equal values share, and no others.
fn key(value: &Value) -> String {
    match value {
        Value::Number(number) => number_key(number),
        Value::Array(elements) => format!("[{}]", elements.iter().map(key).collect::<Vec<_>>().join(",")),
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().map(|(name, value)| format!("{name:?}:{}", key(value))).collect();
            members.sort_unstable();
            format!("{{{}}}", members.join(","))
        }
        scalar => scalar.to_string(),
    }
}

fn number_key(number: &Number) -> String {
    match (number.as_i128(), number.as_f64()) {
        (Some(integer), _) => integer.to_string(),
        // Adding 0 takes the sign from -0.
        (None, Some(float)) if float.fract() == 0.0 => format!("{:.0}", float + 0.0),
        (None, Some(float)) => format!("{float:.14e}"),
        (None, None) => number.to_string(),
    }
}

/// Equality of JSON Schema: 1 and 1.0 are one number.
pub(super) fn is_equal(old: &Value, new: &Value) -> bool {
    match (old, new) {
        (Value::Number(old), Value::Number(new)) => order(old, new) == Ordering::Equal,
        (Value::Array(old), Value::Array(new)) => {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| is_equal(old, new))
        }
        (Value::Object(old), Value::Object(new)) => {
            old.len() == new.len() && old.iter().all(|(name, old)| new.get(name).is_some_and(|new| is_equal(old, new)))
        }
        _ => old == new,
    }
}

/// The order of two numbers. Those that differ by what is lost in writing them are equal.
pub(super) fn order(old: &Number, new: &Number) -> Ordering {
    if let (Some(old), Some(new)) = (old.as_i128(), new.as_i128()) {
        return old.cmp(&new);
    }
    let (old, new) = (old.as_f64().unwrap_or_default(), new.as_f64().unwrap_or_default());
    let lost = 2.0 * f64::EPSILON * old.abs().max(new.abs());
    if (old - new).abs() <= lost { Ordering::Equal } else { old.total_cmp(&new) }
}
