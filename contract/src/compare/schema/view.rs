//! What a schema says, however it is written: references followed, `allOf` put together, `null` and listed values told apart.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde_json::{Number, Value};

use crate::kind::Direction;
use crate::node::Node;

use super::super::same::{ValueSet, order};
use super::types::Types;

/// A bound of a number, a length or a count.
#[derive(Debug, Clone)]
pub(super) struct Limit<'a> {
    pub(super) node: Node<'a>,
    pub(super) value: Number,
    /// The bound itself is out.
    pub(super) is_exclusive: bool,
}

/// Several schemas of which one holds.
#[derive(Debug, Clone)]
pub(super) struct Union<'a> {
    pub(super) at: Node<'a>,
    /// All single values among the variants.
    pub(super) values: Vec<Node<'a>>,
    /// All other variants but `null`. Each is a list of schemas that all hold.
    pub(super) variants: Vec<Vec<Node<'a>>>,
}

/// What some schemas say together.
#[derive(Debug, Default)]
pub(super) struct View<'a> {
    /// Without `null`; any where there is none.
    pub(super) types: Option<Types>,
    /// Where types are told.
    pub(super) types_at: Option<Node<'a>>,
    /// Whether something keeps `null` out, and where `null` is told.
    pub(super) refuses_null: bool,
    pub(super) null_at: Option<Node<'a>>,
    /// Without `null`; any where there are none.
    pub(super) values: Option<Vec<Node<'a>>>,
    pub(super) values_at: Option<Node<'a>>,
    pub(super) format: Option<Node<'a>>,
    /// By the name of the inclusive keyword.
    pub(super) limits: BTreeMap<&'static str, Limit<'a>>,
    pub(super) multiple_of: Option<Node<'a>>,
    pub(super) unique: Option<Node<'a>>,
    pub(super) patterns: BTreeMap<&'a str, Node<'a>>,
    pub(super) default: Option<Node<'a>>,
    pub(super) deprecated: Option<Node<'a>>,
    /// Without those that do not travel in this direction.
    pub(super) properties: BTreeMap<&'a str, Vec<Node<'a>>>,
    pub(super) required: BTreeMap<&'a str, Node<'a>>,
    /// Properties that travel the other way only.
    pub(super) hidden: BTreeSet<&'a str>,
    /// Where unknown properties are refused.
    pub(super) closed: Option<Node<'a>>,
    /// What unknown properties have to be.
    pub(super) extra: Option<Node<'a>>,
    /// What is said of properties that the schema it stands in does not know, each with those that it knows.
    unknown: Vec<(Node<'a>, BTreeSet<&'a str>)>,
    pub(super) prefix: Vec<Node<'a>>,
    pub(super) items: Option<Node<'a>>,
    pub(super) unions: Vec<Union<'a>>,
    pub(super) discriminator: Option<Node<'a>>,
    /// How many schemas were looked at.
    pub(super) looks: usize,
    /// Keywords that are not understood, or have not the form they should have.
    pub(super) others: BTreeMap<&'a str, Vec<Node<'a>>>,
}

/// A schema still to be added to a view, and whether a union around it lets `null` in.
type Pending<'a> = Vec<(Node<'a>, bool)>;

impl<'a> View<'a> {
    /// What these schemas say together of values that travel in this direction.
    pub(super) fn of(schemas: &[Node<'a>], direction: Direction) -> Self {
        let mut view = Self::default();
        let mut pending: Pending<'a> = schemas.iter().rev().map(|node| (node.clone(), false)).collect();
        let mut seen = HashSet::new();
        while let Some((node, lets_null)) = pending.pop() {
            // References may lead back to themselves.
            if seen.insert(node.id()) {
                view.add(&node, lets_null, &mut pending);
            }
        }
        view.looks = seen.len();
        view.finish(direction);
        view
    }

    /// Whether it says nothing of what a value is.
    pub(super) fn is_open(&self) -> bool {
        self.types.is_none() && self.values.is_none() && self.unions.is_empty()
    }

    /// Whether its unions say all but the type.
    pub(super) fn is_bare(&self) -> bool {
        self.values.is_none()
            && self.limits.is_empty()
            && self.multiple_of.is_none()
            && self.patterns.is_empty()
            && self.format.is_none()
            && self.properties.is_empty()
            && self.required.is_empty()
            && self.closed.is_none()
            && self.extra.is_none()
            && self.prefix.is_empty()
            && self.items.is_none()
            && self.others.is_empty()
    }

    /// What a property without a description of its own has to be, where something is said of such ones.
    pub(super) fn extra_for(&self, name: &str) -> Option<Node<'a>> {
        // Which names a regex lets in is not told.
        let has_regexes = self.others.contains_key("patternProperties");
        let is_unknown = self.closed.is_none() && !self.hidden.contains(name) && !has_regexes;
        self.extra.clone().filter(|_| is_unknown)
    }

    fn add(&mut self, node: &Node<'a>, lets_null: bool, pending: &mut Pending<'a>) {
        match node.value {
            Value::Bool(true) => {}
            Value::Bool(false) => self.narrow_types(Types::NONE, node, lets_null),
            Value::Object(_) => {
                for (name, member) in node.members() {
                    if self.add_keyword(name, &member, node, lets_null, pending).is_none() {
                        self.others.entry(name).or_default().push(member);
                    }
                }
            }
            _ => self.others.entry("").or_default().push(node.clone()),
        }
    }

    /// `None` where the keyword is not understood, or has not the form it should have.
    fn add_keyword(
        &mut self,
        name: &'a str,
        member: &Node<'a>,
        schema: &Node<'a>,
        lets_null: bool,
        pending: &mut Pending<'a>,
    ) -> Option<()> {
        match name {
            "$ref" => pending.push((schema.target()?, lets_null)),
            "allOf" => {
                member.value.as_array()?;
                pending.extend(member.elements().map(|node| (node, lets_null)));
            }
            "anyOf" | "oneOf" => {
                member.value.as_array().filter(|variants| !variants.is_empty())?;
                self.add_union(member, lets_null, pending);
            }
            "type" => self.narrow_types(Types::parse(member.value)?, member, lets_null),
            "enum" => {
                member.value.as_array()?;
                self.narrow_values(member.elements().collect(), member, lets_null);
            }
            "const" => self.narrow_values(vec![member.clone()], member, lets_null),
            "additionalProperties" | "unevaluatedProperties" => self.add_extra(member, schema)?,
            "default" => drop(self.default.get_or_insert_with(|| member.clone())),
            "deprecated" => self.add_deprecated(member)?,
            "discriminator" => {
                member.text("propertyName")?;
                self.discriminator = Some(member.clone());
            }
            "format" => self.add_format(member)?,
            "items" => self.add_items(member)?,
            "multipleOf" => {
                member.value.as_number().filter(|_| self.multiple_of.is_none())?;
                self.multiple_of = Some(member.clone());
            }
            "pattern" => drop(self.patterns.insert(member.value.as_str()?, member.clone())),
            "prefixItems" => {
                member.value.as_array().filter(|_| self.prefix.is_empty())?;
                self.prefix = member.elements().collect();
            }
            "properties" => {
                member.value.as_object()?;
                for (name, property) in member.members() {
                    self.properties.entry(name).or_default().push(property);
                }
            }
            "required" => self.add_required(member)?,
            "uniqueItems" => {
                if member.value.as_bool()? {
                    self.unique = Some(member.clone());
                }
            }
            // They allow everything, or are looked at by those who refer to them.
            "$anchor" | "$defs" | "$id" | "$schema" | "definitions" | "readOnly" | "writeOnly" => {}
            _ => self.add_limit(name, member)?,
        }
        Some(())
    }

    fn narrow_types(&mut self, types: Types, at: &Node<'a>, lets_null: bool) {
        let narrowed = types.without_null();
        self.types = Some(self.types.map_or(narrowed, |known| known.intersection(narrowed)));
        self.types_at.get_or_insert_with(|| at.clone());
        if types.has_null() {
            self.null_at.get_or_insert_with(|| at.clone());
        } else if !lets_null {
            self.refuse_null();
        }
    }

    fn narrow_values(&mut self, values: Vec<Node<'a>>, at: &Node<'a>, lets_null: bool) {
        let (nulls, values): (Vec<_>, Vec<_>) = values.into_iter().partition(|node| node.value.is_null());
        if nulls.is_empty() && !lets_null {
            self.refuse_null();
        }
        if let Some(null) = nulls.into_iter().next() {
            self.null_at.get_or_insert(null);
        }
        self.values = Some(match self.values.take() {
            Some(known) => {
                let values = ValueSet::of(values.iter().map(|node| node.value));
                known.into_iter().filter(|one| values.holds(one.value)).collect()
            }
            None => values,
        });
        self.values_at.get_or_insert_with(|| at.clone());
    }

    fn refuse_null(&mut self) {
        self.refuses_null = true;
    }

    /// A union of one variant and `null` is that variant; one of single values is a list of values.
    fn add_union(&mut self, at: &Node<'a>, lets_null: bool, pending: &mut Pending<'a>) {
        let (nulls, others): (Vec<_>, Vec<_>) = at.elements().partition(is_null);
        if let Some(null) = nulls.first() {
            self.null_at.get_or_insert_with(|| null.clone());
        }
        let lets_null = lets_null || !nulls.is_empty();
        if let [single] = others.as_slice() {
            return pending.push((single.clone(), lets_null));
        }
        if let Some(types) = plain_types(&others, at) {
            return self.narrow_types(types, at, lets_null);
        }
        let mut union = Union { at: at.clone(), values: Vec::new(), variants: Vec::new() };
        let mut types = Types::NONE;
        for variant in others {
            match single_values(&variant) {
                Some(values) => {
                    types = values.iter().fold(types, |types, node| types.union(Types::of(node.value)));
                    union.values.extend(values);
                }
                None => union.variants.push(vec![variant]),
            }
        }
        if union.variants.is_empty() {
            self.narrow_types(types, at, lets_null);
            return self.narrow_values(union.values, at, lets_null);
        }
        let lists_null = union.values.iter().any(|node| node.value.is_null());
        union.values.retain(|node| !node.value.is_null());
        if !lets_null && !lists_null {
            self.refuse_null();
        }
        self.unions.push(union);
    }

    fn add_extra(&mut self, member: &Node<'a>, schema: &Node<'a>) -> Option<()> {
        match member.value {
            Value::Bool(true) => return Some(()),
            Value::Bool(false) => self.closed = Some(member.clone()),
            Value::Object(_) if self.extra.is_none() => self.extra = Some(member.clone()),
            _ => return None,
        }
        // Which names a regex lets in is not told.
        if schema.member("patternProperties").is_none() {
            self.unknown.push((member.clone(), known_properties(schema, member)));
        }
        Some(())
    }

    fn add_deprecated(&mut self, member: &Node<'a>) -> Option<()> {
        if member.value.as_bool()? {
            self.deprecated = Some(member.clone());
        }
        Some(())
    }

    fn add_format(&mut self, member: &Node<'a>) -> Option<()> {
        let format = member.value.as_str()?;
        match &self.format {
            Some(known) if known.value == format => {}
            Some(_) => return None,
            None => self.format = Some(member.clone()),
        }
        Some(())
    }

    fn add_items(&mut self, member: &Node<'a>) -> Option<()> {
        let is_schema = member.value.is_object() || member.value.is_boolean();
        if !is_schema || self.items.is_some() {
            return None;
        }
        self.items = Some(member.clone());
        Some(())
    }

    fn add_required(&mut self, member: &Node<'a>) -> Option<()> {
        let names = member.elements().map(|node| Some((node.value.as_str()?, node)));
        let names = names.collect::<Option<Vec<_>>>().filter(|_| member.value.is_array())?;
        self.required.extend(names);
        Some(())
    }

    fn add_limit(&mut self, name: &str, member: &Node<'a>) -> Option<()> {
        let (name, is_exclusive) = match name {
            "exclusiveMinimum" => ("minimum", true),
            "exclusiveMaximum" => ("maximum", true),
            _ => (name, false),
        };
        const NAMES: [&str; 8] =
            ["maxItems", "maxLength", "maxProperties", "maximum", "minItems", "minLength", "minProperties", "minimum"];
        let name = NAMES.into_iter().find(|known| *known == name)?;
        let limit = Limit { node: member.clone(), value: member.value.as_number()?.clone(), is_exclusive };
        match self.limits.get(name) {
            Some(known) if !limit.is_tighter(known, name) => {}
            _ => drop(self.limits.insert(name, limit)),
        }
        Some(())
    }

    fn finish(&mut self, direction: Direction) {
        self.infer_types();
        self.settle_limits();
        self.settle_unknown();
        self.hide_properties(direction);
    }

    /// Listed values have types, told or not.
    fn infer_types(&mut self) {
        let (Some(values), None) = (&self.values, self.types) else { return };
        let types = values.iter().fold(Types::NONE, |types, node| types.union(Types::of(node.value)));
        self.types = Some(types);
        self.types_at = self.values_at.clone();
    }

    /// Equal limits look equal: a count is at least 0 anyway, and an integer above 0 is at least 1.
    fn settle_limits(&mut self) {
        let zero = Number::from(0);
        self.limits.retain(|name, limit| {
            !(name.starts_with("min") && *name != "minimum" && order(&limit.value, &zero).is_eq())
        });
        if self.types.is_some_and(Types::is_integer) {
            for (name, limit) in &mut self.limits {
                limit.include(if *name == "minimum" { 1 } else { -1 });
            }
        }
    }

    /// A property that one part of an `allOf` describes may be unknown to another part, and is refused by it, or has to be what
    /// that part says of unknown ones.
    fn settle_unknown(&mut self) {
        for (said, known) in &self.unknown {
            if said.value == &Value::Bool(false) {
                self.properties.retain(|name, _| known.contains(name));
            }
            for (_, schemas) in self.properties.iter_mut().filter(|(name, _)| !known.contains(*name)) {
                schemas.push(said.clone());
            }
        }
    }

    /// "readOnly: … SHOULD NOT be sent as part of the request" (OpenAPI 3.0.4, section 4.7.24.2); `writeOnly` is its reverse.
    fn hide_properties(&mut self, direction: Direction) {
        let word = match direction {
            Direction::Request => "readOnly",
            Direction::Response => "writeOnly",
        };
        let hidden =
            |schemas: &Vec<Node<'a>>| schemas.iter().any(|node| node.is_set(word) || node.resolved().is_set(word));
        self.hidden = self.properties.iter().filter(|(_, schemas)| hidden(schemas)).map(|(name, _)| *name).collect();
        self.properties.retain(|name, _| !self.hidden.contains(name));
        self.required.retain(|name, _| !self.hidden.contains(name));
    }
}

impl Limit<'_> {
    /// Whether it lets less in than the other limit of this name.
    pub(super) fn is_tighter(&self, other: &Self, name: &str) -> bool {
        let order = order(&self.value, &other.value);
        let beyond = if name.starts_with("min") { order.is_gt() } else { order.is_lt() };
        beyond || (order.is_eq() && self.is_exclusive && !other.is_exclusive)
    }

    /// The first integer within an exclusive limit, this far from it.
    fn include(&mut self, step: i64) {
        if let (true, Some(value)) = (self.is_exclusive, self.value.as_i64().and_then(|value| value.checked_add(step)))
        {
            self.value = value.into();
            self.is_exclusive = false;
        }
    }
}

/// Whether a variant is `null` and nothing else.
fn is_null(variant: &Node<'_>) -> bool {
    let is = |name: &str| variant.value.get(name);
    let values = is("const").is_some_and(Value::is_null)
        || is("enum")
            .and_then(Value::as_array)
            .is_some_and(|values| !values.is_empty() && values.iter().all(Value::is_null));
    values
        || is("type")
            .and_then(Types::parse)
            .is_some_and(|types| types.has_null() && types.without_null() == Types::NONE)
}

/// The types that variants allow, if they say nothing else: `anyOf` of several types is a list of types.
fn plain_types(variants: &[Node<'_>], at: &Node<'_>) -> Option<Types> {
    let is_one_of = at.pointer.ends_with("/oneOf");
    variants.iter().try_fold(Types::NONE, |all, variant| {
        let variant = if variant.value.as_object()?.len() == 1 { variant.resolved() } else { variant.clone() };
        let members = variant.value.as_object()?;
        let types = Types::parse(members.get("type")?).filter(|_| members.len() == 1)?;
        // What two variants of a `oneOf` allow is refused.
        (!is_one_of || all.intersection(types) == Types::NONE).then(|| all.union(types))
    })
}

/// The properties that a schema knows. `additionalProperties` sees those beside it only, `unevaluatedProperties` all that the schema
/// is made of.
fn known_properties<'a>(schema: &Node<'a>, member: &Node<'a>) -> BTreeSet<&'a str> {
    let mut known = BTreeSet::new();
    let mut pending = vec![schema.clone()];
    let mut seen = HashSet::new();
    while let Some(schema) = pending.pop() {
        if !seen.insert(schema.id()) {
            continue;
        }
        known.extend(schema.member("properties").iter().flat_map(Node::members).map(|(name, _)| name));
        if member.pointer.ends_with("/unevaluatedProperties") {
            pending.extend(schema.target());
            for list in ["allOf", "anyOf", "oneOf"].into_iter().filter_map(|name| schema.member(name)) {
                pending.extend(list.elements());
            }
            pending.extend(["if", "then", "else"].into_iter().filter_map(|name| schema.member(name)));
            pending.extend(schema.member("dependentSchemas").iter().flat_map(Node::members).map(|(_, node)| node));
        }
    }
    known
}

/// The values of a variant that lists them, and says nothing else.
fn single_values<'a>(variant: &Node<'a>) -> Option<Vec<Node<'a>>> {
    let says_more = variant.members().any(|(name, _)| !matches!(name, "const" | "deprecated" | "enum" | "type"));
    if says_more {
        return None;
    }
    match (variant.member("const"), variant.member("enum")) {
        (Some(value), None) => Some(vec![value]),
        (None, Some(list)) if list.value.is_array() => Some(list.elements().collect()),
        _ => None,
    }
}
