//! The deserializer that stands in: where a node is not what the type demands, it notes a fault and hands over a value of the
//! kind that is demanded, so that the parse goes on.
//!
//! A stand-in is the plainest value of its kind; a type that refuses it is offered the next one of the kind's ladder (a uuid
//! takes none but a uuid).

use std::borrow::Cow;

use serde::de::value::MapDeserializer;
use serde::de::{Deserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::elements::Elements;
use super::ledger::{Injected, Ledger, Mend, Spot};
use super::members::Members;
use super::node::Node;
use super::refusal::Refusal;
use super::settle::{Demand, Reading};
use super::variant::{Choice, Content};
use super::words;
use crate::problem::Location;

/// Texts that types with a form of their own take.
const TEXTS: [&str; 12] = [
    "",
    "a",
    "0",
    "00000000-0000-0000-0000-000000000000",
    "1970-01-01T00:00:00Z",
    "1970-01-01",
    "00:00:00",
    "1970-01-01T00:00:00",
    "PT0S",
    "a@example.com",
    "https://example.com/",
    "0.0.0.0",
];

/// The ladder of what stands in for anything: 0, an object, the texts, a bool, a list.
const ANYTHING: usize = TEXTS.len() + 4;
/// The object's step.
pub(super) const OBJECT_STEP: usize = 1;

/// How serde_json calls its type of unparsed JSON, which it reads by this name alone.
pub(super) const RAW_VALUE: &str = "$serde_json::private::RawValue";

/// How many stand-ins there are for a demand; for an enum it is the number of its `variants`.
pub(super) fn ladder(demand: Demand, variants: usize) -> usize {
    match demand {
        Demand::Bool | Demand::Whole | Demand::Float | Demand::Character => 2,
        Demand::Text => TEXTS.len(),
        Demand::Any => ANYTHING,
        Demand::Enum => variants.min(8),
        Demand::Nothing | Demand::Struct | Demand::Map | Demand::Other => 0,
    }
}

/// A node to be read; where there is none, a value is made up.
pub(super) struct Reader<'x, 'de> {
    pub(super) node: Option<&'x Node<'de>>,
    pub(super) at: &'x Location<'x>,
    pub(super) reading: &'x mut Reading,
    pub(super) ledger: &'x mut Ledger,
}

impl<'x, 'de> Reader<'x, 'de> {
    /// The node, unless a stand-in is to be given in its place.
    fn demand(&mut self, demand: Demand) -> Option<&'x Node<'de>> {
        self.reading.demand = demand;
        let stands_in = self.node.is_none() || matches!(self.reading.mend, Some(Mend::StandIn(_)));
        self.reading.stood_in = stands_in;
        if stands_in { None } else { self.node }
    }

    /// Notes that the node is not what is demanded. The place of a made-up value has its fault already.
    fn note_wrong(&mut self, code: &'static str, detail: impl Into<Cow<'static, str>>) {
        self.reading.stood_in = true;
        if let (Some(node), false) = (self.node, matches!(self.reading.mend, Some(Mend::StandIn(_)))) {
            self.ledger.note(self.at, code, detail);
            if ladder(self.reading.demand, self.reading.ladder) > 0 {
                self.ledger.set_mend(node, Mend::StandIn(self.reading.step));
            }
        }
    }

    fn stand_in_text<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        // The tag of an enum takes its names alone, once they are known.
        let text = match self.ledger.names(self.reading.type_name) {
            Some(names) => names.get(self.reading.step),
            None => TEXTS.get(self.reading.step),
        };
        match text {
            Some(text) => visitor.visit_borrowed_str(text),
            None => Err(Refusal::Out),
        }
    }

    fn stand_in_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        const FIRST_TEXT: usize = OBJECT_STEP + 1;
        const BOOL: usize = FIRST_TEXT + TEXTS.len();
        const LIST: usize = BOOL + 1;
        match self.reading.step {
            0 => visitor.visit_u64(0),
            OBJECT_STEP => visitor.visit_map(self.members(Demand::Any, None)),
            step @ FIRST_TEXT..BOOL => visitor.visit_borrowed_str(TEXTS[step - FIRST_TEXT]),
            BOOL => visitor.visit_bool(false),
            LIST => visitor.visit_seq(Elements::list(&[], self.at, self.ledger)),
            _ => Err(Refusal::Out),
        }
    }

    fn float<V: Visitor<'de>>(mut self, fits: fn(f64) -> bool, visitor: V) -> Result<V::Value, Refusal> {
        if let Some(node) = self.demand(Demand::Float) {
            match node {
                Node::Number(digits) => match finite(digits).filter(|number| fits(*number)) {
                    Some(number) => return visitor.visit_f64(number),
                    None => self.note_wrong("type", words::TOO_LARGE),
                },
                _ => self.note_wrong("type", words::NUMBER),
            }
        }
        match self.reading.step {
            0 => visitor.visit_f64(0.0),
            1 => visitor.visit_f64(1.0),
            _ => Err(Refusal::Out),
        }
    }

    fn any_number<V: Visitor<'de>>(mut self, digits: &str, visitor: V) -> Result<V::Value, Refusal> {
        if digits != "-0" {
            if let Ok(number) = digits.parse::<u64>() {
                return visitor.visit_u64(number);
            }
            if let Ok(number) = digits.parse::<i64>() {
                return visitor.visit_i64(number);
            }
        }
        match finite(digits) {
            Some(number) => visitor.visit_f64(number),
            None => {
                self.note_wrong("type", words::TOO_LARGE);
                self.stand_in_any(visitor)
            }
        }
    }

    fn text<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Refusal> {
        match self.demand(Demand::Text) {
            Some(Node::Text(text)) => return visit_text(text, visitor),
            Some(_) => self.note_wrong("type", words::TEXT),
            None => {}
        }
        self.stand_in_text(visitor)
    }

    fn bytes<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Refusal> {
        match self.demand(Demand::Other) {
            Some(Node::Text(Cow::Borrowed(text))) => return visitor.visit_borrowed_bytes(text.as_bytes()),
            Some(Node::Text(Cow::Owned(text))) => return visitor.visit_bytes(text.as_bytes()),
            Some(Node::List(nodes)) => return visitor.visit_seq(Elements::list(nodes, self.at, self.ledger)),
            Some(_) => self.note_wrong("type", words::BYTES),
            None => {}
        }
        visitor.visit_borrowed_bytes(&[])
    }

    fn null<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Refusal> {
        if !matches!(self.demand(Demand::Other), Some(Node::Null) | None) {
            self.note_wrong("type", words::NULL);
        }
        visitor.visit_unit()
    }

    /// The elements of a list.
    fn elements(mut self) -> Elements<'x, 'de> {
        let nodes = match self.demand(Demand::Other) {
            Some(Node::List(nodes)) => nodes.as_slice(),
            Some(_) => {
                self.note_wrong("type", words::LIST);
                &[]
            }
            None => &[],
        };
        Elements::list(nodes, self.at, self.ledger)
    }

    /// A list of so many values. One that is too short or too long is cut or filled up.
    fn fixed_elements(mut self, length: usize) -> Elements<'x, 'de> {
        let nodes = match self.demand(Demand::Other) {
            Some(Node::List(nodes)) => nodes.as_slice(),
            _ => &[],
        };
        if nodes.len() != length {
            self.note_wrong("type", words::list_of(length));
        }
        Elements::fixed(nodes, length, self.at, self.ledger)
    }

    /// The members of an object; a struct has a name, and names for them.
    fn members(mut self, demand: Demand, shape: Option<(&str, &[&str])>) -> Members<'x, 'de> {
        let node = self.demand(demand);
        if !matches!(node, Some(Node::Object(_)) | None) {
            self.note_wrong("type", words::OBJECT);
        }
        let mut made_up = self.ledger.injected(self.reading.spot(self.node));
        if let Some((name, fields)) = shape {
            self.add_required(name, fields, &mut made_up);
        }
        let order = shape.map_or(&[][..], |(_, fields)| fields);
        Members::new(node, order, made_up, self.at, self.reading, self.ledger)
    }

    /// Names every member that a known struct lacks, and has it made up.
    fn add_required(&mut self, name: &str, fields: &[&str], made_up: &mut Vec<Injected>) {
        let members = self.node.map_or(&[][..], Node::members);
        for required in self.ledger.required(name, fields, self.node) {
            if made_up.iter().any(|known| known.name == required)
                || members.iter().any(|member| member.name == required)
            {
                continue;
            }
            if let Some(node @ Node::Object(_)) = self.node {
                self.ledger.note(&self.at.key(required), "required", words::MISSING);
                self.ledger.inject(Spot::Node(node.id()), required);
            }
            made_up.push(Injected { name: required, step: 0 });
        }
    }

    fn choice<V: Visitor<'de>>(mut self, variants: &'static [&'static str], visitor: V) -> Result<V::Value, Refusal> {
        self.reading.ladder = variants.len();
        let known = self.ledger.names(self.reading.type_name);
        let is_known = |name: &str| known.is_none_or(|names| names.contains(&name));
        let chosen = match self.demand(Demand::Enum) {
            Some(Node::Text(name)) if is_known(name) => Some((name, Content::Nothing)),
            Some(Node::Object(members)) => match members.as_slice() {
                [only] if is_known(&only.name) => Some((&only.name, Content::Node(&only.value))),
                _ => None,
            },
            _ => None,
        };
        if let Some((name, content)) = chosen {
            return visitor.visit_enum(Choice { name, variants, content, at: self.at, ledger: self.ledger });
        }
        let is_name = matches!(self.node, Some(Node::Text(_)));
        self.note_wrong(if is_name { "enum" } else { "type" }, words::one_of(known.unwrap_or(variants)));
        match variants.get(self.reading.step) {
            Some(name) => visitor.visit_enum(Choice {
                name,
                variants,
                content: Content::Invented,
                at: self.at,
                ledger: self.ledger,
            }),
            None => Err(Refusal::Out),
        }
    }
}

fn visit_text<'de, V: Visitor<'de>>(text: &Cow<'de, str>, visitor: V) -> Result<V::Value, Refusal> {
    match text {
        Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
        Cow::Owned(text) => visitor.visit_str(text),
    }
}

fn finite(digits: &str) -> Option<f64> {
    digits.parse().ok().filter(|number: &f64| number.is_finite())
}

macro_rules! whole_numbers {
    ($($deserialize:ident $visit:ident $type:ty;)*) => {$(
        fn $deserialize<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Refusal> {
            if let Some(node) = self.demand(Demand::Whole) {
                if let Node::Number(digits) = node
                    && let Ok(number) = digits.parse::<$type>()
                    && *digits != "-0"
                {
                    return visitor.$visit(number);
                }
                self.note_wrong("type", words::whole_number(<$type>::MIN, <$type>::MAX));
            }
            match self.reading.step {
                0 => visitor.$visit(0),
                1 => visitor.$visit(1),
                _ => Err(Refusal::Out),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for Reader<'_, 'de> {
    type Error = Refusal;

    whole_numbers! {
        deserialize_i8 visit_i8 i8;
        deserialize_i16 visit_i16 i16;
        deserialize_i32 visit_i32 i32;
        deserialize_i64 visit_i64 i64;
        deserialize_i128 visit_i128 i128;
        deserialize_u8 visit_u8 u8;
        deserialize_u16 visit_u16 u16;
        deserialize_u32 visit_u32 u32;
        deserialize_u64 visit_u64 u64;
        deserialize_u128 visit_u128 u128;
    }

    fn deserialize_any<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Refusal> {
        let Some(node) = self.demand(Demand::Any) else {
            return self.stand_in_any(visitor);
        };
        match node {
            Node::Null => visitor.visit_unit(),
            Node::Bool(value) => visitor.visit_bool(*value),
            Node::Number(digits) => self.any_number(digits, visitor),
            Node::Text(text) => visit_text(text, visitor),
            Node::List(nodes) => visitor.visit_seq(Elements::list(nodes, self.at, self.ledger)),
            Node::Object(_) => visitor.visit_map(self.members(Demand::Any, None)),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Refusal> {
        match self.demand(Demand::Bool) {
            Some(Node::Bool(value)) => return visitor.visit_bool(*value),
            Some(_) => self.note_wrong("type", words::BOOL),
            None => {}
        }
        match self.reading.step {
            step @ 0..=1 => visitor.visit_bool(step == 1),
            _ => Err(Refusal::Out),
        }
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        self.float(|number| (number as f32).is_finite(), visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        self.float(|_| true, visitor)
    }

    fn deserialize_char<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Refusal> {
        match self.demand(Demand::Character) {
            Some(Node::Text(text)) if text.chars().nth(1).is_none() && !text.is_empty() => {
                return visit_text(text, visitor);
            }
            Some(_) => self.note_wrong("type", words::CHARACTER),
            None => {}
        }
        match self.reading.step {
            0 => visitor.visit_char('a'),
            1 => visitor.visit_char('0'),
            _ => Err(Refusal::Out),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        self.text(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        self.text(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        self.text(visitor)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        self.bytes(visitor)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        self.bytes(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        self.reading.optional = true;
        match self.node {
            None | Some(Node::Null) => visitor.visit_none(),
            Some(_) if self.reading.mend == Some(Mend::Null) => visitor.visit_none(),
            Some(_) => visitor.visit_some(self),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        self.null(visitor)
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Refusal> {
        self.null(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        mut self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        if name == RAW_VALUE {
            // Any JSON is right here, and what is built is dropped.
            self.demand(Demand::Other);
            return visitor.visit_map(MapDeserializer::new(std::iter::once((RAW_VALUE, Raw))));
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_seq(self.elements())
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_seq(self.fixed_elements(length))
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        visitor.visit_seq(self.fixed_elements(length))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_map(self.members(Demand::Map, None))
    }

    /// serde_json takes a list for a struct as well; no document of an interface says so, and beside another fault it is one.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        visitor.visit_map(self.members(Demand::Struct, Some((name, fields))))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        self.choice(variants, visitor)
    }

    /// What nobody reads is right as it is.
    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_unit()
    }
}

/// The stand-in for unparsed JSON.
struct Raw;

impl serde::de::IntoDeserializer<'_, Refusal> for Raw {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Raw {
    type Error = Refusal;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_borrowed_str("null")
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
